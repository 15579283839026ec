// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "common/ops/scaled_dot_product_attention.hpp"
#include "common/ops/view.hpp"
#include "tests/golden/runner/registry.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace warplight::golden {
namespace {

// [B, H, T, D]: missing leading axes have extent 1, several batch axes become one.
Tensor with_four_axes(const Tensor& tensor) {
  Shape shape = tensor.shape();
  if (shape.size() < 4) {
    shape.insert(shape.begin(), 4 - shape.size(), 1);
  }
  const auto batch_axes = shape.end() - 3;
  const std::int64_t batch = element_count({shape.begin(), batch_axes});
  return tensor.reshape({batch, batch_axes[0], batch_axes[1], batch_axes[2]});
}

// The batch repeated where it is 1 and others have more.
Tensor with_batch(const Tensor& tensor, std::int64_t batch) {
  if (tensor.ndim() != 4 || tensor.dim(0) != 1 || batch == 1) {
    return tensor;
  }
  return ops::concat(std::vector<Tensor>(static_cast<std::size_t>(batch), tensor), 0);
}

NamedTensors scaled_dot_product_attention(Case& golden) {
  std::array<Tensor, 3> qkv{golden.input("query"), golden.input("key"), golden.input("value")};
  const Tensor mask = golden.optional_input("attn_mask", {DType::F32, DType::Bool});
  const bool causal = golden.optional_param<bool>("is_causal").value_or(false);
  const bool grouped = golden.optional_param<bool>("enable_gqa").value_or(false);
  const auto scale = golden.optional_param<double>("scale");

  const Shape query_shape = qkv[0].shape();
  std::int64_t batch = 1;
  for (Tensor& tensor : qkv) {
    if (tensor.ndim() < 2) {
      throw InputError(fmt::format("{}: query, key and value need at least the axes [T, D], not {}",
                                   golden.source(), to_string(tensor.shape())));
    }
    tensor = with_four_axes(tensor);
    batch = std::max(batch, tensor.dim(0));
  }
  for (Tensor& tensor : qkv) {
    tensor = with_batch(tensor, batch);
  }
  const auto& [query, key, value] = qkv;
  if (!grouped && key.dim(1) != query.dim(1) && key.dim(1) != 1) {
    throw InputError(fmt::format("{}: query has {} heads and key {}, but enable_gqa is false",
                                 golden.source(), query.dim(1), key.dim(1)));
  }
  const Tensor output = ops::scaled_dot_product_attention(
      query, key, value, mask, causal ? ops::Causal::TopLeft : ops::Causal::None,
      scale.value_or(1 / std::sqrt(static_cast<double>(query.dim(3)))));
  if (query_shape.size() == 4) {
    return {{"output", output}};  // perhaps with the batch of key and value
  }
  Shape shape = query_shape;
  shape.back() = output.dim(3);
  return {{"output", output.reshape(shape)}};
}

constexpr std::array kOps{
    Op{"torch.nn.functional.scaled_dot_product_attention", scaled_dot_product_attention},
};

}  // namespace

std::span<const Op> attention_ops() { return kOps; }

}  // namespace warplight::golden
