// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/attention/scaled_dot_product_attention.hpp"

#include "common/parallel/parallel_for.hpp"
#include "reference_cpu/attention/attend_row.hpp"
#include "reference_cpu/blas.hpp"
#include "reference_cpu/softmax_row.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace warplight::reference {
namespace {

constexpr std::int64_t kRowBlock = 128;  // query rows whose scores are held at a time

// Rows [T, D] of one head, each `stride` elements after the one before.
template <class T>
struct Rows {
  T* data;
  std::int64_t stride;
};

template <class T>
Rows<T> head_rows(const Tensor& x, std::int64_t b, std::int64_t h) {
  return {x.data<T>() + b * x.strides()[0] + h * x.strides()[1], x.strides()[2]};
}

// One head of one sequence: everything that its rows of scores need.
template <Scalar T>
struct HeadProblem {
  Rows<const T> q;  // [Tq, D]
  Rows<const T> k;  // [Tk, D]
  Rows<const T> v;  // [Tk, Dv]
  Rows<T> output;   // [Tq, Dv]
  Tensor mask;      // [1 or Tq, 1 or Tk], or undefined
  ops::Causal causal;
  T scale;
  std::int64_t tq, tk, d, dv;
};

// How many keys query `row` may see, before the mask has its say.
template <Scalar T>
std::int64_t visible_keys(const HeadProblem<T>& head, std::int64_t row) {
  switch (head.causal) {
    case ops::Causal::TopLeft:
      return std::min(head.tk, row + 1);
    case ops::Causal::BottomRight:
      return std::clamp<std::int64_t>(row + 1 + head.tk - head.tq, 0, head.tk);
    default:
      return head.tk;
  }
}

// Adds the mask to the first `visible` scores of query `row`: -inf where a key may not be seen.
template <Scalar T>
void apply_mask(const Tensor& mask, std::int64_t row, T* scores, std::int64_t visible) {
  const std::int64_t first = mask.dim(0) == 1 ? 0 : row * mask.strides()[0];
  const std::int64_t step = mask.dim(1) == 1 ? 0 : mask.strides()[1];
  for (std::int64_t j = 0; j < visible; ++j) {
    if (mask.dtype() != DType::Bool) {
      scores[j] += mask.data<T>()[first + j * step];
    } else if (!mask.data<bool>()[first + j * step]) {
      scores[j] = -std::numeric_limits<T>::infinity();
    }
  }
}

//! [attention]
// O = softmax(scale * Q K^T + mask) V for query rows [first, first + count) of one head.
template <Scalar T>
void attend(const HeadProblem<T>& head,
            std::int64_t first,
            std::int64_t count,
            std::vector<T>& scores) {
  const std::int64_t keys = visible_keys(head, first + count - 1);  // the last row sees the most
  T* s = scores.data();                                             // [count, keys]
  gemm<T>(count, keys, head.d, head.scale, {head.q.data + first * head.q.stride, head.q.stride},
          {head.k.data, head.k.stride, true}, T{0}, {s, keys});
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t visible = visible_keys(head, first + i);
    if (head.mask.defined()) {
      apply_mask(head.mask, first + i, s + i * keys, visible);
    }
    softmax_row(s + i * keys, s + i * keys, visible, /*allow_empty=*/true);
    std::fill(s + i * keys + visible, s + (i + 1) * keys, T{0});
  }
  gemm<T>(count, head.dv, keys, T{1}, {s, keys}, {head.v.data, head.v.stride}, T{0},
          {head.output.data + first * head.output.stride, head.output.stride});
}
//! [attention]

// The same for the single query of a decode step: two passes over the cache instead of two products.
void attend_one(const HeadProblem<float>& head, std::vector<float>& scores) {
  const std::int64_t keys = visible_keys(head, 0);
  score_row(head.q.data, head.k.data, head.k.stride, keys, head.d, head.scale, scores.data());
  if (head.mask.defined()) {
    apply_mask(head.mask, 0, scores.data(), keys);
  }
  softmax_row(scores.data(), scores.data(), keys, /*allow_empty=*/true);
  mix_row(scores.data(), head.v.data, head.v.stride, keys, head.dv, head.output.data);
}

// The mask of one head: [1 or Tq, 1 or Tk], or undefined.
Tensor mask_of_head(const Tensor& mask, std::int64_t b, std::int64_t h) {
  if (!mask.defined()) {
    return mask;
  }
  const std::int64_t mask_b = mask.dim(0) == 1 ? 0 : b;
  const std::int64_t mask_h = mask.dim(1) == 1 ? 0 : h;
  return mask.slice(0, mask_b, mask_b + 1)
      .slice(1, mask_h, mask_h + 1)
      .reshape({mask.dim(2), mask.dim(3)});
}

// The products need the elements of a row side by side; rows may lie anywhere.
Tensor with_dense_rows(const Tensor& x) { return x.strides()[3] == 1 ? x : x.contiguous(); }

}  // namespace

template <Scalar T>
Tensor scaled_dot_product_attention(const Tensor& query,
                                    const Tensor& key,
                                    const Tensor& value,
                                    const Tensor& mask,
                                    ops::Causal causal,
                                    double scale) {
  const Tensor q = with_dense_rows(query);
  const Tensor k = with_dense_rows(key);
  const Tensor v = with_dense_rows(value);
  const std::int64_t batch = q.dim(0), heads = q.dim(1), tq = q.dim(2), tk = k.dim(2);
  const std::int64_t group = heads / k.dim(1);  // query heads that share a key head
  const Tensor output = Tensor::zeros({batch, heads, tq, v.dim(3)}, query.dtype());
  if (output.numel() == 0 || tk == 0) {
    return output;  // a query that sees no key gives 0
  }

  parallel_for(batch * heads, 1, [&](std::int64_t index, std::int64_t) {
    const std::int64_t b = index / heads;
    const std::int64_t h = index % heads;
    HeadProblem<T> head{head_rows<const T>(q, b, h),
                        head_rows<const T>(k, b, h / group),
                        head_rows<const T>(v, b, h / group),
                        head_rows<T>(output, b, h),
                        mask_of_head(mask, b, h),
                        causal,
                        static_cast<T>(scale),
                        tq,
                        tk,
                        q.dim(3),
                        v.dim(3)};
    std::vector<T> scores(static_cast<std::size_t>(std::min(kRowBlock, tq) * tk));
    if constexpr (std::is_same_v<T, float>) {
      if (tq == 1) {
        attend_one(head, scores);
        return;
      }
    }
    for (std::int64_t first = 0; first < tq; first += kRowBlock) {
      attend(head, first, std::min(kRowBlock, tq - first), scores);
    }
  });
  return output;
}

template Tensor scaled_dot_product_attention<float>(
    const Tensor&, const Tensor&, const Tensor&, const Tensor&, ops::Causal, double);
template Tensor scaled_dot_product_attention<double>(
    const Tensor&, const Tensor&, const Tensor&, const Tensor&, ops::Causal, double);

void register_scaled_dot_product_attention() {
  ops::scaled_dot_product_attention_op().set_forward(
      Device::Reference, [](const Tensor& query, const Tensor& key, const Tensor& value,
                            const Tensor& mask, ops::Causal causal, double scale) {
        return with_scalar("scaled_dot_product_attention", query.dtype(), [&]<class T>(T) {
          return scaled_dot_product_attention<T>(query, key, value, mask, causal, scale);
        });
      });
}

}  // namespace warplight::reference
