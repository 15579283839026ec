// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Variables in device memory: how they become known, and the symbol calls.
#include "runtime/api/copy.hpp"
#include "runtime/api/error.hpp"
#include "runtime/api/tell.hpp"
#include "simt/api/copies.h"

using simt::Allocation;
using simt::MemoryKind;
using simt::Site;
using simt::api::Call;
using simt::api::finish;

namespace simt {

RegisterVariable::RegisterVariable(
    const volatile void* address, std::size_t size, const char* name, MemoryKind kind, Site site) {
  auto* bytes = static_cast<char*>(const_cast<void*>(address));
  add_foreign({bytes, size, kind, name, site, {}, false});
  api::tell_allocated(bytes);
}

}  // namespace simt

namespace {

/// The variable whose address is exactly `symbol`; null if it is none.
const Allocation* find_variable(const void* symbol) {
  const Allocation* allocation = simt::living_allocation(symbol);
  if (allocation == nullptr || allocation->address != symbol || simt::in_heap(symbol))
    return nullptr;
  return allocation->kind == MemoryKind::Registered ? nullptr : allocation;
}

/// Checks that the range is inside the variable; its first byte goes to `place`.
cudaError_t find_range(const void* symbol,
                       std::size_t offset,
                       std::size_t count,
                       const Call& call,
                       simt::api::Place& place) {
  SIMT_RETURN_IF_BROKEN();
  const Allocation* variable = find_variable(symbol);
  if (variable == nullptr) return finish(cudaErrorInvalidSymbol, call.name, call.site);
  place.address = variable->address + offset;
  if (offset <= variable->size && count <= variable->size - offset) return cudaSuccess;
  if (!simt::checked) return finish(cudaErrorInvalidValue, call.name, call.site);
  const bool write = call.name[10] == 'T';  // cudaMemcpyTo..., cudaMemcpyFrom...
  const simt::CheckerTurn turn;
  simt::check::copy_in_bounds(place.address, count, write, call.site, call.name);
  return simt::api::finish_reported(cudaErrorInvalidValue);
}

cudaError_t copy_to(const void* symbol,
                    const void* from,
                    std::size_t count,
                    std::size_t offset,
                    cudaMemcpyKind kind,
                    const Call& call) {
  simt::api::Place to = {nullptr};
  const cudaError_t error = find_range(symbol, offset, count, call, to);
  if (error != cudaSuccess) return error;
  if (kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyHostToHost) {
    return finish(cudaErrorInvalidMemcpyDirection, call.name, call.site);
  }
  return copy_box(to, {static_cast<char*>(const_cast<void*>(from))}, {count}, kind, call);
}

cudaError_t copy_from(void* to,
                      const void* symbol,
                      std::size_t count,
                      std::size_t offset,
                      cudaMemcpyKind kind,
                      const Call& call) {
  simt::api::Place from = {nullptr};
  const cudaError_t error = find_range(symbol, offset, count, call, from);
  if (error != cudaSuccess) return error;
  if (kind == cudaMemcpyHostToDevice || kind == cudaMemcpyHostToHost) {
    return finish(cudaErrorInvalidMemcpyDirection, call.name, call.site);
  }
  return copy_box({static_cast<char*>(to)}, from, {count}, kind, call);
}

}  // namespace

cudaError_t cudaMemcpyToSymbol(const void* symbol,
                               const void* from,
                               size_t count,
                               size_t offset,
                               cudaMemcpyKind kind,
                               Site site) {
  return copy_to(symbol, from, count, offset, kind, {"cudaMemcpyToSymbol", site, nullptr, true});
}

cudaError_t cudaMemcpyFromSymbol(
    void* to, const void* symbol, size_t count, size_t offset, cudaMemcpyKind kind, Site site) {
  return copy_from(to, symbol, count, offset, kind, {"cudaMemcpyFromSymbol", site, nullptr, true});
}

cudaError_t cudaMemcpyToSymbolAsync(const void* symbol,
                                    const void* from,
                                    size_t count,
                                    size_t offset,
                                    cudaMemcpyKind kind,
                                    cudaStream_t stream,
                                    Site site) {
  return copy_to(symbol, from, count, offset, kind, {"cudaMemcpyToSymbolAsync", site, stream});
}

cudaError_t cudaMemcpyFromSymbolAsync(void* to,
                                      const void* symbol,
                                      size_t count,
                                      size_t offset,
                                      cudaMemcpyKind kind,
                                      cudaStream_t stream,
                                      Site site) {
  return copy_from(to, symbol, count, offset, kind, {"cudaMemcpyFromSymbolAsync", site, stream});
}

cudaError_t cudaGetSymbolAddress(void** pointer, const void* symbol, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const Allocation* variable = find_variable(symbol);
  if (variable == nullptr) return finish(cudaErrorInvalidSymbol, "cudaGetSymbolAddress", site);
  if (pointer == nullptr) return finish(cudaErrorInvalidValue, "cudaGetSymbolAddress", site);
  *pointer = variable->address;
  return cudaSuccess;
}

cudaError_t cudaGetSymbolSize(size_t* size, const void* symbol, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const Allocation* variable = find_variable(symbol);
  if (variable == nullptr) return finish(cudaErrorInvalidSymbol, "cudaGetSymbolSize", site);
  if (size == nullptr) return finish(cudaErrorInvalidValue, "cudaGetSymbolSize", site);
  *size = variable->size;
  return cudaSuccess;
}
