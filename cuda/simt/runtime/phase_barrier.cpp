// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Barrier objects in memory. A phase is over once nobody is missing and no bytes are; the copies bound to
///        it land at that moment.
#include "simt/phase_barrier.hpp"

#include "runtime/async_copy.hpp"
#include "runtime/check/events.hpp"
#include "runtime/machine.hpp"
#include "simt/access.hpp"

namespace simt {
namespace {

/// What PhaseBarrier::state holds.
struct Fields {
  std::uint64_t phase : 12;
  std::uint64_t expected : 16;  ///< arrivals of each phase
  std::uint64_t missing : 16;   ///< of this phase
  std::uint64_t bytes : 20;     ///< still to come; wraps around below zero
};
static_assert(sizeof(Fields) == sizeof(std::uint64_t));

Fields unpack(std::uint64_t state) { return __builtin_bit_cast(Fields, state); }
std::uint64_t pack(Fields fields) { return __builtin_bit_cast(std::uint64_t, fields); }

void note(const PhaseBarrier& barrier, Access access, unsigned flags, const void* pc) {
  if (checked) note_access(&barrier, sizeof(barrier), access, flags | kUncounted, pc);
}

unsigned phase_of(const PhaseBarrier& barrier) {
  return unpack(__atomic_load_n(&barrier.state, __ATOMIC_ACQUIRE)).phase;
}

/// Puts change(state) in place of the state, atomically; returns it.
template <class Change>
Fields change_state(PhaseBarrier& barrier, Change change) {
  std::uint64_t old = __atomic_load_n(&barrier.state, __ATOMIC_RELAXED);
  for (;;) {
    Fields next = unpack(old);
    change(next);
    if (__atomic_compare_exchange_n(&barrier.state, &old, pack(next), false, __ATOMIC_ACQ_REL,
                                    __ATOMIC_RELAXED)) {
      return next;
    }
  }
}

/// What the checkers order threads by: an object for each phase, so that a late waiter does not learn what others did
/// after they had arrived once more. Two are enough, for nobody arrives twice before all have passed.
const void* order_of(const PhaseBarrier& barrier, unsigned phase) {
  return reinterpret_cast<const char*>(&barrier) + 1 + (phase & 1);
}

/// Nobody else comes before the next phase, so the one who sees this state may complete it.
void complete_if_due(PhaseBarrier& barrier, const Fields& now, Completion completion) {
  if (now.missing != 0 || now.bytes != 0) return;
  const void* const order = order_of(barrier, static_cast<unsigned>(now.phase));
  if (checked && current != nullptr) check::acquired(*current, order);
  if (current != nullptr) land_copies_of(&barrier, *current->block);
  if (completion.run != nullptr) completion.run(completion.function);
  if (checked && current != nullptr) check::released(*current, order);
  change_state(barrier, [](Fields& state) {
    ++state.phase;
    state.missing = state.expected;
  });
}

/// The caller saw the end of phase `phase` (or one as even), or will poll once more.
bool see(PhaseBarrier& barrier, unsigned phase, bool passed) {
  if (passed && checked && current != nullptr) check::acquired(*current, order_of(barrier, phase));
  return passed;
}

}  // namespace

void release_into_barrier(Thread& thread, const void* barrier) {
  const auto& object = *static_cast<const PhaseBarrier*>(barrier);
  for (const unsigned phase : {0U, 1U}) check::released(thread, order_of(object, phase));
}

void init_barrier(PhaseBarrier& barrier, unsigned expected, const void* pc) {
  note(barrier, Access::Write, kPlain, pc);
  Fields state = {};
  state.expected = expected & 0xFFFF;
  state.missing = expected & 0xFFFF;
  __atomic_store_n(&barrier.state, pack(state), __ATOMIC_RELEASE);
}

unsigned arrive_at_barrier(
    PhaseBarrier& barrier, unsigned count, bool drop, Completion completion, const void* pc) {
  note(barrier, Access::Atomic, kPlain, pc);
  if (current != nullptr) {
    if (checked) check::released(*current, order_of(barrier, phase_of(barrier)));
    note_progress();
  }
  const Fields now = change_state(barrier, [=](Fields& state) {
    state.missing = (state.missing - count) & 0xFFFF;
    if (drop) state.expected = (state.expected - count) & 0xFFFF;
  });
  const unsigned phase = now.phase;
  complete_if_due(barrier, now, completion);
  return phase;
}

bool barrier_passed(PhaseBarrier& barrier, unsigned phase, const void* pc) {
  note(barrier, Access::Atomic, kAtomicLoad, pc);
  return see(barrier, phase, phase_of(barrier) != (phase & 0xFFF));
}

void wait_at_barrier(PhaseBarrier& barrier, unsigned phase, Site site, const void* pc) {
  while (!barrier_passed(barrier, phase, pc)) spin(site);
}

bool barrier_parity_passed(PhaseBarrier& barrier, bool parity, const void* pc) {
  note(barrier, Access::Atomic, kAtomicLoad, pc);
  return see(barrier, parity ? 1 : 0, (phase_of(barrier) & 1) != (parity ? 1U : 0U));
}

void wait_at_barrier_parity(PhaseBarrier& barrier, bool parity, Site site, const void* pc) {
  while (!barrier_parity_passed(barrier, parity, pc)) spin(site);
}

void expect_bytes(PhaseBarrier& barrier, int bytes, Completion completion, const void* pc) {
  note(barrier, Access::Atomic, kPlain, pc);
  if (current != nullptr) note_progress();
  const Fields now = change_state(barrier, [=](Fields& state) {
    state.bytes = (state.bytes + static_cast<std::uint64_t>(bytes)) & 0xFFFFF;
  });
  if (bytes < 0) complete_if_due(barrier, now, completion);
}

}  // namespace simt
