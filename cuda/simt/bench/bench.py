# SPDX-License-Identifier: Apache-2.0
"""The emulator beside a plain scalar loop and, where it is installed, Numba's CUDA simulator.

    ./warplight bench simt [--n N] [--rounds R]

One program (flash.cu) holds both the tiled attention kernel and the loop that does the same arithmetic; it is
compiled twice by simtcc, fast and with all checkers. Every figure is CPU time of one process, and each round runs
everything once, one after the other; the table shows medians over rounds. Numba's simulator runs the same kernel,
written in Python, at a small N, and the ratio is between equal N.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
SIMTCC = os.environ.get("WARPLIGHT_SIMTCC", os.path.join(ROOT, "build/release/cuda/simt/simtcc/simtcc"))
NUMBA_N = 256


def compile_program(folder, check):
    program = os.path.join(folder, f"flash-{check}")
    subprocess.run([SIMTCC, f"--check={check}", os.path.join(HERE, "flash.cu"), "-o", program], check=True)
    return program


def measure(program, *arguments):
    """The program's JSON; one worker, so that CPU time is that of the work alone."""
    environment = dict(os.environ, SIMT_WORKERS="1")
    result = subprocess.run([program, *map(str, arguments)], stdout=subprocess.PIPE, env=environment, check=True)
    return json.loads(result.stdout)


def numba_seconds():
    """CPU seconds of Numba's simulator for the kernel at NUMBA_N; None where it is not installed."""
    environment = dict(os.environ, NUMBA_ENABLE_CUDASIM="1")
    command = [sys.executable, os.path.join(HERE, "flash_numba.py"), str(NUMBA_N)]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    if result.returncode != 0:
        print(f"Numba's simulator is not measured: {result.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return json.loads(result.stdout)["kernel_s"]


def median(values, key):
    return statistics.median(value[key] for value in values)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--n", type=int, default=1024, help="rows of Q, K and V; a multiple of 64")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    fast, checked, small = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        programs = {check: compile_program(folder, check) for check in ("none", "all")}
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
            fast.append(measure(programs["none"], options.n))
            checked.append(measure(programs["all"], options.n, 200))
            small.append(measure(programs["none"], NUMBA_N))
    report(options, fast, checked, small, numba_seconds())


def report(options, fast, checked, small, numba):
    loop, kernel = median(fast, "loop_s"), median(fast, "kernel_s")
    print(f"tiled attention, Br = Bc = 64, D = 64, N = {options.n}, 128 threads, fp32; one worker, medians of "
          f"{options.rounds} rounds")
    print(f"{'':<34}{'CPU time':>12}{'over the loop':>16}{'target':>10}")
    rows = [("plain scalar loop", loop, None), ("emulator, fast", kernel, 1.5),
            ("emulator, all checkers", median(checked, "kernel_s"), 10.0)]
    for name, seconds, target in rows:
        print(f"{name:<34}{seconds * 1e3:>9.1f} ms{seconds / loop:>15.2f}x{f'{target}x' if target else '':>10}")
    print(f"{'a barrier, for each thread':<34}{median(fast, 'barrier_ns'):>9.1f} ns{'':>16}{'15 ns':>10}")
    print(f"{'a thread that does hardly anything':<34}{median(fast, 'thread_ns'):>9.1f} ns{'':>16}{'2 ns':>10}")
    if numba is not None:
        ratio = numba / median(small, "kernel_s")
        print(f"{f'Numba CUDA simulator, N = {NUMBA_N}':<34}{numba * 1e3:>9.0f} ms{ratio:>15.0f}x of the emulator's "
              f"(target: 1000x)")


if __name__ == "__main__":
    main()
