// SPDX-License-Identifier: Apache-2.0
#include "common/ops/rms_norm.hpp"

#include <cmath>

#include "common/error.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"

namespace warplight {

TEST_CASE("rms_norm divides by the root mean square", "[ops][rms_norm]") {
  reference::register_ops();
  const Tensor x = Tensor::from(std::vector<float>{3, 4, 0, 0, 1, 1, 1, 1}, {2, 4});
  const Tensor w = Tensor::from(std::vector<float>{1, 2, 1, 1});
  const Tensor y = ops::rms_norm(x, w, {4}, 0.0);
  CHECK(y.span<float>()[0] == Approx(3 / 2.5));
  CHECK(y.span<float>()[1] == Approx(2 * 4 / 2.5));
  CHECK(y.span<float>()[4] == Approx(1));
}

TEST_CASE("rms_norm refuses a shape that is not the input's tail", "[ops][rms_norm]") {
  reference::register_ops();
  const Tensor x = Tensor::zeros({2, 4}, DType::F32);
  CHECK_THROWS_AS(ops::rms_norm(x, Tensor(), {3}, 1e-5), InputError);
}

}  // namespace warplight
