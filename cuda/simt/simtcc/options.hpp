// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What the command line of simtcc asks for: nvcc's flags and our own.

#include <stdexcept>
#include <string>
#include <vector>

namespace simt::driver {

/// Bad usage: status 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Language { Cuda, Cxx, C, Object };

struct Input {
  std::string path;
  Language language;
};

/// Bits of Options::checks, in the order of the names in --check=LIST.
enum Check : unsigned {
  kMemcheck = 1,
  kRacecheck = 2,
  kInitcheck = 4,
  kSynccheck = 8,
  kLeakcheck = 16,
  kApicheck = 32,
  kCounters = 64,
  kAllChecks = 63
};

struct Options {
  bool help = false;
  bool version = false;
  bool run = false;
  bool compile_only = false;
  bool verbose = false;
  bool debug = false;  ///< -G: not optimised
  unsigned checks = 0;
  unsigned jobs = 0;   ///< 0: as many as there are processors
  double timeout = 0;  ///< seconds for the program, 0: none
  std::string output;
  std::string json;
  std::string counters;
  std::string standard = "gnu++17";
  unsigned architecture = 0;           ///< 80 for sm_80; 0: not said
  bool architecture_specific = false;  ///< sm_90a
  std::vector<Input> inputs;
  std::vector<std::string> preprocessor;  ///< -I, -D, -U ..., -M...
  std::vector<std::string> compiler;      ///< for g++ -E and g++ -c
  std::vector<std::string> linker;
  std::vector<std::string> arguments;  ///< of the program, after --

  /// Whether device code gets the checkers' hooks.
  bool checked() const { return checks != 0; }
};

/// Throws UsageError, which names the flag.
Options parse_options(int argc, char** argv);

/// What --help prints.
extern const char* const kHelp;
/// What --version prints.
extern const char* const kVersion;

}  // namespace simt::driver
