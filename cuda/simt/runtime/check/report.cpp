// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/report.hpp"

#include <cinttypes>
#include <cstdio>

#include "runtime/check/symbolize.hpp"
#include <unistd.h>

namespace simt::check {
namespace {

const char* tool_name(Tools tool) {
  for (unsigned i = 0; i < kToolCount; ++i) {
    if (tool == 1U << i) return kToolNames[i];
  }
  return "simt";
}

/// " [kernel k, launch 1, +4 B in s, 3 times]"
std::string bracket(const Finding& finding) {
  std::vector<std::string> parts;
  if (finding.kernel != nullptr) parts.push_back(std::string("kernel ") + finding.kernel);
  if (finding.launch != 0) parts.push_back("launch " + std::to_string(finding.launch));
  if (finding.object.known) {
    const long long offset = finding.object.offset;
    const bool variable = finding.object.name.rfind("cuda", 0) != 0;
    const std::string place = variable ? "" : text_of(finding.object.site);
    parts.push_back((offset < 0 ? "" : "+") + std::to_string(offset) + " B in " +
                    finding.object.name + (place.empty() ? "" : " of " + place));
  }
  if (finding.count > 1) parts.push_back(std::to_string(finding.count) + " times");
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? " [" : ", ") + part;
  return text.empty() ? "" : text + "]";
}

std::string counted(std::size_t n, const char* noun) {
  return std::to_string(n) + " " + noun + (n == 1 ? "" : noun[0] == 'l' ? "es" : "s");
}

/// "memcheck 1, racecheck 2"
std::string by_tool(const std::vector<Finding>& findings) {
  std::string text;
  for (unsigned i = 0; i < kToolCount; ++i) {
    std::size_t count = 0;
    for (const Finding& finding : findings) count += finding.tool == 1U << i ? 1 : 0;
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string(kToolNames[i]) + " " + std::to_string(count);
  }
  return text;
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof(code), "\\u%04x", static_cast<unsigned>(c));
      result += code;
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::string quoted(const char* text) { return quoted(std::string(text == nullptr ? "" : text)); }

std::string json_of(uint3 index) {
  return "[" + std::to_string(index.x) + "," + std::to_string(index.y) + "," +
         std::to_string(index.z) + "]";
}

std::string json_of(Site site) {
  return "\"file\":" + quoted(site.file) + ",\"line\":" + std::to_string(site.line);
}

std::string json_of(const Object& object) {
  if (!object.known) return "null";
  return "{\"name\":" + quoted(object.name) + ",\"size\":" + std::to_string(object.size) +
         ",\"offset\":" + std::to_string(object.offset) + "," + json_of(object.site) + "}";
}

std::string json_of(const Party& party) {
  return json_of(party.place.site) + ",\"block\":" + json_of(party.block) +
         ",\"thread\":" + json_of(party.thread) + ",\"access\":" + quoted(party.access);
}

std::string json_of(const Finding& finding) {
  char address[32];
  std::snprintf(address, sizeof(address), "0x%" PRIxPTR, finding.address);
  return std::string("{\"tool\":") + quoted(tool_name(finding.tool)) +
         ",\"kind\":" + quoted(finding.kind) + ",\"message\":" + quoted(finding.message) + "," +
         json_of(finding.at.place.site) +
         ",\"kernel\":" + (finding.kernel == nullptr ? "null" : quoted(finding.kernel)) +
         ",\"launch\":" + (finding.launch == 0 ? "null" : std::to_string(finding.launch)) +
         ",\"block\":" + json_of(finding.at.block) + ",\"thread\":" + json_of(finding.at.thread) +
         ",\"access\":" + quoted(finding.at.access) + ",\"size\":" + std::to_string(finding.size) +
         ",\"space\":" + quoted(finding.space) + ",\"address\":\"" + address +
         "\",\"object\":" + json_of(finding.object) +
         ",\"other\":" + (finding.has_other ? "{" + json_of(finding.other) + "}" : "null") +
         ",\"count\":" + std::to_string(finding.count) + "}";
}

std::string program_name() {
  char path[4096];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof(path));
  return length <= 0 ? ""
                     : short_file_name(std::string(path, static_cast<std::size_t>(length)).c_str());
}

std::string tool_list() {
  std::string text;
  for (unsigned i = 0; i < kToolCount; ++i) {
    if ((tools >> i & 1U) != 0) text += (text.empty() ? "" : ",") + quoted(kToolNames[i]);
  }
  return text;
}

}  // namespace

void print_findings(const std::vector<Finding>& findings, unsigned launches) {
  if (findings.empty()) return;
  const std::size_t limit = print_limit();
  for (std::size_t i = 0; i < findings.size() && i < limit; ++i) {
    const Finding& finding = findings[i];
    const std::string place = text_of(finding.at.place.site);
    std::fprintf(stderr, "%s: error: %s/%s: %s%s\n", place.empty() ? "unknown:0" : place.c_str(),
                 tool_name(finding.tool), finding.kind, finding.message.c_str(),
                 bracket(finding).c_str());
  }
  if (findings.size() > limit) {
    std::fprintf(stderr, "simt: %zu more are not shown (SIMT_LIMIT)\n", findings.size() - limit);
  }
  std::fprintf(stderr, "simt: %s (%s) in %s\n", counted(findings.size(), "finding").c_str(),
               by_tool(findings).c_str(), counted(launches, "launch").c_str());
}

void write_json(const std::vector<Finding>& findings, unsigned launches) {
  const std::string path = json_path();
  if (path.empty()) return;
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) {
    std::fprintf(stderr, "simt: can't write SIMT_JSON=%s\n", path.c_str());
    return;
  }
  std::fprintf(file, "{\"version\":1,\"program\":%s,\"checks\":[%s],\"launches\":%u,\"findings\":[",
               quoted(program_name()).c_str(), tool_list().c_str(), launches);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    std::fprintf(file, "%s\n%s", i == 0 ? "" : ",", json_of(findings[i]).c_str());
  }
  std::fprintf(file, "]}\n");
  std::fclose(file);
}

}  // namespace simt::check
