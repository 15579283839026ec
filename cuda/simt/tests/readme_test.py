#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""readme_test.py SIMTCC [--write]: what README.md and README.zh.md show of examples/sum.cu is what happens.

Between the markers `finding` stands what a checked run says, between `gdb` a session of a debugger inside the kernel
(left alone where gdb is not installed). --write brings the pages up to date.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent.parent
COMMANDS = ["break sum.cu:12 if threadIdx.x == 5 && half == 64", "run", "print threadIdx", "print s[5]@4",
            "print s[69]"]


def finding(simtcc):
    run = subprocess.run([simtcc, "run", "--check=all", "sum.cu"], cwd=HERE / "examples", text=True, capture_output=True)
    if run.returncode != 86:
        sys.exit(f"examples/sum.cu ended with status {run.returncode}, not 86: {run.stderr}")
    return ["$ ./warplight simtcc run --check=all sum.cu", *run.stdout.splitlines(), *run.stderr.splitlines()]


def gdb(simtcc):
    if shutil.which("gdb") is None:
        return None
    lines = ["$ ./warplight simtcc -G sum.cu -o sum && gdb -q sum"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([simtcc, "-G", "sum.cu", "-o", f"{folder}/sum"], cwd=HERE / "examples", check=True)
        for i in range(len(COMMANDS)):
            lines.append("(gdb) " + COMMANDS[i])
            lines += new_output(folder, i)
    return lines


def new_output(folder, last):
    """What the command says beyond what its predecessors say."""
    texts = []
    for count in (last, last + 1):
        options = [f"-ex={command}" for command in COMMANDS[:count]]
        run = subprocess.run(["gdb", "-q", "-nx", "-batch", *options, f"{folder}/sum"], text=True, capture_output=True)
        texts.append([line for line in run.stdout.splitlines() if shown(line)])
    return texts[1][len(texts[0]):]


def shown(line):
    """Not what depends on the machine: addresses, paths, threads that come and go."""
    return line and not re.match(r"\[|Using host|Breakpoint 1 at|warning|\d+\t?$", line)


def simplified(lines):
    return [re.sub(r"at /\S*/", "at ", line) for line in lines]


def replaced(page, marker, lines):
    block = "\n".join(["```text", *simplified(lines), "```"])
    return re.sub(rf"(<!-- begin {marker} -->\n).*?(<!-- end {marker} -->)", lambda m: f"{m[1]}{block}\n{m[2]}", page,
                  flags=re.DOTALL)


def main():
    simtcc, write = sys.argv[1], "--write" in sys.argv
    source = (HERE / "examples" / "sum.cu").read_text(encoding="utf-8")
    kernel = re.search(r"__global__.*?\n}\n", source, re.DOTALL)[0]
    blocks = {"finding": finding(simtcc), "gdb": gdb(simtcc)}
    stale = []
    for name in ("README.md", "README.zh.md"):
        path = HERE / name
        page = path.read_text(encoding="utf-8")
        new = page
        for marker, lines in blocks.items():
            if lines is not None:
                new = replaced(new, marker, lines)
        if name == "README.md" and kernel not in page:
            sys.exit("README.md does not show the kernel of examples/sum.cu as it is")
        if write:
            path.write_text(new, encoding="utf-8")
        elif new != page:
            stale.append(name)
    if stale:
        sys.exit(f"not current: {', '.join(stale)}; run {pathlib.Path(__file__).name} {simtcc} --write")


if __name__ == "__main__":
    main()
