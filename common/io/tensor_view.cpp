// SPDX-License-Identifier: Apache-2.0
#include "common/io/tensor_view.hpp"

#include <algorithm>
#include <cstdint>

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
  const std::span<const std::byte> bytes = file->bytes();
  const std::byte* first = bytes.data() + offset;
  if (reinterpret_cast<std::uintptr_t>(first) % alignment(dtype) != 0) {
    return Tensor::from_bytes(bytes.subspan(offset, *checked_bytes(shape, dtype)), shape, dtype);
  }
  // The mapping is read-only; Tensor's constness is that of the view, not of the elements.
  auto* data = const_cast<std::byte*>(bytes.data());
  return Tensor::on(std::make_shared<Storage>(data, bytes.size(), file), offset, shape, dtype);
}

}  // namespace warplight::io
