# SPDX-License-Identifier: Apache-2.0
"""Makes the tiny model: writes its tokenizer, trains it on text.txt, saves it as a Hugging Face folder.

    OMP_NUM_THREADS=1 python models/tiny/train.py [--steps 5000] [--out models/tiny]

Runs on a CPU, about 15 minutes on one core. The seed fixes the result on one kind of machine; another CPU
or version may round differently and end at other weights. Made with Python 3.11, torch 2.15.0,
transformers 5.23.0, tokenizers 0.23.3, safetensors (as transformers brings it).
"""
import argparse
import json
import math
import os
import time

import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM
from transformers.convert_slow_tokenizer import bytes_to_unicode

from corpus import Corpus

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 7
SYSTEM_PROMPT = "You are the tiny model built into Warplight."
SPECIALS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]  # ids 0, 1, 2, as in SmolLM2
START, END = 1, 2
FIRST_BYTE = len(SPECIALS)  # byte b has id b + 3
CONTEXT = 512
TOKENS_PER_STEP = 2048
CHAT_TEMPLATE = (
    "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
    "{{ '<|im_start|>system\n" + SYSTEM_PROMPT + "<|im_end|>\n' }}{% endif %}"
    "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")


# ---- the tokenizer: one id for each byte, no merges

def write_json(folder, name, value):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1, ensure_ascii=False)
        file.write("\n")


def write_tokenizer(folder):
    letters = bytes_to_unicode()  # how byte-level BPE writes bytes as visible characters
    vocabulary = {token: i for i, token in enumerate(SPECIALS)}
    vocabulary |= {letters[byte]: FIRST_BYTE + byte for byte in range(256)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in SPECIALS])
    tokenizer.save(os.path.join(folder, "tokenizer.json"))
    special = {"bos_token": SPECIALS[START], "eos_token": SPECIALS[END], "pad_token": SPECIALS[END],
               "unk_token": SPECIALS[0]}
    write_json(folder, "special_tokens_map.json", special)
    write_json(folder, "tokenizer_config.json", {
        "tokenizer_class": "PreTrainedTokenizerFast", "add_prefix_space": False,
        "clean_up_tokenization_spaces": False, "model_max_length": CONTEXT, **special,
        "chat_template": CHAT_TEMPLATE})


# ---- rows of ids and labels; a label of -100 is not learned

def byte_ids(text):
    return [FIRST_BYTE + byte for byte in text.encode("utf-8")]


def message(role, text):
    return [START] + byte_ids(f"{role}\n{text}") + [END] + byte_ids("\n")


def chat_row(corpus, length):
    """A conversation of as many turns as fit; only the answers are learned."""
    ids = message("system", SYSTEM_PROMPT)
    labels = [-100] * len(ids)
    while len(ids) < length:
        question, answer = corpus.turn()
        asked = message("user", question) + [START] + byte_ids("assistant\n")
        said = byte_ids(answer) + [END]
        ids += asked + said + byte_ids("\n")
        labels += [-100] * len(asked) + said + [-100]
    return ids[:length], labels[:length]


def plain_row(corpus, length):
    """Paragraphs without any chat around them, all of it learned."""
    ids = []
    while len(ids) < length:
        ids += byte_ids(corpus.plain_text()) + [END]
    return ids[:length], ids[:length]


def batch(corpus, length):
    rows = [(plain_row if corpus.rng.random() < 0.12 else chat_row)(corpus, length)
            for _ in range(TOKENS_PER_STEP // length)]
    return [torch.tensor(part) for part in zip(*rows)]


# ---- model and training

def new_model():
    config = LlamaConfig(
        vocab_size=FIRST_BYTE + 256, hidden_size=96, intermediate_size=256, num_hidden_layers=4,
        num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=CONTEXT, rms_norm_eps=1e-5,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0}, tie_word_embeddings=True,
        bos_token_id=START, eos_token_id=END, pad_token_id=END, initializer_range=0.05)
    return LlamaForCausalLM(config)


def save(model, folder):
    """The folder as Hugging Face writes it, with bf16 weights; the tied head is stored once."""
    model.config.dtype = torch.bfloat16
    model.config.architectures = ["LlamaForCausalLM"]
    model.config.save_pretrained(folder)
    model.generation_config.save_pretrained(folder)
    weights = {k: v.detach().to(torch.bfloat16).contiguous() for k, v in model.named_parameters()}
    path = os.path.join(folder, "model.safetensors")
    save_file(weights, path + ".part", metadata={"format": "pt"})
    os.replace(path + ".part", path)


def train(steps, folder):
    torch.manual_seed(SEED)
    model, corpus = new_model(), Corpus(os.path.join(HERE, "text.txt"), SEED)
    print(sum(p.numel() for p in model.parameters()), "parameters,", len(corpus.questions), "questions", flush=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.0, betas=(0.9, 0.98), weight_decay=0.01)
    mean_loss, began = None, time.time()
    for step in range(steps):
        # Short rows first: they are cheaper, and a first question is what is asked most.
        ids, labels = batch(corpus, 256 if step < 0.7 * steps else CONTEXT)
        loss = model(ids, labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        rate = 4e-3 * min(1.0, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        mean_loss = loss.item() if mean_loss is None else 0.98 * mean_loss + 0.02 * loss.item()
        if step % 100 == 99:
            print(f"step {step + 1}  loss {mean_loss:.4f}  {time.time() - began:.0f} s", flush=True)
        if step % 500 == 499 or step == steps - 1:
            save(model, folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--out", default=HERE)
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    write_tokenizer(arguments.out)
    train(arguments.steps, arguments.out)


if __name__ == "__main__":
    main()
