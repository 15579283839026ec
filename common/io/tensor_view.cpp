// SPDX-License-Identifier: Apache-2.0
#include "common/io/tensor_view.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace warplight::io {
namespace {

// Block formats are read through their 16-bit scales.
std::size_t alignment(DType dtype) { return is_quantized(dtype) ? 2 : block_bytes(dtype); }

}  // namespace

std::optional<std::size_t> checked_bytes(const Shape& shape, DType dtype) {
  std::int64_t count = 1;
  bool is_empty = false;
  for (const std::int64_t extent : shape) {
    is_empty = is_empty || extent == 0;
    if (extent < 0 || __builtin_mul_overflow(count, std::max<std::int64_t>(extent, 1), &count)) {
      return std::nullopt;
    }
  }
  const std::int64_t block = block_elements(dtype);
  if (block > 1 && (shape.empty() || shape.back() % block != 0)) {
    return std::nullopt;
  }
  std::int64_t bytes = 0;
  const auto unit = static_cast<std::int64_t>(block_bytes(dtype));
  if (__builtin_mul_overflow(count / block, unit, &bytes)) {
    return std::nullopt;
  }
  return is_empty ? 0 : static_cast<std::size_t>(bytes);
}

Tensor tensor_view(const std::shared_ptr<const MappedFile>& file,
                   std::size_t offset,
                   const Shape& shape,
                   DType dtype) {
  // The mapping is read-only; Tensor's constness is that of the view, not of the elements.
  auto* data = const_cast<std::byte*>(file->bytes().data());
  auto storage = std::make_shared<Storage>(data, file->bytes().size(), file);
  Tensor view = Tensor::on(std::move(storage), offset, shape, dtype);
  const bool aligned = reinterpret_cast<std::uintptr_t>(view.bytes()) % alignment(dtype) == 0;
  return aligned ? view : view.clone();
}

}  // namespace warplight::io
