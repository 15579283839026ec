// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The calls that build graphs node by node.

#include "runtime/api/error.hpp"
#include "runtime/api/event.hpp"
#include "runtime/api/graph.hpp"
#include "simt/api/graphs.h"
#include "simt/api/streams.h"

using simt::Site;
using simt::api::Action;
using simt::api::add;
using simt::api::finish;

cudaError_t cudaGraphCreate(cudaGraph_t* graph, unsigned, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (graph == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphCreate", site);
  *graph = new CUgraph_st;
  return cudaSuccess;
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (graph == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphDestroy", site);
  delete graph;
  return cudaSuccess;
}

cudaError_t cudaGraphClone(cudaGraph_t* clone, cudaGraph_t graph, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (clone == nullptr || graph == nullptr)
    return finish(cudaErrorInvalidValue, "cudaGraphClone", site);
  *clone = simt::api::clone_graph(*graph).release();
  return cudaSuccess;
}

cudaError_t cudaGraphNodeFindInClone(cudaGraphNode_t* node,
                                     cudaGraphNode_t original,
                                     cudaGraph_t clone,
                                     Site site) {
  SIMT_RETURN_IF_BROKEN();
  CUgraphNode_st* found = clone == nullptr ? nullptr : simt::api::counterpart(*clone, original);
  if (node == nullptr || found == nullptr)
    return finish(cudaErrorInvalidValue, "cudaGraphNodeFindInClone", site);
  *node = found;
  return cudaSuccess;
}

cudaError_t cudaGraphAddKernelNode(cudaGraphNode_t* node,
                                   cudaGraph_t graph,
                                   const cudaGraphNode_t* dependencies,
                                   size_t count,
                                   const cudaKernelNodeParams* parameters,
                                   Site site) {
  SIMT_RETURN_IF_BROKEN();
  Action action;
  const cudaError_t error = simt::api::kernel_action(parameters, site, action);
  if (error != cudaSuccess) return finish(error, "cudaGraphAddKernelNode", site);
  const cudaError_t added = add({node, graph, dependencies, count}, cudaGraphNodeTypeKernel,
                                std::move(action), "cudaGraphAddKernelNode", site);
  if (added == cudaSuccess) (*node)->kernel = *parameters;
  return added;
}

cudaError_t cudaGraphAddMemcpyNode(cudaGraphNode_t* node,
                                   cudaGraph_t graph,
                                   const cudaGraphNode_t* dependencies,
                                   size_t count,
                                   const cudaMemcpy3DParms* parameters,
                                   Site site) {
  if (parameters == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphAddMemcpyNode", site);
  return add({node, graph, dependencies, count}, cudaGraphNodeTypeMemcpy,
             simt::api::copy_action(*parameters, site), "cudaGraphAddMemcpyNode", site);
}

cudaError_t cudaGraphAddMemcpyNode1D(cudaGraphNode_t* node,
                                     cudaGraph_t graph,
                                     const cudaGraphNode_t* dependencies,
                                     size_t count,
                                     void* to,
                                     const void* from,
                                     size_t bytes,
                                     cudaMemcpyKind kind,
                                     Site site) {
  return add({node, graph, dependencies, count}, cudaGraphNodeTypeMemcpy,
             simt::api::copy_action(to, from, bytes, kind, site), "cudaGraphAddMemcpyNode1D", site);
}

cudaError_t cudaGraphAddMemsetNode(cudaGraphNode_t* node,
                                   cudaGraph_t graph,
                                   const cudaGraphNode_t* dependencies,
                                   size_t count,
                                   const cudaMemsetParams* parameters,
                                   Site site) {
  const bool good =
      parameters != nullptr && (parameters->elementSize == 1 || parameters->elementSize == 2 ||
                                parameters->elementSize == 4);
  if (!good) return finish(cudaErrorInvalidValue, "cudaGraphAddMemsetNode", site);
  return add({node, graph, dependencies, count}, cudaGraphNodeTypeMemset,
             simt::api::fill_action(*parameters, site), "cudaGraphAddMemsetNode", site);
}

cudaError_t cudaGraphAddHostNode(cudaGraphNode_t* node,
                                 cudaGraph_t graph,
                                 const cudaGraphNode_t* dependencies,
                                 size_t count,
                                 const cudaHostNodeParams* parameters,
                                 Site site) {
  if (parameters == nullptr || parameters->fn == nullptr) {
    return finish(cudaErrorInvalidValue, "cudaGraphAddHostNode", site);
  }
  return add({node, graph, dependencies, count}, cudaGraphNodeTypeHost,
             simt::api::host_action(*parameters), "cudaGraphAddHostNode", site);
}

cudaError_t cudaGraphAddChildGraphNode(cudaGraphNode_t* node,
                                       cudaGraph_t graph,
                                       const cudaGraphNode_t* dependencies,
                                       size_t count,
                                       cudaGraph_t child,
                                       Site site) {
  if (child == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphAddChildGraphNode", site);
  const std::shared_ptr<CUgraph_st> copy = simt::api::clone_graph(*child);
  const auto action = [copy](cudaStream_t stream) {
    return simt::api::run_nodes(simt::api::run_order(*copy), stream);
  };
  const cudaError_t error = add({node, graph, dependencies, count}, cudaGraphNodeTypeGraph, action,
                                "cudaGraphAddChildGraphNode", site);
  if (error == cudaSuccess) (*node)->child = copy.get();
  return error;
}

cudaError_t cudaGraphAddEmptyNode(cudaGraphNode_t* node,
                                  cudaGraph_t graph,
                                  const cudaGraphNode_t* dependencies,
                                  size_t count,
                                  Site site) {
  return add({node, graph, dependencies, count}, cudaGraphNodeTypeEmpty, nullptr,
             "cudaGraphAddEmptyNode", site);
}

cudaError_t cudaGraphAddEventRecordNode(cudaGraphNode_t* node,
                                        cudaGraph_t graph,
                                        const cudaGraphNode_t* dependencies,
                                        size_t count,
                                        cudaEvent_t event,
                                        Site site) {
  const auto action = [event, site](cudaStream_t stream) {
    return cudaEventRecord(event, stream, site);
  };
  return add({node, graph, dependencies, count}, cudaGraphNodeTypeEventRecord, action,
             "cudaGraphAddEventRecordNode", site);
}

cudaError_t cudaGraphAddEventWaitNode(cudaGraphNode_t* node,
                                      cudaGraph_t graph,
                                      const cudaGraphNode_t* dependencies,
                                      size_t count,
                                      cudaEvent_t event,
                                      Site site) {
  const auto action = [event, site](cudaStream_t stream) {
    return cudaStreamWaitEvent(stream, event, 0, site);
  };
  return add({node, graph, dependencies, count}, cudaGraphNodeTypeWaitEvent, action,
             "cudaGraphAddEventWaitNode", site);
}
