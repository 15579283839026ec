// SPDX-License-Identifier: Apache-2.0
#include "common/ops/logits_processor.hpp"

#include "common/error.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/tensors.hpp"

#include <cmath>
#include <vector>

namespace warplight {
namespace {

using tests::element;
using tests::elements;
using tests::random_tensor;

using Ids = std::vector<std::size_t>;

Tensor row(const std::vector<double>& scores, DType dtype = DType::F32) {
  return Tensor::from(scores, {1, static_cast<std::int64_t>(scores.size())}).to(dtype);
}

Tensor row_of_probabilities(std::vector<double> probabilities) {
  for (double& p : probabilities) {
    p = std::log(p);
  }
  return row(probabilities);
}

// Which tokens of one row a filter left alone.
Ids kept(const Tensor& scores) {
  Ids ids;
  for (std::size_t id = 0; id < static_cast<std::size_t>(scores.numel()); ++id) {
    if (element(scores, id) != ops::kBanned) {
      ids.push_back(id);
    }
  }
  return ids;
}

TEST_CASE("temperature divides every score", "[sampling][temperature]") {
  reference::register_ops();
  CHECK(elements(ops::temperature(row({1, -2, 0}), 0.5)) == std::vector<double>{2, -4, 0});
  CHECK(elements(ops::temperature(row({1, ops::kBanned}), 2)) ==
        std::vector<double>{0.5, ops::kBanned});
}

TEST_CASE("top_k keeps the k best and what ties with the k-th", "[sampling][top_k]") {
  reference::register_ops();
  CHECK(kept(ops::top_k(row({1, 4, 2, 3}), 2)) == Ids{1, 3});
  CHECK(kept(ops::top_k(row({1, 1, 1, 0}), 2)) == Ids{0, 1, 2});
  CHECK(kept(ops::top_k(row({1, 4, 2, 3}), 9)) == Ids{0, 1, 2, 3});
  CHECK(kept(ops::top_k(row({1, 4, 2, 3}), 1, 3)) == Ids{1, 2, 3});
  CHECK(elements(ops::top_k(row({1, 4, 2}), 1, 1, -7)) == std::vector<double>{-7, 4, -7});
}

TEST_CASE("top_p keeps the most probable that reach p", "[sampling][top_p]") {
  reference::register_ops();
  const Tensor x = row_of_probabilities({0.125, 0.5, 0.25, 0.125});
  CHECK(kept(ops::top_p(x, 0.4)) == Ids{1});
  CHECK(kept(ops::top_p(x, 0.6)) == Ids{1, 2});
  CHECK(kept(ops::top_p(x, 0.8)) == Ids{1, 2, 3});  // of the two that tie, the lower id goes first
  CHECK(kept(ops::top_p(x, 0.9)) == Ids{0, 1, 2, 3});
  CHECK(kept(ops::top_p(x, 1)) == Ids{0, 1, 2, 3});
  CHECK(kept(ops::top_p(x, 0)) == Ids{1});
  CHECK(kept(ops::top_p(x, 0, 3)) == Ids{1, 2, 3});
  CHECK(kept(ops::top_p(x, 0, 9)) == Ids{0, 1, 2, 3});
}

TEST_CASE("top_p sees what top_k left", "[sampling][top_k][top_p]") {
  reference::register_ops();
  const Tensor x = row_of_probabilities({0.4, 0.2, 0.15, 0.1, 0.09, 0.06});
  CHECK(kept(ops::top_p(x, 0.7)) == Ids{0, 1, 2});
  CHECK(kept(ops::top_p(ops::top_k(x, 3), 0.7)) == Ids{0, 1});
}

TEST_CASE("temperature commutes with top_k, not with top_p",
          "[sampling][top_k][top_p][temperature]") {
  reference::register_ops();
  const Tensor x = row({3, 2, 1, 0});
  CHECK(kept(ops::top_k(ops::temperature(x, 2), 2)) == kept(ops::temperature(ops::top_k(x, 2), 2)));
  CHECK(kept(ops::top_p(ops::temperature(x, 2), 0.9)).size() == 4);
  CHECK(kept(ops::temperature(ops::top_p(x, 0.9), 2)).size() == 3);
}

TEST_CASE("min_p keeps what is probable enough beside the best", "[sampling][min_p]") {
  reference::register_ops();
  const Tensor x = row_of_probabilities({0.05, 0.6, 0.2, 0.15});
  CHECK(kept(ops::min_p(x, 0.2)) == Ids{1, 2, 3});
  CHECK(kept(ops::min_p(x, 0.3)) == Ids{1, 2});
  CHECK(kept(ops::min_p(x, 1)) == Ids{1});
  CHECK(kept(ops::min_p(x, 0)) == Ids{0, 1, 2, 3});
  CHECK(kept(ops::min_p(x, 1, 3)) == Ids{1, 2, 3});
}

TEST_CASE("filters nest: more room never drops a token", "[sampling][top_k][top_p][min_p]") {
  reference::register_ops();
  for (const std::int64_t vocabulary : {1, 17, 33, 200}) {
    const Tensor x = random_tensor({1, vocabulary}, 81, 5).to(DType::F32);
    Ids last_k;
    Ids last_p;
    Ids last_min;
    for (int step = 0; step <= 10; ++step) {
      const Ids k = kept(ops::top_k(x, 1 + step * vocabulary / 10));
      const Ids p = kept(ops::top_p(x, step / 10.0));
      const Ids m = kept(ops::min_p(x, 1 - step / 10.0));
      CHECK(std::ranges::includes(k, last_k));
      CHECK(std::ranges::includes(p, last_p));
      CHECK(std::ranges::includes(m, last_min));
      last_k = k;
      last_p = p;
      last_min = m;
    }
    CHECK(last_k.size() == static_cast<std::size_t>(vocabulary));
    CHECK(last_p.size() == static_cast<std::size_t>(vocabulary));
  }
}

TEST_CASE("filters leave rows apart, F64 as F32", "[sampling][top_k][top_p][min_p]") {
  reference::register_ops();
  for (const DType dtype : {DType::F32, DType::F64}) {
    const Tensor x = random_tensor({3, 20}, 82, 4).to(dtype);
    const Tensor all = ops::min_p(ops::top_p(ops::top_k(x, 12), 0.9), 0.01);
    CHECK(all.dtype() == dtype);
    for (std::int64_t b = 0; b < 3; ++b) {
      const Tensor alone = ops::min_p(ops::top_p(ops::top_k(x.slice(0, b, b + 1), 12), 0.9), 0.01);
      CHECK(elements(all.slice(0, b, b + 1)) == elements(alone));
    }
  }
}

TEST_CASE("filters leave a row of nothing but -inf as it is", "[sampling][top_k][top_p][min_p]") {
  reference::register_ops();
  const Tensor x = row({ops::kBanned, ops::kBanned, ops::kBanned});
  CHECK(kept(ops::top_p(x, 0.5, 1, 0)).empty());
  CHECK(kept(ops::min_p(x, 0.5, 1, 0)).empty());
  CHECK(kept(ops::top_k(x, 1, 1, 0)).empty());
}

TEST_CASE("repetition_penalty lowers tokens that occurred, once each",
          "[sampling][repetition_penalty]") {
  reference::register_ops();
  const Tensor x = Tensor::from(std::vector<float>{2, -2, 4, 0, 2, -2, 4, 0}, {2, 4});
  const Tensor ids = Tensor::from(std::vector<std::int64_t>{0, 1, 0, 3, 3, 3}, {2, 3});
  CHECK(elements(ops::repetition_penalty(ids, x, 2)) ==
        std::vector<double>{1, -4, 4, 0, 2, -2, 4, 0});
  // Ids beyond the scores belong to a larger embedding: nothing to lower.
  const Tensor beyond = Tensor::from(std::vector<std::int64_t>{4, 99}, {2, 1});
  CHECK(elements(ops::repetition_penalty(beyond, x, 2)) == elements(x));
  CHECK(elements(ops::repetition_penalty(Tensor::empty({2, 0}, DType::I64), x, 2)) == elements(x));
}

TEST_CASE("logits processors leave their input alone", "[sampling]") {
  reference::register_ops();
  const Tensor x = row({1, 4, 2, 3});
  const Tensor ids = Tensor::from(std::vector<std::int64_t>{0}, {1, 1});
  ops::temperature(x, 2);
  ops::top_k(x, 1);
  ops::top_p(x, 0.1);
  ops::min_p(x, 0.9);
  ops::repetition_penalty(ids, x, 3);
  CHECK(elements(x) == std::vector<double>{1, 4, 2, 3});
}

TEST_CASE("logits processors refuse parameters out of range", "[sampling]") {
  reference::register_ops();
  const Tensor x = row({1, 2});
  const Tensor ids = Tensor::from(std::vector<std::int64_t>{0}, {1, 1});
  CHECK_THROWS_WITH(ops::temperature(x, 0), "temperature: the temperature is not positive");
  CHECK_THROWS_WITH(ops::top_k(x, 0), "top_k: k is not positive");
  CHECK_THROWS_WITH(ops::top_p(x, 1.1), "top_p: the probability is not in [0, 1]");
  CHECK_THROWS_WITH(ops::top_p(x, 0.5, 0), "top_p: min_tokens_to_keep is not positive");
  CHECK_THROWS_WITH(ops::min_p(x, -0.1), "min_p: the probability is not in [0, 1]");
  CHECK_THROWS_WITH(ops::repetition_penalty(ids, x, 0),
                    "repetition_penalty: the penalty is not positive");
  CHECK_THROWS_AS(ops::top_p(x, NAN), InputError);
  CHECK_THROWS_AS(ops::temperature(x, NAN), InputError);
}

TEST_CASE("logits processors refuse shapes, dtypes and NaN", "[sampling]") {
  reference::register_ops();
  const Tensor flat = Tensor::zeros({4}, DType::F32);
  CHECK_THROWS_WITH(ops::top_k(flat, 1), "top_k: scores are not [B, V] but [4]");
  CHECK_THROWS_WITH(ops::top_p(Tensor::zeros({2, 0}, DType::F32), 1),
                    "top_p: scores are not [B, V] but [2, 0]");
  CHECK_THROWS_WITH(ops::min_p(Tensor::zeros({1, 2}, DType::I64), 1),
                    "min_p: computes in F32 or F64, not in I64");
  for (const double nan : {std::nan(""), -std::nan("")}) {
    CHECK_THROWS_WITH(ops::top_k(row({1, nan}), 1), "top_k: scores hold NaN");
    CHECK_THROWS_WITH(ops::top_p(row({nan, 1}), 0.5), "top_p: scores hold NaN");
    CHECK_THROWS_WITH(ops::min_p(row({nan, 1}), 0.5), "min_p: scores hold NaN");
  }
  const Tensor x = Tensor::zeros({2, 4}, DType::F32);
  CHECK_THROWS_WITH(
      ops::repetition_penalty(Tensor::zeros({3, 1}, DType::I64), x, 2),
      "repetition_penalty: input_ids [B, T] and scores [B, V] do not fit: [3, 1] and [2, 4]");
  CHECK_THROWS_WITH(ops::repetition_penalty(Tensor::zeros({2, 1}, DType::I32), x, 2),
                    "repetition_penalty: input_ids are not I64");
  const Tensor negative = Tensor::from(std::vector<std::int64_t>{0, -1}, {2, 1});
  CHECK_THROWS_WITH(ops::repetition_penalty(negative, x, 2),
                    "repetition_penalty: input_ids hold -1");
}

}  // namespace
}  // namespace warplight
