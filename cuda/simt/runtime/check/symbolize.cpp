// SPDX-License-Identifier: Apache-2.0
#include "runtime/check/symbolize.hpp"

#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace simt::check {
namespace {

/// A string that is never freed, once for each content.
const char* intern(const std::string& text) {
  static auto* const strings = new std::set<std::string>;
  return strings->insert(text).first->c_str();
}

std::string current_folder() {
  char* folder = getcwd(nullptr, 0);
  const std::string result = folder == nullptr ? "" : folder;
  std::free(folder);
  return result;
}

bool starts_with(std::string_view text, std::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}

/// Headers that come with the compiler, the system, or the emulator.
bool is_library(std::string_view file) {
  for (const char* folder :
       {"/usr/include/", "/usr/lib/", "/usr/local/include/", "/usr/local/cuda"}) {
    if (starts_with(file, folder)) return true;
  }
  return file.find("cuda/simt/include/") != std::string_view::npos ||
         file.find("cuda/simt/runtime/") != std::string_view::npos;
}

/// "FILE:LINE (discriminator 3)" or "??:0".
Site parse_location(std::string_view text) {
  text = text.substr(0, text.find(" ("));
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || starts_with(text, "??")) return {};
  const std::string line{text.substr(colon + 1)};
  return {intern(std::string(text.substr(0, colon))),
          static_cast<unsigned>(std::strtoul(line.c_str(), nullptr, 10))};
}

/// Of the frames inlined at one address, innermost first.
Site choose(const std::vector<Site>& frames) {
  for (const Site& frame : frames) {
    if (frame.file != nullptr && frame.line != 0 && !is_library(frame.file)) return frame;
  }
  return frames.empty() ? Site{} : frames.back();
}

/// What `arguments` prints; empty if it can't be run.
std::string output_of(std::vector<std::string> arguments) {
  int pipe_ends[2];
  if (pipe(pipe_ends) != 0) return "";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1, 0);
  posix_spawn_file_actions_addclose(&actions, pipe_ends[0]);
  posix_spawn_file_actions_addclose(&actions, pipe_ends[1]);
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  const bool started = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ) == 0;
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  std::string output;
  char part[4096];
  for (ssize_t n = 0; started && (n = read(pipe_ends[0], part, sizeof(part))) > 0;) {
    output.append(part, static_cast<std::size_t>(n));
  }
  close(pipe_ends[0]);
  if (started) waitpid(child, nullptr, 0);
  return output;
}

std::string hex(std::uintptr_t value) {
  char text[32];
  std::snprintf(text, sizeof(text), "0x%zx", static_cast<std::size_t>(value));
  return text;
}

/// Reads addr2line's "0xADDRESS", then "FUNCTION" and "FILE:LINE" for each frame.
void parse(const std::string& output, std::map<std::uintptr_t, Site>& sites) {
  std::uintptr_t pc = 0;
  std::vector<Site> frames;
  const auto finish = [&] {
    if (pc != 0) sites[pc] = choose(frames);
    frames.clear();
  };
  std::size_t begin = 0;
  bool at_location = false;
  while (begin < output.size()) {
    std::size_t stop = output.find('\n', begin);
    if (stop == std::string::npos) stop = output.size();
    const std::string line = output.substr(begin, stop - begin);
    begin = stop + 1;
    if (starts_with(line, "0x")) {
      finish();
      pc = static_cast<std::uintptr_t>(std::strtoull(line.c_str(), nullptr, 16)) + 1;
      at_location = false;
    } else {
      if (at_location) frames.push_back(parse_location(line));
      at_location = !at_location;
    }
  }
  finish();
}

}  // namespace

void symbolize(std::map<std::uintptr_t, Site>& sites) {
  if (sites.empty()) return;
  // The child's /proc/self would be its own.
  std::vector<std::string> arguments = {
      "addr2line", "-a", "-i", "-f", "-e", "/proc/" + std::to_string(getpid()) + "/exe"};
  // The instruction before the return address is the call.
  for (const auto& [pc, site] : sites) arguments.push_back(hex(pc - 1));
  parse(output_of(std::move(arguments)), sites);
  for (auto& [pc, site] : sites) {
    if (site.file == nullptr) site = {intern(hex(pc)), 0};
  }
}

const char* short_file_name(const char* file) {
  if (file == nullptr) return nullptr;
  static const std::string* const folder = new std::string(current_folder() + "/");
  std::string_view name = file;
  if (starts_with(name, *folder)) name.remove_prefix(folder->size());
  while (starts_with(name, "./")) name.remove_prefix(2);
  return intern(std::string(name));
}

}  // namespace simt::check
