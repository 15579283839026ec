// SPDX-License-Identifier: Apache-2.0
int main() {
  float* kept;
  float* lost;
  cudaMalloc(&kept, 100);
  cudaMalloc(&lost, 200);  // expect: leakcheck/leak
  cudaFree(kept);
  float* pinned;
  cudaMallocHost(&pinned, 300);
  cudaFreeHost(pinned);
}
