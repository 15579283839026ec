# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# chapter and bench. The order and the titles of the book are docs/book.txt: topic, title, Chinese title,
# separated by tabs.

book=$root/docs/book.txt

# built_topics: the chapters that exist, in reading order.
built_topics() {
  local topic
  [[ -r $book ]] || return 0
  while IFS=$'\t' read -r topic _; do
    [[ -z $topic || $topic == "#"* || ! -e $root/chapters/$topic/CMakeLists.txt ]] || printf '%s\n' "$topic"
  done <"$book"
}

chapter_title() {
  local topic title chinese
  while IFS=$'\t' read -r topic title chinese; do
    [[ $topic != "$1" ]] || pick "$title" "${chinese:-$title}"
  done <"$book"
}

# require_topic VERB NAME
require_topic() {
  built_topics | grep -qxF -e "$2" ||
    die 2 "there is no chapter '$2'; the chapters are: $(built_topics | tr '\n' ' ')(./warplight chapter --list)"
}

verb_chapter() {
  local name="" only_list=0 wanted_language="" passed=()
  while (($# > 0)); do
    case $1 in
      --list) only_list=1 ;;
      --lang=*) wanted_language=${1#*=} ;;
      --lang)
        (($# > 1)) || die 2 "--lang takes zh or en"
        wanted_language=$2
        shift
        ;;
      *)
        if [[ -n $name ]]; then
          passed+=("$1")
        elif [[ $1 == -* ]]; then
          unknown_option chapter "$1"
        else
          name=$1
        fi
        ;;
    esac
    shift
  done
  set_language "$wanted_language"
  if ((only_list == 1)); then
    local topic
    while read -r topic; do printf '%-20s %s\n' "$topic" "$(chapter_title "$topic")"; done < <(built_topics)
    exit 0
  fi
  [[ -n $name ]] || die 2 "chapter takes a name; ./warplight chapter --list lists them"
  require_topic chapter "$name"
  set_up build weights plots
  choose_model_of_chapters
  run_chapter "$name" "${passed[@]}"
  exit
}

choose_model_of_chapters() {
  [[ -z ${WARPLIGHT_MODEL:-} ]] || return 0
  get_weights
  export WARPLIGHT_MODEL=$weights_file
  if [[ -n $weights_failure ]]; then
    say "warplight: SmolLM2-135M is missing ($weights_failure): the embedded model is used."
    WARPLIGHT_MODEL=$root/models/tiny
  fi
}

# run_chapter NAME [OPTIONS OF ITS PROGRAM]: its tables on stdout, its data and plots in out/NAME.
run_chapter() {
  local name=$1 status=0 out=$root/out/$1
  shift
  local program=$release/chapters/$name/chapter_$name
  build_release_target chapter "$name" "chapter_$name"
  mkdir -p "$out" || die 3 "$out cannot be written"
  WARPLIGHT_MODEL=${WARPLIGHT_MODEL:-$weights_file} "$program" --out "$out" --lang "$language" "$@" || return
  [[ -e $root/chapters/$name/plot.py ]] || return 0
  "$(plotting_python)" "$root/chapters/$name/plot.py" "$out" >"$logs/plot-$name.log" 2>&1 || status=1
  if ((status == 0)); then
    note plots "out/$name: $(find "$out" -name '*.png' -printf '%f ' | sort)"
  else
    tail -n 5 "$logs/plot-$name.log" >&2
    say "warplight: the plots of $name could not be drawn."
  fi
  return "$status"
}

# The user's own Python where it can plot, else Debian's.
plotting_python() {
  if python3 -c 'import matplotlib' 2>/dev/null; then printf python3; else printf /usr/bin/python3; fi
}

# bench_of NAME: the benchmark of a chapter, or of the emulator.
bench_of() {
  if [[ $1 == simt ]]; then
    printf '%s' "$root/cuda/simt/bench/bench.py"
  else
    printf '%s' "$root/chapters/$1/bench.py"
  fi
}

# bench [NAME] [OPTIONS]: a bench.py, run by the user's own Python, which has what is compared.
verb_bench() {
  local name=${1:-} names=() status=0
  if [[ -n $name && $name != -* ]]; then
    [[ $name == simt ]] || require_topic bench "$name"
    [[ -e $(bench_of "$name") ]] || die 2 "the chapter '$name' has no benchmark"
    names=("$name")
    shift
  else
    mapfile -t names < <({ built_topics; echo simt; } | while read -r name; do [[ ! -e $(bench_of "$name") ]] || printf '%s\n' "$name"; done)
    ((${#names[@]} > 0)) || die 2 "nothing has a benchmark yet"
  fi
  set_up build weights serve
  is_built || build_release bench "first slice" "${first_slice[@]}"
  choose_model_of_chapters
  for name in "${names[@]}"; do
    WARPLIGHT_CLI=$cli WARPLIGHT_SIMTCC=$simtcc python3 "$(bench_of "$name")" "$@" || status=$?
  done
  exit "$status"
}
