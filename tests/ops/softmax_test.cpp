// SPDX-License-Identifier: Apache-2.0
#include "common/ops/softmax.hpp"

#include "common/error.hpp"
#include "common/ops/log_softmax.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/tensors.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace warplight {
namespace {

using tests::element;
using tests::elements;
using tests::random_tensor;
using tests::share_of_tolerance;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST_CASE("softmax gives exp(x) over the sum of exp(x)", "[ops][softmax]") {
  reference::register_ops();
  const Tensor x = Tensor::from(std::vector<double>{0, std::log(2), std::log(5)}, {1, 3});
  const Tensor p = ops::softmax(x, 1);
  CHECK(element(p, 0) == Approx(1 / 8.0));
  CHECK(element(p, 1) == Approx(2 / 8.0));
  CHECK(element(p, 2) == Approx(5 / 8.0));
  const Tensor log_p = ops::log_softmax(x, -1);
  CHECK(element(log_p, 0) == Approx(-std::log(8)));
  CHECK(element(log_p, 2) == Approx(std::log(5 / 8.0)));
}

TEST_CASE("softmax sums to 1 along its axis, at any size and axis", "[ops][softmax]") {
  reference::register_ops();
  for (const std::int64_t n : {1, 17, 32, 33, 100}) {
    for (std::int64_t dim = 0; dim < 3; ++dim) {
      Shape shape{2, 3, 5};
      shape[static_cast<std::size_t>(dim)] = n;
      for (const DType dtype : {DType::F32, DType::F64}) {
        const Tensor x = random_tensor(shape, 7 + static_cast<std::uint64_t>(n), 20).to(dtype);
        const Tensor p = ops::softmax(x, dim);
        const Tensor rows = p.transpose(dim, -1).contiguous();
        for (std::int64_t first = 0; first < rows.numel(); first += n) {
          double sum = 0;
          for (std::int64_t i = 0; i < n; ++i) {
            sum += element(rows.reshape({-1}), static_cast<std::size_t>(first + i));
          }
          CHECK(sum == Approx(1).margin(1e-6));
        }
        CHECK(std::ranges::equal(elements(p), elements(ops::softmax(x, dim - 3))));
      }
    }
  }
}

TEST_CASE("softmax in F32 agrees with F64, and log_softmax with its logarithm", "[ops][softmax]") {
  reference::register_ops();
  for (const std::int64_t n : {1, 17, 33, 1000}) {
    for (const std::uint64_t seed : {1, 2}) {
      const Tensor x = random_tensor({3, n}, seed, 10).to(DType::F32);
      const Tensor judge = ops::softmax(x.to(DType::F64), 1);
      CHECK(share_of_tolerance(ops::softmax(x, 1), judge) < 1);
      const Tensor log_judge = ops::log_softmax(x.to(DType::F64), 1);
      CHECK(share_of_tolerance(ops::log_softmax(x, 1), log_judge) < 1);
      for (std::size_t i = 0; i < static_cast<std::size_t>(3 * n); ++i) {
        CHECK(element(log_judge, i) == Approx(std::log(element(judge, i))).margin(1e-12));
      }
    }
  }
}

TEST_CASE("softmax does not see a shift of its row", "[ops][softmax]") {
  reference::register_ops();
  const Tensor x = random_tensor({4, 9}, 3, 2);
  for (const double shift : {-1e4, 1e4}) {
    Tensor shifted = x.clone();
    for (double& value : shifted.span<double>()) {
      value += shift;
    }
    // 1e4 leaves 1e-12 of a double's digits.
    for (std::size_t i = 0; i < 36; ++i) {
      CHECK(element(ops::softmax(shifted, 1), i) ==
            Approx(element(ops::softmax(x, 1), i)).epsilon(1e-11));
      CHECK(element(ops::log_softmax(shifted, 1), i) ==
            Approx(element(ops::log_softmax(x, 1), i)).epsilon(1e-11));
    }
  }
}

TEST_CASE("softmax keeps its head at scores of 1e4", "[ops][softmax]") {
  reference::register_ops();
  for (const DType dtype : {DType::F32, DType::F64}) {
    const Tensor x = Tensor::from(std::vector<double>{1e4, -1e4, 1e4, 0}, {1, 4}).to(dtype);
    CHECK(elements(ops::softmax(x, 1)) == std::vector<double>{0.5, 0, 0.5, 0});
    const Tensor log_p = ops::log_softmax(x, 1);
    CHECK(element(log_p, 0) == Approx(-std::log(2)));
    CHECK(element(log_p, 1) == Approx(-2e4 - std::log(2)));
  }
}

TEST_CASE("softmax gives a banned score probability 0", "[ops][softmax]") {
  reference::register_ops();
  const Tensor x = Tensor::from(std::vector<double>{-kInfinity, 1, 1}, {1, 3});
  CHECK(elements(ops::softmax(x, 1)) == std::vector<double>{0, 0.5, 0.5});
  CHECK(element(ops::log_softmax(x, 1), 0) == -kInfinity);
}

TEST_CASE("softmax of nothing but -inf has no answer", "[ops][softmax]") {
  reference::register_ops();
  const Tensor x = Tensor::from(std::vector<double>{-kInfinity, -kInfinity}, {1, 2});
  CHECK(std::isnan(element(ops::softmax(x, 1), 0)));
  CHECK(std::isnan(element(ops::log_softmax(x, 1), 1)));
}

TEST_CASE("softmax takes scalars, no rows, no columns and gaps", "[ops][softmax]") {
  reference::register_ops();
  const Tensor scalar = Tensor::from(std::vector<float>{-3}, {});
  CHECK(ops::softmax(scalar, 0).shape().empty());
  CHECK(element(ops::softmax(scalar, -1), 0) == 1);
  CHECK(ops::softmax(Tensor::zeros({0, 3}, DType::F32), 1).shape() == Shape{0, 3});
  CHECK(ops::softmax(Tensor::zeros({3, 0}, DType::F32), 1).shape() == Shape{3, 0});
  const Tensor gaps = random_tensor({5, 8}, 4).transpose(0, 1).slice(1, 1, 4);
  CHECK(elements(ops::softmax(gaps, 1)) == elements(ops::softmax(gaps.clone(), 1)));
}

TEST_CASE("softmax refuses an axis that is not there, and whole numbers", "[ops][softmax]") {
  reference::register_ops();
  const Tensor x = Tensor::zeros({2, 3}, DType::F32);
  CHECK_THROWS_WITH(ops::softmax(x, 2), "softmax: no axis 2 in input's shape [2, 3]");
  CHECK_THROWS_WITH(ops::log_softmax(x, -3), "log_softmax: no axis -3 in input's shape [2, 3]");
  CHECK_THROWS_WITH(ops::softmax(Tensor::zeros({2}, DType::I64), 0),
                    "softmax: computes in F32 or F64, not in I64");
}

}  // namespace
}  // namespace warplight
