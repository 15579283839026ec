// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/runner/compare.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace warplight::golden {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

Tensor floats(const std::vector<float>& values) { return Tensor::from(values); }

bool passes(const std::vector<float>& got,
            const std::vector<float>& want,
            const Tolerance& tolerance) {
  return compare("out.x", floats(got), floats(want), tolerance).passed;
}

TEST_CASE("without a floor the scale is 1, whatever the values", "[golden][compare]") {
  const Tolerance tolerance{.atol = 0.25, .rtol = 0, .floor = {}};
  CHECK(passes({100.25F}, {100}, tolerance));
  CHECK_FALSE(passes({100.5F}, {100}, tolerance));
  CHECK(passes({0.25F}, {0}, tolerance));
}

TEST_CASE("with a floor the scale is the largest finite value, at least the floor",
          "[golden][compare]") {
  const Tolerance tolerance{.atol = 0.25, .rtol = 0, .floor = 2.0};
  CHECK(passes({1, 25, kInf}, {0, 8, kInf}, {.atol = 0.25, .rtol = 0, .floor = 100.0}));
  CHECK(passes({2, -10, kInf}, {0, -8, kInf}, tolerance));  // S = 8: 2 is allowed
  CHECK_FALSE(passes({2.125F, -8, kInf}, {0, -8, kInf}, tolerance));
  CHECK(passes({0.5F}, {0}, tolerance));  // S = 2
  CHECK_FALSE(passes({0.5625F}, {0}, tolerance));
}

TEST_CASE("rtol counts by the expected value of each element", "[golden][compare]") {
  const Tolerance tolerance{.atol = 0, .rtol = 0.125, .floor = {}};
  CHECK(passes({9, 0}, {8, 0}, tolerance));
  CHECK_FALSE(passes({9.5F, 0}, {8, 0}, tolerance));
  CHECK_FALSE(passes({8, 0.001F}, {8, 0}, tolerance));
}

TEST_CASE("infinities must be equal and NaN never passes", "[golden][compare]") {
  const Tolerance loose{.atol = 1e30, .rtol = 1e30, .floor = 1e30};
  CHECK(passes({kInf, -kInf}, {kInf, -kInf}, loose));
  CHECK_FALSE(passes({-kInf}, {kInf}, loose));
  CHECK_FALSE(passes({1}, {kInf}, loose));
  CHECK_FALSE(passes({kInf}, {1}, loose));
  CHECK_FALSE(passes({kNaN}, {1}, loose));
  CHECK_FALSE(passes({1}, {kNaN}, loose));
  CHECK_FALSE(passes({kNaN}, {kNaN}, loose));
  CHECK_FALSE(passes({kNaN}, {kInf}, loose));
}

TEST_CASE("whole numbers and booleans must be equal", "[golden][compare]") {
  const Tolerance loose{.atol = 100, .rtol = 100, .floor = 100.0};
  const auto far = std::int64_t{1} << 60;  // more digits than a double has
  const Tensor want = Tensor::from(std::vector<std::int64_t>{far + 1, 2});
  CHECK(compare("out.x", want, want, loose).passed);
  CHECK_FALSE(
      compare("out.x", Tensor::from(std::vector<std::int64_t>{far, 2}), want, loose).passed);
  const Tensor yes = Tensor::from(std::vector<std::uint8_t>{1}).to(DType::Bool);
  const Tensor no = Tensor::from(std::vector<std::uint8_t>{0}).to(DType::Bool);
  CHECK(compare("out.x", yes, yes, loose).passed);
  CHECK_FALSE(compare("out.x", no, yes, loose).passed);
}

TEST_CASE("another shape or kind fails", "[golden][compare]") {
  const Tolerance loose{.atol = 100, .rtol = 0, .floor = {}};
  const Difference shape =
      compare("out.x", Tensor::zeros({2, 3}, DType::F32), Tensor::zeros({3, 2}, DType::F32), loose);
  CHECK_FALSE(shape.passed);
  CHECK(shape.detail == "got shape [2, 3] want [3, 2]");
  CHECK_FALSE(
      compare("out.x", Tensor::zeros({2}, DType::I64), Tensor::zeros({2}, DType::F32), loose)
          .passed);
  CHECK(compare("out.x", Tensor::zeros({2}, DType::F32), Tensor::zeros({2}, DType::BF16), loose)
            .passed);
  CHECK(
      compare("out.x", Tensor::zeros({0, 3}, DType::F32), Tensor::zeros({0, 3}, DType::F32), loose)
          .passed);
}

TEST_CASE("the place and the size of the worst error are told", "[golden][compare]") {
  const Tensor want = Tensor::from(std::vector<float>{1, 2, 3, 100, 5, 6}, {2, 3});
  const Tensor got = Tensor::from(std::vector<float>{1, 2, 4, 108, 5, 6}, {2, 3});
  const Difference difference =
      compare("out.x", got, want, {.atol = 0.5, .rtol = 0.125, .floor = {}});
  CHECK_FALSE(difference.passed);
  CHECK(difference.max_abs_err == 8);    // at [1,0], where it is allowed
  CHECK(difference.at == "out.x[0,2]");  // where it is not
  CHECK(difference.abs_err_at == 1);
  CHECK(difference.max_share == Approx(1 / 0.875));  // 0.5 + 0.125 * 3
  CHECK(difference.detail == "got 4 want 3");
  const Tensor scalar = Tensor::from(std::vector<float>{1}, {});
  CHECK(compare("out.loss", scalar, Tensor::from(std::vector<float>{2}, {}), {}).at == "out.loss");
}

}  // namespace
}  // namespace warplight::golden
