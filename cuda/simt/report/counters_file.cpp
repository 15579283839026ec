// SPDX-License-Identifier: Apache-2.0
#include "report/counters_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace simt::report {
namespace {

using Json = nlohmann::ordered_json;

/// The library would take -1 and 0.5, too.
std::uint64_t whole(const Json& value) {
  if (!value.is_number_unsigned()) throw std::runtime_error(value.dump() + " is no count");
  return value.get<std::uint64_t>();
}

Size size_of(const Json& value) {
  return {whole(value.at(0)), whole(value.at(1)), whole(value.at(2))};
}

Counters counters_of(const Json& entry) {
  static const std::set<std::string> others = {"kernel",         "launch",        "grid", "block",
                                               "dynamic_shared", "static_shared", "file", "line"};
  Counters counters;
  for (const auto& [name, value] : entry.items()) {
    if (others.count(name) == 0) counters.add(name, whole(value));
  }
  return counters;
}

Kernel kernel_of(const Json& entry) {
  return {entry.at("kernel").get<std::string>(),
          size_of(entry.at("grid")),
          size_of(entry.at("block")),
          whole(entry.at("dynamic_shared")),
          whole(entry.at("static_shared")),
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

namespace {

CountersFile read(const Json& json) {
  CountersFile file;
  file.device = json.value("device", "");
  for (const Json& entry : json.at("kernels")) {
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
  for (const Json& entry : json.value("lines", Json::array())) {
    file.lines.push_back({entry.at("kernel").get<std::string>(),
                          entry.at("file").get<std::string>(), whole(entry.at("line")),
                          counters_of(entry)});
  }
  return file;
}

}  // namespace

CountersFile read_counters(const std::string& path) {
  const std::string text = read_file(path);
  try {
    const Json json = Json::parse(text);
    if (json.value("version", Json()) != 1) throw std::runtime_error("version 1 expected");
    return read(json);
  } catch (const std::exception& error) {
    throw std::runtime_error(path + ": not a file of counters (" + error.what() + ")");
  }
}

}  // namespace simt::report
