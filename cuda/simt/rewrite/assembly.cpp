// SPDX-License-Identifier: Apache-2.0
#include "rewrite/passes.hpp"
#include "rewrite/walk.hpp"

namespace simt::rewrite {

void rewrite_assembly(Context& context) {
  const Source& source = context.source;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    if (!source.is(i, "asm") && !source.is(i, "__asm__") && !source.is(i, "__asm")) continue;
    refuse(source, i, "inline PTX");
  }
}

}  // namespace simt::rewrite
