// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/edited_case.hpp"

#include "common/io/safetensors.hpp"

#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace warplight::golden {

std::filesystem::path case_path(const std::string& name) {
  return std::filesystem::path(WARPLIGHT_SOURCE_DIR) / "tests/golden" / (name + ".safetensors");
}

TemporaryFile::TemporaryFile(const std::string& suffix) {
  static int count = 0;
  path_ = std::filesystem::temp_directory_path() /
          fmt::format("warplight-golden-{}-{}{}", ::getpid(), count++, suffix);
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

EditedCase::EditedCase(const std::string& name) {
  const auto file = io::SafetensorsFile::open(case_path(name));
  metadata = file.metadata();
  for (const std::string& tensor : file.names()) {
    tensors.emplace(tensor, file.tensor(tensor).clone());
  }
}

void EditedCase::edit(const std::string& key, const std::function<void(nlohmann::json&)>& change) {
  nlohmann::json json = nlohmann::json::parse(metadata.at(key));
  change(json);
  metadata[key] = json.dump();
}

void EditedCase::set_param(const std::string& name, const nlohmann::json& value) {
  edit("params", [&](nlohmann::json& params) { params[name] = value; });
}

void EditedCase::set_config(const std::string& name, const nlohmann::json& value) {
  edit("params", [&](nlohmann::json& params) { params["config"][name] = value; });
}

Result EditedCase::run(Device backend) const {
  const TemporaryFile file;
  io::save_safetensors(file.path(), {tensors.begin(), tensors.end()}, metadata);
  return run_file(file.path(), {backend}).front();
}

Result run_bytes(const std::string& bytes) {
  const TemporaryFile file;
  std::ofstream(file.path(), std::ios::binary) << bytes;
  return run_file(file.path(), {Device::Reference}).front();
}

std::string bytes_of(const std::string& name) {
  std::ifstream in(case_path(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace warplight::golden
