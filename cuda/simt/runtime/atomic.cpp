// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Threads that poll by atomics give the others a turn.
#include "runtime/machine.hpp"
#include "simt/atomic_update.hpp"

namespace simt {
namespace {

/// Atomics in a row, by this OS thread, that changed nothing; and those that did, since the last turn.
__thread std::uint64_t idle_atomics = 0;
__thread std::uint64_t busy_atomics = 0;

constexpr std::uint64_t kTurn = 64;
/// A thread that takes one lock, fails to get a second and lets go of the first changes memory for ever.
constexpr std::uint64_t kBusyTurn = 4096;
/// As many may well be work: a maximum over equal numbers, a sum of zeros, one key inserted again and again.
/// Only beyond them is a thread that meets no change called a poller, so that it can be held until others got
/// on, or end in a deadlock.
constexpr std::uint64_t kPatience = kTurn * 256;

}  // namespace

void atomic_done(bool changed, Site site) {
  if (current == nullptr) return;
  bool turn = false;
  if (changed) {
    note_progress();
    idle_atomics = 0;
    turn = ++busy_atomics % kBusyTurn == 0;
  } else {
    turn = ++idle_atomics % kTurn == 0;
    if (turn && idle_atomics < kPatience) note_progress();
  }
  if (turn) spin(site);
}

}  // namespace simt
