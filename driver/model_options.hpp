// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tokenizer/tokenizer.hpp"
#include "reference_cpu/transformer/load.hpp"

#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>

/// @file
/// @ingroup driver
/// @brief The options that every verb with a model shares, and what they load.

namespace warplight::driver {

/// --model, --compute, --threads as they were given.
struct ModelOptions {
  std::string model;            ///< folder or .gguf; empty: the environment's WARPLIGHT_MODEL
  std::string compute = "f32";  ///< f32, bf16 or file
  int threads = 0;              ///< 0: one per core
};

/// Adds --model.
void add_model_option(CLI::App& verb, ModelOptions& options);

/// Adds --compute and --threads.
void add_compute_options(CLI::App& verb, ModelOptions& options);

/// The checkpoint to use. Throws SetupError if neither --model nor WARPLIGHT_MODEL names one.
std::filesystem::path model_path(const ModelOptions& options);

/// Loads the model, after setting the number of threads.
model::LlamaForCausalLM load_model(const ModelOptions& options);

/// Loads the tokenizer alone, which takes milliseconds.
text::Tokenizer load_tokenizer(const ModelOptions& options);

/// All of a file, or of standard input for "-". Throws InputError if it cannot be read.
std::string read_text(const std::string& path);

}  // namespace warplight::driver
