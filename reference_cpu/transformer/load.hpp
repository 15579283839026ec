// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/gguf.hpp"
#include "common/io/state_dict.hpp"
#include "reference_cpu/transformer/heads.hpp"

#include <filesystem>

/// @file
/// @ingroup transformer
/// @brief From a checkpoint on disk (a Hugging Face folder or a GGUF file) to a model in memory.

namespace warplight::model {

/// In which format the weight matrices are kept. Arithmetic is F32 in any case.
enum class Compute : std::uint8_t {
  F32,   ///< widened once, when loading: exact, and the fastest arithmetic
  BF16,  ///< rounded to bfloat16: half the bytes to read for each token
  File   ///< as the file has them (Q4_1, Q8_0, F16, ...): the fewest bytes
};

/// How to load.
struct LoadOptions {
  Compute compute = Compute::F32;  ///< format of the matrices
  /// False leaves the rows of q and k in the order of llama.cpp: wrong for our RoPE. Only there to show
  /// what that mistake costs.
  bool restore_rotary_rows = true;
};

/// A config and the weights that go with it, under Hugging Face's keys.
struct Checkpoint {
  LlamaConfig config;     ///< its numbers
  io::StateDict weights;  ///< not yet taken
};

/// Reads `path`: a folder with config.json and model.safetensors (or shards), or a .gguf file.
/// Weights that are not finite are refused. Throws InputError naming file and tensor or key.
Checkpoint load_checkpoint(const std::filesystem::path& path, const LoadOptions& options = {});

/// The config that a GGUF file of architecture `llama` stands for, and its weights under Hugging Face's
/// keys, still as the file has them; rows of q and k in the file's order.
Checkpoint checkpoint_from_gguf(const io::GgufFile& file);

/// Copies weights into memory of ours: widened or narrowed as `options` say, finite, q and k rows put
/// back into Hugging Face's order if `rotary_rows_interleaved`. One block of memory in huge pages holds
/// them all, and the file's pages are let go of on the way.
io::StateDict materialize(const io::StateDict& weights,
                          const LlamaConfig& config,
                          bool rotary_rows_interleaved,
                          Compute compute);

}  // namespace warplight::model
