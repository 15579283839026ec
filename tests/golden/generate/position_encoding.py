# SPDX-License-Identifier: Apache-2.0
"""transformers.models.llama.modeling_llama.apply_rotary_pos_emb, with cos and sin of LlamaRotaryEmbedding."""

import copy

import torch
from case import Case, TOLERANCE, differentiate, seed_from
from transformers import LlamaConfig
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding, apply_rotary_pos_emb

OP = "transformers.models.llama.modeling_llama.apply_rotary_pos_emb"


def make(name, q, k, position_ids, rope_parameters, max_position_embeddings, gradients=(), tolerance=None):
    head_dim = q.shape[-1]
    config = LlamaConfig(hidden_size=head_dim * 4, num_attention_heads=4, head_dim=head_dim,
                         max_position_embeddings=max_position_embeddings,
                         rope_parameters=copy.deepcopy(rope_parameters))
    inputs = {"q": q, "k": k, "position_ids": position_ids}
    leaves = {n: inputs[n].requires_grad_() for n in gradients}
    cos, sin = LlamaRotaryEmbedding(config)(q, position_ids)
    outputs = dict(zip(("q_embed", "k_embed"), apply_rotary_pos_emb(q, k, cos, sin)))
    grad_outputs, grads = differentiate(outputs, leaves) if gradients else ({}, {})
    params = {"head_dim": head_dim, "rope_parameters": config.rope_parameters,
              "max_position_embeddings": max_position_embeddings}
    return Case("position_encoding", name, OP, params, inputs, outputs, grad_outputs=grad_outputs, gradients=grads,
                tolerance=dict(tolerance or TOLERANCE))


def heads(batch, query_heads, key_heads, length, width):
    return torch.randn(batch, query_heads, length, width), torch.randn(batch, key_heads, length, width)


def positions(batch, length, start=0):
    return torch.arange(start, start + length).expand(batch, length).contiguous()


LLAMA3 = {"rope_type": "llama3", "rope_theta": 500000.0, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
          "original_max_position_embeddings": 8192}
YARN = {"rope_type": "yarn", "rope_theta": 10000.0, "factor": 4.0, "original_max_position_embeddings": 32}


def cases():
    seed_from("apply_rotary_pos_emb")
    default = {"rope_type": "default", "rope_theta": 10000.0}
    dynamic = {"rope_type": "dynamic", "rope_theta": 10000.0, "factor": 2.0}
    yield make("default", *heads(2, 4, 2, 5, 8), positions(2, 5), default, 64)
    yield make("default_far", *heads(1, 2, 1, 4, 64), torch.tensor([[0, 2047, 30000, 131071]]), default, 131072)
    yield make("default_per_row", *heads(2, 1, 1, 4, 6), torch.tensor([[0, 0, 1, 2], [7, 3, 3, 9]]), default, 64)
    yield make("linear", *heads(1, 2, 2, 6, 16), positions(1, 6, 60), {"rope_type": "linear", "rope_theta": 10000.0, "factor": 3.5}, 64)
    yield make("dynamic_short", *heads(1, 2, 1, 6, 16), positions(1, 6), dynamic, 64)
    yield make("dynamic_long", *heads(2, 2, 1, 6, 16), torch.stack([torch.arange(6), torch.arange(180, 186)]), dynamic, 64)
    yield make("yarn", *heads(1, 2, 1, 7, 32), positions(1, 7, 90), YARN, 128)
    yield make("yarn_options", *heads(1, 2, 1, 7, 24), positions(1, 7, 20),
               YARN | {"beta_fast": 16.0, "beta_slow": 2.0, "truncate": False, "attention_factor": 0.9}, 128)
    yield make("yarn_mscale", *heads(1, 1, 1, 5, 16), positions(1, 5, 200),
               YARN | {"mscale": 0.7, "mscale_all_dim": 1.3, "factor": 16.0}, 512)
    yield make("llama3", *heads(1, 2, 1, 5, 64), torch.tensor([[0, 1, 100, 9000, 100000]]), LLAMA3, 131072)
    yield make("gradient", *heads(1, 2, 1, 4, 8), positions(1, 4, 3), default, 64, ("q", "k"))


def random_parameters(rng, limit):
    """rope_parameters of a random kind for a trained length of `limit`."""
    kind = rng.choice(["default", "linear", "dynamic", "yarn", "llama3"])
    p = {"rope_type": kind, "rope_theta": rng.choice([1000.0, 10000.0, 500000.0, 1000000.0])}
    if kind != "default":
        p["factor"] = rng.choice([1.0, 2.0, 3.3, 8.0, 32.0])
    if kind == "llama3":
        p |= {"low_freq_factor": rng.choice([1.0, 0.5]), "high_freq_factor": rng.choice([4.0, 8.0])}
    if kind in ("yarn", "llama3") and rng.random() < 0.7:
        p["original_max_position_embeddings"] = rng.choice([limit // 4, limit // 2, limit])
    if kind == "yarn":
        for key, values in {"beta_fast": [32.0, 8.0], "beta_slow": [1.0, 0.5], "attention_factor": [0.8, 1.2],
                            "mscale": [1.0, 0.7], "mscale_all_dim": [1.0, 0.4], "truncate": [True, False]}.items():
            if rng.random() < 0.4:
                p[key] = rng.choice(values)
    return p


def random_case(rng, name):
    limit = rng.choice([64, 512, 2048, 8192, 131072])
    batch, length, width = rng.randint(1, 3), rng.randint(1, 9), rng.choice([4, 6, 8, 16, 30, 64, 96, 128])
    far = rng.choice([limit // 2, limit, min(2 * limit, 131072)])
    ids = positions(batch, length, rng.randrange(max(far - length, 1))) if rng.random() < 0.5 else torch.randint(0, far, (batch, length))
    return make(name, *heads(batch, rng.randint(1, 4), rng.randint(1, 3), length, width), ids, random_parameters(rng, limit), limit)
