// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Copies and memsets: which pointers may take part, bounds, what the checkers are told, and the bytes.
#include "runtime/api/copy.hpp"

#include <cstring>

#include "runtime/api/capture.hpp"
#include "runtime/api/clocks.hpp"
#include "runtime/api/error.hpp"
#include "runtime/api/stream.hpp"
#include "runtime/check/events.hpp"
#include "runtime/heap.hpp"
#include "runtime/launch.hpp"
#include "runtime/order.hpp"

namespace simt::api {
namespace {

enum class Side : std::uint8_t { Host, Device, Either };

Side side_of(cudaMemcpyKind kind, bool source) {
  if (kind == cudaMemcpyDefault) return Side::Either;
  const bool on_device = source
                             ? kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice
                             : kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice;
  return on_device ? Side::Device : Side::Host;
}

std::size_t row_bytes(const Place& place, const Box& box) {
  const bool one_piece = place.pitch == box.width || box.height == 1;
  return one_piece && (box.depth == 1 || place.slice == place.pitch * box.height)
             ? box.width * box.height * box.depth
             : box.width;
}

/// Calls `visit(first byte)` for each row, or once for a box without gaps.
template <class Visit>
bool each_row(const Place& place, const Box& box, Visit visit) {
  if (row_bytes(place, box) != box.width) return visit(place.address);
  for (std::size_t z = 0; z < box.depth; ++z) {
    for (std::size_t y = 0; y < box.height; ++y) {
      if (!visit(place.address + z * place.slice + y * place.pitch)) return false;
    }
  }
  return true;
}

enum class Verdict : std::uint8_t { Good, Wrong, Reported };

/// Whether the bytes of a box at `place` may be read or written, as memory of `side`.
Verdict judge(const Place& place, const Box& box, Side side, bool write, const Call& call) {
  if (place.address == nullptr) return Verdict::Wrong;
  const Allocation* allocation = find_allocation(place.address);
  // Host variables may well stand beside __device__ ones.
  if (side != Side::Device && !in_heap(place.address))
    allocation = living_allocation(place.address);
  if (allocation == nullptr) return side == Side::Device ? Verdict::Wrong : Verdict::Good;
  if (!allocation->freed && side == Side::Host && device_only(*allocation)) return Verdict::Wrong;
  const std::size_t bytes = row_bytes(place, box);
  const bool inside = each_row(place, box, [&](const char* row) {
    if (checked) return check::copy_in_bounds(row, bytes, write, call.site, call.name);
    const char* const end = allocation->address + allocation->size;
    return !allocation->freed && row >= allocation->address && row <= end &&
           bytes <= static_cast<std::size_t>(end - row);
  });
  if (inside) return Verdict::Good;
  return checked ? Verdict::Reported : Verdict::Wrong;
}

cudaError_t error_of(Verdict verdict, const Call& call) {
  if (verdict == Verdict::Good) return cudaSuccess;
  if (verdict == Verdict::Reported) return finish_reported(cudaErrorInvalidValue);
  return finish(cudaErrorInvalidValue, call.name, call.site);
}

/// Memory that the checkers watch; null for ordinary host memory.
char* watched(char* address) { return living_allocation(address) == nullptr ? nullptr : address; }

void tell_checkers(const Place& to, const Place& from, const Box& box, const Call& call) {
  const unsigned operation = begin_operation(call.stream);
  if (!checked) return;
  const bool in_one = row_bytes(to, box) != box.width && row_bytes(from, box) != box.width;
  const std::size_t bytes = in_one ? row_bytes(to, box) : box.width;
  char* const to_base = to.address == nullptr ? nullptr : watched(to.address);
  char* const from_base = from.address == nullptr ? nullptr : watched(from.address);
  for (std::size_t z = 0; z < (in_one ? 1 : box.depth); ++z) {
    for (std::size_t y = 0; y < (in_one ? 1 : box.height); ++y) {
      char* const row = to_base == nullptr ? nullptr : to_base + z * to.slice + y * to.pitch;
      char* const source =
          from_base == nullptr ? nullptr : from_base + z * from.slice + y * from.pitch;
      check::copied(row, source, bytes, operation, call.site, call.name);
    }
  }
}

void move_bytes(const Place& to, const Place& from, const Box& box) {
  if (row_bytes(to, box) != box.width && row_bytes(from, box) != box.width) {
    std::memmove(to.address, from.address, row_bytes(to, box));
    return;
  }
  for (std::size_t z = 0; z < box.depth; ++z) {
    for (std::size_t y = 0; y < box.height; ++y) {
      std::memmove(to.address + z * to.slice + y * to.pitch,
                   from.address + z * from.slice + y * from.pitch, box.width);
    }
  }
}

cudaError_t copy_now(
    const Place& to, const Place& from, const Box& box, cudaMemcpyKind kind, const Call& call) {
  const CheckerTurn turn;
  cudaError_t error = error_of(judge(to, box, side_of(kind, false), true, call), call);
  if (error != cudaSuccess) return error;
  error = error_of(judge(from, box, side_of(kind, true), false, call), call);
  if (error != cudaSuccess) return error;
  tell_checkers(to, from, box, call);
  move_bytes(to, from, box);
  if (call.host_waits && kind != cudaMemcpyDeviceToDevice) host_joins(timeline_of(call.stream));
  return cudaSuccess;
}

void fill_row(char* row, unsigned value, unsigned element, std::size_t bytes) {
  if (element == 1) {
    std::memset(row, static_cast<int>(value), bytes);
    return;
  }
  for (std::size_t i = 0; i + element <= bytes; i += element) std::memcpy(row + i, &value, element);
}

cudaError_t fill_now(
    const Place& to, unsigned value, unsigned element, const Box& box, const Call& call) {
  const CheckerTurn turn;
  const cudaError_t error = error_of(judge(to, box, Side::Device, true, call), call);
  if (error != cudaSuccess) return error;
  tell_checkers(to, {nullptr}, box, call);
  const std::size_t bytes = row_bytes(to, box);
  each_row(to, box, [&](char* row) {
    fill_row(row, value, element, bytes);
    return true;
  });
  return cudaSuccess;
}

}  // namespace

cudaError_t copy_box(Place to, Place from, Box box, cudaMemcpyKind kind, const Call& call) {
  SIMT_RETURN_IF_BROKEN();
  if (static_cast<unsigned>(kind) > cudaMemcpyDefault) {
    return finish(cudaErrorInvalidMemcpyDirection, call.name, call.site);
  }
  const cudaError_t error = stream_error(call.stream);
  if (error != cudaSuccess) return finish(error, call.name, call.site);
  if (box.empty()) return cudaSuccess;
  const auto action = [=](cudaStream_t stream) {
    return copy_now(to, from, box, kind, {call.name, call.site, stream, call.host_waits});
  };
  if (capture_action(call.stream, cudaGraphNodeTypeMemcpy, action)) return cudaSuccess;
  return action(call.stream);
}

cudaError_t fill_box(Place to, unsigned value, unsigned element, Box box, const Call& call) {
  SIMT_RETURN_IF_BROKEN();
  const cudaError_t error = stream_error(call.stream);
  if (error != cudaSuccess) return finish(error, call.name, call.site);
  if (box.empty()) return cudaSuccess;
  const auto action = [=](cudaStream_t stream) {
    return fill_now(to, value, element, box, {call.name, call.site, stream});
  };
  if (capture_action(call.stream, cudaGraphNodeTypeMemset, action)) return cudaSuccess;
  return action(call.stream);
}

}  // namespace simt::api
