// SPDX-License-Identifier: Apache-2.0
#include "common/ops/mse_loss.hpp"

#include "common/error.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/tensors.hpp"

#include <cmath>
#include <vector>

namespace warplight {
namespace {

using tests::element;
using tests::random_tensor;
using tests::share_of_tolerance;

TEST_CASE("mse_loss is the mean of the squared errors", "[ops][mse_loss]") {
  reference::register_ops();
  const Tensor x = Tensor::from(std::vector<float>{1, 2, 3, 4}, {2, 2});
  const Tensor t = Tensor::from(std::vector<float>{1, 0, 6, 4}, {2, 2});
  const Tensor y = ops::mse_loss(x, t);
  CHECK(y.shape().empty());
  CHECK(element(y, 0) == Approx((4 + 9) / 4.0));
  CHECK(element(ops::mse_loss(x, x), 0) == 0);
}

TEST_CASE("mse_loss in F32 agrees with F64, over any size", "[ops][mse_loss]") {
  reference::register_ops();
  for (const std::int64_t n : {1, 17, 33, 1000}) {
    const Tensor x = random_tensor({n}, 61, 100).to(DType::F32);
    const Tensor t = random_tensor({n}, 62, 100).to(DType::F32);
    CHECK(share_of_tolerance(ops::mse_loss(x, t),
                             ops::mse_loss(x.to(DType::F64), t.to(DType::F64))) < 1);
  }
}

TEST_CASE("mse_loss of nothing has no mean; gaps are skipped", "[ops][mse_loss]") {
  reference::register_ops();
  const Tensor none = Tensor::zeros({0}, DType::F32);
  CHECK(std::isnan(element(ops::mse_loss(none, none), 0)));
  const Tensor gaps = random_tensor({3, 4}, 63).slice(1, 1, 3);
  const Tensor zeros = Tensor::zeros({3, 2}, DType::F64);
  CHECK(element(ops::mse_loss(gaps, zeros), 0) == element(ops::mse_loss(gaps.clone(), zeros), 0));
}

TEST_CASE("mse_loss refuses other shapes and dtypes", "[ops][mse_loss]") {
  reference::register_ops();
  const Tensor x = Tensor::zeros({2, 3}, DType::F32);
  CHECK_THROWS_WITH(ops::mse_loss(x, Tensor::zeros({3}, DType::F32)),
                    "mse_loss: input and target differ in shape: [2, 3] and [3]");
  CHECK_THROWS_WITH(ops::mse_loss(x, Tensor::zeros({2, 3}, DType::F64)),
                    "mse_loss: dtypes F32 and F64 differ");
}

}  // namespace
}  // namespace warplight
