// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Puts the accesses of a warp's lanes together to requests. Lanes run one after the other, so a request is
///        open until every lane that lives has contributed, or until the warp comes to a common point.

#include <array>
#include <cstdint>
#include <vector>

#include "runtime/counters/instructions.hpp"
#include "runtime/counters/request.hpp"

namespace simt::counters {

class WarpRequests {
 public:
  /// Lane `lane`, one of those `alive`, executes instruction number `number` once more. Whether it is the first to.
  bool access(Instructions& instructions,
              unsigned number,
              unsigned lane,
              std::uint32_t alive,
              std::uint64_t address);

  /// All living lanes have met: what they do from now on is counted from one again.
  void meet(Instructions& instructions);

  /// Some lanes have met, which may have gone around loops a different number of times: from now on they are level.
  void level(std::uint32_t lanes);

  /// Finishes what none of `others` can contribute to any more.
  void finish_without(Instructions& instructions, std::uint32_t others);

  /// Requests that wait for lanes.
  std::size_t open() const { return open_; }

 private:
  /// What the warp's lanes did with one instruction since the last common point.
  struct Stream {
    bool used = false;
    std::array<std::uint32_t, 32> done = {};  ///< how often each lane has executed it
    std::uint32_t first = 0;                  ///< the ordinal of requests[head]
    std::size_t head = 0;                     ///< requests before it are finished
    std::vector<Request> requests;
  };

  static void finish(Instruction& instruction, const Request& request);
  void finish_until(Instruction& instruction, Stream& stream, std::size_t end);
  void drop_finished(Stream& stream);

  std::vector<Stream> streams_;  // by the instruction's number
  std::vector<unsigned> used_;   // numbers of those in use
  std::size_t open_ = 0;
};

}  // namespace simt::counters
