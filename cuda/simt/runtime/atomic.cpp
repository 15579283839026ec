// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Threads that poll give the others a turn.
///
/// A poll is an atomic that changes nothing, again and again. So is a maximum over equal numbers, or one key
/// inserted many times: for long it only costs the thread its turn, later the thread counts as one that waits,
/// which lets blocks run that have not begun. Nobody can tell the two apart for sure, so that the gate does
/// not speak of a deadlock before a second without any progress has passed.
#include "runtime/machine.hpp"
#include "simt/atomic_update.hpp"

namespace simt {
namespace {

constexpr unsigned kTurn = 64;
/// A thread that takes one lock, fails to get a second and lets go of the first changes memory for ever.
constexpr unsigned kBusyTurn = 4096;
/// Atomics of the same place and operand, without a change, that make a poller.
constexpr unsigned kPatience = 256 * kTurn;
constexpr unsigned kSleeps = 65536;

/// What this OS thread's device threads did last.
__thread unsigned busy = 0;    // atomics that changed memory
__thread unsigned idle = 0;    // since the last change
__thread unsigned alike = 0;   // of those, about how many with equal keys
__thread unsigned sleeps = 0;  // since the last change
__thread std::uint64_t last_key = 0;

}  // namespace

void atomic_changed(Site site) {
  if (current == nullptr) return;
  note_progress();
  idle = alike = sleeps = 0;
  if (++busy % kBusyTurn == 0) spin(site);
}

void atomic_idle(std::uint64_t key, Site site) {
  if (current == nullptr) return;
  // Two pollers that take turns differ at every turn only.
  if (key == last_key) {
    if (alike < kPatience) ++alike;
  } else {
    alike = alike < kTurn / 2 ? 0 : alike - kTurn / 2;
    last_key = key;
  }
  if (++idle % kTurn != 0) return;
  if (alike < kPatience - kTurn) note_progress();
  spin(site);
}

void pause(Site site) {
  if (current == nullptr) return;
  if (sleeps < kSleeps) {
    ++sleeps;
    note_progress();
  }
  spin(site);
}

}  // namespace simt
