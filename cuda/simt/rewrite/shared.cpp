// SPDX-License-Identifier: Apache-2.0
#include "rewrite/declaration.hpp"
#include "rewrite/passes.hpp"
#include "rewrite/walk.hpp"

namespace simt::rewrite {
namespace {

/// What the linker calls ::simt::dynamic_shared (see core.hpp).
constexpr const char* kDynamicShared = "simt_dynamic_shared";

/// The outermost block around token `i`: the function's body.
std::size_t function_of(const Source& source, std::size_t i) {
  std::size_t found = kNone;
  for (std::size_t open = source.enclosing[i]; open != kNone; open = source.enclosing[open]) {
    if (scope_at(source, open) != Scope::Block && found != kNone) break;
    if (source.is(open, "{")) found = open;
    if (scope_at(source, open) != Scope::Block) break;
  }
  return found;
}

/// Tokens of a declarator with another name.
std::string renamed(const Source& source, const Declarator& declarator, const std::string& name) {
  return text_of(source, declarator.begin, declarator.name) + " " + name + " " +
         text_of(source, declarator.name_end, declarator.end);
}

/// Bodies of lambdas inside the block that name the array get a reference of their own: capturing it by value
/// would copy an array of unknown size.
void repeat_in_lambdas(Context& context,
                       std::size_t from,
                       std::string_view name,
                       const std::string& reference) {
  const Source& source = context.source;
  const std::size_t block = source.enclosing[from];
  const std::size_t end = block == kNone ? source.tokens.size() : source.partner[block];
  for (std::size_t i = from; i < end && end != kNone; ++i) {
    // [=](...) { and [&] __device__ (...) -> T {
    const bool capture = source.is(i, "[") && (source.is(i + 1, "=") || source.is(i + 1, "&")) &&
                         source.partner[i] != kNone;
    if (!capture) continue;
    std::size_t body = source.partner[i] + 1;
    while (body < end && !source.is(body, "{") && !source.is(body, ";")) {
      body = after_piece(source, body);
    }
    if (!source.is(body, "{") || source.partner[body] == kNone) continue;
    for (std::size_t k = body; k < source.partner[body]; ++k) {
      if (source.is(k, name)) {
        context.insert_after(body, reference);
        break;
      }
    }
  }
}

/// `extern __shared__ T s[];`: a view of the launch's dynamic shared memory.
void rewrite_dynamic(Context& context, const Declaration& declaration, bool block_scope) {
  const Source& source = context.source;
  std::string with;
  for (const Declarator& declarator : declaration.declarators) {
    const std::string_view name = source.tokens[declarator.name].text;
    if (!block_scope) {
      with += "extern __thread " + declaration.type +
              text_of(source, declarator.begin, declarator.end) + " __asm__(\"" +
              std::string(kDynamicShared) + "\");";
      continue;
    }
    const std::string type = "simt_dynamic_" + std::to_string(context.serial++);
    const std::string reference = "auto& " + std::string(name) + " = reinterpret_cast<" + type +
                                  "&>(::simt::dynamic_shared);";
    with += "typedef " + declaration.type + renamed(source, declarator, type) + "; " + reference;
    repeat_in_lambdas(context, declaration.end, name, " " + reference);
  }
  context.replace_tokens(declaration.begin, declaration.end + 1, with);
}

class SharedRewriter {
 public:
  explicit SharedRewriter(Context& context) : context_(context), source_(context.source) {}

  void rewrite(const Declaration& declaration, bool block_scope) {
    const bool checked = context_.options.checked;
    std::string with;
    const std::size_t function = function_of(source_, declaration.begin);
    bool first = function != function_ || function == kNone;
    function_ = function;
    for (const Declarator& declarator : declaration.declarators) {
      if (checked && first) with += guard();
      with += variable(declaration, declarator, block_scope, !checked || first);
      first = false;
      if (checked) with += guard() + registration(declarator, block_scope);
    }
    context_.replace_tokens(declaration.begin, declaration.end + 1, with);
  }

 private:
  std::string guard() {
    return "static __thread __attribute__((used, aligned(1))) char simt_guard_" +
           std::to_string(context_.serial++) + "[256]; ";
  }

  /// The first of a function begins a row of banks (`row`), in fast mode each. The others follow as if packed,
  /// since guards are whole rows, too; saying their alignment keeps g++ from a larger one.
  std::string variable(const Declaration& declaration,
                       const Declarator& declarator,
                       bool block_scope,
                       bool row) {
    std::string type = declaration.type;
    std::string name = text_of(source_, declarator.begin, declarator.end);
    std::string alignment = "128";
    std::string text;
    if (!row) {
      const std::string type_name = "simt_type_" + std::to_string(context_.serial++);
      text = "typedef " + type + renamed(source_, declarator, type_name) + "; ";
      name = source_.tokens[declarator.name].text;
      type = type_name + " ";
      alignment = "__alignof__(" + type_name + ")";
    }
    // Zeros, known to the compiler: of an array of a class with a constructor (half) g++ would else keep a flag
    // that says whether it is initialised, and device code would read it.
    return text + declaration.alignment +
           (block_scope ? "static thread_local " : "static __thread ") + "__attribute__((aligned(" +
           alignment + "))) " + declaration.attributes + type + name + " = {}; ";
  }

  std::string registration(const Declarator& declarator, bool block_scope) {
    const std::string name{source_.tokens[declarator.name].text};
    const std::string arguments = "(&" + name + ", sizeof(" + name + "), " + quoted(name) + ", " +
                                  site_of(source_, declarator.name) + "); ";
    if (block_scope) return "::simt::declare_shared" + arguments;
    return "static const ::simt::RegisterShared simt_shared_" + std::to_string(context_.serial++) +
           arguments;
  }

  Context& context_;
  const Source& source_;
  std::size_t function_ = kNone;  // the last one seen with shared variables
};

}  // namespace

void rewrite_shared(Context& context) {
  const Source& source = context.source;
  SharedRewriter rewriter(context);
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    if (!source.is(i, "__shared__")) continue;
    const auto declaration = read_declaration(source, i);
    if (!declaration) continue;
    const bool block_scope = scope_at(source, i) == Scope::Block;
    if (declaration->external) {
      rewrite_dynamic(context, *declaration, block_scope);
    } else {
      rewriter.rewrite(*declaration, block_scope);
    }
    i = declaration->end;
  }
}

}  // namespace simt::rewrite
