// SPDX-License-Identifier: Apache-2.0
#include "tests/common/io/gguf_builder.hpp"

#include "tests/common/io/files.hpp"

namespace warplight::io {
namespace {

void append_all(std::vector<std::byte>& bytes, const std::vector<std::byte>& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

}  // namespace

std::vector<std::byte> GgufBuilder::build() const {
  std::vector<std::byte> bytes = bytes_of(magic);
  append(bytes, version, 4);
  append(bytes, tensors.size() + static_cast<std::uint64_t>(claimed_more_tensors), 8);
  append(bytes, metadata.size() + static_cast<std::uint64_t>(claimed_more_metadata), 8);
  for (const auto& entry : metadata) {
    append_all(bytes, entry);
  }
  for (const GgufTensorSpec& tensor : tensors) {
    append_all(bytes, gguf_string(tensor.name));
    append(bytes, tensor.extents.size(), 4);
    for (const std::uint64_t extent : tensor.extents) {
      append(bytes, extent, 8);
    }
    append(bytes, tensor.type, 4);
    append(bytes, tensor.offset, 8);
  }
  for (const GgufTensorSpec& tensor : tensors) {
    bytes.resize((bytes.size() + alignment - 1) / alignment * alignment);
    append_all(bytes, tensor.data);
  }
  return bytes;
}

std::vector<std::byte> gguf_string(std::string_view text) {
  std::vector<std::byte> bytes = gguf_number(text.size(), 8);
  append_all(bytes, bytes_of(text));
  return bytes;
}

std::vector<std::byte> gguf_entry(std::string_view key,
                                  std::uint32_t type,
                                  const std::vector<std::byte>& value) {
  return joined({gguf_string(key), gguf_number(type, 4), value});
}

std::vector<std::byte> gguf_number(std::uint64_t value, std::size_t size) {
  std::vector<std::byte> bytes;
  append(bytes, value, size);
  return bytes;
}

std::vector<std::byte> gguf_array(std::uint32_t type,
                                  std::uint64_t count,
                                  const std::vector<std::byte>& elements) {
  return joined({gguf_number(type, 4), gguf_number(count, 8), elements});
}

std::vector<std::byte> joined(const std::vector<std::vector<std::byte>>& parts) {
  std::vector<std::byte> bytes;
  for (const auto& part : parts) {
    append_all(bytes, part);
  }
  return bytes;
}

}  // namespace warplight::io
