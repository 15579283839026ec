// SPDX-License-Identifier: Apache-2.0
#include "rewrite/declaration.hpp"
#include "rewrite/passes.hpp"
#include "rewrite/walk.hpp"

namespace simt::rewrite {
namespace {

bool is_space(const Source& source, std::size_t i) {
  return source.is(i, "__device__") || source.is(i, "__constant__") || source.is(i, "__managed__");
}

const char* kind_of(const Source& source, const Declaration& declaration) {
  for (std::size_t i = declaration.begin; i < declaration.declarators.front().begin; ++i) {
    if (source.is(i, "__constant__")) return "Constant";
    if (source.is(i, "__managed__")) return "Managed";
  }
  return "Variable";
}

/// Memory that nobody owns, beside variables with and without initial values.
std::string guards(Context& context, bool constant) {
  const std::string number = std::to_string(context.serial++);
  const std::string type =
      std::string("static __attribute__((used)) ") + (constant ? "const char " : "char ");
  return type + "simt_guard_" + number + "[256] = {}; " + type + "simt_guard_" + number +
         "_data[256] = {1}; ";
}

/// The object that tells the runtime of a variable.
std::string registration(Context& context,
                         const Declaration& declaration,
                         const Declarator& declarator) {
  const Source& source = context.source;
  const std::string name = text_of(source, declarator.name, declarator.name_end);
  std::string text = " static const ::simt::RegisterVariable simt_variable_";
  text.append(std::to_string(context.serial++)).append("(&").append(name);
  text.append(", sizeof(").append(name).append("), ").append(quoted(name));
  text.append(", ::simt::MemoryKind::").append(kind_of(source, declaration));
  return text.append(", ").append(site_of(source, declarator.name)).append(");");
}

}  // namespace

void rewrite_variables(Context& context) {
  const Source& source = context.source;
  std::size_t done = 0;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    if (i < done || !is_space(source, i)) continue;
    const auto declaration = read_declaration(source, i);
    if (!declaration) continue;
    done = declaration->end;
    const bool known = scope_at(source, i) == Scope::Namespace && !declaration->external &&
                       !declaration->templated;
    if (!known) continue;
    std::string after;
    if (context.options.checked && !declaration->is_inline) {
      context.insert_before(declaration->begin, guards(context, declaration->constant));
      after += " " + guards(context, declaration->constant);
    }
    for (const Declarator& declarator : declaration->declarators) {
      after += registration(context, *declaration, declarator);
    }
    context.insert_after(declaration->end, after);
  }
}

}  // namespace simt::rewrite
