// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/register.hpp"

#include "reference_cpu/attention/scaled_dot_product_attention.hpp"
#include "reference_cpu/kv_cache/kv_append.hpp"
#include "reference_cpu/ops/linear.hpp"
#include "reference_cpu/ops/rms_norm.hpp"
#include "reference_cpu/position_encoding/rotary_embedding.hpp"

namespace warplight::reference {

void register_ops() {
  register_kv_append();
  register_linear();
  register_rms_norm();
  register_rotary_embedding();
  register_scaled_dot_product_attention();
}

}  // namespace warplight::reference
