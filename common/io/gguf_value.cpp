// SPDX-License-Identifier: Apache-2.0
#include "common/io/gguf_value.hpp"

#include <array>

namespace warplight::io {
namespace {

struct TypeInfo {
  std::string_view name;
  std::size_t size;
};

const TypeInfo& info(GgufType type) {
  static constexpr std::array<TypeInfo, kGgufTypeCount> kInfo{{{"uint8", 1},
                                                               {"int8", 1},
                                                               {"uint16", 2},
                                                               {"int16", 2},
                                                               {"uint32", 4},
                                                               {"int32", 4},
                                                               {"float32", 4},
                                                               {"bool", 1},
                                                               {"string", 0},
                                                               {"array", 0},
                                                               {"uint64", 8},
                                                               {"int64", 8},
                                                               {"float64", 8}}};
  return kInfo.at(static_cast<std::size_t>(type));
}

template <class Stored, class Widened>
Widened load(const std::byte* bytes) {
  Stored value{};
  std::memcpy(&value, bytes, sizeof(value));
  return static_cast<Widened>(value);
}

}  // namespace

std::string_view name(GgufType type) { return info(type).name; }
std::size_t fixed_size(GgufType type) { return info(type).size; }

GgufScalar load_scalar(GgufType type, const std::byte* bytes) {
  switch (type) {
    case GgufType::UInt8:
      return load<std::uint8_t, std::uint64_t>(bytes);
    case GgufType::Int8:
      return load<std::int8_t, std::int64_t>(bytes);
    case GgufType::UInt16:
      return load<std::uint16_t, std::uint64_t>(bytes);
    case GgufType::Int16:
      return load<std::int16_t, std::int64_t>(bytes);
    case GgufType::UInt32:
      return load<std::uint32_t, std::uint64_t>(bytes);
    case GgufType::Int32:
      return load<std::int32_t, std::int64_t>(bytes);
    case GgufType::Float32:
      return load<float, double>(bytes);
    case GgufType::Bool:
      return load<std::uint8_t, bool>(bytes);
    case GgufType::UInt64:
      return load<std::uint64_t, std::uint64_t>(bytes);
    case GgufType::Int64:
      return load<std::int64_t, std::int64_t>(bytes);
    case GgufType::Float64:
      return load<double, double>(bytes);
    case GgufType::String:
    case GgufType::Array:
      break;
  }
  return std::uint64_t{0};
}

}  // namespace warplight::io
