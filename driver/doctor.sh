# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# doctor: what is installed, what is missing, what would be done about it. It changes nothing.

verb_doctor() {
  (($# == 0)) || unknown_option doctor "$1"
  local lacking=0 reason
  if reason=$(platform_refusal "$(uname -s)" "$(uname -m)" /etc/os-release); then
    row platform FAIL "$reason"
    exit 1
  fi
  row platform ok "$(release_name /etc/os-release), $(nproc) cores, $(awk '/^MemTotal:/ { printf "%d GB", $2 / 1000000 }' /proc/meminfo) of memory"
  row rights "$(rights_verdict)" "$(rights_text)"
  row disk ok "$(gb "$(free_kb "$root")") free for the build, $(gb "$(free_kb "$cache")") for the weights"
  doctor_packages run build weights
  doctor_packages test tests checks
  doctor_packages docs docs serve
  doctor_packages chapter plots
  doctor_weights
  doctor_build
  row gpu "-" "$(command -v nvcc >/dev/null && printf 'nvcc is here: test compiles the CUDA sources too' || printf 'no nvcc: nothing needs it')"
  ((lacking == 0)) || printf '\nTo install what is missing: ./warplight run (what run needs), ./warplight test (all of it).\n'
  exit "$lacking"
}

row() { printf '%-9s %-8s %s\n' "$1" "$2" "$3"; }

rights_verdict() { if ((EUID == 0)) || command -v sudo >/dev/null; then printf ok; else printf '-'; fi; }

rights_text() {
  if ((EUID == 0)); then
    printf 'root: packages are installed without sudo'
  elif command -v sudo >/dev/null; then
    printf 'packages are installed with sudo'
  else
    printf 'no sudo: an administrator has to install packages'
  fi
}

# doctor_packages VERB GROUP...
doctor_packages() {
  local verb=$1
  shift
  find_missing "$@"
  if ((${#missing[@]} == 0)); then
    row packages ok "all that $verb needs"
    return
  fi
  lacking=1
  row packages missing "$verb needs ${#missing[@]} more; it would run:"
  printf '%-18s apt-get install --no-install-recommends %s\n' "" "${missing[*]}" | fold -s -w 106 | sed '2,$s/^/                   /'
}

doctor_weights() {
  if weights_intact; then
    row weights ok "SmolLM2-135M, whole file checked: $weights_file"
  elif [[ -e $weights_file ]]; then
    lacking=1
    row weights FAIL "$weights_file is not the published file: the next start fetches it again"
  else
    lacking=1
    row weights missing "run fetches SmolLM2-135M (93 MB) into $cache"
  fi
}

doctor_build() {
  if is_built; then
    row build ok "${cli#"$root"/}"
  else
    lacking=1
    row build missing "the program is not built, or older than its sources: any verb builds it"
  fi
}
