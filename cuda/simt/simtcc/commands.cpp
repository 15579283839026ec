// SPDX-License-Identifier: Apache-2.0
#include "simtcc/commands.hpp"

#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <iterator>

#include <unistd.h>

namespace simt::driver {
namespace {

void append(Command& command, const std::vector<std::string>& words) {
  command.insert(command.end(), words.begin(), words.end());
}

bool on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string folders = path != nullptr ? path : "";
  std::size_t begin = 0;
  while (begin <= folders.size()) {
    const std::size_t end = std::min(folders.find(':', begin), folders.size());
    const std::string candidate = folders.substr(begin, end - begin) + "/" + program;
    if (access(candidate.c_str(), X_OK) == 0) return true;
    begin = end + 1;
  }
  return false;
}

/// What nvcc tells the preprocessor.
void define_cuda(Command& command, const Options& options) {
  const unsigned architecture = options.architecture != 0 ? options.architecture : 80;
  append(command, {"-D__SIMT__=1", "-D__CUDACC__=1", "-D__NVCC__=1", "-D__CUDACC_VER_MAJOR__=13",
                   "-D__CUDACC_VER_MINOR__=0", "-D__CUDACC_VER_BUILD__=0",
                   "-D__CUDACC_EXTENDED_LAMBDA__=1", "-D__CUDACC_RELAXED_CONSTEXPR__=1",
                   "-D__CUDA_ARCH__=" + std::to_string(architecture * 10),
                   "-D__CUDA_ARCH_LIST__=" + std::to_string(architecture * 10)});
  if (options.architecture_specific) {
    command.push_back("-D__CUDA_ARCH_FEAT_SM" + std::to_string(architecture) + "_ALL=1");
  }
}

/// CUDA code reads one type through another all the time, and no device function sets errno.
const std::initializer_list<const char*> kSemantics = {"-fno-strict-aliasing",
                                                       "-fno-math-errno",
                                                       "-fno-trapping-math",
                                                       "-no-pie",
                                                       "-fno-pie",
                                                       "-Ulinux",
                                                       "-Uunix"};

/// One hook for each access of the source, with its size; found by trial with g++ 12.
const std::initializer_list<const char*> kHooks = {"-O1",
                                                   "-g",
                                                   "-fno-tree-sra",
                                                   "-fno-tree-sink",
                                                   "-fno-tree-cselim",
                                                   "-fdata-sections",
                                                   "-fno-thread-jumps",
                                                   "-fno-optimize-sibling-calls",
                                                   "-fsanitize=thread",
                                                   "--param",
                                                   "tsan-distinguish-volatile=1",
                                                   "--param",
                                                   "tsan-instrument-func-entry-exit=0",
                                                   "-fno-toplevel-reorder"};

void append_mode(Command& command, const Options& options) {
  for (const char* word : kSemantics) command.emplace_back(word);
  if (options.debug) {
    append(command, {"-O0", "-g"});
  } else if (!options.checked()) {
    // For this very machine: with its vectors and fused multiply-add kernels run up to twice as fast.
    append(command, {"-O3", "-march=native"});
  }
  if (isatty(STDERR_FILENO) != 0) command.emplace_back("-fdiagnostics-color=always");
}

bool has_hooks(const std::string& object) {
  std::ifstream file(object, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return bytes.find("__tsan_init") != std::string::npos;
}

}  // namespace

std::string find_cccl() {
  for (const char* variable : {"CUDA_HOME", "CUDA_PATH", ""}) {
    const char* home = *variable != '\0' ? std::getenv(variable) : "/usr/local/cuda";
    if (home == nullptr) continue;
    std::string folder = std::string(home) + "/include/cccl";
    if (access((folder + "/thrust").c_str(), R_OK) == 0) return folder;
  }
  return "";
}

Command preprocess_command(const Options& options,
                           const std::string& input,
                           const std::string& output,
                           const std::string& cccl) {
  Command command = {SIMT_COMPILER, "-E", "-x", "c++", "-std=" + options.standard};
  append_mode(command, options);
  if (options.checked()) command.emplace_back("-O1");
  append(command, options.compiler);
  define_cuda(command, options);
  if (options.checked()) command.emplace_back("-DSIMT_CHECKED=1");
  append(command, options.preprocessor);
  if (!cccl.empty()) {
    // Its algorithms run on the CPU; its half types would be the toolkit's.
    append(command, {"-isystem", cccl, "-DTHRUST_DEVICE_SYSTEM=THRUST_DEVICE_SYSTEM_CPP",
                     "-DCCCL_DISABLE_FP16_SUPPORT", "-DCCCL_DISABLE_BF16_SUPPORT",
                     "-DCCCL_DISABLE_FP8_SUPPORT"});
  }
  append(command, {"-isystem", SIMT_INCLUDE, "-include", "cuda_runtime.h"});
  const std::string toolkit = find_cccl();
  if (cccl.empty() && !toolkit.empty()) append(command, {"-idirafter", toolkit});
  append(command, {input, "-o", output});
  return command;
}

Command compile_command(const Options& options,
                        const std::string& input,
                        const std::string& output) {
  Command command;
  if (on_path("ccache")) command.emplace_back("ccache");
  append(command,
         {SIMT_COMPILER, "-std=" + options.standard, "-Wno-attributes", "-Wno-unknown-pragmas"});
  append_mode(command, options);
  append(command, options.compiler);
  if (options.checked()) {
    for (const char* word : kHooks) command.emplace_back(word);
  }
  append(command, {"-c", input, "-o", output});
  return command;
}

Command host_command(const Options& options, const Input& input, const std::string& output) {
  const bool cxx = input.language == Language::Cxx;
  Command command;
  if (on_path("ccache")) command.emplace_back("ccache");
  append(command, {SIMT_COMPILER, "-x", cxx ? "c++" : "c"});
  if (cxx) command.push_back("-std=" + options.standard);
  append_mode(command, options);
  if (options.checked() && !options.debug) command.emplace_back("-O2");
  append(command, options.compiler);
  command.emplace_back("-D__SIMT__=1");
  append(command, options.preprocessor);
  append(command, {"-isystem", SIMT_INCLUDE, "-c", input.path, "-o", output});
  return command;
}

Command link_command(const Options& options,
                     const std::vector<std::string>& objects,
                     const std::string& output) {
  Command command = {SIMT_COMPILER, "-no-pie"};
  append(command, options.compiler);
  for (const bool hooks : {true, false}) {
    for (const std::string& object : objects) {
      if (has_hooks(object) == hooks) command.push_back(object);
    }
  }
  append(command, options.linker);
  append(command,
         {SIMT_LIBRARY, SIMT_FIBERS, "-pthread", "-Wl,--as-needed", SIMT_BLAS, "-ldl", "-lm"});
  append(command, {"-o", output});
  return command;
}

}  // namespace simt::driver
