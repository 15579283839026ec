// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief ldmatrix and mma.sync with the hardware's register layouts: fragments lie in the registers of the 32 lanes
///        as PTX says. Lane l is in row group g = l / 4 at place t = l % 4.

#include <cstdint>
#include <cstring>

#include "simt/access.hpp"
#include "simt/warp.hpp"

namespace simt {
inline namespace SIMT_MODE {

// --- ldmatrix --------------------------------------------------------------------------------------------

/// Each row of an 8x8 matrix of 2-byte elements is the 16 bytes that one lane points to. Lane l gets elements 2t and
/// 2t + 1 of row g; of column g, if transposed.
template <bool kTransposed>
SIMT_DEVICE void combine_ldmatrix(const Gathering& warp) {
  const int matrices = warp.argument[__builtin_ctz(warp.present)];
  for (int matrix = 0; matrix < matrices; ++matrix) {
    std::uint16_t rows[8][8] = {};
    for (int row = 0; row < 8; ++row) {
      const void* bytes = warp.in[8 * matrix + row];
      if (bytes != nullptr) std::memcpy(rows[row], bytes, 16);
    }
    for (unsigned lanes = warp.present; lanes != 0;) {
      const int lane = next_lane(lanes);
      const int g = lane / 4;
      const int t = lane % 4;
      const unsigned low = kTransposed ? rows[2 * t][g] : rows[g][2 * t];
      const unsigned high = kTransposed ? rows[2 * t + 1][g] : rows[g][2 * t + 1];
      static_cast<unsigned*>(warp.out[lane])[matrix] = low | high << 16;
    }
  }
}

/// Lanes 0 to 8 * kMatrices - 1 point to rows.
template <bool kTransposed, int kMatrices>
SIMT_DEVICE void ldmatrix(unsigned (&registers)[kMatrices],
                          const void* row,
                          Site site,
                          const void* pc) {
#ifdef SIMT_CHECKED
  if (lane_id() < 8 * kMatrices) note_access(row, 16, Access::Read, kUncounted, pc);
#else
  (void)pc;
#endif
  gather(~0U, WarpOp::Ldmatrix, row, registers, kMatrices, &combine_ldmatrix<kTransposed>, site);
}

// --- mma -------------------------------------------------------------------------------------------------

SIMT_DEVICE float value_of_bits(std::uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

/// How elements of A and B are read from registers: kElements of them in each.
struct Bf16Elements {
  static constexpr int kElements = 2;
  static SIMT_DEVICE float at(unsigned bits, int element) {
    return value_of_bits(element == 0 ? bits << 16 : bits & 0xFFFF0000U);
  }
};

struct F16Elements {
  static constexpr int kElements = 2;
  static SIMT_DEVICE float at(unsigned bits, int element) {
    const std::uint32_t half = bits >> (16 * element) & 0xFFFFU;
    const std::uint32_t magnitude = (half & 0x7FFFU) << 13;
    // The exponent's bias grows from 15 to 127; infinity and NaN keep all its bits set. What is less than the least
    // normal half has no leading one: that is taken away again.
    const std::uint32_t exponent = magnitude & 0x0F800000U;
    const std::uint32_t bias = exponent == 0x0F800000U ? 0x70000000U : 0x38000000U;
    const float value = exponent == 0 ? value_of_bits(magnitude | 0x38800000U) - 0x1p-14F
                                      : value_of_bits(magnitude + bias);
    return (half & 0x8000U) != 0 ? -value : value;
  }
};

/// 19 bits of a float: the lower 13 are ignored.
struct Tf32Elements {
  static constexpr int kElements = 1;
  static SIMT_DEVICE float at(unsigned bits, int) { return value_of_bits(bits & 0xFFFFE000U); }
};

/// What a lane brings to an mma of 16 x 8 x (8 * kElements).
struct MmaOperands {
  const unsigned* a;  // [4]: rows g, g + 8, then the same in the right half of the columns
  const unsigned* b;  // [2]: upper, lower half of the rows of column g
  const float* c;     // [4]: columns 2t, 2t + 1 of row g, of row g + 8
};

/// Products are exact in fp32 and added in the order of k; the hardware's order is another one.
template <class Elements>
SIMT_DEVICE void combine_mma(const Gathering& warp) {
  constexpr int kInRegister = Elements::kElements;
  constexpr int kDepth = 8 * kInRegister;
  float a[16][kDepth] = {};
  float b[kDepth][8] = {};
  float d[16][8] = {};
  for (unsigned lanes = warp.present; lanes != 0;) {
    const int lane = next_lane(lanes);
    const int g = lane / 4;
    const int t = lane % 4;
    const auto& operands = *static_cast<const MmaOperands*>(warp.in[lane]);
    for (int half = 0; half < 2; ++half) {
      for (int e = 0; e < kInRegister; ++e) {
        const int k = half * kDepth / 2 + t * kInRegister + e;
        a[g][k] = Elements::at(operands.a[2 * half], e);
        a[g + 8][k] = Elements::at(operands.a[2 * half + 1], e);
        b[k][g] = Elements::at(operands.b[half], e);
      }
      d[g][2 * t + half] = operands.c[half];
      d[g + 8][2 * t + half] = operands.c[half + 2];
    }
  }
  for (int row = 0; row < 16; ++row) {
    for (int k = 0; k < kDepth; ++k) {
      for (int column = 0; column < 8; ++column) d[row][column] += a[row][k] * b[k][column];
    }
  }
  for (unsigned lanes = warp.present; lanes != 0;) {
    const int lane = next_lane(lanes);
    const int g = lane / 4;
    const int t = lane % 4;
    auto* out = static_cast<float*>(warp.out[lane]);
    std::memcpy(out, &d[g][2 * t], 2 * sizeof(float));
    std::memcpy(out + 2, &d[g + 8][2 * t], 2 * sizeof(float));
  }
}

template <class Elements>
SIMT_DEVICE void mma(
    float (&d)[4], const unsigned (&a)[4], const unsigned (&b)[2], const float (&c)[4], Site site) {
  const MmaOperands operands{a, b, c};
  gather(~0U, WarpOp::Mma, &operands, d, 0, &combine_mma<Elements>, site);
}

// --- what cuda/primitives calls in the emulator -------------------------------------------------------------

SIMT_DEVICE void ldmatrix_x1(unsigned (&r)[1], const void* row, Site site = SIMT_HERE) {
  ldmatrix<false>(r, row, site, SIMT_PC);
}
SIMT_DEVICE void ldmatrix_x2(unsigned (&r)[2], const void* row, Site site = SIMT_HERE) {
  ldmatrix<false>(r, row, site, SIMT_PC);
}
SIMT_DEVICE void ldmatrix_x4(unsigned (&r)[4], const void* row, Site site = SIMT_HERE) {
  ldmatrix<false>(r, row, site, SIMT_PC);
}
SIMT_DEVICE void ldmatrix_x1_trans(unsigned (&r)[1], const void* row, Site site = SIMT_HERE) {
  ldmatrix<true>(r, row, site, SIMT_PC);
}
SIMT_DEVICE void ldmatrix_x2_trans(unsigned (&r)[2], const void* row, Site site = SIMT_HERE) {
  ldmatrix<true>(r, row, site, SIMT_PC);
}
SIMT_DEVICE void ldmatrix_x4_trans(unsigned (&r)[4], const void* row, Site site = SIMT_HERE) {
  ldmatrix<true>(r, row, site, SIMT_PC);
}

SIMT_DEVICE void mma_m16n8k16_bf16(float (&d)[4],
                                   const unsigned (&a)[4],
                                   const unsigned (&b)[2],
                                   const float (&c)[4],
                                   Site site = SIMT_HERE) {
  mma<Bf16Elements>(d, a, b, c, site);
}
SIMT_DEVICE void mma_m16n8k16_f16(float (&d)[4],
                                  const unsigned (&a)[4],
                                  const unsigned (&b)[2],
                                  const float (&c)[4],
                                  Site site = SIMT_HERE) {
  mma<F16Elements>(d, a, b, c, site);
}
SIMT_DEVICE void mma_m16n8k8_tf32(float (&d)[4],
                                  const unsigned (&a)[4],
                                  const unsigned (&b)[2],
                                  const float (&c)[4],
                                  Site site = SIMT_HERE) {
  mma<Tf32Elements>(d, a, b, c, site);
}

/// The nearest number with 10 bits behind the point, ties away from zero (cvt.rna.tf32).
SIMT_DEVICE unsigned to_tf32(float value) {
  unsigned bits;
  std::memcpy(&bits, &value, sizeof(bits));
  const bool finite = (bits & 0x7F800000U) != 0x7F800000U;
  return finite ? (bits + 0x1000U) & 0xFFFFE000U : bits;
}

}  // namespace SIMT_MODE
}  // namespace simt
