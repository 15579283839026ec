// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief The least time that a launch can take on a GPU, as far as the counters tell: the largest of a few terms.

#include <string>
#include <vector>

#include "report/counters_file.hpp"
#include "report/device.hpp"

namespace simt::report {

/// One resource, and how long it is busy.
struct Term {
  std::string name;
  double ideal;     ///< seconds, at the table's peak
  double expected;  ///< seconds, at the part of the peak that good kernels reach
};

struct Roofline {
  std::vector<Term> terms;      ///< those that are not 0
  std::size_t bound_ideal = 0;  ///< the largest one
  std::size_t bound = 0;        ///< the largest expected one
  double ideal = 0;             ///< seconds
  double expected = 0;          ///< seconds, with the launch
  bool small = false;           ///< the launch itself takes longer than all of it
  double without_caches = 0;    ///< seconds for all sectors from DRAM
};

/// For one launch, the average of the kernel's. `flops` of a launch outside the tensor cores; 0: not known.
Roofline roofline_of(const Device& device, const Kernel& kernel, double flops);

/// What the model leaves out; printed under everything that is made with it.
extern const char* const kCannotTell;

}  // namespace simt::report
