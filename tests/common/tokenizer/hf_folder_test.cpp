// SPDX-License-Identifier: Apache-2.0
#include "tests/common/tokenizer/small_tokenizer.hpp"
#include "tests/refuses.hpp"

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace warplight::text {

namespace {

// A folder that is gone when the test is.
class Folder {
 public:
  Folder() { std::filesystem::create_directories(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  void write(const char* name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
  }
  Tokenizer load() const { return Tokenizer::from_hf_folder(path_); }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("warplight-tokenizer-" + std::to_string(getpid()));
};

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a Hugging Face folder: each file beside tokenizer.json may be missing",
          "[tokenizer][hf]") {
  const Folder folder;
  CHECK(refuses([&] { folder.load(); }, {"tokenizer.json"}));
  folder.write("tokenizer.json", small_tokenizer_json().dump());
  CHECK(folder.load().vocab_size() == 264);
  CHECK(folder.load().eos_ids().empty());
  CHECK_FALSE(folder.load().chat_template());

  folder.write("config.json", R"({"eos_token_id": 2})");
  CHECK(folder.load().eos_ids() == Ids{2});
  folder.write("generation_config.json", R"({"eos_token_id": [3, 4]})");
  CHECK(folder.load().eos_ids() == Ids{3, 4});

  folder.write(
      "tokenizer_config.json",
      R"({"bos_token": {"content": "<s>"}, "eos_token": "<tool>", "chat_template": "one"})");
  CHECK(folder.load().bos_id() == 262);
  CHECK(folder.load().eos_ids() == Ids{3, 4, 263});
  CHECK(folder.load().chat_template() == "one");
  folder.write("tokenizer_config.json", R"({"chat_template": [{"name": "tools", "template": "a"},
                                            {"name": "default", "template": "b"}]})");
  CHECK(folder.load().chat_template() == "b");
  folder.write("chat_template.jinja", "file");
  CHECK(folder.load().chat_template() == "file");
}

TEST_CASE("what stands beside tokenizer.json is checked too", "[tokenizer][hf]") {
  const Folder folder;
  folder.write("tokenizer.json", small_tokenizer_json().dump());
  const auto refuses_config = [&](const char* name, const char* text, const char* named) {
    folder.write(name, text);
    const bool refused = refuses([&] { folder.load(); }, {named});
    folder.write(name, "{}");
    return refused;
  };
  CHECK(refuses_config("tokenizer_config.json", "{", "tokenizer_config.json"));
  CHECK(refuses_config("tokenizer_config.json", R"({"bos_token": "<no>"})", "<no>"));
  CHECK(refuses_config("tokenizer_config.json", R"({"eos_token": 3})", "eos_token"));
  CHECK(refuses_config("tokenizer_config.json", R"({"chat_template": [3]})", "chat_template"));
  CHECK(refuses_config("generation_config.json", R"({"eos_token_id": "2"})", "eos_token_id"));
  CHECK(refuses_config("config.json", R"({"eos_token_id": 264})", "264"));
}

}  // namespace warplight::text
