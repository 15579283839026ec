// SPDX-License-Identifier: Apache-2.0
#include "common/io/gguf.hpp"
#include "common/tokenizer/byte_alphabet.hpp"
#include "common/tokenizer/tokenizer.hpp"
#include "tests/refuses.hpp"

#include <cstring>
#include <map>

namespace warplight::text {

namespace {

using Ids = std::vector<std::int64_t>;
using Strings = std::vector<std::string>;

// A GGUF file of metadata alone: keys and the bytes of their values.
class GgufMetadata {
 public:
  void set(const std::string& key, const std::string& value) {
    values_[key] = number(8u) + text(value);
  }
  void set(const std::string& key, std::uint32_t value) {
    values_[key] = number(4u) + number(value);
  }
  void set(const std::string& key, bool value) {
    values_[key] = number(7u) + std::string(1, value ? 1 : 0);
  }
  void set(const std::string& key, const Strings& list) {
    std::string& bytes = values_[key] =
        number(9u) + number(8u) + number(std::uint64_t{list.size()});
    for (const std::string& item : list) {
      bytes += text(item);
    }
  }
  void set(const std::string& key, const std::vector<std::int32_t>& list) {
    std::string& bytes = values_[key] =
        number(9u) + number(5u) + number(std::uint64_t{list.size()});
    for (const std::int32_t item : list) {
      bytes += number(item);
    }
  }
  void erase(const std::string& key) { values_.erase(key); }

  Tokenizer load() const {
    std::string file =
        "GGUF" + number(3u) + number(std::uint64_t{0}) + number(std::uint64_t{values_.size()});
    for (const auto& [key, bytes] : values_) {
      file += text(key) + bytes;
    }
    std::vector<std::byte> bytes(file.size());
    std::memcpy(bytes.data(), file.data(), file.size());
    return Tokenizer::from_gguf(
        io::GgufFile::parse(io::MappedFile::from_memory(std::move(bytes), "small.gguf")));
  }

 private:
  template <class T>
  static std::string number(T value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
  }
  static std::string text(const std::string& value) {
    return number(std::uint64_t{value.size()}) + value;
  }

  std::map<std::string, std::string> values_;
};

// Ids 0 to 255 are the bytes, 256 "lo", 257 "low", 258 "12", 259 <s> (control), 260 <tool> (user defined).
GgufMetadata small_gguf() {
  Strings tokens;
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    tokens.push_back(write_bytes({&c, 1}));
  }
  std::vector<std::int32_t> types(261, 1);
  types[259] = 3;
  types[260] = 4;
  tokens.insert(tokens.end(), {"lo", "low", "12", "<s>", "<tool>"});
  GgufMetadata gguf;
  gguf.set("tokenizer.ggml.model", std::string("gpt2"));
  gguf.set("tokenizer.ggml.pre", std::string("gpt-2"));
  gguf.set("tokenizer.ggml.tokens", tokens);
  gguf.set("tokenizer.ggml.token_type", types);
  gguf.set("tokenizer.ggml.merges", Strings{"l o", "lo w", "1 2"});
  return gguf;
}

}  // namespace

TEST_CASE("a tokenizer in GGUF metadata", "[tokenizer][gguf]") {
  GgufMetadata gguf = small_gguf();
  CHECK(gguf.load().vocab_size() == 261);
  CHECK(gguf.load().encode("<s>low<tool>", Special::Parse) == Ids{259, 257, 260});
  CHECK(gguf.load().encode("<s>low<tool>", Special::AsText) == Ids{'<', 's', '>', 257, 260});
  CHECK_FALSE(gguf.load().bos_id());
  CHECK_FALSE(gguf.load().adds_bos());
  gguf.set("tokenizer.ggml.bos_token_id", 259u);
  gguf.set("tokenizer.ggml.eos_token_id", 2u);
  gguf.set("tokenizer.ggml.eot_token_id", 3u);
  gguf.set("tokenizer.ggml.add_bos_token", true);
  gguf.set("tokenizer.chat_template", std::string("jinja"));
  const Tokenizer tokenizer = gguf.load();
  CHECK(tokenizer.bos_id() == 259);
  CHECK(tokenizer.adds_bos());
  CHECK(tokenizer.eos_ids() == Ids{2, 3});
  CHECK(tokenizer.chat_template() == "jinja");
}

TEST_CASE("pre-tokenizers go by name", "[tokenizer][gguf]") {
  GgufMetadata gguf = small_gguf();
  const auto encode = [&](const std::string& name, const char* text) {
    gguf.set("tokenizer.ggml.pre", name);
    return gguf.load().encode(text, Special::Parse);
  };
  CHECK(encode("gpt-2", "low12") == Ids{257, 258});
  CHECK(encode("smollm", "low12") == Ids{257, '1', '2'});
  CHECK(encode("llama-bpe", "low12") == Ids{257, 258});
  CHECK(encode("qwen2", "low12") == Ids{257, '1', '2'});
  gguf.set("tokenizer.ggml.merges", Strings{"l o", "1 2"});
  CHECK(encode("gpt-2", "low") == Ids{256, 'w'});
  CHECK(encode("llama-bpe", "low") == Ids{257});  // a token needs no merges
}

TEST_CASE("GGUF tokenizers that cannot be are refused by name", "[tokenizer][gguf]") {
  const auto refuses_with = [](const auto& spoil, std::string_view named) {
    GgufMetadata gguf = small_gguf();
    spoil(gguf);
    return refuses([&] { gguf.load(); }, {"small.gguf", named});
  };
  const auto put = [](const std::string& key, const auto& value) {
    return [=](GgufMetadata& gguf) { gguf.set("tokenizer.ggml." + key, value); };
  };
  const auto drop = [](const std::string& key) {
    return [=](GgufMetadata& gguf) { gguf.erase("tokenizer.ggml." + key); };
  };
  CHECK(refuses_with(put("model", std::string("llama")), "\"llama\""));
  CHECK(refuses_with(put("model", 3u), "tokenizer.ggml.model"));
  CHECK(refuses_with(put("pre", std::string("tekken")), "\"tekken\""));
  CHECK(refuses_with(drop("model"), "tokenizer.ggml.model"));
  CHECK(refuses_with(drop("pre"), "tokenizer.ggml.pre"));
  CHECK(refuses_with(drop("tokens"), "tokenizer.ggml.tokens"));
  CHECK(refuses_with(drop("merges"), "tokenizer.ggml.merges"));
  CHECK(refuses_with(put("tokens", Strings{"a", "a"}), "tokenizer.ggml.token_type"));
  CHECK(refuses_with(put("tokens", 3u), "tokenizer.ggml.tokens"));
  CHECK(refuses_with(put("tokens", Strings(261, "a")), "\"a\" is in the vocabulary twice"));
  CHECK(refuses_with(put("token_type", std::vector<std::int32_t>{1}), "tokenizer.ggml.token_type"));
  CHECK(refuses_with(put("merges", Strings{"l o", "low"}), "merge 1"));
  CHECK(refuses_with(put("merges", Strings{"l x"}), "\"lx\""));
  CHECK(refuses_with(put("bos_token_id", 261u), "bos token 261"));
  CHECK(refuses_with(put("eos_token_id", 4000000000u), "eos token 4000000000"));
  CHECK(refuses_with(
      [](GgufMetadata& gguf) {
        gguf.set("tokenizer.ggml.tokens", Strings{"a\xFF"});
        gguf.erase("tokenizer.ggml.token_type");
      },
      "token 0 is not UTF-8"));
}

}  // namespace warplight::text
