// SPDX-License-Identifier: Apache-2.0
#include "tests/common/io/files.hpp"

#include "common/error.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace warplight::io {

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto* begin = reinterpret_cast<const std::byte*>(text.data());
  return {begin, begin + text.size()};
}

void append(std::vector<std::byte>& bytes, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    bytes.push_back(static_cast<std::byte>(value >> (8 * i)));
  }
}

std::vector<std::byte> safetensors_bytes(std::string_view header, std::size_t data_size) {
  std::vector<std::byte> bytes;
  append(bytes, header.size(), 8);
  const std::vector<std::byte> text = bytes_of(header);
  bytes.insert(bytes.end(), text.begin(), text.end());
  for (std::size_t i = 0; i < data_size; ++i) {
    bytes.push_back(static_cast<std::byte>(i));
  }
  return bytes;
}

std::shared_ptr<const MappedFile> in_memory(std::vector<std::byte> bytes) {
  return MappedFile::from_memory(std::move(bytes), "test.file");
}

std::string refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "warplight-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("no temporary folder: " + name);
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::write(const std::string& name,
                                             const std::vector<std::byte>& bytes) const {
  const std::filesystem::path path = path_ / name;
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  return path;
}

}  // namespace warplight::io
