// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/gguf.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// @file
/// @ingroup io
/// @brief How a GGUF file is read; nobody but GgufFile needs this.

namespace warplight::io {

/// Fills a GgufFile from its bytes, front to back.
class GgufParser {
 public:
  /// For one file, whose bytes are there and whose other members are empty.
  explicit GgufParser(GgufFile& file) : file_(file), bytes_(file.file_->bytes()) {}
  /// Reads it. Throws InputError at the first thing that is wrong.
  void run();

 private:
  void read_header();
  void read_metadata(std::uint64_t count);
  void read_tensor_infos(std::uint64_t count);
  void read_tensor_info();
  void place_tensors();

  [[nodiscard]] std::uint64_t alignment() const;
  [[nodiscard]] GgufValue read_value(GgufType type);
  [[nodiscard]] GgufArray read_array(int depth);
  [[nodiscard]] GgufType read_type();
  [[nodiscard]] DType read_dtype();
  [[nodiscard]] std::string_view read_string();
  [[nodiscard]] std::uint64_t read_count(std::size_t smallest, std::string_view what);
  template <class T>
  [[nodiscard]] T read();
  [[nodiscard]] std::span<const std::byte> take(std::uint64_t count);
  void check_bools(std::span<const std::byte> values) const;
  [[noreturn]] void fail(std::string_view what) const;

  GgufFile& file_;
  std::span<const std::byte> bytes_;
  std::size_t position_ = 0;
  std::string context_ = "header";  // what is being read, for messages
  std::uint64_t tensor_count_ = 0;
  std::uint64_t metadata_count_ = 0;
};

}  // namespace warplight::io
