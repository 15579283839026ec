# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# Where Warplight runs: Linux on x86-64, on the releases whose packages it is tried with.

# require_platform: ends kindly, with exit 3, anywhere else.
require_platform() {
  local reason
  reason=$(platform_refusal "$(uname -s)" "$(uname -m)" /etc/os-release) || return 0
  die 3 "$reason"
}

# platform_refusal KERNEL MACHINE RELEASE_FILE: prints why not and succeeds, or fails where all is well.
platform_refusal() {
  local kernel=$1 machine=$2 release=$3 name
  local needs="Debian 12 or 13 or Ubuntu 24.04 (a container or WSL2 will do)"
  if [[ $kernel == Darwin ]]; then
    printf 'macOS is not supported; Warplight needs %s' "$needs"
  elif [[ $kernel != Linux ]]; then
    printf '%s is not supported; Warplight needs %s' "$kernel" "$needs"
  elif [[ $machine != x86_64 ]]; then
    printf 'this machine has a %s processor; Warplight needs x86-64' "$machine"
  else
    name=$(release_name "$release")
    case $name in
      "debian 12" | "debian 13" | "ubuntu 24.04") return 1 ;;
    esac
    printf 'this is %s; Warplight needs %s' "${name:-an unknown Linux}" "$needs"
  fi
}

# release_name FILE: "debian 12"
release_name() {
  [[ -r $1 ]] || return 0
  (
    ID="" VERSION_ID=""
    # shellcheck source=/dev/null
    source "$1"
    printf '%s' "$ID${VERSION_ID:+ $VERSION_ID}"
  )
}
