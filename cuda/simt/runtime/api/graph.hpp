// SPDX-License-Identifier: Apache-2.0
#pragma once
/// @file
/// @ingroup simt
/// @brief Graphs as the runtime keeps them: nodes that are closures, and what each waits for.

#include <memory>
#include <vector>

#include "runtime/api/capture.hpp"
#include "simt/api/graph_types.h"

/// What a cudaGraphNode_t points to.
struct CUgraphNode_st {
  CUgraph_st* graph = nullptr;
  cudaGraphNodeType type = cudaGraphNodeTypeEmpty;
  simt::api::Action action;  // none for an empty node
  std::vector<CUgraphNode_st*> dependencies = {};
  cudaKernelNodeParams kernel = {};  // as it was given, for cudaGraphKernelNodeGetParams
  CUgraph_st* child = nullptr;       // of a graph node
  bool enabled = true;
  const CUgraphNode_st* original = nullptr;  // of a clone
};

/// What a cudaGraph_t points to.
struct CUgraph_st {
  std::vector<std::unique_ptr<CUgraphNode_st>> nodes;  // in the order they were added
};

/// What a cudaGraphExec_t points to: a clone of its own, and the order in which its nodes run.
struct CUgraphExec_st {
  std::unique_ptr<CUgraph_st> graph;
  std::vector<CUgraphNode_st*> order;
};

namespace simt::api {

/// Adds a node. Dependencies must be nodes of the same graph.
CUgraphNode_st& add_node(CUgraph_st& graph,
                         cudaGraphNodeType type,
                         Action action,
                         std::vector<CUgraphNode_st*> dependencies);

/// What every call that adds a node gets.
struct NewNode {
  cudaGraphNode_t* node;
  cudaGraph_t graph;
  const cudaGraphNode_t* dependencies;
  std::size_t count;
};

/// Adds it, or says what is wrong with it.
cudaError_t add(
    const NewNode& wanted, cudaGraphNodeType type, Action action, const char* call, Site site);

/// Memory that a graph's node allocates now; the node's action gives it back its life when a launch finds it freed.
cudaError_t allocate_for_graph(CUgraph_st& graph,
                               std::size_t size,
                               const char* call,
                               Site site,
                               void** address,
                               Action& action);

/// The action of a node of `graph` that frees `address`; none if a node of the same graph allocates it.
Action free_in_graph(CUgraph_st& graph, void* address, Site site);

std::unique_ptr<CUgraph_st> clone_graph(const CUgraph_st& graph);

/// The node of `graph` (a clone, or a clone's clone) that stands for `original`; null if there is none.
CUgraphNode_st* counterpart(CUgraph_st& graph, const CUgraphNode_st* original);

/// The nodes in an order that respects their dependencies; empty if they form a circle (and there are nodes).
std::vector<CUgraphNode_st*> run_order(CUgraph_st& graph);

/// Runs a graph's nodes in `stream`; the first error ends it.
cudaError_t run_nodes(const std::vector<CUgraphNode_st*>& order, cudaStream_t stream);

/// The launch that `parameters` describe, as an action; an error if it is not possible.
cudaError_t kernel_action(const cudaKernelNodeParams* parameters, Site site, Action& action);

/// Actions of the other explicit nodes.
Action copy_action(const cudaMemcpy3DParms& parameters, Site site);
Action copy_action(void* to, const void* from, std::size_t count, cudaMemcpyKind kind, Site site);
Action fill_action(const cudaMemsetParams& parameters, Site site);
Action host_action(const cudaHostNodeParams& parameters);

}  // namespace simt::api
