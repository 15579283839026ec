// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/parts.hpp"
#include "chapters/transformer/terminal.hpp"
#include "common/report/table.hpp"

#include <initializer_list>
#include <string_view>

#include <fmt/format.h>

namespace warplight::chapter {
namespace {

// Elements of all weights whose key holds one of `words`.
std::int64_t loaded(const io::StateDict& weights, std::initializer_list<std::string_view> words) {
  std::int64_t sum = 0;
  for (const auto& [key, tensor] : weights.tensors()) {
    for (const std::string_view word : words) {
      sum += key.find(word) != std::string::npos ? tensor.numel() : 0;
    }
  }
  return sum;
}

struct Part {
  std::string name;
  std::string formula;
  std::int64_t value;
  std::int64_t in_file;
};

// Biases, where a model has them, are counted with the matrix that they follow.
std::vector<Part> parts(const model::LlamaConfig& c, const io::StateDict& weights) {
  const std::int64_t layers = c.num_hidden_layers;
  const std::int64_t width = c.hidden_size;
  const std::int64_t q = c.num_attention_heads * c.head_dim;
  const std::int64_t kv = c.num_key_value_heads * c.head_dim;
  const std::int64_t inner = c.intermediate_size;
  const std::int64_t attention_bias = c.attention_bias ? 1 : 0;
  const std::int64_t mlp_bias = c.mlp_bias ? 1 : 0;
  const std::int64_t head = c.tie_word_embeddings ? 0 : c.vocab_size * width;
  return {
      {"embed_tokens", "V C", c.vocab_size * width, loaded(weights, {"embed_tokens"})},
      {"q_proj, o_proj", "L 2 C Hq D", layers * (2 * width * q + attention_bias * (q + width)),
       loaded(weights, {"q_proj", "o_proj"})},
      {"k_proj, v_proj", "L 2 C Hk D", layers * (2 * width * kv + attention_bias * 2 * kv),
       loaded(weights, {"k_proj", "v_proj"})},
      {"gate_, up_, down_proj", "L 3 C F",
       layers * (3 * width * inner + mlp_bias * (2 * inner + width)),
       loaded(weights, {"gate_proj", "up_proj", "down_proj"})},
      {"norms", "(2 L + 1) C", (2 * layers + 1) * width, loaded(weights, {"norm"})},
      {"lm_head", c.tie_word_embeddings ? "0 (tied)" : "V C", head, loaded(weights, {"lm_head"})}};
}

std::string percent(std::int64_t part, std::int64_t whole) {
  return fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace

bool show_parameters(const Subject& subject) {
  const model::LlamaConfig& c = subject.model.config();
  print_title(2, subject.pick("Parameters: the formula, and what was loaded",
                              "参数量：公式与实际加载的权重"));
  print_line(fmt::format("L {}  C {}  Hq {}  Hk {}  D {}  F {}  V {}", c.num_hidden_layers,
                         c.hidden_size, c.num_attention_heads, c.num_key_value_heads, c.head_dim,
                         c.intermediate_size, c.vocab_size));
  report::Table table({{subject.pick("part", "部分"), report::Align::Left},
                       {subject.pick("formula", "公式"), report::Align::Left},
                       {subject.pick("by formula", "按公式")},
                       {subject.pick("loaded", "实际加载")},
                       {subject.pick("share", "占比")}},
                      kIndent);
  const std::int64_t total = model::parameter_count(c);
  std::int64_t sum = 0;
  bool equal = true;
  for (const Part& part : parts(c, subject.weights)) {
    table.add_row({part.name, part.formula, grouped(part.value), grouped(part.in_file),
                   percent(part.in_file, total)});
    equal = equal && part.value == part.in_file;
    sum += part.in_file;
  }
  table.add_row(
      {subject.pick("all: P", "合计：P"), "", grouped(total), grouped(sum), percent(sum, total)});
  fmt::print("{}", table.render());
  return print_verdict(
      equal && sum == total,
      subject.pick("formula and file agree to the last parameter", "公式与文件逐个参数一致"));
}

}  // namespace warplight::chapter
