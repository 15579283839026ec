# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# The verbs, their one-line summaries, and what --help and --version print.

verb_names=(run build test doctor chat logits tokenize chapter bench check simtcc docs)

declare -A verb_summary=(
  [run]="set up, build the first slice, let the real model speak"
  [build]="set up and build everything, no more"
  [test]="set up, build, run everything that CI checks"
  [doctor]="what is installed, what is missing, what would be done about it"
  [chat]="talk to SmolLM2 or any Llama checkpoint"
  [logits]="the same model's logits for token ids, as a safetensors file"
  [tokenize]="text to token ids, one JSON array a line"
  [chapter]="one chapter: its tables here, its plots in out/NAME/; --list"
  [bench]="benchmarks, side by side with what is installed"
  [check]="compare golden cases with the reference"
  [simtcc]="compile and run any CUDA program on this CPU, with checkers and counters"
  [docs]="the site, built and served on this machine"
)

declare -A verb_usage=(
  [run]="run [--all] [--lang zh|en]
  --all    every chapter, too
  --lang   language of the prose (default: from LANG)"
  [build]="build"
  [test]="test [--only STEP[,STEP...]] [--list]
  --only   run these steps alone
  --list   name the steps and stop"
  [doctor]="doctor"
  [chat]="chat [--model DIR|FILE.gguf] [--prompt TEXT] [options]"
  [logits]="logits --ids 1,2,3|FILE [--model M] --out F.safetensors"
  [tokenize]="tokenize [--model M] [--special] FILE|-"
  [check]="check FILE..."
  [chapter]="chapter NAME [--lang zh|en] [options of its program] | chapter --list
  --list   the chapters, in reading order"
  [bench]="bench [NAME|simt] [options of the benchmark]"
  [simtcc]="simtcc [nvcc flags] [--check=LIST] FILES -o EXE | simtcc run [options] FILES [-- ARGS]"
  [docs]="docs [--no-serve] [--port N]
  --no-serve   build the site, no more
  --port       port on 127.0.0.1 (default 8000)"
)

print_version() {
  local version commit
  version=$(sed -n 's/^project(warplight VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt" 2>/dev/null)
  commit=$(git -C "$root" rev-parse --short HEAD 2>/dev/null)
  printf 'warplight %s%s\n' "${version:-unknown}" "${commit:+ ($commit)}"
}

print_help() {
  local verb
  printf 'warplight: a multimodal LLM you can read, run and break.\n\nUsage: ./warplight VERB [options]\n\n'
  for verb in "${verb_names[@]}"; do
    printf '  %-9s %s\n' "$verb" "${verb_summary[$verb]}"
  done
  cat <<'TEXT'

  ./warplight VERB --help says more; --version prints the version.
  Start with ./warplight run.

Exit codes: 0 good, 1 verdict negative, 2 bad usage or input, 3 set-up impossible, 130 Ctrl-C.
Settings:   WARPLIGHT_CACHE (weights; default ~/.cache/warplight), WARPLIGHT_MODEL (default model).
TEXT
}

print_verb_help() {
  printf '%s\n\nUsage: ./warplight %s\n' "$1: ${verb_summary[$1]}" "${verb_usage[$1]}"
}

wants_help() {
  local argument
  for argument in "$@"; do
    case $argument in
      -h | --help) return 0 ;;
      --) return 1 ;;
    esac
  done
  return 1
}

is_verb() { [[ -n ${1:-} && -v verb_summary[$1] ]]; }

# closest_verb WORD: the verb with the fewest edits.
closest_verb() {
  local verb best="" least=99 edits
  for verb in "${verb_names[@]}"; do
    edits=$(edit_distance "$1" "$verb")
    if ((edits < least)); then
      least=$edits
      best=$verb
    fi
  done
  printf '%s' "$best"
}

edit_distance() {
  local a=${1:0:20} b=$2 i j above corner next
  local -a row
  for ((j = 0; j <= ${#b}; j++)); do row[j]=$j; done
  for ((i = 1; i <= ${#a}; i++)); do
    corner=${row[0]}
    row[0]=$i
    for ((j = 1; j <= ${#b}; j++)); do
      above=${row[j]}
      next=$((corner + 1))
      [[ ${a:i-1:1} != "${b:j-1:1}" ]] || next=$corner
      ((above + 1 >= next)) || next=$((above + 1))
      ((row[j - 1] + 1 >= next)) || next=$((row[j - 1] + 1))
      corner=$above
      row[j]=$next
    done
  done
  printf '%d' "${row[${#b}]}"
}

unknown_option() { die 2 "$1 does not know '$2' (./warplight $1 --help lists what it takes)"; }
