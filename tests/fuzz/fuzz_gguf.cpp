// SPDX-License-Identifier: Apache-2.0
#include "common/io/gguf.hpp"
#include "common/io/require_finite.hpp"
#include "tests/fuzz/input.hpp"

/// @file
/// @brief Any bytes as a GGUF file: refused, or all metadata and tensors can be read.

namespace {

using namespace warplight;

template <class T>
void ask(const io::GgufFile& file, std::string_view key) {
  fuzz::run([&] { (void)file.find<T>(key); });
}

void ask_for_everything(const io::GgufFile& file) {
  for (const auto& [key, value] : file.metadata()) {
    ask<std::int64_t>(file, key);
    ask<std::uint16_t>(file, key);
    ask<double>(file, key);
    ask<bool>(file, key);
    ask<std::string>(file, key);
    ask<std::span<const std::string_view>>(file, key);
    ask<std::vector<std::int32_t>>(file, key);
    ask<std::vector<float>>(file, key);
    ask<std::vector<bool>>(file, key);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::run([&] {
    auto bytes = io::MappedFile::from_memory(fuzz::bytes_of(data, size), "fuzz.gguf");
    const io::GgufFile file = io::GgufFile::parse(std::move(bytes));
    ask_for_everything(file);
    for (const std::string& name : file.names()) {
      const Tensor tensor = file.tensor(name);
      (void)tensor.to(DType::F32);
      fuzz::run([&] { io::require_finite(tensor, name, file.source()); });
    }
  });
  return 0;
}
