// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/tensor.hpp"
#include "reference_cpu/transformer/model.hpp"

/// @file
/// @ingroup transformer
/// @brief From what a caller gives to the mask that attention takes, with the checks on the way.

namespace warplight::model {

/// Throws InputError unless exactly one of input_ids (in range, [B, T]) and inputs_embeds ([B, T, C]) is
/// given.
void check_inputs(const LlamaInputs& inputs, const LlamaConfig& config);

/// Throws InputError unless positions are I64, [B, T] or [1, T], and not negative.
void check_position_ids(const Tensor& positions, std::int64_t batch, std::int64_t length);

/// Keys that are padding may not be seen: [B, 1, 1, Tk], Bool. Undefined if there is none.
/// @param attention_mask [B, Tk], I64, 0 for padding
/// @param batch B
/// @param keys  Tk
Tensor padding_mask(const Tensor& attention_mask, std::int64_t batch, std::int64_t keys);

/// Several texts packed in one row: positions that do not go up by one start a new text, and no text
/// sees another: [B, 1, T, T], Bool. Undefined if every row is one text.
/// @param position_ids [B, T] or [1, T]
/// @param batch B
/// Source: transformers masking_utils.py, find_packed_sequence_indices.
Tensor packing_mask(const Tensor& position_ids, std::int64_t batch);

}  // namespace warplight::model
