// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/golden/runner/case.hpp"

#include <string>

/// @file
/// @ingroup golden
/// @brief The rule by which a result passes.

namespace warplight::golden {

/// How far a result is from what is expected.
struct Difference {
  bool passed = true;
  double max_abs_err = 0;  ///< largest |got - want|, infinite where one is NaN or infinity alone
  double max_share = 0;    ///< largest |got - want| over what is allowed there
  std::string at;         ///< where max_share is, such as out.output[0,3]; empty if nothing differs
  double abs_err_at = 0;  ///< |got - want| there
  std::string detail;     ///< "got 0.5 want 0.3", or why nothing could be compared
};

/// Compares a result with what is expected: floating types by the tolerance (both widened), whole numbers
/// and Bool exactly. An infinity must be met exactly, NaN never passes, nor does another shape or kind.
/// @param name how to call it in `at`: "out.output"
Difference compare(const std::string& name,
                   const Tensor& got,
                   const Tensor& want,
                   const Tolerance& tolerance);

/// The worse of two: a failure before a pass, then the larger share.
Difference worse(const Difference& a, const Difference& b);

}  // namespace warplight::golden
