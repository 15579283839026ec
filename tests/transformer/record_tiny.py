# SPDX-License-Identifier: Apache-2.0
"""Records what Hugging Face says of the model in models/tiny, for tests/transformer.

    OMP_NUM_THREADS=1 python tests/transformer/record_tiny.py

The bf16 weights are widened to fp32; attention is sdpa. Versions: see record_common.py.

data/tiny_greedy.json         `cases`, each with text, input_ids, greedy_ids (48, or up to <|im_end|>), the
                              decoded continuation and smallest_gap, the least distance between the two best
                              logits on the way, which has to be more than 1e-3.
data/tiny_logits.safetensors  input_ids [64] I64 and logits [64, 259] F32 of one text.
"""
import json
import os

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

from record_common import greedy, write_lines

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "..", "models", "tiny")
COUNT, SMALLEST_GAP = 48, 1e-3

CHATS = ["Why is the sky blue?", "What is attention?", "Who are you?", "What is a KV cache?", "Hello",
         "why does ice float", "Please tell me: what is a warp?", "What is the capital of France?"]
RAW_PROMPTS = ["Attention lets", "In the morning the sun", "A warp is a group of", "Once a light fell"]
LOGITS_TEXT = "<|im_start|>user\nWhat is a race?<|im_end|>\n<|im_start|>assistant\nA race is when two threads use"


def main():
    model = AutoModelForCausalLM.from_pretrained(FOLDER, dtype=torch.float32, attn_implementation="sdpa").eval()
    tokenizer = AutoTokenizer.from_pretrained(FOLDER)
    prompts = [("chat", tokenizer.apply_chat_template([{"role": "user", "content": text}], tokenize=False,
                                                      add_generation_prompt=True)) for text in CHATS]
    cases = []
    for kind, text in prompts + [("raw", text) for text in RAW_PROMPTS]:
        input_ids = tokenizer(text, add_special_tokens=False).input_ids
        ids, gap = greedy(model, input_ids, COUNT, [tokenizer.eos_token_id])
        cases.append({"kind": kind, "text": text, "input_ids": input_ids, "greedy_ids": ids,
                      "decoded": tokenizer.decode(ids, skip_special_tokens=True), "smallest_gap": round(gap, 6)})
        print(f"gap {gap:.4f}  {len(ids)} ids  {cases[-1]['decoded']!r}")
        assert gap > SMALLEST_GAP, text
    write_lines(os.path.join(HERE, "data", "tiny_greedy.json"),
                [json.dumps({"source": "torch 2.15.0, transformers 5.23.0, fp32, sdpa", "cases": cases}, indent=1,
                            ensure_ascii=False)])

    ids = torch.tensor(tokenizer(LOGITS_TEXT, add_special_tokens=False).input_ids)
    assert len(ids) == 64, len(ids)
    with torch.no_grad():
        logits = model(ids[None]).logits[0]
    save_file({"input_ids": ids, "logits": logits}, os.path.join(HERE, "data", "tiny_logits.safetensors"))


if __name__ == "__main__":
    main()
