// SPDX-License-Identifier: Apache-2.0
#include "rewrite/rewrite.hpp"

#include "rewrite/passes.hpp"
#include "rewrite/walk.hpp"

namespace simt::rewrite {

void refuse(const Source& source, std::size_t i, const std::string& what) {
  const Token& token = source.tokens[i];
  throw Unsupported(source.files[token.file] + ":" + std::to_string(token.line) +
                    ": error: simtcc: " + what + " is not supported");
}

std::string rewrite(std::string preprocessed, const Options& options) {
  const Source source = read_source(std::move(preprocessed));
  Context context{source, options, {}, {}, 0};
  rewrite_kernels(context);
  rewrite_launches(context);
  rewrite_shared(context);
  rewrite_variables(context);
  rewrite_addresses(context);
  rewrite_assembly(context);
  rewrite_qualifiers(context);
  rewrite_pragmas(context);
  rewrite_polling(context);
  rewrite_memory_functions(context);
  const std::string checks = std::to_string(options.checks);
  return "extern \"C\" { extern const unsigned simt_build_checks __attribute__((weak)); "
         "const unsigned simt_build_checks = " +
         checks + "; }\n" + context.edits.apply(source.text);
}

}  // namespace simt::rewrite
