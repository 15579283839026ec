// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/parts.hpp"
#include "chapters/transformer/terminal.hpp"
#include "common/io/in_quotes.hpp"
#include "common/ops/softmax.hpp"
#include "common/report/results.hpp"
#include "common/report/table.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace warplight::chapter {
namespace {

// What one layer's hidden state would answer at one position.
struct Reading {
  std::int64_t top = 0;          // the likeliest token
  double top_p = 0;              // its probability
  double answer_p = 0;           // probability of what the model answers in the end
  std::int64_t answer_rank = 0;  // its rank, from 1
};

std::int64_t argmax(const float* row, std::int64_t count) {
  return std::max_element(row, row + count) - row;
}

// By logits, of which no two are 0, as far probabilities are.
Reading read(const float* logits, const float* p, std::int64_t vocab, std::int64_t answer) {
  Reading reading;
  reading.top = argmax(logits, vocab);
  reading.top_p = static_cast<double>(p[reading.top]);
  reading.answer_p = static_cast<double>(p[answer]);
  reading.answer_rank = 1 + std::count_if(logits, logits + vocab,
                                          [&](float other) { return other > logits[answer]; });
  return reading;
}

// Far down the list neighbours differ by less than rounding does: two digits are all there is to say.
std::string rank_text(std::int64_t rank) {
  std::int64_t unit = 1;
  while (rank / unit >= 100) {
    unit *= 10;
  }
  return rank < 100 ? std::to_string(rank) : fmt::format("~{}", (rank + unit / 2) / unit * unit);
}

// A few of the early layers, all of the last ones, where the answer takes shape.
bool worth_a_row(std::size_t layer, std::size_t layers) {
  return layer % std::max<std::size_t>(1, layers / 6) == 0 || layer + 5 > layers;
}

report::Table empty_table(const Subject& subject) {
  return report::Table({{subject.pick("after layer", "经过的层数")},
                        {subject.pick("likeliest token", "最可能的 token"), report::Align::Left},
                        {subject.pick("probability", "概率")},
                        {subject.pick("answer's probability", "回答的概率")},
                        {subject.pick("answer's rank", "回答的名次")}},
                       kIndent);
}

}  // namespace

bool show_lens(const Subject& subject) {
  model::Trace trace;
  const Tensor logits = forward(subject, subject.ids, &trace);  // [1, T, V]
  const std::int64_t length = logits.dim(1);
  const std::int64_t vocab = logits.dim(2);
  const std::size_t layers = trace.hidden_states.size() - 1;

  print_title(7, subject.pick("Logit lens: what each layer would answer after the last token",
                              "Logit lens：每一层在最后一个 token 之后会给出什么"));
  const std::int64_t answer = argmax(logits.data<float>() + (length - 1) * vocab, vocab);
  print_line(fmt::format("{} {} | {} {}", subject.pick("sentence", "句子"),
                         io::in_quotes(subject.prompt), subject.pick("answer", "回答"),
                         io::in_quotes(subject.tokenizer.token_bytes(answer))));
  report::Table table = empty_table(subject);
  report::Results results(
      {"layer", "position", "input", "token", "probability", "answer_probability", "answer_rank"});
  double worst = 0;
  for (std::size_t layer = 0; layer <= layers; ++layer) {
    const Tensor seen = subject.model.lens(trace.hidden_states[layer]);  // [1, T, V]
    const Tensor p = ops::softmax(seen, -1);                             // [1, T, V]
    Reading last;
    for (std::int64_t t = 0; t < length; ++t) {
      last = read(seen.data<float>() + t * vocab, p.data<float>() + t * vocab, vocab,
                  argmax(logits.data<float>() + t * vocab, vocab));
      results.add_row({static_cast<std::int64_t>(layer), t,
                       subject.text_of(subject.ids[static_cast<std::size_t>(t)]),
                       subject.text_of(last.top), last.top_p, last.answer_p, last.answer_rank});
    }
    if (worth_a_row(layer, layers)) {
      table.add_row({std::to_string(layer), io::in_quotes(subject.tokenizer.token_bytes(last.top)),
                     fmt::format("{:.3f}", last.top_p), fmt::format("{:.3f}", last.answer_p),
                     rank_text(last.answer_rank)});
    }
    worst = layer == layers ? worst_difference(seen, logits) : worst;
  }
  fmt::print("{}", table.render());
  results.write(subject.out / "lens.csv");
  return print_verdict(worst == 0,
                       subject.pick("the lens on the last layer is the model itself: difference 0",
                                    "最后一层的 lens 就是模型本身：差为 0"));
}

}  // namespace warplight::chapter
