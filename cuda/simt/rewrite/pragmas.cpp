// SPDX-License-Identifier: Apache-2.0
#include "rewrite/passes.hpp"

namespace simt::rewrite {

void rewrite_pragmas(Context& context) {
  for (const Pragma& pragma : context.source.pragmas) {
    const bool unroll = pragma.text.find("unroll") != std::string_view::npos &&
                        pragma.text.find("GCC") == std::string_view::npos;
    if (unroll || pragma.text.find("nv_") != std::string_view::npos) {
      context.edits.replace(pragma.begin, pragma.end, " ");
    }
  }
}

}  // namespace simt::rewrite
