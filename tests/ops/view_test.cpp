// SPDX-License-Identifier: Apache-2.0
#include "common/ops/view.hpp"

#include "common/error.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/tensors.hpp"

#include <numeric>
#include <vector>

namespace warplight {
namespace {

using tests::elements;
using tests::random_tensor;

Tensor counting(const Shape& shape, std::int64_t first, DType dtype = DType::I64) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(element_count(shape)));
  std::iota(values.begin(), values.end(), first);
  return Tensor::from(values, shape).to(dtype);
}

TEST_CASE("views share memory; reshape copies only where it must", "[ops][view]") {
  const Tensor x = random_tensor({2, 3, 4}, 71);
  CHECK(ops::reshape(x, {6, -1}).bytes() == x.bytes());
  CHECK(ops::transpose(x, 0, 1).bytes() == x.bytes());
  CHECK(ops::slice(x, 1, 0, 2).bytes() == x.bytes());
  const Tensor turned = ops::transpose(x, 0, 2);
  CHECK(ops::reshape(turned, {24}).bytes() != x.bytes());
  CHECK(elements(ops::reshape(turned, {24})) == elements(turned));
}

TEST_CASE("concat lays tensors along any axis", "[ops][concat]") {
  reference::register_ops();
  const Tensor a = counting({2, 2}, 0);
  const Tensor b = counting({1, 2}, 10);
  const Tensor c = counting({2, 3}, 20);
  const Tensor rows = ops::concat({a, b}, 0);
  CHECK(rows.shape() == Shape{3, 2});
  CHECK(elements(rows) == std::vector<double>{0, 1, 2, 3, 10, 11});
  const Tensor columns = ops::concat({a, c}, -1);
  CHECK(columns.shape() == Shape{2, 5});
  CHECK(elements(columns) == std::vector<double>{0, 1, 20, 21, 22, 2, 3, 23, 24, 25});
}

TEST_CASE("slices put together again are the whole, in every dtype", "[ops][concat]") {
  reference::register_ops();
  for (const DType dtype : {DType::F64, DType::F32, DType::BF16, DType::I8}) {
    const Tensor x = counting({3, 5, 4}, 0, dtype);
    for (std::int64_t axis = 0; axis < 3; ++axis) {
      const std::int64_t n = x.dim(axis);
      const Tensor whole = ops::concat(
          {ops::slice(x, axis, 0, 1), ops::slice(x, axis, 1, 1), ops::slice(x, axis, 1, n)}, axis);
      CHECK(whole.shape() == x.shape());
      CHECK(whole.dtype() == dtype);
      CHECK(elements(whole) == elements(x));
    }
  }
}

TEST_CASE("concat of empty tensors is empty", "[ops][concat]") {
  reference::register_ops();
  const Tensor none = Tensor::zeros({0, 3}, DType::F32);
  CHECK(ops::concat({none, none}, 0).shape() == Shape{0, 3});
  CHECK(ops::concat({none, none}, 1).shape() == Shape{0, 6});
}

TEST_CASE("concat refuses what does not fit", "[ops][concat]") {
  reference::register_ops();
  const Tensor x = Tensor::zeros({2, 3}, DType::F32);
  CHECK_THROWS_WITH(ops::concat({x, Tensor::zeros({2, 4}, DType::F32)}, 0),
                    "concat: shapes differ on another axis: [2, 3] and [2, 4]");
  CHECK_THROWS_WITH(ops::concat({x, Tensor::zeros({3}, DType::F32)}, 0),
                    "concat: shapes differ on another axis: [2, 3] and [3]");
  CHECK_THROWS_WITH(ops::concat({x, Tensor::zeros({2, 3}, DType::F64)}, 0),
                    "concat: dtypes F32 and F64 differ");
  CHECK_THROWS_WITH(ops::concat({x}, 2), "concat: no axis 2 in input's shape [2, 3]");
  CHECK_THROWS_WITH(ops::concat({}, 0), "concat: no tensors");
  CHECK_THROWS_AS(ops::concat({Tensor::zeros({}, DType::F32)}, 0), InputError);
}

}  // namespace
}  // namespace warplight
