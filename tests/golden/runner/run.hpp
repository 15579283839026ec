// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/tensor/allocator.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// @file
/// @ingroup golden
/// @brief Runs one file on the backends asked for.

namespace warplight::golden {

/// What became of a case on a backend, best first; an exit status each (see exit_status()).
enum class Status : std::uint8_t {
  Pass,
  Fail,  ///< a result is too far off, or what is expected is not computed
  None,  ///< the backend has no version of the op
  Error  ///< the file cannot be read, or asks for what is not built
};

/// One case on one backend.
struct Result {
  std::string file;
  std::string op;  ///< empty if the file did not even tell that
  Device backend = Device::Reference;
  Status status = Status::Pass;
  std::optional<double> max_abs_err;  ///< over all that was compared
  std::optional<double> max_share;    ///< largest error over what is allowed there
  std::optional<std::string> at;      ///< where a failure is worst
  std::vector<std::string> compared;  ///< "out.logits", ...
  std::string message;
};

/// 0 for Pass, 1 for Fail and None, 2 for Error.
int exit_status(Status status);

/// Runs a golden file on each backend. Never throws: what is wrong with the file is in the results.
std::vector<Result> run_file(const std::filesystem::path& file,
                             const std::vector<Device>& backends);

}  // namespace warplight::golden
