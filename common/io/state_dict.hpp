// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/mapped_file.hpp"
#include "common/tensor/tensor.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

/// @file
/// @ingroup io
/// @brief Weights by name, handed to a model one by one until none is left.

namespace warplight::io {

/// What a checkpoint holds: tensors by name, in the order of their names. A model takes each of its
/// weights once and then asks that nothing is left, so a missing, a misshapen and an unknown weight are
/// all found, and named.
class StateDict {
 public:
  /// An empty one; `source` (a file or folder) stands in every message.
  explicit StateDict(std::string source) : source_(std::move(source)) {}

  /// What messages call it.
  [[nodiscard]] const std::string& source() const { return source_; }
  /// All that has not been taken.
  [[nodiscard]] const std::map<std::string, Tensor>& tensors() const { return tensors_; }
  /// True if the tensor is there and has not been taken.
  [[nodiscard]] bool contains(const std::string& name) const { return tensors_.count(name) > 0; }
  /// The tensor, which stays. Throws InputError that names a missing one.
  [[nodiscard]] const Tensor& at(const std::string& name) const;

  /// Adds a tensor. Throws InputError if the name is there already.
  void add(const std::string& name, Tensor tensor);
  /// Removes the tensor and returns it. Throws InputError that names a missing one, or both shapes.
  Tensor take(const std::string& name, const Shape& shape);
  /// Throws InputError that names what has not been taken.
  void require_empty() const;

  /// Tells that tensors lie in this mapping, so that drop_pages() finds them.
  void add_mapping(std::shared_ptr<const MappedFile> file) { files_.push_back(std::move(file)); }
  /// Takes a tensor's pages out of resident memory, after its elements were copied elsewhere. Does
  /// nothing for a tensor that does not lie in a mapped file. See MappedFile::drop_pages().
  void drop_pages(const Tensor& tensor) const;

 private:
  std::string source_;
  std::map<std::string, Tensor> tensors_;
  std::vector<std::shared_ptr<const MappedFile>> files_;
};

}  // namespace warplight::io
