// SPDX-License-Identifier: Apache-2.0
#include "common/ops/cross_entropy.hpp"

namespace warplight::ops {
namespace {

constexpr const char* kName = "cross_entropy";

void check_target(const Tensor& input, const Tensor& target, const CrossEntropyOptions& options) {
  if (target.dtype() == DType::I64) {
    Shape positions = input.shape();
    positions.erase(positions.begin() + 1);
    if (target.shape() != positions) {
      throw_shape_mismatch(kName, "input [N, C, d...] and classes [N, d...] do not fit", input,
                           target);
    }
    return;
  }
  require_same_dtype(kName, input, target);
  if (target.shape() != input.shape()) {
    throw_shape_mismatch(kName, "input and probabilities differ in shape", input, target);
  }
  require(options.ignore_index < 0, kName, "ignore_index needs targets that are classes");
}

}  // namespace

Op<Tensor(const Tensor&, const Tensor&, const Tensor&, const CrossEntropyOptions&)>&
cross_entropy_op() {
  static Op<Tensor(const Tensor&, const Tensor&, const Tensor&, const CrossEntropyOptions&)> op(
      kName);
  return op;
}

Tensor cross_entropy(const Tensor& input,
                     const Tensor& target,
                     const Tensor& weight,
                     const CrossEntropyOptions& options) {
  if (input.ndim() < 2) {
    throw_shape_mismatch(kName, "input is not [N, C] or [N, C, d...]; input and target", input,
                         target);
  }
  require(input.dim(1) > 0, kName, "input has no classes");
  check_target(input, target, options);
  if (weight.defined()) {
    require_same_dtype(kName, input, weight);
    if (weight.shape() != Shape{input.dim(1)}) {
      throw_shape_mismatch(kName, "input [N, C, d...] and weight [C] do not fit", input, weight);
    }
  }
  require(options.label_smoothing >= 0 && options.label_smoothing <= 1, kName,
          "label_smoothing is not in [0, 1]");
  const Device device = common_device(kName, input, target, weight);
  return cross_entropy_op().forward(device)(input, target, weight, options);
}

}  // namespace warplight::ops
