// SPDX-License-Identifier: Apache-2.0
#include "common/ops/silu.hpp"

namespace warplight::ops {

Op<Tensor(const Tensor&)>& silu_op() {
  static Op<Tensor(const Tensor&)> op("silu");
  return op;
}

Tensor silu(const Tensor& input) { return silu_op().forward(input.device())(input); }

}  // namespace warplight::ops
