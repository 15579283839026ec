// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/op_log.hpp"
#include "chapters/transformer/parts.hpp"
#include "chapters/transformer/terminal.hpp"
#include "common/report/results.hpp"
#include "common/report/table.hpp"
#include "reference_cpu/transformer/generate.hpp"

#include <algorithm>
#include <span>
#include <string>

#include <fmt/format.h>

namespace warplight::chapter {
namespace {

using Calls = std::vector<OpCall>;

bool same_shapes(const OpCall& a, const OpCall& b) {
  return a.op == b.op && a.weight == b.weight && a.weight_shape == b.weight_shape &&
         a.output == b.output;
}

// Calls of layer `layer`, when the calls of a forward are embedding, layers, norm, output layer.
std::span<const OpCall> layer_calls(const Calls& calls, std::int64_t layers, std::int64_t layer) {
  const std::size_t size = (calls.size() - 3) / static_cast<std::size_t>(layers);
  return std::span(calls).subspan(1 + static_cast<std::size_t>(layer) * size, size);
}

bool all_layers_alike(const Calls& calls, std::int64_t layers) {
  const auto first = layer_calls(calls, layers, 0);
  for (std::int64_t layer = 1; layer < layers; ++layer) {
    const auto other = layer_calls(calls, layers, layer);
    if (!std::equal(first.begin(), first.end(), other.begin(), other.end(), same_shapes)) {
      return false;
    }
  }
  return true;
}

// Embedding, layer 0, final norm, output layer.
Calls one_layer(const Calls& calls, std::int64_t layers) {
  Calls kept{calls.front()};
  const auto first = layer_calls(calls, layers, 0);
  kept.insert(kept.end(), first.begin(), first.end());
  kept.insert(kept.end(), calls.end() - 2, calls.end());
  return kept;
}

// "[1, 13, 576]", or nothing without a shape.
std::string shown(const Shape& shape) { return shape.empty() ? "" : to_string(shape); }

void write_results(const Subject& subject, const Calls& whole, const Calls& step) {
  report::Results results({"op", "weight", "weight_shape", "sentence", "step", "scores_sentence",
                           "scores_step", "step_flops"});
  for (std::size_t i = 0; i < whole.size(); ++i) {
    results.add_row({whole[i].op, whole[i].weight, shown(whole[i].weight_shape),
                     shown(whole[i].output), shown(step[i].output), shown(whole[i].scores),
                     shown(step[i].scores), step[i].flops});
  }
  results.write(subject.out / "shapes.csv");
}

void print_table(const Subject& subject, const Calls& whole, const Calls& step) {
  constexpr auto kLeft = report::Align::Left;
  report::Table table({{subject.pick("op", "算子"), kLeft},
                       {subject.pick("weight", "权重"), kLeft},
                       {subject.pick("its shape", "权重形状"), kLeft},
                       {subject.pick("whole sentence", "整句（训练、prefill）"), kLeft},
                       {subject.pick("one step", "一步（decode）"), kLeft}},
                      kIndent);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (!whole[i].scores.empty()) {
      table.add_row({"  q k^T, softmax", "", "", shown(whole[i].scores), shown(step[i].scores)});
    }
    const bool in_layer = i > 0 && i + 2 < whole.size();
    table.add_row({(in_layer ? "  " : "") + whole[i].op, whole[i].weight,
                   shown(whole[i].weight_shape), shown(whole[i].output), shown(step[i].output)});
  }
  fmt::print("{}", table.render());
}

}  // namespace

bool show_shapes(const Subject& subject) {
  const std::int64_t layers = subject.model.config().num_hidden_layers;
  Calls whole;
  Calls step;
  {
    const OpLog log(subject.weights);
    forward(subject, subject.ids);
    whole = log.calls();
  }
  model::Session session(subject.model);
  session.feed(subject.ids);
  {
    const OpLog log(subject.weights);
    session.feed(std::span(subject.ids).last(1));
    step = log.calls();
  }
  print_title(1, subject.pick("Shapes through one forward, as every op reported them",
                              "一次前向的形状：由每个算子实际报告"));
  print_line(fmt::format(fmt::runtime(subject.pick(
                             "sentence of {} tokens; then one more token with {} in the KV cache",
                             "句子共 {} 个 token；随后再输入一个 token，KV Cache 中已有 {} 个")),
                         subject.ids.size(), subject.ids.size()));
  const bool alike = all_layers_alike(whole, layers) && all_layers_alike(step, layers);
  whole = one_layer(whole, layers);
  step = one_layer(step, layers);
  print_table(subject, whole, step);
  write_results(subject, whole, step);
  return print_verdict(
      alike,
      fmt::format(fmt::runtime(subject.pick("the {} layers call the same ops with the same shapes",
                                            "{} 层调用的算子与形状完全相同")),
                  layers));
}

}  // namespace warplight::chapter
