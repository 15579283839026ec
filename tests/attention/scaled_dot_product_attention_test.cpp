// SPDX-License-Identifier: Apache-2.0
#include "common/ops/scaled_dot_product_attention.hpp"

#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/random_tensor.hpp"
#include "tests/refuses.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace warplight {
namespace {

using ops::Causal;

struct Sizes {
  std::int64_t batch, heads, key_heads, tq, tk, d, dv;
};

struct Qkv {
  Tensor q, k, v;
};

Qkv random_qkv(const Sizes& s, std::uint64_t seed) {
  return {random_tensor({s.batch, s.heads, s.tq, s.d}, seed),
          random_tensor({s.batch, s.key_heads, s.tk, s.d}, seed + 1),
          random_tensor({s.batch, s.key_heads, s.tk, s.dv}, seed + 2)};
}

bool may_see(Causal causal, std::int64_t i, std::int64_t j, const Sizes& s) {
  return causal == Causal::None || (causal == Causal::TopLeft && j <= i) ||
         (causal == Causal::BottomRight && j <= i + s.tk - s.tq);
}

// The formula, one element at a time. `mask`: [B, Hq, Tq, Tk] of numbers to add, or undefined.
Tensor by_definition(
    const Qkv& x, const Sizes& s, Causal causal, double scale, const Tensor& mask) {
  Tensor output = Tensor::zeros({s.batch, s.heads, s.tq, s.dv}, DType::F64);
  const auto at = [](const Tensor& t, std::int64_t b, std::int64_t h, std::int64_t i,
                     std::int64_t j) -> double& {
    return t.data<double>()[((b * t.dim(1) + h) * t.dim(2) + i) * t.dim(3) + j];
  };
  for (std::int64_t b = 0; b < s.batch; ++b) {
    for (std::int64_t h = 0; h < s.heads; ++h) {
      const std::int64_t hk = h / (s.heads / s.key_heads);
      for (std::int64_t i = 0; i < s.tq; ++i) {
        std::vector<double> weight(static_cast<std::size_t>(s.tk), 0.0);
        double sum = 0;
        for (std::int64_t j = 0; j < s.tk; ++j) {
          double score = 0;
          for (std::int64_t c = 0; c < s.d; ++c) {
            score += at(x.q, b, h, i, c) * at(x.k, b, hk, j, c);
          }
          score = score * scale + (mask.defined() ? at(mask, b, h, i, j) : 0.0);
          weight[static_cast<std::size_t>(j)] = may_see(causal, i, j, s) ? std::exp(score) : 0.0;
          sum += weight[static_cast<std::size_t>(j)];
        }
        for (std::int64_t j = 0; j < s.tk && sum > 0; ++j) {
          for (std::int64_t c = 0; c < s.dv; ++c) {
            at(output, b, h, i, c) +=
                weight[static_cast<std::size_t>(j)] / sum * at(x.v, b, hk, j, c);
          }
        }
      }
    }
  }
  return output;
}

const std::vector<Sizes> kSizes{{1, 1, 1, 1, 1, 1, 1},    {2, 3, 1, 5, 5, 8, 8},
                                {1, 4, 2, 1, 33, 16, 16}, {1, 2, 2, 100, 17, 7, 5},
                                {2, 6, 3, 17, 100, 4, 9}, {1, 1, 1, 65, 65, 32, 32},
                                {1, 8, 1, 130, 130, 6, 6}};

}  // namespace

TEST_CASE("Attention is the formula, in every causal order and grouping", "[attention]") {
  reference::register_ops();
  for (const Sizes& s : kSizes) {
    for (const Causal causal : {Causal::None, Causal::TopLeft, Causal::BottomRight}) {
      for (const std::uint64_t seed : {1u, 50u}) {
        const Qkv x = random_qkv(s, seed);
        const double scale = 1 / std::sqrt(static_cast<double>(s.d));
        const Tensor want = by_definition(x, s, causal, scale, Tensor());
        const Tensor exact =
            ops::scaled_dot_product_attention(x.q, x.k, x.v, Tensor(), causal, scale);
        CHECK(max_difference(exact, want) < 1e-13);  // rounding of sums of 130 doubles
        const Tensor single = ops::scaled_dot_product_attention(
            x.q.to(DType::F32), x.k.to(DType::F32), x.v.to(DType::F32), Tensor(), causal, scale);
        CHECK(max_difference(single, want) < 5e-6);  // the house's bound for fp32 at scale 1
      }
    }
  }
}

TEST_CASE("Masks broadcast, and Bool and added numbers say the same", "[attention]") {
  reference::register_ops();
  const Sizes s{2, 4, 2, 5, 7, 8, 8};
  const Qkv x = random_qkv(s, 3);
  for (const Shape& shape :
       {Shape{2, 4, 5, 7}, Shape{5, 7}, Shape{2, 1, 1, 7}, Shape{4, 5, 1}, Shape{1, 1, 5, 7}}) {
    const Tensor noise = random_tensor(shape, 9);
    Tensor seen = Tensor::empty(shape, DType::Bool);
    Tensor added = Tensor::empty(shape, DType::F64);
    for (std::int64_t i = 0; i < noise.numel(); ++i) {
      seen.data<bool>()[i] = noise.data<double>()[i] > -0.3;
      added.data<double>()[i] =
          seen.data<bool>()[i] ? 0.0 : -std::numeric_limits<double>::infinity();
    }
    const Tensor by_bool =
        ops::scaled_dot_product_attention(x.q, x.k, x.v, seen, Causal::None, 0.4);
    const Tensor by_number =
        ops::scaled_dot_product_attention(x.q, x.k, x.v, added, Causal::None, 0.4);
    CHECK(max_difference(by_bool, by_number) == 0);
  }
  const Tensor bias = random_tensor({2, 4, 5, 7}, 11);
  CHECK(max_difference(
            ops::scaled_dot_product_attention(x.q, x.k, x.v, bias, Causal::BottomRight, 0.4),
            by_definition(x, s, Causal::BottomRight, 0.4, bias)) < 1e-13);
}

TEST_CASE("A query that may see no key gives 0, not NaN", "[attention]") {
  reference::register_ops();
  const Sizes s{1, 1, 1, 3, 2, 4, 4};
  const Qkv x = random_qkv(s, 5);
  const Tensor none = Tensor::zeros({1, 1, 3, 2}, DType::Bool);
  const Tensor masked = ops::scaled_dot_product_attention(x.q, x.k, x.v, none, Causal::None, 0.5);
  CHECK(max_difference(masked, Tensor::zeros({1, 1, 3, 4}, DType::F64)) == 0);
  // Three queries at the end of two keys: the first stands before all of them.
  const Tensor early =
      ops::scaled_dot_product_attention(x.q, x.k, x.v, Tensor(), Causal::BottomRight, 0.5);
  CHECK(max_difference(early.slice(2, 0, 1), Tensor::zeros({1, 1, 1, 4}, DType::F64)) == 0);
  const Tensor no_keys = ops::scaled_dot_product_attention(
      x.q, x.k.slice(2, 0, 0), x.v.slice(2, 0, 0), Tensor(), Causal::None, 0.5);
  CHECK(max_difference(no_keys, Tensor::zeros({1, 1, 3, 4}, DType::F64)) == 0);
}

TEST_CASE("Scores of ten thousand neither overflow nor leave the hull of the values",
          "[attention]") {
  reference::register_ops();
  const Sizes s{1, 1, 1, 4, 9, 4, 4};
  const Qkv x = random_qkv(s, 7);
  const Tensor y = ops::scaled_dot_product_attention(
      x.q.to(DType::F32), x.k.to(DType::F32), x.v.to(DType::F32), Tensor(), Causal::None, 1e4);
  for (const float element : y.span<float>()) {
    CHECK(std::abs(element) <= 1.0F);  // NaN fails too
  }
}

TEST_CASE("Attention reads views as they lie", "[attention]") {
  reference::register_ops();
  const Tensor packed = random_tensor({2, 6, 3, 8}, 8);  // [B, T, H, D], as a projection leaves it
  const Tensor view = packed.transpose(1, 2);            // [B, H, T, D]
  const Tensor copy = view.clone();
  CHECK(max_difference(
            ops::scaled_dot_product_attention(view, view, view, Tensor(), Causal::TopLeft, 0.3),
            ops::scaled_dot_product_attention(copy, copy, copy, Tensor(), Causal::TopLeft, 0.3)) ==
        0);
}

TEST_CASE("Attention refuses what does not fit, with both shapes", "[attention]") {
  reference::register_ops();
  const Qkv x = random_qkv({1, 4, 2, 3, 3, 8, 8}, 1);
  const auto attend = [](const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& mask) {
    return ops::scaled_dot_product_attention(q, k, v, mask, Causal::None, 1.0);
  };
  CHECK(refuses([&] { attend(x.q, random_tensor({1, 3, 3, 8}, 1), x.v, Tensor()); },
                {"scaled_dot_product_attention", "[1, 4, 3, 8]", "[1, 3, 3, 8]"}));
  CHECK(refuses([&] { attend(x.q, x.k, random_tensor({1, 2, 4, 8}, 1), Tensor()); },
                {"[1, 2, 3, 8]", "[1, 2, 4, 8]"}));
  CHECK(refuses([&] { attend(x.q, x.k.to(DType::F32), x.v, Tensor()); }, {"F64", "F32"}));
  CHECK(refuses([&] { attend(x.q, x.k, x.v, random_tensor({4, 3}, 1)); }, {"mask", "[4, 3]"}));
}

}  // namespace warplight
