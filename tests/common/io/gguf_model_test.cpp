// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/io/gguf.hpp"
#include "common/io/require_finite.hpp"
#include "tests/catch.hpp"

#include <chrono>
#include <cstdlib>
#include <map>

namespace warplight::io {
namespace {

GgufFile open_model() {
  const char* path = std::getenv("WARPLIGHT_MODEL");
  if (path == nullptr) {
    FAIL("WARPLIGHT_MODEL must name SmolLM2-135M-Instruct's GGUF file; ./warplight test sets it");
  }
  return GgufFile::open(path);
}

}  // namespace

TEST_CASE("SmolLM2's tensors: number, size, place, types", "[io][gguf][model]") {
  const GgufFile file = open_model();
  CHECK(file.version() == 3);
  CHECK(file.data_offset() == 1785664);
  CHECK(file.names().size() == 272);
  std::int64_t parameters = 0;
  std::map<DType, std::int64_t> elements;
  for (const std::string& name : file.names()) {
    const Tensor tensor = file.tensor(name);
    parameters += tensor.numel();
    elements[tensor.dtype()] += tensor.numel();
  }
  CHECK(parameters == 134515008);
  CHECK(elements == std::map<DType, std::int64_t>{
                        {DType::F32, 35136}, {DType::Q4_1, 106168320}, {DType::Q8_0, 28311552}});
  CHECK(file.tensor("token_embd.weight").shape() == Shape{49152, 576});
  CHECK(file.tensor("blk.29.ffn_down.weight").shape() == Shape{576, 1536});
  CHECK_FALSE(file.contains("output.weight"));  // tied
}

TEST_CASE("SmolLM2's metadata", "[io][gguf][model]") {
  const GgufFile file = open_model();
  CHECK(file.get<std::string_view>("general.architecture") == "llama");
  CHECK(file.get<std::string_view>("general.license") == "apache-2.0");
  CHECK(file.get<std::int64_t>("llama.block_count") == 30);
  CHECK(file.get<std::int64_t>("llama.attention.head_count_kv") == 3);
  CHECK(file.get<float>("llama.rope.freq_base") == 100000.0f);
  CHECK(file.get<float>("llama.attention.layer_norm_rms_epsilon") == 1e-5f);
  CHECK_FALSE(file.get<bool>("tokenizer.ggml.add_bos_token"));
  const auto tokens = file.get<std::span<const std::string_view>>("tokenizer.ggml.tokens");
  REQUIRE(tokens.size() == 49152);
  CHECK(tokens[2] == "<|im_end|>");
  CHECK(file.get<std::span<const std::string_view>>("tokenizer.ggml.merges").size() == 48900);
  const auto types = file.get<std::vector<std::int32_t>>("tokenizer.ggml.token_type");
  CHECK(std::count(types.begin(), types.end(), 3) == 17);  // control tokens
}

TEST_CASE("SmolLM2's weights are finite", "[io][gguf][model]") {
  const GgufFile file = open_model();
  for (const std::string& name : file.names()) {
    CHECK_NOTHROW(require_finite(file.tensor(name), name, file.source()));
  }
}

}  // namespace warplight::io
