// SPDX-License-Identifier: Apache-2.0
#include "common/report/progress.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace warplight::report {

namespace {

constexpr double kQuiet = 2;          // seconds without a word
constexpr double kRedraw = 0.1;       // seconds between two bars on a terminal
constexpr double kNextLine = 10;      // seconds between two lines elsewhere
constexpr std::int64_t kPlaces = 32;  // of the bar

}  // namespace

std::string progress_line(const std::string& label,
                          std::int64_t done,
                          std::int64_t total,
                          const std::string& unit) {
  const double share = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 1;
  const auto filled = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * kPlaces);
  return fmt::format("{}  {}{}  {}/{}{}{}", label, std::string(filled, '#'),
                     std::string(kPlaces - filled, '-'), done, total, unit.empty() ? "" : " ",
                     unit);
}

ProgressOutput ProgressOutput::standard() {
  return {isatty(STDERR_FILENO) != 0,
          [](const std::string& text) { fmt::print(stderr, "{}", text); },
          [] {
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            return std::chrono::duration<double>(now).count();
          }};
}

Progress::Progress(std::string label, std::int64_t total, std::string unit, ProgressOutput output)
    : label_(std::move(label)),
      total_(total),
      unit_(std::move(unit)),
      output_(std::move(output)),
      next_(output_.now() + kQuiet) {}

Progress::~Progress() {
  if (drawn_) {
    output_.write("\n");
  }
}

void Progress::update(std::int64_t done) {
  const double now = output_.now();
  // A bar, once drawn, is brought to its end whenever that comes.
  if (now < next_ && !(drawn_ && done >= total_)) {
    return;
  }
  const std::string line = progress_line(label_, done, total_, unit_);
  output_.write(output_.is_terminal ? "\r" + line : line + "\n");
  drawn_ = output_.is_terminal;
  next_ = now + (output_.is_terminal ? kRedraw : kNextLine);
}

}  // namespace warplight::report
