# SPDX-License-Identifier: Apache-2.0
"""transformers.LlamaForCausalLM and transformers.LlamaForSequenceClassification, small and random."""

import random

import torch
from case import Case, differentiate, seed_from
from position_encoding import LLAMA3, YARN, random_parameters
from transformers import LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification

SMALL = {"vocab_size": 40, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4,
         "num_key_value_heads": 2, "max_position_embeddings": 64, "rms_norm_eps": 1e-5, "pad_token_id": 0}


def draw_weights(model, dtypes):
    """Weights large enough that every part of the model matters, rounded to what the file will store."""
    stored = {}
    for name, parameter in model.named_parameters():
        drawn = torch.randn(parameter.shape) * 0.25
        if name.endswith("norm.weight"):
            drawn += 1
        stored[name] = drawn.to(random.choice(dtypes))
        parameter.data = stored[name].float()
    return stored


def make(name, model_class, changes, inputs, dtypes=(torch.float32,), gradients=False):
    config = LlamaConfig(**(SMALL | changes))
    torch_model = model_class(config).eval()
    params = {"config": config.to_dict()}
    random.seed(name)  # which dtype each weight is stored in
    weights = draw_weights(torch_model, dtypes)
    leaves = {f"weight.{n}": p for n, p in torch_model.named_parameters()} if gradients else {}
    if gradients and "inputs_embeds" in inputs:
        leaves["inputs_embeds"] = inputs["inputs_embeds"].requires_grad_()
    result = torch_model(**inputs)
    outputs = {"logits": result.logits}
    if "labels" in inputs:
        outputs["loss"] = result.loss
    grad_outputs, grads = differentiate(outputs, leaves) if gradients else ({}, {})
    op = f"transformers.{model_class.__name__}"
    case = Case("transformer", name, op, params, inputs, outputs, weights, grad_outputs, grads)
    # Logits are sums of terms of about 1: where a lone one comes out small, its rounding does not.
    case.tolerance["floor"] = 1.0
    return case


def ids(batch, length, vocabulary=SMALL["vocab_size"]):
    return torch.randint(1, vocabulary, (batch, length))


def left_padding(*lengths):
    total = max(lengths)
    return torch.tensor([[0] * (total - n) + [1] * n for n in lengths])


def right_padding(*lengths):
    return left_padding(*lengths).flip(1)


def some_ignored(labels):
    labels = labels.clone()
    labels[:, :2] = -100
    labels[0, -1] = -100
    return labels


def causal_cases():
    def named(name, inputs, dtypes=(torch.float32,), gradients=False, **changes):
        return make(name, LlamaForCausalLM, changes, inputs, dtypes, gradients)

    seed_from("LlamaForCausalLM")
    x = ids(2, 7)
    yield named("llama", {"input_ids": x})
    yield named("llama_labels", {"input_ids": x, "labels": some_ignored(x)})
    yield named("llama_left_padding", {"input_ids": x, "attention_mask": left_padding(4, 7)})
    yield named("llama_right_padding_labels", {"input_ids": x, "attention_mask": right_padding(7, 3),
                                               "labels": x.masked_fill(right_padding(7, 3) == 0, -100)})
    yield named("llama_all_visible", {"input_ids": x, "attention_mask": torch.ones_like(x)})
    yield named("llama_position_ids", {"input_ids": x, "position_ids": torch.arange(7).expand(2, 7) + torch.tensor([[3], [20]])})
    yield named("llama_inputs_embeds", {"inputs_embeds": torch.randn(2, 5, 16)})
    yield named("llama_tied", {"input_ids": ids(1, 6)}, tie_word_embeddings=True)
    yield named("llama_biases", {"input_ids": x}, attention_bias=True, mlp_bias=True)
    yield named("llama_head_dim", {"input_ids": x}, head_dim=6, num_attention_heads=2, num_key_value_heads=1)
    yield named("llama_multi_head", {"input_ids": x}, num_key_value_heads=4, hidden_act="gelu")
    yield named("llama_one_token", {"input_ids": ids(3, 1)}, hidden_act="gelu_pytorch_tanh", pad_token_id=None)
    yield named("llama_quick_gelu", {"input_ids": x}, hidden_act="quick_gelu", num_hidden_layers=1)
    yield named("llama_relu", {"input_ids": x}, hidden_act="relu", num_hidden_layers=1)
    narrow = (torch.float16, torch.bfloat16)
    yield named("llama_narrow_weights", {"input_ids": x}, narrow, tie_word_embeddings=True)
    yield named("llama_rope_linear", {"input_ids": x}, rope_parameters={"rope_type": "linear", "rope_theta": 10000.0, "factor": 4.0})
    dynamic = {"rope_type": "dynamic", "rope_theta": 10000.0, "factor": 2.0}
    yield named("llama_rope_dynamic", {"input_ids": ids(1, 20)}, rope_parameters=dynamic, max_position_embeddings=8, head_dim=8)
    yield named("llama_rope_yarn", {"input_ids": x}, rope_parameters=dict(YARN))
    yield named("llama_rope_llama3", {"input_ids": x}, rope_parameters=dict(LLAMA3))
    yield named("llama_gradient", {"input_ids": x, "labels": some_ignored(x)}, num_hidden_layers=1, gradients=True)
    # Without a cache, and without a mask, upstream takes positions that start again for another text.
    yield named("llama_packed", {"input_ids": x, "position_ids": torch.tensor([[0, 1, 2, 0, 1, 2, 3], [0, 1, 0, 1, 2, 3, 4]])},
                use_cache=False)


def classification_cases():
    def named(name, inputs, gradients=False, **changes):
        return make(name, LlamaForSequenceClassification, {"num_hidden_layers": 1} | changes, inputs, gradients=gradients)

    seed_from("LlamaForSequenceClassification")
    x = ids(3, 6)
    padded = x.clone()
    padded[0, 3:] = padded[1, :2] = 0
    visible = (padded != 0).long()
    yield named("reward", {"input_ids": padded, "attention_mask": visible, "labels": torch.randn(3)}, num_labels=1)
    yield named("reward_no_labels", {"input_ids": padded}, num_labels=1)
    yield named("classes", {"input_ids": padded, "attention_mask": visible, "labels": torch.tensor([2, 0, 3])}, num_labels=4)
    yield named("classes_only_padding", {"input_ids": torch.zeros(2, 4, dtype=torch.int64)}, num_labels=3)
    yield named("reward_no_pad_token", {"input_ids": x[:1], "labels": torch.randn(1)}, num_labels=1, pad_token_id=None)
    yield named("reward_pad_inside", {"input_ids": torch.tensor([[5, 0, 7, 0, 9, 0]])}, num_labels=2)
    yield named("reward_gradient", {"input_ids": padded, "attention_mask": visible, "labels": torch.randn(3)}, True, num_labels=1)


def cases():
    yield from causal_cases()
    yield from classification_cases()


# --- random cases -------------------------------------------------------------------------------

def random_config(rng):
    kv_heads, groups = rng.choice([1, 2, 3]), rng.choice([1, 2, 4])
    heads = kv_heads * groups
    limit = rng.choice([8, 32, 2048])
    vocabulary = rng.choice([3, 50, 301])
    return {
        "vocab_size": vocabulary, "hidden_size": heads * rng.choice([2, 4, 8]), "intermediate_size": rng.choice([1, 7, 40]),
        "num_hidden_layers": rng.choice([1, 1, 2, 3]), "num_attention_heads": heads, "num_key_value_heads": kv_heads,
        "head_dim": rng.choice([4, 6, 8, 16]), "max_position_embeddings": limit,
        "hidden_act": rng.choice(["silu", "silu", "gelu", "gelu_pytorch_tanh", "quick_gelu", "relu"]),
        "rms_norm_eps": rng.choice([1e-6, 1e-5, 1e-2]), "tie_word_embeddings": rng.random() < 0.5,
        "attention_bias": rng.random() < 0.3, "mlp_bias": rng.random() < 0.3, "attention_dropout": rng.choice([0.0, 0.1]),
        "use_cache": rng.random() < 0.7, "rope_parameters": random_parameters(rng, limit), "pad_token_id": rng.choice([0, 1, 2, None]),
    }


def random_inputs(rng, changes):
    batch, length, vocabulary = rng.randint(1, 3), rng.choice([1, 2, 5, 12, 40]), changes["vocab_size"]
    inputs = {"input_ids": torch.randint(0, vocabulary, (batch, length))}
    if rng.random() < 0.5:
        inputs["attention_mask"] = (torch.rand(batch, length) < 0.7).long() if rng.random() < 0.4 else (
            rng.choice([left_padding, right_padding])(length, *[rng.randint(1, length) for _ in range(batch - 1)]))
    return inputs


def random_case(rng, name):
    changes = random_config(rng)
    inputs = random_inputs(rng, changes)
    batch, length = inputs["input_ids"].shape
    dtypes = rng.choice([(torch.float32,), (torch.float16, torch.bfloat16), (torch.float32, torch.bfloat16)])
    if rng.random() < 0.3:
        changes["num_labels"] = rng.choice([1, 1, 2, 5])
        if changes["pad_token_id"] is None and batch > 1:
            changes["pad_token_id"] = 0
        if rng.random() < 0.6:
            labels = changes["num_labels"]
            inputs["labels"] = torch.randn(batch) if labels == 1 else torch.randint(0, labels, (batch,))
        return make(name, LlamaForSequenceClassification, changes, inputs, dtypes)
    if rng.random() < 0.5 and length > 1:
        inputs["labels"] = inputs["input_ids"].masked_fill(torch.rand(batch, length) < 0.3, -100)
        inputs["labels"][:, 1] = inputs["input_ids"][:, 1]
    if rng.random() < 0.3:
        inputs["position_ids"] = torch.randint(0, 2 * changes["max_position_embeddings"], (batch, length))
    if rng.random() < 0.2:
        del inputs["input_ids"]
        inputs["inputs_embeds"] = torch.randn(batch, length, changes["hidden_size"])
    return make(name, LlamaForCausalLM, changes, inputs, dtypes)
