// SPDX-License-Identifier: Apache-2.0
#include "common/tensor/dtype.hpp"

#include <array>

namespace warplight {
namespace {

struct DTypeInfo {
  std::string_view name;
  std::int64_t block_elements;
  std::size_t block_bytes;
};

const DTypeInfo& info(DType dtype) {
  static constexpr std::array<DTypeInfo, 13> kInfo{{{"F64", 1, 8},
                                                    {"F32", 1, 4},
                                                    {"F16", 1, 2},
                                                    {"BF16", 1, 2},
                                                    {"I64", 1, 8},
                                                    {"I32", 1, 4},
                                                    {"I16", 1, 2},
                                                    {"I8", 1, 1},
                                                    {"U8", 1, 1},
                                                    {"BOOL", 1, 1},
                                                    {"Q4_0", 32, 18},
                                                    {"Q4_1", 32, 20},
                                                    {"Q8_0", 32, 34}}};
  return kInfo.at(static_cast<std::size_t>(dtype));
}

}  // namespace

std::string_view name(DType dtype) { return info(dtype).name; }
std::int64_t block_elements(DType dtype) { return info(dtype).block_elements; }
std::size_t block_bytes(DType dtype) { return info(dtype).block_bytes; }

bool is_floating(DType dtype) {
  return dtype == DType::F64 || dtype == DType::F32 || dtype == DType::F16 || dtype == DType::BF16;
}

bool is_quantized(DType dtype) { return block_elements(dtype) > 1; }

}  // namespace warplight
