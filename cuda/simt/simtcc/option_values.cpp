// SPDX-License-Identifier: Apache-2.0
#include "simtcc/option_values.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>

namespace simt::driver {

Values split(std::string_view list, std::string_view separators) {
  Values parts;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(separators), list.size());
    if (end > 0) parts.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

unsigned parse_checks(const std::string& list) {
  static const std::map<std::string, unsigned> names = {
      {"memcheck", kMemcheck},   {"racecheck", kRacecheck},
      {"initcheck", kInitcheck}, {"synccheck", kSynccheck},
      {"leakcheck", kLeakcheck}, {"apicheck", kApicheck},
      {"all", kAllChecks},       {"none", 0}};
  unsigned checks = 0;
  const Values parts = split(list, ",");
  if (parts.empty()) throw UsageError("--check: names of checkers expected");
  for (const std::string& name : parts) {
    const auto found = names.find(name);
    if (found == names.end()) throw UsageError("--check: there is no checker '" + name + "'");
    checks |= found->second;
  }
  return checks;
}

void note_architecture(Options& options, std::string_view text) {
  for (std::size_t at = text.find('_'); at != std::string_view::npos; at = text.find('_', at + 1)) {
    unsigned number = 0;
    const char* const begin = text.data() + at + 1;
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), number);
    if (error != std::errc() || number < options.architecture) continue;
    options.architecture = number;
    options.architecture_specific = end != text.data() + text.size() && *end == 'a';
  }
}

double parse_seconds(const std::string& flag, const std::string& text) {
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(seconds > 0)) {
    throw UsageError(flag + ": '" + text + "' is no number of seconds");
  }
  return seconds;
}

unsigned parse_jobs(const std::string& text) {
  unsigned jobs = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), jobs);
  if (error != std::errc() || *end != '\0') {
    throw UsageError("-t: '" + text + "' is no number of threads");
  }
  return jobs;
}

std::string standard_of(const std::string& name) {
  static const std::map<std::string, std::string> known = {
      {"c++03", "gnu++17"}, {"c++11", "gnu++17"}, {"c++14", "gnu++17"},
      {"c++17", "gnu++17"}, {"c++20", "gnu++20"}, {"c++23", "gnu++23"}};
  std::string plain = name;
  if (plain.rfind("gnu", 0) == 0) plain.replace(0, 3, "c");
  const auto found = known.find(plain);
  if (found == known.end()) throw UsageError("-std: '" + name + "' is not known");
  return found->second;
}

bool is_cuda_library(std::string_view name) {
  for (const char* known :
       {"cudart", "cudart_static", "cuda", "cublas", "cublas_static", "cublasLt", "cublasLt_static",
        "curand", "curand_static", "cufft", "cusparse", "cusolver", "cudadevrt", "nvToolsExt",
        "nvidia-ml", "nvml", "nvrtc", "cupti", "culibos"}) {
    if (name == known) return true;
  }
  return false;
}

Language language_of(const std::string& path, const std::string& forced) {
  const std::size_t dot = path.rfind('.');
  const std::string extension = dot == std::string::npos ? "" : path.substr(dot);
  for (const char* object : {".o", ".a", ".so", ".obj"}) {
    if (extension == object) return Language::Object;
  }
  if (forced == "cu" || (forced.empty() && extension == ".cu")) return Language::Cuda;
  if (forced == "c++") return Language::Cxx;
  if (forced == "c") return Language::C;
  if (extension == ".c") return Language::C;
  for (const char* cxx : {".cpp", ".cc", ".cxx", ".C", ".c++"}) {
    if (extension == cxx) return Language::Cxx;
  }
  if (extension.rfind(".so.", 0) == 0) return Language::Object;
  throw UsageError(path + ": not a .cu, .cpp, .c, .o or .a file");
}

}  // namespace simt::driver
