// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "rewrite/ptx.hpp"

namespace simt::rewrite {
namespace {

using Kind = PtxOperand::Kind;

/// What an instruction does to its values: ::simt::ptx::<function><type>(values...).
struct Arithmetic {
  const char* function;
  std::size_t values;
};

/// By opcode, without type and without the modifiers that change no result here.
const std::map<std::string, Arithmetic, std::less<>> kArithmetic = {
    {"add", {"add", 2}},
    {"sub", {"sub", 2}},
    {"mul", {"mul", 2}},
    {"mul.lo", {"mul", 2}},
    {"mul.hi", {"mul_high", 2}},
    {"mul.wide", {"mul_wide", 2}},
    {"mad", {"fma", 3}},
    {"mad.lo", {"fma", 3}},
    {"mad.hi", {"mad_high", 3}},
    {"mad.wide", {"mad_wide", 3}},
    {"fma", {"fma", 3}},
    {"div", {"div", 2}},
    {"rem", {"rem", 2}},
    {"min", {"min", 2}},
    {"max", {"max", 2}},
    {"abs", {"abs", 1}},
    {"neg", {"neg", 1}},
    {"and", {"bit_and", 2}},
    {"or", {"bit_or", 2}},
    {"xor", {"bit_xor", 2}},
    {"not", {"bit_not", 1}},
    {"shl", {"shift_left", 2}},
    {"shr", {"shift_right", 2}},
    {"mov", {"same", 1}},
    {"ex2", {"exp2", 1}},
    {"lg2", {"log2", 1}},
    {"rcp", {"reciprocal", 1}},
    {"rsqrt", {"rsqrt", 1}},
    {"sqrt", {"sqrt", 1}},
    {"sin", {"sin", 1}},
    {"cos", {"cos", 1}},
    {"tanh", {"tanh", 1}},
    {"popc", {"count_ones", 1}},
    {"clz", {"leading_zeros", 1}},
    {"brev", {"reverse_bits", 1}},
    {"bfind", {"find_bit", 1}},
    {"bfe", {"extract_bits", 3}},
    {"bfi", {"insert_bits", 4}},
    {"prmt", {"permute", 3}},
    {"lop3", {"lop3", 4}},
    {"shf.l.wrap", {"funnel_left_wrap", 3}},
    {"shf.r.wrap", {"funnel_right_wrap", 3}},
    {"shf.l.clamp", {"funnel_left_clamp", 3}},
    {"shf.r.clamp", {"funnel_right_clamp", 3}}};

constexpr std::array<std::string_view, 4> kNoEffect = {"approx", "full", "rn", "ftz"};

const std::map<std::string, const char*, std::less<>> kComparisons = {
    {"eq", "=="}, {"ne", "!="}, {"lt", "<"},  {"le", "<="}, {"gt", ">"},
    {"ge", ">="}, {"lo", "<"},  {"ls", "<="}, {"hi", ">"},  {"hs", ">="}};

class Translator {
 public:
  explicit Translator(const PtxInstruction& instruction)
      : instruction_(instruction), head_(instruction.opcode.empty() ? "" : instruction.opcode[0]) {}

  std::string statement() {
    std::string text = choose();
    if (!instruction_.predicate.empty())
      return "if (" + instruction_.predicate + ") { " + text + "}";
    return text;
  }

 private:
  [[noreturn]] void give_up() const { throw PtxProblem{instruction_.text}; }

  std::string choose() {
    if (head_ == "membar" || head_ == "fence") return fence();
    if (head_ == "bar" || head_ == "barrier") return barrier();
    if (head_ == "prefetch" || head_ == "prefetchu" || head_ == "discard") return "";
    if (head_ == "nanosleep") return "::__nanosleep(" + value("unsigned", 0) + "); ";
    if (head_ == "trap") return "::__trap(); ";
    if (head_ == "setp") return compare();
    if (head_ == "selp") return select();
    if (head_ == "cvt") return convert();
    if (head_ == "cvta") return convert_address();
    if (head_ == "ld" || head_ == "ldu") return load();
    if (head_ == "st") return store();
    if (head_ == "atom" || head_ == "red") return atomic();
    if (head_ == "activemask") return put(0, "::__activemask()");
    if (head_ == "vabsdiff4") return absolute_differences();
    if (head_ == "mov" && (kind(0) == Kind::Vector || kind(1) == Kind::Vector))
      return move_vector();
    if (head_ == "dp4a")
      return put(0, "::__dp4a(" + typed(1) + ", " + typed(2) + ", " + value("int", 3) + ")");
    return arithmetic();
  }

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

  std::string arithmetic() {
    std::string name = head_;
    for (std::size_t i = 1; i + 1 < instruction_.opcode.size(); ++i) {
      const std::string& word = instruction_.opcode[i];
      if (std::find(kNoEffect.begin(), kNoEffect.end(), word) == kNoEffect.end())
        name += "." + word;
    }
    const auto found = kArithmetic.find(name);
    if (found == kArithmetic.end()) give_up();
    if (instruction_.operands.size() != found->second.values + 1) give_up();
    std::string call = std::string("::simt::ptx::") + found->second.function + "<" + type() + ">(";
    for (std::size_t i = 1; i <= found->second.values; ++i) {
      if (kind(i) != Kind::Value) give_up();
      call += (i > 1 ? ", " : "") + part(i);
    }
    return put(0, call + ")");
  }

  std::string fence() const {
    if (has("proxy")) return "";
    const char* name = has("cta")   ? "__threadfence_block"
                       : has("sys") ? "__threadfence_system"
                                    : "__threadfence";
    return std::string("::") + name + "(); ";
  }

  /// bar.sync 0 is __syncthreads only if all threads take part, which `bar.sync 0, N` says otherwise.
  std::string barrier() const {
    if (!has("sync")) give_up();
    if (has("warp")) return "::__syncwarp(" + value("unsigned", 0) + "); ";
    const bool counted = instruction_.operands.size() > 1;
    if (!counted && part(0) == "0") return "::__syncthreads(); ";
    return "::simt::named_barrier(" + value("int", 0) + ", " +
           (counted ? value("unsigned", 1) : "0") + ", SIMT_SITE); ";
  }

  std::string compare() {
    if (instruction_.opcode.size() < 3 || instruction_.operands.size() != 3) give_up();
    const auto found = kComparisons.find(instruction_.opcode[1]);
    if (found == kComparisons.end()) give_up();
    return put(0, typed(1) + " " + found->second + " " + typed(2));
  }

  /// vabsdiff4.u32.u32.u32.add %0, %1, %2, %3: the sum over four bytes, and %3.
  std::string absolute_differences() {
    if (!has("u32") || !has("add")) give_up();
    return put(0, "::__vsadu4(" + value("unsigned", 1) + ", " + value("unsigned", 2) + ") + " +
                      value("unsigned", 3));
  }

  std::string select() { return put(0, part(3) + " ? " + typed(1) + " : " + typed(2)); }

  std::string convert() {
    const std::size_t size = instruction_.opcode.size();
    if (size < 3) give_up();
    if (has("tf32")) return put(0, "::simt::ptx::to_tf32(" + value("float", 1) + ")");
    const char* to = ptx_type(instruction_.opcode[size - 2]);
    if (to == nullptr) give_up();
    if (instruction_.operands.size() == 3) {
      return put(0, "::simt::ptx::convert_pair<" + std::string(to) + ">(" + typed(1) + ", " +
                        typed(2) + ")");
    }
    const char* rounding = has("rzi") || has("rz")   ? "Zero"
                           : has("rmi") || has("rm") ? "Down"
                           : has("rpi") || has("rp") ? "Up"
                                                     : "Nearest";
    return put(0, "::simt::ptx::convert<" + std::string(to) +
                      ", ::simt::ptx::Rounding::" + rounding + ">(" + typed(1) + ")");
  }

  std::string convert_address() {
    const bool shared = has("shared");
    if (!shared && !has("global")) give_up();
    if (!shared) return put(0, part(1));
    return has("to") ? put(0, "::simt::ptx::shared_address(" + part(1) + ")")
                     : put(0, "::simt::ptx::shared_pointer(" + part(1) + ")");
  }

  std::string address(std::size_t i) const {
    if (kind(i) != Kind::Address) give_up();
    const std::string function = has("shared") || has("shared::cta") ? "shared_pointer" : "pointer";
    const std::string& offset = instruction_.operands[i].offset;
    return "::simt::ptx::" + function + "(" + part(i) + ")" +
           (offset.empty() ? "" : " + " + offset);
  }

  /// How the checkers see it.
  std::string flags() const {
    if (has("volatile")) return "::simt::kVolatile";
    const std::string order = head_ == "ld" ? "::simt::kAtomicLoad" : "::simt::kAtomicStore";
    if (has("acquire")) return order + " | ::simt::kAcquire";
    if (has("release")) return order + " | ::simt::kRelease";
    return has("relaxed") ? order : "::simt::kPlain";
  }

  std::string load() {
    const std::string call = address(1) + ", " + flags() + ")";
    if (kind(0) != Kind::Vector) return put(0, "::simt::ptx::load<" + type() + ">(" + call);
    const auto& parts = instruction_.operands[0].parts;
    std::string text = "{ const auto simt_loaded = ::simt::ptx::load<::simt::ptx::Vector<" +
                       type() + ", " + std::to_string(parts.size()) + ">>(" + call + "; ";
    for (std::size_t i = 0; i < parts.size(); ++i) {
      text += put_to(parts[i], "simt_loaded.value[" + std::to_string(i) + "]");
    }
    return text + "} ";
  }

  std::string store() {
    const std::string call = "::simt::ptx::store(" + address(0) + ", ";
    if (kind(1) != Kind::Vector) return call + typed(1) + ", " + flags() + "); ";
    const auto& parts = instruction_.operands[1].parts;
    std::string values;
    for (const std::string& expression : parts) values += as(type(), expression) + ", ";
    return call + "::simt::ptx::Vector<" + type() + ", " + std::to_string(parts.size()) + ">{{" +
           values + "}}, " + flags() + "); ";
  }

  /// atom.global.add.u32 %0, [%1], %2 and red, which returns nothing.
  std::string atomic() {
    static const std::map<std::string, const char*, std::less<>> names = {
        {"add", "atomicAdd"}, {"min", "atomicMin"}, {"max", "atomicMax"},   {"and", "atomicAnd"},
        {"or", "atomicOr"},   {"xor", "atomicXor"}, {"exch", "atomicExch"}, {"cas", "atomicCAS"},
        {"inc", "atomicInc"}, {"dec", "atomicDec"}};
    const bool returns = head_ == "atom";
    const std::size_t at = returns ? 1 : 0;
    for (const std::string& word : instruction_.opcode) {
      const auto found = names.find(word);
      if (found == names.end()) continue;
      std::string call = std::string("::") + found->second + "(reinterpret_cast<" + type() + "*>(" +
                         address(at) + "), " + typed(at + 1);
      if (word == "cas") call += ", " + typed(at + 2);
      call = (has("release") || has("acq_rel") ? "(::__threadfence(), " : "(") + call + "))";
      return returns ? put(0, call) : call + "; ";
    }
    give_up();
  }

  /// mov.b32 %0, {%1, %2} joins, mov.b32 {%0, %1}, %2 parts.
  std::string move_vector() {
    const bool joins = kind(1) == Kind::Vector;
    const auto& parts = instruction_.operands[joins ? 1 : 0].parts;
    const std::string bits = std::to_string(
        std::stoul(type().empty() ? "0" : instruction_.opcode.back().substr(1)) / parts.size());
    const std::string piece = ptx_type("b" + bits);
    const std::string vector =
        "::simt::ptx::Vector<" + piece + ", " + std::to_string(parts.size()) + ">";
    if (joins) {
      std::string values;
      for (const std::string& expression : parts) values += as(piece, expression) + ", ";
      return put(0, as(type(), vector + "{{" + values + "}}"));
    }
    std::string text = "{ const auto simt_parts = " + as(vector, typed(1)) + "; ";
    for (std::size_t i = 0; i < parts.size(); ++i) {
      text += put_to(parts[i], "simt_parts.value[" + std::to_string(i) + "]");
    }
    return text + "} ";
  }

  const PtxInstruction& instruction_;
  std::string head_;
};

}  // namespace

std::string translate(const PtxInstruction& instruction) {
  return Translator(instruction).statement();
}

}  // namespace simt::rewrite
