// SPDX-License-Identifier: Apache-2.0
#include "common/tensor/convert.hpp"

#include "common/error.hpp"

#include <bit>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

namespace warplight {
namespace {

// Copied byte by byte: a tensor in a mapped file need not stand where its type is aligned.
template <class T>
T load(const std::byte* source, std::int64_t index) {
  const std::byte* first = source + index * static_cast<std::int64_t>(sizeof(T));
  if constexpr (std::is_same_v<T, bool>) {
    return *first != std::byte{0};  // a file may hold bytes that are no bool
  } else {
    T value;
    std::memcpy(&value, first, sizeof(T));
    return value;
  }
}

// The float towards zero from x, its last bit set unless it is x: with two digits to spare, rounding it
// once more gives what rounding x would have given, and a tie is not seen where x was beside one.
float round_to_odd(double x) {
  auto nearest = static_cast<float>(x);
  if (static_cast<double>(nearest) == x || x != x) {
    return nearest;
  }
  if (std::fabs(static_cast<double>(nearest)) > std::fabs(x)) {
    nearest = std::nextafter(nearest, 0.0F);
  }
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(nearest) | 1U);
}

template <class T>
T from_number(double x) {
  if constexpr (std::is_same_v<T, Half>) {
    return to_half(round_to_odd(x));
  } else if constexpr (std::is_same_v<T, BFloat16>) {
    return to_bfloat16(round_to_odd(x));
  } else {
    return static_cast<T>(x);
  }
}

// Calls visit(T{}) with the C++ type that stores a dtype; false for block formats.
template <class Visit>
bool with_type(DType dtype, Visit&& visit) {
  switch (dtype) {
    case DType::F64:
      visit(double{});
      return true;
    case DType::F32:
      visit(float{});
      return true;
    case DType::F16:
      visit(Half{});
      return true;
    case DType::BF16:
      visit(BFloat16{});
      return true;
    case DType::I64:
      visit(std::int64_t{});
      return true;
    case DType::I32:
      visit(std::int32_t{});
      return true;
    case DType::I16:
      visit(std::int16_t{});
      return true;
    case DType::I8:
      visit(std::int8_t{});
      return true;
    case DType::U8:
      visit(std::uint8_t{});
      return true;
    case DType::Bool:
      visit(bool{});
      return true;
    default:
      return false;
  }
}

template <class From, class To>
void convert_elements(const std::byte* source, To* target, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    const From x = load<From>(source, i);
    if constexpr (std::is_same_v<From, Half> || std::is_same_v<From, BFloat16>) {
      target[i] = from_number<To>(static_cast<double>(to_float(x)));
    } else if constexpr (std::is_integral_v<From> && std::is_integral_v<To>) {
      target[i] = static_cast<To>(x);  // NOLINT(bugprone-signed-char-misuse): the sign is meant
    } else {
      target[i] = from_number<To>(static_cast<double>(x));
    }
  }
}

template <class To>
void dequantize(const std::byte* source, DType type, To* target, std::int64_t count) {
  for (std::int64_t block = 0; block < count / 32; ++block, target += 32) {
    if (type == DType::Q8_0) {
      const auto q = load<BlockQ8_0>(source, block);
      const float scale = to_float(q.scale);
      for (int i = 0; i < 32; ++i) {
        target[i] = static_cast<To>(scale * static_cast<float>(q.values[i]));
      }
    } else if (type == DType::Q4_0) {
      const auto q = load<BlockQ4_0>(source, block);
      const float scale = to_float(q.scale);
      for (int i = 0; i < 16; ++i) {
        target[i] = static_cast<To>(scale * static_cast<float>((q.nibbles[i] & 0xF) - 8));
        target[i + 16] = static_cast<To>(scale * static_cast<float>((q.nibbles[i] >> 4) - 8));
      }
    } else {
      const auto q = load<BlockQ4_1>(source, block);
      const float scale = to_float(q.scale);
      const float minimum = to_float(q.minimum);
      for (int i = 0; i < 16; ++i) {
        target[i] = static_cast<To>(scale * static_cast<float>(q.nibbles[i] & 0xF) + minimum);
        target[i + 16] = static_cast<To>(scale * static_cast<float>(q.nibbles[i] >> 4) + minimum);
      }
    }
  }
}

}  // namespace

void convert(const std::byte* source,
             DType source_type,
             std::byte* target,
             DType target_type,
             std::int64_t count) {
  if (is_quantized(source_type) && target_type == DType::F32) {
    dequantize(source, source_type, reinterpret_cast<float*>(target), count);
    return;
  }
  if (is_quantized(source_type) && target_type == DType::F64) {
    dequantize(source, source_type, reinterpret_cast<double*>(target), count);
    return;
  }
  const bool narrows_kind = is_floating(source_type) && !is_floating(target_type);
  bool done = false;
  if (!narrows_kind && !is_quantized(source_type)) {
    done = with_type(target_type, [&]<class To>(To) {
      with_type(source_type, [&]<class From>(From) {
        convert_elements<From>(source, reinterpret_cast<To*>(target), count);
      });
    });
  }
  if (!done) {
    throw InputError(
        fmt::format("no conversion from {} to {}", name(source_type), name(target_type)));
  }
}

}  // namespace warplight
