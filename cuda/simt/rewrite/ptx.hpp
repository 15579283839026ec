// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Inline PTX: the text of an `asm` statement, cut into instructions whose operands are C++ expressions.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace simt::rewrite {

/// `%1`, `{%0, %1}`, `[%2 + 16]`, `%laneid`, 42.
struct PtxOperand {
  enum class Kind { Value, Vector, Address } kind = Kind::Value;
  std::vector<std::string> parts;  ///< C++ expressions: one, or as many as the vector has
  std::string offset;              ///< of an address; "" for none
};

/// `@p ld.global.nc.f32 %0, [%1];`
struct PtxInstruction {
  std::string predicate;            ///< C++ condition; "" if none
  std::vector<std::string> opcode;  ///< "ld", "global", "nc", "f32"
  std::vector<PtxOperand> operands;
  std::string text;  ///< as written, for messages
};

/// What can't be read or translated: the instruction's first words.
struct PtxProblem {
  std::string text;
};

/// Reads the text; `expressions` are the statement's operands. Registers declared by `.reg` become C++ variables,
/// their declarations are appended to `declarations`.
std::vector<PtxInstruction> read_ptx(std::string_view text,
                                     const std::vector<std::string>& expressions,
                                     std::string& declarations);

/// The C++ statement that does the same; throws PtxProblem if the table has no such instruction.
std::string translate(const PtxInstruction& instruction);

/// The C++ type of a PTX type, "f32" or "b64"; nullptr if it is none.
const char* ptx_type(std::string_view name);

}  // namespace simt::rewrite
