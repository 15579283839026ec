// SPDX-License-Identifier: Apache-2.0
#include "report/report.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "report/ptxas.hpp"

namespace simt::report {
namespace {

constexpr const char* kUsage =
    "simtcc report [--device t4|a100|h100|rtx4090] [--registers N | --ptxas FILE] [--flops N] "
    "[--html FILE] "
    "COUNTERS.json\n\n"
    "COUNTERS.json      what `simtcc run --counters` (or SIMT_COUNTERS) wrote\n"
    "--device NAME      the roofline of one GPU; without it, of A100 and H100\n"
    "--registers N      registers of a thread, as ptxas tells them (32 is assumed)\n"
    "--ptxas FILE       what `nvcc -Xptxas -v` printed: the registers of each kernel\n"
    "--flops N          flops of one launch outside the tensor cores, which nobody counts here\n"
    "--html FILE        the same and the source, line by line, as a page\n";

class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct CommandLine {
  Settings settings;
  std::string html;
  std::string counters;
  bool help = false;
};

double positive(const std::string& flag, const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(value > 0))
    throw UsageError(flag + ": '" + text + "' is no positive number");
  return value;
}

unsigned register_count(const std::string& text) {
  constexpr double kMost = 255;
  const double value = positive("--registers", text);
  if (value > kMost || value != static_cast<unsigned>(value))
    throw UsageError("--registers: 1 to 255 expected");
  return static_cast<unsigned>(value);
}

void take_flag(CommandLine& line, const std::string& flag, const std::string& value) {
  Settings& settings = line.settings;
  if (flag == "--device") {
    const Device* device = find_device(value);
    if (device == nullptr) throw UsageError("--device: there is no device '" + value + "'");
    settings.devices = {device};
  } else if (flag == "--registers") {
    settings.registers = register_count(value);
    settings.registers_given = true;
  } else if (flag == "--ptxas") {
    settings.by_kernel = parse_ptxas(read_file(value));
    if (settings.by_kernel.empty())
      throw std::runtime_error(value + ": no 'Used N registers' of ptxas -v in it");
  } else if (flag == "--flops") {
    settings.flops = positive(flag, value);
  } else if (flag == "--html") {
    line.html = value;
  } else {
    throw UsageError("report: unknown flag '" + flag + "'");
  }
}

CommandLine parse(const std::vector<std::string>& arguments) {
  CommandLine line;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--help" || word == "-h") {
      line.help = true;
      return line;
    }
    if (word.size() > 1 && word[0] == '-') {
      if (i + 1 == arguments.size()) throw UsageError("report: " + word + " needs a value");
      take_flag(line, word, arguments[++i]);
    } else if (line.counters.empty()) {
      line.counters = word;
    } else {
      throw UsageError("report: one file of counters expected");
    }
  }
  if (line.counters.empty()) throw UsageError("report: a file of counters expected");
  if (line.settings.devices.empty())
    line.settings.devices = {find_device("a100"), find_device("h100")};
  return line;
}

int run(const CommandLine& line) {
  const CountersFile counters = read_counters(line.counters);
  std::cout << text_report(counters, line.settings);
  if (line.html.empty()) return 0;
  std::ofstream page(line.html, std::ios::binary);
  page << html_report(counters, line.settings, line.counters);
  page.close();
  if (!page) throw std::runtime_error("can't write " + line.html);
  return 0;
}

}  // namespace

std::pair<unsigned, const char*> registers_of(const Settings& settings, const Kernel& kernel) {
  const auto known = settings.by_kernel.find(kernel.name);
  if (known != settings.by_kernel.end()) return {known->second, "ptxas"};
  return {settings.registers, settings.registers_given ? "--registers" : "assumed"};
}

int main(const std::vector<std::string>& arguments) {
  try {
    const CommandLine line = parse(arguments);
    if (!line.help) return run(line);
    std::cout << kUsage;
    return 0;
  } catch (const UsageError& error) {
    std::cerr << "simtcc: " << error.what() << "\nsimtcc: try report --help\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "simtcc: " << error.what() << '\n';
    return 2;
  }
}

}  // namespace simt::report
