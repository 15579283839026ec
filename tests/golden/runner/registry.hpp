// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/golden/runner/case.hpp"

#include <span>
#include <string_view>

/// @file
/// @ingroup golden
/// @brief Which upstream names are built, and what runs each.

namespace warplight::golden {

/// One op of the contract. To add one: write its function in the area's file, enter it in the area's
/// list, and the area in registry.cpp.
struct Op {
  std::string_view name;  ///< upstream's full name
  NamedTensors (*run)(
      Case&);  ///< asks the case for all its arguments and returns upstream's outputs
};

/// The ops of each area.
std::span<const Op> attention_ops();
/// @copydoc attention_ops
std::span<const Op> function_ops();
/// @copydoc attention_ops
std::span<const Op> llama_ops();
/// @copydoc attention_ops
std::span<const Op> rotary_ops();
/// @copydoc attention_ops
std::span<const Op> sampling_ops();

/// The op of this name, or null.
const Op* find_op(std::string_view name);

}  // namespace warplight::golden
