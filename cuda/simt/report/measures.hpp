// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What readers of counters compute from them.

#include <string>
#include <utility>
#include <vector>

#include "report/counters_file.hpp"

namespace simt::report {

/// Loads or stores of global memory.
struct GlobalAccess {
  double requests;
  double active_lanes;
  double bytes;  ///< that lanes asked for
  double sectors;
  double unique;  ///< distinct bytes

  double moved() const;  ///< bytes in sectors
  double sectors_per_request() const;
  double ideal_per_request()
      const;                  ///< of the bytes that lanes asked for, if no two asked for the same
  double efficiency() const;  ///< bytes asked for of those moved, 1 at most
};

/// `way` is "load" or "store".
GlobalAccess global_access(const Counters& counters, const std::string& way);

/// Both together. `bytes` are of each at most those moved, so that loads of one address by many lanes hide no wasteful
/// stores; a byte that is read and written is twice in `unique`.
GlobalAccess all_global_accesses(const Counters& counters);

struct SharedAccess {
  double requests;
  double wavefronts;
  double conflicts;
};
SharedAccess shared_access(const Counters& counters, const std::string& way);

/// The part of lanes that were idle in requests to global memory; 0 without requests.
double divergence(const Counters& counters);

/// Counters of things other than accesses, with their names in words: those that are not 0.
std::vector<std::pair<std::string, std::uint64_t>> operations(const Counters& counters);

/// "2 x 2" and the like; trailing ones are left out.
std::string size_text(const Size& size);

}  // namespace simt::report
