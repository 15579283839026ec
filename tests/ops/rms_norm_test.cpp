// SPDX-License-Identifier: Apache-2.0
#include "common/ops/rms_norm.hpp"

#include "common/error.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/tensors.hpp"

#include <vector>

namespace warplight {
namespace {

using tests::element;
using tests::elements;
using tests::random_tensor;
using tests::share_of_tolerance;

TEST_CASE("rms_norm divides by the root mean square", "[ops][rms_norm]") {
  reference::register_ops();
  const Tensor x = Tensor::from(std::vector<float>{3, 4, 0, 0, 1, 1, 1, 1}, {2, 4});
  const Tensor w = Tensor::from(std::vector<float>{1, 2, 1, 1});
  const Tensor y = ops::rms_norm(x, w, {4}, 0.0);
  CHECK(element(y, 0) == Approx(3 / 2.5));
  CHECK(element(y, 1) == Approx(2 * 4 / 2.5));
  CHECK(element(y, 4) == Approx(1));
}

TEST_CASE("rms_norm adds eps to the mean square, before the root", "[ops][rms_norm]") {
  reference::register_ops();
  const Tensor x = Tensor::from(std::vector<double>{1, 1}, {1, 2});
  CHECK(element(ops::rms_norm(x, Tensor(), {2}, 3.0), 0) == Approx(0.5));
  CHECK(element(ops::rms_norm(Tensor::zeros({1, 2}, DType::F64), Tensor(), {2}, 1e-6), 0) == 0);
}

TEST_CASE("rms_norm does not see the scale of its row", "[ops][rms_norm]") {
  reference::register_ops();
  const Tensor x = random_tensor({3, 33}, 21);
  for (const double scale : {1e-4, 1e4}) {
    Tensor scaled = x.clone();
    for (double& value : scaled.span<double>()) {
      value *= scale;
    }
    CHECK(share_of_tolerance(ops::rms_norm(scaled, Tensor(), {33}, 0),
                             ops::rms_norm(x, Tensor(), {33}, 0)) < 1e-6);
  }
}

TEST_CASE("rms_norm in F32 agrees with F64", "[ops][rms_norm]") {
  reference::register_ops();
  for (const std::int64_t n : {1, 17, 33, 576}) {
    for (const std::uint64_t seed : {1, 2}) {
      const Tensor x = random_tensor({2, n}, seed, 30).to(DType::F32);
      const Tensor w = random_tensor({n}, seed + 5).to(DType::F32);
      const Tensor judge = ops::rms_norm(x.to(DType::F64), w.to(DType::F64), {n}, 1e-5);
      CHECK(share_of_tolerance(ops::rms_norm(x, w, {n}, 1e-5), judge) < 1);
    }
  }
}

TEST_CASE("rms_norm spans several axes, and reads views with gaps", "[ops][rms_norm]") {
  reference::register_ops();
  const Tensor x = random_tensor({2, 3, 4}, 22);
  const Tensor w = random_tensor({3, 4}, 23);
  CHECK(elements(ops::rms_norm(x, w, {3, 4}, 1e-5)) ==
        elements(ops::rms_norm(x.reshape({2, 12}), w.reshape({12}), {12}, 1e-5)));
  const Tensor gaps = x.transpose(0, 2);  // [4, 3, 2]
  CHECK(elements(ops::rms_norm(gaps, Tensor(), {2}, 1e-5)) ==
        elements(ops::rms_norm(gaps.clone(), Tensor(), {2}, 1e-5)));
  CHECK(ops::rms_norm(Tensor::zeros({0, 4}, DType::F32), Tensor(), {4}, 1e-5).shape() ==
        Shape{0, 4});
}

TEST_CASE("rms_norm refuses shapes and dtypes that do not fit", "[ops][rms_norm]") {
  reference::register_ops();
  const Tensor x = Tensor::zeros({2, 4}, DType::F32);
  CHECK_THROWS_WITH(ops::rms_norm(x, Tensor(), {3}, 1e-5),
                    "rms_norm: normalized_shape [3] is not the tail of input's shape [2, 4]");
  CHECK_THROWS_WITH(
      ops::rms_norm(x, Tensor::zeros({2}, DType::F32), {4}, 1e-5),
      "rms_norm: a parameter does not have the normalised shape of input: [2, 4] and [2]");
  CHECK_THROWS_WITH(ops::rms_norm(x, Tensor::zeros({4}, DType::F16), {4}, 1e-5),
                    "rms_norm: dtypes F32 and F16 differ");
}

}  // namespace
}  // namespace warplight
