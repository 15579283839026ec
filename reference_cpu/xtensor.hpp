// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/tensor.hpp"

#include <array>
#include <cstddef>

#include <xtensor/xadapt.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>

/// @file
/// @ingroup reference
/// @brief The one door to xtensor: its headers (which later releases move) and adaptors of our tensors.
///
/// Included by reference_cpu .cpp files only: it costs seconds per file. Bind every reduction to a named
/// xt::xtensor, never to auto, and never leave one inside a larger expression (xtensor 0.24 then reads
/// out of bounds).

/// @defgroup reference CPU reference
/// @brief The readable implementations: each reads like its paper's formula.

namespace warplight::reference {

/// Row `n` of a contiguous tensor that is read as rows of `width` elements: [width].
template <class T>
auto row(const Tensor& tensor, std::int64_t n, std::int64_t width) {
  const auto count = static_cast<std::size_t>(width);
  return xt::adapt(tensor.data<T>() + n * width, count, xt::no_ownership(),
                   std::array<std::size_t, 1>{count});
}

/// A contiguous tensor as a flat xtensor expression: [numel].
template <class T>
auto flat(const Tensor& tensor) {
  const auto count = static_cast<std::size_t>(tensor.numel());
  return xt::adapt(tensor.data<T>(), count, xt::no_ownership(), std::array<std::size_t, 1>{count});
}

/// Elements [first, last) of a contiguous tensor as a flat xtensor expression.
template <class T>
auto flat(const Tensor& tensor, std::int64_t first, std::int64_t last) {
  const auto count = static_cast<std::size_t>(last - first);
  return xt::adapt(tensor.data<T>() + first, count, xt::no_ownership(),
                   std::array<std::size_t, 1>{count});
}

/// A contiguous tensor as an xtensor expression of its own shape, of any rank.
template <class T>
auto array(const Tensor& tensor) {
  const std::vector<std::size_t> shape(tensor.shape().begin(), tensor.shape().end());
  return xt::adapt(tensor.data<T>(), static_cast<std::size_t>(tensor.numel()), xt::no_ownership(),
                   shape);
}

}  // namespace warplight::reference
