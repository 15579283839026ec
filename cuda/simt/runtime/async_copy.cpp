// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Asynchronous copies: each thread's queue, in the order of issue.
#include "runtime/async_copy.hpp"

#include <cstring>
#include <deque>
#include <vector>

#include "runtime/check/events.hpp"
#include "runtime/counters/counters.hpp"
#include "simt/access.hpp"
#include "simt/async_copy.hpp"

namespace simt {
namespace {

struct PendingCopy {
  char* to;
  const char* from;
  std::size_t size;
  std::size_t zeros;    ///< that follow
  std::uint64_t group;  ///< the number of its group
  const void* barrier;  ///< whose phase it belongs to instead, or null
  const void* pc;       ///< of the issue
};

}  // namespace

/// The copies that a thread has issued and that have not landed.
struct CopyQueue {
  std::vector<PendingCopy> pending;
  std::uint64_t committed = 0;  ///< groups closed so far: the number of the open one
};

namespace {

/// The queues of one OS thread's threads. A queue is lent to a thread from its first copy to its end.
struct QueuePool {
  std::deque<CopyQueue> all;
  std::vector<CopyQueue*> idle;
};

QueuePool& pool() {
  static thread_local QueuePool queues;
  return queues;
}

CopyQueue& queue_of(Thread& thread) {
  if (thread.copies == nullptr) {
    QueuePool& queues = pool();
    if (queues.idle.empty()) queues.idle.push_back(&queues.all.emplace_back());
    thread.copies = queues.idle.back();
    queues.idle.pop_back();
  }
  return *thread.copies;
}

void issue(const PendingCopy& copy) {
  Thread& thread = *current;
  if (checked) {
    if (counters::on) counters::async_copied(thread, copy.pc);
    if (copy.size != 0) note_access(copy.from, copy.size, Access::Read, kPlain, copy.pc);
    note_access(copy.to, copy.size + copy.zeros, Access::Write, kPlain, copy.pc);
    if (copy.size != 0) check::async_issued(thread, copy.to, copy.from, copy.size, copy.pc);
    if (copy.zeros != 0) {
      check::async_issued(thread, copy.to + copy.size, nullptr, copy.zeros, copy.pc);
    }
  }
  std::memset(copy.to, 0xFF, copy.size + copy.zeros);
  queue_of(thread).pending.push_back(copy);
}

void land(Thread& thread, const PendingCopy& copy) {
  if (checked) {
    if (copy.size != 0) check::async_landed(thread, copy.to, copy.from, copy.size, copy.pc);
    if (copy.zeros != 0) {
      check::async_landed(thread, copy.to + copy.size, nullptr, copy.zeros, copy.pc);
    }
  }
  std::memcpy(copy.to, copy.from, copy.size);
  std::memset(copy.to + copy.size, 0, copy.zeros);
}

/// Lands, in their order, the thread's copies of which `due` is true.
template <class Due>
void land_if(Thread& thread, Due due) {
  if (thread.copies == nullptr) return;
  std::vector<PendingCopy>& pending = thread.copies->pending;
  std::size_t kept = 0;
  for (const PendingCopy& copy : pending) {
    if (due(copy)) {
      land(thread, copy);
    } else {
      pending[kept++] = copy;
    }
  }
  pending.resize(kept);
}

}  // namespace

void issue_copy(void* to, const void* from, std::size_t size, std::size_t zeros, const void* pc) {
  const std::uint64_t group = queue_of(*current).committed;
  issue({static_cast<char*>(to), static_cast<const char*>(from), size, zeros, group, nullptr, pc});
}

void issue_copy_for(
    const void* barrier, void* to, const void* from, std::size_t size, const void* pc) {
  issue({static_cast<char*>(to), static_cast<const char*>(from), size, 0, 0, barrier, pc});
}

void commit_copies() { ++queue_of(*current).committed; }

void wait_copies(unsigned newer) {
  if (current->copies == nullptr) return;
  const std::uint64_t committed = current->copies->committed;
  land_if(*current, [=](const PendingCopy& copy) {
    return copy.barrier == nullptr && copy.group + newer < committed;
  });
}

void wait_all_copies() {
  land_if(*current, [](const PendingCopy& copy) { return copy.barrier == nullptr; });
}

void land_copies_of(const void* barrier, Block& block) {
  for (Thread& thread : block.threads) {
    land_if(thread, [=](const PendingCopy& copy) { return copy.barrier == barrier; });
  }
}

void finish_copies(Thread& thread) {
  std::vector<const void*> barriers;
  for (const PendingCopy& copy : thread.copies->pending) {
    if (copy.barrier != nullptr) barriers.push_back(copy.barrier);
  }
  land_if(thread, [](const PendingCopy&) { return true; });
  if (checked) {
    for (const void* barrier : barriers) release_into_barrier(thread, barrier);
  }
  thread.copies->committed = 0;
  pool().idle.push_back(thread.copies);
  thread.copies = nullptr;
}

}  // namespace simt
