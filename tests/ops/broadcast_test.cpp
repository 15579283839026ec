// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/ops/add.hpp"
#include "common/ops/mul.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/tensors.hpp"

#include <functional>
#include <vector>

namespace warplight {
namespace {

using tests::elements;
using tests::random_tensor;

// Every element of a (op) b, found by index arithmetic alone.
template <class Operation>
std::vector<double> expected(const Tensor& a,
                             const Tensor& b,
                             const Shape& shape,
                             Operation operation) {
  const auto at = [&](const Tensor& x, std::int64_t index) {
    std::int64_t offset = 0;
    std::int64_t stride = 1;
    for (std::int64_t axis = 1; axis <= static_cast<std::int64_t>(shape.size()); ++axis) {
      const std::int64_t extent = shape[shape.size() - static_cast<std::size_t>(axis)];
      const std::int64_t own = axis <= x.ndim() ? x.dim(-axis) : 1;
      offset += own == 1 ? 0 : index % extent * stride;
      stride *= own;
      index /= extent;
    }
    return elements(x)[static_cast<std::size_t>(offset)];
  };
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(element_count(shape)));
  for (std::int64_t i = 0; i < element_count(shape); ++i) {
    values.push_back(operation(at(a, i), at(b, i)));
  }
  return values;
}

TEST_CASE("add and mul broadcast as torch does", "[ops][add][mul]") {
  reference::register_ops();
  struct Case {
    Shape a, b, result;
  };
  const std::vector<Case> cases{{{4}, {4}, {4}},
                                {{2, 3}, {3}, {2, 3}},
                                {{3}, {2, 3}, {2, 3}},
                                {{2, 1}, {1, 5}, {2, 5}},
                                {{}, {4, 2}, {4, 2}},
                                {{3, 1, 2}, {4, 1}, {3, 4, 2}},
                                {{1}, {0}, {0}},
                                {{2, 0, 3}, {1, 3}, {2, 0, 3}},
                                {{}, {}, {}},
                                {{5, 1, 1, 2}, {1, 3, 4, 1}, {5, 3, 4, 2}},
                                {{33, 17}, {33, 17}, {33, 17}}};
  for (const auto& [shape_a, shape_b, shape] : cases) {
    const Tensor a = random_tensor(shape_a, 31);
    const Tensor b = random_tensor(shape_b, 32);
    INFO(to_string(shape_a) << " and " << to_string(shape_b));
    const Tensor sum = ops::add(a, b);
    CHECK(sum.shape() == shape);
    CHECK(elements(sum) == expected(a, b, shape, std::plus<>()));
    CHECK(elements(ops::mul(a, b)) == expected(a, b, shape, std::multiplies<>()));
  }
}

TEST_CASE("add and mul compute in F32 too, and read views with gaps", "[ops][add][mul]") {
  reference::register_ops();
  const Tensor a = random_tensor({3, 5}, 33).to(DType::F32).transpose(0, 1);
  const Tensor b = random_tensor({6}, 34).to(DType::F32).slice(0, 2, 5);
  const Tensor sum = ops::add(a, b);
  CHECK(sum.dtype() == DType::F32);
  CHECK(sum.shape() == Shape{5, 3});
  CHECK(sum.data<float>()[4] == a.clone().data<float>()[4] + b.data<float>()[1]);
  CHECK(elements(ops::mul(a, b)) == elements(ops::mul(a.clone(), b.clone())));
}

TEST_CASE("add and mul refuse shapes and dtypes that do not fit", "[ops][add][mul]") {
  reference::register_ops();
  const Tensor a = Tensor::zeros({2, 3}, DType::F32);
  const Tensor b = Tensor::zeros({2}, DType::F32);
  CHECK_THROWS_WITH(ops::add(a, b), "add: shapes do not broadcast: [2, 3] and [2]");
  CHECK_THROWS_WITH(ops::mul(b, a), "mul: shapes do not broadcast: [2] and [2, 3]");
  CHECK_THROWS_WITH(ops::add(a, Tensor::zeros({3}, DType::F64)), "add: dtypes F32 and F64 differ");
  CHECK_THROWS_WITH(ops::mul(Tensor::zeros({2}, DType::I64), Tensor::zeros({2}, DType::I64)),
                    "mul: computes in F32 or F64, not in I64");
}

}  // namespace
}  // namespace warplight
