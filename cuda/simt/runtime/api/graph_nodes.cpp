// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief The calls that ask about nodes and change them.
#include <algorithm>
#include <cstdio>

#include "runtime/api/error.hpp"
#include "runtime/api/graph.hpp"
#include "simt/api/graphs.h"

using simt::Site;
using simt::api::finish;

namespace {

/// Hands out a list the way these calls do: without a place for it, how long it is; else at most `*count` of it.
cudaError_t give_list(const std::vector<CUgraphNode_st*>& list,
                      cudaGraphNode_t* to,
                      std::size_t* count,
                      const char* call,
                      Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (count == nullptr) return finish(cudaErrorInvalidValue, call, site);
  if (to != nullptr) {
    const std::size_t given = std::min(*count, list.size());
    std::copy_n(list.begin(), given, to);
    std::fill(to + given, to + *count, nullptr);
  }
  *count = list.size();
  return cudaSuccess;
}

std::vector<CUgraphNode_st*> dependents_of(const CUgraphNode_st* node) {
  std::vector<CUgraphNode_st*> found;
  for (const auto& each : node->graph->nodes) {
    const auto& needs = each->dependencies;
    if (std::find(needs.begin(), needs.end(), node) != needs.end()) found.push_back(each.get());
  }
  return found;
}

cudaError_t change(cudaGraphNode_t node,
                   cudaGraphNodeType type,
                   bool good,
                   simt::api::Action action,
                   const char* call,
                   Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (node == nullptr || node->type != type || !good)
    return finish(cudaErrorInvalidValue, call, site);
  node->action = std::move(action);
  return cudaSuccess;
}

}  // namespace

cudaError_t cudaGraphKernelNodeGetParams(cudaGraphNode_t node,
                                         cudaKernelNodeParams* parameters,
                                         Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (node == nullptr || parameters == nullptr || node->type != cudaGraphNodeTypeKernel) {
    return finish(cudaErrorInvalidValue, "cudaGraphKernelNodeGetParams", site);
  }
  // A captured launch has no address that could be given back.
  if (node->kernel.func == nullptr)
    return finish(cudaErrorNotSupported, "cudaGraphKernelNodeGetParams", site);
  *parameters = node->kernel;
  return cudaSuccess;
}

cudaError_t cudaGraphKernelNodeSetParams(cudaGraphNode_t node,
                                         const cudaKernelNodeParams* parameters,
                                         Site site) {
  SIMT_RETURN_IF_BROKEN();
  simt::api::Action action;
  const cudaError_t error = simt::api::kernel_action(parameters, site, action);
  if (error != cudaSuccess) return finish(error, "cudaGraphKernelNodeSetParams", site);
  const cudaError_t changed = change(node, cudaGraphNodeTypeKernel, true, std::move(action),
                                     "cudaGraphKernelNodeSetParams", site);
  if (changed == cudaSuccess) node->kernel = *parameters;
  return changed;
}

cudaError_t cudaGraphMemsetNodeSetParams(cudaGraphNode_t node,
                                         const cudaMemsetParams* parameters,
                                         Site site) {
  const bool good = parameters != nullptr;
  return change(node, cudaGraphNodeTypeMemset, good,
                good ? simt::api::fill_action(*parameters, site) : nullptr,
                "cudaGraphMemsetNodeSetParams", site);
}

cudaError_t cudaGraphHostNodeSetParams(cudaGraphNode_t node,
                                       const cudaHostNodeParams* parameters,
                                       Site site) {
  const bool good = parameters != nullptr && parameters->fn != nullptr;
  return change(node, cudaGraphNodeTypeHost, good,
                good ? simt::api::host_action(*parameters) : nullptr, "cudaGraphHostNodeSetParams",
                site);
}

cudaError_t cudaGraphMemcpyNodeSetParams(cudaGraphNode_t node,
                                         const cudaMemcpy3DParms* parameters,
                                         Site site) {
  const bool good = parameters != nullptr;
  return change(node, cudaGraphNodeTypeMemcpy, good,
                good ? simt::api::copy_action(*parameters, site) : nullptr,
                "cudaGraphMemcpyNodeSetParams", site);
}

cudaError_t cudaGraphChildGraphNodeGetGraph(cudaGraphNode_t node, cudaGraph_t* graph, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (node == nullptr || graph == nullptr || node->child == nullptr) {
    return finish(cudaErrorInvalidValue, "cudaGraphChildGraphNodeGetGraph", site);
  }
  *graph = node->child;
  return cudaSuccess;
}

cudaError_t cudaGraphNodeGetType(cudaGraphNode_t node, cudaGraphNodeType* type, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (node == nullptr || type == nullptr)
    return finish(cudaErrorInvalidValue, "cudaGraphNodeGetType", site);
  *type = node->type;
  return cudaSuccess;
}

cudaError_t cudaGraphGetNodes(cudaGraph_t graph, cudaGraphNode_t* nodes, size_t* count, Site site) {
  if (graph == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphGetNodes", site);
  std::vector<CUgraphNode_st*> all;
  all.reserve(graph->nodes.size());
  for (const auto& node : graph->nodes) all.push_back(node.get());
  return give_list(all, nodes, count, "cudaGraphGetNodes", site);
}

cudaError_t cudaGraphGetRootNodes(cudaGraph_t graph,
                                  cudaGraphNode_t* nodes,
                                  size_t* count,
                                  Site site) {
  if (graph == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphGetRootNodes", site);
  std::vector<CUgraphNode_st*> roots;
  for (const auto& node : graph->nodes) {
    if (node->dependencies.empty()) roots.push_back(node.get());
  }
  return give_list(roots, nodes, count, "cudaGraphGetRootNodes", site);
}

cudaError_t cudaGraphNodeGetDependencies(cudaGraphNode_t node,
                                         cudaGraphNode_t* nodes,
                                         size_t* count,
                                         Site site) {
  if (node == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphNodeGetDependencies", site);
  return give_list(node->dependencies, nodes, count, "cudaGraphNodeGetDependencies", site);
}

cudaError_t cudaGraphNodeGetDependencies(
    cudaGraphNode_t node, cudaGraphNode_t* nodes, cudaGraphEdgeData*, size_t* count, Site site) {
  return cudaGraphNodeGetDependencies(node, nodes, count, site);
}

cudaError_t cudaGraphNodeGetDependentNodes(cudaGraphNode_t node,
                                           cudaGraphNode_t* nodes,
                                           size_t* count,
                                           Site site) {
  if (node == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphNodeGetDependentNodes", site);
  return give_list(dependents_of(node), nodes, count, "cudaGraphNodeGetDependentNodes", site);
}

cudaError_t cudaGraphNodeGetDependentNodes(
    cudaGraphNode_t node, cudaGraphNode_t* nodes, cudaGraphEdgeData*, size_t* count, Site site) {
  return cudaGraphNodeGetDependentNodes(node, nodes, count, site);
}

cudaError_t cudaGraphGetEdges(
    cudaGraph_t graph, cudaGraphNode_t* from, cudaGraphNode_t* to, size_t* count, Site site) {
  if (graph == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphGetEdges", site);
  std::vector<CUgraphNode_st*> sources;
  std::vector<CUgraphNode_st*> targets;
  for (const auto& node : graph->nodes) {
    for (CUgraphNode_st* dependency : node->dependencies) {
      sources.push_back(dependency);
      targets.push_back(node.get());
    }
  }
  std::size_t room = count == nullptr ? 0 : *count;
  const cudaError_t error = give_list(sources, from, count, "cudaGraphGetEdges", site);
  return error != cudaSuccess ? error : give_list(targets, to, &room, "cudaGraphGetEdges", site);
}

cudaError_t cudaGraphGetEdges(cudaGraph_t graph,
                              cudaGraphNode_t* from,
                              cudaGraphNode_t* to,
                              cudaGraphEdgeData*,
                              size_t* count,
                              Site site) {
  return cudaGraphGetEdges(graph, from, to, count, site);
}

cudaError_t cudaGraphAddDependencies(cudaGraph_t graph,
                                     const cudaGraphNode_t* from,
                                     const cudaGraphNode_t* to,
                                     size_t count,
                                     Site site) {
  SIMT_RETURN_IF_BROKEN();
  for (std::size_t i = 0; i < count; ++i) {
    if (from[i]->graph != graph || to[i]->graph != graph || from[i] == to[i]) {
      return finish(cudaErrorInvalidValue, "cudaGraphAddDependencies", site);
    }
    to[i]->dependencies.push_back(from[i]);
  }
  return cudaSuccess;
}

cudaError_t cudaGraphAddDependencies(cudaGraph_t graph,
                                     const cudaGraphNode_t* from,
                                     const cudaGraphNode_t* to,
                                     const cudaGraphEdgeData*,
                                     size_t count,
                                     Site site) {
  return cudaGraphAddDependencies(graph, from, to, count, site);
}

cudaError_t cudaGraphRemoveDependencies(
    cudaGraph_t, const cudaGraphNode_t* from, const cudaGraphNode_t* to, size_t count, Site site) {
  SIMT_RETURN_IF_BROKEN();
  for (std::size_t i = 0; i < count; ++i) {
    auto& needs = to[i]->dependencies;
    const auto found = std::find(needs.begin(), needs.end(), from[i]);
    if (found == needs.end())
      return finish(cudaErrorInvalidValue, "cudaGraphRemoveDependencies", site);
    needs.erase(found);
  }
  return cudaSuccess;
}

cudaError_t cudaGraphRemoveDependencies(cudaGraph_t graph,
                                        const cudaGraphNode_t* from,
                                        const cudaGraphNode_t* to,
                                        const cudaGraphEdgeData*,
                                        size_t count,
                                        Site site) {
  return cudaGraphRemoveDependencies(graph, from, to, count, site);
}

cudaError_t cudaGraphDestroyNode(cudaGraphNode_t node, Site site) {
  SIMT_RETURN_IF_BROKEN();
  if (node == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphDestroyNode", site);
  auto& nodes = node->graph->nodes;
  for (const auto& each : nodes) {
    auto& needs = each->dependencies;
    needs.erase(std::remove(needs.begin(), needs.end(), node), needs.end());
  }
  nodes.erase(std::find_if(nodes.begin(), nodes.end(),
                           [&](const auto& each) { return each.get() == node; }));
  return cudaSuccess;
}

cudaError_t cudaGraphDebugDotPrint(cudaGraph_t graph, const char* path, unsigned, Site site) {
  SIMT_RETURN_IF_BROKEN();
  std::FILE* file = graph == nullptr || path == nullptr ? nullptr : std::fopen(path, "w");
  if (file == nullptr) return finish(cudaErrorInvalidValue, "cudaGraphDebugDotPrint", site);
  std::fprintf(file, "digraph {\n");
  for (const auto& node : graph->nodes) {
    std::fprintf(file, "  n%p [label=\"%d\"];\n", static_cast<void*>(node.get()), node->type);
    for (const CUgraphNode_st* dependency : node->dependencies) {
      std::fprintf(file, "  n%p -> n%p;\n", static_cast<const void*>(dependency),
                   static_cast<void*>(node.get()));
    }
  }
  std::fprintf(file, "}\n");
  std::fclose(file);
  return cudaSuccess;
}
