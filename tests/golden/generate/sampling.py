# SPDX-License-Identifier: Apache-2.0
"""transformers.generation.logits_process.LogitsProcessorList."""

import torch
from case import Case, seed_from
from transformers.generation import logits_process

OP = "transformers.generation.logits_process.LogitsProcessorList"


def make(name, input_ids, scores, processors):
    chain = logits_process.LogitsProcessorList()
    for p in processors:
        arguments = {k: v for k, v in p.items() if k != "class"}
        chain.append(getattr(logits_process, p["class"])(**arguments))
    outputs = {"scores": chain(input_ids, scores.clone())}
    return Case("sampling", name, OP, {"processors": processors}, {"input_ids": input_ids, "scores": scores}, outputs)


def temperature(value):
    return {"class": "TemperatureLogitsWarper", "temperature": value}


def top_k(k, keep=1):
    return {"class": "TopKLogitsWarper", "top_k": k, "min_tokens_to_keep": keep}


def top_p(p, keep=1):
    return {"class": "TopPLogitsWarper", "top_p": p, "min_tokens_to_keep": keep}


def min_p(p, keep=1):
    return {"class": "MinPLogitsWarper", "min_p": p, "min_tokens_to_keep": keep}


def repetition(penalty):
    return {"class": "RepetitionPenaltyLogitsProcessor", "penalty": penalty}


def cases():
    seed_from("LogitsProcessorList")
    ids, scores = torch.randint(0, 40, (3, 9)), torch.randn(3, 40) * 3
    ties = torch.tensor([[1.0, 3.0, 2.0, 2.0, 2.0, 0.0], [5.0, 5.0, 5.0, 5.0, 5.0, 5.0]])
    short = torch.tensor([[0, 5], [1, 1]])
    yield make("empty_list", ids, scores, [])
    yield make("temperature", ids, scores, [temperature(0.7)])
    yield make("top_k", ids, scores, [top_k(5)])
    yield make("top_k_ties", short, ties, [top_k(3)])
    yield make("top_k_more_than_all", short, ties, [top_k(100)])
    yield make("top_k_min_tokens", ids, scores, [top_k(1, 4)])
    yield make("top_p", ids, scores, [top_p(0.8)])
    yield make("top_p_zero", ids, scores, [top_p(0.0)])
    yield make("top_p_one", ids, scores, [top_p(1.0)])
    yield make("top_p_min_tokens", ids, scores, [top_p(0.1, 6)])
    yield make("min_p", ids, scores, [min_p(0.1)])
    yield make("min_p_min_tokens", ids, scores, [min_p(1.0, 3)])
    yield make("repetition", ids, scores, [repetition(1.3)])
    yield make("repetition_rewarded", torch.tensor([[1, 1, 1], [0, 2, 0]]), ties - 2, [repetition(0.5)])
    yield make("chain", ids, scores, [repetition(1.2), temperature(1.5), top_k(20), top_p(0.9), min_p(0.05)])
    yield make("filter_twice", ids, scores, [top_k(7), top_k(3), temperature(2.0), repetition(1.1)])


def random_case(rng, name):
    batch, vocabulary, length = rng.randint(1, 4), rng.choice([1, 2, 7, 50, 1000]), rng.randint(1, 30)
    # Thresholds are unround: a sum of probabilities exactly at one would depend on the order of rounding. Nor may
    # probabilities underflow: which of several zeros upstream keeps is its sort's business.
    scores = torch.randn(batch, vocabulary) * rng.choice([1, 4])
    ids = torch.randint(0, vocabulary, (batch, length))
    kinds = [lambda: temperature(rng.choice([0.5, 0.8, 1.0, 7.0])),
             lambda: top_k(rng.choice([1, 2, 10, 5000]), rng.choice([1, 3])),
             lambda: top_p(rng.choice([0.0, 0.2031, 0.9017, 1.0]), rng.choice([1, 2])),
             lambda: min_p(rng.choice([0.0, 0.0513, 0.317, 1.0]), rng.choice([1, 2])),
             lambda: repetition(rng.choice([0.6, 1.0, 1.17, 3.0]))]
    return make(name, ids, scores, [rng.choice(kinds)() for _ in range(rng.randint(0, 5))])
