// SPDX-License-Identifier: Apache-2.0
#include "reference_cpu/register.hpp"

#include "reference_cpu/ops/rms_norm.hpp"

namespace warplight::reference {

void register_ops() {
  register_rms_norm();
}

}  // namespace warplight::reference
