// SPDX-License-Identifier: Apache-2.0
#include "rewrite/declaration.hpp"

#include "rewrite/walk.hpp"

namespace simt::rewrite {
namespace {

bool is_class_key(const Source& source, std::size_t i) {
  return source.is(i, "struct") || source.is(i, "class") || source.is(i, "union") ||
         source.is(i, "enum");
}

/// Words of a declaration that the rewriter sets itself.
bool is_dropped(const Source& source, std::size_t i) {
  for (const char* word : {"__shared__", "__device__", "__constant__", "__managed__", "__host__",
                           "static", "extern", "inline", "__is_inline_", "thread_local"}) {
    if (source.is(i, word)) return true;
  }
  return false;
}

class DeclarationReader {
 public:
  DeclarationReader(const Source& source, std::size_t begin) : source_(source), at_(begin) {
    result_.begin = begin;
  }

  std::optional<Declaration> read() {
    if (!read_specifiers()) return std::nullopt;
    if (!read_declarators()) return std::nullopt;
    return result_;
  }

 private:
  bool done() const { return at_ >= source_.tokens.size(); }

  /// `(*name` or `(&name`: a pointer or reference to a function or array.
  bool is_nested_declarator(std::size_t i) const {
    return source_.is(i, "(") && (source_.is(i + 1, "*") || source_.is(i + 1, "&"));
  }

  bool ends_name(std::size_t i) const {
    for (const char* text : {"[", "=", "{", ";", ",", ":"}) {
      if (source_.is(i, text)) return true;
    }
    return false;
  }

  /// Up to the first declarator, which ends at `[ = { ; ,`.
  bool read_specifiers() {
    std::size_t type_begin = kNone;
    bool class_body = false;
    while (!done()) {
      if (source_.is(at_, "template") && source_.is(at_ + 1, "<")) {
        result_.templated = true;
        at_ = after_angles(source_, at_ + 1);
        if (at_ == kNone) return false;
        continue;
      }
      if (source_.is(at_, "[") && source_.is(at_ + 1, "[")) {
        at_ = after_piece(source_, at_);
        continue;
      }
      if (source_.is(at_, "{") && class_body) {
        at_ = after_piece(source_, at_);
        class_body = false;
        continue;
      }
      // `char (&f(...))[2]` is a function, too.
      if (is_nested_declarator(at_) && source_.is(at_ + 3, "(")) return false;
      if (is_nested_declarator(at_) || ends_name(at_)) break;
      if (source_.is(at_, "(") || source_.is(at_, "operator")) return false;
      if (is_class_key(source_, at_)) class_body = true;
      if (source_.is(at_, "extern")) {
        result_.external = source_.tokens[at_ + 1].kind != TokenKind::String;
      }
      if (source_.is(at_, "const") || source_.is(at_, "constexpr")) result_.constant = true;
      if (source_.is(at_, "inline")) result_.is_inline = true;
      note_attribute();
      if (type_begin == kNone) type_begin = at_;
      at_ = after_piece(source_, at_);
    }
    return !done() && type_begin != kNone && split_type(type_begin);
  }

  void note_attribute() {
    if (!is_attribute_like(source_, at_) || source_.is(at_, "decltype")) return;
    const std::size_t end = after_piece(source_, at_);
    if (source_.is(at_, "alignas")) {
      result_.alignment += text_of(source_, at_, end) + " ";
    } else if (source_.is(at_, "__align__") || source_.is(at_, "__builtin_align__")) {
      result_.attributes += "__attribute__((aligned" + text_of(source_, at_ + 1, end) + ")) ";
    } else if (source_.is(at_, "__attribute__")) {
      result_.attributes += text_of(source_, at_, end) + " ";
    }
  }

  /// The name, with the `*`, `&` and scopes before it, belongs to the first declarator.
  bool split_type(std::size_t type_begin) {
    std::size_t name_end = at_;
    if (!is_nested_declarator(at_)) {
      while (name_end > type_begin && !source_.is_identifier(name_end - 1)) --name_end;
      // Behind the name there may be attributes.
      std::size_t last = kNone;
      for (std::size_t i = type_begin; i < at_; i = after_piece(source_, i)) {
        if (source_.is_identifier(i) && !is_attribute_like(source_, i)) last = i;
      }
      if (last == kNone || last == type_begin) return false;
      first_ = last;
      while (first_ > type_begin + 1 && source_.is(first_ - 1, "::")) first_ -= 2;
      while (first_ > type_begin && (source_.is(first_ - 1, "*") || source_.is(first_ - 1, "&"))) {
        --first_;
      }
    } else {
      first_ = at_;
    }
    for (std::size_t i = type_begin; i < first_;) {
      std::size_t end = after_piece(source_, i);
      if (source_.is(i, "[") && source_.is(i + 1, "[")) {
        i = end;
        continue;
      }
      const bool attribute = is_attribute_like(source_, i) && !source_.is(i, "decltype");
      if (source_.is(i, "extern") && source_.tokens[i + 1].kind == TokenKind::String) ++end;
      if (!attribute && !is_dropped(source_, i)) {
        if (end > first_) end = first_;
        result_.type += text_of(source_, i, end) + " ";
      }
      i = end;
    }
    return true;
  }

  bool read_declarators() {
    at_ = first_;
    while (!done()) {
      Declarator declarator;
      declarator.begin = at_;
      while (source_.is(at_, "*") || source_.is(at_, "&") || source_.is(at_, "const")) ++at_;
      if (is_nested_declarator(at_)) {
        declarator.name = at_ + 2;
      } else {
        declarator.name = at_;
      }
      if (!source_.is_identifier(declarator.name)) return false;
      declarator.name_end = declarator.name + 1;
      while (source_.is(declarator.name_end, "::")) declarator.name_end += 2;
      at_ = declarator.begin == at_ && is_nested_declarator(at_) ? after_piece(source_, at_)
                                                                 : declarator.name_end;
      read_to_comma(declarator);
      if (done()) return false;
      declarator.end = at_;
      result_.declarators.push_back(declarator);
      if (source_.is(at_, ";")) {
        result_.end = at_;
        return true;
      }
      ++at_;
    }
    return false;
  }

  void read_to_comma(Declarator& declarator) {
    while (!done() && !source_.is(at_, ",") && !source_.is(at_, ";")) {
      if (source_.is(at_, "=") || source_.is(at_, "{")) declarator.initialised = true;
      if (source_.is(at_, "alignas") || source_.is(at_, "__align__")) note_attribute();
      at_ = after_piece(source_, at_);
    }
  }

  const Source& source_;
  std::size_t at_;
  std::size_t first_ = kNone;  // the first declarator's first token
  Declaration result_;
};

}  // namespace

std::optional<Declaration> read_declaration(const Source& source, std::size_t i) {
  if (in_parentheses(source, i)) return std::nullopt;
  auto declaration = DeclarationReader(source, statement_begin(source, i)).read();
  // `auto f = [] __device__ { ... };`: the word belongs to the lambda.
  if (declaration && i > declaration->declarators.front().begin) return std::nullopt;
  return declaration;
}

}  // namespace simt::rewrite
