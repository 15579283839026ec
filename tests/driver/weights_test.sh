#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016,SC2034 # conditions are texts for eval; the sandbox reads the variables
# Weights that cannot be had: without a network run and chat let the embedded model speak; whatever is
# altered, cut off or does not fit ends in one sentence with exit 3; nothing corrupt stays in the cache.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "$0")/sandbox.sh"

left_in_cache() { find "$WARPLIGHT_CACHE" -mindepth 1 ! -name .lock 2>/dev/null; }

built
CLI_DOES='printf "%s speaks\n" "$WARPLIGHT_MODEL"'
for pip in no-network not-offered; do
  PIP=$pip drive chat --prompt hello
  ok "chat, $pip: the embedded model speaks" is "$out" "$project/models/tiny speaks"
  ok "chat, $pip: one line says so" eval '[[ $code == 0 && $(grep -c embedded <<<"$err") == 1 && $(tail -n 1 <<<"$err") == *embedded* ]]'
  PIP=$pip drive logits --ids 1 --out x
  gives_up "logits, $pip" 3 "SmolLM2-135M or --model"
  PIP=$pip drive tokenize x
  gives_up "tokenize, $pip" 3 "SmolLM2-135M or --model"
done
INSTALLED=no PIP=absent APT=no-network drive chat --prompt hello
ok "chat, no pip and no network: the embedded model speaks" is "$out" "$project/models/tiny speaks"
PIP=no-network drive run
ok "run, no network: part 2 says so and goes on" eval '[[ $code == 0 && $out == *"embedded model"*"tiny speaks"* && $out == *ready.* ]]'
ok "the cache is clean" is "$(left_in_cache)" ""

for case in "altered:not the published file" "altered-index:not the published file" "interrupted:interrupted" "full-disk:disk filled up"; do
  for verb in chat run build; do
    PIP=${case%%:*} drive "$verb"
    gives_up "$verb, ${case%%:*}" 3 "${case#*:}"
    ok "the cache is clean" is "$(left_in_cache)" ""
  done
done

# A shell remembers only so many children: here the download ends long before the build.
rm -rf "$project/build"
stub ninja <<'STUB'
#!/bin/bash
sleep 3
mkdir -p "$PROJECT/build/release/cuda/simt/simtcc"
cp "$SANDBOX/cli" "$PROJECT/build/release/driver/warplight-cli"
cp "$SANDBOX/simtcc" "$PROJECT/build/release/cuda/simt/simtcc/simtcc"
STUB
PIP=no-network drive run
ok "a download that failed during the build is known after it" eval '[[ $code == 0 && $out == *"embedded model"* ]]'

FREE_KB=1000 drive chat
gives_up "no room for the weights" 3 "disk is too full"

with_weights
echo more >>"$WARPLIGHT_CACHE/smollm2-135m-instruct.gguf"
PIP=interrupted drive chat
gives_up "a file that changed is not used" 3 "interrupted"
ok "the cache is clean" is "$(left_in_cache)" ""

chmod 555 "$sandbox/cache"
if ((EUID != 0)); then
  drive chat
  gives_up "a cache that cannot be written" 3 "WARPLIGHT_CACHE"
fi
chmod 755 "$sandbox/cache"
: >"$sandbox/file"
WARPLIGHT_CACHE=$sandbox/file/cache drive chat
gives_up "a cache that cannot be" 3 "WARPLIGHT_CACHE"
finish
