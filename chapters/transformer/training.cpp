// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/op_log.hpp"
#include "chapters/transformer/parts.hpp"
#include "chapters/transformer/terminal.hpp"
#include "common/ops/cross_entropy.hpp"
#include "common/ops/log_softmax.hpp"
#include "common/ops/view.hpp"
#include "common/report/table.hpp"
#include "reference_cpu/transformer/generate.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace warplight::chapter {
namespace {

struct Stage {
  Shape ids, hidden, logits;
  std::int64_t keys = 0;
};

// A forward of the last `count` tokens after the others, with `outputs` rows of logits.
Stage stage(const Subject& subject, std::int64_t count, std::int64_t outputs) {
  const auto length = static_cast<std::int64_t>(subject.ids.size());
  model::KvCache cache(subject.model.config().num_hidden_layers);
  model::LlamaInputs inputs;
  inputs.cache = &cache;
  if (count < length) {
    inputs.input_ids = Tensor::from(std::vector(subject.ids.begin(), subject.ids.end() - count),
                                    {1, length - count});
    const Tensor past = subject.model.logits(inputs, 1);  // only the cache is wanted
  }
  model::Trace trace;
  inputs.trace = &trace;
  inputs.input_ids =
      Tensor::from(std::vector(subject.ids.end() - count, subject.ids.end()), {1, count});
  const Tensor logits = subject.model.logits(inputs, outputs);
  return {inputs.input_ids.shape(), trace.hidden_states.back().shape(), logits.shape(),
          trace.keys.back().dim(2)};
}

void print_stages(const Subject& subject) {
  const auto length = static_cast<std::int64_t>(subject.ids.size());
  const Stage training = stage(subject, length, 0);
  const Stage prefill = stage(subject, length, 1);
  const Stage decode = stage(subject, 1, 1);
  constexpr auto kLeft = report::Align::Left;
  report::Table table({{"", kLeft},
                       {subject.pick("training", "训练"), kLeft},
                       {"prefill", kLeft},
                       {"decode", kLeft}},
                      kIndent);
  table.add_row({subject.pick("tokens in", "输入 token"), to_string(training.ids),
                 to_string(prefill.ids), to_string(decode.ids)});
  table.add_row({subject.pick("hidden states", "隐藏状态"), to_string(training.hidden),
                 to_string(prefill.hidden), to_string(decode.hidden)});
  table.add_row({subject.pick("keys that attention reads", "注意力读取的 key 数"),
                 std::to_string(training.keys), std::to_string(prefill.keys),
                 std::to_string(decode.keys)});
  table.add_row(
      {"logits", to_string(training.logits), to_string(prefill.logits), to_string(decode.logits)});
  table.add_row({subject.pick("targets of the loss", "损失的目标"), to_string(Shape{1, length - 1}),
                 "-", "-"});
  fmt::print("{}", table.render());
}

// -log p of the tokens of `ids` as the rows of logits, moved by `shift`, predict them; their mean.
double mean_loss(const Tensor& logits, const std::vector<std::int64_t>& ids, std::size_t shift) {
  const std::int64_t vocab = logits.dim(2);
  const Tensor log_p = ops::log_softmax(logits, -1);  // [1, T, V]
  double sum = 0;
  for (std::size_t t = 0; t + shift < ids.size(); ++t) {
    const auto row = static_cast<std::int64_t>(t) * vocab;
    sum -= static_cast<double>(log_p.data<float>()[row + ids[t + shift]]);
  }
  return sum / static_cast<double>(ids.size() - shift);
}

bool check_loss(const Subject& subject, const Tensor& logits) {
  const auto length = static_cast<std::int64_t>(subject.ids.size());
  const Tensor loss = model::causal_lm_loss(logits, Tensor::from(subject.ids, {1, length}));
  const double by_model = static_cast<double>(*loss.data<float>());
  const double by_hand = mean_loss(logits, subject.ids, 1);
  const double unshifted = mean_loss(logits, subject.ids, 0);
  return print_verdict(
      std::abs(by_model - by_hand) <= 1e-5 * by_hand && unshifted > by_model,
      fmt::format(
          fmt::runtime(subject.pick(
              "loss over {} shifted targets {:.3f} (perplexity {:.2f}); without the shift {:.3f}",
              "{} 个右移目标上的损失 {:.3f}（困惑度 {:.2f}）；不右移则为 {:.3f}")),
          length - 1, by_model, std::exp(by_model), unshifted));
}

// logits[t] of one forward over all tokens, and the logits after feeding t + 1 tokens one by one.
bool check_decoding(const Subject& subject, const Tensor& logits) {
  const std::int64_t vocab = logits.dim(2);
  model::Session session(subject.model);
  double worst = 0;
  for (std::size_t t = 0; t < subject.ids.size(); ++t) {
    const auto row = static_cast<std::int64_t>(t);
    const Tensor step = session.feed(std::span(subject.ids).subspan(t, 1));  // [V]
    worst = std::max(worst,
                     worst_difference(ops::slice(logits, 1, row, row + 1).reshape({vocab}), step));
  }
  const double limit = rounding_tolerance(logits);
  return print_verdict(
      worst <= limit,
      fmt::format(fmt::runtime(subject.pick(
                      "teacher forcing = decoding: worst difference of logits {:.1e}, limit {:.1e}",
                      "Teacher Forcing = 逐步解码：logits 最大差 {:.1e}，容许 {:.1e}")),
                  worst, limit));
}

// How far the logits before the last position move when the last token is another one.
double change_of_past(const Subject& subject) {
  const auto length = static_cast<std::int64_t>(subject.ids.size());
  std::vector<std::int64_t> edited = subject.ids;
  edited.back() = edited.front() == edited.back() ? edited[1] : edited.front();
  const Tensor before = ops::slice(forward(subject, subject.ids), 1, 0, length - 1);
  const Tensor after = ops::slice(forward(subject, edited), 1, 0, length - 1);
  return worst_difference(before, after);
}

bool check_causality(const Subject& subject) {
  const double with_mask = change_of_past(subject);
  double without_mask = 0;
  {
    const CausalMaskOff off;
    without_mask = change_of_past(subject);
  }
  return print_verdict(
      with_mask == 0 && without_mask > 0,
      fmt::format(fmt::runtime(subject.pick(
                      "another last token moves earlier logits by exactly {}; with the mask "
                      "removed by {:.1f}",
                      "换掉最后一个 token，之前的 logits 变化恰为 {}；去掉掩码则变化 {:.1f}")),
                  with_mask, without_mask));
}

}  // namespace

bool show_training(const Subject& subject) {
  print_title(4, subject.pick("Training and inference: the same weights, run in two ways",
                              "训练与推理：同一组权重的两种运行方式"));
  print_stages(subject);
  const Tensor logits = forward(subject, subject.ids);
  bool good = check_loss(subject, logits);
  good = check_decoding(subject, logits) && good;
  return check_causality(subject) && good;
}

}  // namespace warplight::chapter
