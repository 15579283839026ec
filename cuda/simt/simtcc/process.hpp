// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Child processes and the temporary folder, both gone when simtcc is.

#include <string>
#include <vector>

namespace simt::driver {

/// From here on SIGINT, SIGTERM and SIGHUP end the children first; see interrupted().
void handle_signals();

/// The signal that came, or 0.
int interrupted();

/// A child's end.
struct Ended {
  int status = 0;  ///< exit status, or 128 + signal
  bool timed_out = false;
};

/// Runs `command` (found on the PATH) and waits for it. Its standard error goes to file `errors` if that is
/// not empty. With `seconds` > 0 it is killed after that time. Throws std::runtime_error if it can't be started.
Ended run_process(const std::vector<std::string>& command,
                  const std::string& errors = "",
                  double seconds = 0);

/// A private folder under $TMPDIR or /tmp, removed with all it holds by the destructor.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace simt::driver
