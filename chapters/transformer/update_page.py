#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""update_page.py [--run PROGRAM] [--check]: what the pages show of the chapter's output, from expected.txt.

Block N of the output goes between `<!-- begin output N -->` and `<!-- end output -->` in both pages. --run
writes expected.txt anew first, with the model that WARPLIGHT_MODEL names. --check writes nothing: status 1 if a
block is not current, or if a page's prose names a number with decimals or thousands that the output does not.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = HERE / "expected.txt"
BLOCK = re.compile(r"(<!-- begin output (\d+) -->\n).*?(<!-- end output -->)", re.DOTALL)
NOT_PROSE = re.compile(r"```.*?```|`[^`\n]*`|<!--.*?-->|\]\([^)]*\)|^## (?:Sources|出处).*?(?=^## |\Z)",
                       re.DOTALL | re.MULTILINE)
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.\d+")


def blocks():
    """The numbered blocks of the output."""
    text = EXPECTED.read_text(encoding="utf-8")
    found = re.findall(r"^(\d+)  (.*?)(?=\n\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return {number: f"{number}  {body}" for number, body in found}


def filled(page, output):
    def block(match):
        if match[2] not in output:
            sys.exit(f"{page.name}: the output has no block {match[2]}")
        return f"{match[1]}```text\n{output[match[2]]}\n```\n{match[3]}"
    return BLOCK.sub(block, page.read_text(encoding="utf-8"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.run:
        with tempfile.TemporaryDirectory() as out:
            command = [options.run.resolve(), "--out", out, "--lang", "en"]
            EXPECTED.write_bytes(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    output = blocks()
    numbers = set(NUMBER.findall("\n".join(output.values())))
    complaints = []
    for page in (HERE / "README.md", HERE / "README.zh.md"):
        text = filled(page, output)
        if text != page.read_text(encoding="utf-8"):
            if options.check:
                complaints.append(f"{page.name}: its output is not current; run {pathlib.Path(__file__).name}")
            else:
                page.write_text(text, encoding="utf-8")
        for number in sorted(set(NUMBER.findall(NOT_PROSE.sub("", text))) - numbers):
            complaints.append(f"{page.name}: {number} stands in the text, but the chapter does not print it")
    print("\n".join(complaints), end="\n" if complaints else "")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
