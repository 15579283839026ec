// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/ops/embedding.hpp"

#include "common/error.hpp"
#include "common/tensor/convert.hpp"

#include <fmt/format.h>

namespace warplight::reference {

//! [embedding]
Tensor embedding(const Tensor& indices, const Tensor& weight) {
  const Tensor ids = indices.contiguous();   // [...]
  const Tensor table = weight.contiguous();  // [V, C]
  const std::int64_t vocabulary = table.dim(0);
  const std::int64_t width = table.dim(1);
  const DType wide = table.dtype() == DType::F64 ? DType::F64 : DType::F32;
  Shape shape = ids.shape();
  shape.push_back(width);
  Tensor output = Tensor::empty(shape, wide);  // [..., C]

  const std::size_t row_bytes =
      static_cast<std::size_t>(width / block_elements(table.dtype())) * block_bytes(table.dtype());
  std::byte* row = output.bytes();
  for (const std::int64_t id : ids.span<const std::int64_t>()) {
    if (id < 0 || id >= vocabulary) {
      throw InputError(fmt::format("embedding: index {} is not in [0, {})", id, vocabulary));
    }
    const std::byte* source = table.bytes() + static_cast<std::size_t>(id) * row_bytes;
    convert(source, table.dtype(), row, wide, width);
    row += static_cast<std::size_t>(width) * block_bytes(wide);
  }
  return output;
}
//! [embedding]

void register_embedding() { ops::embedding_op().set_forward(Device::Reference, embedding); }

}  // namespace warplight::reference
