// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/ops/dispatch.hpp"

/// @file
/// @ingroup ops
/// @brief The loss that language models and classifiers are trained on.

namespace warplight::ops {

/// What becomes of the losses of the positions.
enum class Reduction : std::uint8_t {
  None,  ///< one loss for each position
  Mean,  ///< their (weighted) mean
  Sum    ///< their sum
};

/// Arguments of cross_entropy, under torch's names.
struct CrossEntropyOptions {
  std::int64_t ignore_index =
      -100;  ///< positions with this target do not count (not for probabilities)
  double label_smoothing =
      0;  ///< share of the target that is spread evenly over the classes: [0, 1]
  Reduction reduction = Reduction::Mean;  ///< what is returned
};

/// -sum_c q_c weight_c log softmax(x)_c at every position, q the target distribution: one class, or
/// probabilities, smoothed. Mean divides by the weights of the target classes that count; with
/// probabilities by the number of positions. If nothing counts, the mean is NaN, as in torch.
/// @param input  [N, C] or [N, C, d...], F32 or F64: scores, before the softmax
/// @param target [N] or [N, d...], I64: classes in [0, C) or ignore_index; or input's shape and dtype:
///               probabilities
/// @param weight [C], same dtype: weights of the classes; undefined stands for ones
/// @param options see CrossEntropyOptions
/// @return       [] for Mean and Sum, [N] or [N, d...] for None
/// Source: torch.nn.functional.cross_entropy.
Tensor cross_entropy(const Tensor& input,
                     const Tensor& target,
                     const Tensor& weight,
                     const CrossEntropyOptions& options);

/// The table of its implementations.
Op<Tensor(const Tensor&, const Tensor&, const Tensor&, const CrossEntropyOptions&)>&
cross_entropy_op();

}  // namespace warplight::ops
