// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

/// @file
/// @ingroup common
/// @brief The two errors a user can meet; the driver turns them into exit statuses.

/// @defgroup common Common
/// @brief Tensor, ops, files, tokenizer, reports: what every topic stands on.

namespace warplight {

/// Something the user gave is wrong: a file, a shape, an option. Exit status 2.
/// The message is one sentence that names the file and the tensor, key or option.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The machine lacks something: a file that set-up should have fetched, memory, disk. Exit status 3.
class SetupError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace warplight
