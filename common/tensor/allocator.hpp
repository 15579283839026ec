// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// @file
/// @ingroup common
/// @brief Where tensors live, and who gives them memory there.

namespace warplight {

/// Where a tensor's memory is: the reference on the CPU, or CUDA (a GPU, or the emulator).
enum class Device : std::uint8_t { Reference, Cuda };

/// How many devices there are (tables of ops have one column each).
inline constexpr std::size_t kDeviceCount = 2;

/// "reference" or "cuda".
std::string_view name(Device device);

/// What a backend registers so that tensors can live on its device.
class Allocator {
 public:
  Allocator() = default;
  Allocator(const Allocator&) = delete;
  Allocator& operator=(const Allocator&) = delete;
  virtual ~Allocator() = default;

  /// Uninitialised memory, aligned to at least 64 bytes. Throws SetupError when there is none left.
  virtual void* allocate(std::size_t bytes) = 0;
  /// Gives back what allocate() returned for the same number of bytes.
  virtual void free(void* pointer, std::size_t bytes) = 0;
  /// Copies within the device, or between the device and the host; complete on return.
  virtual void copy(void* target, const void* source, std::size_t bytes) = 0;
  /// Waits for everything that was started on the device.
  virtual void synchronize() = 0;
};

/// The allocator of a device. The host's is always there; throws InputError if a backend is not built in.
Allocator& allocator(Device device);

/// Registers a backend's allocator, which must outlive every tensor.
void register_allocator(Device device, Allocator& instance);

}  // namespace warplight
