// SPDX-License-Identifier: Apache-2.0
#include "common/io/json_reader.hpp"
#include "reference_cpu/transformer/config.hpp"
#include "tests/fuzz/input.hpp"

/// @file
/// @brief Any bytes as a config.json: refused, or a config of a Llama.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace warplight;
  fuzz::run([&] {
    const auto json = io::parse_json(fuzz::text_of(data, size), "config.json");
    (void)model::parse_llama_config(json, "config.json");
  });
  return 0;
}
