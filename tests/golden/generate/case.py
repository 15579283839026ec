# SPDX-License-Identifier: Apache-2.0
"""One golden case: what an upstream library computed, and the file that holds it."""

import importlib.metadata
import json
import pathlib
import zlib
from dataclasses import dataclass, field

import torch
from safetensors.torch import save_file

# fp32 rounding of a result is a few 1e-7 of its tensor's scale; 5e-6 leaves room for another order of sums.
TOLERANCE = {"atol": 5e-6, "rtol": 1e-5, "floor": 1e-2}

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
        save_file(tensors, path, metadata)
        return path


def seed_from(name):
    """Each case draws from its own seed, so that adding one leaves the others as they are."""
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
