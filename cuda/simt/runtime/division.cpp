// SPDX-License-Identifier: Apache-2.0
#include "runtime/division.hpp"

#include <cstdint>

namespace simt {
namespace {

/// What the bytes of a division say. Source: the instruction format of x86-64.
struct Division {
  unsigned length = 0;  ///< of the instruction; 0: it is no division
  unsigned bits = 32;   ///< of the operands
  bool is_signed = false;
};

/// Bytes of ModRM, SIB and displacement.
unsigned operand_length(const std::uint8_t* modrm) {
  const unsigned mode = *modrm >> 6;
  const unsigned base = *modrm & 7U;
  if (mode == 3) return 1;
  const bool has_sib = base == 4;
  const bool far = mode == 2 || (mode == 0 && (base == 5 || (has_sib && (modrm[1] & 7U) == 5)));
  return 1 + (has_sib ? 1U : 0U) + (far ? 4U : mode);
}

Division decode(const std::uint8_t* code) {
  const std::uint8_t* at = code;
  Division division;
  if (*at == 0x66) {
    division.bits = 16;
    ++at;
  }
  if ((*at & 0xF0U) == 0x40) {
    if ((*at & 8U) != 0) division.bits = 64;
    ++at;
  }
  const unsigned operation = at[1] >> 3 & 7U;
  if ((*at != 0xF6 && *at != 0xF7) || operation < 6) return division;
  if (*at == 0xF6) division.bits = 8;
  division.is_signed = operation == 7;
  division.length = static_cast<unsigned>(at + 1 - code) + operand_length(at + 1);
  return division;
}

}  // namespace

bool finish_division(greg_t* registers) {
  const Division division = decode(reinterpret_cast<const std::uint8_t*>(registers[REG_RIP]));
  if (division.length == 0) return false;
  const std::uint64_t mask =
      division.bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << division.bits) - 1;
  const std::uint64_t smallest = std::uint64_t{1} << (division.bits - 1);
  const auto dividend = static_cast<std::uint64_t>(registers[REG_RAX]) & mask;
  const bool overflows = division.is_signed && dividend == smallest;
  const std::uint64_t quotient = overflows ? smallest : mask;
  const std::uint64_t remainder = overflows ? 0 : dividend;
  // A register of 16 bits keeps its upper part, one of 32 bits loses it.
  const auto set = [&](int which, std::uint64_t value) {
    const auto old = static_cast<std::uint64_t>(registers[which]);
    registers[which] =
        static_cast<greg_t>(division.bits < 32 ? (old & ~std::uint64_t{0xFFFF}) | value : value);
  };
  if (division.bits == 8) {
    set(REG_RAX, remainder << 8 | quotient);  // both in one register: AH, AL
  } else {
    set(REG_RAX, quotient);
    set(REG_RDX, remainder);
  }
  registers[REG_RIP] += division.length;
  return true;
}

}  // namespace simt
