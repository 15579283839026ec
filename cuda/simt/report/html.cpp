// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The report as one page: no script, no file beside it, readable in light and dark.
#include "report/html.hpp"

#include "report/format.hpp"
#include "report/measures.hpp"
#include "report/occupancy.hpp"
#include "report/report.hpp"
#include "report/roofline.hpp"

namespace simt::report {
namespace {

// Heat is laid over the background by its transparency, so that one set of colours serves both schemes.
constexpr const char* kStyle = R"(
:root { color-scheme: light dark; --ink: #1c2330; --soft: #667085; --line: #d5dae3; --paper: #fff; --band: #f3f5f9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8f0; --soft: #96a0b3; --line: #39414f; --paper: #14181f; --band: #1d232d; }
}
body { margin: 2rem auto; max-width: 92rem; padding: 0 1.5rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .5rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p, .note { color: var(--soft); max-width: 60rem; } a { color: inherit; } code, .code { font-family: ui-monospace, monospace; font-size: 13px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { font-weight: 600; color: var(--soft); text-align: right; padding: .2rem .7rem; border-bottom: 1px solid var(--line); vertical-align: bottom; }
td { text-align: right; padding: .1rem .7rem; white-space: nowrap; }
table:not(.listing) :is(th, td):first-child { text-align: left; }
tr.bound td { font-weight: 600; }
.listing td { padding: 0 .6rem; } .listing td.code { text-align: left; white-space: pre; width: 100%; tab-size: 4; }
.listing th.code { text-align: left; }
.listing td.gap { text-align: center; color: var(--soft); } .listing td.other { white-space: normal; }
.listing td.number { color: var(--soft); text-align: right; user-select: none; }
.listing tr:nth-child(even) { background: var(--band); }
.listing td.heat { background: rgba(226, 88, 34, var(--heat)); }
.listing td.clash { background: rgba(190, 60, 190, var(--heat)); }
)";

std::string cell(const std::string& text) { return "<td>" + escaped(text) + "</td>"; }

std::string header(const std::vector<std::string>& names) {
  std::string html = "<tr>";
  for (const std::string& name : names) html += "<th>" + escaped(name) + "</th>";
  return html + "</tr>\n";
}

std::string count(double value) { return grouped(static_cast<std::uint64_t>(value)); }

std::string global_table(const Counters& counters) {
  std::string rows;
  for (const std::string way : {"load", "store"}) {
    const GlobalAccess access = global_access(counters, way);
    if (access.requests == 0) continue;
    rows += "<tr>" + cell("global " + way + "s") + cell(count(access.requests)) +
            cell(count(access.sectors)) + cell(fixed(access.sectors_per_request(), 2)) +
            cell(fixed(access.ideal_per_request(), 2)) +
            cell(percent_text(access.efficiency(), 1)) + cell(bytes_text(access.moved())) +
            cell(bytes_text(access.unique)) + "</tr>\n";
  }
  if (rows.empty()) return rows;
  return "<table>\n" +
         header({"", "requests", "sectors", "sectors / request", "ideal", "efficiency", "moved",
                 "unique"}) +
         rows + "</table>\n";
}

std::string shared_table(const Counters& counters) {
  std::string rows;
  for (const std::string way : {"load", "store"}) {
    const SharedAccess access = shared_access(counters, way);
    if (access.requests == 0) continue;
    rows += "<tr>" + cell("shared " + way + "s") + cell(count(access.requests)) +
            cell(count(access.wavefronts)) + cell(count(access.conflicts)) + "</tr>\n";
  }
  if (rows.empty()) return rows;
  return "<table>\n" + header({"", "requests", "wavefronts", "conflicts"}) + rows + "</table>\n";
}

std::string operations_line(const Counters& counters) {
  std::string text;
  for (const auto& [name, value] : operations(counters)) text += name + " " + grouped(value) + ", ";
  return "<p>" + escaped(text + "divergence " + percent_text(divergence(counters), 1)) + "</p>\n";
}

std::string roofline_table(const Device& device, const Kernel& kernel, const Settings& settings) {
  const Roofline roofline = roofline_of(device, kernel, settings.flops);
  const auto [registers, source] = registers_of(settings, kernel);
  const Occupancy occupancy = occupancy_of(device, volume(kernel.block), registers,
                                           kernel.static_shared + kernel.dynamic_shared);
  std::string html = "<h3>" + escaped(device.name) + "</h3>\n<p>" + grouped(occupancy.blocks) +
                     " blocks, " + grouped(occupancy.warps) + " of " + grouped(device.warps) +
                     " warps on an SM, limited by " + occupancy.limited_by + "; " +
                     grouped(registers) + " registers a thread (" + source + ").</p>\n";
  if (roofline.terms.empty()) return html;
  html += "<table>\n" + header({"a launch is busy with", "ideal", "expected"});
  for (std::size_t i = 0; i < roofline.terms.size(); ++i) {
    const Term& term = roofline.terms[i];
    html += std::string(i == roofline.bound ? "<tr class=\"bound\">" : "<tr>") +
            cell(term.name + (i == roofline.bound ? ": the bound" : "")) +
            cell(seconds_text(term.ideal)) + cell(seconds_text(term.expected)) + "</tr>\n";
  }
  return html + "<tr>" + cell("with 3 us for the launch") + cell("") +
         cell(seconds_text(roofline.expected)) + "</tr>\n<tr>" + cell("all sectors from DRAM") +
         cell(seconds_text(roofline.without_caches)) + cell("") + "</tr>\n</table>\n";
}

std::string anchor(std::size_t index) { return "kernel-" + std::to_string(index + 1); }

/// What limits the kernel on this device, and the least time for that.
std::string bound_text(const Device& device, const Kernel& kernel, const Settings& settings) {
  const Roofline roofline = roofline_of(device, kernel, settings.flops);
  if (roofline.terms.empty()) return "-";
  const Term& term = roofline.terms[roofline.bound];
  const std::string text =
      term.name.substr(0, term.name.find(',')) + " " + seconds_text(term.ideal);
  return roofline.small ? "launch (" + text + ")" : text;
}

/// A row for each kernel: where to look first.
std::string summary_table(const CountersFile& counters, const Settings& settings) {
  std::vector<std::string> names = {"kernel",     "launches", "sectors / request", "ideal",
                                    "efficiency", "moved",    "conflicts",         "divergence"};
  for (const Device* device : settings.devices)
    names.push_back(std::string(device->name) + ", bound by");
  std::string html = "<div class=\"scroll\">\n<table>\n" + header(names);
  for (std::size_t i = 0; i < counters.kernels.size(); ++i) {
    const Kernel& kernel = counters.kernels[i];
    const GlobalAccess access = all_global_accesses(kernel.counters);
    const double conflicts = shared_access(kernel.counters, "load").conflicts +
                             shared_access(kernel.counters, "store").conflicts;
    html += "<tr><td><a href=\"#" + anchor(i) + "\">" + escaped(kernel.name) + "</a></td>" +
            cell(grouped(kernel.launches)) + cell(fixed(access.sectors_per_request(), 2)) +
            cell(fixed(access.ideal_per_request(), 2)) +
            cell(percent_text(access.bytes, access.moved())) + cell(bytes_text(access.moved())) +
            cell(count(conflicts)) + cell(percent_text(divergence(kernel.counters), 1));
    for (const Device* device : settings.devices)
      html += cell(bound_text(*device, kernel, settings));
    html += "</tr>\n";
  }
  return html + "</table>\n</div>\n";
}

std::string kernel_html(const Kernel& kernel, const std::string& id, const Settings& settings) {
  std::string title = kernel.name + ": " + grouped(kernel.launches) +
                      (kernel.launches == 1 ? " launch" : " launches") + ", grid " +
                      size_text(kernel.grid) + ", block " + size_text(kernel.block);
  const std::uint64_t shared = kernel.static_shared + kernel.dynamic_shared;
  if (shared != 0) title += ", " + bytes_text(static_cast<double>(shared)) + " of shared memory";
  std::string html = "<h2 id=\"" + id + "\">" + escaped(title) + "</h2>\n<div class=\"scroll\">\n" +
                     global_table(kernel.counters) + shared_table(kernel.counters) + "</div>\n" +
                     operations_line(kernel.counters);
  for (const Device* device : settings.devices) html += roofline_table(*device, kernel, settings);
  return html;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '&':
        html += "&amp;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string html_report(const CountersFile& counters,
                        const Settings& settings,
                        const std::string& counters_path) {
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>Memory traffic of " +
      escaped(counters_path) + "</title>\n<style>" + std::string(kStyle) +
      "</style>\n</head>\n<body>\n<h1>What the memory system would do</h1>\n";
  html += summary_table(counters, settings) + listing_html(counters, counters_path);
  for (std::size_t i = 0; i < counters.kernels.size(); ++i)
    html += kernel_html(counters.kernels[i], anchor(i), settings);
  html +=
      "<p class=\"note\">moved: 32 bytes for each sector, as if no cache ever hit; unique: "
      "distinct bytes, the least "
      "that must move. Divergence is 1 - active lanes / (32 x requests). Conflicts are wavefronts "
      "beyond one for each "
      "group of lanes; hardware may merge half-warps.</p>\n<p class=\"note\">" +
      escaped(kCannotTell) + "</p>\n";
  return html + "</body>\n</html>\n";
}

}  // namespace simt::report
