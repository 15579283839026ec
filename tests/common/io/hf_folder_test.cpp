// SPDX-License-Identifier: Apache-2.0
#include "common/io/hf_folder.hpp"

#include "common/error.hpp"
#include "common/io/safetensors.hpp"
#include "tests/catch.hpp"
#include "tests/common/io/files.hpp"

namespace warplight::io {
namespace {

const std::string kIndex = "model.safetensors.index.json";

Tensor numbered(std::int64_t first) { return Tensor::from(std::vector<std::int64_t>{first}); }

// Two shards: a and b in the first, c in the second.
void write_shards(const TemporaryFolder& folder, std::string_view weight_map) {
  folder.write("config.json", bytes_of(R"({"model_type": "llama"})"));
  save_safetensors(folder.path() / "model-1.safetensors", {{"a", numbered(1)}, {"b", numbered(2)}});
  save_safetensors(folder.path() / "model-2.safetensors", {{"c", numbered(3)}});
  folder.write(kIndex, bytes_of("{\"metadata\": {\"total_size\": 24}, \"weight_map\": " +
                                std::string(weight_map) + "}"));
}

std::string refuse_map(std::string_view weight_map) {
  const TemporaryFolder folder;
  write_shards(folder, weight_map);
  return refusal([&] { (void)load_hf_folder(folder.path()); });
}

}  // namespace

TEST_CASE("a folder with one weight file", "[io][hf_folder]") {
  const TemporaryFolder folder;
  folder.write("config.json", bytes_of(R"({"hidden_size": 4})"));
  save_safetensors(folder.path() / "model.safetensors", {{"a", numbered(1)}});
  HfFolder model = load_hf_folder(folder.path());
  CHECK(model.config.at("hidden_size") == 4);
  CHECK(model.weights.take("a", {1}).span<std::int64_t>()[0] == 1);
  model.weights.require_empty();
}

TEST_CASE("a folder with shards", "[io][hf_folder]") {
  const TemporaryFolder folder;
  write_shards(folder, R"({"c": "model-2.safetensors", "a": "model-1.safetensors",
                           "b": "model-1.safetensors"})");
  HfFolder model = load_hf_folder(folder.path());
  CHECK(model.weights.source() == folder.path().string());
  CHECK(model.weights.take("b", {1}).span<std::int64_t>()[0] == 2);
  CHECK(model.weights.take("c", {1}).span<std::int64_t>()[0] == 3);
  CHECK(model.weights.tensors().size() == 1);
}

TEST_CASE("shards that are not what the index says", "[io][hf_folder][malformed]") {
  const std::string a = R"({"a": "model-1.safetensors", )";
  const std::string b = R"("b": "model-1.safetensors", )";
  CHECK(has(refuse_map(a + R"("c": "model-2.safetensors"})"),
            "model-1.safetensors: tensor \"b\" is here, but model.safetensors.index.json"));
  CHECK(has(refuse_map(a + b + R"("c": "model-2.safetensors", "d": "model-2.safetensors"})"),
            "model-2.safetensors: tensor \"d\" is missing"));
  CHECK(has(refuse_map(a + b + R"("c": "model-3.safetensors"})"),
            "model-3.safetensors: cannot be read"));
  CHECK(has(refuse_map(a + b + R"("c": "model-1.safetensors"})"),
            "model-1.safetensors: tensor \"c\" is missing"));
  CHECK(has(refuse_map(R"({"a": "x", "a": "y"})"), "key \"a\" is there twice"));
  CHECK(has(refuse_map(R"(["a"])"), "weight_map: expected an object"));
}

TEST_CASE("shards outside the folder are not opened", "[io][hf_folder][malformed]") {
  for (const char* name : {"../model-2.safetensors", "/etc/passwd", "sub/x", "..", ".", "",
                           "model-2.safetensors\\u0000x"}) {
    const std::string message = refuse_map("{\"c\": \"" + std::string(name) + "\"}");
    INFO(message);
    CHECK(has(message, "tensor \"c\" is not in a file of this folder"));
  }
  CHECK(has(refuse_map(R"({"c": 3})"), "tensor \"c\" is not in a file of this folder"));
}

TEST_CASE("folders that lack a part", "[io][hf_folder][malformed]") {
  const TemporaryFolder folder;
  const auto load = [&] { return refusal([&] { (void)load_hf_folder(folder.path()); }); };
  CHECK(has(refusal([&] { (void)load_hf_folder(folder.path() / "no"); }), "no: not a folder"));
  CHECK(has(load(), "config.json: cannot be read"));
  folder.write("config.json", bytes_of("[]"));
  CHECK(has(load(), "config.json: expected a JSON object, got a list"));
  folder.write("config.json", bytes_of("{"));
  CHECK(has(load(), "config.json: not valid JSON"));
  folder.write("config.json", bytes_of("{}"));
  CHECK(has(load(), "neither model.safetensors nor model.safetensors.index.json"));
  folder.write(kIndex, bytes_of("{}"));
  CHECK(has(load(),
            "model.safetensors.index.json: weight_map: expected an object, but it is missing"));
  folder.write("model.safetensors", bytes_of("xx"));
  CHECK(has(load(), "model.safetensors: 2 bytes are too few"));
}

}  // namespace warplight::io
