// SPDX-License-Identifier: Apache-2.0
#include "common/tensor/tensor.hpp"

#include "common/error.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace warplight {
namespace {

// 0, 1, 2 ... in row-major order.
Tensor counting(const Shape& shape) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(element_count(shape)));
  std::iota(values.begin(), values.end(), 0);
  return Tensor::from(values, shape);
}

std::vector<std::int64_t> elements(const Tensor& tensor) {
  const Tensor contiguous = tensor.contiguous();
  const auto all = contiguous.span<std::int64_t>();
  return {all.begin(), all.end()};
}

TEST_CASE("an undefined tensor stands for an absent one", "[tensor]") {
  CHECK_FALSE(Tensor().defined());
  CHECK(Tensor::empty({0}, DType::F32).defined());
}

TEST_CASE("a tensor is its values in row-major order", "[tensor]") {
  const Tensor x = counting({2, 3});
  CHECK(x.shape() == Shape{2, 3});
  CHECK(x.strides() == std::vector<std::int64_t>{3, 1});
  CHECK(x.ndim() == 2);
  CHECK(x.numel() == 6);
  CHECK(x.nbytes() == 48);
  CHECK(x.dim(-1) == 3);
  CHECK(x.is_contiguous());
  CHECK(elements(x) == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5});
  CHECK(to_string(x.shape()) == "[2, 3]");
}

TEST_CASE("a scalar has no axes and one element", "[tensor]") {
  const Tensor x = Tensor::from(std::vector<float>{7}, {});
  CHECK(x.ndim() == 0);
  CHECK(x.numel() == 1);
  CHECK(x.is_contiguous());
  CHECK(x.clone().span<float>()[0] == 7);
  CHECK(x.reshape({1, 1}).shape() == Shape{1, 1});
  CHECK_THROWS_AS(x.dim(0), InputError);
}

TEST_CASE("zeros are zeros in every dtype", "[tensor]") {
  for (const DType dtype : {DType::F64, DType::F16, DType::I8, DType::Bool, DType::Q4_1}) {
    const Tensor x = Tensor::zeros({2, 64}, dtype);
    CHECK(std::all_of(x.bytes(), x.bytes() + x.nbytes(),
                      [](std::byte b) { return b == std::byte{0}; }));
  }
}

TEST_CASE("copying a tensor copies the view, clone copies the elements", "[tensor]") {
  const Tensor x = counting({4});
  const Tensor same = x;  // NOLINT(performance-unnecessary-copy-initialization): the point
  const Tensor other = x.clone();
  x.data<std::int64_t>()[0] = 100;
  CHECK(same.data<std::int64_t>()[0] == 100);
  CHECK(other.data<std::int64_t>()[0] == 0);
}

TEST_CASE("slices are views of their part", "[tensor]") {
  const Tensor x = counting({3, 4});
  const Tensor rows = x.slice(0, 1, 3);
  CHECK(rows.is_contiguous());
  CHECK(elements(rows) == std::vector<std::int64_t>{4, 5, 6, 7, 8, 9, 10, 11});
  const Tensor columns = x.slice(-1, 1, 3);
  CHECK_FALSE(columns.is_contiguous());
  CHECK(elements(columns) == std::vector<std::int64_t>{1, 2, 5, 6, 9, 10});
  CHECK(elements(columns.slice(0, 2, 3)) == std::vector<std::int64_t>{9, 10});
  columns.data<std::int64_t>()[0] = -1;
  CHECK(x.data<std::int64_t>()[1] == -1);
  CHECK(x.slice(1, 2, 2).numel() == 0);
  CHECK(elements(x.slice(1, 4, 4)).empty());
}

TEST_CASE("slices outside the tensor are refused", "[tensor]") {
  const Tensor x = counting({3, 4});
  CHECK_THROWS_AS(x.slice(0, -1, 2), InputError);
  CHECK_THROWS_AS(x.slice(0, 2, 1), InputError);
  CHECK_THROWS_AS(x.slice(0, 0, 4), InputError);
  CHECK_THROWS_AS(x.slice(2, 0, 1), InputError);
  CHECK_THROWS_WITH(x.slice(1, 3, 5), "slice: [3, 5) of axis 1 of shape [3, 4]");
}

TEST_CASE("transpose exchanges two axes of any rank", "[tensor]") {
  const Tensor x = counting({2, 3, 4});
  const Tensor y = x.transpose(0, -1);
  CHECK(y.shape() == Shape{4, 3, 2});
  CHECK_FALSE(y.is_contiguous());
  const std::vector<std::int64_t> values = elements(y);
  for (std::int64_t i = 0; i < 4; ++i) {
    for (std::int64_t j = 0; j < 3; ++j) {
      for (std::int64_t k = 0; k < 2; ++k) {
        CHECK(values[static_cast<std::size_t>((i * 3 + j) * 2 + k)] == (k * 3 + j) * 4 + i);
      }
    }
  }
  CHECK(elements(y.transpose(0, 2)) == elements(x));
  CHECK(elements(y.slice(0, 1, 3).transpose(1, 2)).front() == 1);
  CHECK_THROWS_AS(x.transpose(0, 3), InputError);
}

TEST_CASE("an axis of extent 1 or 0 leaves no gaps, whatever its stride", "[tensor]") {
  CHECK(counting({3, 1, 4}).transpose(0, 1).is_contiguous());
  CHECK(counting({2, 0, 3}).transpose(0, 2).is_contiguous());
  CHECK(counting({4, 5}).slice(0, 2, 3).transpose(0, 1).is_contiguous());
  CHECK_FALSE(counting({4, 5}).slice(1, 2, 3).is_contiguous());
}

TEST_CASE("reshape keeps the elements and finds one open extent", "[tensor]") {
  const Tensor x = counting({2, 6});
  CHECK(x.reshape({3, -1}).shape() == Shape{3, 4});
  CHECK(x.reshape({-1}).shape() == Shape{12});
  CHECK(x.reshape({2, 2, 3}).strides() == std::vector<std::int64_t>{6, 3, 1});
  CHECK(x.slice(0, 1, 2).reshape({6}).data<std::int64_t>()[0] == 6);
  CHECK(counting({0, 5}).reshape({-1, 7}).shape() == Shape{0, 7});
}

TEST_CASE("reshape refuses what does not fit", "[tensor]") {
  const Tensor x = counting({2, 6});
  CHECK_THROWS_AS(x.reshape({5}), InputError);
  CHECK_THROWS_AS(x.reshape({-1, 5}), InputError);
  CHECK_THROWS_AS(x.reshape({-1, -1}), InputError);
  CHECK_THROWS_AS(counting({1}).reshape({-1, -1}), InputError);
  CHECK_THROWS_AS(x.reshape({-2, -6}), InputError);
  CHECK_THROWS_AS(counting({0, 5}).reshape({-1, 0}), InputError);
  CHECK_THROWS_AS(x.transpose(0, 1).reshape({12}), InputError);
}

TEST_CASE("a tensor is read as what it is", "[tensor]") {
  const Tensor x = counting({2, 2});
  CHECK_THROWS_WITH(x.data<float>(), "a I64 tensor was read as F32");
  CHECK_THROWS_AS(x.transpose(0, 1).span<std::int64_t>(), InputError);
}

TEST_CASE("values must fill the shape", "[tensor]") {
  CHECK_THROWS_AS(Tensor::from(std::vector<float>{1, 2, 3}, {2, 2}), InputError);
  CHECK_THROWS_WITH(Tensor::from(std::vector<float>{1, 2, 3}, {2}),
                    "12 bytes do not fill a F32 tensor of shape [2]");
}

TEST_CASE("no shape overflows into a small allocation", "[tensor]") {
  const std::int64_t huge = std::int64_t{1} << 40;
  CHECK_THROWS_AS(Tensor::empty({huge, huge}, DType::U8), InputError);
  CHECK_THROWS_AS(Tensor::empty({std::numeric_limits<std::int64_t>::max()}, DType::F32),
                  InputError);
  CHECK_THROWS_AS(Tensor::empty({std::int64_t{1} << 61, 4}, DType::F64), InputError);
  CHECK_THROWS_AS(Tensor::empty({-1, 4}, DType::F32), InputError);
  CHECK_THROWS_AS(Tensor::empty({-2, -3}, DType::F32), InputError);
  CHECK_THROWS_AS(element_count({huge, huge}), InputError);
  CHECK_THROWS_AS(byte_count({huge, std::int64_t{1} << 22}, DType::F32), InputError);
  CHECK(byte_count({huge, std::int64_t{1} << 20}, DType::F32) == std::size_t{1} << 62);
}

TEST_CASE("a view into a storage must lie inside it", "[tensor]") {
  const auto storage = std::make_shared<Storage>(64, Device::Reference);
  CHECK(Tensor::on(storage, 16, {12}, DType::F32).nbytes() == 48);
  CHECK_THROWS_AS(Tensor::on(storage, 20, {12}, DType::F32), InputError);
  CHECK_THROWS_AS(Tensor::on(storage, 65, {0}, DType::F32), InputError);
}

TEST_CASE("storage of somebody else stays alive with its owner", "[tensor]") {
  auto owner = std::make_shared<std::vector<std::byte>>(8);
  const std::weak_ptr<std::vector<std::byte>> watch = owner;
  auto storage = std::make_shared<Storage>(owner->data(), owner->size(), owner);
  owner.reset();
  Tensor x = Tensor::on(storage, 0, {8}, DType::U8);
  storage.reset();
  CHECK_FALSE(watch.expired());
  x = Tensor();
  CHECK(watch.expired());
}

TEST_CASE("block formats are cut between rows only", "[tensor]") {
  const Tensor x = Tensor::zeros({4, 64}, DType::Q8_0);
  CHECK(x.nbytes() == std::size_t{4} * 2 * 34);
  const Tensor part = x.slice(0, 1, 3);
  CHECK(part.bytes() - x.bytes() == std::ptrdiff_t{2} * 34);
  CHECK(part.nbytes() == std::size_t{2} * 2 * 34);
  CHECK_THROWS_AS(x.slice(1, 0, 32), InputError);
  CHECK_THROWS_AS(Tensor::zeros({2, 33}, DType::Q4_0), InputError);
  CHECK_THROWS_AS(Tensor::zeros({}, DType::Q4_0), InputError);
}

TEST_CASE("a device without a backend is refused by name", "[tensor]") {
  CHECK_THROWS_WITH(counting({2}).to(Device::Cuda), "this program has no cuda backend");
  CHECK(counting({2}).to(Device::Reference).defined());
}

}  // namespace
}  // namespace warplight
