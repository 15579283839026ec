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
  local needed="Debian 12 or 13 or Ubuntu 24.04 (a container will do, or WSL2)"
  if [[ $kernel == Darwin ]]; then
    printf 'macOS is not supported; needed: %s' "$needed"
  elif [[ $kernel != Linux ]]; then
    printf '%s is not supported; needed: %s' "$kernel" "$needed"
  elif [[ $machine != x86_64 ]]; then
    printf 'this machine has an %s processor; x86-64 is needed' "$machine"
  else
    name=$(release_name "$release")
    case $name in
      "debian 12" | "debian 13" | "ubuntu 24.04") return 1 ;;
    esac
    printf 'this is %s; needed: %s' "${name:-an unknown Linux}" "$needed"
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
