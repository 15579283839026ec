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

NamedTensors apply_rotary_pos_emb(Case& golden) {
  const Tensor q = golden.input("q");
  const Tensor k = golden.input("k");
  const Tensor position_ids = golden.input("position_ids", {DType::I64});
  const auto head_dim = golden.param<std::int64_t>("head_dim");
  const auto longest = golden.param<std::int64_t>("max_position_embeddings");
  const nlohmann::json config{{"rope_parameters", golden.json_param("rope_parameters")}};
  if (q.ndim() != 4 || q.dim(3) != head_dim) {
    throw InputError(fmt::format("{}: tensor \"in.q\" has shape {}, not [B, H, T, {}]", golden.source(),
                                 to_string(q.shape()), head_dim));
  }
  const auto parameters =
      model::parse_rope_parameters(config, head_dim, longest, golden.source() + ": params");
  const auto positions = position_ids.to(Device::Reference).span<std::int64_t>();
  const auto last = std::max_element(positions.begin(), positions.end());
  const auto frequencies = model::rope_frequencies(parameters, last == positions.end() ? 0 : *last + 1);
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
