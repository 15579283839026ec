#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""update_readme.py [--run] [--check [--cli PROGRAM]]: what the pages say about the repository, from the repository.

Between the markers `<!-- begin NAME -->` and `<!-- end NAME -->` of the pages it writes the table of chapters
and, with --run, what `./warplight run` prints. --check writes nothing: status 1 if a table is not current or
(with --cli, the path of warplight-cli) if the model no longer says what the page shows.
"""
import argparse
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
QUESTION = "Why is the sky blue?"
HEADS = {
    "en": ("Chapter", "Code", "Test", "Page", "Exercise", "reference", "tests"),
    "zh": ("章节", "代码", "测试", "讲解", "练习", "参考实现", "测试"),
}


def book():
    """(topic, title, Chinese title), in reading order."""
    text = (ROOT / "docs" / "book.txt").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def link(words, path):
    return f"[{words}]({path})" if (ROOT / path).exists() else "-"


def chapter_table(language):
    chapter, code, test, page, exercise, reference, tests = HEADS[language]
    lines = [f"| {chapter} | {code} | {test} | {page} | {exercise} |", "|---|---|---|---|---|"]
    for topic, title, chinese in book():
        pages = [link("English", f"chapters/{topic}/README.md"), link("中文", f"chapters/{topic}/README.zh.md")]
        pages = [entry for entry in pages if entry != "-"] or ["-"]
        lines.append(f"| `{topic}`: {title if language == 'en' else chinese} "
                     f"| {link(reference, f'reference_cpu/{topic}')} | {link(tests, f'tests/{topic}')} "
                     f"| {', '.join(pages)} | {link(exercise, f'exercises/{topic}')} |")
    return "\n".join(lines)


def chapter_list():
    """For the site's main page, where pages are reached by their ids."""
    lines = [f"- @subpage {topic}_page, @subpage {topic}_page_zh" for topic, _, _ in book()
             if (ROOT / "chapters" / topic / "README.md").is_file()]
    return "\n".join(lines) or "- none yet"


def printed(*arguments):
    """Standard output of a program of ours; stops with its own message if it fails."""
    result = subprocess.run(arguments, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, arguments))} ended with status {result.returncode}")
    return result.stdout


def run_block(language):
    option = ["--lang", language]
    shown = "$ ./warplight run" + (" --lang zh" if language == "zh" else "")
    output = printed(ROOT / "warplight", "run", *option).strip("\n")
    # What follows the line of figures is advice, and no news to a reader of the page.
    output = re.match(r"(?s).*? tokens/s[^\n]*", output)[0]
    return f"```text\n{shown}\n{output}\n```"


def replaced(text, name, body):
    found = re.search(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", text, re.DOTALL)
    if found is None:
        sys.exit(f"the markers of '{name}' are missing")
    return f"{text[:found.start()]}{found[1]}{body}\n{found[2]}{text[found.end():]}"


def spoken_is_current(cli):
    """The page shows the model's words, and its perplexity, as the program gives them now."""
    shown = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    answer = " ".join(printed(cli, "chat", "--prompt", QUESTION, "--max-tokens", "128").split())
    perplexity = float(printed(cli, "perplexity", "--text", ROOT / "models" / "paragraph.txt"))
    return answer in shown and f"perplexity of a known paragraph {perplexity:.2f} " in shown


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--run", action="store_true")
    parser.add_argument("--cli", type=pathlib.Path)
    options = parser.parse_args()

    blocks = {
        "README.md": {"chapters": chapter_table("en")},
        "README.zh.md": {"chapters": chapter_table("zh")},
        "docs/index.md": {"chapters": chapter_list()},
    }
    if options.run:
        blocks["README.md"]["run"] = run_block("en")
        blocks["README.zh.md"]["run"] = run_block("zh")
    stale = []
    for page, bodies in blocks.items():
        path = ROOT / page
        text = new = path.read_text(encoding="utf-8")
        for name, body in bodies.items():
            new = replaced(new, name, body)
        if new != text and options.check:
            stale.append(f"{page}: its tables are not current; run docs/update_readme.py")
        elif new != text:
            path.write_text(new, encoding="utf-8")
    if options.cli and not spoken_is_current(options.cli):
        stale.append("README.md: the model says something else now; run docs/update_readme.py --run")
    for line in stale:
        print(line)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
