// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Executable graphs: instantiated, changed, launched.
#include "runtime/api/error.hpp"
#include "runtime/api/graph.hpp"
#include "runtime/api/stream.hpp"
#include "simt/api/graphs.h"

using simt::Site;
using simt::api::Action;
using simt::api::finish;

namespace {

cudaError_t instantiate(cudaGraphExec_t* exec, cudaGraph_t graph, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const char* const call = "cudaGraphInstantiate";
  if (exec == nullptr || graph == nullptr) return finish(cudaErrorInvalidValue, call, site);
  auto made = std::make_unique<CUgraphExec_st>();
  made->graph = simt::api::clone_graph(*graph);
  made->order = simt::api::run_order(*made->graph);
  if (made->order.size() != graph->nodes.size()) return finish(cudaErrorInvalidValue, call, site);
  *exec = made.release();
  return cudaSuccess;
}

/// The executable twin of `node` gets another action.
cudaError_t change(cudaGraphExec_t exec,
                   cudaGraphNode_t node,
                   cudaGraphNodeType type,
                   Action action,
                   const char* call,
                   Site site) {
  SIMT_RETURN_IF_BROKEN();
  CUgraphNode_st* twin = exec == nullptr ? nullptr : simt::api::counterpart(*exec->graph, node);
  if (twin == nullptr || twin->type != type || !action)
    return finish(cudaErrorInvalidValue, call, site);
  twin->action = std::move(action);
  return cudaSuccess;
}

/// Whether the nodes of both, taken in order, are of equal type and wait for equal nodes.
cudaGraphExecUpdateResult compare(const CUgraph_st& exec,
                                  const CUgraph_st& graph,
                                  const CUgraphNode_st** at) {
  *at = nullptr;
  if (exec.nodes.size() != graph.nodes.size()) return cudaGraphExecUpdateErrorTopologyChanged;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const CUgraphNode_st& old_node = *exec.nodes[i];
    const CUgraphNode_st& new_node = *graph.nodes[i];
    *at = &new_node;
    if (old_node.dependencies.size() != new_node.dependencies.size()) {
      return cudaGraphExecUpdateErrorTopologyChanged;
    }
    if (old_node.type != new_node.type) return cudaGraphExecUpdateErrorNodeTypeChanged;
  }
  *at = nullptr;
  return cudaGraphExecUpdateSuccess;
}

cudaGraphExecUpdateResult update(CUgraphExec_st& exec,
                                 const CUgraph_st& graph,
                                 const CUgraphNode_st** at) {
  const cudaGraphExecUpdateResult result = compare(*exec.graph, graph, at);
  if (result != cudaGraphExecUpdateSuccess) return result;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    exec.graph->nodes[i]->action = graph.nodes[i]->action;
    exec.graph->nodes[i]->original = graph.nodes[i].get();
  }
  return result;
}

}  // namespace

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* exec,
                                 cudaGraph_t graph,
                                 unsigned long long,
                                 Site site) {
  return instantiate(exec, graph, site);
}

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* exec,
                                 cudaGraph_t graph,
                                 cudaGraphNode_t* error_node,
                                 char* log,
                                 size_t log_size,
                                 Site site) {
  if (error_node != nullptr) *error_node = nullptr;
  if (log != nullptr && log_size > 0) *log = '\0';
  return instantiate(exec, graph, site);
}

cudaError_t cudaGraphInstantiateWithFlags(cudaGraphExec_t* exec,
                                          cudaGraph_t graph,
                                          unsigned long long,
                                          Site site) {
  return instantiate(exec, graph, site);
}

cudaError_t cudaGraphInstantiateWithParams(cudaGraphExec_t* exec,
                                           cudaGraph_t graph,
                                           cudaGraphInstantiateParams* parameters,
                                           Site site) {
  const cudaError_t error = instantiate(exec, graph, site);
  if (parameters != nullptr) {
    parameters->errNode_out = nullptr;
    parameters->result_out =
        error == cudaSuccess ? cudaGraphInstantiateSuccess : cudaGraphInstantiateError;
  }
  return error;
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (exec == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphExecDestroy", site);
  delete exec;
  return cudaSuccess;
}

cudaError_t cudaGraphUpload(cudaGraphExec_t exec, cudaStream_t stream, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const cudaError_t error =
      exec == nullptr ? cudaErrorInvalidValue : simt::api::stream_error(stream);
  return finish(error, "cudaGraphUpload", site);
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t stream, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const cudaError_t error =
      exec == nullptr ? cudaErrorInvalidValue : simt::api::stream_error(stream);
  if (error != cudaSuccess) return finish(error, "cudaGraphLaunch", site);
  const auto action = [exec](cudaStream_t in) { return simt::api::run_nodes(exec->order, in); };
  if (simt::api::capture_action(stream, cudaGraphNodeTypeGraph, action)) return cudaSuccess;
  // A kernel's fault is found by the next call, as with any launch.
  const cudaError_t failed = action(stream);
  return simt::sticky_error() != 0 ? cudaSuccess : failed;
}

cudaError_t cudaGraphExecKernelNodeSetParams(cudaGraphExec_t exec,
                                             cudaGraphNode_t node,
                                             const cudaKernelNodeParams* parameters,
                                             Site site) {
  SIMT_RETURN_IF_BROKEN();
  Action action;
  const cudaError_t error = simt::api::kernel_action(parameters, site, action);
  if (error != cudaSuccess) return finish(error, "cudaGraphExecKernelNodeSetParams", site);
  return change(exec, node, cudaGraphNodeTypeKernel, std::move(action),
                "cudaGraphExecKernelNodeSetParams", site);
}

cudaError_t cudaGraphExecMemcpyNodeSetParams(cudaGraphExec_t exec,
                                             cudaGraphNode_t node,
                                             const cudaMemcpy3DParms* parameters,
                                             Site site) {
  return change(exec, node, cudaGraphNodeTypeMemcpy,
                parameters == nullptr ? nullptr : simt::api::copy_action(*parameters, site),
                "cudaGraphExecMemcpyNodeSetParams", site);
}

cudaError_t cudaGraphExecMemcpyNodeSetParams1D(cudaGraphExec_t exec,
                                               cudaGraphNode_t node,
                                               void* to,
                                               const void* from,
                                               size_t count,
                                               cudaMemcpyKind kind,
                                               Site site) {
  return change(exec, node, cudaGraphNodeTypeMemcpy,
                simt::api::copy_action(to, from, count, kind, site),
                "cudaGraphExecMemcpyNodeSetParams1D", site);
}

cudaError_t cudaGraphExecMemsetNodeSetParams(cudaGraphExec_t exec,
                                             cudaGraphNode_t node,
                                             const cudaMemsetParams* parameters,
                                             Site site) {
  return change(exec, node, cudaGraphNodeTypeMemset,
                parameters == nullptr ? nullptr : simt::api::fill_action(*parameters, site),
                "cudaGraphExecMemsetNodeSetParams", site);
}

cudaError_t cudaGraphExecHostNodeSetParams(cudaGraphExec_t exec,
                                           cudaGraphNode_t node,
                                           const cudaHostNodeParams* parameters,
                                           Site site) {
  return change(exec, node, cudaGraphNodeTypeHost,
                parameters == nullptr || parameters->fn == nullptr
                    ? nullptr
                    : simt::api::host_action(*parameters),
                "cudaGraphExecHostNodeSetParams", site);
}

cudaError_t cudaGraphNodeSetEnabled(cudaGraphExec_t exec,
                                    cudaGraphNode_t node,
                                    unsigned enabled,
                                    Site site) {
  SIMT_RETURN_IF_BROKEN();
  CUgraphNode_st* twin = exec == nullptr ? nullptr : simt::api::counterpart(*exec->graph, node);
  if (twin == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphNodeSetEnabled", site);
  twin->enabled = enabled != 0;
  return cudaSuccess;
}

cudaError_t cudaGraphNodeGetEnabled(cudaGraphExec_t exec,
                                    cudaGraphNode_t node,
                                    unsigned* enabled,
                                    Site site) {
  SIMT_RETURN_IF_BROKEN();
  const CUgraphNode_st* twin =
      exec == nullptr ? nullptr : simt::api::counterpart(*exec->graph, node);
  if (twin == nullptr || enabled == nullptr)
    return finish(cudaErrorInvalidValue, "cudaGraphNodeGetEnabled", site);
  *enabled = twin->enabled ? 1 : 0;
  return cudaSuccess;
}

cudaError_t cudaGraphExecUpdate(cudaGraphExec_t exec,
                                cudaGraph_t graph,
                                cudaGraphExecUpdateResultInfo* info,
                                Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (exec == nullptr || graph == nullptr || info == nullptr) {
    return finish(cudaErrorInvalidValue, "cudaGraphExecUpdate", site);
  }
  const CUgraphNode_st* at = nullptr;
  *info = {update(*exec, *graph, &at), nullptr, nullptr};
  info->errorNode = const_cast<CUgraphNode_st*>(at);
  // A graph that differs is an answer, after which programs instantiate anew.
  return info->result == cudaGraphExecUpdateSuccess ? cudaSuccess : cudaErrorGraphExecUpdateFailure;
}

cudaError_t cudaGraphExecUpdate(cudaGraphExec_t exec,
                                cudaGraph_t graph,
                                cudaGraphNode_t* error_node,
                                cudaGraphExecUpdateResult* result,
                                Site site) {
  cudaGraphExecUpdateResultInfo info;
  const cudaError_t error = cudaGraphExecUpdate(exec, graph, &info, site);
  if (error != cudaSuccess && error != cudaErrorGraphExecUpdateFailure) return error;
  if (error_node != nullptr) *error_node = info.errorNode;
  if (result != nullptr) *result = info.result;
  return error;
}
