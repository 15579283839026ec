#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# filter_test.sh ROOT: what docs/markdown_filter.pl changes, and what it must not.
set -u -o pipefail
cd -- "$1" || exit 1
failed=0

# expect WHAT INPUT OUTPUT FILTER...
expect() {
  local what=$1 wanted=$3 got
  got=$(printf '%s\n' "$2" | "${@:4}") || failed=1
  [[ $got == "$wanted" ]] || {
    printf '%s\n  wanted: %q\n  got:    %q\n' "$what" "$wanted" "$got"
    failed=1
  }
}

# shellcheck disable=SC2016 # dollars and backticks are the subject
{
  page=(perl docs/markdown_filter.pl)
  expect "inline formula" 'so $x_i$ and $y$.' 'so \f$x_i\f$ and \f$y\f$.' "${page[@]}"
  expect "formula beside Chinese" '权重$W$的形状' '权重\f$W\f$的形状' "${page[@]}"
  expect "code span" 'run `$HOME/$x` and `` a`$b$ `` for $c$' 'run `$HOME/$x` and `` a`$b$ `` for \f$c\f$' "${page[@]}"
  expect "prices" 'from $5 to $ 6' 'from $5 to $ 6' "${page[@]}"
  expect "fence of maths" $'```math\na_i\n```\n$b$' $'\\f[\na_i\n\\f]\n\\f$b\\f$' "${page[@]}"
  expect "fence of code" $'```sh\necho $a $b\n```' $'```sh\necho $a $b\n```' "${page[@]}"
  expect "long fence" $'````md\n```math\n$a$\n```\n````' $'````md\n```math\n$a$\n```\n````' "${page[@]}"
  expect "indented code" '    $ ./warplight $a$' '    $ ./warplight $a$' "${page[@]}"
  expect "page title" '# Warplight <!-- README {#readme} -->' '# README {#readme}' "${page[@]}"
  expect "page id" '# Warplight <!-- {#readme} -->' '# Warplight {#readme}' "${page[@]}"
  expect "bold" '所以**一次**前向，`**x` 与 **两次**' '所以<b>一次</b>前向，`**x` 与 <b>两次</b>' "${page[@]}"
  expect "bar in a table" '| `<\|x\|>` | `a` |' '| <code>&lt;\|x\|&gt;</code> | `a` |' "${page[@]}"
  expect "link in code" '`[a](docs/notation.md)`' '`[a](docs/notation.md)`' "${page[@]}"
  expect "links" '[op](common/ops/add.hpp), [page](docs/notation.md#x), [no id](a.md), [site](https://a.org/b)' \
    'op, [page](@ref notation), no id, [site](https://a.org/b)' "${page[@]}"
  expect "image" '![house](docs/images/house.svg)' '![house](docs/images/house.svg)' "${page[@]}"
  # A page's links are relative to its folder.
  "${page[@]}" docs/glossary.md | grep -qF '[Notation](@ref notation)' || {
    echo "docs/glossary.md does not lead to the notation"
    failed=1
  }
}
exit "$failed"
