// SPDX-License-Identifier: Apache-2.0
#include "driver/verbs/speed.hpp"

#include "common/parallel/parallel_for.hpp"
#include "driver/model_options.hpp"
#include "reference_cpu/transformer/generate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

namespace warplight::driver {
namespace {

struct SpeedOptions {
  ModelOptions model;
  std::int64_t prompt_tokens = 512;
  std::int64_t new_tokens = 64;
  int repeat = 3;
};

std::int64_t peak_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return std::int64_t{1024} * usage.ru_maxrss;
}

// Ids that stand for a text: which they are does not matter for speed, only how many.
std::vector<std::int64_t> some_ids(std::int64_t count, std::int64_t vocab_size) {
  constexpr std::int64_t kStride = 7919;
  std::vector<std::int64_t> ids(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) {
    ids[static_cast<std::size_t>(i)] = i * kStride % vocab_size;
  }
  return ids;
}

// Logits of the last tokens of a short text, decoded one by one: what a narrow format is judged by.
Tensor probe_logits(const model::LlamaForCausalLM& model) {
  constexpr std::int64_t kPrefilled = 48;
  constexpr std::int64_t kDecoded = 16;
  const std::int64_t vocab_size = model.config().vocab_size;
  const std::vector<std::int64_t> ids = some_ids(kPrefilled + kDecoded, vocab_size);
  model::Session session(model);
  session.feed(std::span(ids).first(kPrefilled));
  Tensor logits = Tensor::empty({kDecoded, vocab_size}, DType::F32);
  for (std::int64_t t = 0; t < kDecoded; ++t) {
    const Tensor step =
        session.feed(std::span(ids).subspan(static_cast<std::size_t>(kPrefilled + t), 1));
    std::copy_n(step.data<float>(), vocab_size, logits.data<float>() + t * vocab_size);
  }
  return logits;
}

Tensor exact_probe_logits(const ModelOptions& options) {
  ModelOptions exact = options;
  exact.compute = "f32";
  return probe_logits(load_model(exact));
}

float largest_difference(const Tensor& a, const Tensor& b) {
  const auto x = a.span<float>();
  const auto y = b.span<float>();
  float largest = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    largest = std::max(largest, std::abs(x[i] - y[i]));
  }
  return largest;
}

void measure(const SpeedOptions& options) {
  nlohmann::json result{{"compute", options.model.compute},
                        {"prompt_tokens", options.prompt_tokens},
                        {"new_tokens", options.new_tokens}};
  const bool narrow = options.model.compute != "f32";
  const Tensor exact = narrow ? exact_probe_logits(options.model) : Tensor();
  const model::LlamaForCausalLM model = load_model(options.model);
  if (narrow) {
    result["max_logit_error"] = largest_difference(probe_logits(model), exact);
  }
  result["threads"] = thread_count();
  const std::vector<std::int64_t> prompt =
      some_ids(options.prompt_tokens, model.config().vocab_size);
  model::GenerateOptions generate;
  generate.max_new_tokens = options.new_tokens + 1;  // the first comes from the prefill
  for (int run = 0; run < options.repeat; ++run) {
    model::Session session(model);
    const model::GenerateReport report = session.generate(prompt, generate);
    result["prefill_tokens_per_s"].push_back(static_cast<double>(options.prompt_tokens) /
                                             report.prefill_seconds);
    result["decode_tokens_per_s"].push_back(static_cast<double>(options.new_tokens) /
                                            report.decode_seconds);
  }
  result["peak_memory_bytes"] = peak_memory_bytes();
  fmt::print("{}\n", result.dump());
}

}  // namespace

void add_speed(CLI::App& app) {
  auto options = std::make_shared<SpeedOptions>();
  CLI::App* verb = app.add_subcommand("speed", "Tokens per second of prefill and decode, as JSON");
  verb->add_option("--prompt-tokens", options->prompt_tokens, "Length of the prompt")
      ->check(CLI::Range(1, 1 << 20))
      ->capture_default_str();
  verb->add_option("--new-tokens", options->new_tokens, "Tokens to decode after it")
      ->check(CLI::Range(1, 1 << 20))
      ->capture_default_str();
  verb->add_option("--repeat", options->repeat, "Runs")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  add_model_option(*verb, options->model);
  add_compute_options(*verb, options->model);
  verb->callback([options] { measure(*options); });
}

}  // namespace warplight::driver
