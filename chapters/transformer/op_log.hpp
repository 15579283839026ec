// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/io/state_dict.hpp"
#include "common/tensor/tensor.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// @file
/// @ingroup transformer
/// @brief Listens to the ops of a forward: which op, on which weight, with which shapes. What the chapter
/// says about shapes and arithmetic is what the model really called, not what a table says it should.

namespace warplight::chapter {

/// One op that a forward called.
struct OpCall {
  std::string op;          ///< its name in common/ops
  std::string weight;      ///< the weight's key without layer and ".weight"; empty without a weight
  Shape weight_shape;      ///< empty without a weight
  Shape output;            ///< of the tensor that it gave
  Shape scores;            ///< attention only: [B, Hq, Tq, Tk]
  std::int64_t flops = 0;  ///< of its matrix products: 2 per multiplication and addition
};

/// While it lives, every op that a Llama forward calls is noted on its way to the implementation. One at a time.
class OpLog {
 public:
  /// Names weights by where their memory is.
  explicit OpLog(const io::StateDict& weights);
  OpLog(const OpLog&) = delete;
  OpLog& operator=(const OpLog&) = delete;
  ~OpLog();

  /// All calls so far, in order.
  [[nodiscard]] const std::vector<OpCall>& calls() const { return calls_; }
  /// Multiplications and additions of all matrix products so far.
  [[nodiscard]] std::int64_t flops() const;
  /// Notes a call; for the wrappers alone.
  void note(OpCall call, const Tensor& weight);

 private:
  std::map<const std::byte*, std::string> names_;
  std::vector<OpCall> calls_;
};

/// While it lives, attention runs without the causal mask: the mistake that causality tests must find.
class CausalMaskOff {
 public:
  CausalMaskOff();
  CausalMaskOff(const CausalMaskOff&) = delete;
  CausalMaskOff& operator=(const CausalMaskOff&) = delete;
  ~CausalMaskOff();
};

}  // namespace warplight::chapter
