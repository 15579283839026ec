// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/sampling/sampler.hpp"

#include "common/error.hpp"
#include "tests/catch.hpp"
#include "tests/tensors.hpp"

#include <cmath>
#include <limits>
#include <set>
#include <vector>

namespace warplight {
namespace {

using model::SampleParams;
using model::Sampler;
using tests::random_tensor;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

Tensor logits(const std::vector<float>& values) { return Tensor::from(values); }

Tensor logits_of(const std::vector<double>& probabilities) {
  std::vector<float> values;
  values.reserve(probabilities.size());
  for (const double p : probabilities) {
    values.push_back(static_cast<float>(std::log(p)));
  }
  return logits(values);
}

std::set<std::int64_t> drawn(const Tensor& scores, const SampleParams& params, int draws = 2000) {
  Sampler sampler(params);
  std::set<std::int64_t> ids;
  for (int i = 0; i < draws; ++i) {
    ids.insert(sampler.next(scores));
  }
  return ids;
}

// How far the counts of 10^5 draws are from what the probabilities say.
double chi_square(const Tensor& scores,
                  const SampleParams& params,
                  const std::vector<double>& probabilities) {
  constexpr int kDraws = 100000;
  Sampler sampler(params);
  std::vector<int> counts(static_cast<std::size_t>(scores.numel()));
  for (int i = 0; i < kDraws; ++i) {
    ++counts[static_cast<std::size_t>(sampler.next(scores))];
  }
  double sum = 0;
  for (std::size_t id = 0; id < counts.size(); ++id) {
    const double expected = kDraws * probabilities[id];
    if (expected == 0) {
      CHECK(counts[id] == 0);
    } else {
      sum += (counts[id] - expected) * (counts[id] - expected) / expected;
    }
  }
  return sum;
}

TEST_CASE("temperature 0 takes the best token, the lowest id among equals", "[sampling][sampler]") {
  CHECK(Sampler(SampleParams{}).next(logits({1, 3, 2})) == 1);
  CHECK(Sampler(SampleParams{}).next(logits({1, 3, 3, 3})) == 1);
  CHECK(Sampler(SampleParams{.temperature = 1e-6, .seed = 9}).next(logits({1, 3, 2.999F})) == 1);
  CHECK(Sampler(SampleParams{}).next(logits({-kInfinity, -1e30F, -kInfinity})) == 1);
}

TEST_CASE("draws follow the softmax of the scores over the temperature", "[sampling][sampler]") {
  const Tensor x = logits_of({0.1, 0.2, 0.3, 0.4});
  // Exceeded once in 10^4 at three degrees of freedom: 21.1.
  CHECK(chi_square(x, {.temperature = 1, .seed = 1}, {0.1, 0.2, 0.3, 0.4}) < 21.1);
  // Squared and normalised again: 0.01, 0.04, 0.09, 0.16 over 0.3.
  CHECK(chi_square(x, {.temperature = 0.5, .seed = 2}, {1 / 30.0, 4 / 30.0, 9 / 30.0, 16 / 30.0}) <
        21.1);
}

TEST_CASE("draws follow what the filters left", "[sampling][sampler]") {
  const Tensor x = logits_of({0.1, 0.2, 0.3, 0.4});
  const std::vector<double> best_three{0, 2 / 9.0, 3 / 9.0, 4 / 9.0};
  // Two degrees of freedom: 18.4.
  CHECK(chi_square(x, {.temperature = 1, .top_k = 3, .seed = 3}, best_three) < 18.4);
  CHECK(chi_square(x, {.temperature = 1, .top_p = 0.8, .seed = 4}, best_three) < 18.4);
}

TEST_CASE("top-k lets exactly k tokens through, the lower ids among equals",
          "[sampling][sampler]") {
  using Ids = std::set<std::int64_t>;
  CHECK(drawn(logits({1, 1, 1, 0}), {.temperature = 1, .top_k = 2}) == Ids{0, 1});
  CHECK(drawn(logits({0, 1, 1, 1}), {.temperature = 9, .top_k = 1}) == Ids{1});
  CHECK(drawn(logits({0, 1, 1, 1}), {.temperature = 9, .top_k = 100}) == Ids{0, 1, 2, 3});
}

TEST_CASE("top-p keeps a token while those before it are below p", "[sampling][sampler]") {
  using Ids = std::set<std::int64_t>;
  const Tensor x = logits({0, std::log(2.0F), 0});  // 1/4, 1/2, 1/4
  CHECK(drawn(x, {.temperature = 1, .top_p = 0}) == Ids{1});
  CHECK(drawn(x, {.temperature = 1, .top_p = 0.49}) == Ids{1});
  CHECK(drawn(x, {.temperature = 1, .top_p = 0.51}) == Ids{0, 1});
  CHECK(drawn(x, {.temperature = 1, .top_p = 0.76}) == Ids{0, 1, 2});
  const Tensor even = logits({5, 5, 5, 5});  // sums of whole numbers: 1/2 is met exactly
  CHECK(drawn(even, {.temperature = 1, .top_p = 0.5}) == Ids{0, 1});
}

TEST_CASE("the order is temperature, top-k, top-p", "[sampling][sampler]") {
  // Flattened first, four tokens are needed for 0.9; cut first, three would do.
  CHECK(drawn(logits({3, 2, 1, 0}), {.temperature = 2, .top_p = 0.9}).size() == 4);
  const Tensor x = logits_of({0.4, 0.2, 0.15, 0.1, 0.09, 0.06});
  CHECK(drawn(x, {.temperature = 1, .top_p = 0.7}).size() == 3);
  CHECK(drawn(x, {.temperature = 1, .top_k = 3, .top_p = 0.7}).size() == 2);
}

TEST_CASE("same seed, same draws; another seed, others", "[sampling][sampler]") {
  const Tensor x = random_tensor({1000}, 91).to(DType::F32);
  Sampler one({.temperature = 1, .seed = 5});
  Sampler same({.temperature = 1, .seed = 5});
  Sampler other({.temperature = 1, .seed = 6});
  int equal = 0;
  for (int i = 0; i < 100; ++i) {
    const std::int64_t id = one.next(x);
    CHECK(id == same.next(x));
    equal += id == other.next(x) ? 1 : 0;
  }
  CHECK(equal < 5);  // 1000 near even tokens
}

TEST_CASE("the noise of a token stays where it is when others are banned", "[sampling][sampler]") {
  // Gumbel-max at fixed addresses: banning a token that was not drawn changes no draw.
  const Tensor x = random_tensor({50}, 92, 3).to(DType::F32);
  Tensor banned = x.clone();
  banned.data<float>()[17] = -kInfinity;
  Sampler all({.temperature = 1, .seed = 8});
  Sampler rest({.temperature = 1, .seed = 8});
  for (int i = 0; i < 200; ++i) {
    const std::int64_t id = all.next(x);
    const std::int64_t again = rest.next(banned);
    CHECK(again != 17);
    CHECK((id == 17 || id == again));
  }
}

TEST_CASE("scores far apart and tiny temperatures overflow nowhere", "[sampling][sampler]") {
  const float huge = std::numeric_limits<float>::max();
  CHECK(drawn(logits({-huge, huge, 0}), {.temperature = 2e-5, .top_k = 3, .top_p = 0.99}, 50) ==
        std::set<std::int64_t>{1});
  CHECK(drawn(logits({-1e4F, 1e4F}), {.temperature = 1}, 50) == std::set<std::int64_t>{1});
}

TEST_CASE("broken scores are refused, not drawn from", "[sampling][sampler]") {
  for (const double temperature : {0.0, 1.0}) {
    Sampler sampler({.temperature = temperature});
    CHECK_THROWS_WITH(sampler.next(logits({1, NAN})), "sampling: the score of token 1 is nan");
    CHECK_THROWS_WITH(sampler.next(logits({kInfinity, 1})),
                      "sampling: the score of token 0 is inf");
    CHECK_THROWS_WITH(sampler.next(logits({-kInfinity, -kInfinity})),
                      "sampling: none of the 2 tokens may be drawn");
    CHECK_THROWS_AS(sampler.next(Tensor::zeros({0}, DType::F32)), InputError);
    CHECK_THROWS_AS(sampler.next(Tensor::zeros({1, 2}, DType::F32)), InputError);
    CHECK_THROWS_AS(sampler.next(Tensor::zeros({2}, DType::F64)), InputError);
  }
}

TEST_CASE("sampling parameters out of range are refused", "[sampling][sampler]") {
  CHECK_THROWS_WITH(Sampler({.temperature = -1}), "temperature is -1, not 0 or more");
  CHECK_THROWS_AS(Sampler({.temperature = NAN}), InputError);
  CHECK_THROWS_AS(Sampler({.temperature = INFINITY}), InputError);
  CHECK_THROWS_WITH(Sampler({.top_k = -1}), "top-k is -1, not 0 or more");
  CHECK_THROWS_WITH(Sampler({.top_p = 1.5}), "top-p is 1.5, not in [0, 1]");
  CHECK_THROWS_AS(Sampler({.top_p = NAN}), InputError);
}

}  // namespace
}  // namespace warplight
