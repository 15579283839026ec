// SPDX-License-Identifier: Apache-2.0
#include "common/io/state_dict.hpp"

#include "common/error.hpp"
#include "common/io/in_quotes.hpp"

#include <fmt/format.h>

namespace warplight::io {

const Tensor& StateDict::at(const std::string& name) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) {
    throw InputError(fmt::format("{}: tensor {} is missing", source_, in_quotes(name)));
  }
  return found->second;
}

void StateDict::add(const std::string& name, Tensor tensor) {
  if (!tensors_.emplace(name, std::move(tensor)).second) {
    throw InputError(fmt::format("{}: tensor {} is there twice", source_, in_quotes(name)));
  }
}

Tensor StateDict::take(const std::string& name, const Shape& shape) {
  Tensor tensor = at(name);
  if (tensor.shape() != shape) {
    throw InputError(fmt::format("{}: tensor {} has shape {}, the model needs {}", source_,
                                 in_quotes(name), to_string(tensor.shape()), to_string(shape)));
  }
  tensors_.erase(name);
  return tensor;
}

void StateDict::require_empty() const {
  if (tensors_.empty()) {
    return;
  }
  constexpr std::size_t kListed = 5;
  std::string names;
  std::size_t listed = 0;
  for (const auto& [name, tensor] : tensors_) {
    if (listed++ == kListed) {
      names += fmt::format(" and {} more", tensors_.size() - kListed);
      break;
    }
    names += (names.empty() ? "" : ", ") + in_quotes(name);
  }
  throw InputError(fmt::format("{}: {} that the model has no place for: {}", source_,
                               tensors_.size() == 1 ? "a tensor" : "tensors", names));
}

void StateDict::drop_pages(const Tensor& tensor) const {
  for (const auto& file : files_) {
    file->drop_pages({tensor.bytes(), tensor.nbytes()});
  }
}

}  // namespace warplight::io
