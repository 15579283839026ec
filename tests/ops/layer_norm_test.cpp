// SPDX-License-Identifier: Apache-2.0
#include "common/ops/layer_norm.hpp"

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
using tests::share_of_tolerance;

TEST_CASE("layer_norm subtracts the mean and divides by the deviation", "[ops][layer_norm]") {
  reference::register_ops();
  const Tensor x = Tensor::from(std::vector<double>{1, 3, 5, 7, 4, 4, 4, 4}, {2, 4});
  const Tensor w = Tensor::from(std::vector<double>{1, 2, 1, 1});
  const Tensor b = Tensor::from(std::vector<double>{0, 0, 10, 0});
  const Tensor y = ops::layer_norm(x, w, b, {4}, 0.25);  // mean 4, variance 5; then 4, 0
  const double deviation = std::sqrt(5.25);
  CHECK(element(y, 0) == Approx(-3 / deviation));
  CHECK(element(y, 1) == Approx(2 * -1 / deviation));
  CHECK(element(y, 2) == Approx(1 / deviation + 10));
  CHECK(element(y, 4) == 0);
  CHECK(element(y, 6) == 10);
}

TEST_CASE("layer_norm leaves rows of mean 0 and variance 1", "[ops][layer_norm]") {
  reference::register_ops();
  for (const std::int64_t n : {2, 17, 33, 100}) {
    const Tensor x = random_tensor({3, n}, 11, 5);
    const Tensor y = ops::layer_norm(x, Tensor(), Tensor(), {n}, 0);
    for (std::int64_t row = 0; row < 3; ++row) {
      double sum = 0;
      double squares = 0;
      for (const double value : elements(y.slice(0, row, row + 1))) {
        sum += value;
        squares += value * value;
      }
      CHECK(sum == Approx(0).margin(1e-12));
      CHECK(squares / static_cast<double>(n) == Approx(1));
    }
  }
}

TEST_CASE("layer_norm in F32 agrees with F64, with a large mean too", "[ops][layer_norm]") {
  reference::register_ops();
  for (const std::int64_t n : {1, 17, 33, 576}) {
    for (const double mean : {0.0, 100.0, -1e4}) {
      Tensor x = random_tensor({2, n}, 12);
      for (double& value : x.span<double>()) {
        value += mean;
      }
      x = x.to(DType::F32);
      const Tensor w = random_tensor({n}, 13).to(DType::F32);
      const Tensor b = random_tensor({n}, 14).to(DType::F32);
      const Tensor judge =
          ops::layer_norm(x.to(DType::F64), w.to(DType::F64), b.to(DType::F64), {n}, 1e-5);
      CHECK(share_of_tolerance(ops::layer_norm(x, w, b, {n}, 1e-5), judge) < 1);
    }
  }
}

TEST_CASE("layer_norm spans several axes, and reads views with gaps", "[ops][layer_norm]") {
  reference::register_ops();
  const Tensor x = random_tensor({2, 3, 4}, 15);
  const Tensor w = random_tensor({3, 4}, 16);
  const Tensor flat = ops::layer_norm(x.reshape({2, 12}), w.reshape({12}), Tensor(), {12}, 1e-5);
  CHECK(elements(ops::layer_norm(x, w, Tensor(), {3, 4}, 1e-5)) == elements(flat));
  const Tensor gaps = x.transpose(0, 2);  // [4, 3, 2]
  CHECK(elements(ops::layer_norm(gaps, Tensor(), Tensor(), {2}, 1e-5)) ==
        elements(ops::layer_norm(gaps.clone(), Tensor(), Tensor(), {2}, 1e-5)));
  CHECK(ops::layer_norm(Tensor::zeros({0, 4}, DType::F32), Tensor(), Tensor(), {4}, 1e-5).shape() ==
        Shape{0, 4});
}

TEST_CASE("layer_norm refuses shapes and dtypes that do not fit", "[ops][layer_norm]") {
  reference::register_ops();
  const Tensor x = Tensor::zeros({2, 4}, DType::F32);
  const Tensor three = Tensor::zeros({3}, DType::F32);
  CHECK_THROWS_WITH(ops::layer_norm(x, Tensor(), Tensor(), {3}, 1e-5),
                    "layer_norm: normalized_shape [3] is not the tail of input's shape [2, 4]");
  CHECK_THROWS_WITH(
      ops::layer_norm(x, Tensor(), three, {4}, 1e-5),
      "layer_norm: a parameter does not have the normalised shape of input: [2, 4] and [3]");
  CHECK_THROWS_WITH(ops::layer_norm(x, Tensor::zeros({4}, DType::F64), Tensor(), {4}, 1e-5),
                    "layer_norm: dtypes F32 and F64 differ");
  CHECK_THROWS_AS(ops::layer_norm(x, Tensor(), Tensor(), {}, 1e-5), InputError);
}

}  // namespace
}  // namespace warplight
