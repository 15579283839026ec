// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// @brief Builds GGUF files byte by byte, right ones and wrong ones.

namespace warplight::io {

/// One tensor's info and its bytes. Extents innermost first, as the file has them.
struct GgufTensorSpec {
  std::string name;
  std::vector<std::uint64_t> extents;
  std::uint32_t type;
  std::uint64_t offset;
  std::vector<std::byte> data;
};

/// Everything in a GGUF file; by default nothing, and valid.
struct GgufBuilder {
  std::string magic = "GGUF";
  std::uint32_t version = 3;
  std::vector<std::vector<std::byte>>
      metadata;  ///< key, type and value of each, see the functions below
  std::vector<GgufTensorSpec> tensors;
  std::uint64_t alignment = 32;
  std::int64_t claimed_more_tensors = 0;   ///< added to the true number
  std::int64_t claimed_more_metadata = 0;  ///< likewise

  /// The file. Tensors are placed one after another, padded between, not behind the last.
  [[nodiscard]] std::vector<std::byte> build() const;
};

/// A length and its characters.
std::vector<std::byte> gguf_string(std::string_view text);
/// A key, a type's number, and a value's bytes.
std::vector<std::byte> gguf_entry(std::string_view key,
                                  std::uint32_t type,
                                  const std::vector<std::byte>& value);
/// A whole number as so many bytes.
std::vector<std::byte> gguf_number(std::uint64_t value, std::size_t size);
/// An array's value: type and count of its elements, then their bytes.
std::vector<std::byte> gguf_array(std::uint32_t type,
                                  std::uint64_t count,
                                  const std::vector<std::byte>& elements);
/// Side by side.
std::vector<std::byte> joined(const std::vector<std::vector<std::byte>>& parts);

}  // namespace warplight::io
