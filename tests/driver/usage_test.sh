#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016,SC2034 # conditions are texts for eval; the sandbox reads the variables
# Wrong usage: exit 2 and one sentence that says what to do; nothing is set up first.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "$0")/sandbox.sh"

INSTALLED=no
drive chatt
gives_up "an unknown verb" 2 "did you mean 'chat'?"
drive tokenise
gives_up "another unknown verb" 2 "did you mean 'tokenize'?"
drive --colour
gives_up "an unknown option in front" 2 "'--colour'"
for verb in run build test doctor chapter docs; do
  drive "$verb" --nonsense
  gives_up "$verb with an unknown option" 2 "--nonsense"
done
drive run --lang fr
gives_up "run in an unknown language" 2 "zh or en"
drive run --lang
gives_up "run --lang without a value" 2 "zh or en"
drive chapter
gives_up "chapter without a name" 2 "takes a name"
drive chapter nonsense
gives_up "an unknown chapter" 2 "transformer"
drive bench nonsense
gives_up "an unknown benchmark" 2 "transformer"
drive bench transformer
gives_up "a chapter without a benchmark" 2 "has no benchmark"
drive docs --port 70000
gives_up "a port out of range" 2 "65535"
drive test --only nonsense
gives_up "an unknown step" 2 "build weights tests"
ok "nothing was built or installed" eval '[[ ! -e $sandbox/ninja-calls && ! -e $sandbox/apt-calls ]]'

drive chapter --list
ok "chapter --list names topic and title" eval '[[ $code == 0 && $out == "transformer"*"The transformer" ]]'
drive chapter --list --lang zh
ok "chapter --list --lang zh names the Chinese title" has "$out" "解码器"
finish
