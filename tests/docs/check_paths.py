#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_paths.py REPOSITORY: every path and link that a Markdown page names is there.

A code span is a path if it begins with one of our folders; `<topic>` and `*` stand for anything.
"""
import pathlib
import re
import sys

FOLDERS = ("chapters", "cmake", "common", "cuda", "docs", "driver", "models", "reference_cpu", "tests")
SPAN = re.compile(r"`((?:%s)/[\w./<>*-]*)`" % "|".join(FOLDERS))
LINK = re.compile(r"\]\((?!https?:|#|@ref)([^)\s#]+)")
FENCE = re.compile(r"^(```+|~~~+).*?^\1", re.DOTALL | re.MULTILINE)


def missing(root, page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for path in SPAN.findall(text):
        pattern = re.sub(r"<\w+>", "*", path).rstrip("/")
        if not any(root.glob(pattern)):
            yield path
    for path in LINK.findall(re.sub(r"`[^`]*`", "", text)):
        if not (page.parent / path).exists():
            yield path


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    pages = [page for folder in (".", "docs", "chapters/*", "models/*", "tests/*", "cuda/*") for page in root.glob(f"{folder}/*.md")]
    errors = [f"{page.relative_to(root)}: {path} is not there" for page in sorted(pages) for path in missing(root, page)]
    print(*errors, f"{len(pages)} pages, {len(errors)} errors", sep="\n")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
