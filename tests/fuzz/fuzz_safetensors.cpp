// SPDX-License-Identifier: Apache-2.0
#include "common/io/require_finite.hpp"
#include "common/io/safetensors.hpp"
#include "tests/fuzz/input.hpp"

/// @file
/// @brief Any bytes as a safetensors file: refused, or every tensor can be read to its last element.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace warplight;
  fuzz::run([&] {
    auto bytes = io::MappedFile::from_memory(fuzz::bytes_of(data, size), "fuzz.safetensors");
    const io::SafetensorsFile file = io::SafetensorsFile::parse(std::move(bytes));
    for (const std::string& name : file.names()) {
      const Tensor tensor = file.tensor(name);
      (void)tensor.clone();
      (void)tensor.to(DType::F32);
      fuzz::run([&] { io::require_finite(tensor, name, file.source()); });
    }
    (void)file.state_dict();
  });
  return 0;
}
