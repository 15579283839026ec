// SPDX-License-Identifier: Apache-2.0
#include "rewrite/passes.hpp"
#include "rewrite/walk.hpp"

namespace simt::rewrite {
namespace {

/// The index behind a cast to `void*` or `const void*` at `i`, the operand's parenthesis included for
/// reinterpret_cast; kNone if there is none.
std::size_t after_cast(const Source& source, std::size_t i) {
  const bool named = source.is(i, "reinterpret_cast") && source.is(i + 1, "<");
  if (!named && !source.is(i, "(")) return kNone;
  std::size_t k = named ? i + 2 : i + 1;
  if (source.is(k, "const")) ++k;
  if (!source.is(k++, "void")) return kNone;
  if (source.is(k, "const")) ++k;
  if (!source.is(k++, "*")) return kNone;
  if (!source.is(k++, named ? ">" : ")")) return kNone;
  if (named && !source.is(k++, "(")) return kNone;
  return k;
}

/// The index behind `ns::kernel<4>` at `i`; kNone if no kernel is named there.
std::size_t after_kernel(const Context& context, std::size_t i) {
  const Source& source = context.source;
  if (source.is(i, "::")) ++i;
  while (source.is_identifier(i)) {
    const std::size_t end = after_piece(source, i);
    if (!source.is(end, "::")) {
      const bool known = context.kernels.count(source.tokens[i].text) != 0;
      const bool used = source.is(end, "(") || source.is(end, "[") || source.is(end, ".");
      return known && !used ? end : kNone;
    }
    i = end + 1;
  }
  return kNone;
}

}  // namespace

void rewrite_addresses(Context& context) {
  const Source& source = context.source;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    const std::size_t operand = after_cast(source, i);
    if (operand == kNone) continue;
    const bool named = source.is(i, "reinterpret_cast");
    std::size_t name = operand;
    while (source.is(name, "(") || source.is(name, "&")) ++name;
    const std::size_t end = after_kernel(context, name);
    if (end == kNone) continue;
    const bool constant = text_of(source, i, operand).find("const") != std::string::npos;
    const std::string cast = constant ? "static_cast<const void*>" : "const_cast<void*>";
    context.replace_tokens(i, operand, cast + "(::simt::kernel_address(");
    context.insert_before(end, named ? ")" : "))");
    i = end - 1;
  }
}

}  // namespace simt::rewrite
