// SPDX-License-Identifier: Apache-2.0
#include "driver/verbs/speed.hpp"

#include "common/parallel/parallel_for.hpp"
#include "driver/model_options.hpp"
#include "reference_cpu/transformer/generate.hpp"

#include <cstdint>
#include <memory>
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

void measure(const SpeedOptions& options) {
  const model::LlamaForCausalLM model = load_model(options.model);
  std::vector<std::int64_t> prompt(static_cast<std::size_t>(options.prompt_tokens));
  for (std::size_t i = 0; i < prompt.size();
       ++i) {  // the ids do not matter, only how many they are
    prompt[i] =
        static_cast<std::int64_t>(i * 7919 % static_cast<std::size_t>(model.config().vocab_size));
  }
  model::GenerateOptions generate;
  generate.max_new_tokens = options.new_tokens + 1;  // the first comes from the prefill
  nlohmann::json result{{"threads", thread_count()},
                        {"compute", options.model.compute},
                        {"prompt_tokens", options.prompt_tokens},
                        {"new_tokens", options.new_tokens}};
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
