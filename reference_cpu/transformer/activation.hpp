// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/tensor.hpp"
#include "reference_cpu/transformer/config.hpp"

/// @file
/// @ingroup transformer
/// @brief A config's `hidden_act` as an op.

namespace warplight::model {

/// The activation applied to every element; shape of x.
Tensor activate(Activation activation, const Tensor& x);

}  // namespace warplight::model
