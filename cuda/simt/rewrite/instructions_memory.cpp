// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "rewrite/translator.hpp"

namespace simt::rewrite {

std::string Translator::fence() const {
  if (has("proxy")) return "";
  const char* name = has("cta")   ? "__threadfence_block"
                     : has("sys") ? "__threadfence_system"
                                  : "__threadfence";
  return std::string("::") + name + "(); ";
}

/// bar.sync 0 is __syncthreads only if all threads take part, which `bar.sync 0, N` says otherwise.
std::string Translator::barrier() const {
  if (!has("sync")) give_up();
  if (has("warp")) return "::__syncwarp(" + value("unsigned", 0) + "); ";
  const bool counted = instruction_.operands.size() > 1;
  if (!counted && part(0) == "0") return "::__syncthreads(); ";
  return "::simt::named_barrier(" + value("int", 0) + ", " +
         (counted ? value("unsigned", 1) : "0") + ", SIMT_SITE); ";
}

std::string Translator::convert_address() const {
  const bool shared = has("shared");
  if (!shared && !has("global")) give_up();
  if (!shared) return put(0, part(1));
  return has("to") ? put(0, "::simt::ptx::shared_address(" + part(1) + ")")
                   : put(0, "::simt::ptx::shared_pointer(" + part(1) + ")");
}

/// How the checkers see it.
std::string Translator::flags() const {
  if (has("volatile")) return "::simt::kVolatile";
  const std::string order = head_ == "ld" ? "::simt::kAtomicLoad" : "::simt::kAtomicStore";
  if (has("acquire")) return order + " | ::simt::kAcquire";
  if (has("release")) return order + " | ::simt::kRelease";
  return has("relaxed") ? order : "::simt::kPlain";
}

std::string Translator::load() const {
  const std::string call = address(1) + ", " + flags() + ")";
  if (kind(0) != Kind::Vector) return put(0, "::simt::ptx::load<" + type() + ">(" + call);
  const auto& parts = instruction_.operands[0].parts;
  std::string text = "{ const auto simt_loaded = ::simt::ptx::load<::simt::ptx::Vector<" + type() +
                     ", " + std::to_string(parts.size()) + ">>(" + call + "; ";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text += put_to(parts[i], "simt_loaded.value[" + std::to_string(i) + "]");
  }
  return text + "} ";
}

std::string Translator::store() const {
  const std::string call = "::simt::ptx::store(" + address(0) + ", ";
  if (kind(1) != Kind::Vector) return call + typed(1) + ", " + flags() + "); ";
  const auto& parts = instruction_.operands[1].parts;
  std::string values;
  for (const std::string& expression : parts) values += as(type(), expression) + ", ";
  return call + "::simt::ptx::Vector<" + type() + ", " + std::to_string(parts.size()) + ">{{" +
         values + "}}, " + flags() + "); ";
}

/// atom.global.add.u32 %0, [%1], %2 and red, which returns nothing.
std::string Translator::atomic() const {
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
    call.insert(0, has("release") || has("acq_rel") ? "(::__threadfence(), " : "(");
    call += "))";
    return returns ? put(0, call) : call + "; ";
  }
  give_up();
}

/// mov.b32 %0, {%1, %2} joins, mov.b32 {%0, %1}, %2 parts.
std::string Translator::move_vector() const {
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

/// cp.async: of 4, 8 or 16 bytes, with or without how many of them to read.
std::string Translator::copy() const {
  if (!has("async") || has("bulk") || has("mbarrier")) give_up();
  if (has("commit_group")) return "::simt::commit_copies(); ";
  if (has("wait_all")) return "::simt::wait_all_copies(); ";
  if (has("wait_group")) return "::simt::wait_copies(" + value("unsigned", 0) + "); ";
  const std::string size = value("unsigned", 2);
  const bool partial = instruction_.operands.size() > 3 && !has("L2::cache_hint");
  return "::simt::ptx::copy_async(::simt::ptx::shared_pointer(" + part(0) +
         "), ::simt::ptx::pointer(" + part(1) + "), " + size + ", " +
         (partial ? value("unsigned", 3) : size) + "); ";
}

}  // namespace simt::rewrite
