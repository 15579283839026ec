// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Which elements of a matrix each lane holds in an nvcuda::wmma fragment: those of the mma instructions that
///        the hardware makes of it, tile after tile. CUDA itself leaves this open.

namespace simt {

struct Element {
  int row;
  int column;
};

enum class Operand { A, B, Accumulator };

/// Element `i` of lane `lane` in a matrix of 16 x kDepth tiles below each other, kBytes an element.
template <int kBytes>
constexpr Element element_of_a(int lane, int i) {
  const int g = lane / 4;
  const int t = lane % 4;
  constexpr int kInRegister = kBytes >= 4 ? 1 : 4 / kBytes;
  constexpr int kRegisters = kBytes == 1 ? 2 : 4;  // of a tile
  const int e = i % kInRegister;
  const int r = i / kInRegister % kRegisters;
  const int tile = i / kInRegister / kRegisters;
  return {16 * tile + g + 8 * (r % 2), t * kInRegister + e + 4 * kInRegister * (r / 2)};
}

/// The same for tiles of 8 columns beside each other.
template <int kBytes>
constexpr Element element_of_b(int lane, int i) {
  const int g = lane / 4;
  const int t = lane % 4;
  constexpr int kInRegister = kBytes >= 4 ? 1 : 4 / kBytes;
  constexpr int kRegisters = kBytes == 1 ? 1 : 2;
  const int e = i % kInRegister;
  const int r = i / kInRegister % kRegisters;
  const int tile = i / kInRegister / kRegisters;
  return {t * kInRegister + e + 4 * kInRegister * r, 8 * tile + g};
}

/// Accumulators: 16 x 8 tiles, beside or below each other.
constexpr Element element_of_accumulator(int lane, int i, int rows) {
  const int tile = i / 4;
  const Element in_tile = {lane / 4 + 8 * (i / 2 % 2), 2 * (lane % 4) + i % 2};
  return rows == 32 ? Element{in_tile.row + 16 * tile, in_tile.column}
                    : Element{in_tile.row, in_tile.column + 8 * tile};
}

constexpr Element transposed(Element element) { return {element.column, element.row}; }

/// Element `i` of lane `lane` for a product of kM x kN x kK with elements of kBytes.
template <Operand kOperand, int kM, int kN, int kK, int kBytes>
constexpr Element element_of(int lane, int i) {
  if constexpr (kBytes == 8) {  // 8 x 8 x 4
    if (kOperand == Operand::A) return {lane / 4, lane % 4};
    if (kOperand == Operand::B) return {lane % 4, lane / 4};
    return {lane / 4, 2 * (lane % 4) + i};
  } else if constexpr (kM == 8) {  // the mirror image of 32 x 8 x 16
    constexpr Operand kMirror = kOperand == Operand::A   ? Operand::B
                                : kOperand == Operand::B ? Operand::A
                                                         : Operand::Accumulator;
    return transposed(element_of<kMirror, kN, kM, kK, kBytes>(lane, i));
  } else if constexpr (kOperand == Operand::A) {
    return element_of_a<kBytes>(lane, i);
  } else if constexpr (kOperand == Operand::B) {
    return element_of_b<kBytes>(lane, i);
  } else {
    return element_of_accumulator(lane, i, kM);
  }
}

}  // namespace simt
