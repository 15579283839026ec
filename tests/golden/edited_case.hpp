// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/tensor.hpp"
#include "tests/golden/runner/run.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

/// @file
/// @brief A committed golden case with something changed: what a wrong file looks like.

namespace warplight::golden {

/// Where the committed cases are.
std::filesystem::path case_path(const std::string& name);

/// A file that is gone when this is.
class TemporaryFile {
 public:
  /// Picks a name in the system's folder for such files; nothing is written yet.
  explicit TemporaryFile(const std::string& suffix = ".safetensors");
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();
  /// Its path.
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The tensors and metadata of a committed case, to be changed and run.
class EditedCase {
 public:
  /// Reads tests/golden/<name>.safetensors.
  explicit EditedCase(const std::string& name);

  std::map<std::string, Tensor> tensors;        ///< all, under their full names
  std::map<std::string, std::string> metadata;  ///< op, params, source, tolerance

  /// Changes a JSON text of the metadata: "params" or "tolerance".
  void edit(const std::string& key, const std::function<void(nlohmann::json&)>& change);
  /// One param more, or another value of it.
  void set_param(const std::string& name, const nlohmann::json& value);
  /// One value of the model's config.
  void set_config(const std::string& name, const nlohmann::json& value);

  /// Writes it to a temporary file and runs that on a backend.
  [[nodiscard]] Result run(Device backend = Device::Reference) const;
};

/// Writes bytes to a temporary file and runs it on the reference.
Result run_bytes(const std::string& bytes);

/// All bytes of a committed case.
std::string bytes_of(const std::string& name);

}  // namespace warplight::golden
