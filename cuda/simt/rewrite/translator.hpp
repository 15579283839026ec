// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief One PTX instruction's way to C++: what instructions of a kind have in common.

#include <algorithm>
#include <string>
#include <string_view>

#include "rewrite/ptx.hpp"

namespace simt::rewrite {

class Translator {
 public:
  using Kind = PtxOperand::Kind;

  explicit Translator(const PtxInstruction& instruction)
      : instruction_(instruction), head_(instruction.opcode.empty() ? "" : instruction.opcode[0]) {}

  /// Throws PtxProblem.
  std::string statement() const {
    std::string text = choose();
    if (!instruction_.predicate.empty())
      return "if (" + instruction_.predicate + ") { " + text + "}";
    return text;
  }

 private:
  bool has(std::string_view word) const {
    const auto& opcode = instruction_.opcode;
    return std::find(opcode.begin(), opcode.end(), word) != opcode.end();
  }
  Kind kind(std::size_t i) const {
    if (i >= instruction_.operands.size()) give_up();
    return instruction_.operands[i].kind;
  }
  const std::string& part(std::size_t i, std::size_t k = 0) const {
    if (i >= instruction_.operands.size() || k >= instruction_.operands[i].parts.size()) give_up();
    return instruction_.operands[i].parts[k];
  }
  /// The last word of the opcode as a C++ type.
  std::string type() const {
    const char* name = ptx_type(instruction_.opcode.back());
    if (name == nullptr) give_up();
    return name;
  }
  std::string value(const std::string& type, std::size_t i) const {
    if (kind(i) != Kind::Value) give_up();
    return as(type, part(i));
  }
  static std::string as(const std::string& type, const std::string& expression) {
    return "::simt::ptx::as<" + type + ">(" + expression + ")";
  }
  std::string typed(std::size_t i) const { return value(type(), i); }
  std::string put(std::size_t i, const std::string& value) const { return put_to(part(i), value); }
  static std::string put_to(const std::string& target, const std::string& value) {
    return target.empty() ? value + "; " : "::simt::ptx::put(" + target + ", " + value + "); ";
  }
  [[noreturn]] void give_up() const { throw PtxProblem{instruction_.text}; }
  /// `{x, y, 0, 0}` as an array of `size` values.
  std::string array(const std::string& type,
                    const std::string& name,
                    std::size_t operand,
                    std::size_t size) const {
    std::string text = "const " + type + " " + name + "[" + std::to_string(size) + "] = {";
    for (const std::string& expression : instruction_.operands[operand].parts) {
      text += as(type, expression) + ", ";
    }
    return text + "}; ";
  }
  std::string address(std::size_t i) const {
    if (kind(i) != Kind::Address) give_up();
    const std::string function = has("shared") || has("shared::cta") ? "shared_pointer" : "pointer";
    const std::string& offset = instruction_.operands[i].offset;
    return "::simt::ptx::" + function + "(" + part(i) + ")" +
           (offset.empty() ? "" : " + " + offset);
  }

  // instructions.cpp: by opcode; arithmetic
  std::string choose() const;
  std::string arithmetic() const;
  std::string compare() const;
  std::string absolute_differences() const;
  std::string select() const;
  std::string convert() const;
  // instructions_memory.cpp: accesses, addresses, fences, barriers
  std::string fence() const;
  std::string barrier() const;
  std::string convert_address() const;
  std::string flags() const;
  std::string load() const;
  std::string store() const;
  std::string atomic() const;
  std::string move_vector() const;
  std::string copy() const;
  // instructions_warp.cpp: what a warp does together
  std::string load_matrices() const;
  std::string multiply_matrices() const;
  std::string shuffle() const;
  std::string vote() const;
  std::string reduce() const;

  const PtxInstruction& instruction_;
  std::string head_;
};

}  // namespace simt::rewrite
