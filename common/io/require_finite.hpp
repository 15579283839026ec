// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/tensor.hpp"

#include <string_view>

/// @file
/// @ingroup io
/// @brief Weights that are not numbers are refused when they are loaded, not met in the logits.

namespace warplight::io {

/// Throws InputError that names file, tensor and element if one is NaN or infinite. Of a block format,
/// its scales and minima are looked at; whole numbers and Bool always pass. Contiguous tensors only.
void require_finite(const Tensor& tensor, std::string_view name, std::string_view source);

}  // namespace warplight::io
