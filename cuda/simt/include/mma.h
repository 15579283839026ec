// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief nvcuda::wmma: matrices spread over a warp. Products of halves, bfloat16 and tf32 are exact and added in fp32
///        in the order of k, integers in int32, doubles in double.

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "cuda_bf16.h"
#include "cuda_fp16.h"
#include "simt/access.hpp"
#include "simt/warp.hpp"
#include "simt/wmma_layout.hpp"

namespace nvcuda::wmma {

struct matrix_a {};
struct matrix_b {};
struct accumulator {};
struct row_major {};
struct col_major {};

enum layout_t { mem_row_major, mem_col_major };

namespace precision {
/// A float of which the lower 13 bits are ignored.
struct tf32 {};
}  // namespace precision

/// What elements are kept as.
template <class T>
using Stored = std::conditional_t<std::is_same_v<T, precision::tf32>, float, T>;

template <class Use>
constexpr simt::Operand kOperandOf = std::is_same_v<Use, matrix_a>   ? simt::Operand::A
                                     : std::is_same_v<Use, matrix_b> ? simt::Operand::B
                                                                     : simt::Operand::Accumulator;

/// The matrix of `Use` in a product of m x n x k.
template <class Use, int m, int n, int k>
struct Shape {
  static constexpr int kRows = kOperandOf<Use> == simt::Operand::B ? k : m;
  static constexpr int kColumns = kOperandOf<Use> == simt::Operand::A ? k : n;
  static constexpr int kEach = kRows * kColumns / 32;  ///< elements of a lane
};

/// The lane's part of a matrix. Of halves CUDA keeps 16 elements, however many differ: x[i] repeats.
template <class Use, int m, int n, int k, class T, class Layout = void>
class fragment {
  static constexpr int kEach = Shape<Use, m, n, k>::kEach;

 public:
  static constexpr int num_elements =
      std::is_same_v<T, __half> && !std::is_same_v<Use, accumulator> ? 16 : kEach;
  static constexpr int num_storage_elements = num_elements;
  using element_type = T;
  using storage_element_type = Stored<T>;

  Stored<T> x[num_elements];
};

inline namespace SIMT_MODE {

/// Where element `i` of the caller lies in memory.
template <class Use, int m, int n, int k, class T>
SIMT_DEVICE std::size_t place_of(int i, unsigned pitch, bool by_rows) {
  const simt::Element element = simt::element_of<kOperandOf<Use>, m, n, k, sizeof(Stored<T>)>(
      static_cast<int>(simt::lane_id()), i);
  const auto row = static_cast<std::size_t>(element.row);
  const auto column = static_cast<std::size_t>(element.column);
  return by_rows ? row * pitch + column : column * pitch + row;
}

/// Accumulators of every type lie alike.
template <int m, int n, int k, class T>
SIMT_DEVICE std::size_t accumulator_place(int i, unsigned pitch, bool by_rows) {
  constexpr bool kDouble = std::is_same_v<T, double>;
  return place_of<accumulator, m, n, k, std::conditional_t<kDouble, double, float>>(i, pitch,
                                                                                    by_rows);
}

template <class Use, int m, int n, int k, class T, class Layout>
SIMT_DEVICE void load_matrix_sync(fragment<Use, m, n, k, T, Layout>& matrix,
                                  const Stored<T>* from,
                                  unsigned pitch) {
  constexpr int kEach = Shape<Use, m, n, k>::kEach;
  for (int i = 0; i < kEach; ++i) {
    const auto place = place_of<Use, m, n, k, T>(i, pitch, std::is_same_v<Layout, row_major>);
    SIMT_NOTE(from + place, sizeof(Stored<T>), simt::Access::Read, simt::kPlain);
    matrix.x[i] = from[place];
  }
  for (int i = kEach; i < matrix.num_elements; ++i) matrix.x[i] = matrix.x[i - kEach];
}

template <int m, int n, int k, class T>
SIMT_DEVICE void load_matrix_sync(fragment<accumulator, m, n, k, T>& matrix,
                                  const T* from,
                                  unsigned pitch,
                                  layout_t layout) {
  for (int i = 0; i < matrix.num_elements; ++i) {
    const auto place = accumulator_place<m, n, k, T>(i, pitch, layout == mem_row_major);
    SIMT_NOTE(from + place, sizeof(T), simt::Access::Read, simt::kPlain);
    matrix.x[i] = from[place];
  }
}

template <int m, int n, int k, class T>
SIMT_DEVICE void store_matrix_sync(T* to,
                                   const fragment<accumulator, m, n, k, T>& matrix,
                                   unsigned pitch,
                                   layout_t layout) {
  for (int i = 0; i < matrix.num_elements; ++i) {
    const auto place = accumulator_place<m, n, k, T>(i, pitch, layout == mem_row_major);
    SIMT_NOTE(to + place, sizeof(T), simt::Access::Write, simt::kPlain);
    to[place] = matrix.x[i];
  }
}

template <class Use, int m, int n, int k, class T, class Layout, class Value>
SIMT_DEVICE void fill_fragment(fragment<Use, m, n, k, T, Layout>& matrix, const Value& value) {
  for (Stored<T>& element : matrix.x) element = static_cast<Stored<T>>(value);
}

/// As tf32 rounds: ties away from zero.
SIMT_DEVICE float __float_to_tf32(float value) {
  std::uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  if ((bits & 0x7F800000U) != 0x7F800000U) bits = (bits + 0x1000U) & 0xFFFFE000U;
  std::memcpy(&value, &bits, sizeof(bits));
  return value;
}

/// An element as the product takes it.
template <class T, class Sum>
SIMT_DEVICE Sum factor(const Stored<T>& element) {
  if constexpr (std::is_same_v<T, precision::tf32>) {
    std::uint32_t bits;
    std::memcpy(&bits, &element, sizeof(bits));
    bits &= 0xFFFFE000U;
    float value;
    std::memcpy(&value, &bits, sizeof(value));
    return value;
  } else if constexpr (std::is_same_v<T, __half>) {
    return __half2float(element);
  } else if constexpr (std::is_same_v<T, __nv_bfloat16>) {
    return __bfloat162float(element);
  } else {
    return static_cast<Sum>(element);
  }
}

/// What is added up: half accumulators are rounded once, at the end.
template <class T>
using SumOf = std::conditional_t<std::is_same_v<T, __half>, float, T>;

template <class A, class B, class C>
struct Operands {
  const A* a;
  const B* b;
  const C* c;
};

/// Computes D from the fragments of all lanes; each lane's pointer `out` leads to its D.
template <int m, int n, int k, class T, class A, class B, class C, class D>
SIMT_DEVICE void combine_product(const simt::Gathering& warp) {
  using Sum = SumOf<std::remove_reference_t<decltype(C::x[0])>>;
  constexpr int kSumBytes = std::is_same_v<Sum, double> ? 8 : 4;
  constexpr int kBytes = sizeof(Stored<T>);
  Sum a[m][k] = {};
  Sum b[k][n] = {};
  Sum d[m][n] = {};
  for (unsigned lanes = warp.present; lanes != 0;) {
    const int lane = simt::next_lane(lanes);
    const auto& operands = *static_cast<const Operands<A, B, C>*>(warp.in[lane]);
    for (int i = 0; i < m * k / 32; ++i) {
      const auto at = simt::element_of<simt::Operand::A, m, n, k, kBytes>(lane, i);
      a[at.row][at.column] = factor<T, Sum>(operands.a->x[i]);
    }
    for (int i = 0; i < k * n / 32; ++i) {
      const auto at = simt::element_of<simt::Operand::B, m, n, k, kBytes>(lane, i);
      b[at.row][at.column] = factor<T, Sum>(operands.b->x[i]);
    }
    for (int i = 0; i < m * n / 32; ++i) {
      const auto at = simt::element_of<simt::Operand::Accumulator, m, n, k, kSumBytes>(lane, i);
      d[at.row][at.column] = factor<typename C::element_type, Sum>(operands.c->x[i]);
    }
  }
  for (int row = 0; row < m; ++row) {
    for (int depth = 0; depth < k; ++depth) {
      for (int column = 0; column < n; ++column) d[row][column] += a[row][depth] * b[depth][column];
    }
  }
  for (unsigned lanes = warp.present; lanes != 0;) {
    const int lane = simt::next_lane(lanes);
    for (int i = 0; i < m * n / 32; ++i) {
      const auto at = simt::element_of<simt::Operand::Accumulator, m, n, k, kSumBytes>(lane, i);
      static_cast<D*>(warp.out[lane])->x[i] =
          static_cast<std::remove_reference_t<decltype(D::x[0])>>(d[at.row][at.column]);
    }
  }
}

/// d = a * b + c.
template <int m, int n, int k, class T, class ALayout, class BLayout, class CType, class DType>
SIMT_DEVICE void mma_sync(fragment<accumulator, m, n, k, DType>& d,
                          const fragment<matrix_a, m, n, k, T, ALayout>& a,
                          const fragment<matrix_b, m, n, k, T, BLayout>& b,
                          const fragment<accumulator, m, n, k, CType>& c,
                          bool /*saturate*/ = false,
                          simt::Site site = SIMT_HERE) {
  using A = fragment<matrix_a, m, n, k, T, ALayout>;
  using B = fragment<matrix_b, m, n, k, T, BLayout>;
  using C = fragment<accumulator, m, n, k, CType>;
  using D = fragment<accumulator, m, n, k, DType>;
  const Operands<A, B, C> operands{&a, &b, &c};
  simt::gather(~0U, simt::WarpOp::Mma, &operands, &d, 0, &combine_product<m, n, k, T, A, B, C, D>,
               site);
}

}  // namespace SIMT_MODE
}  // namespace nvcuda::wmma
