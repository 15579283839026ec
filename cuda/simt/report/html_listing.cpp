// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The source, each line with what it does.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

#include "report/format.hpp"
#include "report/html.hpp"
#include "report/measures.hpp"

namespace simt::report {
namespace {

using Lines = std::map<std::uint64_t, Counters>;

/// What a line costs, of both memories.
struct Cost {
  double sectors;
  double conflicts;
};

Cost cost_of(const Counters& counters) {
  return {global_access(counters, "load").sectors + global_access(counters, "store").sectors,
          shared_access(counters, "load").conflicts + shared_access(counters, "store").conflicts};
}

/// The file's lines; empty if it is nowhere to be found.
std::vector<std::string> source_lines(const std::string& file, const std::string& counters_path) {
  const std::size_t slash = counters_path.rfind('/');
  const std::string beside = slash == std::string::npos ? "" : counters_path.substr(0, slash + 1);
  std::string text;
  try {
    text = read_file(file);
  } catch (const std::runtime_error&) {
    try {
      text = read_file(beside + file);
    } catch (const std::runtime_error&) {
      return {};
    }
  }
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

std::string cell(const std::string& text) { return "<td>" + escaped(text) + "</td>"; }

/// Warmer for the lines that cost most; by the square root, so that small ones are seen, too.
std::string heat_cell(const char* kind, double value, double most) {
  constexpr double kFaintest = 0.08;
  constexpr double kRange = 0.6;
  if (value == 0) return "<td></td>";
  const double heat = kFaintest + kRange * std::sqrt(value / most);
  return std::string("<td class=\"") + kind + "\" style=\"--heat:" + fixed(heat, 2) + "\">" +
         grouped(static_cast<std::uint64_t>(value)) + "</td>";
}

std::string other_operations(const Counters& counters) {
  std::string text;
  for (const auto& [name, value] : operations(counters)) {
    text += (text.empty() ? "" : ", ") + name + " " + grouped(value);
  }
  return text;
}

/// The columns beside the source: requests to global memory, lanes, sectors, the same for each request, wavefronts and
/// conflicts of shared memory, all else.
std::string measures_of(const Counters& counters, const Cost& most) {
  constexpr double kLanes = 32;
  const GlobalAccess loads = global_access(counters, "load");
  const GlobalAccess stores = global_access(counters, "store");
  const Cost cost = cost_of(counters);
  const double requests = loads.requests + stores.requests;
  const double wavefronts =
      shared_access(counters, "load").wavefronts + shared_access(counters, "store").wavefronts;
  std::string html;
  if (requests == 0) {
    html = "<td></td><td></td><td></td><td></td>";
  } else {
    const double ideal = (loads.ideal_per_request() * loads.requests +
                          stores.ideal_per_request() * stores.requests) /
                         requests;
    html = cell(grouped(static_cast<std::uint64_t>(requests))) +
           cell(percent_text(loads.active_lanes + stores.active_lanes, kLanes * requests)) +
           heat_cell("heat", cost.sectors, most.sectors) +
           cell(fixed(cost.sectors / requests, 1) + " (" + fixed(ideal, 1) + ")");
  }
  html += wavefronts == 0 ? "<td></td>" : cell(grouped(static_cast<std::uint64_t>(wavefronts)));
  return html + heat_cell("clash", cost.conflicts, most.conflicts) +
         cell(other_operations(counters));
}

/// The counted lines, in or beyond the file as it is now, and a few lines around those in it.
std::set<std::uint64_t> shown_lines(std::uint64_t count, const Lines& lines) {
  constexpr std::uint64_t kContext = 12;
  std::set<std::uint64_t> shown;
  for (const auto& [number, counters] : lines) {
    shown.insert(number);
    if (number > count) continue;
    const std::uint64_t first = number > kContext ? number - kContext : 1;
    for (std::uint64_t i = first; i <= std::min(count, number + kContext); ++i) shown.insert(i);
  }
  return shown;
}

Cost highest_cost(const Lines& lines) {
  Cost most{0, 0};
  for (const auto& [number, counters] : lines) {
    const Cost cost = cost_of(counters);
    most = {std::max(most.sectors, cost.sectors), std::max(most.conflicts, cost.conflicts)};
  }
  return most;
}

/// The measures stand before the source, so that no long line hides them. Long stretches without any are left out.
std::string table_of(const std::vector<std::string>& source, const Lines& lines) {
  const Cost most = highest_cost(lines);
  std::string html =
      "<div class=\"scroll\"><table class=\"listing\">\n<tr><th>requests</th><th>active lanes</th>"
      "<th>sectors</th><th>per "
      "request<br>(ideal)</th><th>wavefronts</th><th>conflicts</th><th>other</th>"
      "<th></th><th class=\"code\">source</th></tr>\n";
  std::uint64_t before = 0;
  for (const std::uint64_t number : shown_lines(source.size(), lines)) {
    if (number != before + 1) html += "<tr><td colspan=\"9\" class=\"gap\">&#8943;</td></tr>\n";
    before = number;
    const auto counted = lines.find(number);
    html += "<tr>" + (counted == lines.end() ? "<td colspan=\"7\"></td>"
                                             : measures_of(counted->second, most));
    html += "<td class=\"number\">" + std::to_string(number) + "</td><td class=\"code\">" +
            (number != 0 && number <= source.size() ? escaped(source[number - 1]) : "") +
            "</td></tr>\n";
  }
  return html + "</table></div>\n";
}

}  // namespace

std::string listing_html(const CountersFile& counters, const std::string& counters_path) {
  std::map<std::string, Lines> files;
  for (const Line& line : counters.lines) files[line.file][line.line].add(line.counters);
  std::string html;
  for (const auto& [file, lines] : files) {
    html += "<h2><code>" + escaped(file) + "</code></h2>\n" +
            table_of(source_lines(file, counters_path), lines);
  }
  if (html.empty()) return html;
  return html +
         "<p class=\"note\">All kernels and launches together. Requests, active lanes and sectors "
         "are those of "
         "global memory, wavefronts and conflicts of shared memory. The warmer a cell, the more of "
         "the file's "
         "sectors or conflicts are its line's.</p>\n";
}

}  // namespace simt::report
