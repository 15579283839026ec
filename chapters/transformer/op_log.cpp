// SPDX-License-Identifier: Apache-2.0
#include "chapters/transformer/op_log.hpp"

#include "common/ops/add.hpp"
#include "common/ops/embedding.hpp"
#include "common/ops/linear.hpp"
#include "common/ops/rms_norm.hpp"
#include "common/ops/rotary_embedding.hpp"
#include "common/ops/scaled_dot_product_attention.hpp"
#include "common/ops/swiglu.hpp"

#include <algorithm>
#include <utility>

namespace warplight::chapter {
namespace {

OpLog* listener = nullptr;

// Puts a wrapper in front of one op's implementation, and takes it away again.
template <class Signature, ops::Op<Signature>& (*table)()>
struct Tap {
  using Kernel = typename ops::Op<Signature>::Kernel;
  static inline Kernel original = nullptr;

  static void open(Kernel wrapper) {
    original = table().forward(Device::Reference);
    table().set_forward(Device::Reference, wrapper);
  }
  static void close() { table().set_forward(Device::Reference, original); }
};

using EmbeddingTap = Tap<Tensor(const Tensor&, const Tensor&), ops::embedding_op>;
using RmsNormTap =
    Tap<Tensor(const Tensor&, const Tensor&, std::int64_t, double), ops::rms_norm_op>;
using LinearTap = Tap<Tensor(const Tensor&, const Tensor&, const Tensor&), ops::linear_op>;
using RotaryTap = Tap<Tensor(const Tensor&, const ops::RotaryTable&), ops::apply_rotary_op>;
using SwigluTap = Tap<Tensor(const Tensor&, const Tensor&), ops::swiglu_op>;
using AddTap = Tap<Tensor(const Tensor&, const Tensor&, const Shape&), ops::add_op>;
using AttentionTap =
    Tap<Tensor(const Tensor&, const Tensor&, const Tensor&, const Tensor&, ops::Causal, double),
        ops::scaled_dot_product_attention_op>;

Tensor heard(Tensor output, std::string op, const Tensor& weight, std::int64_t flops = 0) {
  OpCall call;
  call.op = std::move(op);
  call.output = output.shape();
  call.flops = flops;
  listener->note(std::move(call), weight);
  return output;
}

// Pairs (query, key) of one head that the causal mask leaves: query i of Tq sees i + 1 + Tk - Tq keys.
std::int64_t causal_pairs(std::int64_t tq, std::int64_t tk) {
  return tq * (tk - tq) + tq * (tq + 1) / 2;
}

Tensor heard_attention(const Tensor& q,
                       const Tensor& k,
                       const Tensor& v,
                       const Tensor& mask,
                       ops::Causal causal,
                       double scale) {
  Tensor output = AttentionTap::original(q, k, v, mask, causal, scale);
  OpCall call;
  call.op = "attention";
  call.output = output.shape();
  call.scores = {q.dim(0), q.dim(1), q.dim(2), k.dim(2)};
  // q k^T and the product with v: each 2 D for every pair that counts.
  call.flops = 4 * q.dim(3) * q.dim(0) * q.dim(1) * causal_pairs(q.dim(2), k.dim(2));
  listener->note(std::move(call), Tensor());
  return output;
}

}  // namespace

OpLog::OpLog(const io::StateDict& weights) {
  for (const auto& [key, tensor] : weights.tensors()) {
    std::string name = key.substr(0, key.rfind('.'));
    names_[tensor.bytes()] = name.substr(name.rfind('.') + 1);
  }
  listener = this;
  EmbeddingTap::open([](const Tensor& ids, const Tensor& weight) {
    return heard(EmbeddingTap::original(ids, weight), "embedding", weight);
  });
  RmsNormTap::open([](const Tensor& x, const Tensor& weight, std::int64_t width, double eps) {
    return heard(RmsNormTap::original(x, weight, width, eps), "rms_norm", weight);
  });
  LinearTap::open([](const Tensor& x, const Tensor& weight, const Tensor& bias) {
    return heard(LinearTap::original(x, weight, bias), "linear", weight,
                 2 * x.numel() * weight.dim(0));
  });
  RotaryTap::open([](const Tensor& x, const ops::RotaryTable& table) {
    return heard(RotaryTap::original(x, table), "apply_rotary", Tensor());
  });
  SwigluTap::open([](const Tensor& gate, const Tensor& up) {
    return heard(SwigluTap::original(gate, up), "swiglu", Tensor());
  });
  AddTap::open([](const Tensor& a, const Tensor& b, const Shape& shape) {
    return heard(AddTap::original(a, b, shape), "add", Tensor());
  });
  AttentionTap::open(heard_attention);
}

OpLog::~OpLog() {
  EmbeddingTap::close();
  RmsNormTap::close();
  LinearTap::close();
  RotaryTap::close();
  SwigluTap::close();
  AddTap::close();
  AttentionTap::close();
  listener = nullptr;
}

void OpLog::note(OpCall call, const Tensor& weight) {
  if (weight.defined()) {
    const auto found = names_.find(weight.bytes());
    call.weight = found == names_.end() ? "" : found->second;
    if (call.op == "linear" && call.weight == "embed_tokens") {
      call.weight = "lm_head (tied)";
    }
    call.weight_shape = weight.shape();
  }
  calls_.push_back(std::move(call));
}

std::int64_t OpLog::flops() const {
  std::int64_t sum = 0;
  std::for_each(calls_.begin(), calls_.end(), [&](const OpCall& call) { sum += call.flops; });
  return sum;
}

CausalMaskOff::CausalMaskOff() {
  AttentionTap::open(
      [](const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& mask, ops::Causal,
         double scale) { return AttentionTap::original(q, k, v, mask, ops::Causal::None, scale); });
}

CausalMaskOff::~CausalMaskOff() { AttentionTap::close(); }

}  // namespace warplight::chapter
