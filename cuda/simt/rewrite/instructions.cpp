// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "rewrite/translator.hpp"

namespace simt::rewrite {
namespace {

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

}  // namespace

std::string Translator::choose() const {
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
  if (head_ == "cp") return copy();
  if (head_ == "ldmatrix") return load_matrices();
  if (head_ == "mma") return multiply_matrices();
  if (head_ == "shfl") return shuffle();
  if (head_ == "vote") return vote();
  if (head_ == "redux") return reduce();
  if (head_ == "vabsdiff4") return absolute_differences();
  if (head_ == "mov" && (kind(0) == Kind::Vector || kind(1) == Kind::Vector)) return move_vector();
  if (head_ == "dp4a")
    return put(0, "::__dp4a(" + typed(1) + ", " + typed(2) + ", " + value("int", 3) + ")");
  return arithmetic();
}

std::string Translator::arithmetic() const {
  std::string name = head_;
  for (std::size_t i = 1; i + 1 < instruction_.opcode.size(); ++i) {
    const std::string& word = instruction_.opcode[i];
    if (std::find(kNoEffect.begin(), kNoEffect.end(), word) == kNoEffect.end()) name += "." + word;
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

std::string Translator::compare() const {
  if (instruction_.opcode.size() < 3 || instruction_.operands.size() != 3) give_up();
  const auto found = kComparisons.find(instruction_.opcode[1]);
  if (found == kComparisons.end()) give_up();
  return put(0, typed(1) + " " + found->second + " " + typed(2));
}

/// vabsdiff4.u32.u32.u32.add %0, %1, %2, %3: the sum over four bytes, and %3.
std::string Translator::absolute_differences() const {
  if (!has("u32") || !has("add")) give_up();
  return put(0, "::__vsadu4(" + value("unsigned", 1) + ", " + value("unsigned", 2) + ") + " +
                    value("unsigned", 3));
}

std::string Translator::select() const {
  return put(0, part(3) + " ? " + typed(1) + " : " + typed(2));
}

std::string Translator::convert() const {
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
  return put(0, "::simt::ptx::convert<" + std::string(to) + ", ::simt::ptx::Rounding::" + rounding +
                    ">(" + typed(1) + ")");
}

std::string translate(const PtxInstruction& instruction) {
  return Translator(instruction).statement();
}

}  // namespace simt::rewrite
