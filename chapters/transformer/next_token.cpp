// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/parts.hpp"
#include "chapters/transformer/terminal.hpp"
#include "common/io/in_quotes.hpp"
#include "common/ops/softmax.hpp"
#include "common/report/results.hpp"
#include "common/report/table.hpp"
#include "reference_cpu/transformer/generate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace warplight::chapter {

bool show_next_token(const Subject& subject) {
  constexpr std::ptrdiff_t kShown = 8;
  model::Session session(subject.model);
  const Tensor logits = session.feed(subject.ids);       // [V]
  const Tensor probabilities = ops::softmax(logits, 0);  // [V]
  const float* p = probabilities.data<float>();
  std::vector<std::int64_t> order(static_cast<std::size_t>(logits.numel()));
  std::iota(order.begin(), order.end(), 0);
  std::partial_sort(order.begin(), order.begin() + kShown, order.end(),
                    [p](std::int64_t a, std::int64_t b) { return p[a] > p[b]; });

  print_title(5, subject.pick("The next token", "下一个 token"));
  print_line(fmt::format("{} {}", subject.pick("prompt", "提示"), io::in_quotes(subject.prompt)));
  report::Table table({{subject.pick("rank", "名次")},
                       {"id"},
                       {"token", report::Align::Left},
                       {"logit"},
                       {subject.pick("probability", "概率")},
                       {subject.pick("so far", "累计")}},
                      kIndent);
  report::Results results({"prompt", "token", "probability"});
  double sum = 0;
  for (std::ptrdiff_t i = 0; i < kShown; ++i) {
    const std::int64_t id = order[static_cast<std::size_t>(i)];
    const auto probability = static_cast<double>(p[id]);
    sum += probability;
    const std::string token = io::in_quotes(subject.tokenizer.token_bytes(id));
    table.add_row({std::to_string(i + 1), std::to_string(id), token,
                   fmt::format("{:.2f}", logits.data<float>()[id]),
                   fmt::format("{:.4f}", probability), fmt::format("{:.4f}", sum)});
    results.add_row({subject.prompt, token, probability});
  }
  fmt::print("{}", table.render());
  results.write(subject.out / "next_token.csv");
  const double all = std::accumulate(p, p + probabilities.numel(), 0.0);
  return print_verdict(
      std::abs(all - 1) < 1e-5,
      fmt::format(fmt::runtime(subject.pick("the probabilities of all {} tokens add up to {:.4f}",
                                            "全部 {} 个 token 的概率之和为 {:.4f}")),
                  grouped(probabilities.numel()), all));
}

}  // namespace warplight::chapter
