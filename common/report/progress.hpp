// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

/// @file
/// @ingroup report
/// @brief Progress of what takes longer than two seconds.

namespace warplight::report {

/// "label  ########--------  8/16 unit"; the bar has 32 places.
std::string progress_line(const std::string& label,
                          std::int64_t done,
                          std::int64_t total,
                          const std::string& unit);

/// Where progress goes. The default is the terminal's stderr.
struct ProgressOutput {
  /// True if lines can be drawn over one another.
  bool is_terminal = false;
  /// Writes text at once.
  std::function<void(const std::string&)> write;
  /// Seconds since some moment.
  std::function<double()> now;

  /// stderr and the steady clock.
  static ProgressOutput standard();
};

/// Shows how far a piece of work is: on a terminal a bar that grows, else a line every ten seconds with the same
/// words. Work that is done within two seconds shows nothing.
class Progress {
 public:
  /// Work of `total` units begins now.
  Progress(std::string label,
           std::int64_t total,
           std::string unit = "",
           ProgressOutput output = ProgressOutput::standard());
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Ends the bar's line; the next output begins on its own.
  ~Progress();

  /// So many units are done.
  void update(std::int64_t done);

 private:
  std::string label_;
  std::int64_t total_;
  std::string unit_;
  ProgressOutput output_;
  double next_;         // when the next line is due
  bool drawn_ = false;  // a bar stands on the terminal's line
};

}  // namespace warplight::report
