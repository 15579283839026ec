// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The results for people (stderr) and for programs (JSON).

#include <vector>

#include "runtime/check/findings.hpp"

namespace simt::check {

/// One line for each finding, in the form of compilers' errors, then one that counts them. Nothing without findings.
void print_findings(const std::vector<Finding>& findings, unsigned launches);

/// Writes SIMT_JSON, if set.
void write_json(const std::vector<Finding>& findings, unsigned launches);

}  // namespace simt::check
