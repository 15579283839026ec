// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/transformer/activation.hpp"

#include "common/ops/gelu.hpp"
#include "common/ops/quick_gelu.hpp"
#include "common/ops/relu.hpp"
#include "common/ops/silu.hpp"

namespace warplight::model {

Tensor activate(Activation activation, const Tensor& x) {
  switch (activation) {
    case Activation::Silu:
      return ops::silu(x);
    case Activation::Gelu:
      return ops::gelu(x, ops::GeluApproximation::None);
    case Activation::GeluTanh:
      return ops::gelu(x, ops::GeluApproximation::Tanh);
    case Activation::QuickGelu:
      return ops::quick_gelu(x);
    case Activation::Relu:
      return ops::relu(x);
  }
  return {};
}

}  // namespace warplight::model
