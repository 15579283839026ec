#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_site.py HTML_FOLDER REPOSITORY: the built site needs no other host and leads nowhere wrong.

Pages, style sheets and scripts fetch nothing from a remote host; every internal link has its file and its
anchor; every chapter of the book has its pages; no formula, snippet or page id was left as plain text.
"""
import html.parser
import pathlib
import re
import sys
import urllib.parse

REMOTE = re.compile(r"^(?:[a-z]+:)?//", re.IGNORECASE)
FETCHED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src"),
           ("object", "data"), ("embed", "src")}
CODE = ("code", "pre", "script", "style", "tt")
LEFT_OVER = re.compile(r"\\f[\[\]$]|[\\@](?:snippet|subpage|ref|(?:sub)*section)\b|```|\*\*|\{#\w+\}")


class Page(html.parser.HTMLParser):
    """The links of a page, what it fetches, its anchors, and its text outside code."""

    def __init__(self, path):
        super().__init__()
        self.links, self.fetched, self.anchors, self.text = [], [], set(), []
        self.code_depth, self.divisions = 0, []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("id", "name") and value:
                self.anchors.add(value)
            elif (tag, name) in FETCHED:
                self.fetched.append(value)
            elif (tag, name) == ("a", "href") and value:
                self.links.append(value)
        if tag == "div":
            self.divisions.append(("class", "fragment") in attributes)
            self.code_depth += self.divisions[-1]
        elif tag in CODE:
            self.code_depth += 1

    def handle_endtag(self, tag):
        if tag == "div":
            self.code_depth -= self.divisions.pop()
        elif tag in CODE:
            self.code_depth -= 1

    def handle_data(self, data):
        # A formula is text too, until the browser has set it.
        if self.code_depth == 0:
            self.text.append(re.sub(r"\\\(.*?\\\)|\\\[.*?\\\]", "", data, flags=re.DOTALL))


def check_page(path, pages, errors):
    page = pages[path]
    for target in page.fetched:
        if REMOTE.match(target):
            errors.append(f"{path.name}: fetches {target}")
    for target in page.fetched + page.links:
        parts = urllib.parse.urlsplit(target)
        if parts.scheme or parts.netloc or target.startswith("javascript:"):
            continue
        file = (path.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else path
        if not file.is_file():
            errors.append(f"{path.name}: {target} leads to no file")
        elif parts.fragment and file in pages and parts.fragment not in pages[file].anchors:
            errors.append(f"{path.name}: {target} leads to no anchor")
    if not path.name.endswith("_source.html"):
        for match in LEFT_OVER.finditer("".join(page.text)):
            errors.append(f"{path.name}: '{match.group()}' is left as plain text")


def check_assets(root, errors):
    for path in root.rglob("*.css"):
        for target in re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')\s;]+)", path.read_text(encoding="utf-8")):
            if REMOTE.match(target):
                errors.append(f"{path.name}: fetches {target}")
    for path in root.rglob("*.js"):
        text = path.read_text(encoding="utf-8", errors="replace")
        for target in re.findall(r"(?:\.src\s*=|fetch\(|import\(?|loadScript\()\s*[\"'](https?:)?//[^\"']*", text):
            errors.append(f"{path.name}: fetches {target}")
        if path.parent == root and path.stem == "navtreedata":
            for target in re.findall(r'"([\w./-]+\.html)[#"]', text):
                if not (root / target).is_file():
                    errors.append(f"{path.name}: {target} leads to no file")


def check_book(root, repository, errors):
    for line in (repository / "docs" / "book.txt").read_text(encoding="utf-8").splitlines():
        topic, *titles = line.split("\t")
        if len(titles) != 2:
            errors.append(f"book.txt: '{line}' is not topic, title and Chinese title")
        for source, page in (("README.md", f"{topic}_page.html"), ("README.zh.md", f"{topic}_page_zh.html")):
            if (repository / "chapters" / topic / source).is_file() and not (root / page).is_file():
                errors.append(f"chapters/{topic}/{source} did not become {page}")


def main():
    root, repository = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    errors = []
    pages = {path: Page(path) for path in sorted(root.glob("*.html"))}
    if not (root / "index.html").is_file() or not (root / "search").is_dir():
        errors.append("no index.html, or no search")
    for path in pages:
        check_page(path, pages, errors)
    check_assets(root, errors)
    check_book(root, repository, errors)
    for error in errors[:50]:
        print(error)
    links = sum(len(page.links) for page in pages.values())
    print(f"{len(pages)} pages, {links} links, {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
