// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

/// @file
/// @ingroup common
/// @brief One pool of threads for the whole program.

namespace warplight {

/// Calls work(first, last) for pieces of [0, count) of at most `grain` indices each, on all threads, and
/// returns when all are done. The pieces are the same whatever the number of threads, so results are too.
///
/// The caller works as well and never waits for a thread that has not begun: on a busy machine, where a
/// helper may not be scheduled for milliseconds, it simply does everything itself. (A loop that shares
/// its pieces out beforehand waits for the slowest: decoding then fell from 29 to 0.7 tokens/s.)
///
/// Called from inside `work`, it runs serially. An exception of `work` reaches the caller.
void parallel_for(std::int64_t count,
                  std::int64_t grain,
                  const std::function<void(std::int64_t, std::int64_t)>& work);

/// Threads that share the work, the caller included: set_thread_count()'s, else the environment's
/// OMP_NUM_THREADS, else one per core that this process may use.
int thread_count();

/// Chooses the number of threads; 0 for the default. Only before the first parallel_for().
void set_thread_count(int count);

}  // namespace warplight
