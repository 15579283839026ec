// SPDX-License-Identifier: Apache-2.0
#include "rewrite/passes.hpp"
#include "rewrite/walk.hpp"

namespace simt::rewrite {
namespace {

/// A declaration or definition of a kernel.
struct Kernel {
  std::size_t name = kNone;
  std::size_t parameters = kNone;  ///< the opening parenthesis
  std::size_t body = kNone;        ///< the opening brace; kNone for a declaration
  std::size_t bounds = kNone;      ///< __launch_bounds__, wherever it stands
};

void note_bounds(const Source& source, std::size_t i, Kernel& kernel) {
  if (source.is(i, "__launch_bounds__") && source.is(i + 1, "(")) kernel.bounds = i;
}

/// From `__global__` on: the name is the identifier before the first parenthesis that opens parameters.
bool find_name(const Source& source, std::size_t i, Kernel& kernel) {
  while (i < source.tokens.size()) {
    note_bounds(source, i, kernel);
    if (source.is(i, ";") || source.is(i, "{") || source.is(i, "=") || source.is(i, "(")) {
      return false;
    }
    const std::size_t next = after_piece(source, i);
    if (source.is_identifier(i) && !is_attribute_like(source, i) && source.is(next, "(")) {
      kernel.name = i;
      kernel.parameters = next;
      return source.partner[next] != kNone;
    }
    i = next;
  }
  return false;
}

/// Behind the parameters: noexcept, attributes, a trailing return type or a requires clause may stand before
/// the body.
void find_body(const Source& source, Kernel& kernel) {
  std::size_t i = source.partner[kernel.parameters] + 1;
  while (i < source.tokens.size() && !source.is(i, ";") && !source.is(i, "=")) {
    note_bounds(source, i, kernel);
    if (source.is(i, "{")) {
      if (source.partner[i] != kNone) kernel.body = i;
      return;
    }
    i = after_piece(source, i);
  }
}

void find_bounds_before(const Source& source, std::size_t global, Kernel& kernel) {
  for (std::size_t i = statement_begin(source, global); i < global; ++i) {
    note_bounds(source, i, kernel);
  }
}

/// The first argument of __launch_bounds__; "0" without.
std::string max_threads(const Source& source, const Kernel& kernel) {
  if (kernel.bounds == kNone) return "0";
  const std::size_t open = kernel.bounds + 1;
  const std::size_t close = source.partner[open];
  if (close == kNone) return "0";
  std::size_t end = open + 1;
  while (end < close && !source.is(end, ",")) end = after_piece(source, end);
  return "static_cast<unsigned>(" + text_of(source, open + 1, end) + ")";
}

/// In the closure that the body becomes, __func__ would be "operator()".
void name_function(Context& context, const Kernel& kernel, const std::string& name) {
  const Source& source = context.source;
  for (std::size_t i = kernel.body; i < source.partner[kernel.body]; ++i) {
    if (source.is(i, "__func__") || source.is(i, "__FUNCTION__")) {
      context.replace_token(i, quoted(name));
    }
  }
}

}  // namespace

void rewrite_kernels(Context& context) {
  const Source& source = context.source;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    if (!source.is(i, "__global__")) continue;
    Kernel kernel;
    find_bounds_before(source, i, kernel);
    if (!find_name(source, i + 1, kernel)) continue;
    const std::string name{source.tokens[kernel.name].text};
    context.kernels.insert(name);
    find_body(source, kernel);
    if (kernel.body == kNone) continue;
    context.insert_after(kernel.body, " ::simt::launch_kernel(::simt::KernelInfo{" + quoted(name) +
                                          ", " + site_of(source, kernel.name) + ", " +
                                          max_threads(source, kernel) +
                                          "}, [=]() mutable __attribute__((always_inline)) {");
    context.insert_before(source.partner[kernel.body], "}); ");
    name_function(context, kernel, name);
  }
}

}  // namespace simt::rewrite
