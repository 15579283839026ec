// SPDX-License-Identifier: Apache-2.0
#include "common/ops/embedding.hpp"

#include "common/error.hpp"

#include <fmt/format.h>

namespace warplight::ops {

Op<Tensor(const Tensor&, const Tensor&)>& embedding_op() {
  static Op<Tensor(const Tensor&, const Tensor&)> op("embedding");
  return op;
}

Tensor embedding(const Tensor& indices, const Tensor& weight) {
  if (indices.dtype() != DType::I64) {
    throw InputError(fmt::format("embedding: indices are {}, not I64", name(indices.dtype())));
  }
  if (weight.ndim() != 2) {
    throw_shape_mismatch("embedding", "weight is not [V, C]; indices and weight", indices, weight);
  }
  if (!is_floating(weight.dtype()) && !is_quantized(weight.dtype())) {
    throw InputError(fmt::format("embedding: weight is {}, not floating", name(weight.dtype())));
  }
  return embedding_op().forward(common_device("embedding", indices, weight))(indices, weight);
}

}  // namespace warplight::ops
