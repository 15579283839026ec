// SPDX-License-Identifier: Apache-2.0
#include "common/ops/dispatch.hpp"

#include "common/error.hpp"

#include <fmt/format.h>

namespace warplight::ops {

void throw_no_implementation(std::string_view op, Device device) {
  throw InputError(fmt::format("{}: no {} version of this op", op, name(device)));
}

void throw_shape_mismatch(std::string_view op,
                          std::string_view what,
                          const Tensor& a,
                          const Tensor& b) {
  throw InputError(
      fmt::format("{}: {}: {} and {}", op, what, to_string(a.shape()), to_string(b.shape())));
}

void require(bool holds, std::string_view op, std::string_view message) {
  if (!holds) {
    throw InputError(fmt::format("{}: {}", op, message));
  }
}

void require_same_dtype(std::string_view op, const Tensor& a, const Tensor& b) {
  if (a.defined() && b.defined() && a.dtype() != b.dtype()) {
    throw InputError(
        fmt::format("{}: dtypes {} and {} differ", op, name(a.dtype()), name(b.dtype())));
  }
}

}  // namespace warplight::ops
