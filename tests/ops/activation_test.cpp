// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/ops/gelu.hpp"
#include "common/ops/mul.hpp"
#include "common/ops/quick_gelu.hpp"
#include "common/ops/relu.hpp"
#include "common/ops/silu.hpp"
#include "common/ops/swiglu.hpp"
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

Tensor one(double x, DType dtype = DType::F64) {
  return Tensor::from(std::vector<double>{x}).to(dtype);
}

double silu_at(double x) { return element(ops::silu(one(x)), 0); }

double gelu_at(double x, ops::GeluApproximation approximation = ops::GeluApproximation::None) {
  return element(ops::gelu(one(x), approximation), 0);
}

TEST_CASE("silu is x times its sigmoid", "[ops][silu]") {
  reference::register_ops();
  CHECK(silu_at(0) == 0);
  CHECK(silu_at(std::log(3)) == Approx(std::log(3) * 0.75));
  CHECK(silu_at(-std::log(3)) == Approx(-std::log(3) * 0.25));
  CHECK(silu_at(1) - silu_at(-1) == Approx(1));  // sigmoid(x) + sigmoid(-x) = 1
}

TEST_CASE("gelu is x times the normal distribution function", "[ops][gelu]") {
  reference::register_ops();
  CHECK(gelu_at(0) == 0);
  CHECK(gelu_at(1) == Approx(0.8413447460685429));              // Phi(1) of any table
  CHECK(gelu_at(-1.96) == Approx(-1.96 * 0.0249978951482204));  // Phi(-1.96)
  CHECK(gelu_at(2) - gelu_at(-2) == Approx(2));                 // Phi(x) + Phi(-x) = 1
}

TEST_CASE("gelu keeps the digits of a far tail", "[ops][gelu]") {
  reference::register_ops();
  CHECK(gelu_at(-10) == Approx(-10 * 7.619853024160527e-24));  // 1 + erf would be 0 there
}

TEST_CASE("gelu's tanh formula stays within its known distance of gelu", "[ops][gelu]") {
  reference::register_ops();
  double worst = 0;
  for (double x = -6; x <= 6; x += 0.01) {
    worst = std::max(worst, std::fabs(gelu_at(x, ops::GeluApproximation::Tanh) - gelu_at(x)));
  }
  // It reaches 4.7e-4 near |x| = 2.7: closer would be the wrong branch, farther a wrong constant.
  CHECK(worst == Approx(4.73e-4).epsilon(0.01));
}

TEST_CASE("quick_gelu is x times the sigmoid of 1.702 x", "[ops][quick_gelu]") {
  reference::register_ops();
  const double x = std::log(3) / 1.702;
  CHECK(element(ops::quick_gelu(one(x)), 0) == Approx(x * 0.75));
  for (const DType dtype : {DType::F32, DType::F64}) {
    CHECK(element(ops::quick_gelu(one(1e4, dtype)), 0) == Approx(1e4));
    CHECK(element(ops::quick_gelu(one(-1e4, dtype)), 0) == 0);
  }
  for (const std::int64_t n : {1, 17, 33}) {
    const Tensor many = random_tensor({n}, 9, 8).to(DType::F32);
    CHECK(share_of_tolerance(ops::quick_gelu(many), ops::quick_gelu(many.to(DType::F64))) < 1);
  }
}

TEST_CASE("relu keeps what is positive, and NaN", "[ops][relu]") {
  reference::register_ops();
  for (const DType dtype : {DType::F32, DType::F64}) {
    const Tensor x = Tensor::from(std::vector<double>{-1e4, -1, 0, 1, 1e4}).to(dtype);
    CHECK(elements(ops::relu(x)) == std::vector<double>{0, 0, 0, 1, 1e4});
    CHECK(std::isnan(element(ops::relu(one(NAN, dtype)), 0)));
  }
}

TEST_CASE("swiglu is silu of the gate times up", "[ops][swiglu]") {
  reference::register_ops();
  for (const Shape& shape : {Shape{1}, Shape{2, 17}, Shape{3, 33}, Shape{0, 4}, Shape{}}) {
    const Tensor gate = random_tensor(shape, 5, 4);
    const Tensor up = random_tensor(shape, 6, 4);
    const Tensor y = ops::swiglu(gate, up);
    const Tensor expected = ops::mul(ops::silu(gate), up);
    CHECK(y.shape() == shape);
    for (std::size_t i = 0; i < static_cast<std::size_t>(y.numel()); ++i) {
      CHECK(element(y, i) == Approx(element(expected, i)).epsilon(1e-14));
    }
  }
}

TEST_CASE("activations in F32 agree with F64", "[ops][silu][gelu][swiglu]") {
  reference::register_ops();
  for (const std::int64_t n : {1, 17, 33, 1000}) {
    for (const std::uint64_t seed : {1, 2}) {
      const Tensor x = random_tensor({n}, seed, 8).to(DType::F32);
      const Tensor u = random_tensor({n}, seed + 10, 8).to(DType::F32);
      const Tensor wide = x.to(DType::F64);
      CHECK(share_of_tolerance(ops::silu(x), ops::silu(wide)) < 1);
      CHECK(share_of_tolerance(ops::swiglu(x, u), ops::swiglu(wide, u.to(DType::F64))) < 1);
      for (const auto kind : {ops::GeluApproximation::None, ops::GeluApproximation::Tanh}) {
        CHECK(share_of_tolerance(ops::gelu(x, kind), ops::gelu(wide, kind)) < 1);
      }
    }
  }
}

TEST_CASE("activations at 1e4 are x on one side and 0 on the other", "[ops][silu][gelu][swiglu]") {
  reference::register_ops();
  for (const DType dtype : {DType::F32, DType::F64}) {
    for (const double x : {1e4, 1e30}) {
      CHECK(element(ops::silu(one(x, dtype)), 0) == Approx(x));
      CHECK(element(ops::silu(one(-x, dtype)), 0) == 0);
      CHECK(element(ops::swiglu(one(-x, dtype), one(5, dtype)), 0) == 0);
      for (const auto kind : {ops::GeluApproximation::None, ops::GeluApproximation::Tanh}) {
        CHECK(element(ops::gelu(one(x, dtype), kind), 0) == Approx(x));
        CHECK(element(ops::gelu(one(-x, dtype), kind), 0) == 0);
      }
    }
  }
}

TEST_CASE("activations read views with gaps", "[ops][silu][gelu][swiglu]") {
  reference::register_ops();
  const Tensor x = random_tensor({6, 5}, 8).transpose(0, 1).slice(1, 2, 5);
  CHECK(elements(ops::silu(x)) == elements(ops::silu(x.clone())));
  CHECK(elements(ops::swiglu(x, x)) == elements(ops::swiglu(x.clone(), x.clone())));
  CHECK(elements(ops::gelu(x, ops::GeluApproximation::None)) ==
        elements(ops::gelu(x.clone(), ops::GeluApproximation::None)));
}

TEST_CASE("activations refuse other dtypes, swiglu other shapes", "[ops][silu][gelu][swiglu]") {
  reference::register_ops();
  const Tensor whole = Tensor::zeros({2}, DType::I32);
  CHECK_THROWS_WITH(ops::silu(whole), "silu: computes in F32 or F64, not in I32");
  CHECK_THROWS_WITH(ops::gelu(whole, ops::GeluApproximation::None),
                    "gelu: computes in F32 or F64, not in I32");
  const Tensor gate = Tensor::zeros({2, 3}, DType::F32);
  CHECK_THROWS_WITH(ops::swiglu(gate, Tensor::zeros({3, 2}, DType::F32)),
                    "swiglu: gate and up differ in shape: [2, 3] and [3, 2]");
  CHECK_THROWS_WITH(ops::swiglu(gate, Tensor::zeros({2, 3}, DType::F64)),
                    "swiglu: dtypes F32 and F64 differ");
}

}  // namespace
}  // namespace warplight
