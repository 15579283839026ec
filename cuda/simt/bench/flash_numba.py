# SPDX-License-Identifier: Apache-2.0
"""The tiled attention of ../examples/attention.cuh for Numba's CUDA simulator (NUMBA_ENABLE_CUDASIM=1), timed."""
import json
import math
import sys
import time

import numpy as np
from numba import cuda, float32

D = 64
HALF = 32


@cuda.jit
def flash(q, k, v, o):
    k_tile = cuda.shared.array((64, 64), float32)
    v_tile = cuda.shared.array((64, 64), float32)
    p_tile = cuda.shared.array((64, 64), float32)
    maxima = cuda.shared.array((64, 2), float32)  # the simulator has no shuffles
    sums = cuda.shared.array((64, 2), float32)
    thread = cuda.threadIdx.x
    row, half = thread // 2, thread % 2
    first = half * HALF
    query = cuda.local.array(64, float32)
    output = cuda.local.array(32, float32)
    mine = cuda.blockIdx.x * 64 + row
    for d in range(D):
        query[d] = q[mine, d] * 0.125
    for d in range(HALF):
        output[d] = 0.0
    highest = -math.inf
    total = 0.0
    for tile in range(0, k.shape[0], 64):
        for at in range(thread, 64 * D, 128):
            k_tile[at // D, at % D] = k[tile + at // D, at % D]
            v_tile[at // D, at % D] = v[tile + at // D, at % D]
        cuda.syncthreads()
        tile_highest = -math.inf
        for j in range(first, first + HALF):
            s = 0.0
            for d in range(D):
                s += query[d] * k_tile[j, d]
            p_tile[row, j] = s
            tile_highest = max(tile_highest, s)
        maxima[row, half] = tile_highest
        cuda.syncthreads()
        now = max(highest, maxima[row, 0], maxima[row, 1])
        rescale = math.exp(highest - now)
        highest = now
        tile_sum = 0.0
        for j in range(first, first + HALF):
            p_tile[row, j] = math.exp(p_tile[row, j] - now)
            tile_sum += p_tile[row, j]
        sums[row, half] = tile_sum
        cuda.syncthreads()
        total = total * rescale + sums[row, 0] + sums[row, 1]
        for d in range(HALF):
            output[d] *= rescale
        for j in range(64):
            p = p_tile[row, j]
            for d in range(HALF):
                output[d] += p * v_tile[j, first + d]
        cuda.syncthreads()
    for d in range(HALF):
        o[mine, first + d] = output[d] / total


def main():
    n = int(sys.argv[1])
    rng = np.random.default_rng(1)
    q, k, v = (rng.standard_normal((n, D)).astype(np.float32) for _ in range(3))
    o = np.zeros((n, D), np.float32)
    start = time.process_time()
    flash[n // 64, 128](q, k, v, o)
    seconds = time.process_time() - start
    s = q.astype(np.float64) @ k.T.astype(np.float64) / 8
    p = np.exp(s - s.max(1, keepdims=True))
    error = np.abs(p @ v / p.sum(1, keepdims=True) - o).max()
    if error > 1e-4:
        sys.exit(f"wrong by {error}")
    print(json.dumps({"n": n, "kernel_s": seconds, "max_error": float(error)}))


if __name__ == "__main__":
    main()
