// SPDX-License-Identifier: Apache-2.0
#include "driver/verbs/chat.hpp"

#include "common/error.hpp"
#include "common/tokenizer/chat_template.hpp"
#include "common/tokenizer/stream_decoder.hpp"
#include "driver/model_options.hpp"
#include "reference_cpu/transformer/generate.hpp"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace warplight::driver {
namespace {

struct ChatOptions {
  ModelOptions model;
  std::optional<std::string> prompt;
  std::string system;
  bool raw = false;
  model::GenerateOptions generate;
};

// Model, tokenizer and conversation, from the first prompt to the last answer.
class Chat {
 public:
  explicit Chat(const ChatOptions& options)
      : source_(model_path(options.model).string()),
        tokenizer_(load_tokenizer(options.model)),
        template_(options.raw ? std::nullopt : std::optional(chat_template())),
        model_(load_model(options.model)),
        session_(model_),
        generate_(options.generate) {
    if (tokenizer_.vocab_size() > model_.config().vocab_size) {
      throw InputError(fmt::format("{}: the tokenizer has {} tokens, the model {}", source_,
                                   tokenizer_.vocab_size(), model_.config().vocab_size));
    }
    if (!options.system.empty()) {
      messages_.push_back({"system", options.system});
    }
    // What ends an answer: what the tokenizer's files name, and what the config names.
    generate_.stop_ids = tokenizer_.eos_ids();
    const auto& more = model_.config().eos_token_ids;
    generate_.stop_ids.insert(generate_.stop_ids.end(), more.begin(), more.end());
  }

  // Streams the answer to stdout, and a line of figures about it to stderr.
  void answer(const std::string& prompt) {
    messages_.push_back({"user", prompt});
    const std::vector<std::int64_t> ids =
        encode(template_ ? template_->render(messages_, true) : prompt);
    const std::size_t known = keep_common_prefix(ids);
    text::StreamDecoder decoder(tokenizer_);
    std::string content;
    const auto show = [&](const std::string& piece) {
      content += piece;
      std::fwrite(piece.data(), 1, piece.size(), stdout);
      return std::fflush(stdout) == 0;  // false once nobody reads on
    };
    const model::GenerateReport report =
        session_.generate(std::span(ids).subspan(known), generate_,
                          [&](std::int64_t id) { return show(decoder.push(id)); });
    show(decoder.finish());
    messages_.push_back({"assistant", content});
    std::fputs("\n", stdout);
    std::fflush(stdout);
    print_figures(report);
  }

 private:
  [[nodiscard]] text::ChatTemplate chat_template() const {
    const std::optional<std::string>& jinja = tokenizer_.chat_template();
    if (!jinja) {
      throw InputError(source_ + ": has no chat template; --raw continues a text without one");
    }
    return {*jinja, source_};
  }

  [[nodiscard]] std::vector<std::int64_t> encode(const std::string& text) const {
    std::vector<std::int64_t> ids = tokenizer_.encode(text, text::Special::Parse);
    const auto bos = tokenizer_.bos_id();
    if (tokenizer_.adds_bos() && bos && (ids.empty() || ids.front() != *bos)) {
      ids.insert(ids.begin(), *bos);
    }
    return ids;
  }

  // The session goes back to where its text and `ids` part; what they share need not be read again.
  // One token is always left to feed: its logits are what is wanted.
  std::size_t keep_common_prefix(const std::vector<std::int64_t>& ids) {
    const auto& fed = session_.ids();
    const std::size_t limit = std::min(fed.size(), ids.empty() ? 0 : ids.size() - 1);
    std::size_t common = 0;
    while (common < limit && fed[common] == ids[common]) {
      ++common;
    }
    session_.crop(static_cast<std::int64_t>(common));
    return common;
  }

  static void print_figures(const model::GenerateReport& report) {
    const auto count = report.ids.size();
    fmt::print(stderr, "{} tokens", count);
    if (count > 1 && report.decode_seconds > 0) {
      fmt::print(stderr, ", {:.1f} tokens/s",
                 static_cast<double>(count - 1) / report.decode_seconds);
    }
    fmt::print(stderr, "; {} prompt tokens read in {:.2f} s{}\n", report.prompt_tokens,
               report.prefill_seconds, report.stopped ? "" : "; cut at the limit");
  }

  std::string source_;
  text::Tokenizer tokenizer_;
  std::optional<text::ChatTemplate> template_;
  model::LlamaForCausalLM model_;
  model::Session session_;
  model::GenerateOptions generate_;
  std::vector<text::Message> messages_;
};

// Turn by turn from standard input, until it ends.
void converse(Chat& chat) {
  const bool person = isatty(STDIN_FILENO) != 0;
  if (person) {
    fmt::print(stderr, "Ask something; an empty line or Ctrl-D ends the conversation.\n");
  }
  std::string line;
  while (true) {
    if (person) {
      fmt::print(stderr, "> ");
    }
    if (!std::getline(std::cin, line) || line.empty()) {
      return;
    }
    chat.answer(line);
  }
}

void run_chat(const ChatOptions& options) {
  Chat chat(options);
  if (options.prompt) {
    chat.answer(*options.prompt);
  } else {
    converse(chat);
  }
}

}  // namespace

void add_chat(CLI::App& app) {
  auto options = std::make_shared<ChatOptions>();
  CLI::App* verb = app.add_subcommand("chat", "Talk to the model");
  verb->add_option("--prompt", options->prompt, "Answer this and end (default: a conversation)");
  verb->add_option("--max-tokens", options->generate.max_new_tokens, "Longest answer, in tokens")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 20))
      ->capture_default_str();
  model::SampleParams& sampling = options->generate.sampling;
  verb->add_option("--temperature", sampling.temperature,
                   "0: always the best token; higher: more random")
      ->capture_default_str();
  verb->add_option("--top-k", sampling.top_k, "Draw among the K best tokens only (0: all)")
      ->capture_default_str();
  verb->add_option("--top-p", sampling.top_p,
                   "Draw among the fewest tokens that reach this probability")
      ->capture_default_str();
  verb->add_option("--seed", sampling.seed, "Same seed, same answer")->capture_default_str();
  verb->add_option("--system", options->system, "System prompt (default: the chat template's)");
  verb->add_flag("--raw", options->raw, "Continue the text of --prompt, without a chat template");
  add_model_option(*verb, options->model);
  add_compute_options(*verb, options->model);
  verb->callback([options] { run_chat(*options); });
}

}  // namespace warplight::driver
