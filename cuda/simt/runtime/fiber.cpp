// SPDX-License-Identifier: Apache-2.0
#include "runtime/fiber.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "runtime/machine.hpp"
#include <boost/context/detail/fcontext.hpp>
#include <sys/mman.h>

namespace simt {
namespace {

constexpr std::size_t kPage = 4096;
// Each guard page splits a mapping, and a process may have only 65530 of those.
constexpr std::size_t kGuardedStacks = 16384;
// Stacks that begin at the same offset in their pages would fight for the same sets of the cache.
constexpr std::size_t kStagger = 320;

char* reserve_stacks() {
  void* memory = mmap(nullptr, kFiberStacksSize, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    std::fputs("simt: no address space for the stacks of device threads\n", stderr);
    std::exit(87);
  }
  return static_cast<char*>(memory);
}

void enter(boost::context::detail::transfer_t arrived) {
  static_cast<Stack*>(static_cast<Fiber*>(arrived.data))->context = arrived.fctx;
  fiber_main();
}

}  // namespace

char* const fiber_stacks_begin = reserve_stacks();

Fiber* new_fiber() {
  static std::atomic<std::size_t> used{0};
  const std::size_t number = used.fetch_add(1);
  if ((number + 1) * kFiberStackSize > kFiberStacksSize) {
    std::fputs("simt: more device threads alive at once than there are stacks for\n", stderr);
    std::exit(87);
  }
  char* bottom = fiber_stacks_begin + number * kFiberStackSize;
  if (number < kGuardedStacks) mprotect(bottom, kPage, PROT_NONE);
  auto* fiber = new Fiber;
  fiber->top = bottom + kFiberStackSize - (number * kStagger) % kPage;
  restart_fiber(*fiber);
  return fiber;
}

void restart_fiber(Fiber& fiber) {
  fiber.context =
      boost::context::detail::make_fcontext(fiber.top, kFiberStackSize - 2 * kPage, &enter);
}

}  // namespace simt
