// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The rewriter's passes. Each looks at the whole source and adds its edits; they touch different tokens.

#include <set>
#include <string>

#include "rewrite/edits.hpp"
#include "rewrite/rewrite.hpp"
#include "rewrite/source.hpp"

namespace simt::rewrite {

struct Context {
  const Source& source;
  const Options& options;
  Edits edits;
  std::set<std::string, std::less<>> kernels;  ///< names of all __global__ functions
  unsigned serial = 0;                         ///< for names that the rewriter makes up

  void replace_token(std::size_t i, std::string with) {
    edits.replace(source.tokens[i].begin, source.tokens[i].end, std::move(with));
  }
  /// Tokens [begin, end), which are not empty.
  void replace_tokens(std::size_t begin, std::size_t end, std::string with) {
    edits.replace(source.tokens[begin].begin, source.tokens[end - 1].end, std::move(with));
  }
  void insert_before(std::size_t i, std::string what) {
    edits.insert(source.tokens[i].begin, std::move(what));
  }
  void insert_after(std::size_t i, std::string what) {
    edits.insert(source.tokens[i].end, std::move(what));
  }
};

/// `__global__` functions become host stubs that run their body as a grid.
void rewrite_kernels(Context& context);
/// `callee<<<g, b>>>(args)` becomes `(::simt::configure(g, b, ...), callee(args))`.
void rewrite_launches(Context& context);
/// `__shared__` variables become thread-local ones: a block stays on its OS thread.
void rewrite_shared(Context& context);
/// `__device__`, `__constant__` and `__managed__` variables are made known to the runtime.
void rewrite_variables(Context& context);
/// `(void*)kernel` becomes an address that cudaLaunchKernel understands.
void rewrite_addresses(Context& context);
/// `asm` statements of the table become calls; others are refused.
void rewrite_assembly(Context& context);
/// Words that only nvcc knows vanish or become g++ attributes.
void rewrite_qualifiers(Context& context);
/// `#pragma unroll` as g++ spells it.
void rewrite_pragmas(Context& context);
/// `while (volatile_flag == 0) {}`: gives the other threads their turn, which fast mode could not know is needed.
void rewrite_polling(Context& context);

/// In checked mode memcpy and its like become calls that the checkers know: g++ has hooks for assignments only.
void rewrite_memory_functions(Context& context);

/// Throws Unsupported for the place of token `i`.
[[noreturn]] void refuse(const Source& source, std::size_t i, const std::string& what);

}  // namespace simt::rewrite
