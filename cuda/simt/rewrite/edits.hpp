// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Changes to a text, collected in any order and made at once; no line moves.

#include <string>
#include <string_view>
#include <vector>

namespace simt::rewrite {

class Edits {
 public:
  /// Puts `with` in place of [begin, end). Line ends and line markers of the old text are kept after it, so that
  /// what follows stays on its line. Ranges must not overlap; one inside another is dropped.
  void replace(std::size_t begin, std::size_t end, std::string with);

  /// Puts `what` before offset `at`; several at one place stand in the order of the calls.
  void insert(std::size_t at, std::string what) { replace(at, at, std::move(what)); }

  std::string apply(std::string_view text);

 private:
  struct Edit {
    std::size_t begin;
    std::size_t end;
    std::string with;
  };
  std::vector<Edit> edits_;
};

}  // namespace simt::rewrite
