// SPDX-License-Identifier: Apache-2.0
/// @file
/// @ingroup simt
/// @brief simtcc: nvcc's place taken by g++ and the emulator. Status: 0 good, 1 a compiler complained, 2 bad usage;
///        `simtcc run` returns the program's own.

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>

#include "report/report.hpp"
#include "simtcc/build.hpp"
#include "simtcc/options.hpp"
#include "simtcc/process.hpp"

namespace simt::driver {
namespace {

/// The program's path, so that it is not looked for on the PATH.
std::string runnable(const std::string& program) {
  return program.find('/') == std::string::npos ? "./" + program : program;
}

int run_program(const Options& options, const std::string& program) {
  if (!options.json.empty()) setenv("SIMT_JSON", options.json.c_str(), 1);
  if (!options.counters.empty()) setenv("SIMT_COUNTERS", options.counters.c_str(), 1);
  std::vector<std::string> command = {runnable(program)};
  command.insert(command.end(), options.arguments.begin(), options.arguments.end());
  const Ended ended = run_process(command, "", options.timeout);
  if (ended.timed_out) {
    std::cerr << "simtcc: " << options.inputs.front().path << ": stopped after " << options.timeout
              << " s\n";
  }
  return ended.status;
}

int main(const Options& options) {
  const TemporaryFolder folder;
  std::string program = options.output;
  if (program.empty()) program = options.run ? folder.path() + "/program" : "a.out";
  const int status = build(options, folder.path(), program);
  return status == 0 && options.run && interrupted() == 0 ? run_program(options, program) : status;
}

}  // namespace
}  // namespace simt::driver

int main(int argc, char** argv) {
  namespace driver = simt::driver;
  if (argc > 1 && std::strcmp(argv[1], "report") == 0)
    return simt::report::main({argv + 2, argv + argc});
  try {
    const driver::Options options = driver::parse_options(argc, argv);
    if (options.help || options.version) {
      std::cout << (options.help ? driver::kHelp : driver::kVersion);
      return 0;
    }
    driver::handle_signals();
    const int status = driver::main(options);
    if (driver::interrupted() != 0) {
      // As the shell expects it: ended by the signal, when everything is cleaned up.
      std::signal(driver::interrupted(), SIG_DFL);
      std::raise(driver::interrupted());
    }
    return status;
  } catch (const driver::UsageError& error) {
    std::cerr << "simtcc: " << error.what() << "\nsimtcc: try --help\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "simtcc: " << error.what() << '\n';
    return 1;
  }
}
