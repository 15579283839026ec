// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/transformer/attention_mask.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace warplight::model {
namespace {

void require_ids(const Tensor& ids, std::string_view name, std::int64_t limit) {
  if (ids.dtype() != DType::I64 || ids.ndim() != 2) {
    throw InputError(fmt::format("{} must be I64 of shape [B, T], not {} of {}", name,
                                 warplight::name(ids.dtype()), to_string(ids.shape())));
  }
  const Tensor flat = ids.contiguous();
  for (const std::int64_t id : flat.span<std::int64_t>()) {
    if (id < 0 || id >= limit) {
      throw InputError(fmt::format("{} holds {}, outside of 0 .. {}", name, id, limit - 1));
    }
  }
}

}  // namespace

void check_inputs(const LlamaInputs& inputs, const LlamaConfig& config) {
  if (inputs.input_ids.defined() == inputs.inputs_embeds.defined()) {
    throw InputError("a model takes either input_ids or inputs_embeds");
  }
  if (inputs.input_ids.defined()) {
    require_ids(inputs.input_ids, "input_ids", config.vocab_size);
  } else if (inputs.inputs_embeds.ndim() != 3 ||
             inputs.inputs_embeds.dim(2) != config.hidden_size) {
    throw InputError(fmt::format("inputs_embeds must be [B, T, {}], not {}", config.hidden_size,
                                 to_string(inputs.inputs_embeds.shape())));
  }
}

void check_position_ids(const Tensor& positions, std::int64_t batch, std::int64_t length) {
  constexpr std::int64_t kFarthest = std::int64_t{1} << 31;
  require_ids(positions, "position_ids", kFarthest);
  if ((positions.dim(0) != batch && positions.dim(0) != 1) || positions.dim(1) != length) {
    throw InputError(fmt::format("position_ids of shape {} do not fit {} sequences of {} tokens",
                                 to_string(positions.shape()), batch, length));
  }
}

Tensor padding_mask(const Tensor& attention_mask, std::int64_t batch, std::int64_t keys) {
  if (attention_mask.dtype() != DType::I64 || attention_mask.shape() != Shape{batch, keys}) {
    throw InputError(fmt::format("attention_mask must be I64 of shape [{}, {}], not {} of {}",
                                 batch, keys, name(attention_mask.dtype()),
                                 to_string(attention_mask.shape())));
  }
  const Tensor flags = attention_mask.contiguous();
  const auto counted = flags.span<std::int64_t>();
  if (std::find(counted.begin(), counted.end(), 0) == counted.end()) {
    return {};
  }
  Tensor mask = Tensor::empty({batch, 1, 1, keys}, DType::Bool);
  std::transform(counted.begin(), counted.end(), mask.data<bool>(),
                 [](std::int64_t m) { return m != 0; });
  return mask;
}

Tensor packing_mask(const Tensor& position_ids, std::int64_t batch) {
  const std::int64_t rows = position_ids.dim(0);
  const std::int64_t length = position_ids.dim(1);
  const Tensor positions = position_ids.contiguous();
  std::vector<std::int64_t> text(static_cast<std::size_t>(rows * length), 0);  // index of its text
  bool packed = false;
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t t = 1; t < length; ++t) {
      const std::int64_t* position = positions.data<std::int64_t>() + r * length + t;
      const bool starts = position[0] - position[-1] != 1;
      const auto here = static_cast<std::size_t>(r * length + t);
      text[here] = text[here - 1] + (starts ? 1 : 0);
      packed = packed || starts;
    }
  }
  if (!packed) {
    return {};
  }
  Tensor mask = Tensor::empty({batch, 1, length, length}, DType::Bool);
  bool* visible = mask.data<bool>();
  for (std::int64_t b = 0; b < batch; ++b) {
    const std::int64_t* row = text.data() + (rows == 1 ? 0 : b * length);
    for (std::int64_t i = 0; i < length; ++i) {
      for (std::int64_t j = 0; j < length; ++j) {
        *visible++ = row[i] == row[j];
      }
    }
  }
  return mask;
}

}  // namespace warplight::model
