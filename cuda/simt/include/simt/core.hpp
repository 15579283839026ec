// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @defgroup simt CUDA emulator
/// @brief CUDA without a GPU: cuda/simt.

/// @file
/// @ingroup simt
/// @brief What device code and the emulator's runtime have in common: where a thread is, how threads of a
///        block and of a warp meet, and how a kernel is started. C++17, because foreign programs may be.

#include <cstddef>
#include <cstdint>

#include "vector_types.h"

// Compiled twice, in a fast and in a checked program: inline functions of the two must not be merged by the
// linker, or the checkers would lose accesses.
#ifdef SIMT_CHECKED
/// The inline namespace of what is compiled twice.
#define SIMT_MODE checked_mode
/// Functions of ours that device code calls: the checkers must not see what they do inside.
#define SIMT_DEVICE inline __attribute__((noinline, no_sanitize("thread")))
/// Inlines into a thread's body all that can be: g++ does not instrument a struct in memory that a call takes or
/// returns by value (p[i] = scale(q[i])), but does once the call is gone.
#define SIMT_FLATTEN __attribute__((flatten))
#else
#define SIMT_MODE fast_mode
#define SIMT_DEVICE inline __attribute__((always_inline))
#define SIMT_FLATTEN
#endif

/// Default argument that names the caller's source line.
#define SIMT_HERE ::simt::here()

namespace simt {

/// What blockDim and gridDim are: a dim3 without constructors, since g++ instruments reads of a constant whose
/// type has any.
struct Extent {
  unsigned x;  ///< along x
  unsigned y;  ///< along y
  unsigned z;  ///< along z
  /// As the type that CUDA gives it.
  SIMT_DEVICE operator dim3() const { return dim3(x, y, z); }
  /// Likewise.
  SIMT_DEVICE operator uint3() const { return uint3{x, y, z}; }
};

}  // namespace simt

// Set by the scheduler whenever it switches threads. Const in device code, so that g++ does not instrument
// their reads; plain thread-locals, so that a debugger can print them and a program can shadow them.
/// CUDA's threadIdx.
extern const __thread uint3 threadIdx;
/// CUDA's blockIdx.
extern const __thread uint3 blockIdx;
/// CUDA's blockDim.
extern const __thread simt::Extent blockDim;
/// CUDA's gridDim.
extern const __thread simt::Extent gridDim;
static constexpr int warpSize = 32;

namespace simt {

/// A place in the user's source.
struct Site {
  const char* file;  ///< as the compiler names it
  unsigned line;     ///< from 1
};

/// Where it is called: as a default argument, where that is used. (g++ would take the place of the default argument
/// itself for the braces of a Site.)
constexpr __attribute__((always_inline)) inline Site here(const char* file = __builtin_FILE(),
                                                          unsigned line = __builtin_LINE()) {
  return {file, line};
}

/// A stack that somebody left, and where.
struct Stack {
  void* context = nullptr;  ///< as Boost.Context knows it
};

/// From whose stack to whose the processor goes next; the same one: nobody goes first.
struct Turn {
  Stack* from;  ///< the caller's
  Stack* to;    ///< of who goes on
};

/// What a stack is told when it is entered: who was left, and where.
struct Arrival {
  void* context;  ///< where the other one was left
  void* left;     ///< its Stack
};

/// Boost.Context's switch of stacks, declared here so that programs need not include Boost.
Arrival jump(void* context, void* left) __asm__("jump_fcontext");

inline namespace SIMT_MODE {

/// Leaves the caller's stack; returns when somebody comes back to it. Inlined into user code, since the processor
/// mispredicts every return after a switch of stacks.
SIMT_DEVICE void take(Turn turn) {
  if (turn.from == turn.to) return;
  const Arrival arrival = jump(turn.to->context, turn.from);
  static_cast<Stack*>(arrival.left)->context = arrival.context;
}

}  // namespace SIMT_MODE

/// What a warp does together; counted apart.
enum class WarpOp : std::uint8_t { Sync, Shuffle, Vote, Match, Reduce, Ldmatrix, Mma };

struct Gathering;

/// Runs once, when all lanes have come, and writes every lane's result.
using Combine = void (*)(const Gathering&);

/// The lanes of a warp that met in one operation, and what each brought. Every lane named in `mask` that
/// has not exited is in `present`.
struct Gathering {
  unsigned mask;       ///< the lanes named by the callers
  unsigned present;    ///< the lanes that came
  WarpOp op;           ///< which operation
  Site site;           ///< where the first lane that came stands
  Combine combine;     ///< what the last lane runs; null for __syncwarp
  const void* in[32];  ///< per lane; null for lanes that are not present
  void* out[32];       ///< per lane; where its result goes
  int argument[32];    ///< per lane: source lane, delta, ... as the operation needs
};

/// All living lanes named in `mask` wait here for each other; the last one to come runs `combine` (may be null)
/// for all. Only WarpOp::Sync orders memory accesses.
void gather(
    unsigned mask, WarpOp op, const void* in, void* out, int argument, Combine combine, Site site);

/// The lanes of the caller's warp that reach this call together: those that come before none of the warp can
/// run any more.
unsigned active_mask(Site site);

/// How a block barrier combines the predicates of its threads.
enum class Vote : std::uint8_t { None, Count, And, Or };

/// The caller comes to the block's barrier; who runs next.
Turn come_to_barrier(bool predicate, Site site);

/// The combined predicate of the barrier that the caller has passed last.
int barrier_result(Vote vote);

inline namespace SIMT_MODE {

/// __syncthreads and its _count, _and, _or forms: returns the combined predicate.
SIMT_DEVICE int block_barrier(Vote vote, int predicate, Site site) {
  take(come_to_barrier(predicate != 0, site));
  return vote == Vote::None ? 0 : barrier_result(vote);
}

}  // namespace SIMT_MODE

/// `bar.sync id, threads`: `threads` of the block (0: all) meet at barrier 1 to 15.
void named_barrier(int id, unsigned threads, Site site);

/// grid.sync() of a cooperative launch.
void grid_barrier(Site site);

/// Who has to see what a fence orders.
enum class Scope : std::uint8_t { Block, Device, System };

/// __threadfence_block, __threadfence, __threadfence_system.
void fence(Scope scope, Site site);

/// What a thread that polls calls each time its condition does not hold yet: lets every other thread of the
/// block run, then other blocks. When nobody can change anything any more the launch ends as a deadlock.
void spin(Site site);

/// The caller's number in its block, x fastest.
unsigned thread_rank();
/// The caller's place in its warp.
unsigned lane_id();
/// Its warp's number in the block.
unsigned warp_id();
/// The lanes of the caller's warp that have not exited.
unsigned living_lanes();
/// Whether the caller is a device thread (not host code).
bool in_kernel();
/// Whether the running launch is cooperative.
bool cooperative_launch();

/// Bytes of dynamic shared memory of this launch.
unsigned dynamic_shared_size();
/// Where they are.
extern __thread char dynamic_shared[227 * 1024] __asm__("simt_dynamic_shared")
    __attribute__((aligned(1024)));

/// Ends the launch: this thread and all others stop where they are; the context keeps `error` (a
/// cudaError_t) as a sticky error.
[[noreturn]] void stop_launch(int error);

/// One line `file:line: error: simt: WHAT is not supported`, then exit with status 87.
[[noreturn]] void unsupported(const char* what, Site site);

/// Known to the rewriter: a __shared__ variable, told when a thread comes by its declaration.
void declare_shared(const volatile void* address, std::size_t size, const char* name, Site site);

/// What is known of a kernel at its definition.
struct KernelInfo {
  const char* name;      ///< the plain identifier, no scope, no template arguments
  Site site;             ///< of the definition
  unsigned max_threads;  ///< of __launch_bounds__; 0 if none
};

/// The configuration in <<<...>>>, kept for the kernel's stub, which runs next in this host thread.
void configure(dim3 grid, dim3 block, std::size_t dynamic_shared, const void* stream, Site site);

/// How one thread is run: `entry(body)` with the kernel's arguments inside `body`, copied for each thread.
struct KernelBody {
  void (*entry)(const void* body);   ///< runs one thread
  const void* body;                  ///< the closure
  std::size_t size;                  ///< of the closure, in bytes
  void* (*clone)(const void* body);  ///< for launches that are recorded (graphs)
  void (*destroy)(void* body);       ///< of a clone
};

/// Takes the configuration left by configure() and runs the grid; returns when it is done. Errors go where
/// cudaGetLastError finds them.
void launch(const KernelInfo& kernel, const KernelBody& body);

inline namespace SIMT_MODE {

/// Runs the closure for one thread, on a copy of its own.
template <class F>
SIMT_FLATTEN void run_thread(const void* body) {
  F thread(*static_cast<const F*>(body));
  thread();
}

/// What the rewriter makes of a kernel: `__global__ void k(int n) { ... }` becomes
/// `void k(int n) { launch_kernel({"k", site, 0}, [=]() mutable { ... }); }`.
template <class F>
void launch_kernel(const KernelInfo& kernel, const F& body) {
  launch(kernel, KernelBody{&run_thread<F>, &body, sizeof(F),
                            [](const void* b) -> void* { return new F(*static_cast<const F*>(b)); },
                            [](void* b) { delete static_cast<F*>(b); }});
}

}  // namespace SIMT_MODE
}  // namespace simt
