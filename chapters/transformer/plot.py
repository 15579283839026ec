#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""plot.py FOLDER: the chapter's pictures, from the CSV files that chapter_transformer wrote there."""
import csv
import math
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib import font_manager  # noqa: E402
from matplotlib.colors import LinearSegmentedColormap  # noqa: E402
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch  # noqa: E402

INK, SOFT, RULE = "#1d2733", "#5b6b7b", "#d5dde5"
BLUE, AMBER, GREEN, ROSE, GREY = "#2b6cb0", "#d9822b", "#2f855a", "#c05674", "#eef2f6"
WEIGHTS = LinearSegmentedColormap.from_list("weights", ["#ffffff", "#bcd6f0", "#2b6cb0", "#0f2f57"])
ROLES = {
    "first": "sink: the first token",
    "previous": "the token before",
    "self": "itself",
    "follower": "what followed the same token",
}


def rows(folder, name):
    with open(folder / name, encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.DictReader(file))


def label(token):
    """A token as an axis label: a blank in front is shown, dollars are not formulas."""
    text = token.replace("\n", "\\n").replace("$", r"\$")
    return "\u2423" + text[1:] if text.startswith(" ") else text


def save(figure, folder, name):
    figure.savefig(folder / name, dpi=110, facecolor="white")
    plt.close(figure)


def attention_maps(folder):
    """The head that is best at each role, query downwards, key to the right."""
    table = rows(folder, "attention.csv")
    roles = list(dict.fromkeys(row["role"] for row in table))
    tokens = {int(row["query"]): row["query_text"] for row in table}
    count = len(tokens)
    names = [label(tokens[t]) for t in range(count)]
    figure, axes = plt.subplots(2, 2, figsize=(10.6, 10.2), constrained_layout=True)
    image = None
    for axis, role in zip(axes.flat, roles):
        mine = [row for row in table if row["role"] == role]
        grid = [[math.nan] * count for _ in range(count)]
        for row in mine:
            grid[int(row["query"])][int(row["key"])] = float(row["weight"])
        axis.set_facecolor(GREY)
        image = axis.imshow(grid, cmap=WEIGHTS, vmin=0, vmax=1)
        step = max(1, count // 20)
        axis.set_xticks(range(0, count, step), names[::step], rotation=60, ha="right", rotation_mode="anchor", fontsize=9)
        axis.set_yticks(range(0, count, step), names[::step], fontsize=9)
        axis.tick_params(length=0, colors=INK)
        for side in axis.spines.values():
            side.set_visible(False)
        axis.set_title(f"{ROLES[role]}\nlayer {mine[0]['layer']}, head {mine[0]['head']}"
                       f"   mean weight {float(mine[0]['score']):.2f}", loc="left", fontsize=11, color=INK)
    for axis in axes.flat[len(roles):]:
        axis.axis("off")
    bar = figure.colorbar(image, ax=axes, shrink=0.35, aspect=22, pad=0.02)
    bar.set_label("weight of a key; a row adds up to 1", color=SOFT)
    bar.outline.set_visible(False)
    figure.suptitle("Where a token looks: one head for each role  (row: the query; column: the key; grey: masked)\n",
                    x=0.02, ha="left", fontsize=13, color=INK, weight="bold")
    save(figure, folder, "attention.png")


def lens(folder):
    """What every layer would answer at every position; colour: probability of the final answer."""
    table = rows(folder, "lens.csv")
    layers = 1 + max(int(row["layer"]) for row in table)
    length = 1 + max(int(row["position"]) for row in table)
    first = max(0, length - 14)
    shown = [layer for layer in range(layers) if layers <= 18 or layer % 3 == 0 or layer + 9 > layers]
    cells = {(int(row["layer"]), int(row["position"])): row for row in table}
    grid = [[float(cells[layer, t]["answer_probability"]) for t in range(first, length)] for layer in shown]
    figure, axis = plt.subplots(figsize=(11.4, 0.34 * len(shown) + 1.9), constrained_layout=True)
    image = axis.imshow(grid, cmap=WEIGHTS, vmin=0, vmax=1, aspect="auto", origin="lower")
    for y, layer in enumerate(shown):
        for x, t in enumerate(range(first, length)):
            row = cells[layer, t]
            dark = float(row["answer_probability"]) > 0.5
            text = label(row["token"])
            axis.text(x, y, text if len(text) < 11 else text[:9] + "…", ha="center", va="center", fontsize=8,
                      color="white" if dark else INK if row["answer_rank"] == "1" else SOFT,
                      weight="bold" if row["answer_rank"] == "1" else "normal")
    axis.set_xticks(range(length - first), [label(cells[0, t]["input"]) for t in range(first, length)], fontsize=10)
    axis.set_yticks(range(len(shown)), [str(layer) for layer in shown], fontsize=9)
    axis.tick_params(length=0, colors=INK)
    axis.set_xlabel("token that was read", color=SOFT)
    axis.set_ylabel("layers passed", color=SOFT)
    for side in axis.spines.values():
        side.set_visible(False)
    axis.set_title("Logit lens: the likeliest next token, were the model to stop at this layer (bold: it is the final answer)",
                   loc="left", fontsize=12, color=INK, weight="bold")
    bar = figure.colorbar(image, ax=axis, aspect=30, pad=0.01)
    bar.set_label("probability of the final answer", color=SOFT)
    bar.outline.set_visible(False)
    save(figure, folder, "lens.png")


def arithmetic(folder):
    """FLOPs of a decoded token against the context; points: counted in this run."""
    formula = rows(folder, "flops_formula.csv")[0]
    weights, slope, longest = (float(formula[key]) for key in ("weights", "attention_per_key", "longest_context"))
    crossing = weights / slope
    end = max(longest, 2 * crossing)
    figure, axis = plt.subplots(figsize=(9.2, 4.6), constrained_layout=True)
    unit, name = (1e6, "MFLOP") if weights > 1e7 else (1e3, "kFLOP")
    n = [end * i / 100 for i in range(101)]
    axis.fill_between(n, 0, weights / unit, color=BLUE, alpha=0.16, lw=0)
    axis.fill_between(n, weights / unit, [(weights + slope * x) / unit for x in n], color=AMBER, alpha=0.26, lw=0)
    axis.plot(n, [(weights + slope * x) / unit for x in n], color=INK, lw=1.6)
    axis.axhline(weights / unit, color=BLUE, lw=1.2)
    counted = [row for row in rows(folder, "flops.csv") if row["forward"] == "decode"]
    axis.plot([int(row["past"]) + 1 for row in counted], [int(row["counted"]) / unit for row in counted], "o", ms=5,
              color=ROSE, label="counted in this run", zorder=3)
    axis.plot([crossing, crossing], [0, 2 * weights / unit], color=SOFT, lw=1, ls=(0, (4, 3)))
    axis.annotate(f"attention = weights\nat n = {crossing:,.0f}", (crossing, 2 * weights / unit), (-12, 14),
                  textcoords="offset points", ha="right", color=INK, fontsize=10)
    if longest < end:
        axis.axvline(longest, color=SOFT, lw=1)
        axis.text(longest, 0.03, " longest context", transform=axis.get_xaxis_transform(), color=SOFT, fontsize=9)
    axis.text(0.985 * end, 0.5 * weights / unit, "weights: 2 P, whatever the context", ha="right", va="center", color=BLUE)
    axis.text(0.985 * end, (weights + 0.42 * slope * end) / unit, "attention: 4 L Hq D n", ha="right", va="center", color="#9c5a14")
    axis.set_xlim(0, end)
    axis.set_ylim(0, 1.06 * (weights + slope * end) / unit)
    axis.set_xlabel("n, the keys that the token sees", color=SOFT)
    axis.set_ylabel(f"{name} for one token", color=SOFT)
    axis.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axis.tick_params(colors=INK, length=3)
    axis.grid(axis="y", color=RULE, lw=0.6)
    axis.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)
    axis.legend(frameon=False, loc="upper left")
    axis.set_title("Arithmetic of one decoded token", loc="left", fontsize=12, color=INK, weight="bold")
    save(figure, folder, "flops.png")


STYLE = {  # op: colour and words of its box
    "embedding": (GREEN, "embedding"),
    "rms_norm": (SOFT, "RMSNorm"),
    "linear": (BLUE, ""),
    "apply_rotary": (ROSE, "RoPE"),
    "attention": (AMBER, "softmax(q kᵀ / √D) v"),
    "swiglu": (ROSE, "SwiGLU"),
    "add": (SOFT, "+ residual"),
}


def box(axis, x, y, row, width):
    colour, words = STYLE[row["op"]]
    words = words or row["weight"].replace(" (tied)", "")
    axis.add_patch(FancyBboxPatch((x - width / 2, y - 0.3), width, 0.6, boxstyle="round,pad=0.02,rounding_size=0.12",
                                  facecolor=colour + "22", edgecolor=colour, lw=1.3))
    axis.text(x, y + 0.11, words, ha="center", va="center", fontsize=9.5, color=INK, weight="bold")
    axis.text(x, y - 0.14, row["sentence"].replace(", ", " · "), ha="center", va="center", fontsize=8.5, color=SOFT,
              family="monospace")


def arrow(axis, start, end, colour=SOFT, bend=0.0):
    axis.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=9, lw=1.1, color=colour,
                                   shrinkA=0, shrinkB=0, connectionstyle=f"arc3,rad={bend}"))


def shapes(folder):
    """One forward from left to right, with the shapes that its ops gave."""
    table = rows(folder, "shapes.csv")
    ops = [row["op"] for row in table]
    if len(table) != 18:
        return  # another activation than SiLU: other ops, another drawing
    one = dict(enumerate(table))
    place = {0: (1, 3), 1: (3.1, 3), 2: (5.2, 4.2), 3: (7.3, 4.2), 4: (5.2, 3), 5: (7.3, 3), 6: (5.2, 1.8),
             7: (9.65, 3), 8: (12, 3), 9: (14.1, 3),
             10: (3.1, -0.6), 11: (5.2, 0), 12: (5.2, -1.2), 13: (7.3, -0.6), 14: (10.7, -0.6), 15: (14.1, -0.6),
             16: (16.5, -0.6), 17: (18.6, -0.6)}
    figure, axis = plt.subplots(figsize=(15, 5), constrained_layout=True)
    for i, row in one.items():
        box(axis, *place[i], row, 2.3 if ops[i] == "attention" else 1.75)
    half = {i: 1.17 if ops[i] == "attention" else 0.9 for i in one}
    for a, b in ((0, 1), (1, 2), (1, 4), (1, 6), (2, 3), (4, 5), (3, 7), (5, 7), (7, 8), (8, 9),
                 (10, 11), (10, 12), (11, 13), (12, 13), (13, 14), (14, 15), (15, 16), (16, 17)):
        (x, y), (u, v) = place[a], place[b]
        arrow(axis, (x + half[a], y), (u - half[b], v))
    arrow(axis, (6.1, 1.8), (8.8, 2.66))
    # Residual connections, and the way from the first half of the layer to the second.
    axis.plot([2.05, 2.05, 14.1], [3, 5.05, 5.05], color=GREEN, lw=1.6)
    arrow(axis, (14.1, 5.05), (14.1, 3.36), GREEN)
    axis.plot([14.1, 14.1, 2.05, 2.05], [2.64, 0.95, 0.95, -0.6], color=GREEN, lw=1.6)
    arrow(axis, (2.05, -0.6), (2.2, -0.6), GREEN)
    axis.plot([2.05, 2.05, 14.1], [-0.6, -2.1, -2.1], color=GREEN, lw=1.6)
    arrow(axis, (14.1, -2.1), (14.1, -0.96), GREEN)
    axis.text(8.6, 5.17, "residual stream: every block only adds to it", color=GREEN, fontsize=9.5, ha="center")
    scores = table[7]["scores_sentence"].replace(", ", " · ")
    axis.text(9.8, 2.43, f"scores {scores}", ha="center", fontsize=8.5, color="#9c5a14", family="monospace")
    axis.add_patch(FancyBboxPatch((1.98, -2.45), 13.2, 7.95, boxstyle="round,pad=0.05,rounding_size=0.2", fill=False,
                                  edgecolor=RULE, lw=1.2, ls=(0, (5, 3)), zorder=0))
    layers = 1 + max(int(row["layer"]) for row in rows(folder, "heads.csv"))
    axis.text(15.05, 5.25, f"one layer of {layers}", ha="right", color=SOFT, fontsize=9.5)
    axis.set_xlim(-0.1, 19.6)
    axis.set_ylim(-2.7, 5.7)
    axis.axis("off")
    axis.set_title("Shapes through one forward (batch · tokens · width, heads apart as batch · heads · tokens · width)",
                   loc="left", fontsize=12.5, color=INK, weight="bold")
    save(figure, folder, "shapes.png")


def next_token(folder):
    table = rows(folder, "next_token.csv")
    figure, axis = plt.subplots(figsize=(8.4, 3.4), constrained_layout=True)
    values = [float(row["probability"]) for row in table]
    axis.barh(range(len(table)), values, color=BLUE, height=0.62)
    for y, value in enumerate(values):
        axis.text(value + 0.008, y, f"{value:.3f}", va="center", fontsize=9.5, color=INK)
    axis.set_yticks(range(len(table)), [row["token"].replace("$", r"\$") for row in table], fontsize=10, family="monospace")
    axis.invert_yaxis()
    axis.set_xlim(0, max(values) * 1.12)
    axis.set_xticks([])
    axis.tick_params(length=0, colors=INK)
    for side in axis.spines.values():
        side.set_visible(False)
    prompt = table[0]["prompt"].replace("$", r"\$")
    axis.set_title(f"Next token after: {prompt if len(prompt) < 70 else '…' + prompt[-68:]}", loc="left", fontsize=11.5,
                   color=INK, weight="bold")
    save(figure, folder, "next_token.png")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    # A Chinese prompt needs a font that has its characters, behind the usual one.
    installed = {font.name for font in font_manager.fontManager.ttflist}
    chinese = [name for name in ("Noto Sans CJK SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei") if name in installed]
    matplotlib.rcParams["font.family"] = ["DejaVu Sans", *chinese]
    for draw in (shapes, attention_maps, lens, arithmetic, next_token):
        draw(folder)


if __name__ == "__main__":
    main()
