// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/instructions.hpp"

namespace simt::check {
namespace {

enum class Move : std::uint8_t { None, Aligned, Unaligned, Members };

/// movdqu, movups; movdqa, movaps, with or without a REX prefix.
Move decode(const std::uint8_t* code) {
  const bool repeat = code[0] == 0xF3;
  const bool wide = code[0] == 0x66;
  const bool scalar = code[0] == 0xF2;
  if (repeat || wide || scalar) ++code;
  if ((code[0] & 0xF0) == 0x40) ++code;
  if (code[0] != 0x0F) return Move::None;
  const bool integer = code[1] == 0x6F || code[1] == 0x7F;
  if (integer && repeat) return Move::Unaligned;
  if (integer && wide) return Move::Aligned;
  // One member at a time: movss, movsd.
  if ((repeat || scalar) && (code[1] == 0x10 || code[1] == 0x11)) return Move::Members;
  if (repeat || scalar) return Move::None;
  if (code[1] == 0x10 || code[1] == 0x11) return Move::Unaligned;
  if (code[1] == 0x28 || code[1] == 0x29) return Move::Aligned;
  return Move::None;
}

}  // namespace

bool moves_unaligned(std::uintptr_t pc) {
  constexpr unsigned kNear = 24;        // bytes of code between hook and move
  constexpr std::uint8_t kCall = 0xE8;  // the hook of the other side of a copy comes in between
  constexpr unsigned kCallSize = 5;
  const auto* code = reinterpret_cast<const std::uint8_t*>(pc);
  bool called = false;
  for (unsigned left = kNear; left > 0; --left, ++code) {
    if (*code == kCall && !called) {
      called = true;
      code += kCallSize - 1;
      left = kNear;
      continue;
    }
    const Move move = decode(code);
    if (move != Move::None) return move == Move::Unaligned;
  }
  return false;
}

}  // namespace simt::check
