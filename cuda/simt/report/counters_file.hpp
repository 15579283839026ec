// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief What a program has counted (SIMT_COUNTERS), read back.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace simt::report {

/// Counters by their names in the JSON; those that are missing are 0.
class Counters {
 public:
  std::uint64_t operator[](const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? 0 : found->second;
  }
  void add(const std::string& name, std::uint64_t value) { values_[name] += value; }
  void add(const Counters& other) {
    for (const auto& [name, value] : other.values_) values_[name] += value;
  }

 private:
  std::map<std::string, std::uint64_t> values_;
};

using Size = std::array<std::uint64_t, 3>;

inline std::uint64_t volume(const Size& size) { return size[0] * size[1] * size[2]; }

/// Launches of one kernel with one configuration.
struct Kernel {
  std::string name;
  Size grid = {};
  Size block = {};
  std::uint64_t dynamic_shared = 0;
  std::uint64_t static_shared = 0;
  std::uint64_t launches = 0;
  Counters counters;  ///< their sum
};

/// A source line of one kernel, over all launches.
struct Line {
  std::string kernel;
  std::string file;
  std::uint64_t line = 0;
  Counters counters;
};

struct CountersFile {
  std::string device;
  std::vector<Kernel> kernels;  ///< in the order of their first launches
  std::vector<Line> lines;
};

/// Throws std::runtime_error if `path` can't be read or holds something else.
CountersFile read_counters(const std::string& path);

/// The whole file; throws std::runtime_error if it can't be read.
std::string read_file(const std::string& path);

}  // namespace simt::report
