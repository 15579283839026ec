// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/parts.hpp"
#include "chapters/transformer/terminal.hpp"
#include "common/error.hpp"
#include "common/io/gguf.hpp"
#include "reference_cpu/register.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <new>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

/// @file
/// @ingroup transformer
/// @brief The chapter's program: its tables on standard output, data for its plots in a folder.

namespace warplight::chapter {
namespace {

struct Options {
  std::string model;
  std::string out = "out/transformer";
  std::string prompt = "The capital of France is Paris, and the capital of Italy is";
  std::string language;
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("--model", options.model,
                 "Llama checkpoint: a Hugging Face folder or a .gguf file")
      ->envname("WARPLIGHT_MODEL");
  app.add_option("--out", options.out, "Folder for the plots' data")->capture_default_str();
  app.add_option("--prompt", options.prompt, "The sentence to look at")->capture_default_str();
  app.add_option("--lang", options.language, "zh or en (default: what the environment says)");
}

text::Tokenizer tokenizer_of(const std::filesystem::path& path) {
  return std::filesystem::is_directory(path) ? text::Tokenizer::from_hf_folder(path)
                                             : text::Tokenizer::from_gguf(io::GgufFile::open(path));
}

void check_prompt(const Subject& subject) {
  constexpr std::size_t kFewest = 3;
  constexpr std::size_t kMost = 128;
  if (subject.ids.size() < kFewest || subject.ids.size() > kMost) {
    throw InputError(fmt::format("--prompt: {} tokens; the tables take {} to {}",
                                 subject.ids.size(), kFewest, kMost));
  }
}

bool show_all(const Subject& subject) {
  bool good = true;
  for (const auto part : {show_shapes, show_parameters, show_cost, show_training, show_next_token,
                          show_heads, show_lens, show_rotary_rows}) {
    good = part(subject) && good;
    std::fflush(stdout);
  }
  return good;
}

int run(int argc, char** argv) {
  CLI::App app("The transformer: training against inference");
  Options options;
  add_options(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const report::Language language = report::choose_language(options.language);
  if (options.model.empty()) {
    throw SetupError("no model: give --model, or start through ./warplight, which fetches SmolLM2");
  }
  model::Checkpoint checkpoint = model::load_checkpoint(options.model);
  const text::Tokenizer tokenizer = tokenizer_of(options.model);
  const io::StateDict weights = checkpoint.weights;
  const model::LlamaForCausalLM model(std::move(checkpoint.config), std::move(checkpoint.weights));
  const Subject subject{options.model,  tokenizer,
                        model,          weights,
                        options.prompt, tokenizer.encode(options.prompt, text::Special::AsText),
                        options.out,    language};
  check_prompt(subject);
  fmt::print("{}: {}\n", subject.pick("The transformer", "Transformer"),
             std::filesystem::path(options.model).filename().string());
  const bool good = show_all(subject);
  fmt::print("\n");
  print_verdict(good, subject.pick("all that this chapter says was measured in this run",
                                   "本章所述均为本次运行实测"));
  return good ? 0 : 1;
}

int fail(int status, const char* message) {
  std::fflush(stdout);
  fmt::print(stderr, "chapter transformer: {}\n", message);
  return status;
}

}  // namespace
}  // namespace warplight::chapter

int main(int argc, char** argv) {
  try {
    warplight::reference::register_ops();
    return warplight::chapter::run(argc, argv);
  } catch (const warplight::SetupError& error) {
    return warplight::chapter::fail(3, error.what());
  } catch (const std::bad_alloc&) {
    return warplight::chapter::fail(3, "out of memory");
  } catch (const std::exception& error) {
    return warplight::chapter::fail(2, error.what());
  }
}
