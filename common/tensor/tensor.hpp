// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/allocator.hpp"
#include "common/tensor/dtype.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

/// @file
/// @ingroup common
/// @brief The one tensor type of the house: dtype, shape, strides, shared storage, device.

namespace warplight {

/// Extents, outermost first.
using Shape = std::vector<std::int64_t>;

/// "[2, 3, 4]".
std::string to_string(const Shape& shape);

/// Product of the extents (1 for a scalar's empty shape). Throws InputError if one is negative or if the
/// product is more than 63 bits hold.
std::int64_t element_count(const Shape& shape);

/// Bytes that such a tensor takes when stored row-major without gaps. Throws InputError if the last extent
/// is no whole number of blocks, or if there is no such number of bytes.
std::size_t byte_count(const Shape& shape, DType dtype);

/// Memory that several tensors may share; frees itself with its last user.
class Storage {
 public:
  /// Uninitialised memory on a device.
  Storage(std::size_t bytes, Device device);
  /// Memory that somebody else owns (a mapped file); `owner` keeps it alive.
  Storage(std::byte* data, std::size_t bytes, std::shared_ptr<const void> owner);
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;
  ~Storage();

  /// First byte.
  [[nodiscard]] std::byte* data() const { return data_; }
  /// Size in bytes.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  /// Where the memory is.
  [[nodiscard]] Device device() const { return device_; }

 private:
  std::byte* data_ = nullptr;
  std::size_t bytes_ = 0;
  Device device_ = Device::Reference;
  std::shared_ptr<const void> owner_;
};

/// A view of a storage: copying a Tensor copies the view, not the elements, as in PyTorch.
/// Strides are in elements. Block formats (Q4_0, Q4_1, Q8_0) are always contiguous and their last
/// extent is a multiple of 32.
class Tensor {
 public:
  /// No tensor at all: defined() is false. Stands for an absent optional argument.
  Tensor() = default;

  /// Uninitialised elements.
  static Tensor empty(Shape shape, DType dtype, Device device = Device::Reference);
  /// All bits zero.
  static Tensor zeros(Shape shape, DType dtype, Device device = Device::Reference);
  /// Copies `values` (row-major) into host memory. Throws InputError unless they fill the shape.
  template <class T>
  static Tensor from(std::span<const T> values, Shape shape);
  /// The same for a vector; without a shape it has one axis.
  template <class T>
  static Tensor from(const std::vector<T>& values);
  /// The same for a vector and a shape.
  template <class T>
  static Tensor from(const std::vector<T>& values, Shape shape);
  /// The same for elements given as raw bytes.
  static Tensor from_bytes(std::span<const std::byte> bytes, Shape shape, DType dtype);
  /// A contiguous view into `storage`, from byte `offset` on. Throws InputError if it does not fit.
  static Tensor on(std::shared_ptr<Storage> storage, std::size_t offset, Shape shape, DType dtype);

  /// False only for Tensor().
  [[nodiscard]] bool defined() const { return storage_ != nullptr; }
  /// Element type.
  [[nodiscard]] DType dtype() const { return dtype_; }
  /// Where its memory is.
  [[nodiscard]] Device device() const { return storage_ ? storage_->device() : Device::Reference; }
  /// Extents.
  [[nodiscard]] const Shape& shape() const { return shape_; }
  /// Distance in elements between neighbours along each axis.
  [[nodiscard]] const std::vector<std::int64_t>& strides() const { return strides_; }
  /// Number of axes.
  [[nodiscard]] std::int64_t ndim() const { return static_cast<std::int64_t>(shape_.size()); }
  /// Extent of an axis; negative counts from the end. Throws InputError if there is no such axis.
  [[nodiscard]] std::int64_t dim(std::int64_t axis) const;
  /// Number of elements.
  [[nodiscard]] std::int64_t numel() const { return element_count(shape_); }
  /// Bytes of the elements when stored row-major without gaps.
  [[nodiscard]] std::size_t nbytes() const;
  /// True if row-major without gaps.
  [[nodiscard]] bool is_contiguous() const;

  /// First element; T must be the stored type. Writes through a const Tensor are allowed, as its
  /// constness is the view's, not the elements'.
  template <class T>
  [[nodiscard]] T* data() const;
  /// All elements of a contiguous tensor.
  template <class T>
  [[nodiscard]] std::span<T> span() const;
  /// First byte, whatever the dtype.
  [[nodiscard]] std::byte* bytes() const;

  /// Same elements, other shape (one extent may be -1). Throws InputError unless contiguous and fitting.
  [[nodiscard]] Tensor reshape(Shape shape) const;
  /// Axes a and b exchanged; no copy.
  [[nodiscard]] Tensor transpose(std::int64_t a, std::int64_t b) const;
  /// Elements [start, end) of one axis; no copy.
  [[nodiscard]] Tensor slice(std::int64_t axis, std::int64_t start, std::int64_t end) const;
  /// Itself if contiguous, else a row-major copy.
  [[nodiscard]] Tensor contiguous() const;
  /// A row-major copy in new memory.
  [[nodiscard]] Tensor clone() const;
  /// Converted to another dtype (itself if it has that one): floating and block formats to F32 or F64,
  /// floating to floating (round to nearest, ties to even), integers and Bool among each other and to
  /// floating. Throws InputError for anything else.
  [[nodiscard]] Tensor to(DType dtype) const;
  /// Copied to another device (itself if it is there).
  [[nodiscard]] Tensor to(Device device) const;

 private:
  Tensor(std::shared_ptr<Storage> storage,
         std::size_t offset,
         Shape shape,
         std::vector<std::int64_t> strides,
         DType dtype);
  [[nodiscard]] std::int64_t axis_index(std::int64_t axis) const;
  void require_dtype(DType dtype) const;
  void require_contiguous() const;

  std::shared_ptr<Storage> storage_;
  std::size_t offset_ = 0;  // bytes
  Shape shape_;
  std::vector<std::int64_t> strides_;
  DType dtype_ = DType::F32;
};

// ------------------------------------------------------------------------------------------------

template <class T>
T* Tensor::data() const {
  require_dtype(dtype_of<std::remove_const_t<T>>());
  return reinterpret_cast<T*>(bytes());
}

template <class T>
std::span<T> Tensor::span() const {
  require_contiguous();
  return {data<T>(), static_cast<std::size_t>(numel())};
}

template <class T>
Tensor Tensor::from(std::span<const T> values, Shape shape) {
  return from_bytes(std::as_bytes(values), std::move(shape), dtype_of<T>());
}

template <class T>
Tensor Tensor::from(const std::vector<T>& values) {
  return from(std::span<const T>(values), {static_cast<std::int64_t>(values.size())});
}

template <class T>
Tensor Tensor::from(const std::vector<T>& values, Shape shape) {
  return from(std::span<const T>(values), std::move(shape));
}

}  // namespace warplight
