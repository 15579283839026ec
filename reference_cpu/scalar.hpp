// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/error.hpp"
#include "common/tensor/tensor.hpp"

#include <fmt/format.h>

/// @file
/// @ingroup reference
/// @brief From a tensor's dtype to the scalar that a reference op is a template on.

namespace warplight::reference {

/// The scalars of the reference: float for use, double for the judge.
template <class T>
concept Scalar = std::same_as<T, float> || std::same_as<T, double>;

/// Calls visit(T{}) with float or double after `dtype`; throws InputError, naming the op, for others.
template <class Visit>
auto with_scalar(std::string_view op, DType dtype, Visit&& visit) {
  switch (dtype) {
    case DType::F32:
      return visit(float{});
    case DType::F64:
      return visit(double{});
    default:
      throw InputError(fmt::format("{}: computes in F32 or F64, not in {}", op, name(dtype)));
  }
}

}  // namespace warplight::reference
