// SPDX-License-Identifier: Apache-2.0
#include "common/io/gguf.hpp"

#include "common/error.hpp"
#include "common/io/gguf_parser.hpp"
#include "common/io/in_quotes.hpp"
#include "common/io/tensor_view.hpp"

#include <fmt/format.h>

namespace warplight::io {

GgufFile GgufFile::open(const std::filesystem::path& path) { return parse(MappedFile::open(path)); }

GgufFile GgufFile::parse(std::shared_ptr<const MappedFile> file) {
  GgufFile result(std::move(file));
  GgufParser(result).run();
  return result;
}

std::vector<std::string> GgufFile::names() const {
  std::vector<std::string> result;
  result.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    result.emplace_back(entry.name);
  }
  return result;
}

Tensor GgufFile::tensor(std::string_view name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) {
    throw InputError(fmt::format("{}: tensor {} is missing", source(), in_quotes(name)));
  }
  const Entry& entry = entries_[found->second];
  return tensor_view(file_, entry.offset, entry.shape, entry.dtype);
}

StateDict GgufFile::state_dict() const {
  StateDict result(source());
  for (const Entry& entry : entries_) {
    result.add(std::string(entry.name), tensor(entry.name));
  }
  result.add_mapping(file_);
  return result;
}

void GgufFile::fail(std::string_view key, std::string_view expected) const {
  const auto found = metadata_.find(key);
  const std::string got = found == metadata_.end()
                              ? "but it is missing"
                              : fmt::format("got {}", name(found->second.type));
  throw InputError(fmt::format("{}: metadata {}: expected {}, {}", source(), key, expected, got));
}

}  // namespace warplight::io
