# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# test: set up, build, and everything that CI checks, step by step; a failed step does not stop the others.

verb_test() {
  local only="" chosen=() name
  while (($# > 0)); do
    case $1 in
      --list)
        for name in "${step_names[@]}"; do printf '%-11s %s\n' "$name" "${step_titles[$name]}"; done
        exit 0
        ;;
      --only=*) only+=",${1#*=}" ;;
      --only)
        (($# > 1)) || die 2 "--only takes a step; ./warplight test --list names them"
        only+=",$2"
        shift
        ;;
      *) unknown_option test "$1" ;;
    esac
    shift
  done
  choose_steps "$only"
  set_up_tests "${chosen[@]}"
  run_steps "${chosen[@]}"
}

# choose_steps NAMES: into chosen, in the order of the list.
choose_steps() {
  local name
  for name in ${1//,/ }; do
    [[ -v step_titles[$name] ]] ||
      die 2 "there is no step '$name': ${step_names[*]}"
  done
  for name in "${step_names[@]}"; do
    [[ -n $1 && ",$1," != *",$name,"* ]] || chosen+=("$name")
  done
}

# set_up_tests STEP...: the packages and the weights that these steps need, and no others.
set_up_tests() {
  local groups=(build tests) steps=" $* "
  [[ ! $steps =~ ' '(sanitizers|fuzz|tidy|format|shellcheck)' ' ]] || groups+=(checks)
  [[ ! $steps =~ ' '(build|docs)' ' ]] || groups+=(docs serve)
  if [[ $steps =~ ' '(weights|tests|docs)' ' ]]; then
    groups+=(weights plots serve)
    set_up "${groups[@]}"
    start_download
  else
    set_up "${groups[@]}"
  fi
}

# run_steps STEP...: then the table, then ctest's own last words.
run_steps() {
  local step began failed=0 status remark skip
  local -A verdict=() said=()
  make_logs_folder
  remark=$logs/step-remark
  skip=$logs/step-skip
  rm -f -- "$logs"/ctest-*.log
  local before
  for step in "$@"; do
    before=${step_after[$step]:-}
    if [[ -n $before && ${verdict[$before]:-} == FAIL ]]; then
      verdict[$step]=FAIL
      said[$step]="not run: $before failed|0"
      note "$step" "FAIL  not run: $before failed"
      failed=1
      continue
    fi
    began=$SECONDS
    rm -f -- "$remark" "$skip"
    [[ $step != weights && $step != tests && $step != docs ]] || require_weights
    note "$step" "${step_titles[$step]}"
    ("step_$step")  # a step may give up (die)
    status=$?
    said[$step]=$(cat "$remark" 2>/dev/null)
    verdict[$step]=OK
    if ((status != 0)); then
      verdict[$step]=FAIL
      failed=1
    elif [[ -e $skip ]]; then
      verdict[$step]=skipped
      said[$step]=$(<"$skip")
    fi
    said[$step]+="|$((SECONDS - began))"
    note "$step" "${verdict[$step]}  ${said[$step]%|*}"
  done
  print_verdicts "$@"
  exit "$failed"
}

require_weights() {
  finish_download
  [[ -z $weights_failure ]] || die 3 "the tests need SmolLM2-135M, but $weights_failure"
}

# print_verdicts STEP...: reads verdict and said of run_steps.
print_verdicts() {
  local step
  printf '\n  %-11s %-8s %6s  %s\n' step verdict time remark
  for step in "$@"; do
    printf '  %-11s %-8s %5ss  %s\n' "$step" "${verdict[$step]}" "${said[$step]##*|}" "${said[$step]%|*}"
  done
  for step in sanitizers docs tests; do
    [[ -e $logs/ctest-$step.log ]] || continue
    printf '\n%s, as ctest closed:\n' "$step"
    grep -E '^(Total Test time|[0-9]+% tests passed|No tests were found)' "$logs/ctest-$step.log" | sort -r
  done
}
