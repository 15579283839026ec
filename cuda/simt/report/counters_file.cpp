// SPDX-License-Identifier: Apache-2.0
#include "report/counters_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "report/json.hpp"

namespace simt::report {
namespace {

Counters counters_of(const Json& entry) {
  static const std::set<std::string> others = {"kernel",         "launch",        "grid", "block",
                                               "dynamic_shared", "static_shared", "file", "line"};
  Counters counters;
  for (std::size_t i = 0; i < entry.names.size(); ++i) {
    if (others.count(entry.names[i]) == 0) counters.add(entry.names[i], entry.items[i].number);
  }
  return counters;
}

Size size_of(const Json& array) {
  Size size = {1, 1, 1};
  for (std::size_t i = 0; i < std::min(size.size(), array.items.size()); ++i)
    size[i] = array.items[i].number;
  return size;
}

Kernel kernel_of(const Json& entry) {
  return {entry["kernel"].text,
          size_of(entry["grid"]),
          size_of(entry["block"]),
          entry["dynamic_shared"].number,
          entry["static_shared"].number,
          1,
          counters_of(entry)};
}

bool same_launch(const Kernel& a, const Kernel& b) {
  return a.name == b.name && a.grid == b.grid && a.block == b.block &&
         a.dynamic_shared == b.dynamic_shared && a.static_shared == b.static_shared;
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("can't read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

CountersFile read_counters(const std::string& path) {
  const Json json = parse_json(read_file(path));
  if (json["version"].number != 1) throw std::runtime_error(path + ": not counters of version 1");
  CountersFile file;
  file.device = json["device"].text;
  for (const Json& entry : json["kernels"].items) {
    Kernel kernel = kernel_of(entry);
    const auto same = std::find_if(file.kernels.begin(), file.kernels.end(),
                                   [&](const Kernel& other) { return same_launch(kernel, other); });
    if (same == file.kernels.end()) {
      file.kernels.push_back(std::move(kernel));
    } else {
      ++same->launches;
      same->counters.add(kernel.counters);
    }
  }
  for (const Json& entry : json["lines"].items) {
    file.lines.push_back(
        {entry["kernel"].text, entry["file"].text, entry["line"].number, counters_of(entry)});
  }
  return file;
}

}  // namespace simt::report
