// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/tensor.hpp"

#include <array>
#include <concepts>
#include <string>
#include <string_view>

/// @file
/// @ingroup ops
/// @brief How an op finds its implementation: one table per op, one column per device.

/// @defgroup ops Ops
/// @ingroup common
/// @brief Free functions on tensors. Each is declared once here, with its shape rule, and implemented
/// once per device; a model calls the declaration and runs wherever its tensors live.

namespace warplight::ops {

template <class Signature>
class Op;

/// The implementations of one op. A backend fills its column at start-up; nothing ever falls back
/// from one device to another.
template <class Result, class... Args>
class Op<Result(Args...)> {
 public:
  /// What a backend supplies.
  using Kernel = Result (*)(Args...);

  /// `name` is what error messages call the op.
  explicit Op(std::string_view name) : name_(name) {}

  /// Registers a device's forward implementation.
  void set_forward(Device device, Kernel kernel) {
    forward_[static_cast<std::size_t>(device)] = kernel;
  }

  /// True if the device has a forward implementation.
  [[nodiscard]] bool has_forward(Device device) const {
    return forward_[static_cast<std::size_t>(device)] != nullptr;
  }

  /// The forward implementation. Throws InputError, naming op and device, if there is none.
  [[nodiscard]] Kernel forward(Device device) const;

 private:
  std::string name_;
  std::array<Kernel, kDeviceCount> forward_{};
};

/// Throws the InputError of an op that a device lacks.
[[noreturn]] void throw_no_implementation(std::string_view op, Device device);

/// Throws InputError "op: <what>" with the shapes of both tensors.
[[noreturn]] void throw_shape_mismatch(std::string_view op,
                                       std::string_view what,
                                       const Tensor& a,
                                       const Tensor& b);

/// Throws InputError "op: <message>" unless `holds`.
void require(bool holds, std::string_view op, std::string_view message);

/// Throws InputError unless both tensors (if defined) are of one dtype.
void require_same_dtype(std::string_view op, const Tensor& a, const Tensor& b);

/// The device that all defined tensors share. Throws InputError, naming the op, if they differ.
template <std::same_as<Tensor>... Rest>
Device common_device(std::string_view op, const Tensor& first, const Rest&... rest) {
  const auto check = [&](const Tensor& other) {
    if (other.defined() && other.device() != first.device()) {
      throw_shape_mismatch(op, "tensors on different devices", first, other);
    }
  };
  (check(rest), ...);
  return first.device();
}

// ------------------------------------------------------------------------------------------------

template <class Result, class... Args>
typename Op<Result(Args...)>::Kernel Op<Result(Args...)>::forward(Device device) const {
  if (!has_forward(device)) {
    throw_no_implementation(name_, device);
  }
  return forward_[static_cast<std::size_t>(device)];
}

}  // namespace warplight::ops
