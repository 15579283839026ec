// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The emulated machine: launches, blocks, warps, threads, and the worker that runs one block at a time.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "simt/core.hpp"

namespace simt {

namespace check {
struct LaunchState;
struct BlockState;
struct WarpState;
struct ThreadState;
}  // namespace check

struct Block;
struct Warp;
struct Fiber;
struct Worker;
struct CopyQueue;

/// What a thread that does not run waits for.
enum class Waiting : std::uint8_t {
  Nothing,  ///< ready, running, or not started
  Barrier,  ///< __syncthreads
  NamedBarrier,
  Gathering,   ///< a warp operation
  ActiveMask,  ///< __activemask: for the other lanes to come or to wait
  Grid,        ///< grid.sync
  Spin,        ///< polls something
  Exited
};

/// One device thread. What every switch touches comes first, in one cache line.
struct alignas(64) Thread {
  Thread* next = nullptr;               ///< in the ready queue or a waiting list
  Fiber* fiber = nullptr;               ///< the stack it runs on, once started
  Block* block = nullptr;               ///< that it belongs to
  Warp* warp = nullptr;                 ///< that it belongs to
  uint3 index = {};                     ///< threadIdx
  std::uint16_t rank = 0;               ///< in the block, x fastest
  std::uint8_t lane = 0;                ///< rank % 32
  Waiting waiting = Waiting::Nothing;   ///< what it waits for
  Site site = {};                       ///< of the operation it waits at, or waited at last
  unsigned mask_result = 0;             ///< of the last __activemask
  check::ThreadState* check = nullptr;  ///< the checkers' own; null in fast mode
  CopyQueue* copies = nullptr;          ///< asynchronous copies under way, if any
};
static_assert(offsetof(Thread, mask_result) == 64);

/// First in, first out; threads are linked through Thread::next.
struct ThreadQueue {
  Thread* first = nullptr;  ///< who is next
  Thread* last = nullptr;   ///< who came last

  /// Whether nobody waits.
  bool empty() const { return first == nullptr; }

  /// At the end.
  void push(Thread* thread) {
    thread->next = nullptr;
    (last == nullptr ? first : last->next) = thread;
    last = thread;
  }

  /// The first; there has to be one.
  Thread* pop() {
    Thread* thread = first;
    first = thread->next;
    if (first == nullptr) last = nullptr;
    return thread;
  }

  /// Moves all of `other` to the end of this queue.
  void append(ThreadQueue& other) {
    if (other.empty()) return;
    (last == nullptr ? first : last->next) = other.first;
    last = other.last;
    other = {};
  }
};

/// A warp operation that some lanes have reached and others not yet. It lives on the stack of the lane
/// that came first, which waits until the last one has come.
struct OpenGathering {
  Gathering gathering;  ///< what the lanes brought
  OpenGathering* next;  ///< of the same warp
};

/// 32 threads, or fewer at the end of a block.
struct Warp {
  Block* block = nullptr;         ///< that it belongs to
  unsigned number = 0;            ///< in the block
  unsigned alive = 0;             ///< lanes that have not exited
  unsigned runnable = 0;          ///< lanes that are alive and do not wait
  unsigned at_active_mask = 0;    ///< lanes that wait in __activemask
  Thread* lanes[32] = {};         ///< null beyond the end of the block
  OpenGathering* open = nullptr;  ///< operations that wait for lanes; their masks may be disjoint
  check::WarpState* check = nullptr;  ///< the checkers' own
};

/// A barrier with a number, other than __syncthreads' own.
struct NamedBarrier {
  unsigned arrived = 0;  ///< threads that have come
  ThreadQueue waiting;   ///< and wait
};

struct Launch;

/// One block in flight. Recycled by its worker.
struct Block {
  Launch* launch = nullptr;     ///< that it belongs to
  Worker* worker = nullptr;     ///< that runs it
  uint3 index = {};             ///< blockIdx
  std::uint64_t rank = 0;       ///< in the grid, x fastest
  std::vector<Thread> threads;  ///< by rank
  std::vector<Warp> warps;      ///< by number
  /// No thread has waited yet: those that have begun have exited, but for the current one, and nothing else in
  /// here nor in the warps and threads is up to date.
  bool plain = false;
  unsigned alive = 0;                ///< threads that have not exited
  unsigned started = 0;              ///< threads that have begun
  std::vector<std::uint16_t> order;  ///< in which threads begin, if not ascending
  ThreadQueue ready;                 ///< threads that can run
  ThreadQueue spinning;              ///< threads that poll; ready again once another thread got on
  ThreadQueue at_barrier;            ///< threads at __syncthreads
  unsigned arrived = 0;              ///< how many those are
  bool mixed_sites = false;          ///< they stand at different source lines
  int votes = 0;                     ///< predicates that were not zero, of those that have arrived
  int passed_votes = 0;              ///< the same when the barrier last opened
  unsigned passed = 0;               ///< and how many threads passed it then
  unsigned at_grid = 0;              ///< threads at grid.sync()
  NamedBarrier named[32];      ///< 0 to 15 of `bar.sync`, the others of tiles of several warps
  std::uint64_t progress = 0;  ///< grows whenever a thread does something but poll
  std::uint64_t polled = 0;    ///< `progress` when the polling threads last had their turn
  std::uint64_t epoch = 0;     ///< the gate's epoch when they had
  check::BlockState* check = nullptr;  ///< the checkers' own
};

/// One kernel launch.
struct Launch {
  KernelInfo kernel = {};          ///< what is launched
  KernelBody body = {};            ///< with its arguments
  Site site = {};                  ///< of the <<<...>>>
  dim3 grid;                       ///< blocks
  dim3 block;                      ///< threads of a block
  std::uint64_t blocks = 0;        ///< in the grid
  unsigned threads = 0;            ///< in a block
  std::size_t dynamic_shared = 0;  ///< bytes
  const void* stream = nullptr;    ///< a cudaStream_t
  bool cooperative = false;        ///< all its blocks are alive together
  unsigned number = 0;             ///< 1 for the first launch of the program
  std::atomic<int> error{0};       ///< the first cudaError_t that stopped it
  bool deadlocked = false;         ///< nobody can go on; guarded by the gate's lock
  alignas(64) std::atomic<std::uint64_t> next_block{0};  ///< the next turn; all workers write it
  alignas(64) std::uint64_t at_grid = 0;  ///< blocks at grid.sync(); guarded by the gate's lock
  std::uint64_t grid_syncs = 0;           ///< completed ones; likewise
  check::LaunchState* check = nullptr;    ///< the checkers' own
};

/// The thread that runs on this OS thread; null in host code.
extern __thread Thread* current;

/// Whether this program was built with hooks.
extern bool checked;

/// Leaves the current thread's stack for good: its block and its launch stop. Used by faults.
[[noreturn]] void abandon_launch(int error);

/// The reserved range that all threads' stacks lie in.
extern char* const fiber_stacks_begin;
/// Bytes of one of them.
inline constexpr std::size_t kFiberStackSize = std::size_t{256} << 10;
/// Bytes of all.
inline constexpr std::size_t kFiberStacksSize = std::size_t{64} << 30;

/// Brings the block's books up to date when a thread is about to wait for the first time.
void promote(Block& block);

/// The current thread, with its block's books up to date.
inline Thread& self() {
  Thread& thread = *current;
  if (thread.block->plain) promote(*thread.block);
  return thread;
}

/// Marks that the current thread did something but poll (an atomic that changed memory, a store seen by others).
inline void note_progress() { ++current->block->progress; }

}  // namespace simt
