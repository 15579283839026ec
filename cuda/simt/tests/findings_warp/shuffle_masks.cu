// SPDX-License-Identifier: Apache-2.0
/// @file
/// @brief Warp operations whose mask is wrong, each beside a form that is right.
#include <cuda_runtime.h>

namespace {

constexpr unsigned kAll = 0xFFFFFFFFU;

/// Lane 0 calls, and names only the others.
__global__ void caller_left_out(int* out) {
  const int lane = static_cast<int>(threadIdx.x);
  int value = lane;
  if (lane < 4) {
    value = __shfl_xor_sync(0xEU, value, 0);  // expect: synccheck/warp_mask
  }
  out[lane] = value;
}

/// The mask of a branch is asked for before it.
__global__ void branch_with_its_mask(int* out, int count) {
  const int lane = static_cast<int>(threadIdx.x);
  int value = lane;
  const unsigned mask = __ballot_sync(kAll, lane < count);
  if (lane < count) {
    value += __shfl_sync(mask, value, lane == 0 ? count - 1 : lane - 1);
  }
  __syncthreads();
  out[lane] = value;
}

/// The last lanes have left; the first of them is read.
__global__ void from_an_exited_lane(int* out, int count) {
  const int lane = static_cast<int>(threadIdx.x);
  if (lane >= count) return;
  out[lane] = __shfl_down_sync(kAll, lane, 1);  // expect: synccheck/warp_mask
}

/// The same, where nobody reads a lane that has left.
__global__ void from_living_lanes(int* out, int count) {
  const int lane = static_cast<int>(threadIdx.x);
  if (lane >= count) return;
  out[lane] = __shfl_sync(kAll, lane, lane == count - 1 ? lane : lane + 1);
}

/// Each names its own.
__global__ void vote_of_two_halves(int* out) {
  const int lane = static_cast<int>(threadIdx.x);
  int votes = 0;
  if (lane < 16) {
    votes = __all_sync(0x0000FFFFU, lane < 16);
  } else {
    votes = __all_sync(0xFFFF0000U, lane >= 16);
  }
  out[lane] = votes;
}

}  // namespace

int main(int argc, char**) {
  int* out = nullptr;
  cudaMalloc(&out, 32 * sizeof(int));
  const int count = argc + 20;
  branch_with_its_mask<<<1, 32>>>(out, count);
  from_living_lanes<<<1, 32>>>(out, count);
  vote_of_two_halves<<<1, 32>>>(out);
  caller_left_out<<<1, 32>>>(out);
  from_an_exited_lane<<<1, 32>>>(out, count);
  cudaDeviceSynchronize();
  cudaFree(out);
  return 0;
}
