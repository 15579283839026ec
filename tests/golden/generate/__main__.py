# SPDX-License-Identifier: Apache-2.0
"""Writes the golden cases: those of the repository, or random ones. See ../README.md."""

import argparse
import pathlib
import random

import torch
import transformers

import attention
import functions
import llama
import position_encoding
import sampling
from case import check_versions

AREAS = {
    "ops": functions,
    "attention": attention,
    "position_encoding": position_encoding,
    "sampling": sampling,
    "transformer": llama,
}


def main():
    parser = argparse.ArgumentParser(prog="generate", description=__doc__)
    parser.add_argument("--out", default=pathlib.Path(__file__).parents[1], type=pathlib.Path, help="folder to write to")
    parser.add_argument("--random", metavar="N", type=int, help="write N random cases an area instead")
    parser.add_argument("--seed", type=int, default=0, help="of the random cases")
    parser.add_argument("--area", choices=AREAS, action="append", help="only this one (may be repeated)")
    options = parser.parse_args()
    check_versions()
    transformers.logging.set_verbosity_error()
    torch.set_num_threads(1)
    for area in options.area or AREAS:
        if options.random is None:
            for case in AREAS[area].cases():
                print(case.write(options.out))
        else:
            for n in range(options.random):
                rng = random.Random(f"{area} {options.seed} {n}")
                torch.manual_seed(rng.randrange(2**32))
                AREAS[area].random_case(rng, f"random_{options.seed}_{n}").write(options.out)


main()
