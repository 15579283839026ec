// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief Gaussian error linear unit.

namespace warplight::ops {

/// How the normal distribution function inside gelu is computed.
enum class GeluApproximation : std::uint8_t {
  None,  ///< by erf
  Tanh   ///< by the tanh formula of the paper, which GPT-2 and BLIP-2 models were trained with
};

/// y = x Phi(x), Phi the standard normal distribution function; with Tanh
/// y = x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))).
/// @param input         [...], F32 or F64
/// @param approximation "none" or "tanh" of torch
/// @return              shape of input
/// Source: Hendrycks and Gimpel 2016, section 2; torch.nn.functional.gelu.
Tensor gelu(const Tensor& input, GeluApproximation approximation);

/// The table of its implementations.
Op<Tensor(const Tensor&, GeluApproximation)>& gelu_op();

}  // namespace warplight::ops
