// SPDX-License-Identifier: Apache-2.0
// Graphs: captured from streams that fork and join, built by hand, changed, launched again.
#include "check.hpp"

__global__ void add(int* values, int by) { values[threadIdx.x] += by; }

static void CUDART_CB count(void* data) { ++*static_cast<int*>(data); }

static int* device_values() {
  int* values = nullptr;
  OK(cudaMalloc(&values, 32 * sizeof(int)));
  OK(cudaMemset(values, 0, 32 * sizeof(int)));
  return values;
}

static int first_of(const int* values) {
  int host = 0;
  OK(cudaMemcpy(&host, values, sizeof(host), cudaMemcpyDeviceToHost));
  return host;
}

static void captured() {
  int* a = device_values();
  int* b = device_values();
  cudaStream_t main_stream = nullptr;
  cudaStream_t side = nullptr;
  cudaEvent_t fork = nullptr;
  cudaEvent_t join = nullptr;
  OK(cudaStreamCreate(&main_stream));
  OK(cudaStreamCreate(&side));
  OK(cudaEventCreate(&fork));
  OK(cudaEventCreate(&join));
  int calls = 0;
  OK(cudaStreamBeginCapture(main_stream, cudaStreamCaptureModeGlobal));
  OK(cudaEventRecord(fork, main_stream));
  OK(cudaStreamWaitEvent(side, fork, 0));
  add<<<1, 32, 0, main_stream>>>(a, 2);
  add<<<1, 32, 0, side>>>(b, 3);
  OK(cudaEventRecord(join, side));
  OK(cudaStreamWaitEvent(main_stream, join, 0));
  OK(cudaMemcpyAsync(b + 16, a, 16 * sizeof(int), cudaMemcpyDeviceToDevice, main_stream));
  OK(cudaLaunchHostFunc(main_stream, count, &calls));
  cudaStreamCaptureStatus status;
  OK(cudaStreamIsCapturing(side, &status));
  EXPECT(status == cudaStreamCaptureStatusActive);
  cudaGraph_t graph = nullptr;
  OK(cudaStreamEndCapture(main_stream, &graph));
  OK(cudaStreamIsCapturing(side, &status));
  EXPECT(status == cudaStreamCaptureStatusNone);
  EXPECT(first_of(a) == 0 && calls == 0);
  size_t nodes = 0;
  OK(cudaGraphGetNodes(graph, nullptr, &nodes));
  EXPECT(nodes == 4);
  cudaGraphExec_t exec = nullptr;
  OK(cudaGraphInstantiate(&exec, graph, 0));
  OK(cudaGraphDestroy(graph));
  for (int i = 0; i < 5; ++i) OK(cudaGraphLaunch(exec, main_stream));
  OK(cudaStreamSynchronize(main_stream));
  EXPECT(first_of(a) == 10 && first_of(b) == 15 && first_of(b + 16) == 10 && calls == 5);
  OK(cudaGraphExecDestroy(exec));
  OK(cudaEventDestroy(fork));
  OK(cudaEventDestroy(join));
  OK(cudaStreamDestroy(main_stream));
  OK(cudaStreamDestroy(side));
  OK(cudaFree(a));
  OK(cudaFree(b));
}

static void by_hand() {
  int* values = device_values();
  cudaGraph_t graph = nullptr;
  OK(cudaGraphCreate(&graph, 0));
  cudaMemsetParams fill = {};
  fill.dst = values;
  fill.value = 7;
  fill.elementSize = sizeof(int);
  fill.width = 32;
  fill.height = 1;
  cudaGraphNode_t filled = nullptr;
  OK(cudaGraphAddMemsetNode(&filled, graph, nullptr, 0, &fill));
  int by = 1;
  void* arguments[] = {&values, &by};
  cudaKernelNodeParams kernel = {};
  kernel.func = (void*)add;
  kernel.gridDim = dim3(1);
  kernel.blockDim = dim3(32);
  kernel.kernelParams = arguments;
  cudaGraphNode_t added = nullptr;
  OK(cudaGraphAddKernelNode(&added, graph, &filled, 1, &kernel));
  int host[32] = {};
  cudaGraphNode_t copied = nullptr;
  OK(cudaGraphAddMemcpyNode1D(&copied, graph, &added, 1, host, values, sizeof(host),
                              cudaMemcpyDeviceToHost));
  cudaGraphNodeType type;
  OK(cudaGraphNodeGetType(added, &type));
  EXPECT(type == cudaGraphNodeTypeKernel);
  cudaGraphExec_t exec = nullptr;
  OK(cudaGraphInstantiate(&exec, graph, 0));
  OK(cudaGraphLaunch(exec, nullptr));
  OK(cudaDeviceSynchronize());
  EXPECT(host[31] == 8);
  by = 100;
  OK(cudaGraphExecKernelNodeSetParams(exec, added, &kernel));
  by = 0;
  OK(cudaGraphLaunch(exec, nullptr));
  OK(cudaDeviceSynchronize());
  EXPECT(host[0] == 107);

  cudaGraph_t clone = nullptr;
  OK(cudaGraphClone(&clone, graph));
  cudaGraphNode_t twin = nullptr;
  OK(cudaGraphNodeFindInClone(&twin, added, clone));
  by = 5;
  OK(cudaGraphKernelNodeSetParams(twin, &kernel));
  cudaGraphExecUpdateResultInfo info;
  OK(cudaGraphExecUpdate(exec, clone, &info));
  EXPECT(info.result == cudaGraphExecUpdateSuccess);
  OK(cudaGraphLaunch(exec, nullptr));
  OK(cudaDeviceSynchronize());
  EXPECT(host[0] == 12);
  OK(cudaGraphExecDestroy(exec));
  OK(cudaGraphDestroy(clone));
  OK(cudaGraphDestroy(graph));
  OK(cudaFree(values));
}

/// Memory that a recording allocates: one array that it frees itself, one that the program frees after each launch.
static void memory() {
  cudaStream_t stream = nullptr;
  OK(cudaStreamCreate(&stream));
  int* inside = nullptr;
  int* outside = nullptr;
  OK(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
  OK(cudaMallocAsync(&inside, 32 * sizeof(int), stream));
  OK(cudaMallocAsync(&outside, 32 * sizeof(int), stream));
  OK(cudaMemsetAsync(inside, 0, 32 * sizeof(int), stream));
  add<<<1, 32, 0, stream>>>(inside, 6);
  OK(cudaMemcpyAsync(outside, inside, 32 * sizeof(int), cudaMemcpyDeviceToDevice, stream));
  OK(cudaFreeAsync(inside, stream));
  cudaGraph_t graph = nullptr;
  OK(cudaStreamEndCapture(stream, &graph));
  cudaGraphExec_t exec = nullptr;
  OK(cudaGraphInstantiate(&exec, graph, 0));
  OK(cudaGraphDestroy(graph));
  for (int i = 0; i < 2; ++i) {
    OK(cudaGraphLaunch(exec, stream));
    OK(cudaStreamSynchronize(stream));
    EXPECT(first_of(outside) == 6);
    OK(cudaFreeAsync(outside, stream));
  }
  OK(cudaGraphExecDestroy(exec));
  OK(cudaStreamDestroy(stream));
}

int main() {
  captured();
  memory();
  by_hand();
  return 0;
}
