#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016,SC2034 # conditions are texts for eval; the sandbox reads the variables
# The driver and the real program together, on the embedded model: streams, exit codes, messages, several at
# once. program_test.sh PROGRAM
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "$0")/sandbox.sh"

built
cp "${1:?the built warplight-cli}" "$project/build/release/driver/warplight-cli"
sleep 0.1
touch "$project/build/release/.built"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
tiny=$repository/models/tiny
cd "$sandbox" || exit 1

drive chat --model "$tiny" --prompt "hello" --max-tokens 20
first=$out
ok "chat answers on stdout" eval '[[ $code == 0 && -n $out ]]'
ok "its figures go to stderr" eval '[[ $err == *tokens/s* && $out != *tokens/s* ]]'
drive chat --model "$tiny" --prompt "hello" --max-tokens 20
ok "the same prompt has the same answer" is "$out" "$first"
drive chat --model "$tiny" --prompt "hello" --max-tokens 20 --temperature 1.5 --seed 7
seven=$out
drive chat --model "$tiny" --prompt "hello" --max-tokens 20 --temperature 1.5 --seed 7
ok "the same seed has the same answer" is "$out" "$seven"
drive chat --model "$tiny" --prompt "The model" --max-tokens 20 --raw
ok "--raw prints the continuation alone" eval '[[ $code == 0 && -n $out && $out != "The model"* ]]'

printf 'The sky\n\n  two\n' >text
drive tokenize --model "$tiny" text
ok "tokenize prints a JSON array a line" eval '[[ $code == 0 && $(grep -cE "^\[([0-9]+(, ?[0-9]+)*)?\]$" <<<"$out") == 3 && $(sed -n 2p <<<"$out") == "[]" && -z $err ]]'
PATH=$stubs:$PATH "$project/warplight" tokenize --model "$tiny" - <text >from-pipe
ok "tokenize - reads standard input" is "$(<from-pipe)" "$out"

drive logits --model "$tiny" --ids 1,2,3 --out given.safetensors
ok "logits writes where the caller stands, and says nothing on stdout" eval '[[ $code == 0 && -z $out && -s given.safetensors ]]'
ok "the tensor is logits [T, V] in fp32" eval '[[ $(head -c 200 given.safetensors | tr -d "\0") == *logits*F32*"[3,"* ]]'
printf '1 2\n\t3\n' >ids
drive logits --model "$tiny" --ids ids --out file.safetensors
ok "a file of ids gives the same" cmp -s given.safetensors file.safetensors

# refused DESCRIPTION WORDS ARGUMENTS...: exit 2, nothing on stdout, a message with the words on stderr.
refused() {
  local description=$1
  words=$2
  shift 2
  drive "$@"
  ok "$description" eval '[[ $code == 2 && -z $out && $err == *"$words"* ]]'
}
refused "an unknown option" "--nonsense" chat --model "$tiny" --nonsense
refused "a temperature that is no number" "temperature" chat --model "$tiny" --prompt x --temperature warm
refused "a model that is not there" "nowhere" chat --model "$sandbox/nowhere" --prompt x
refused "a folder that holds no model" "$sandbox/tmp" chat --model "$sandbox/tmp" --prompt x
refused "ids that are no numbers" "two" logits --model "$tiny" --ids 1,two --out x
refused "an id outside the vocabulary" "99999" logits --model "$tiny" --ids 99999 --out x
refused "a file that cannot be written" "nowhere" logits --model "$tiny" --ids 1 --out "$sandbox/nowhere/x"
refused "no --out" "--out" logits --model "$tiny" --ids 1
refused "a text that is not there" "nowhere" tokenize --model "$tiny" nowhere
refused "a golden case that is not there" "nowhere" check nowhere
ok "nothing was written" eval '[[ ! -e x ]]'
cp -r "$tiny" broken
head -c 500 "$tiny/model.safetensors" >broken/model.safetensors
refused "truncated weights" "model.safetensors" chat --model "$sandbox/broken" --prompt x
echo '{' >broken/config.json
refused "a broken config" "config.json" chat --model "$sandbox/broken" --prompt x

cp -r "$tiny" "$project/models/"
PIP=no-network drive chat --prompt hello --max-tokens 20
ok "without network and weights the embedded model speaks" eval '[[ $code == 0 && $out == "$first" && $err == *embedded* ]]'

for number in 1 2 3 4; do
  PATH=$stubs:$PATH "$project/warplight" chat --model "$tiny" --prompt hello --max-tokens 20 >"side-$number" 2>"side-$number.err" &
done
wait
ok "four side by side answer as one does" eval '[[ $(cat side-? | sort | uniq -c | wc -l) == 1 && $(<side-1) == "$first" ]]'
finish
