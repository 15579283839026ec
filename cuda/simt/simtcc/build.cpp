// SPDX-License-Identifier: Apache-2.0
#include "simtcc/build.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iostream>
#include <iterator>
#include <mutex>
#include <sstream>
#include <thread>

#include "rewrite/rewrite.hpp"
#include "simtcc/commands.hpp"
#include "simtcc/process.hpp"

namespace simt::driver {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string stem(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return name.substr(0, name.rfind('.'));
}

bool uses_cccl(const std::string& preprocessed) {
  return preprocessed.find("/cccl/thrust/") != std::string::npos ||
         preprocessed.find("/cccl/cub/") != std::string::npos;
}

/// One file's way to an object. What the compilers say is kept together and printed at once.
class Job {
 public:
  Job(const Options& options, const Input& input, const std::string& folder, std::size_t number)
      : options_(options), input_(input), base_(folder + "/" + std::to_string(number)) {
    if (input.language == Language::Object) {
      object_ = input.path;
    } else if (!options.compile_only) {
      object_ = base_ + ".o";
    } else {
      object_ = options.output.empty() ? stem(input.path) + ".o" : options.output;
    }
  }

  const std::string& object() const { return object_; }

  /// Whether it went well.
  bool run(std::mutex& printing) {
    if (input_.language == Language::Object) return true;
    const bool good = input_.language == Language::Cuda
                          ? compile_cuda(printing)
                          : step(host_command(options_, input_, object_), printing);
    const std::scoped_lock lock(printing);
    std::cerr << read_file(base_ + ".errors");
    return good;
  }

 private:
  bool compile_cuda(std::mutex& printing) {
    const std::string expanded = base_ + ".ii";
    const std::string rewritten = base_ + ".simt.ii";
    if (!step(preprocess_command(options_, input_.path, expanded), printing)) return false;
    std::string text = read_file(expanded);
    if (uses_cccl(text)) {
      if (!step(preprocess_command(options_, input_.path, expanded, find_cccl()), printing)) {
        return false;
      }
      text = read_file(expanded);
    }
    try {
      const rewrite::Options how{options_.checked(), options_.checks};
      std::ofstream(rewritten, std::ios::binary) << rewrite::rewrite(std::move(text), how);
    } catch (const rewrite::Unsupported& error) {
      std::ofstream(base_ + ".errors", std::ios::app) << error.what() << '\n';
      return false;
    }
    return step(compile_command(options_, rewritten, object_), printing);
  }

  bool step(const Command& command, std::mutex& printing) const {
    if (interrupted() != 0) return false;
    if (options_.verbose) print(command, printing);
    return run_process(command, base_ + ".errors").status == 0;
  }

  static void print(const Command& command, std::mutex& printing) {
    const std::scoped_lock lock(printing);
    for (const std::string& word : command) std::cerr << word << ' ';
    std::cerr << '\n';
  }

  const Options& options_;
  const Input& input_;
  std::string base_;
  std::string object_;
};

bool compile_all(const Options& options, std::vector<Job>& jobs) {
  std::mutex printing;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> good{true};
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs.size(); i = next++) {
      try {
        if (!jobs[i].run(printing)) good = false;
      } catch (const std::exception& error) {
        const std::scoped_lock lock(printing);
        std::cerr << "simtcc: " << error.what() << '\n';
        good = false;
      }
    }
  };
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t wanted = options.jobs != 0 ? options.jobs : processors;
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < std::min(wanted, jobs.size()); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return good && interrupted() == 0;
}

}  // namespace

int build(const Options& options, const std::string& folder, const std::string& program) {
  std::vector<Job> jobs;
  jobs.reserve(options.inputs.size());
  for (const Input& input : options.inputs) jobs.emplace_back(options, input, folder, jobs.size());
  if (!compile_all(options, jobs)) return 1;
  if (options.compile_only) return 0;
  std::vector<std::string> objects;
  objects.reserve(jobs.size());
  for (const Job& job : jobs) objects.push_back(job.object());
  const Command command = link_command(options, objects, program);
  if (options.verbose) {
    for (const std::string& word : command) std::cerr << word << ' ';
    std::cerr << '\n';
  }
  return run_process(command).status == 0 ? 0 : 1;
}

}  // namespace simt::driver
