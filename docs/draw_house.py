#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""draw_house.py [--check]: docs/images/house.svg, the folders as they are and what links to what.

Rooms are read from the tree. With --check nothing is written; status 1 if the picture is not current.
"""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "house.svg"
INK, PAPER, LINE, LIGHT = "#22303c", "#ffffff", "#8a97a3", "#fdf3e3"
WIDTH, MARGIN, GAP = 920, 20, 26

# Floors from the roof down, each a row of folders: folder, what it is, its rooms in code order (None: as
# the book orders them).
FLOORS = [
    [("driver", "the program behind ./warplight", ["verbs"]),
     ("chapters", "a page and a program each", None)],
    [("reference_cpu", "every op as its formula; models wired from ops",
      ["ops", "attention", "position_encoding", "sampling", "kv_cache", "transformer"])],
    [("cuda", "real .cu files, and an emulator that runs them without a GPU", ["simt", "primitives"])],
    [("common", "what every topic stands on",
      ["tensor", "parallel", "ops", "random", "io", "tokenizer", "report"])],
]


def rooms(folder, names):
    """The folders below that hold code, those without a place in the order last."""
    if names is None:
        book = (ROOT / "docs" / "book.txt").read_text(encoding="utf-8")
        names = [line.split("\t")[0] for line in book.splitlines()]
    built = sorted({path.relative_to(ROOT / folder).parts[0] for pattern in ("*/*.[ch]pp", "*/*.cu*", "*/*/*.[ch]pp")
                    for path in (ROOT / folder).glob(pattern)})
    return [name for name in names if name in built] + [name for name in built if name not in names]


def text(x, y, words, size=15, anchor="start", weight="normal", family="sans-serif", fill=INK):
    return (f'<text x="{x}" y="{y}" font-size="{size}" font-family="{family}" font-weight="{weight}" '
            f'text-anchor="{anchor}" fill="{fill}">{words}</text>')


def box(x, y, width, height, fill, radius=8):
    return (f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{fill}" '
            f'stroke="{LINE}"/>')


def folder_box(x, y, width, height, folder, role, names):
    """One folder with its rooms side by side."""
    parts = [box(x, y, width, height, LIGHT),
             text(x + 14, y + 30, folder + "/", 16, weight="bold", family="monospace"),
             text(x + width - 14, y + 30, role, 13, "end")]
    space = width - 20 - 8 * (len(names) - 1)
    left = x + 10
    for name in names:
        share = space * (len(name) + 5) / sum(len(other) + 5 for other in names)
        parts.append(box(round(left, 1), y + 44, round(share, 1), 30, PAPER, 5))
        parts.append(text(round(left + share / 2, 1), y + 63, name, 12, "middle", family="monospace"))
        left += share + 8
    return parts


def arrow(x1, y1, x2, y2):
    return (f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{INK}" stroke-width="1.6" '
            f'marker-end="url(#tip)"/>')


def draw():
    tests_width = 190
    width = WIDTH - 2 * MARGIN - tests_width - GAP
    parts, y, levels = [], MARGIN, []
    for row in FLOORS:
        with_rooms = [(folder, role, rooms(folder, names)) for folder, role, names in row]
        height = 84 if any(names for _, _, names in with_rooms) else 48
        share = (width - 16 * (len(row) - 1)) / len(row)
        for i, (folder, role, names) in enumerate(with_rooms):
            x = MARGIN + i * (share + 16)
            parts += folder_box(x, y, share, height, folder, role, names)
            if row is not FLOORS[-1]:
                parts.append(arrow(x + share / 2, y + height, x + share / 2, y + height + GAP - 7))
        levels.append((y, height))
        y += height + GAP
    bottom = y - GAP
    left = WIDTH - MARGIN - tests_width
    parts.append(box(left, MARGIN, tests_width, bottom - MARGIN, PAPER))
    parts.append(text(left + 14, MARGIN + 30, "tests/", 16, weight="bold", family="monospace"))
    lines = ["every floor, against", "goldens from PyTorch", "and Hugging Face;", "",
             "the real model, token", "for token;", "", "broken files, which are", "refused by name"]
    for i, line in enumerate(lines):
        parts.append(text(left + 14, MARGIN + 58 + 20 * i, line, 14))
    for top, height in levels:
        parts.append(arrow(left, top + height / 2, MARGIN + width + 7, top + height / 2))
    height = bottom + MARGIN
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-label="driver, chapters, reference_cpu, cuda and common, each linked to what lies below it; tests beside them">'
            f'<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
            f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{INK}"/></marker></defs>'
            f'<rect width="{WIDTH}" height="{height}" rx="10" fill="{PAPER}"/>')
    return head + "\n" + "\n".join(parts) + "\n</svg>\n"


def main():
    picture = draw()
    if "--check" not in sys.argv[1:]:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(picture, encoding="utf-8")
        return 0
    if PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == picture:
        return 0
    print("docs/images/house.svg is not current: run docs/draw_house.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
