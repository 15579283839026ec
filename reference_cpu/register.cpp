// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/register.hpp"

#include "reference_cpu/attention/scaled_dot_product_attention.hpp"
#include "reference_cpu/kv_cache/kv_append.hpp"
#include "reference_cpu/ops/add.hpp"
#include "reference_cpu/ops/concat.hpp"
#include "reference_cpu/ops/cross_entropy.hpp"
#include "reference_cpu/ops/embedding.hpp"
#include "reference_cpu/ops/gelu.hpp"
#include "reference_cpu/ops/layer_norm.hpp"
#include "reference_cpu/ops/linear.hpp"
#include "reference_cpu/ops/log_softmax.hpp"
#include "reference_cpu/ops/mse_loss.hpp"
#include "reference_cpu/ops/mul.hpp"
#include "reference_cpu/ops/quick_gelu.hpp"
#include "reference_cpu/ops/relu.hpp"
#include "reference_cpu/ops/rms_norm.hpp"
#include "reference_cpu/ops/silu.hpp"
#include "reference_cpu/ops/softmax.hpp"
#include "reference_cpu/ops/swiglu.hpp"
#include "reference_cpu/position_encoding/rotary_embedding.hpp"
#include "reference_cpu/sampling/logits_processor.hpp"

namespace warplight::reference {

void register_ops() {
  register_add();
  register_concat();
  register_cross_entropy();
  register_embedding();
  register_gelu();
  register_kv_append();
  register_layer_norm();
  register_linear();
  register_log_softmax();
  register_logits_processors();
  register_mse_loss();
  register_mul();
  register_quick_gelu();
  register_relu();
  register_rms_norm();
  register_rotary_embedding();
  register_scaled_dot_product_attention();
  register_silu();
  register_softmax();
  register_swiglu();
}

}  // namespace warplight::reference
