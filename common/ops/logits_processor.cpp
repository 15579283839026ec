// SPDX-License-Identifier: Apache-2.0
#include "common/ops/logits_processor.hpp"

#include <algorithm>

namespace warplight::ops {
namespace {

void require_scores(std::string_view op, const Tensor& scores) {
  require(scores.ndim() == 2 && scores.dim(1) > 0, op,
          "scores are not [B, V] but " + to_string(scores.shape()));
}

void require_filter(std::string_view op,
                    const Tensor& scores,
                    double probability,
                    std::int64_t min_tokens_to_keep) {
  require_scores(op, scores);
  require(probability >= 0 && probability <= 1, op, "the probability is not in [0, 1]");
  require(min_tokens_to_keep >= 1, op, "min_tokens_to_keep is not positive");
}

}  // namespace

Op<Tensor(const Tensor&, double)>& temperature_op() {
  static Op<Tensor(const Tensor&, double)> op("temperature");
  return op;
}

Op<Tensor(const Tensor&, std::int64_t, double)>& top_k_op() {
  static Op<Tensor(const Tensor&, std::int64_t, double)> op("top_k");
  return op;
}

Op<Tensor(const Tensor&, double, std::int64_t, double)>& top_p_op() {
  static Op<Tensor(const Tensor&, double, std::int64_t, double)> op("top_p");
  return op;
}

Op<Tensor(const Tensor&, double, std::int64_t, double)>& min_p_op() {
  static Op<Tensor(const Tensor&, double, std::int64_t, double)> op("min_p");
  return op;
}

Op<Tensor(const Tensor&, const Tensor&, double)>& repetition_penalty_op() {
  static Op<Tensor(const Tensor&, const Tensor&, double)> op("repetition_penalty");
  return op;
}

Tensor temperature(const Tensor& scores, double temperature) {
  require_scores("temperature", scores);
  require(temperature > 0, "temperature", "the temperature is not positive");
  return temperature_op().forward(scores.device())(scores, temperature);
}

Tensor top_k(const Tensor& scores,
             std::int64_t k,
             std::int64_t min_tokens_to_keep,
             double filter_value) {
  require_scores("top_k", scores);
  require(k > 0, "top_k", "k is not positive");
  const std::int64_t kept = std::min(std::max(k, min_tokens_to_keep), scores.dim(1));
  return top_k_op().forward(scores.device())(scores, kept, filter_value);
}

Tensor top_p(const Tensor& scores, double p, std::int64_t min_tokens_to_keep, double filter_value) {
  require_filter("top_p", scores, p, min_tokens_to_keep);
  return top_p_op().forward(scores.device())(scores, p, min_tokens_to_keep, filter_value);
}

Tensor min_p(const Tensor& scores, double p, std::int64_t min_tokens_to_keep, double filter_value) {
  require_filter("min_p", scores, p, min_tokens_to_keep);
  return min_p_op().forward(scores.device())(scores, p, min_tokens_to_keep, filter_value);
}

Tensor repetition_penalty(const Tensor& input_ids, const Tensor& scores, double penalty) {
  require_scores("repetition_penalty", scores);
  require(penalty > 0, "repetition_penalty", "the penalty is not positive");
  require(input_ids.dtype() == DType::I64, "repetition_penalty", "input_ids are not I64");
  if (input_ids.ndim() != 2 || input_ids.dim(0) != scores.dim(0)) {
    throw_shape_mismatch("repetition_penalty", "input_ids [B, T] and scores [B, V] do not fit",
                         input_ids, scores);
  }
  const Device device = common_device("repetition_penalty", input_ids, scores);
  return repetition_penalty_op().forward(device)(input_ids, scores, penalty);
}

}  // namespace warplight::ops
