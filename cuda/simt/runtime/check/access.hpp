// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Where every access of device code arrives.

#include "runtime/check/race.hpp"

namespace simt::check {

/// Told of each access that passed the memory checker, before it happens.
using AccessListener = void (*)(Thread& thread, const AccessInfo& info);
/// From now on (the start of the program) `listener` counts accesses.
void set_access_listener(AccessListener listener);

/// Why accesses have to go the whole way, any_access().
enum LongWay : unsigned char {
  kListened = 1,   ///< somebody counts them
  kNoRaces = 2,    ///< racecheck does not run: no cells
  kSuspicion = 4,  ///< a store has to be looked at again
  kCopies = 8      ///< some copy of the host may run at the same time as the launch
};
extern unsigned char long_way;

/// Any access: finds its memory, checks it, and orders threads as atomics and volatile accesses do. Flags beyond
/// AccessFlags: kSized.
void any_access(Thread& thread, AccessInfo info);

/// The address must be a multiple of the size.
inline constexpr unsigned kSized = 1U << 16;

/// What an atomic or volatile access releases or learns.
void order_by_access(Thread& thread, const AccessInfo& info);

}  // namespace simt::check
