// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/runner/registry.hpp"

#include <algorithm>

namespace warplight::golden {

const Op* find_op(std::string_view name) {
  for (const std::span<const Op> area :
       {attention_ops(), function_ops(), llama_ops(), rotary_ops(), sampling_ops()}) {
    const auto found =
        std::find_if(area.begin(), area.end(), [&](const Op& op) { return op.name == name; });
    if (found != area.end()) {
      return &*found;
    }
  }
  return nullptr;
}

}  // namespace warplight::golden
