// SPDX-License-Identifier: Apache-2.0
#include "common/ops/linear.hpp"

#include "common/tensor/convert.hpp"
#include "reference_cpu/register.hpp"
#include "tests/catch.hpp"
#include "tests/random_tensor.hpp"
#include "tests/refuses.hpp"

#include <cstring>
#include <vector>

namespace warplight {
namespace {

// y[n, o] = sum_i x[n, i] w[o, i] + b[o], one element at a time.
Tensor by_definition(const Tensor& x, const Tensor& w, const Tensor& b) {
  const std::int64_t rows = x.dim(0), in = x.dim(1), out = w.dim(0);
  Tensor y = Tensor::zeros({rows, out}, DType::F64);
  for (std::int64_t n = 0; n < rows; ++n) {
    for (std::int64_t o = 0; o < out; ++o) {
      double sum = b.defined() ? b.data<double>()[o] : 0.0;
      for (std::int64_t i = 0; i < in; ++i) {
        sum += x.data<double>()[n * in + i] * w.data<double>()[o * in + i];
      }
      y.data<double>()[n * out + o] = sum;
    }
  }
  return y;
}

// Random blocks of a format: any bits but for the scales, which are small numbers.
Tensor random_blocks(Shape shape, DType dtype, std::uint64_t seed) {
  Tensor result = Tensor::empty(std::move(shape), dtype);
  const Tensor noise = random_tensor({static_cast<std::int64_t>(result.nbytes())}, seed);
  for (std::size_t i = 0; i < result.nbytes(); ++i) {
    result.bytes()[i] = static_cast<std::byte>(static_cast<int>(noise.data<double>()[i] * 128));
  }
  const std::size_t block = block_bytes(dtype);
  for (std::size_t at = 0; at < result.nbytes(); at += block) {
    const Half scale = to_half(static_cast<float>(noise.data<double>()[at] * 0.01));
    std::memcpy(result.bytes() + at, &scale, sizeof(scale));
    if (dtype == DType::Q4_1) {
      std::memcpy(result.bytes() + at + sizeof(scale), &scale, sizeof(scale));
    }
  }
  return result;
}

}  // namespace

TEST_CASE("linear is the formula for one row and for many, at every odd size", "[ops][linear]") {
  reference::register_ops();
  for (const std::int64_t rows : {1, 2, 17, 33}) {
    for (const std::int64_t in : {1, 15, 16, 17, 100, 257}) {
      for (const std::int64_t out : {1, 3, 4, 33, 600}) {
        const Tensor x = random_tensor({rows, in}, 1);
        const Tensor w = random_tensor({out, in}, 2);
        const Tensor b = random_tensor({out}, 3);
        const Tensor want = by_definition(x, w, b);
        CHECK(max_difference(ops::linear(x, w, b), want) < 1e-12);
        // Sums of up to 257 products below 1, in float: 257 * 6e-8.
        CHECK(max_difference(ops::linear(x.to(DType::F32), w.to(DType::F32), b.to(DType::F32)),
                             want) < 1.6e-5);
      }
    }
  }
}

TEST_CASE("linear reads narrow weights as the numbers they stand for", "[ops][linear]") {
  reference::register_ops();
  for (const DType dtype : {DType::BF16, DType::F16, DType::Q4_0, DType::Q4_1, DType::Q8_0}) {
    for (const std::int64_t in : {32, 96, 576}) {
      const Tensor w = is_quantized(dtype) ? random_blocks({37, in}, dtype, 5)
                                           : random_tensor({37, in}, 5).to(DType::F32).to(dtype);
      for (const std::int64_t rows : {1, 3}) {
        const Tensor x = random_tensor({rows, in}, 6);
        const Tensor want = by_definition(x, w.to(DType::F32).to(DType::F64), Tensor());
        // 576 products of at most 1.3 (Q4 and Q8 of scale 0.01), in float.
        CHECK(max_difference(ops::linear(x.to(DType::F32), w, Tensor()), want) < 5e-5);
      }
    }
  }
}

TEST_CASE("linear keeps leading axes and takes views and empty tensors", "[ops][linear]") {
  reference::register_ops();
  const Tensor x = random_tensor({4, 2, 3}, 1);
  const Tensor w = random_tensor({5, 3}, 2);
  CHECK(ops::linear(x, w, Tensor()).shape() == Shape{4, 2, 5});
  const Tensor turned = x.transpose(0, 1);
  CHECK(max_difference(ops::linear(turned, w, Tensor()),
                       ops::linear(turned.clone(), w, Tensor())) == 0);
  CHECK(ops::linear(Tensor::zeros({0, 3}, DType::F64), w, Tensor()).shape() == Shape{0, 5});
  const Tensor bias = random_tensor({5}, 3);
  const Tensor no_inputs =
      ops::linear(Tensor::zeros({2, 0}, DType::F64), Tensor::zeros({5, 0}, DType::F64), bias);
  CHECK(max_difference(no_inputs.slice(0, 0, 1).reshape({5}), bias) == 0);
}

TEST_CASE("linear refuses what does not fit, with both shapes", "[ops][linear]") {
  reference::register_ops();
  const Tensor x = Tensor::zeros({2, 3}, DType::F32);
  const Tensor w = Tensor::zeros({5, 4}, DType::F32);
  CHECK(refuses([&] { ops::linear(x, w, Tensor()); }, {"linear", "[2, 3]", "[5, 4]"}));
  const Tensor bias = Tensor::zeros({4}, DType::F32);
  CHECK(
      refuses([&] { ops::linear(x, Tensor::zeros({5, 3}, DType::F32), bias); }, {"linear", "[4]"}));
  CHECK(refuses([&] { ops::linear(x, Tensor::zeros({5, 3}, DType::F64), Tensor()); },
                {"F32", "F64"}));
}

}  // namespace warplight
