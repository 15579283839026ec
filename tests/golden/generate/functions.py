# SPDX-License-Identifier: Apache-2.0
"""Functions of torch.nn.functional that no topic owns."""

import torch
import torch.nn.functional as F
from case import Case, differentiate, seed_from


def function_case(topic, name, function, inputs, params, gradients=(), tolerance=None):
    """Calls torch.nn.functional.<function> with narrow inputs widened to fp32."""
    wide = {k: v.float() if v.dtype in (torch.float16, torch.bfloat16) else v.clone() for k, v in inputs.items()}
    leaves = {k: wide[k].requires_grad_() for k in gradients}
    outputs = {"output": getattr(F, function)(**wide, **params)}
    grad_outputs, grads = differentiate(outputs, leaves) if gradients else ({}, {})
    case = Case(topic, name, f"torch.nn.functional.{function}", params, inputs, outputs,
                grad_outputs=grad_outputs, gradients=grads)
    if tolerance:
        case.tolerance = tolerance
    return case


def make(name, function, inputs, gradients=(), **params):
    return function_case("ops", name, function, inputs, params, gradients)


def softmax_cases():
    for function in ("softmax", "log_softmax"):
        def named(suffix, x, dim, gradients=()):
            return make(f"{function}_{suffix}", function, {"input": x}, gradients, dim=dim)

        seed_from(function)
        yield named("last_axis", torch.randn(3, 5, 17), -1)
        yield named("first_axis", torch.randn(7, 4), 0)
        yield named("middle_axis", torch.randn(2, 6, 3, 5), -3)
        yield named("large_scores", torch.randn(4, 33) * 80 + 1000, 1)
        yield named("one_element", torch.randn(5, 1), 1)
        yield named("scalar", torch.randn(()), -1)
        yield named("no_rows", torch.randn(0, 4), 1)
        filtered = torch.randn(4, 9)
        filtered[0, 3:] = filtered[2, 0] = float("-inf")
        yield named("filtered", filtered, 1)
        yield named("gradient", torch.randn(3, 8), -1, ("input",))


def norm_cases():
    seed_from("layer_norm")
    x, w, b = torch.randn(2, 5, 16), torch.randn(16), torch.randn(16)
    yield make("layer_norm", "layer_norm", {"input": x, "weight": w, "bias": b}, normalized_shape=[16], eps=1e-5)
    yield make("layer_norm_plain", "layer_norm", {"input": x * 3 + 7}, normalized_shape=[16], eps=1e-12)
    yield make("layer_norm_no_bias", "layer_norm", {"input": x, "weight": torch.randn(5, 16)},
               normalized_shape=[5, 16], eps=1e-6)
    yield make("layer_norm_bias_alone", "layer_norm", {"input": x, "bias": b}, normalized_shape=[16], eps=1e-5)
    yield make("layer_norm_one_wide", "layer_norm", {"input": torch.randn(4, 1)}, normalized_shape=[1], eps=1e-5)
    yield make("layer_norm_gradient", "layer_norm", {"input": x, "weight": w, "bias": b},
               ("input", "weight", "bias"), normalized_shape=[16], eps=1e-5)
    seed_from("rms_norm")
    x, w = torch.randn(2, 5, 24), torch.randn(24)
    yield make("rms_norm", "rms_norm", {"input": x, "weight": w}, normalized_shape=[24], eps=1e-6)
    yield make("rms_norm_default_eps", "rms_norm", {"input": x * 1e-3}, normalized_shape=[24], eps=None)
    yield make("rms_norm_two_axes", "rms_norm", {"input": x, "weight": torch.randn(5, 24)},
               normalized_shape=[5, 24], eps=0.1)
    yield make("rms_norm_bf16_weight", "rms_norm", {"input": x, "weight": w.bfloat16()},
               normalized_shape=[24], eps=1e-5)
    yield make("rms_norm_gradient", "rms_norm", {"input": x, "weight": w}, ("input", "weight"),
               normalized_shape=[24], eps=1e-6)


def activation_cases():
    seed_from("activations")
    x = torch.cat([torch.randn(40) * 3, torch.tensor([0.0, -0.0, 30.0, -30.0, 1e-8, -200.0])])
    yield make("gelu_erf", "gelu", {"input": x}, approximate="none")
    yield make("gelu_tanh", "gelu", {"input": x.reshape(2, 23)}, approximate="tanh")
    yield make("gelu_gradient", "gelu", {"input": x}, ("input",), approximate="none")
    yield make("silu", "silu", {"input": x.reshape(23, 2)})
    yield make("silu_scalar", "silu", {"input": torch.tensor(-1.25)})
    yield make("silu_gradient", "silu", {"input": x}, ("input",))


def linear_cases():
    seed_from("linear")
    x, w, b = torch.randn(2, 3, 20), torch.randn(12, 20), torch.randn(12)
    yield make("linear", "linear", {"input": x, "weight": w, "bias": b})
    yield make("linear_no_bias", "linear", {"input": x, "weight": w})
    yield make("linear_one_row", "linear", {"input": torch.randn(37), "weight": torch.randn(11, 37)})
    yield make("linear_f16", "linear", {"input": x, "weight": w.half(), "bias": b.half()})
    yield make("linear_bf16", "linear", {"input": torch.randn(1, 20), "weight": w.bfloat16()})
    yield make("linear_no_rows", "linear", {"input": torch.randn(0, 20), "weight": w, "bias": b})
    yield make("linear_vector_weight", "linear", {"input": x, "weight": torch.randn(20)})
    yield make("linear_gradient", "linear", {"input": x, "weight": w, "bias": b}, ("input", "weight", "bias"))
    yield make("linear_no_outputs", "linear", {"input": x, "weight": torch.randn(0, 20), "bias": torch.randn(0)})
    yield make("linear_no_inputs", "linear", {"input": torch.randn(3, 0), "weight": torch.randn(4, 0), "bias": torch.randn(4)})


def embedding_cases():
    seed_from("embedding")
    table = torch.randn(10, 6)
    ids = torch.randint(0, 10, (2, 7))
    yield make("embedding", "embedding", {"input": ids, "weight": table})
    yield make("embedding_padding", "embedding", {"input": ids, "weight": table}, padding_idx=-1)
    yield make("embedding_scalar", "embedding", {"input": torch.tensor(3), "weight": table.half()}, padding_idx=None)
    yield make("embedding_gradient", "embedding", {"input": ids, "weight": table}, ("weight",),
               padding_idx=int(ids[0, 0]))


def cross_entropy_cases():
    def named(suffix, x, target, weight=None, gradients=(), **changed):
        params = {"ignore_index": -100, "label_smoothing": 0.0, "reduction": "mean"} | changed
        inputs = {"input": x, "target": target} | ({} if weight is None else {"weight": weight})
        return make(f"cross_entropy{suffix}", "cross_entropy", inputs, gradients, **params)

    seed_from("cross_entropy")
    x, classes, weight = torch.randn(6, 5) * 2, torch.randint(0, 5, (6,)), torch.rand(5) + 0.1
    some_ignored = classes.clone()
    some_ignored[1::2] = -100
    yield named("", x, classes)
    yield named("_ignored", x, some_ignored)
    yield named("_sum_weighted", x, classes, weight, reduction="sum")
    yield named("_none", x, some_ignored, reduction="none")
    yield named("_all_options", x, classes, weight, ignore_index=int(classes[0]), label_smoothing=0.3)
    yield named("_smoothed_ignored", x, some_ignored, label_smoothing=0.1)
    yield named("_all_ignored_sum", x, torch.full((6,), -100), reduction="sum")
    images = torch.randn(2, 4, 3)
    yield named("_axes", images, torch.randint(0, 4, (2, 3)), label_smoothing=0.2, reduction="none")
    yield named("_axes_mean", images, torch.randint(0, 4, (2, 3)), torch.rand(4))
    yield named("_probabilities", x, torch.softmax(torch.randn(6, 5), 1))
    yield named("_probabilities_weighted", x, torch.softmax(torch.randn(6, 5), 1), weight, label_smoothing=0.2)
    yield named("_probabilities_axes", images, torch.softmax(torch.randn(2, 4, 3), 1), reduction="none")
    yield named("_gradient", x, some_ignored, weight, ("input",), label_smoothing=0.1)


def cases():
    yield from softmax_cases()
    yield from norm_cases()
    yield from activation_cases()
    yield from linear_cases()
    yield from embedding_cases()
    yield from cross_entropy_cases()


# --- random cases -------------------------------------------------------------------------------

def random_shape(rng, axes, low=1, high=9):
    return [rng.randint(low, high) for _ in range(axes)]


def random_softmax(rng, name):
    shape = random_shape(rng, rng.randint(0, 5), 1, 7)
    if shape and rng.random() < 0.3:
        shape[rng.randrange(len(shape))] = rng.choice([0, 1, 130])
    x = torch.randn(shape) * rng.choice([0.1, 1, 30])
    axes = max(len(shape), 1)
    return make(name, rng.choice(["softmax", "log_softmax"]), {"input": x}, dim=rng.randrange(-axes, axes))


def random_norm(rng, name):
    shape = random_shape(rng, rng.randint(1, 4), 1, 11)
    if rng.random() < 0.3:
        shape[-1] = rng.choice([1, 257, 64])
    tail = shape[len(shape) - rng.randint(1, len(shape)):]
    # A mean far above the deviation would cancel most digits of upstream's own fp32 result.
    x = torch.randn(shape) * rng.choice([1e-3, 1, 50]) if rng.random() < 0.7 else torch.randn(shape) + 3
    inputs = {"input": x}
    function = rng.choice(["layer_norm", "rms_norm"])
    if rng.random() < 0.6:
        inputs["weight"] = torch.randn(tail).to(rng.choice([torch.float32, torch.float16, torch.bfloat16]))
    if function == "layer_norm" and rng.random() < 0.6:
        inputs["bias"] = torch.randn(tail)
    eps = rng.choice([1e-5, 1e-6, 1e-3] + ([None] if function == "rms_norm" else []))
    return make(name, function, inputs, normalized_shape=tail, eps=eps)


def random_activation(rng, name):
    x = torch.randn(random_shape(rng, rng.randint(0, 4))) * rng.choice([0.5, 3, 40])
    if rng.random() < 0.5:
        return make(name, "silu", {"input": x})
    return make(name, "gelu", {"input": x}, approximate=rng.choice(["none", "tanh"]))


def random_linear(rng, name):
    wide_in, wide_out = rng.choice([1, 3, 16, 31, 100, 513]), rng.choice([1, 2, 17, 64, 700])
    x = torch.randn(random_shape(rng, rng.randint(0, 3), rng.choice([0, 1]), 5) + [wide_in])
    dtype = rng.choice([torch.float32, torch.float16, torch.bfloat16])
    inputs = {"input": x, "weight": torch.randn(wide_out, wide_in).to(dtype)}
    if rng.random() < 0.5:
        inputs["bias"] = torch.randn(wide_out)
    return make(name, "linear", inputs)


def random_embedding(rng, name):
    rows = rng.randint(1, 50)
    ids = torch.randint(0, rows, random_shape(rng, rng.randint(0, 3), rng.choice([0, 1]), 6))
    params = {"padding_idx": rng.choice([None, rng.randrange(-rows, rows)])} if rng.random() < 0.6 else {}
    return make(name, "embedding", {"input": ids, "weight": torch.randn(rows, rng.randint(1, 20))}, **params)


def random_cross_entropy(rng, name):
    rows, classes, axes = rng.randint(1, 9), rng.choice([1, 2, 5, 40, 300]), random_shape(rng, rng.choice([0, 0, 1, 2]), 1, 5)
    x = torch.randn([rows, classes] + axes) * rng.choice([0.2, 2, 20])
    params = {
        "ignore_index": rng.choice([-100, -1, 0, classes - 1]),
        "label_smoothing": rng.choice([0.0, 0.0, 0.1, 0.9, 1.0]),
        "reduction": rng.choice(["none", "mean", "sum"]),
    }
    if rng.random() < 0.35:
        target = torch.softmax(torch.randn(x.shape) * 2, 1)
        params["ignore_index"] = -100  # upstream refuses one that could be a class
    else:
        target = torch.randint(0, classes, [rows] + axes)
        target[torch.rand(target.shape) < 0.3] = params["ignore_index"]
        if (target == params["ignore_index"]).all() and params["reduction"] == "mean":
            params["ignore_index"] = -100
            target = torch.zeros_like(target)
    inputs = {"input": x, "target": target}
    if rng.random() < 0.5:
        inputs["weight"] = torch.rand(classes) + 0.05
    return make(name, "cross_entropy", inputs, **params)


def random_case(rng, name):
    kinds = [random_softmax, random_norm, random_activation, random_linear, random_embedding, random_cross_entropy]
    return rng.choice(kinds)(rng, name)
