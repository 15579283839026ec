// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief What a failed assert() does: in a kernel, what CUDA does, in host code, what the C library does.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "runtime/machine.hpp"

namespace {

constexpr int kErrorAssert = 710;

/// The kernel's own name for its body, which the rewriter made a lambda of.
std::string kernel_function(const char* function) {
  const std::string name = function == nullptr ? "" : function;
  const std::size_t body = name.find("::<lambda");
  return body == std::string::npos ? name : "void " + name.substr(0, body);
}

}  // namespace

// Found before the C library's. The name is that of glibc's assert macro.
extern "C" [[noreturn]] void __assert_fail(  // NOLINT(bugprone-reserved-identifier)
    const char* assertion,
    const char* file,
    unsigned line,
    const char* function) noexcept {
  if (simt::current != nullptr) {
    const uint3 block = simt::current->block->index;
    const uint3 thread = simt::current->index;
    std::fprintf(stderr,
                 "%s:%u: %s: block: [%u,%u,%u], thread: [%u,%u,%u] Assertion `%s` failed.\n", file,
                 line, kernel_function(function).c_str(), block.x, block.y, block.z, thread.x,
                 thread.y, thread.z, assertion);
    simt::stop_launch(kErrorAssert);
  }
  std::fprintf(stderr, "%s: %s:%u: %s: Assertion `%s' failed.\n", program_invocation_short_name,
               file, line, function == nullptr ? "?" : function, assertion);
  std::abort();
}
