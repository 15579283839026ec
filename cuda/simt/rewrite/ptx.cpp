// SPDX-License-Identifier: Apache-2.0
#include "rewrite/ptx.hpp"

#include <cctype>
#include <map>

namespace simt::rewrite {
namespace {

/// Without comments, with one space for each run of white space.
std::string cleaned(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "//") {
      i = std::min(text.find('\n', i), text.size() - 1);
      out += ' ';
    } else if (text.substr(i, 2) == "/*") {
      i = std::min(text.find("*/", i + 2), text.size() - 2) + 1;
      out += ' ';
    } else {
      const bool space = std::isspace(static_cast<unsigned char>(text[i])) != 0;
      if (!space) out += text[i];
      if (space && !out.empty() && out.back() != ' ') out += ' ';
    }
  }
  return out;
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

/// Cuts at `separator` outside of brackets.
std::vector<std::string> cut(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : separator;
    if (c == '{' || c == '[' || c == '(') ++depth;
    if (c == '}' || c == ']' || c == ')') --depth;
    if (i == text.size() || (c == separator && depth == 0)) {
      const std::string part = trimmed(text.substr(begin, i - begin));
      if (!part.empty()) parts.push_back(part);
      begin = i + 1;
    }
  }
  return parts;
}

/// `{ .reg ...; ... }` without its braces: a vector operand's braces hold no semicolon.
std::string without_blocks(std::string text) {
  std::vector<std::size_t> open;
  std::vector<bool> is_block;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      open.push_back(i);
      is_block.push_back(false);
    } else if (text[i] == ';') {
      for (std::size_t k = 0; k < is_block.size(); ++k) is_block[k] = true;
    } else if (text[i] == '}' && !open.empty()) {
      if (is_block.back()) {
        text[open.back()] = ' ';
        text[i] = ';';
      }
      open.pop_back();
      is_block.pop_back();
    }
  }
  return text;
}

const std::map<std::string, const char*, std::less<>> kSpecialRegisters = {
    {"tid.x", "threadIdx.x"},
    {"tid.y", "threadIdx.y"},
    {"tid.z", "threadIdx.z"},
    {"ntid.x", "blockDim.x"},
    {"ntid.y", "blockDim.y"},
    {"ntid.z", "blockDim.z"},
    {"ctaid.x", "blockIdx.x"},
    {"ctaid.y", "blockIdx.y"},
    {"ctaid.z", "blockIdx.z"},
    {"nctaid.x", "gridDim.x"},
    {"nctaid.y", "gridDim.y"},
    {"nctaid.z", "gridDim.z"},
    {"laneid", "::simt::lane_id()"},
    {"warpid", "::simt::warp_id()"},
    {"nwarpid", "::simt::ptx::warps()"},
    {"smid", "::simt::ptx::multiprocessor()"},
    {"nsmid", "::simt::ptx::multiprocessors()"},
    {"lanemask_eq", "(1U << ::simt::lane_id())"},
    {"lanemask_lt", "((1U << ::simt::lane_id()) - 1U)"},
    {"lanemask_le", "((2U << ::simt::lane_id()) - 1U)"},
    {"lanemask_gt", "~((2U << ::simt::lane_id()) - 1U)"},
    {"lanemask_ge", "~((1U << ::simt::lane_id()) - 1U)"},
    {"clock", "static_cast<unsigned>(::simt::ptx::nanoseconds())"},
    {"clock64", "::simt::ptx::nanoseconds()"},
    {"globaltimer", "::simt::ptx::nanoseconds()"},
    {"globaltimer_lo", "static_cast<unsigned>(::simt::ptx::nanoseconds())"},
    {"globaltimer_hi", "static_cast<unsigned>(::simt::ptx::nanoseconds() >> 32)"},
    {"dynamic_smem_size", "::simt::dynamic_shared_size()"}};

class OperandReader {
 public:
  OperandReader(const std::vector<std::string>& expressions,
                const std::map<std::string, std::string>& registers)
      : expressions_(expressions), registers_(registers) {}

  PtxOperand read(const std::string& text) const {
    PtxOperand operand;
    const std::string inner = text.size() > 2 ? text.substr(1, text.size() - 2) : "";
    if (text[0] == '{') {
      operand.kind = PtxOperand::Kind::Vector;
      for (const std::string& part : cut(inner, ',')) operand.parts.push_back(value(part));
    } else if (text[0] == '[') {
      operand.kind = PtxOperand::Kind::Address;
      const std::size_t plus = inner.find('+');
      operand.parts.push_back(value(trimmed(inner.substr(0, plus))));
      if (plus != std::string::npos) operand.offset = value(trimmed(inner.substr(plus + 1)));
    } else {
      operand.parts.push_back(value(text));
    }
    return operand;
  }

  std::string value(const std::string& text) const {
    if (text == "_") return "";
    const auto known = registers_.find(text);
    if (known != registers_.end()) return known->second;
    if (text[0] == '%') {
      const std::string name = text.substr(text[1] == '%' ? 2 : 1);
      if (std::isdigit(static_cast<unsigned char>(name[0])) != 0) {
        const std::size_t number = std::stoul(name);
        if (number >= expressions_.size()) throw PtxProblem{text};
        return "(" + expressions_[number] + ")";
      }
      const auto special = kSpecialRegisters.find(name);
      if (special == kSpecialRegisters.end()) throw PtxProblem{text};
      return special->second;
    }
    return number(text);
  }

 private:
  /// 12, -1, 0x1F, 0f3F800000 (a float's bits), 1.5.
  static std::string number(const std::string& text) {
    const bool negative = text[0] == '-' && text.size() > 1;
    if (std::isdigit(static_cast<unsigned char>(text[negative ? 1 : 0])) == 0) {
      throw PtxProblem{text};
    }
    if (text[0] == '0' && text.size() == 10 && (text[1] == 'f' || text[1] == 'F')) {
      return "::simt::ptx::as<float>(0x" + text.substr(2) + "U)";
    }
    return text;
  }

  const std::vector<std::string>& expressions_;
  const std::map<std::string, std::string>& registers_;
};

class PtxReader {
 public:
  PtxReader(const std::vector<std::string>& expressions, std::string& declarations)
      : operands_(expressions, registers_), declarations_(declarations) {}

  void statement(const std::string& text) {
    if (text.rfind(".reg", 0) == 0) {
      declare(text);
      return;
    }
    PtxInstruction instruction;
    instruction.text = text;
    std::string rest = text;
    if (rest[0] == '@') {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      const bool negated = rest[1] == '!';
      const std::size_t name = negated ? 2 : 1;
      instruction.predicate =
          (negated ? "!" : "") + operands_.value(rest.substr(name, space - name));
      rest = trimmed(rest.substr(space));
    }
    const std::size_t space = std::min(rest.find(' '), rest.size());
    instruction.opcode = cut(rest.substr(0, space), '.');
    for (const std::string& part : cut(rest.substr(space), ',')) {
      instruction.operands.push_back(operands_.read(part));
    }
    result.push_back(instruction);
  }

  std::vector<PtxInstruction> result;

 private:
  /// `.reg .b32 a, b;`
  void declare(const std::string& text) {
    const std::size_t dot = text.find('.', 1);
    const std::size_t space = text.find(' ', std::min(dot, text.size()));
    if (space == std::string::npos) throw PtxProblem{text};
    const char* type = ptx_type(text.substr(dot + 1, space - dot - 1));
    if (type == nullptr) throw PtxProblem{text};
    for (const std::string& name : cut(text.substr(space), ',')) {
      if (name.find('<') != std::string::npos) throw PtxProblem{text};
      std::string variable = "simt_register_";
      for (const char c : name)
        variable += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
      registers_[name] = variable;
      declarations_ += std::string(type) + " " + variable + "{}; ";
    }
  }

  std::map<std::string, std::string> registers_;
  OperandReader operands_;
  std::string& declarations_;
};

}  // namespace

const char* ptx_type(std::string_view name) {
  static const std::map<std::string_view, const char*> types = {{"pred", "bool"},
                                                                {"b8", "unsigned char"},
                                                                {"u8", "unsigned char"},
                                                                {"s8", "signed char"},
                                                                {"b16", "unsigned short"},
                                                                {"u16", "unsigned short"},
                                                                {"s16", "short"},
                                                                {"b32", "unsigned"},
                                                                {"u32", "unsigned"},
                                                                {"s32", "int"},
                                                                {"b64", "unsigned long long"},
                                                                {"u64", "unsigned long long"},
                                                                {"s64", "long long"},
                                                                {"f32", "float"},
                                                                {"f64", "double"},
                                                                {"f16", "::__half"},
                                                                {"f16x2", "::__half2"},
                                                                {"bf16", "::__nv_bfloat16"},
                                                                {"bf16x2", "::__nv_bfloat162"}};
  const auto found = types.find(name);
  return found == types.end() ? nullptr : found->second;
}

std::vector<PtxInstruction> read_ptx(std::string_view text,
                                     const std::vector<std::string>& expressions,
                                     std::string& declarations) {
  PtxReader reader(expressions, declarations);
  for (const std::string& statement : cut(without_blocks(cleaned(text)), ';')) {
    try {
      reader.statement(statement);
    } catch (const PtxProblem&) {
      throw PtxProblem{statement};
    }
  }
  return reader.result;
}

}  // namespace simt::rewrite
