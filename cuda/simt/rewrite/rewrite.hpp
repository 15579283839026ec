// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Makes C++ for g++ out of preprocessed CUDA.

#include <stdexcept>
#include <string>

namespace simt::rewrite {

struct Options {
  bool checked = false;  ///< guards around variables, names of shared arrays for the checkers
  unsigned checks =
      0;  ///< what the program says of itself: bit 0 memcheck, 1 racecheck, 2 initcheck,
          ///< 3 synccheck, 4 leakcheck, 5 apicheck, 6 counters
};

/// A construct that can't be run: what() is `FILE:LINE: error: simtcc: <feature> is not supported`.
class Unsupported : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Rewrites the output of g++ -E. Lines keep their numbers; system headers stay as they are. Throws Unsupported.
std::string rewrite(std::string preprocessed, const Options& options);

}  // namespace simt::rewrite
