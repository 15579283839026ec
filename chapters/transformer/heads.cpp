// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/parts.hpp"
#include "chapters/transformer/terminal.hpp"
#include "common/ops/scaled_dot_product_attention.hpp"
#include "common/report/results.hpp"
#include "common/report/table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <fmt/format.h>

namespace warplight::chapter {
namespace {

// Attention map of every head of one layer. Attention returns P V; with the identity for V that is P itself.
Tensor attention_maps(const Tensor& q, const Tensor& k) {
  const std::int64_t length = k.dim(2);
  Tensor identity = Tensor::zeros({k.dim(0), k.dim(1), length, length}, DType::F32);
  for (std::int64_t head = 0; head < k.dim(1); ++head) {
    for (std::int64_t t = 0; t < length; ++t) {
      identity.data<float>()[(head * length + t) * length + t] = 1.0F;
    }
  }
  return ops::scaled_dot_product_attention(  // [1, Hq, T, T]
      q, k, identity, Tensor(), ops::Causal::BottomRight,
      1.0 / std::sqrt(static_cast<double>(q.dim(3))));
}

// One head's map, [T, T], row t the weights of query t.
struct Map {
  const float* weights;
  std::int64_t length;
  double at(std::int64_t t, std::int64_t s) const {
    return static_cast<double>(weights[t * length + s]);
  }
};

// Mean over the queries t for which `key` names a key (>= 0) of the weight on that key.
double mean_weight(const Map& map, const std::function<std::int64_t(std::int64_t)>& key) {
  double sum = 0;
  std::int64_t count = 0;
  for (std::int64_t t = 2; t < map.length; ++t) {  // before that, "first" and "previous" are one
    const std::int64_t s = key(t);
    sum += s >= 0 ? map.at(t, s) : 0;
    count += s >= 0 ? 1 : 0;
  }
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

// The position after the last earlier occurrence of token t, or -1.
std::int64_t after_last_occurrence(const std::vector<std::int64_t>& ids, std::int64_t t) {
  for (std::int64_t s = t - 2; s >= 0; --s) {
    if (ids[static_cast<std::size_t>(s)] == ids[static_cast<std::size_t>(t)]) {
      return s + 1;
    }
  }
  return -1;
}

struct Role {
  const char* key;
  const char* english;
  const char* chinese;
};

constexpr std::array<Role, 4> kRoles{
    {{"first", "the first token (attention sink)", "第一个 token（attention sink）"},
     {"previous", "the token before", "前一个 token"},
     {"self", "itself", "自己"},
     {"follower", "what followed the same token earlier (induction)",
      "同一 token 上次出现后的那个 token（归纳头）"}}};

std::array<double, kRoles.size()> scores_of(const Map& map, const std::vector<std::int64_t>& ids) {
  return {mean_weight(map, [](std::int64_t) { return 0; }),
          mean_weight(map, [](std::int64_t t) { return t - 1; }),
          mean_weight(map, [](std::int64_t t) { return t; }),
          mean_weight(map, [&](std::int64_t t) { return after_last_occurrence(ids, t); })};
}

// The head whose weight on its role's key is largest.
struct Best {
  double score = -1;
  std::int64_t layer = 0;
  std::int64_t head = 0;
  Tensor maps;  // of its layer: [1, Hq, T, T]
};

bool rows_add_up(const Map& map) {
  for (std::int64_t t = 0; t < map.length; ++t) {
    double sum = 0;
    for (std::int64_t s = 0; s < map.length; ++s) {
      sum += map.at(t, s);
    }
    if (std::abs(sum - 1) > 1e-5) {
      return false;
    }
  }
  return true;
}

Map map_of(const Tensor& maps, std::int64_t head) {
  const std::int64_t length = maps.dim(2);
  return {maps.data<float>() + head * length * length, length};
}

void write_maps(const Subject& subject, const std::array<Best, kRoles.size()>& best) {
  report::Results results(
      {"role", "layer", "head", "score", "query", "query_text", "key", "weight"});
  for (std::size_t role = 0; role < kRoles.size(); ++role) {
    const Best& chosen = best[role];
    if (chosen.score <= 0) {
      continue;  // no token of the sentence came twice
    }
    const Map map = map_of(chosen.maps, chosen.head);
    for (std::int64_t t = 0; t < map.length; ++t) {
      const std::string text = subject.text_of(subject.ids[static_cast<std::size_t>(t)]);
      for (std::int64_t s = 0; s <= t; ++s) {
        results.add_row(
            {kRoles[role].key, chosen.layer, chosen.head, chosen.score, t, text, s, map.at(t, s)});
      }
    }
  }
  results.write(subject.out / "attention.csv");
}

void print_table(const Subject& subject, const std::array<Best, kRoles.size()>& best) {
  report::Table table(
      {{subject.pick("the head that looks most at", "最关注……的头"), report::Align::Left},
       {subject.pick("layer", "层")},
       {subject.pick("head", "头")},
       {subject.pick("mean weight", "平均权重")}},
      kIndent);
  for (std::size_t role = 0; role < kRoles.size(); ++role) {
    const bool found = best[role].score > 0;
    table.add_row({subject.pick(kRoles[role].english, kRoles[role].chinese),
                   found ? std::to_string(best[role].layer) : "-",
                   found ? std::to_string(best[role].head) : "-",
                   found ? fmt::format("{:.2f}", best[role].score) : "-"});
  }
  fmt::print("{}", table.render());
}

}  // namespace

bool show_heads(const Subject& subject) {
  model::Trace trace;
  const Tensor logits = forward(subject, subject.ids, &trace);  // only the trace is wanted
  std::array<Best, kRoles.size()> best;
  report::Results all({"layer", "head", "first", "previous", "self", "follower"});
  bool sums = true;
  for (std::size_t l = 0; l < trace.queries.size(); ++l) {
    const auto layer = static_cast<std::int64_t>(l);
    const Tensor maps = attention_maps(trace.queries[l], trace.keys[l]);  // [1, Hq, T, T]
    for (std::int64_t head = 0; head < maps.dim(1); ++head) {
      const Map map = map_of(maps, head);
      const auto scores = scores_of(map, subject.ids);
      sums = sums && rows_add_up(map);
      all.add_row({layer, head, scores[0], scores[1], scores[2], scores[3]});
      for (std::size_t role = 0; role < kRoles.size(); ++role) {
        if (scores[role] > best[role].score) {
          best[role] = {scores[role], layer, head, maps};
        }
      }
    }
  }
  print_title(
      6, subject.pick("Heads with a role: where their weight goes, on average over the sentence",
                      "有明确作用的注意力头：全句平均的权重去向"));
  print_table(subject, best);
  all.write(subject.out / "heads.csv");
  write_maps(subject, best);
  return print_verdict(
      sums, subject.pick("every row of every map adds up to 1", "每个注意力矩阵的每一行之和为 1"));
}

}  // namespace warplight::chapter
