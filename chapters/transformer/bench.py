# SPDX-License-Identifier: Apache-2.0
"""Prefill and decode of SmolLM2 beside Hugging Face and llama.cpp, as ratios measured in one run.

    ./warplight bench transformer [--threads N] [--rounds R]

What is installed is measured: torch and transformers, xllamacpp (a build of llama.cpp), each with gguf, which
reads the weights for them. Every engine computes 512 prompt tokens, then decodes 64 at batch 1, in fp32. In
each round every engine runs once, one after the other in processes of their own, so that a slow minute of the
machine is everybody's; the figure is the median over rounds. Each process does the work twice and counts the
second time, when its memory is there.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

PROMPT, NEW = 512, 64
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
MODEL = os.environ.get("WARPLIGHT_MODEL", "")
CLI = os.environ.get("WARPLIGHT_CLI", os.path.join(ROOT, "build/release/driver/warplight-cli"))


def ours(threads, compute="f32"):
    """Our reference; also its peak memory, and how far a narrow format moves the logits."""
    command = [CLI, "speed", "--prompt-tokens", str(PROMPT), "--new-tokens", str(NEW), "--repeat", "2",
               "--threads", str(threads), "--compute", compute]
    result = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return (result["prefill_tokens_per_s"][-1], result["decode_tokens_per_s"][-1], result["peak_memory_bytes"],
            result.get("max_logit_error", 0))


def hugging_face(threads):
    """transformers on torch: fp32, sdpa."""
    sys.path.insert(0, os.path.join(ROOT, "tests/transformer"))
    import time

    import torch
    from record_common import Gguf
    torch.set_num_threads(threads)
    model = Gguf(MODEL).model()
    ids = torch.arange(PROMPT)[None] * 7919 % model.config.vocab_size
    with torch.no_grad():
        model(ids, use_cache=True, logits_to_keep=1)
        start = time.perf_counter()
        result = model(ids, use_cache=True, logits_to_keep=1)
        prefill = time.perf_counter() - start
        start = time.perf_counter()
        for _ in range(NEW):
            token = result.logits[:, -1:].argmax(-1)
            result = model(token, past_key_values=result.past_key_values, use_cache=True)
        return PROMPT / prefill, NEW / (time.perf_counter() - start), 0, 0


def write_f32_gguf(source, target):
    """The same model with all weights widened, for llama.cpp's F32."""
    import gguf
    import numpy as np
    reader = gguf.GGUFReader(source)
    writer = gguf.GGUFWriter(target, "llama")
    for field in reader.fields.values():
        if field.name.startswith("GGUF.") or field.name in ("general.architecture", "general.file_type"):
            continue
        array = field.types[0] == gguf.GGUFValueType.ARRAY
        writer.add_key_value(field.name, field.contents(), field.types[0],
                             sub_type=field.types[-1] if array else None)
    for tensor in reader.tensors:
        writer.add_tensor(tensor.name, gguf.dequantize(tensor.data, tensor.tensor_type).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def llama_cpp(threads, model):
    """llama.cpp through its server's own timings."""
    import xllamacpp
    params = xllamacpp.CommonParams()
    params.model.path = model
    params.n_ctx = 1024
    params.n_parallel = 1
    params.n_gpu_layers = 0
    params.verbosity = -1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(params)
    request = {"prompt": [i * 7919 % 49152 for i in range(PROMPT)], "max_tokens": NEW + 1, "n_predict": NEW + 1,
               "ignore_eos": True, "temperature": 0, "cache_prompt": False}
    server.handle_completions(request)
    result = server.handle_completions(request)
    timings = (json.loads(result) if isinstance(result, str) else result)["timings"]
    return timings["prompt_per_second"], timings["predicted_per_second"], 0, 0


def installed(*modules):
    probe = "import importlib.util, sys; sys.exit(any(importlib.util.find_spec(m) is None for m in sys.argv[1:]))"
    return subprocess.run([sys.executable, "-c", probe, *modules]).returncode == 0


def run_engine(engine, threads, f32_gguf):
    """One engine in a process of its own, so that no pool of threads of another one is left spinning."""
    command = [sys.executable, os.path.abspath(__file__), "--engine", engine, "--threads", str(threads),
               "--f32-gguf", f32_gguf]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        sys.exit(f"{engine} failed: {result.stderr.strip().splitlines()[-1]}")
    return json.loads(result.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("--f32-gguf", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    engines = {"warplight f32": lambda: ours(options.threads),
               "warplight bf16": lambda: ours(options.threads, "bf16"),
               "warplight file (Q4_1)": lambda: ours(options.threads, "file"),
               "Hugging Face f32": lambda: hugging_face(options.threads),
               "llama.cpp F32": lambda: llama_cpp(options.threads, options.f32_gguf),
               "llama.cpp file (Q4_1)": lambda: llama_cpp(options.threads, MODEL)}
    if options.engine:
        print("\n" + json.dumps(engines[options.engine]()))
        return
    needs = {"Hugging": ("torch", "transformers", "gguf"), "llama.cpp": ("xllamacpp", "gguf")}
    for engine, modules in ((e, needs.get(e.split()[0], ())) for e in list(engines)):
        if modules and not installed(*modules):
            print(f"not installed, so not measured: {engine} ({', '.join(modules)})", file=sys.stderr)
            del engines[engine]
    with tempfile.TemporaryDirectory() as folder:
        f32_gguf = os.path.join(folder, "f32.gguf")
        if "llama.cpp F32" in engines:
            write_f32_gguf(MODEL, f32_gguf)
        runs = {engine: [] for engine in engines}
        for number in range(options.rounds):
            for engine in engines:
                print(f"round {number + 1} of {options.rounds}: {engine}", file=sys.stderr)
                runs[engine].append(run_engine(engine, options.threads, f32_gguf))
    report(runs, options.threads)


def report(runs, threads):
    medians = {engine: [statistics.median(column) for column in zip(*values)] for engine, values in runs.items()}
    base = medians["warplight f32"]
    print(f"SmolLM2-135M, batch 1, {threads} threads, medians of {len(runs['warplight f32'])} rounds; "
          "ratio: warplight f32 over it")
    print(f"{'engine':<24}{'prefill ' + str(PROMPT):>14}{'ratio':>8}{'decode @' + str(PROMPT):>14}{'ratio':>8}")
    for engine, (prefill, decode, _, _) in medians.items():
        print(f"{engine:<24}{prefill:>10.0f} t/s{base[0] / prefill:>8.2f}{decode:>10.1f} t/s{base[1] / decode:>8.2f}")
    for engine, (_, _, _, error) in medians.items():
        if error:
            print(f"{engine}: its logits differ from f32's by up to {error:.2g} (16 decoded positions, whole vocabulary)")
    weights = 134515008 * 4
    print(f"peak memory of warplight f32: {base[2] / 1e6:.0f} MB, {base[2] / weights:.2f} x the fp32 weights")


if __name__ == "__main__":
    main()
