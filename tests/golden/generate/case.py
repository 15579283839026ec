# SPDX-License-Identifier: Apache-2.0
"""One golden case: what an upstream library computed, and the file that holds it."""

import importlib.metadata
import json
import pathlib
import struct
import zlib
from dataclasses import dataclass, field

import torch

# fp32 rounding of a result is a few 1e-7 of its tensor's scale; 5e-6 leaves room for another order of sums.
TOLERANCE = {"atol": 5e-6, "rtol": 1e-5, "floor": 1e-2}

DTYPES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64", torch.bool: "BOOL"}

PINNED = {"torch": "2.15.0", "transformers": "5.23.0"}


def check_versions():
    for name, version in PINNED.items():
        found = importlib.metadata.version(name)
        if found.split("+")[0] != version:
            raise SystemExit(f"the cases are made with {name} {version}, not {found}: see requirements.txt")


@dataclass
class Case:
    topic: str
    name: str
    op: str
    params: dict
    inputs: dict
    outputs: dict
    weights: dict = field(default_factory=dict)
    grad_outputs: dict = field(default_factory=dict)
    gradients: dict = field(default_factory=dict)
    tolerance: dict = field(default_factory=lambda: dict(TOLERANCE))

    def write(self, root):
        groups = {
            "in": self.inputs,
            "weight": self.weights,
            "out": self.outputs,
            "grad_out": self.grad_outputs,
            "grad": self.gradients,
        }
        tensors = {
            f"{group}.{name}": tensor.detach().contiguous().clone()
            for group, named in groups.items()
            for name, tensor in named.items()
        }
        metadata = {
            "op": self.op,
            "params": json.dumps(self.params),
            "source": "torch 2.15.0" + (", transformers 5.23.0" if self.op.startswith("transformers") else ""),
            "tolerance": json.dumps(self.tolerance),
        }
        path = pathlib.Path(root) / self.topic / f"{self.name}.safetensors"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(serialised(tensors, metadata))
        return path


def serialised(tensors, metadata):
    """The safetensors format, in a fixed order: the package's own writer shuffles the metadata from run to run."""
    header, blocks, offset = {"__metadata__": metadata}, [], 0
    for name, tensor in sorted(tensors.items(), key=lambda item: (-item[1].element_size(), item[0])):
        block = tensor.reshape(-1).view(torch.uint8).numpy().tobytes()
        header[name] = {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [offset, offset + len(block)]}
        blocks.append(block)
        offset += len(block)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # the data begin aligned
    return struct.pack("<Q", len(text)) + text + b"".join(blocks)


def seed_from(name):
    """Each group of cases draws from its own seed: one more at its end leaves all others as they are."""
    torch.manual_seed(zlib.crc32(name.encode()))


def differentiate(outputs, leaves):
    """Feeds random gradients into `outputs` (a lone `loss` gets 1); returns them and those of `leaves`."""
    if "loss" in outputs:
        fed, roots = {}, [outputs["loss"]]
        seeds = [torch.ones(())]
    else:
        fed = {name: torch.randn_like(tensor) for name, tensor in outputs.items()}
        roots, seeds = list(outputs.values()), list(fed.values())
    gradients = torch.autograd.grad(roots, list(leaves.values()), seeds, allow_unused=True)
    return fed, {name: g for name, g in zip(leaves, gradients) if g is not None}
