// SPDX-License-Identifier: Apache-2.0
#include "common/error.hpp"
#include "driver/exit_status.hpp"
#include "driver/verbs/chat.hpp"
#include "driver/verbs/check.hpp"
#include "driver/verbs/logits.hpp"
#include "driver/verbs/perplexity.hpp"
#include "driver/verbs/speed.hpp"
#include "driver/verbs/tokenize.hpp"
#include "reference_cpu/register.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using warplight::driver::ExitStatus;

int fail(ExitStatus status, const char* message) {
  std::fflush(stdout);
  fmt::print(stderr, "warplight: {}\n", message);
  return static_cast<int>(status);
}

// Ctrl-C ends the program with the status that a shell would report, whoever started it.
void end_interrupted(int /*signal*/) {
  constexpr int kInterrupted = 130;
  std::_Exit(kInterrupted);
}

int run(int argc, char** argv) {
  CLI::App app("Warplight: multimodal LLMs in C++ and CUDA");
  app.name("warplight");
  app.set_version_flag("--version", "warplight " WARPLIGHT_VERSION);
  app.require_subcommand(1);
  int status = 0;
  warplight::driver::add_chat(app);
  warplight::driver::add_logits(app);
  warplight::driver::add_tokenize(app);
  warplight::driver::add_perplexity(app);
  warplight::driver::add_speed(app);
  warplight::driver::add_check(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& request) {  // --help, --version
    return app.exit(request);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return static_cast<int>(ExitStatus::BadInput);
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGINT, end_interrupted);
  try {
    warplight::reference::register_ops();
    return run(argc, argv);
  } catch (const warplight::InputError& error) {
    return fail(ExitStatus::BadInput, error.what());
  } catch (const warplight::SetupError& error) {
    return fail(ExitStatus::SetupImpossible, error.what());
  } catch (const std::bad_alloc&) {
    return fail(ExitStatus::SetupImpossible, "out of memory");
  } catch (const std::exception& error) {
    return fail(ExitStatus::BadInput, error.what());
  }
}
