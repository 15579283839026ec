// SPDX-License-Identifier: Apache-2.0
#include "driver/verbs/check.hpp"

#include "common/error.hpp"
#include "tests/golden/runner/report.hpp"
#include "tests/golden/runner/run.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace warplight::driver {
namespace {

struct CheckOptions {
  std::string backend = "all";
  std::optional<std::filesystem::path> json;
  std::vector<std::filesystem::path> files;
};

std::vector<Device> backends_of(const std::string& name) {
  if (name == "all") {
    return {Device::Reference, Device::Cuda};
  }
  return {name == "cuda" ? Device::Cuda : Device::Reference};
}

// Lines of one file: verdicts on stdout, what is wrong with the file on stderr, once.
void print(const std::vector<golden::Result>& results) {
  std::string last_error;
  for (const golden::Result& result : results) {
    const std::string text = golden::line(result);
    if (result.status != golden::Status::Error) {
      fmt::print("{}\n", text);
    } else if (text != last_error) {
      fmt::print(stderr, "{}\n", text);
      last_error = text;
    }
  }
  std::fflush(stdout);
}

void write_json(const std::filesystem::path& path, const std::vector<golden::Result>& results) {
  std::ofstream out(path);
  // A file name need not be UTF-8, but JSON is.
  out << golden::to_json(results).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
      << '\n';
  out.flush();
  if (!out) {
    throw InputError(fmt::format("{}: results cannot be written there", path.string()));
  }
}

// Runs every file, whatever became of the one before; the largest exit status counts.
int run_check(const CheckOptions& options) {
  std::vector<golden::Result> all;
  int status = 0;
  for (const auto& file : options.files) {
    const auto results = golden::run_file(file, backends_of(options.backend));
    print(results);
    for (const golden::Result& result : results) {
      status = std::max(status, golden::exit_status(result.status));
      all.push_back(result);
    }
  }
  if (options.json) {
    write_json(*options.json, all);
  }
  return status;
}

}  // namespace

void add_check(CLI::App& app, int& status) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* verb =
      app.add_subcommand("check", "Golden cases, compared with PyTorch and Hugging Face");
  verb->add_option("--backend", options->backend, "Which implementation runs them")
      ->check(CLI::IsMember({"reference", "cuda", "all"}))
      ->capture_default_str();
  verb->add_option("--json", options->json, "Write the results to this file too");
  verb->add_option("FILE", options->files, "Golden cases (.safetensors)")->required();
  verb->callback([options, &status] { status = run_check(*options); });
}

}  // namespace warplight::driver
