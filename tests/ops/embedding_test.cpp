// SPDX-License-Identifier: Apache-2.0
#include "common/ops/embedding.hpp"

#include "common/error.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/tensors.hpp"

#include <algorithm>
#include <vector>

namespace warplight {
namespace {

using tests::elements;
using tests::random_tensor;

TEST_CASE("embedding picks rows in the order of the indices", "[ops][embedding]") {
  reference::register_ops();
  const Tensor weight = Tensor::from(std::vector<float>{0, 1, 10, 11, 20, 21}, {3, 2});
  const Tensor indices = Tensor::from(std::vector<std::int64_t>{2, 0, 2, 1}, {2, 2});
  const Tensor y = ops::embedding(indices, weight);
  CHECK(y.shape() == Shape{2, 2, 2});
  CHECK(y.dtype() == DType::F32);
  CHECK(elements(y) == std::vector<double>{20, 21, 0, 1, 20, 21, 10, 11});
}

TEST_CASE("embedding widens the rows of narrow weights", "[ops][embedding]") {
  reference::register_ops();
  const Tensor indices = Tensor::from(std::vector<std::int64_t>{3, 1, 1});
  const Tensor wide = random_tensor({5, 64}, 41);
  for (const DType dtype : {DType::F64, DType::F32, DType::F16, DType::BF16}) {
    const Tensor weight = wide.to(dtype);
    const Tensor y = ops::embedding(indices, weight);
    CHECK(y.dtype() == (dtype == DType::F64 ? DType::F64 : DType::F32));
    const std::vector<double> all = elements(weight);
    CHECK(std::equal(all.begin() + 64, all.begin() + 128, elements(y).begin() + 64));
    CHECK(std::equal(all.begin() + 192, all.begin() + 256, elements(y).begin()));
  }
}

TEST_CASE("embedding reads block formats row by row", "[ops][embedding]") {
  reference::register_ops();
  const Tensor indices = Tensor::from(std::vector<std::int64_t>{2, 0});
  for (const DType dtype : {DType::Q4_0, DType::Q4_1, DType::Q8_0}) {
    const Tensor weight = Tensor::empty({3, 64}, dtype);
    for (std::size_t i = 0; i < weight.nbytes(); ++i) {
      weight.bytes()[i] =
          static_cast<std::byte>(i * 7 % 120);  // no scale is NaN: its top byte is small
    }
    const std::vector<double> all = elements(weight);
    const std::vector<double> rows = elements(ops::embedding(indices, weight));
    INFO(name(dtype));
    CHECK(std::equal(all.begin() + 128, all.end(), rows.begin()));
    CHECK(std::equal(all.begin(), all.begin() + 64, rows.begin() + 64));
  }
}

TEST_CASE("embedding takes a scalar, no index, and views with gaps", "[ops][embedding]") {
  reference::register_ops();
  const Tensor weight = random_tensor({4, 3}, 42);
  CHECK(ops::embedding(Tensor::from(std::vector<std::int64_t>{1}, {}), weight).shape() == Shape{3});
  CHECK(ops::embedding(Tensor::empty({0}, DType::I64), weight).shape() == Shape{0, 3});
  const Tensor indices =
      Tensor::from(std::vector<std::int64_t>{0, 1, 2, 0, 1, 2}, {2, 3}).transpose(0, 1);
  CHECK(elements(ops::embedding(indices, weight.transpose(0, 1))) ==
        elements(ops::embedding(indices.clone(), weight.transpose(0, 1).clone())));
}

TEST_CASE("embedding refuses an index that no row has", "[ops][embedding]") {
  reference::register_ops();
  const Tensor weight = Tensor::zeros({4, 3}, DType::F32);
  CHECK_THROWS_WITH(ops::embedding(Tensor::from(std::vector<std::int64_t>{0, 4}), weight),
                    "embedding: index 4 is not in [0, 4)");
  CHECK_THROWS_WITH(ops::embedding(Tensor::from(std::vector<std::int64_t>{-1}), weight),
                    "embedding: index -1 is not in [0, 4)");
}

TEST_CASE("embedding refuses other dtypes and shapes", "[ops][embedding]") {
  reference::register_ops();
  const Tensor indices = Tensor::from(std::vector<std::int64_t>{0});
  const Tensor weight = Tensor::zeros({4, 3}, DType::F32);
  CHECK_THROWS_WITH(ops::embedding(Tensor::zeros({1}, DType::I32), weight),
                    "embedding: indices are I32, not I64");
  CHECK_THROWS_WITH(ops::embedding(indices, Tensor::zeros({4, 3}, DType::I64)),
                    "embedding: weight is I64, not floating");
  CHECK_THROWS_WITH(ops::embedding(indices, Tensor::zeros({4}, DType::F32)),
                    "embedding: weight is not [V, C]; indices and weight: [1] and [4]");
}

}  // namespace
}  // namespace warplight
