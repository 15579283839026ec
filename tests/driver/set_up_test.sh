#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016,SC2034 # conditions are texts for eval; the sandbox reads the variables
# Set-up that cannot be: one sentence, exit 3, and the machine as it was.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "$0")/sandbox.sh"

# What apt was asked to do, beyond looking.
changes() { grep -vE -- ' update$| -s |--print-uris' "$sandbox/apt-calls" 2>/dev/null; }

INSTALLED=no APT=no-network drive run
gives_up "no network, packages missing" 3 "no network"
ok "the title comes first" has "$(head -n 1 <<<"$err")" "warplight: a multimodal LLM"
ok "apt changed nothing" is "$(changes)" ""

INSTALLED=no APT=full-lists drive build
gives_up "no room for apt's lists" 3 "disk is full"

INSTALLED=no FREE_KB=100000 drive run
gives_up "too little disk" 3 "disk is too full"
ok "what is needed and what is free is said" eval '[[ $err =~ [0-9.]+\ MB\ needed\ on\ /,\ 100\ MB\ free ]]'
ok "apt changed nothing" is "$(changes)" ""

INSTALLED=no APT=full-disk drive build
gives_up "the disk fills up while packages are installed" 3 "disk filled up"
ok "needs were stated before" eval '[[ $err == *"needed "*"1 Debian package (5 MB to fetch, 1 MB unpacked"* ]]'
ok "what apt had fetched is cleared away" has "$(changes)" "clean"

NINJA=full-disk drive build
gives_up "the disk fills up during the build" 3 "disk filled up during the build"
NINJA=fails drive build
gives_up "a broken source" 3 "build/logs/build-release.log"
ok "what the compiler said is shown" has "$err" "a.cpp:1: error: broken"

printf '#!/bin/bash\n[[ $1 == -s ]] && echo Darwin || echo arm64\n' | stub uname
drive run
gives_up "macOS" 3 "macOS is not supported"
printf '#!/bin/bash\n[[ $1 == -s ]] && echo Linux || echo aarch64\n' | stub uname
drive build
gives_up "another processor" 3 "aarch64"
rm "$stubs/uname"
# shellcheck source=/dev/null
source "$project/driver/platform.sh"
for release in 'ID=fedora VERSION_ID=42' 'ID=debian VERSION_ID=11' 'ID=ubuntu VERSION_ID=22.04' 'ID=debian'; do
  tr ' ' '\n' <<<"$release" >"$sandbox/os-release"
  ok "refused kindly: $release" has "$(platform_refusal Linux x86_64 "$sandbox/os-release")" "Debian 12 or 13 or Ubuntu 24.04"
done
for release in 'ID=debian VERSION_ID="12"' 'ID=debian VERSION_ID="13"' 'ID=ubuntu VERSION_ID="24.04"'; do
  tr ' ' '\n' <<<"$release" >"$sandbox/os-release"
  ok "welcome: $release" eval '! platform_refusal Linux x86_64 "$sandbox/os-release"'
done

# The rest as somebody who is not root.
chmod 777 "$sandbox" "$project" "$sandbox/home"
rm -rf "$project/build" "$WARPLIGHT_CACHE"
touch "$sandbox/apt-calls" && chmod 666 "$sandbox/apt-calls"
((EUID != 0)) || as_user=(setpriv --reuid 65534 --regid 65534 --clear-groups)
mkdir "$sandbox/no-sudo"
ln -s /usr/bin/* "$sandbox/no-sudo/"
rm -f "$sandbox/no-sudo/sudo" "$stubs/sudo"
: >"$sandbox/apt-calls"
INSTALLED=no path=$stubs:$sandbox/no-sudo drive run
gives_up "no sudo" 3 "sudo is not installed"
ok "apt changed nothing" is "$(changes)" ""
printf '#!/bin/bash\necho "sudo: a password is required" >&2; exit 1\n' | stub sudo
INSTALLED=no drive build
gives_up "sudo that is not permitted" 3 "may not use sudo"
ok "apt changed nothing" is "$(changes)" ""
printf '#!/bin/bash\n[[ $1 != -n ]] || shift\n[[ $1 == true ]] || echo "sudo $*" >>"$SANDBOX/apt-calls"; exec "$@"\n' | stub sudo
INSTALLED=no APT=busy drive build
ok "with sudo apt is called through it" has "$(changes)" "sudo env"
ok "a busy apt is waited for, and named" has "$err" "apt is in use"
finish
