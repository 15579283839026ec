// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reference_cpu/transformer/load.hpp"

#include <filesystem>

/// @file
/// @brief The real model, for the tests that hold it against what Hugging Face recorded.

namespace warplight {

/// Path of SmolLM2's GGUF, from WARPLIGHT_MODEL; throws (and so fails the test) without it.
std::filesystem::path smollm2_path();

/// SmolLM2, loaded once for all tests of a program.
const model::LlamaForCausalLM& smollm2();

/// SmolLM2 with other options, loaded anew.
model::LlamaForCausalLM load_smollm2(const model::LoadOptions& options);

}  // namespace warplight
