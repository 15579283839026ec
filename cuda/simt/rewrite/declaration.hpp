// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The parts of a variable's declaration.

#include <optional>
#include <string>
#include <vector>

#include "rewrite/source.hpp"

namespace simt::rewrite {

/// `*name[4] = {...}`: tokens [begin, end), the (qualified) name being [name, name_end).
struct Declarator {
  std::size_t begin = kNone;
  std::size_t name = kNone;
  std::size_t name_end = kNone;
  std::size_t end = kNone;
  bool initialised = false;
};

/// `static const T *name[4] = {...}, other;`
struct Declaration {
  std::size_t begin = kNone;  ///< the first token, behind labels
  std::size_t end = kNone;    ///< the semicolon
  std::vector<Declarator> declarators;
  std::string alignment;   ///< alignas(...) in front of it, for C++
  std::string attributes;  ///< GNU attributes
  std::string type;        ///< the type's words, without storage class and CUDA's qualifiers
  bool external = false;   ///< extern, not extern "C"
  bool constant = false;   ///< const or constexpr
  bool templated = false;
  bool is_inline = false;
};

/// Reads the declaration that the qualifier at token `i` belongs to; nothing if it declares a function, a lambda,
/// a class or a parameter.
std::optional<Declaration> read_declaration(const Source& source, std::size_t i);

}  // namespace simt::rewrite
