# SPDX-License-Identifier: Apache-2.0
"""torch.nn.functional.scaled_dot_product_attention."""

import torch
from case import seed_from
from functions import function_case


def make(name, inputs, gradients=(), **params):
    return function_case("attention", name, "scaled_dot_product_attention", inputs, params, gradients)


def qkv(query_shape, key_shape=None, value_width=None):
    key_shape = key_shape or query_shape
    value_shape = list(key_shape[:-1]) + [value_width or key_shape[-1]]
    return {"query": torch.randn(query_shape), "key": torch.randn(key_shape), "value": torch.randn(value_shape)}


def padding_mask(shape, keep=0.7):
    return torch.rand(shape) < keep


def cases():
    seed_from("scaled_dot_product_attention")
    square = (2, 3, 7, 8)
    yield make("plain", qkv(square))
    yield make("causal", qkv(square), is_causal=True)
    yield make("causal_more_queries", qkv((1, 2, 9, 8), (1, 2, 4, 8)), is_causal=True)
    yield make("causal_more_keys", qkv((1, 2, 4, 8), (1, 2, 9, 8)), is_causal=True, scale=None)
    yield make("gqa_causal", qkv((2, 6, 5, 4), (2, 2, 5, 4)), is_causal=True, enable_gqa=True)
    yield make("scale_and_value_width", qkv((1, 2, 5, 6), (1, 2, 8, 6), 10), scale=0.75)
    yield make("mask_two_axes", qkv(square) | {"attn_mask": padding_mask((7, 7)).logical_or(torch.eye(7) > 0)})
    hidden_rows = padding_mask((2, 1, 7, 7))
    hidden_rows[0, 0, :3] = False
    yield make("mask_hides_rows", qkv(square) | {"attn_mask": hidden_rows})
    yield make("mask_per_key", qkv(square) | {"attn_mask": torch.tensor([1, 1, 0, 1, 0, 1, 1]).bool().expand(2, 3, 1, 7).clone()})
    added = torch.randn(2, 3, 7, 7)
    added[0, 1, 2:4] = float("-inf")
    added[1, :, :, 5:] = float("-inf")
    yield make("mask_added", qkv(square) | {"attn_mask": added}, is_causal=False, scale=0.5, enable_gqa=False)
    yield make("mask_added_gqa", qkv((2, 4, 5, 8), (2, 1, 6, 8)) | {"attn_mask": torch.randn(5, 6)}, enable_gqa=True)
    yield make("three_axes", qkv((3, 5, 8), (3, 6, 8)))
    yield make("three_axes_mask", qkv((3, 5, 8), (3, 6, 8)) | {"attn_mask": padding_mask((3, 5, 6), 0.8)})
    yield make("one_key", qkv((1, 1, 3, 1), (1, 1, 1, 1)))
    yield make("no_keys", qkv((1, 2, 3, 4), (1, 2, 0, 4)))
    yield make("large_scores", {k: v * 30 for k, v in qkv((1, 2, 33, 16)).items()}, is_causal=True)
    every = ("query", "key", "value")
    yield make("gradient_causal", qkv((1, 2, 6, 4)), every, is_causal=True)
    yield make("gradient_gqa_mask", qkv((2, 4, 5, 4), (2, 2, 5, 4)) | {"attn_mask": hidden_rows[:, :, 1:6, 1:6].clone()},
               every, enable_gqa=True)
    yield make("two_axes", qkv((5, 8), (7, 8)), is_causal=True)
    yield make("five_axes", qkv((2, 2, 3, 5, 8), (2, 2, 3, 6, 8)) | {"attn_mask": torch.randn(5, 6)})
    yield make("batch_repeated", qkv((3, 2, 4, 8), (1, 2, 5, 8)))


def random_mask(rng, batch, heads, queries, keys):
    axes = rng.choice([[queries, keys], [1, keys], [batch, 1, queries, keys], [batch, heads, 1, keys],
                       [batch, heads, queries, keys], [1, 1, queries, keys], [batch, 1, 1, keys], [heads, queries, keys]])
    hidden = torch.rand(axes) < rng.choice([0.1, 0.5, 0.9])
    if rng.random() < 0.5:
        return ~hidden
    mask = torch.randn(axes) * 2
    return mask.masked_fill(hidden, float("-inf")) if rng.random() < 0.6 else mask


def random_case(rng, name):
    batch, groups, kv_heads = rng.randint(1, 3), rng.choice([1, 1, 2, 3, 4]), rng.randint(1, 3)
    queries, keys = rng.choice([1, 2, 5, 17, 40, 129]), rng.choice([1, 3, 8, 33, 70, 200])
    width = rng.choice([1, 3, 8, 16, 40, 64, 96])
    heads = groups * kv_heads
    inputs = qkv((batch, heads, queries, width), (batch, kv_heads, keys, width), rng.choice([None, None, 5, 24]))
    if rng.random() < 0.2:
        inputs = {k: v * 2 for k, v in inputs.items()}  # more would make fp32 rounding of scores visible
    params = {}
    if groups > 1:
        params["enable_gqa"] = True
    elif rng.random() < 0.3:
        params["enable_gqa"] = rng.random() < 0.5
    if rng.random() < 0.5:
        params["scale"] = rng.choice([None, 0.1, 0.4])
    kind = rng.random()
    if kind < 0.45:
        inputs["attn_mask"] = random_mask(rng, batch, heads, queries, keys)
    elif kind < 0.8:
        params["is_causal"] = rng.random() < 0.8
    if batch == 1 and rng.random() < 0.4:
        inputs = {k: v[0] if v.ndim == 4 else v for k, v in inputs.items()}
    return make(name, inputs, **params)
