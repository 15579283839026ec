// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// @file
/// @ingroup io
/// @brief One value of a GGUF file's metadata, and how it becomes a C++ value.

namespace warplight::io {

/// Types of metadata values, numbered as in the file.
enum class GgufType : std::uint32_t {
  UInt8,
  Int8,
  UInt16,
  Int16,
  UInt32,
  Int32,
  Float32,
  Bool,
  String,
  Array,
  UInt64,
  Int64,
  Float64
};

/// How many there are.
inline constexpr std::size_t kGgufTypeCount = 13;

/// "uint32", "string", ...
std::string_view name(GgufType type);

/// Bytes of one value; 0 for String and Array, whose length stands in the file.
std::size_t fixed_size(GgufType type);

/// A value of fixed size: whole numbers as 64 bits, with or without a sign; floats as double.
using GgufScalar = std::variant<std::uint64_t, std::int64_t, double, bool>;

/// Reads one from the file, where nothing is aligned. For any type of fixed size.
GgufScalar load_scalar(GgufType type, const std::byte* bytes);

/// Values of one type. Besides the type, only the member that fits it is filled.
struct GgufArray {
  GgufType type = GgufType::UInt8;        ///< of each value
  std::span<const std::byte> packed;      ///< of fixed size, side by side in the file
  std::vector<std::string_view> strings;  ///< of type String; they point into the file
  std::vector<GgufArray> arrays;          ///< of type Array
};

/// One value: a scalar, text inside the file, or an array.
struct GgufValue {
  GgufType type = GgufType::UInt8;                             ///< as in the file
  std::variant<GgufScalar, std::string_view, GgufArray> data;  ///< the one that fits the type
};

// ------------------------------------------------------------------------------------------------

/// How values become T, which is bool, any whole number, float, double, std::string, std::string_view,
/// std::span<const std::string_view>, or a std::vector of numbers or bool. A whole number must fit; it
/// is not read as a float, nor the other way round. from() gives nothing where that fails.
template <class T>
struct GgufCast {
  /// What a message says was expected.
  static constexpr std::string_view kKind = std::is_same_v<T, bool>       ? "bool"
                                            : std::is_floating_point_v<T> ? "a float"
                                            : !std::is_integral_v<T>      ? "a string"
                                                                     : "a whole number in range";

  /// From a scalar.
  static std::optional<T> from(const GgufScalar& scalar) {
    return std::visit(
        []<class Stored>(Stored stored) -> std::optional<T> {
          if constexpr (std::is_same_v<Stored, bool> || std::is_same_v<T, bool>) {
            return std::is_same_v<Stored, T> ? std::optional<T>(stored) : std::nullopt;
          } else if constexpr (std::is_floating_point_v<T> && std::is_floating_point_v<Stored>) {
            return static_cast<T>(stored);
          } else if constexpr (std::is_integral_v<T> && std::is_integral_v<Stored>) {
            return std::in_range<T>(stored) ? std::optional(static_cast<T>(stored)) : std::nullopt;
          } else {
            return std::nullopt;
          }
        },
        scalar);
  }

  /// From any value.
  static std::optional<T> from(const GgufValue& value) {
    if constexpr (std::is_arithmetic_v<T>) {
      const auto* scalar = std::get_if<GgufScalar>(&value.data);
      return scalar == nullptr ? std::nullopt : from(*scalar);
    } else {
      const auto* text = std::get_if<std::string_view>(&value.data);
      return text == nullptr ? std::nullopt : std::optional<T>(*text);
    }
  }
};

template <>
struct GgufCast<std::span<const std::string_view>> {
  static constexpr std::string_view kKind = "an array of strings";

  static std::optional<std::span<const std::string_view>> from(const GgufValue& value) {
    const auto* array = std::get_if<GgufArray>(&value.data);
    if (array == nullptr || array->type != GgufType::String) {
      return std::nullopt;
    }
    return array->strings;
  }
};

template <class T>
struct GgufCast<std::vector<T>> {
  static constexpr std::string_view kKind = "an array of numbers";

  static std::optional<std::vector<T>> from(const GgufValue& value) {
    const auto* array = std::get_if<GgufArray>(&value.data);
    const std::size_t size = array == nullptr ? 0 : fixed_size(array->type);
    if (size == 0) {
      return std::nullopt;
    }
    std::vector<T> result;
    result.reserve(array->packed.size() / size);
    for (std::size_t offset = 0; offset < array->packed.size(); offset += size) {
      const auto element = GgufCast<T>::from(load_scalar(array->type, &array->packed[offset]));
      if (!element) {
        return std::nullopt;
      }
      result.push_back(*element);
    }
    return result;
  }
};

}  // namespace warplight::io
