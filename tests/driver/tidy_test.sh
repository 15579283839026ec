#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016,SC2034 # conditions are texts for eval; the sandbox reads the variables
# The step tidy: every source once, findings fail it, and a source that was clean is not looked at again
# until something that its verdict depends on changes.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "$0")/sandbox.sh"

stub clang-tidy-19 <<'STUB'
#!/bin/bash
if [[ $1 == --version ]]; then echo "version $TIDY_VERSION"; exit; fi
source=${!#}
echo "$source" >>"$SANDBOX/tidied"
if grep -q goto "$source"; then echo "$source:1:1: error: goto [bugprone]"; exit 1; fi
STUB
stub ninja <<'STUB'
#!/bin/bash
printf 'a.o: #deps 2, deps mtime 1 (VALID)\n    %s/common/a.cpp\n    ../../common/a.hpp\n\n' "$PROJECT"
printf 'b.o: #deps 1, deps mtime 1 (VALID)\n    %s/common/b.cpp\n\n' "$PROJECT"
STUB
export TIDY_VERSION=19
mkdir -p "$project/build/release"
for name in a b; do
  echo "int $name;" >"$project/common/$name.cpp"
  printf '{\n  "directory": "%s",\n  "command": "c++ -I%s -o %s.o -c %s",\n  "file": "%s"\n},\n' "$project/build/release" \
    "$project" "$name" "$project/common/$name.cpp" "$project/common/$name.cpp"
done >"$project/build/release/compile_commands.json"
echo "int header;" >"$project/common/a.hpp"
mkdir -p "$project/cuda/simt"
echo "Checks: bugprone-*" | tee "$project/.clang-tidy" >"$project/cuda/simt/.clang-tidy"

# tidies WHAT EXPECTED_CODE FILES: which sources are looked at.
tidies() {
  rm -f "$sandbox/tidied"
  drive test --only tidy
  seen=$(sed 's|.*/common/||' "$sandbox/tidied" 2>/dev/null | sort | tr '\n' ' ')
  expected=$2 files=$3
  ok "$1: looks at '${seen% }', exits $code" eval '[[ $code == "$expected" && $seen == "$files" ]]'
}
tidies "the first time" 0 "a.cpp b.cpp "
tidies "the second time" 0 ""
echo "int other;" >>"$project/common/a.hpp"
tidies "a changed header" 0 "a.cpp "
echo "goto" >>"$project/common/b.cpp"
tidies "a finding" 1 "b.cpp "
ok "is shown" has "$err" "b.cpp:1:1: error: goto"
tidies "and stays one" 1 "b.cpp "
echo "int b;" >"$project/common/b.cpp"
tidies "the source that was clean before" 0 ""
TIDY_VERSION=20 tidies "another clang-tidy" 0 "a.cpp b.cpp "
echo "Checks: performance-*" >"$project/.clang-tidy"
tidies "other checks" 0 "a.cpp b.cpp "
sed -i 's/-I/-O3 -I/' "$project/build/release/compile_commands.json"
tidies "other flags" 0 "a.cpp b.cpp "
mv "$project" "$project-moved"
project=$project-moved PROJECT=$sandbox/project-moved
sed -i "s|$sandbox/project/|$sandbox/project-moved/|g; s|$sandbox/project |$sandbox/project-moved |g; s|$sandbox/project\"|$sandbox/project-moved\"|g" \
  "$project/build/release/compile_commands.json"
tidies "another clone" 0 ""
: >"$project/build/release/compile_commands.json"
tidies "no sources at all" 1 ""
finish
