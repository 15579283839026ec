// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Writes the inputs that the fuzzers start from: small files that use each part of their format.
///
/// `ninja -C build/fuzz make_fuzz_seeds && build/fuzz/tests/fuzz/make_fuzz_seeds`, after a format or a
/// key was added. The result is committed.

#include "tests/common/io/files.hpp"
#include "tests/common/io/gguf_builder.hpp"
#include "tests/common/tokenizer/small_tokenizer.hpp"

#include <bit>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace {

using namespace warplight::io;
using Json = nlohmann::json;

void write(const std::string& what, const std::string& name, const std::vector<std::byte>& bytes) {
  const std::filesystem::path folder = std::filesystem::path(WARPLIGHT_FUZZ_CORPUS) / what;
  std::filesystem::create_directories(folder);
  std::ofstream file(folder / name, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

void write_safetensors() {
  write("safetensors", "empty", safetensors_bytes("{}", 0));
  write("safetensors", "metadata",
        safetensors_bytes(R"({"__metadata__":{"op":"x"},"a":{"dtype":"F32","shape":[2,1],)"
                          R"("data_offsets":[0,8]}} )",
                          8));
  write("safetensors", "dtypes",
        safetensors_bytes(R"({"a":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},)"
                          R"("b":{"dtype":"I64","shape":[],"data_offsets":[0,8]},)"
                          R"("c":{"dtype":"BF16","shape":[1,1],"data_offsets":[12,14]},)"
                          R"("d":{"dtype":"I8","shape":[0],"data_offsets":[14,14]},)"
                          R"("e":{"dtype":"U8","shape":[1],"data_offsets":[14,15]},)"
                          R"("f":{"dtype":"I32","shape":[1],"data_offsets":[15,19]},)"
                          R"("g":{"dtype":"I16","shape":[1],"data_offsets":[19,21]}})",
                          21));
  write("safetensors", "bool",
        safetensors_bytes(R"({"a":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}})", 2));
}

void write_gguf() {
  GgufBuilder builder;
  builder.metadata = {
      gguf_entry("u8", 0, gguf_number(200, 1)),
      gguf_entry("i16", 3, gguf_number(7, 2)),
      gguf_entry("f32", 6, gguf_number(0x3F800000, 4)),
      gguf_entry("bool", 7, gguf_number(1, 1)),
      gguf_entry("text", 8, gguf_string("llama")),
      gguf_entry("u64", 10, gguf_number(3, 8)),
      gguf_entry("i32s", 9, gguf_array(5, 2, gguf_number(3, 8))),
      gguf_entry("texts", 9, gguf_array(8, 2, joined({gguf_string("a"), gguf_string("bc")}))),
      gguf_entry("nested", 9, gguf_array(9, 1, gguf_array(0, 2, gguf_number(0x0201, 2)))),
      gguf_entry("general.alignment", 4, gguf_number(8, 4))};
  write("gguf", "metadata", builder.build());
  builder.metadata.erase(builder.metadata.begin(), builder.metadata.end() - 1);
  builder.alignment = 8;
  builder.tensors = {{"f32", {1, 2}, 0, 0, std::vector<std::byte>(8)},
                     {"f16", {2}, 1, 8, std::vector<std::byte>(4)},
                     {"bf16", {2}, 30, 16, std::vector<std::byte>(4)},
                     {"q4_0", {32}, 2, 24, std::vector<std::byte>(18)},
                     {"q4_1", {32}, 3, 48, std::vector<std::byte>(20)},
                     {"q8_0", {32, 1}, 8, 72, std::vector<std::byte>(34)}};
  write("gguf", "tensors", builder.build());
  write("gguf", "empty", GgufBuilder{}.build());
}

void write_config() {
  const Json base = {{"model_type", "llama"},
                     {"hidden_size", 8},
                     {"intermediate_size", 16},
                     {"num_hidden_layers", 1},
                     {"num_attention_heads", 2},
                     {"num_key_value_heads", 1},
                     {"head_dim", 4},
                     {"hidden_act", "silu"},
                     {"vocab_size", 16},
                     {"max_position_embeddings", 32},
                     {"rms_norm_eps", 1e-5},
                     {"attention_bias", false},
                     {"mlp_bias", true},
                     {"tie_word_embeddings", true},
                     {"pad_token_id", nullptr},
                     {"eos_token_id", {1, 2}}};
  const std::vector<Json> scalings = {
      {{"rope_type", "default"}, {"rope_theta", 10000.0}},
      {{"rope_type", "linear"}, {"factor", 2}},
      {{"rope_type", "dynamic"}, {"factor", 2.0}, {"original_max_position_embeddings", 16}},
      {{"rope_type", "yarn"},
       {"factor", 4.0},
       {"attention_factor", 1.0},
       {"beta_fast", 32},
       {"beta_slow", 1},
       {"mscale", 1.0},
       {"mscale_all_dim", 1.0},
       {"truncate", true},
       {"original_max_position_embeddings", 16}},
      {{"rope_type", "llama3"},
       {"factor", 8.0},
       {"low_freq_factor", 1.0},
       {"high_freq_factor", 4.0},
       {"original_max_position_embeddings", 16}}};
  for (const Json& scaling : scalings) {
    Json config = base;
    config["rope_parameters"] = scaling;
    write("config", scaling.at("rope_type"), bytes_of(config.dump()));
  }
  Json old = base;  // as versions before 5 wrote it
  old["rope_theta"] = 10000;
  old["rope_scaling"] = {{"type", "linear"}, {"factor", 2.0}};
  old["id2label"] = {{"0", "bad"}, {"1", "good"}};
  write("config", "old", bytes_of(old.dump()));
}

void write_tokenizer() {
  const Json base = warplight::text::small_tokenizer_json();
  const std::string text = std::string(1, '\0') + "lower <s> slow\u8bcd";
  write("tokenizer", "byte_level", bytes_of(base.dump() + text));
  Json digits = base;
  digits["pre_tokenizer"] = {
      {"type", "Sequence"},
      {"pretokenizers",
       {{{"type", "Digits"}, {"individual_digits", true}},
        {{"type", "Split"},
         {"pattern", {{"Regex", "\\p{L}+|(?i:'s)|\\s+(?!\\S)"}}},
         {"behavior", "Isolated"},
         {"invert", false}},
        {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"use_regex", false}}}}};
  digits["model"]["merges"] = {{"l", "o"}, {"lo", "w"}};
  digits["added_tokens"][0]["lstrip"] = true;
  digits["added_tokens"][1]["rstrip"] = true;
  write("tokenizer", "sequence", bytes_of(digits.dump() + text));
}

}  // namespace

int main() {
  try {
    write_safetensors();
    write_gguf();
    write_config();
    write_tokenizer();
  } catch (const std::exception& error) {
    std::fputs(error.what(), stderr);
    return 1;
  }
  return 0;
}
