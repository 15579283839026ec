// SPDX-License-Identifier: Apache-2.0
#include "common/ops/rotary_embedding.hpp"

#include "reference_cpu/position_encoding/rope_parameters.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/random_tensor.hpp"
#include "tests/refuses.hpp"

#include <cmath>
#include <vector>

namespace warplight {
namespace {

Tensor rotate(const Tensor& x, const std::vector<std::int64_t>& positions) {
  model::RopeParameters parameters;
  parameters.head_dim = x.dim(3);
  const auto frequencies = model::rope_frequencies(parameters, 1, x.dtype());
  const Tensor ids = Tensor::from(positions, {1, static_cast<std::int64_t>(positions.size())});
  return ops::apply_rotary(x, ops::rotary_table(ids, frequencies.inverse_frequencies, 1.0));
}

double dot(const Tensor& a, const Tensor& b) {
  double sum = 0;
  for (std::int64_t i = 0; i < a.numel(); ++i) {
    sum += a.data<double>()[i] * b.data<double>()[i];
  }
  return sum;
}

}  // namespace

TEST_CASE("RoPE turns each pair (k, k + D/2) by position * base^(-2k/D)", "[rope]") {
  reference::register_ops();
  const Tensor x = random_tensor({1, 1, 1, 8}, 1);
  const Tensor y = rotate(x, {5});
  for (std::int64_t k = 0; k < 4; ++k) {
    const double angle = 5 * std::pow(10000.0, -2.0 * static_cast<double>(k) / 8);
    const double a = x.data<double>()[k];
    const double b = x.data<double>()[k + 4];
    CHECK(y.data<double>()[k] == Approx(a * std::cos(angle) - b * std::sin(angle)).margin(1e-14));
    CHECK(y.data<double>()[k + 4] ==
          Approx(b * std::cos(angle) + a * std::sin(angle)).margin(1e-14));
  }
}

TEST_CASE("A score depends on the distance of two positions alone", "[rope]") {
  reference::register_ops();
  const Tensor q = random_tensor({1, 1, 1, 64}, 1);
  const Tensor k = random_tensor({1, 1, 1, 64}, 2);
  for (const std::int64_t distance : {0, 1, 17, 300}) {
    const double at_zero = dot(rotate(q, {distance}), rotate(k, {0}));
    for (const std::int64_t shift : {1, 50, 1000}) {
      const double shifted = dot(rotate(q, {distance + shift}), rotate(k, {shift}));
      CHECK(shifted == Approx(at_zero).margin(1e-11));  // angles near 1300 keep 13 digits
    }
  }
}

TEST_CASE("Rotation keeps lengths, position 0 changes nothing, and turns add up", "[rope]") {
  reference::register_ops();
  const Tensor x = random_tensor({2, 3, 4, 16}, 3);
  const Tensor turned = rotate(x, {0, 7, 100, 8191});
  CHECK(dot(turned, turned) == Approx(dot(x, x)).epsilon(1e-13));
  CHECK(max_difference(turned.slice(2, 0, 1), x.slice(2, 0, 1)) == 0);
  CHECK(max_difference(rotate(rotate(x, {1, 2, 3, 4}), {4, 3, 2, 1}), rotate(x, {5, 5, 5, 5})) <
        1e-14);
}

TEST_CASE("What lies past the rotated part passes through untouched", "[rope]") {
  reference::register_ops();
  const Tensor x = random_tensor({1, 2, 3, 10}, 4);
  const Tensor ids = Tensor::from(std::vector<std::int64_t>{3, 4, 5}, {1, 3});
  const Tensor theta = Tensor::from(std::vector<double>{1.0, 0.1, 0.01});  // D_rot = 6 of 10
  const Tensor y = ops::apply_rotary(x, ops::rotary_table(ids, theta, 1.0));
  CHECK(max_difference(y.slice(3, 6, 10), x.slice(3, 6, 10)) == 0);
  CHECK(max_difference(y.slice(3, 0, 6),
                       ops::apply_rotary(x.slice(3, 0, 6), ops::rotary_table(ids, theta, 1.0))) ==
        0);
}

TEST_CASE("RoPE refuses what does not fit", "[rope]") {
  reference::register_ops();
  const Tensor theta = Tensor::from(std::vector<double>{1.0, 0.1});
  const Tensor ids = Tensor::from(std::vector<std::int64_t>{0, 1, 2}, {1, 3});
  const auto table = ops::rotary_table(ids, theta, 1.0);
  CHECK(refuses([&] { ops::apply_rotary(random_tensor({1, 1, 4, 4}, 1), table); },
                {"apply_rotary", "[1, 1, 4, 4]", "[1, 3, 4]"}));
  CHECK(
      refuses([&] { ops::rotary_table(ids.to(DType::F64), theta, 1.0); }, {"rotary_table", "I64"}));
}

}  // namespace warplight
