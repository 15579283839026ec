// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Memory that graphs allocate and free. Its address is fixed when the node is made; it lives from then on, so
///        that nothing needs to be patched at a launch.
#include <map>
#include <mutex>

#include "runtime/api/error.hpp"
#include "runtime/api/graph.hpp"
#include "runtime/api/tell.hpp"
#include "simt/api/graphs.h"
#include "simt/api/memory.h"

using simt::Site;
using simt::api::Action;
using simt::api::finish;

namespace simt::api {
namespace {

/// If a node of the same graph frees it, it serves every launch and is freed with the last copy of the graph; else it
/// is the program's to free, and comes back with the next launch.
struct GraphMemory {
  void* address = nullptr;
  const CUgraph_st* graph = nullptr;
  bool freed_by_graph = false;

  GraphMemory() = default;
  GraphMemory(const GraphMemory&) = delete;
  GraphMemory& operator=(const GraphMemory&) = delete;
  ~GraphMemory() {
    if (!freed_by_graph) return;
    if (release(address, ~0U, {"", 0}) == Freed::Done) tell_freed(address);
  }

  cudaError_t begin_launch(Site site) const {
    if (living_allocation(address) != nullptr) return cudaSuccess;
    if (!revive(address, site)) return cudaErrorMemoryAllocation;
    tell_allocated(address);
    return cudaSuccess;
  }
};

struct Memories {
  std::mutex lock;
  std::map<void*, std::weak_ptr<GraphMemory>> by_address;
};

Memories& memories() {
  static Memories& the_memories = *new Memories;
  return the_memories;
}

}  // namespace

cudaError_t allocate_for_graph(CUgraph_st& graph,
                               std::size_t size,
                               const char* call,
                               Site site,
                               void** address,
                               Action& action) {
  const auto memory = std::make_shared<GraphMemory>();
  memory->graph = &graph;
  memory->address = allocate(size, MemoryKind::Device, call, site);
  if (memory->address == nullptr) return cudaErrorMemoryAllocation;
  tell_allocated(memory->address);
  *address = memory->address;
  action = [memory, call, site](cudaStream_t) {
    return finish(memory->begin_launch(site), call, site);
  };
  const std::lock_guard lock(memories().lock);
  memories().by_address[memory->address] = memory;
  return cudaSuccess;
}

Action free_in_graph(CUgraph_st& graph, void* address, Site site) {
  {
    const std::lock_guard lock(memories().lock);
    const auto found = memories().by_address.find(address);
    const auto memory = found == memories().by_address.end() ? nullptr : found->second.lock();
    if (memory != nullptr && memory->graph == &graph) {
      memory->freed_by_graph = true;
      return nullptr;
    }
  }
  return [address, site](cudaStream_t) { return simt_cudaFree(address, site); };
}

}  // namespace simt::api

cudaError_t cudaGraphAddMemAllocNode(cudaGraphNode_t* node,
                                     cudaGraph_t graph,
                                     const cudaGraphNode_t* dependencies,
                                     size_t count,
                                     cudaMemAllocNodeParams* parameters,
                                     Site site) {
  SIMT_RETURN_IF_BROKEN();
  const char* const call = "cudaGraphAddMemAllocNode";
  if (graph == nullptr || parameters == nullptr || parameters->bytesize == 0) {
    return finish(cudaErrorInvalidValue, call, site);
  }
  Action action;
  const cudaError_t error = simt::api::allocate_for_graph(*graph, parameters->bytesize, call, site,
                                                          &parameters->dptr, action);
  if (error != cudaSuccess) return finish(error, call, site);
  return simt::api::add({node, graph, dependencies, count}, cudaGraphNodeTypeMemAlloc,
                        std::move(action), call, site);
}

cudaError_t cudaGraphAddMemFreeNode(cudaGraphNode_t* node,
                                    cudaGraph_t graph,
                                    const cudaGraphNode_t* dependencies,
                                    size_t count,
                                    void* address,
                                    Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (graph == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphAddMemFreeNode", site);
  return simt::api::add({node, graph, dependencies, count}, cudaGraphNodeTypeMemFree,
                        simt::api::free_in_graph(*graph, address, site), "cudaGraphAddMemFreeNode",
                        site);
}

cudaError_t cudaDeviceGraphMemTrim(int, Site) { return cudaSuccess; }

// The memory of graphs is part of the one heap: nothing is counted apart.
cudaError_t cudaDeviceGetGraphMemAttribute(int device,
                                           cudaGraphMemAttributeType,
                                           void* value,
                                           Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (device != 0 || value == nullptr)
    return finish(cudaErrorInvalidValue, "cudaDeviceGetGraphMemAttribute", site);
  *static_cast<unsigned long long*>(value) = 0;
  return cudaSuccess;
}

cudaError_t cudaDeviceSetGraphMemAttribute(int device,
                                           cudaGraphMemAttributeType,
                                           void* value,
                                           Site site) {
  SIMT_RETURN_IF_BROKEN();
  const bool good = device == 0 && value != nullptr;
  return finish(good ? cudaSuccess : cudaErrorInvalidValue, "cudaDeviceSetGraphMemAttribute", site);
}
