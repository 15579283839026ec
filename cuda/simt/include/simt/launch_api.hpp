// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Kernels by address. A kernel is an ordinary function (its host stub); where the source turns it into a
///        `void*`, kernel_address() leaves behind how to call it with an array of pointers to its arguments.

#include <cstddef>
#include <type_traits>
#include <utility>

#include "simt/core.hpp"

namespace simt {

/// Calls the stub at `kernel` with `*arguments[0]`, `*arguments[1]`, ...
using KernelCaller = void (*)(const void* kernel, void** arguments);

/// What kernel_address() knows of a kernel's type.
struct KernelType {
  KernelCaller call;
  unsigned parameters;            ///< how many
  std::size_t largest_parameter;  ///< bytes
};

/// Remembers how the kernel at `address` is called.
void register_kernel(const void* address, const KernelType& type);

inline namespace SIMT_MODE {

template <class... Parameters, std::size_t... Index>
void call_with(void (*kernel)(Parameters...),
               [[maybe_unused]] void** arguments,
               std::index_sequence<Index...>) {
  kernel(*static_cast<std::remove_reference_t<Parameters>*>(arguments[Index])...);
}

template <class... Parameters>
void call_kernel(const void* kernel, void** arguments) {
  using Kernel = void (*)(Parameters...);
  call_with(reinterpret_cast<Kernel>(const_cast<void*>(kernel)), arguments,
            std::index_sequence_for<Parameters...>{});
}

/// The kernel as the runtime API's `const void* func`.
template <class... Parameters>
const void* kernel_address(void (*kernel)(Parameters...)) {
  const void* address = reinterpret_cast<const void*>(kernel);
  std::size_t largest = 1;
  ((largest = sizeof(Parameters) > largest ? sizeof(Parameters) : largest), ...);
  register_kernel(address, KernelType{&call_kernel<Parameters...>, sizeof...(Parameters), largest});
  return address;
}

}  // namespace SIMT_MODE
}  // namespace simt
