// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief `simtcc report`: counters as tables, a roofline and an annotated listing of the source.

#include <map>
#include <string>
#include <vector>

#include "report/counters_file.hpp"
#include "report/device.hpp"

namespace simt::report {

/// What the command line says beyond the counters.
struct Settings {
  std::vector<const Device*> devices;  ///< of the roofline
  unsigned registers = 32;             ///< a thread
  bool registers_given = false;
  std::map<std::string, unsigned> by_kernel;  ///< from ptxas
  double flops = 0;                           ///< of a launch, outside the tensor cores
};

/// Registers of a kernel's thread, and where the figure comes from ("ptxas", "--registers", "assumed").
std::pair<unsigned, const char*> registers_of(const Settings& settings, const Kernel& kernel);

/// The tables, for a terminal.
std::string text_report(const CountersFile& counters, const Settings& settings);

/// A page that needs nothing else. Sources are looked for where the counters name them, else beside `counters_path`.
std::string html_report(const CountersFile& counters,
                        const Settings& settings,
                        const std::string& counters_path);

/// The subcommand, without its name: writes to standard output and error, returns the exit status (0, 1, 2).
int main(const std::vector<std::string>& arguments);

}  // namespace simt::report
