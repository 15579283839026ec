// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Finding one's way in tokens: angle brackets, scopes, statements, expressions.

#include <optional>
#include <string>

#include "rewrite/source.hpp"

namespace simt::rewrite {

/// `i` is at `<`: the index behind its `>`; kNone if this is no pair of template brackets.
std::size_t after_angles(const Source& source, std::size_t i);

/// `i` is at `>`: the index of its `<`; kNone if there is none.
std::size_t angles_begin(const Source& source, std::size_t i);

/// Whether `i` is an identifier like alignas, whose parentheses belong to it, not to a function. Steps over
/// attributes, too.
bool is_attribute_like(const Source& source, std::size_t i);

/// The index behind what is one piece at `i`: a bracketed group, a template-id, an attribute with its
/// arguments, or a single token.
std::size_t after_piece(const Source& source, std::size_t i);

/// The first token of the postfix expression (a::b<c>, (*p), t[i], o.f(x)->k) that ends with token `last`.
std::size_t postfix_begin(const Source& source, std::size_t last);

/// The first token of the declaration or statement that token `i` stands in.
std::size_t statement_begin(const Source& source, std::size_t i);

/// What kind of braces token `i` stands in.
Scope scope_at(const Source& source, std::size_t i);

/// Whether token `i` stands in parentheses or brackets (a parameter, say) inside its scope.
bool in_parentheses(const Source& source, std::size_t i);

/// The text of tokens [begin, end) on one line.
std::string text_of(const Source& source, std::size_t begin, std::size_t end);

/// `::simt::Site{"file.cu", 12}` for the place of token `i`.
std::string site_of(const Source& source, std::size_t i);

/// `"..."` as C++ spells it.
std::string quoted(std::string_view text);

}  // namespace simt::rewrite
