// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The report as text: 110 columns at most, if no kernel has a long name.
#include <algorithm>
#include <string>

#include "report/format.hpp"
#include "report/measures.hpp"
#include "report/occupancy.hpp"
#include "report/report.hpp"
#include "report/roofline.hpp"

namespace simt::report {
namespace {

constexpr std::size_t kWidth = 98;

std::string left(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

std::string right(const std::string& text, std::size_t width) {
  return text.size() >= width ? text : std::string(width - text.size(), ' ') + text;
}

/// The first column to the left, the others to the right.
std::string row(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string line = "  " + left(cells[0], widths[0]);
  for (std::size_t i = 1; i < cells.size(); ++i) line += right(cells[i], widths[i]);
  return line + '\n';
}

/// Broken at spaces, each line indented.
std::string wrapped(const std::string& text, const std::string& indent) {
  std::string result;
  std::string line = indent;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.size() + word.size() > kWidth) {
      result += line + '\n';
      line = indent;
    }
    line += (line.size() > indent.size() ? " " : "") + word;
  }
  return result + line + '\n';
}

std::string count(double value) { return grouped(static_cast<std::uint64_t>(value)); }

std::string heading(const Kernel& kernel) {
  std::string text = grouped(kernel.launches) + (kernel.launches == 1 ? " launch" : " launches") +
                     ", grid " + size_text(kernel.grid) + ", block " + size_text(kernel.block);
  const std::uint64_t shared = kernel.static_shared + kernel.dynamic_shared;
  if (shared != 0) text += ", " + bytes_text(static_cast<double>(shared)) + " of shared memory";
  const bool fits = kernel.name.size() + text.size() + 3 <= kWidth;
  return kernel.name + (fits ? "   " : "\n  ") + text + '\n';
}

std::string global_table(const Counters& counters) {
  static const std::vector<std::size_t> widths = {14, 12, 12, 10, 8, 12, 13, 13};
  std::string text;
  for (const std::string way : {"load", "store"}) {
    const GlobalAccess access = global_access(counters, way);
    if (access.requests == 0) continue;
    if (text.empty()) {
      text = row({"global memory", "requests", "sectors", "sect/req", "ideal", "efficiency",
                  "moved", "unique"},
                 widths);
    }
    text += row({"  " + way + "s", count(access.requests), count(access.sectors),
                 fixed(access.sectors_per_request(), 2), fixed(access.ideal_per_request(), 2),
                 percent_text(access.efficiency(), 1), bytes_text(access.moved()),
                 bytes_text(access.unique)},
                widths);
  }
  return text;
}

std::string shared_table(const Counters& counters) {
  static const std::vector<std::size_t> widths = {14, 12, 12, 12};
  std::string text;
  for (const std::string way : {"load", "store"}) {
    const SharedAccess access = shared_access(counters, way);
    if (access.requests == 0) continue;
    if (text.empty()) text = row({"shared memory", "requests", "wavefronts", "conflicts"}, widths);
    text += row({"  " + way + "s", count(access.requests), count(access.wavefronts),
                 count(access.conflicts)},
                widths);
  }
  return text;
}

std::string operations_text(const Counters& counters) {
  std::string text;
  for (const auto& [name, value] : operations(counters)) {
    text += (text.empty() ? "" : ", ") + name + " " + grouped(value);
  }
  return text.empty() ? text : wrapped(text, "  ");
}

std::string occupancy_text(const Device& device, const Kernel& kernel, const Settings& settings) {
  const auto [registers, source] = registers_of(settings, kernel);
  const std::uint64_t shared = kernel.static_shared + kernel.dynamic_shared;
  const Occupancy occupancy = occupancy_of(device, volume(kernel.block), registers, shared);
  if (occupancy.blocks == 0) {
    return std::string("none: a block needs more ") + occupancy.limited_by + " than an SM has (" +
           grouped(registers) + " registers, " + source + ")";
  }
  return percent_text(static_cast<double>(occupancy.warps), device.warps) + " of the warps (" +
         grouped(occupancy.blocks) + " blocks an SM, limited by " + occupancy.limited_by + "; " +
         grouped(registers) + " registers, " + source + ")";
}

std::string roofline_text(const Device& device, const Kernel& kernel, const Settings& settings) {
  static const std::vector<std::size_t> widths = {30, 14, 14};
  const Roofline roofline = roofline_of(device, kernel, settings.flops);
  std::string text =
      "  " + left(device.name, 9) + "occupancy " + occupancy_text(device, kernel, settings) + '\n';
  if (roofline.terms.empty()) return text;
  text += row({"  a launch is busy with", "ideal", "expected"}, widths);
  for (std::size_t i = 0; i < roofline.terms.size(); ++i) {
    const Term& term = roofline.terms[i];
    std::string line =
        row({"    " + term.name, seconds_text(term.ideal), seconds_text(term.expected)}, widths);
    if (i == roofline.bound) line.insert(line.size() - 1, "   <- bound");
    text += line;
  }
  std::string sum =
      row({"    with 3 us for the launch", "", seconds_text(roofline.expected)}, widths);
  if (roofline.small) sum.insert(sum.size() - 1, "   <- most of it");
  return text + sum +
         row({"    all sectors from DRAM", seconds_text(roofline.without_caches)}, widths);
}

std::string kernel_text(const Kernel& kernel, const Settings& settings) {
  std::string text = heading(kernel) + global_table(kernel.counters) +
                     shared_table(kernel.counters) + operations_text(kernel.counters);
  text += "  divergence " + percent_text(divergence(kernel.counters), 1) + '\n';
  for (const Device* device : settings.devices) text += roofline_text(*device, kernel, settings);
  return text;
}

}  // namespace

std::string text_report(const CountersFile& counters, const Settings& settings) {
  std::string text;
  for (const Kernel& kernel : counters.kernels) text += kernel_text(kernel, settings) + '\n';
  if (text.empty()) return "No kernel was launched.\n";
  text += wrapped(
      "moved: 32 bytes for each sector, as if no cache ever hit; unique: distinct bytes, the least "
      "that must "
      "move. Traffic of DRAM lies between the two. efficiency: bytes that lanes asked for, of "
      "those moved. "
      "divergence: 1 - active lanes / (32 x requests) of global memory; lanes beyond the end of "
      "the data "
      "count, and hardware may schedule branches otherwise. conflicts: wavefronts beyond one for "
      "each group "
      "of lanes; hardware may merge half-warps.",
      "");
  return text + wrapped(kCannotTell, "");
}

}  // namespace simt::report
