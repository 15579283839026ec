// SPDX-License-Identifier: Apache-2.0
#include "common/tensor/tensor.hpp"

#include "common/error.hpp"
#include "common/tensor/convert.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace warplight {
namespace {

std::vector<std::int64_t> row_major_strides(const Shape& shape) {
  std::vector<std::int64_t> strides(shape.size());
  std::int64_t stride = 1;
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

// Copies a strided view into row-major memory, one run of the innermost axis at a time.
void gather_rows(const std::byte* source,
                 std::byte* target,
                 const Shape& shape,
                 const std::vector<std::int64_t>& strides,
                 std::size_t element) {
  const auto inner = shape.back();
  const auto inner_stride = strides.back();
  std::vector<std::int64_t> index(shape.size() - 1, 0);
  const std::int64_t rows = element_count(shape) / std::max<std::int64_t>(inner, 1);
  for (std::int64_t row = 0; row < rows; ++row) {
    std::int64_t offset = 0;
    for (std::size_t axis = 0; axis < index.size(); ++axis) {
      offset += index[axis] * strides[axis];
    }
    const std::byte* from = source + offset * static_cast<std::int64_t>(element);
    if (inner_stride == 1) {
      std::memcpy(target, from, static_cast<std::size_t>(inner) * element);
      target += static_cast<std::size_t>(inner) * element;
    } else {
      for (std::int64_t i = 0; i < inner; ++i, target += element) {
        std::memcpy(target, from + i * inner_stride * static_cast<std::int64_t>(element), element);
      }
    }
    for (std::size_t axis = index.size(); axis-- > 0;) {
      if (++index[axis] < shape[axis]) {
        break;
      }
      index[axis] = 0;
    }
  }
}

}  // namespace

std::string to_string(const Shape& shape) { return fmt::format("[{}]", fmt::join(shape, ", ")); }

std::int64_t element_count(const Shape& shape) {
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) {
    if (extent < 0 || __builtin_mul_overflow(count, extent, &count)) {
      throw InputError(fmt::format("no tensor has the shape {}", to_string(shape)));
    }
  }
  return count;
}

std::size_t byte_count(const Shape& shape, DType dtype) {
  const std::int64_t block = block_elements(dtype);
  if (block > 1 && (shape.empty() || shape.back() % block != 0)) {
    throw InputError(fmt::format("a {} tensor needs a last extent that is a multiple of {}, not {}",
                                 name(dtype), block, to_string(shape)));
  }
  std::int64_t bytes = 0;
  const auto group = static_cast<std::int64_t>(block_bytes(dtype));
  if (__builtin_mul_overflow(element_count(shape) / block, group, &bytes)) {
    throw InputError(fmt::format("no {} tensor has the shape {}", name(dtype), to_string(shape)));
  }
  return static_cast<std::size_t>(bytes);
}

Storage::Storage(std::size_t bytes, Device device)
    : data_(static_cast<std::byte*>(allocator(device).allocate(bytes))),
      bytes_(bytes),
      device_(device) {}

Storage::Storage(std::byte* data, std::size_t bytes, std::shared_ptr<const void> owner)
    : data_(data), bytes_(bytes), owner_(std::move(owner)) {}

Storage::~Storage() {
  if (!owner_) {
    allocator(device_).free(data_, bytes_);
  }
}

Tensor::Tensor(std::shared_ptr<Storage> storage,
               std::size_t offset,
               Shape shape,
               std::vector<std::int64_t> strides,
               DType dtype)
    : storage_(std::move(storage)),
      offset_(offset),
      shape_(std::move(shape)),
      strides_(std::move(strides)),
      dtype_(dtype) {}

Tensor Tensor::empty(Shape shape, DType dtype, Device device) {
  const std::size_t bytes = byte_count(shape, dtype);
  return on(std::make_shared<Storage>(bytes, device), 0, std::move(shape), dtype);
}

Tensor Tensor::zeros(Shape shape, DType dtype, Device device) {
  Tensor result = empty(std::move(shape), dtype, device);
  if (device == Device::Reference) {
    std::memset(result.bytes(), 0, result.nbytes());
  } else {
    const std::vector<std::byte> zeros(result.nbytes());
    allocator(device).copy(result.bytes(), zeros.data(), zeros.size());
  }
  return result;
}

Tensor Tensor::from_bytes(std::span<const std::byte> bytes, Shape shape, DType dtype) {
  if (byte_count(shape, dtype) != bytes.size()) {
    throw InputError(fmt::format("{} bytes do not fill a {} tensor of shape {}", bytes.size(),
                                 name(dtype), to_string(shape)));
  }
  Tensor result = empty(std::move(shape), dtype);
  allocator(Device::Reference).copy(result.bytes(), bytes.data(), bytes.size());
  return result;
}

Tensor Tensor::on(std::shared_ptr<Storage> storage, std::size_t offset, Shape shape, DType dtype) {
  const std::size_t bytes = byte_count(shape, dtype);
  if (offset > storage->bytes() || bytes > storage->bytes() - offset) {
    throw InputError(fmt::format("a {} tensor of shape {} at byte {} does not fit into {} bytes",
                                 name(dtype), to_string(shape), offset, storage->bytes()));
  }
  std::vector<std::int64_t> strides = row_major_strides(shape);
  return {std::move(storage), offset, std::move(shape), std::move(strides), dtype};
}

std::int64_t Tensor::axis_index(std::int64_t axis) const {
  const std::int64_t index = axis < 0 ? axis + ndim() : axis;
  if (index < 0 || index >= ndim()) {
    throw InputError(fmt::format("axis {} of a tensor of shape {}", axis, to_string(shape_)));
  }
  return index;
}

void Tensor::require_dtype(DType dtype) const {
  if (dtype_ != dtype) {
    throw InputError(fmt::format("a {} tensor was read as {}", name(dtype_), name(dtype)));
  }
}

void Tensor::require_contiguous() const {
  if (!is_contiguous()) {
    throw InputError(fmt::format("a tensor of shape {} with gaps was read as one row-major block",
                                 to_string(shape_)));
  }
}

std::int64_t Tensor::dim(std::int64_t axis) const {
  return shape_[static_cast<std::size_t>(axis_index(axis))];
}

std::size_t Tensor::nbytes() const { return byte_count(shape_, dtype_); }

bool Tensor::is_contiguous() const {
  std::int64_t stride = 1;
  for (std::size_t axis = shape_.size(); axis-- > 0;) {
    if (shape_[axis] != 1 && strides_[axis] != stride) {
      return numel() == 0;
    }
    stride *= shape_[axis];
  }
  return true;
}

std::byte* Tensor::bytes() const { return storage_->data() + offset_; }

Tensor Tensor::reshape(Shape shape) const {
  require_contiguous();
  const auto open = std::find(shape.begin(), shape.end(), -1);
  if (open != shape.end()) {
    *open = 1;
    const std::int64_t known = element_count(shape);
    *open = known == 0 ? -1 : numel() / known;  // beside a 0 it could be anything: refused below
  }
  if (element_count(shape) != numel()) {
    throw InputError(fmt::format("reshape: {} elements of shape {} do not fill {}", numel(),
                                 to_string(shape_), to_string(shape)));
  }
  std::vector<std::int64_t> strides = row_major_strides(shape);
  return {storage_, offset_, std::move(shape), std::move(strides), dtype_};
}

Tensor Tensor::transpose(std::int64_t a, std::int64_t b) const {
  Tensor result = *this;
  const auto i = static_cast<std::size_t>(axis_index(a));
  const auto j = static_cast<std::size_t>(axis_index(b));
  std::swap(result.shape_[i], result.shape_[j]);
  std::swap(result.strides_[i], result.strides_[j]);
  return result;
}

Tensor Tensor::slice(std::int64_t axis, std::int64_t start, std::int64_t end) const {
  const auto i = static_cast<std::size_t>(axis_index(axis));
  if (start < 0 || end < start || end > shape_[i]) {
    throw InputError(
        fmt::format("slice: [{}, {}) of axis {} of shape {}", start, end, axis, to_string(shape_)));
  }
  Tensor result = *this;
  result.shape_[i] = end - start;
  const auto skipped = start * strides_[i];
  if (skipped % block_elements(dtype_) != 0 ||
      (is_quantized(dtype_) && static_cast<std::int64_t>(i) == ndim() - 1)) {
    throw InputError(fmt::format("slice: a {} tensor can be cut between rows only", name(dtype_)));
  }
  result.offset_ +=
      static_cast<std::size_t>(skipped / block_elements(dtype_)) * block_bytes(dtype_);
  return result;
}

Tensor Tensor::contiguous() const { return is_contiguous() ? *this : clone(); }

Tensor Tensor::clone() const {
  Tensor result = empty(shape_, dtype_, device());
  if (is_contiguous()) {
    allocator(device()).copy(result.bytes(), bytes(), nbytes());
  } else if (device() != Device::Reference || is_quantized(dtype_)) {
    throw InputError(
        fmt::format("no strided copy of a {} tensor on {}", name(dtype_), name(device())));
  } else {
    gather_rows(bytes(), result.bytes(), shape_, strides_, block_bytes(dtype_));
  }
  return result;
}

Tensor Tensor::to(DType dtype) const {
  if (dtype == dtype_) {
    return *this;
  }
  const Tensor source = contiguous();
  Tensor result = empty(shape_, dtype, device());
  convert(source.bytes(), dtype_, result.bytes(), dtype, numel());
  return result;
}

Tensor Tensor::to(Device device) const {
  if (device == this->device()) {
    return *this;
  }
  const Tensor source = contiguous();
  Tensor result = empty(shape_, dtype_, device);
  // The device's own allocator copies in both directions; the host's knows the host alone.
  Allocator& mover = allocator(device == Device::Reference ? this->device() : device);
  mover.copy(result.bytes(), source.bytes(), source.nbytes());
  return result;
}

}  // namespace warplight
