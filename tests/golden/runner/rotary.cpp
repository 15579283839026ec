// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/ops/rotary_embedding.hpp"
#include "reference_cpu/position_encoding/rope_parameters.hpp"
#include "tests/golden/runner/registry.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace warplight::golden {
namespace {

// q or k: [B, H, T, head_dim]
Tensor heads(Case& golden, const std::string& name, std::int64_t head_dim) {
  Tensor tensor = golden.input(name);
  if (tensor.ndim() != 4 || tensor.dim(3) != head_dim) {
    throw InputError(fmt::format("{}: tensor \"in.{}\" has shape {}, not [B, H, T, {}]",
                                 golden.source(), name, to_string(tensor.shape()), head_dim));
  }
  return tensor;
}

// The largest position + 1.
std::int64_t length_of(const Case& golden, const Tensor& position_ids) {
  constexpr std::int64_t kFarthest = std::int64_t{1} << 31;
  std::int64_t length = 0;
  const Tensor positions = position_ids.to(Device::Reference);
  for (const std::int64_t position : positions.span<std::int64_t>()) {
    if (position < 0 || position >= kFarthest) {
      throw InputError(
          fmt::format("{}: tensor \"in.position_ids\" holds {}", golden.source(), position));
    }
    length = std::max(length, position + 1);
  }
  return length;
}

NamedTensors apply_rotary_pos_emb(Case& golden) {
  const std::int64_t head_dim = golden.positive_param("head_dim");
  const Tensor q = heads(golden, "q", head_dim);
  const Tensor k = heads(golden, "k", head_dim);
  const Tensor position_ids = golden.input("position_ids", {DType::I64});
  const std::int64_t trained = golden.positive_param("max_position_embeddings");
  const nlohmann::json config{{"rope_parameters", golden.json_param("rope_parameters")}};
  const auto parameters =
      model::parse_rope_parameters(config, head_dim, trained, golden.source() + ": params");
  const auto frequencies = model::rope_frequencies(parameters, length_of(golden, position_ids));
  const auto table = ops::rotary_table(position_ids, frequencies.inverse_frequencies.to(q.device()),
                                       frequencies.attention_scaling);
  return {{"q_embed", ops::apply_rotary(q, table)}, {"k_embed", ops::apply_rotary(k, table)}};
}

constexpr std::array kOps{
    Op{"transformers.models.llama.modeling_llama.apply_rotary_pos_emb", apply_rotary_pos_emb},
};

}  // namespace

std::span<const Op> rotary_ops() { return kOps; }

}  // namespace warplight::golden
