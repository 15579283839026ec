// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/gguf_value.hpp"
#include "common/io/mapped_file.hpp"
#include "common/io/state_dict.hpp"
#include "common/tensor/tensor.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// @file
/// @ingroup io
/// @brief GGUF, llama.cpp's format: metadata and tensors, quantised ones included, in one file.
/// @verbatim
///   "GGUF", version, number of tensors, number of metadata values
///   metadata       key, type, value; text and arrays carry their length
///   tensor infos   name, extents (innermost first), type, offset
///   padding to a multiple of general.alignment (32 unless it says otherwise)
///   the tensors    in the order of their infos, each padded likewise
/// Source      https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, versions 2 and 3
/// @endverbatim

namespace warplight::io {

/// A GGUF file, open for reading: F32, F16, BF16, Q4_0, Q4_1 and Q8_0, little endian.
class GgufFile {
 public:
  /// Maps a file and checks all of it but the weights' values: every count and length against the bytes
  /// that are left, no key and no tensor twice, known types, tensors that follow one another to the end
  /// of the file. Throws InputError that names file and key or tensor.
  static GgufFile open(const std::filesystem::path& path);
  /// The same for bytes that are there already.
  static GgufFile parse(std::shared_ptr<const MappedFile> file);

  /// What messages call it.
  [[nodiscard]] const std::string& source() const { return file_->source(); }
  /// 2 or 3.
  [[nodiscard]] std::uint32_t version() const { return version_; }
  /// Where the tensors' bytes begin.
  [[nodiscard]] std::size_t data_offset() const { return data_offset_; }
  /// The bytes behind it.
  [[nodiscard]] const std::shared_ptr<const MappedFile>& file() const { return file_; }

  /// All metadata by key. Keys and texts point into the file.
  [[nodiscard]] const std::map<std::string_view, GgufValue>& metadata() const { return metadata_; }
  /// The value of a key as T (see GgufCast), or nothing if there is no such key. Throws InputError that
  /// names a key of another type.
  template <class T>
  [[nodiscard]] std::optional<T> find(std::string_view key) const;
  /// The value of a key that must be there.
  template <class T>
  [[nodiscard]] T get(std::string_view key) const;

  /// Names of the tensors in the order of the file.
  [[nodiscard]] std::vector<std::string> names() const;
  /// True if there is a tensor of this name.
  [[nodiscard]] bool contains(std::string_view name) const { return by_name_.count(name) > 0; }
  /// The tensor, a view of the file that keeps it mapped. Its shape is row-major, the reverse of the
  /// extents in the file. Throws InputError if there is none.
  [[nodiscard]] Tensor tensor(std::string_view name) const;
  /// All tensors.
  [[nodiscard]] StateDict state_dict() const;

 private:
  friend class GgufParser;
  struct Entry {
    std::string_view name;
    DType dtype = DType::F32;
    Shape shape;
    std::size_t offset = 0;  // from the start of the file
    std::size_t bytes = 0;
  };
  explicit GgufFile(std::shared_ptr<const MappedFile> file) : file_(std::move(file)) {}
  [[noreturn]] void fail(std::string_view key, std::string_view expected) const;

  std::shared_ptr<const MappedFile> file_;
  std::uint32_t version_ = 0;
  std::size_t data_offset_ = 0;
  std::map<std::string_view, GgufValue> metadata_;
  std::vector<Entry> entries_;
  std::map<std::string_view, std::size_t> by_name_;  // index into entries_
};

// ------------------------------------------------------------------------------------------------

template <class T>
std::optional<T> GgufFile::find(std::string_view key) const {
  const auto found = metadata_.find(key);
  if (found == metadata_.end()) {
    return std::nullopt;
  }
  std::optional<T> result = GgufCast<T>::from(found->second);
  if (!result) {
    fail(key, GgufCast<T>::kKind);
  }
  return result;
}

template <class T>
T GgufFile::get(std::string_view key) const {
  std::optional<T> result = find<T>(key);
  if (!result) {
    fail(key, GgufCast<T>::kKind);
  }
  return *std::move(result);
}

}  // namespace warplight::io
