# SPDX-License-Identifier: Apache-2.0
"""Records the ids that Hugging Face's `tokenizers` gives, for the tokenizer tests.

    python tests/common/tokenizer/record_ids.py smollm2 FILE.gguf    -> data/smollm2_ids.jsonl
    python tests/common/tokenizer/record_ids.py tiny                 -> data/tiny_ids.jsonl

One JSON object a line: `text`; `ids`, with special tokens recognised; `ids_plain`, where
`<|im_start|>` and its like are ordinary text; `lossless`, whether decoding the ids gives the text
again. It does, but for 21 bytes that SmolLM2's vocabulary lacks (0x04, 0xF1, ...): `tokenizers`
drops such a byte without a word, and its neighbours may then merge.
The texts are ours: those of `corpus_lines.py`, and strings drawn with a fixed seed. Versions: see
tests/transformer/record_common.py.
"""
import os
import random
import sys
import unicodedata

from tokenizers import Tokenizer
from transformers.convert_slow_tokenizer import bytes_to_unicode

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tests", "transformer"))
from corpus_lines import LINES, SPACES, SPECIALS, WORDS  # noqa: E402
from record_common import Gguf, json_line, write_lines  # noqa: E402

# Unicode 3.2 is old enough for every library to agree on what is a letter, a number or a space.
OLD_UNICODE = unicodedata.ucd_3_2_0
BLOCKS = [(0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF),
          (0x900, 0x97F), (0xE00, 0xE7F), (0x1100, 0x11FF), (0x1E00, 0x1FFF), (0x2000, 0x206F),
          (0x2070, 0x218F), (0x2190, 0x27BF), (0x3000, 0x30FF), (0x3200, 0x33FF), (0x4E00, 0x9FA5),
          (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE00, 0xFFEF), (0x1D400, 0x1D7FF), (0x20000, 0x20100)]


def from_block(rng, low, high, count):
    known = [c for c in map(chr, range(low, high + 1)) if OLD_UNICODE.category(c) not in ("Cn", "Cs", "Co")]
    return "".join(rng.choice(known) for _ in range(count))


def drawn_lines(rng):
    """Strings in which the pieces of LINES meet in ways that nobody would write."""
    for low, high in BLOCKS:  # one block by itself, then with spaces and digits in between
        yield from_block(rng, low, high, 12)
        yield rng.choice(["", " ", "  "]).join(from_block(rng, low, high, 3) + rng.choice(["", " ", "7", "\n"])
                                               for _ in range(4))
    for _ in range(70):  # words and every kind of space
        yield "".join(rng.choice(WORDS) + rng.choice(SPACES) for _ in range(rng.randint(2, 7)))
    for _ in range(25):  # spaces before and after everything
        yield "".join(rng.choice(SPACES) + rng.choice(WORDS + SPECIALS) for _ in range(rng.randint(1, 5))) + \
            rng.choice(SPACES)
    for _ in range(25):  # specials glued to text, whole and damaged
        parts = [rng.choice(WORDS + SPECIALS + ["<|", "|>", "<", "im_start", " "]) for _ in range(rng.randint(2, 6))]
        yield "".join(parts)
    for _ in range(25):  # pieces of ordinary lines, cut anywhere
        a, b = rng.choice(LINES), rng.choice(LINES)
        yield a[:rng.randint(0, min(len(a), 40))] + b[rng.randint(0, len(b)):][:40]


def main():
    if sys.argv[1] == "smollm2":
        gguf = Gguf(sys.argv[2])
        parsing, plain = gguf.raw_tokenizer(True), gguf.raw_tokenizer(False)
    else:
        path = os.path.join(ROOT, "models", "tiny", "tokenizer.json")
        parsing, plain = Tokenizer.from_file(path), Tokenizer.from_file(path)
        plain.encode_special_tokens = True
    lines = list(dict.fromkeys(LINES + list(drawn_lines(random.Random(3)))))
    if sys.argv[1] == "tiny":
        lines = [line for line in lines if len(line) <= 60][::3]
    vocabulary, alphabet = parsing.get_vocab(), bytes_to_unicode()
    records = []
    for text in lines:
        ids = parsing.encode(text, add_special_tokens=False).ids
        ids_plain = plain.encode(text, add_special_tokens=False).ids
        lossless = not any(alphabet[byte] not in vocabulary for byte in text.encode())
        for tokenizer, encoded in ((parsing, ids), (plain, ids_plain)):
            assert (tokenizer.decode(encoded, skip_special_tokens=False) == text) == lossless, text
        records.append({"text": text, "ids": ids, "ids_plain": ids_plain, "lossless": lossless})
    write_lines(os.path.join(HERE, "data", sys.argv[1] + "_ids.jsonl"), map(json_line, records))
    print(len(records), "lines,", sum(r["ids"] != r["ids_plain"] for r in records), "with special tokens,",
          sum(not r["lossless"] for r in records), "not lossless")


if __name__ == "__main__":
    main()
