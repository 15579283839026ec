// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Graphs: nodes, clones, and the order in which they run.
#include "runtime/api/graph.hpp"

#include <algorithm>
#include <unordered_map>

#include "runtime/api/array.hpp"
#include "runtime/api/error.hpp"
#include "simt/api/copies.h"

namespace simt::api {

CUgraphNode_st& add_node(CUgraph_st& graph,
                         cudaGraphNodeType type,
                         Action action,
                         std::vector<CUgraphNode_st*> dependencies) {
  auto node = std::make_unique<CUgraphNode_st>();
  node->graph = &graph;
  node->type = type;
  node->action = std::move(action);
  node->dependencies = std::move(dependencies);
  graph.nodes.push_back(std::move(node));
  return *graph.nodes.back();
}

cudaError_t add(
    const NewNode& wanted, cudaGraphNodeType type, Action action, const char* call, Site site) {
  SIMT_RETURN_IF_BROKEN();
  const bool lacks = wanted.node == nullptr || wanted.graph == nullptr;
  if (lacks || (wanted.count != 0 && wanted.dependencies == nullptr)) {
    return finish(cudaErrorInvalidValue, call, site);
  }
  std::vector<CUgraphNode_st*> dependencies(wanted.dependencies,
                                            wanted.dependencies + wanted.count);
  for (const CUgraphNode_st* each : dependencies) {
    if (each == nullptr || each->graph != wanted.graph)
      return finish(cudaErrorInvalidValue, call, site);
  }
  *wanted.node =
      &simt::api::add_node(*wanted.graph, type, std::move(action), std::move(dependencies));
  return cudaSuccess;
}

std::unique_ptr<CUgraph_st> clone_graph(const CUgraph_st& graph) {
  auto clone = std::make_unique<CUgraph_st>();
  std::unordered_map<const CUgraphNode_st*, CUgraphNode_st*> twin;
  for (const auto& node : graph.nodes) {
    auto copy = std::make_unique<CUgraphNode_st>(*node);
    copy->graph = clone.get();
    copy->original = node.get();
    twin[node.get()] = copy.get();
    clone->nodes.push_back(std::move(copy));
  }
  for (const auto& node : clone->nodes) {
    for (CUgraphNode_st*& dependency : node->dependencies) dependency = twin[dependency];
  }
  return clone;
}

CUgraphNode_st* counterpart(CUgraph_st& graph, const CUgraphNode_st* original) {
  for (const auto& node : graph.nodes) {
    if (node->original == original) return node.get();
  }
  return nullptr;
}

std::vector<CUgraphNode_st*> run_order(CUgraph_st& graph) {
  std::vector<CUgraphNode_st*> order;
  std::unordered_map<const CUgraphNode_st*, std::size_t> waits_for;
  for (const auto& node : graph.nodes) {
    waits_for[node.get()] = node->dependencies.size();
    if (node->dependencies.empty()) order.push_back(node.get());
  }
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (const auto& node : graph.nodes) {
      const auto times = std::count(node->dependencies.begin(), node->dependencies.end(), order[i]);
      if (times == 0) continue;
      waits_for[node.get()] -= static_cast<std::size_t>(times);
      if (waits_for[node.get()] == 0) order.push_back(node.get());
    }
  }
  if (order.size() != graph.nodes.size()) order.clear();
  return order;
}

cudaError_t run_nodes(const std::vector<CUgraphNode_st*>& order, cudaStream_t stream) {
  for (const CUgraphNode_st* node : order) {
    if (!node->enabled || !node->action) continue;
    const cudaError_t error = node->action(stream);
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

Action copy_action(const cudaMemcpy3DParms& parameters, Site site) {
  return [parameters, site](cudaStream_t stream) {
    return cudaMemcpy3DAsync(&parameters, stream, site);
  };
}

Action copy_action(void* to, const void* from, std::size_t count, cudaMemcpyKind kind, Site site) {
  return [=](cudaStream_t stream) { return cudaMemcpyAsync(to, from, count, kind, stream, site); };
}

Action fill_action(const cudaMemsetParams& p, Site site) {
  const Place to = {static_cast<char*>(p.dst), p.pitch};
  const Box box = {p.width * p.elementSize, std::max<std::size_t>(p.height, 1)};
  return [p, to, box, site](cudaStream_t stream) {
    return fill_box(to, p.value, p.elementSize, box, {"cudaGraphAddMemsetNode", site, stream});
  };
}

Action host_action(const cudaHostNodeParams& parameters) {
  return [parameters](cudaStream_t) {
    parameters.fn(parameters.userData);
    return cudaSuccess;
  };
}

}  // namespace simt::api
