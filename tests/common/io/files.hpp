// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/mapped_file.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// @brief What tests of file formats need: bytes, a folder that goes away, the text of a refusal.

namespace warplight::io {

/// Text as bytes.
std::vector<std::byte> bytes_of(std::string_view text);

/// Appends `value`, little endian, as `size` bytes.
void append(std::vector<std::byte>& bytes, std::uint64_t value, std::size_t size);

/// A safetensors file: this header, whatever it says, and so many bytes of data (0, 1, 2, ...).
std::vector<std::byte> safetensors_bytes(std::string_view header, std::size_t data_size);

/// Those bytes under the name "test.file".
std::shared_ptr<const MappedFile> in_memory(std::vector<std::byte> bytes);

/// The message of the InputError that `action` throws; "accepted" if it throws none. Any other
/// exception passes through and fails the test.
std::string refusal(const std::function<void()>& action);

/// True if `text` has `part` in it.
inline bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// A fresh folder, removed with all it holds.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  /// Where it is.
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes a file in it and returns where.
  std::filesystem::path write(const std::string& name, const std::vector<std::byte>& bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace warplight::io
