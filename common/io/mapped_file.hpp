// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// @ingroup io
/// @brief A file's bytes, mapped into memory: weights are read when they are touched, and never twice.

/// @defgroup io Files
/// @ingroup common
/// @brief safetensors, GGUF, Hugging Face folders, JSON: every byte is checked before it is believed.

namespace warplight::io {

/// A file's bytes, read-only, for as long as somebody holds this.
class MappedFile {
 public:
  /// Maps a whole file. Throws InputError that names it if it is missing, unreadable or no regular file.
  static std::shared_ptr<const MappedFile> open(const std::filesystem::path& path);
  /// The same interface over bytes that never were a file; `source` stands for its name in messages.
  static std::shared_ptr<const MappedFile> from_memory(std::vector<std::byte> bytes,
                                                       std::string source);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  /// All of it.
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }
  /// All of it, as text.
  [[nodiscard]] std::string_view text() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  /// What messages call it: the path as it was given.
  [[nodiscard]] const std::string& source() const { return source_; }

  /// Takes these bytes out of the process's resident memory; touching them again reads them again.
  /// Does nothing for bytes that are not in this mapping. Converting weights tensor by tensor peaks at
  /// 2.0 times their size without this, at 1.02 with it.
  void drop_pages(std::span<const std::byte> range) const;

 private:
  MappedFile() = default;

  std::span<const std::byte> bytes_;
  std::string source_;
  std::vector<std::byte> owned_;  // from_memory() only; empty for a mapping
  bool mapped_ = false;
};

}  // namespace warplight::io
