// SPDX-License-Identifier: Apache-2.0
struct Node {
  int value;
  Node* next;
};

__global__ void walk(Node* first, int* out, int steps) {
  Node* node = first;
  for (int i = 0; i < steps; ++i) {
    *out += node->value;  // expect: memcheck/global_invalid_pointer
    node = node->next;
  }
}

int main() {
  Node* nodes;
  int* out;
  cudaMalloc(&nodes, 2 * sizeof(Node));
  cudaMalloc(&out, sizeof(int));
  cudaMemset(out, 0, sizeof(int));
  const Node host[2] = {{1, nodes + 1}, {2, reinterpret_cast<Node*>(0x1234567890000)}};
  cudaMemcpy(nodes, host, sizeof(host), cudaMemcpyHostToDevice);
  walk<<<1, 1>>>(nodes, out, 2);
  if (cudaDeviceSynchronize() != cudaSuccess) return 2;
  walk<<<1, 1>>>(nodes, out, 3);
  return cudaDeviceSynchronize() == cudaErrorIllegalAddress ? 0 : 2;
}
