// SPDX-License-Identifier: Apache-2.0
#include "common/ops/cross_entropy.hpp"

#include "common/error.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/tensors.hpp"

#include <cmath>
#include <vector>

namespace warplight {
namespace {

using ops::CrossEntropyOptions;
using ops::Reduction;
using tests::element;
using tests::elements;
using tests::random_tensor;
using tests::share_of_tolerance;

Tensor classes(const std::vector<std::int64_t>& values) { return Tensor::from(values); }

// Scores whose softmax is 1/8, 2/8, 5/8.
Tensor eighths() { return Tensor::from(std::vector<double>{0, std::log(2), std::log(5)}, {1, 3}); }

double loss(const Tensor& input, const Tensor& target, const CrossEntropyOptions& options = {}) {
  return element(ops::cross_entropy(input, target, Tensor(), options), 0);
}

TEST_CASE("cross_entropy is minus the log probability of the right class", "[ops][cross_entropy]") {
  reference::register_ops();
  CHECK(loss(eighths(), classes({2})) == Approx(-std::log(5 / 8.0)));
  CHECK(loss(eighths(), classes({0})) == Approx(std::log(8)));
  CHECK(loss(Tensor::zeros({3, 7}, DType::F64), classes({0, 3, 6})) == Approx(std::log(7)));
}

TEST_CASE("cross_entropy smooths the target over all classes", "[ops][cross_entropy]") {
  reference::register_ops();
  const double all = std::log(8.0) - std::log(2 / 8.0) - std::log(5 / 8.0);
  CHECK(loss(eighths(), classes({2}), {.label_smoothing = 0.3}) ==
        Approx(-0.7 * std::log(5 / 8.0) + 0.1 * all));
}

TEST_CASE("cross_entropy takes probabilities, and one class is a distribution too",
          "[ops][cross_entropy]") {
  reference::register_ops();
  const Tensor q = Tensor::from(std::vector<double>{0.5, 0, 0.5}, {1, 3});
  CHECK(loss(eighths(), q) == Approx(0.5 * std::log(8) - 0.5 * std::log(5 / 8.0)));
  const Tensor one_hot = Tensor::from(std::vector<double>{0, 1, 0}, {1, 3});
  for (const double smoothing : {0.0, 0.1, 1.0}) {
    CHECK(loss(eighths(), one_hot, {.label_smoothing = smoothing}) ==
          Approx(loss(eighths(), classes({1}), {.label_smoothing = smoothing})));
  }
}

TEST_CASE("cross_entropy passes over ignored positions", "[ops][cross_entropy]") {
  reference::register_ops();
  const Tensor x = random_tensor({4, 5}, 51, 3);
  const Tensor kept = x.slice(0, 1, 3);
  for (const double smoothing : {0.0, 0.2}) {
    CrossEntropyOptions options{.label_smoothing = smoothing};
    CHECK(loss(x, classes({-100, 3, 0, -100}), options) ==
          Approx(loss(kept, classes({3, 0}), options)));
    options.ignore_index = 2;  // a class of its own may be the ignored one
    CHECK(loss(x, classes({2, 3, 0, 2}), options) == Approx(loss(kept, classes({3, 0}), options)));
    options.reduction = Reduction::None;
    const Tensor each = ops::cross_entropy(x, classes({2, 3, 0, 2}), Tensor(), options);
    CHECK(each.shape() == Shape{4});
    CHECK(element(each, 0) == 0);
    CHECK(element(each, 1) > 0);
  }
}

TEST_CASE("cross_entropy has no mean where nothing counts", "[ops][cross_entropy]") {
  reference::register_ops();
  const Tensor x = random_tensor({2, 3}, 52);
  CHECK(std::isnan(loss(x, classes({-100, -100}))));
  CHECK(loss(x, classes({-100, -100}), {.reduction = Reduction::Sum}) == 0);
  CHECK(std::isnan(loss(Tensor::zeros({0, 3}, DType::F64), classes({}))));
}

TEST_CASE("cross_entropy weighs classes, and the mean divides by their weights",
          "[ops][cross_entropy]") {
  reference::register_ops();
  const Tensor x = random_tensor({3, 2}, 53, 2);
  const Tensor target = classes({0, 1, 1});
  const Tensor weight = Tensor::from(std::vector<double>{3, 0.5});
  const Tensor each = ops::cross_entropy(x, target, Tensor(), {.reduction = Reduction::None});
  const double sum = 3 * element(each, 0) + 0.5 * element(each, 1) + 0.5 * element(each, 2);
  CHECK(element(ops::cross_entropy(x, target, weight, {}), 0) == Approx(sum / 4));
  CHECK(element(ops::cross_entropy(x, target, weight, {.reduction = Reduction::Sum}), 0) ==
        Approx(sum));
}

TEST_CASE("cross_entropy's mean over probabilities divides by positions, not weights",
          "[ops][cross_entropy]") {
  reference::register_ops();
  const Tensor x = random_tensor({2, 3, 4}, 54, 2);
  Tensor q = random_tensor({2, 3, 4}, 55);
  for (double& value : q.span<double>()) {
    value = std::fabs(value);
  }
  const Tensor weight = Tensor::from(std::vector<double>{2, 1, 0.5});
  CrossEntropyOptions options{.label_smoothing = 0.1, .reduction = Reduction::Sum};
  const double sum = element(ops::cross_entropy(x, q, weight, options), 0);
  options.reduction = Reduction::Mean;
  CHECK(element(ops::cross_entropy(x, q, weight, options), 0) == Approx(sum / 8));
}

TEST_CASE("cross_entropy finds the classes on axis 1 of any rank", "[ops][cross_entropy]") {
  reference::register_ops();
  const Tensor x = random_tensor({2, 5, 3}, 56, 2);  // [N, C, d]
  const Tensor target = Tensor::from(std::vector<std::int64_t>{0, 4, 2, 1, 1, 3}, {2, 3});
  const CrossEntropyOptions options{.reduction = Reduction::None};
  const Tensor each = ops::cross_entropy(x, target, Tensor(), options);
  CHECK(each.shape() == Shape{2, 3});
  const Tensor rows = x.transpose(1, 2).contiguous().reshape({6, 5});
  CHECK(elements(each) ==
        elements(ops::cross_entropy(rows, target.reshape({6}), Tensor(), options)));
}

TEST_CASE("cross_entropy in F32 agrees with F64, at scores of 1e4 too", "[ops][cross_entropy]") {
  reference::register_ops();
  for (const std::int64_t n : {1, 17, 33}) {
    for (const double scale : {1.0, 1e4}) {
      const Tensor x = random_tensor({n, 100}, 57, scale).to(DType::F32);
      std::vector<std::int64_t> target(static_cast<std::size_t>(n));
      for (std::size_t i = 0; i < target.size(); ++i) {
        target[i] = static_cast<std::int64_t>(i * 37 % 100);
      }
      const CrossEntropyOptions options{.label_smoothing = 0.1};
      CHECK(share_of_tolerance(
                ops::cross_entropy(x, classes(target), Tensor(), options),
                ops::cross_entropy(x.to(DType::F64), classes(target), Tensor(), options)) < 1);
    }
  }
}

TEST_CASE("cross_entropy refuses targets that are no class", "[ops][cross_entropy]") {
  reference::register_ops();
  CHECK_THROWS_WITH(loss(eighths(), classes({3})), "cross_entropy: target 3 is not in [0, 3)");
  CHECK_THROWS_WITH(loss(eighths(), classes({-1})), "cross_entropy: target -1 is not in [0, 3)");
}

TEST_CASE("cross_entropy refuses shapes, dtypes and options that do not fit",
          "[ops][cross_entropy]") {
  reference::register_ops();
  const Tensor x = Tensor::zeros({2, 3}, DType::F32);
  const Tensor target = classes({0, 1});
  CHECK_THROWS_WITH(
      loss(x, classes({0})),
      "cross_entropy: input [N, C, d...] and classes [N, d...] do not fit: [2, 3] and [1]");
  CHECK_THROWS_WITH(loss(x, Tensor::zeros({3, 2}, DType::F32)),
                    "cross_entropy: input and probabilities differ in shape: [2, 3] and [3, 2]");
  CHECK_THROWS_WITH(loss(x, Tensor::zeros({2, 3}, DType::F64)),
                    "cross_entropy: dtypes F32 and F64 differ");
  CHECK_THROWS_WITH(ops::cross_entropy(x, target, Tensor::zeros({2}, DType::F32), {}),
                    "cross_entropy: input [N, C, d...] and weight [C] do not fit: [2, 3] and [2]");
  CHECK_THROWS_WITH(loss(x, target, {.label_smoothing = 1.5}),
                    "cross_entropy: label_smoothing is not in [0, 1]");
  CHECK_THROWS_WITH(loss(x, Tensor::zeros({2, 3}, DType::F32), {.ignore_index = 1}),
                    "cross_entropy: ignore_index needs targets that are classes");
  CHECK_THROWS_AS(loss(Tensor::zeros({3}, DType::F32), classes({0})), InputError);
  CHECK_THROWS_AS(loss(Tensor::zeros({2, 0}, DType::F32), target), InputError);
}

}  // namespace
}  // namespace warplight
