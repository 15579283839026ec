// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief cooperative_groups: reductions whose result goes to memory instead of to all threads.

#include "cuda/atomic"

#include "cooperative_groups/reduce.h"

namespace cooperative_groups {
inline namespace SIMT_MODE {

/// target = op(target, value), atomically; returns the old value.
template <class Atomic, class T, class Op>
SIMT_DEVICE T update_atomic(Atomic& target, const T& value, Op&& op) {
  constexpr auto kRelaxed = ::std::memory_order_relaxed;
  using Function = std::decay_t<Op>;
  if constexpr (std::is_same_v<Function, plus<T>>) {
    return target.fetch_add(value, kRelaxed);
  } else if constexpr (std::is_same_v<Function, less<T>>) {
    return target.fetch_min(value, kRelaxed);
  } else if constexpr (std::is_same_v<Function, greater<T>>) {
    return target.fetch_max(value, kRelaxed);
  } else {
    T old = target.load(kRelaxed);
    while (!target.compare_exchange_weak(old, op(old, value), kRelaxed)) {
    }
    return old;
  }
}

/// Folds the group's values into `target`, a cuda::atomic or cuda::atomic_ref.
template <class Group, class Atomic, class T, class Op>
SIMT_DEVICE void reduce_update_async(
    const Group& group, Atomic&& target, T value, Op&& op, simt::Site site = SIMT_HERE) {
  const auto result = reduce(group, value, op, site);
  if (group.thread_rank() == 0) update_atomic(target, result, op);
}

/// Stores the group's result.
template <class Group, class T, class Value, class Op>
SIMT_DEVICE void reduce_store_async(
    const Group& group, T* target, Value value, Op&& op, simt::Site site = SIMT_HERE) {
  const T result = reduce(group, value, op, site);
  if (group.thread_rank() == 0) {
    SIMT_NOTE(target, sizeof(T), simt::Access::Write, simt::kPlain);
    *target = result;
  }
}

template <class Group, class T, cuda::thread_scope kScope, class Value, class Op>
SIMT_DEVICE void reduce_store_async(const Group& group,
                                    cuda::atomic<T, kScope>& target,
                                    Value value,
                                    Op&& op,
                                    simt::Site site = SIMT_HERE) {
  const T result = reduce(group, value, op, site);
  if (group.thread_rank() == 0) target.store(result, ::std::memory_order_relaxed);
}

template <class Group, class T, cuda::thread_scope kScope, class Value, class Op>
SIMT_DEVICE void reduce_store_async(const Group& group,
                                    const cuda::atomic_ref<T, kScope>& target,
                                    Value value,
                                    Op&& op,
                                    simt::Site site = SIMT_HERE) {
  const T result = reduce(group, value, op, site);
  if (group.thread_rank() == 0) target.store(result, ::std::memory_order_relaxed);
}

}  // namespace SIMT_MODE
}  // namespace cooperative_groups
