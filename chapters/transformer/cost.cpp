// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/op_log.hpp"
#include "chapters/transformer/parts.hpp"
#include "chapters/transformer/terminal.hpp"
#include "common/report/results.hpp"
#include "common/report/table.hpp"
#include "reference_cpu/kv_cache/kv_cache.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace warplight::chapter {
namespace {

// What the closed formulas say. Matrices that a token passes through: all of P but the norms; the
// embedding is read, not multiplied, but tied to the output layer, which is.
struct Formula {
  explicit Formula(const model::LlamaConfig& c)
      : head(c.vocab_size * c.hidden_size),
        layers(c.num_hidden_layers * (2 * c.hidden_size * c.num_attention_heads * c.head_dim +
                                      2 * c.hidden_size * c.num_key_value_heads * c.head_dim +
                                      3 * c.hidden_size * c.intermediate_size)),
        attention(4 * c.num_hidden_layers * c.num_attention_heads * c.head_dim),
        cache(2 * c.num_hidden_layers * c.num_key_value_heads * c.head_dim) {}

  std::int64_t head;       // elements of the output layer
  std::int64_t layers;     // elements of the matrices of all layers
  std::int64_t attention;  // 4 L Hq D: FLOPs of a query for each key that it sees
  std::int64_t cache;      // 2 L Hk D: elements that a token leaves in the cache
};

// One forward: `tokens` new ones after `past`, with the output layer applied to the last `outputs`.
struct Step {
  std::string name;
  std::string chinese_name;
  std::int64_t tokens;
  std::int64_t past;
  std::int64_t outputs;
  std::int64_t counted = 0;

  [[nodiscard]] std::int64_t weights(const Formula& f) const {
    return 2 * f.layers * tokens + 2 * f.head * outputs;
  }
  // Query i sees past + i + 1 keys.
  [[nodiscard]] std::int64_t attention(const Formula& f) const {
    return f.attention * (tokens * past + tokens * (tokens + 1) / 2);
  }
};

// Runs `step` on a cache of `step.past` tokens and counts.
void run(const Subject& subject,
         const std::vector<std::int64_t>& text,
         model::KvCache& cache,
         Step& step) {
  const auto from = text.begin() + step.past;
  model::LlamaInputs inputs;
  inputs.input_ids =
      Tensor::from(std::vector<std::int64_t>(from, from + step.tokens), {1, step.tokens});
  inputs.cache = &cache;
  const OpLog log(subject.weights);
  const Tensor logits = subject.model.logits(inputs, step.outputs);  // only its cost is wanted
  step.counted = log.flops();
}

// Enough tokens for the longest context that is measured: the paragraph again and again.
std::vector<std::int64_t> long_text(const Subject& subject, std::int64_t length) {
  const std::vector<std::int64_t> once = paragraph(subject);
  std::vector<std::int64_t> text;
  while (static_cast<std::int64_t>(text.size()) < length) {
    text.insert(text.end(), once.begin(), once.end());
  }
  return text;
}

std::string millions(std::int64_t flops) {
  return fmt::format("{:.2f}", static_cast<double>(flops) / 1e6);
}

// For the curve against the length of the context.
void write_formula(const Subject& subject, const Formula& formula) {
  report::Results results({"weights", "attention_per_key", "longest_context"});
  results.add_row({2 * (formula.layers + formula.head), formula.attention,
                   subject.model.config().max_position_embeddings});
  results.write(subject.out / "flops_formula.csv");
}

// The full forward of training, a prefill, and decoding steps in ever longer contexts.
std::vector<Step> measure(const Subject& subject, model::KvCache& cache) {
  constexpr std::array<std::int64_t, 4> kContexts{64, 128, 192, 256};
  const std::vector<std::int64_t> text = long_text(subject, kContexts.back() + 1);
  std::vector<Step> steps{{"training", "训练前向", 64, 0, 64}, {"prefill", "prefill", 64, 0, 1}};
  model::KvCache unused(subject.model.config().num_hidden_layers);
  run(subject, text, unused, steps[0]);
  run(subject, text, cache, steps[1]);
  for (const std::int64_t context : kContexts) {
    Step fill{"", "", context - cache.length(), cache.length(), 1};
    if (fill.tokens > 0) {
      run(subject, text, cache, fill);
    }
    Step decode{"decode", "decode", 1, context, 1};
    run(subject, text, cache, decode);
    cache.crop(context);
    steps.push_back(decode);
  }
  return steps;
}

// An empty cache takes exactly what its first tokens need, once they are at least 64.
bool check_cache(const Subject& subject, const Formula& formula) {
  constexpr std::int64_t kTokens = 64;
  model::KvCache cache(subject.model.config().num_hidden_layers);
  Step prefill{"", "", kTokens, 0, 1};
  run(subject, long_text(subject, kTokens), cache, prefill);
  const auto measured = static_cast<std::int64_t>(cache.bytes());
  const std::int64_t expected = formula.cache * static_cast<std::int64_t>(sizeof(float));
  return print_verdict(
      measured == expected * kTokens,
      fmt::format(fmt::runtime(subject.pick(
                      "KV cache: 2 L Hk D 4 = {} bytes a token in fp32; {} tokens hold {} bytes",
                      "KV Cache：fp32 每 token 2 L Hk D 4 = {} 字节；{} 个 token 实占 {} 字节")),
                  grouped(expected), kTokens, grouped(measured)));
}

}  // namespace

bool show_cost(const Subject& subject) {
  const Formula formula(subject.model.config());
  model::KvCache cache(subject.model.config().num_hidden_layers);
  const std::vector<Step> steps = measure(subject, cache);
  print_title(
      3,
      subject.pick("Arithmetic: counted from the shapes of every matrix product of a real forward",
                   "计算量：由真实前向中每次矩阵乘的形状累计"));
  print_line(subject.pick(
      "in MFLOP, 2 for a multiplication and addition; norms, RoPE, softmax and SwiGLU are left out",
      "单位 MFLOP，一次乘加计 2；归一化、RoPE、softmax、SwiGLU 未计入"));
  report::Table table({{subject.pick("forward", "前向"), report::Align::Left},
                       {subject.pick("new", "新 token")},
                       {subject.pick("before", "已缓存")},
                       {"logits"},
                       {subject.pick("counted", "实际计数")},
                       {subject.pick("2 P", "2P（权重）")},
                       {"4 L Hq D n"},
                       {subject.pick("a token", "每 token")}},
                      kIndent);
  report::Results results({"forward", "tokens", "past", "counted", "weights", "attention"});
  bool equal = true;
  for (const Step& step : steps) {
    const std::int64_t weights = step.weights(formula);
    const std::int64_t attention = step.attention(formula);
    equal = equal && step.counted == weights + attention;
    table.add_row({subject.pick(step.name, step.chinese_name), std::to_string(step.tokens),
                   std::to_string(step.past), std::to_string(step.outputs), millions(step.counted),
                   millions(weights), millions(attention), millions(step.counted / step.tokens)});
    results.add_row({step.name, step.tokens, step.past, step.counted, weights, attention});
  }
  fmt::print("{}", table.render());
  results.write(subject.out / "flops.csv");
  write_formula(subject, formula);
  bool good = print_verdict(
      equal,
      subject.pick("counted = 2 (matrix elements passed) + 4 L Hq D (keys seen), to the last one",
                   "计数 = 2 ×（经过的矩阵元素）+ 4 L Hq D ×（看到的 key 数），完全相等"));
  print_line(
      fmt::format(fmt::runtime(subject.pick(
                      "attention costs as much as the weights at n = P / (2 L Hq D) = {} tokens",
                      "当 n = P / (2 L Hq D) = {} 个 token 时，注意力的计算量与权重相当")),
                  grouped(2 * (formula.layers + formula.head) / formula.attention)));
  good = check_cache(subject, formula) && good;
  return good;
}

}  // namespace warplight::chapter
