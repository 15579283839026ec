// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "rewrite/translator.hpp"

namespace simt::rewrite {

std::string Translator::load_matrices() const {
  const auto& registers = instruction_.operands[0].parts;
  const std::string count = std::to_string(registers.size());
  if (!has("m8n8") || !has("b16") || !has("x" + count)) give_up();
  std::string text = "{ unsigned simt_rows[" + count + "]; ::simt::ldmatrix_x" + count +
                     (has("trans") ? "_trans" : "") + "(simt_rows, " + address(1) +
                     ", SIMT_SITE); ";
  for (std::size_t i = 0; i < registers.size(); ++i) {
    text += put_to(registers[i], "simt_rows[" + std::to_string(i) + "]");
  }
  return text + "} ";
}

/// mma.sync with fp32 sums, by the shape and the type of A and B. Half the depth: the other half is zero.
std::string Translator::multiply_matrices() const {
  if (instruction_.operands.size() != 4 || instruction_.opcode.back() != "f32") give_up();
  const bool bf16 = has("bf16");
  std::string name;
  if ((has("m16n8k16") || has("m16n8k8")) && (bf16 || has("f16"))) {
    name = bf16 ? "mma_m16n8k16_bf16" : "mma_m16n8k16_f16";
  } else if ((has("m16n8k8") || has("m16n8k4")) && has("tf32")) {
    name = "mma_m16n8k8_tf32";
  } else {
    give_up();
  }
  const auto& d = instruction_.operands[0].parts;
  if (d.size() != 4 || instruction_.operands[3].parts.size() != 4) give_up();
  std::string text = "{ float simt_d[4]; " + array("unsigned", "simt_a", 1, 4) +
                     array("unsigned", "simt_b", 2, 2) + array("float", "simt_c", 3, 4) +
                     "::simt::" + name + "(simt_d, simt_a, simt_b, simt_c, SIMT_SITE); ";
  for (std::size_t i = 0; i < d.size(); ++i) {
    text += put_to(d[i], "simt_d[" + std::to_string(i) + "]");
  }
  return text + "} ";
}

/// Over the whole warp: segments, which the fourth operand can name, are not supported.
std::string Translator::shuffle() const {
  static const std::map<std::string, const char*, std::less<>> names = {
      {"idx", "__shfl_sync"},
      {"up", "__shfl_up_sync"},
      {"down", "__shfl_down_sync"},
      {"bfly", "__shfl_xor_sync"}};
  if (instruction_.operands.size() != 5) give_up();
  const auto found = names.find(instruction_.opcode[2]);
  const std::string clamp = part(3);
  const bool whole = has("up") ? clamp == "0" || clamp == "0x0"
                               : clamp == "31" || clamp == "0x1f" || clamp == "0x1F";
  if (found == names.end() || !whole) give_up();
  return put(0, std::string("::") + found->second + "(" + value("unsigned", 4) + ", " + typed(1) +
                    ", " + value("int", 2) + ")");
}

std::string Translator::vote() const {
  const std::string predicate = value("bool", 1);
  const std::string mask = value("unsigned", 2);
  for (const char* kind : {"ballot", "any", "all"}) {
    if (has(kind)) {
      std::string call = std::string("::__") + kind + "_sync(";
      return put(0, call.append(mask).append(", ").append(predicate).append(")"));
    }
  }
  give_up();
}

std::string Translator::reduce() const {
  for (const char* kind : {"add", "min", "max", "and", "or", "xor"}) {
    if (has(kind)) {
      return put(0, "::__reduce_" + std::string(kind) + "_sync(" + value("unsigned", 2) + ", " +
                        typed(1) + ")");
    }
  }
  give_up();
}

}  // namespace simt::rewrite
