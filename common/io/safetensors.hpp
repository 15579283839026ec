// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/mapped_file.hpp"
#include "common/io/state_dict.hpp"
#include "common/tensor/tensor.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// @file
/// @ingroup io
/// @brief The safetensors format: a JSON header that places each tensor, then their bytes.
/// @verbatim
///   8 bytes   N, little endian
///   N bytes   {"__metadata__": {"key": "text"}, "name": {"dtype": "F32", "shape": [2, 3],
///              "data_offsets": [0, 24]}, ...}
///   the rest  the tensors' bytes, to which the offsets point
/// Source      https://huggingface.co/docs/safetensors
/// @endverbatim

namespace warplight::io {

/// A safetensors file, open for reading. Dtypes: F32, F16, BF16, I64, I32, I16, I8, U8, BOOL.
class SafetensorsFile {
 public:
  /// Maps a file and checks its header whole: JSON with no key twice, known dtypes, sizes that agree
  /// with shapes, tensors that cover the bytes without gap, overlap or rest. Throws InputError that
  /// names file and tensor.
  static SafetensorsFile open(const std::filesystem::path& path);
  /// The same for bytes that are there already.
  static SafetensorsFile parse(std::shared_ptr<const MappedFile> file);

  /// What messages call it.
  [[nodiscard]] const std::string& source() const { return file_->source(); }
  /// The header's `__metadata__`, empty where there is none.
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return metadata_; }
  /// Names of the tensors, sorted.
  [[nodiscard]] std::vector<std::string> names() const;
  /// True if there is a tensor of this name.
  [[nodiscard]] bool contains(const std::string& name) const { return entries_.count(name) > 0; }
  /// The tensor, a view of the file that keeps it mapped (a copy where the file is misaligned). Throws
  /// InputError if there is none, or if a BOOL is neither 0 nor 1.
  [[nodiscard]] Tensor tensor(const std::string& name) const;
  /// All tensors.
  [[nodiscard]] StateDict state_dict() const;
  /// The bytes behind it.
  [[nodiscard]] const std::shared_ptr<const MappedFile>& file() const { return file_; }

 private:
  struct Entry {
    DType dtype = DType::F32;
    Shape shape;
    std::size_t offset = 0;  // from the start of the file
  };
  explicit SafetensorsFile(std::shared_ptr<const MappedFile> file) : file_(std::move(file)) {}

  std::shared_ptr<const MappedFile> file_;
  std::map<std::string, std::string> metadata_;
  std::map<std::string, Entry> entries_;
};

/// Writes tensors (of the dtypes above) to a file, which appears whole or not at all: the bytes go to a
/// neighbour that takes the name at the end. Tensors with gaps are written row-major.
/// Throws InputError for a dtype or name that the format lacks and for a path that cannot be, SetupError
/// for a disk that is full.
void save_safetensors(const std::filesystem::path& path,
                      const std::vector<std::pair<std::string, Tensor>>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

}  // namespace warplight::io
