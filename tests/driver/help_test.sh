#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016,SC2034 # conditions are texts for eval; the sandbox reads the variables
# Help and version answer anywhere, on stdout, and build nothing.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "$0")/sandbox.sh"

INSTALLED=no
drive --help
ok "--help exits 0" is "$code" 0
ok "--help speaks on stdout alone" is "$err" ""
ok "no line of help passes 110 columns" is "$(awk 'length > 110' <<<"$out")" ""
listed=$(sed -n 's/^  \([a-z]*\)  .*/\1/p' <<<"$out")
for verb in $listed; do
  drive "$verb" --help
  ok "$verb --help exits 0 and shows its usage" eval '[[ $code == 0 && $out == *"Usage: ./warplight '"$verb"'"* && -z $err ]]'
done
ok "all twelve verbs are listed" is "$(wc -w <<<"$listed")" 12

drive --version
ok "--version is one line with the project's version" eval '[[ $code == 0 && $out =~ ^warplight\ [0-9]+\.[0-9]+\.[0-9]+ && -z $err ]]'
drive
ok "no verb at all shows help and exits 2" eval '[[ $code == 2 && -z $out && $err == *Usage* ]]'
ok "nothing was built or installed" eval '[[ ! -e $sandbox/ninja-calls && ! -e $sandbox/apt-calls ]]'

built
drive chat --help
ok "once built, the program's own help is shown" is "$out" "answer chat --help"
finish
