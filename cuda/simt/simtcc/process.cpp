// SPDX-License-Identifier: Apache-2.0
#include "simtcc/process.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace simt::driver {
namespace {

std::array<std::atomic<pid_t>, 256> children = {};
volatile std::sig_atomic_t caught = 0;

// Async-signal-safe: atomics that are lock-free, and kill.
void end_children(int signal_number) {
  caught = signal_number;
  for (const auto& child : children) {
    const pid_t pid = child.load();
    if (pid > 0) kill(pid, signal_number);
  }
}

/// A place in `children` for as long as a child lives.
class Registration {
 public:
  explicit Registration(pid_t pid) {
    for (auto& slot : children) {
      pid_t empty = 0;
      if (slot.compare_exchange_strong(empty, pid)) {
        slot_ = &slot;
        break;
      }
    }
    if (caught != 0) kill(pid, caught);
  }
  ~Registration() {
    if (slot_ != nullptr) slot_->store(0);
  }
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;

 private:
  std::atomic<pid_t>* slot_ = nullptr;
};

pid_t spawn(const std::vector<std::string>& command, const std::string& errors) {
  std::vector<char*> words;
  words.reserve(command.size() + 1);
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (!errors.empty()) {
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
  }
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error(command[0] + ": " + std::strerror(error));
  return pid;
}

int exit_status(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int wait_for(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return exit_status(status);
}

Ended wait_with_limit(pid_t pid, double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  int status = 0;
  while (waitpid(pid, &status, WNOHANG) == 0) {
    if (Clock::now() > end) {
      kill(pid, SIGKILL);
      wait_for(pid);
      return {124, true};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return {exit_status(status), false};
}

}  // namespace

void handle_signals() {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action = {};
    action.sa_handler = end_children;
    sigaction(number, &action, nullptr);
  }
}

int interrupted() { return caught; }

Ended run_process(const std::vector<std::string>& command,
                  const std::string& errors,
                  double seconds) {
  const pid_t pid = spawn(command, errors);
  const Registration registration(pid);
  if (seconds > 0) return wait_with_limit(pid, seconds);
  return {wait_for(pid), false};
}

TemporaryFolder::TemporaryFolder() {
  const char* base = std::getenv("TMPDIR");
  path_ = std::string(base != nullptr && *base != '\0' ? base : "/tmp") + "/simtcc.XXXXXX";
  if (mkdtemp(path_.data()) == nullptr) {
    throw std::runtime_error(path_ + ": " + std::strerror(errno));
  }
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace simt::driver
