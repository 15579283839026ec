// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Signals: an access that the processor refuses stops the launch, as on hardware, and not the program.
#include "runtime/fault.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

#include "runtime/check/events.hpp"
#include "runtime/division.hpp"
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

namespace simt {
namespace {

constexpr int kIllegalAddress = 700;
constexpr std::size_t kSignalStack = std::size_t{64} << 10;

/// Runs in place of the faulting instruction, on the thread's own stack.
void stop_faulting_thread() {
  if (checked) check::faulted(*current, kIllegalAddress);
  abandon_launch(kIllegalAddress);
}

bool on_guard_page(const void* address) {
  const auto* byte = static_cast<const char*>(address);
  return byte >= fiber_stacks_begin && byte < fiber_stacks_begin + kFiberStacksSize;
}

void say(const char* what, const void* address) {
  const Thread& thread = *current;
  const Block& block = *thread.block;
  std::fprintf(
      stderr,
      "%s:%u: error: simt: kernel %s: %s (address %p), thread (%u,%u,%u), block (%u,%u,%u)%s\n",
      block.launch->site.file, block.launch->site.line, block.launch->kernel.name, what, address,
      thread.index.x, thread.index.y, thread.index.z, block.index.x, block.index.y, block.index.z,
      checked ? "" : "; run with --check=memcheck to see where");
}

void leave_program(int signal) {
  if (checked) check::finished(128 + signal);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void handle(int signal, siginfo_t* info, void* context) {
  if (current == nullptr || signal == SIGTERM) {
    leave_program(signal);
    return;
  }
  auto& registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  if (signal == SIGFPE && finish_division(registers)) return;
  if (on_guard_page(info->si_addr)) {
    say("local variables and calls need more than 256 KiB of stack", info->si_addr);
    std::_Exit(checked ? check::finished(87) : 87);
  }
  say("an invalid memory access", info->si_addr);
  // Go on in stop_faulting_thread() as if it had been called where the fault was.
  registers[REG_RSP] = ((registers[REG_RSP] - 256) & ~greg_t{15}) - 8;
  registers[REG_RIP] = reinterpret_cast<greg_t>(&stop_faulting_thread);
}

}  // namespace

void catch_faults() {
  static thread_local bool ready = false;
  if (ready) return;
  ready = true;
  stack_t stack{};
  stack.ss_sp =
      mmap(nullptr, kSignalStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  stack.ss_size = kSignalStack;
  sigaltstack(&stack, nullptr);
  struct sigaction action{};
  action.sa_sigaction = &handle;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE}) sigaction(signal, &action, nullptr);
  if (checked) sigaction(SIGTERM, &action, nullptr);
}

}  // namespace simt
