# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# clang-tidy over every source that the release build compiles. A source that was clean is not looked at
# again until it, a header of ours that it includes, its flags, the checks or the packages change.

tidy_passed=$cache/tidy
tidy_total=0

# run_tidy: status 1 where any source has a finding.
run_tidy() {
  local log=$logs/tidy.log status=0 file key todo=() sources=0
  local -A key_of=()
  while IFS=$'\t' read -r file key; do
    ((++sources))
    key_of[$file]=$key
    [[ -e $tidy_passed/$key ]] || todo+=("$file")
  done < <(tidy_keys)
  if ((sources == 0)); then
    remark_is "no sources in build/release/compile_commands.json"
    return 1
  fi
  rm -rf -- "$logs/tidy"
  mkdir -p "$tidy_passed" "$logs/tidy"
  tidy_total=${#todo[@]}
  ((tidy_total == 0)) || watched "$log" watch_tidy tidy_all "${todo[@]}" || status=1
  for file in "${todo[@]}"; do
    [[ ! -e $logs/tidy/${file//\//_}.ok ]] || : >"$tidy_passed/${key_of[$file]}"
  done
  ((status == 0)) || grep -hE '(error|warning): ' "$log" | sort -u | head -n 60 >&2
  remark_is "$sources sources, $tidy_total of them new or changed"
  return "$status"
}

watch_tidy() {
  local finished
  finished=$(find "$logs/tidy" -type f | wc -l)
  live tidy "$(bar "$finished" "$tidy_total")  $finished/$tidy_total"
}

# tidy_all FILE...: as many at once as there are jobs.
tidy_all() {
  # shellcheck disable=SC2016  # the inner shell expands them
  printf '%s\0' "$@" | xargs -0 -P "$(jobs)" -n 1 "$BASH" -c '
    verdict=$1/${2//\//_}
    if clang-tidy-19 --quiet -p "$0/build/release" "$0/$2"; then : >"$verdict.ok"; else : >"$verdict.bad"; exit 1; fi
  ' "$root" "$logs/tidy"
}

# tidy_keys: "FILE<tab>KEY" lines; the key is a hash of all that the verdict depends on.
tidy_keys() {
  local shared file text key
  # shellcheck disable=SC2086  # lists of names
  shared=$({
    clang-tidy-19 --version
    c++ --version
    cat "$root/.clang-tidy" "$root/cuda/simt/.clang-tidy"
    dpkg-query -W -f='${Package} ${Version}\n' ${package_groups[build]} ${package_groups[tests]} 2>/dev/null
  } | sha256sum)
  our_files '*.cpp' '*.hpp' | tr '\n' '\0' | xargs -0 sha256sum >"$logs/tidy-sums"
  ninja -C "$release" -t deps >"$logs/tidy-deps" 2>/dev/null
  tidy_texts | while IFS=$'\t' read -r file text; do
    key=$(sha256sum <<<"$shared $text")
    printf '%s\t%s\n' "$file" "${key%% *}"
  done
}

# tidy_texts: "FILE<tab>command, own hash, hashes of the headers" lines, paths relative to the repository.
tidy_texts() {
  awk -v root="$root" -v build="$release/" '
    function plain(path,   before) {  # without dir/../
      if (path !~ /^\//) path = build path
      do { before = path; sub(/\/[^\/]+\/\.\.\//, "/", path) } while (path != before)
      return path
    }
    function without(what, text,   at, out) {
      while ((at = index(text, what)) > 0) { out = out substr(text, 1, at - 1); text = substr(text, at + length(what)) }
      return out text
    }
    function relative(text) { return without(root, without(root "/", text)) }
    FNR == 1 { ++input }
    input == 1 { sum[substr($0, 67)] = substr($0, 1, 64); next }
    input == 2 && /^[^ ].*: #deps / { object = $1; sub(/:$/, "", object); next }
    input == 2 && /^ / {
      path = $0; sub(/^ +/, "", path); path = plain(path)
      if (path in sum) headers[object] = headers[object] " " relative(path) "=" sum[path]
      next
    }
    /^ *"command":/ { command = $0 }
    /^ *"file":/ { file = $0; sub(/^ *"file": "/, "", file); sub(/",?$/, "", file) }
    /^}/ && file in sum && !(file in seen) {
      seen[file] = 1
      object = command; sub(/.* -o /, "", object); sub(/ .*/, "", object)
      printf "%s\t%s %s%s\n", relative(file), relative(command), sum[file], headers[object]
    }
  ' "$logs/tidy-sums" "$logs/tidy-deps" "$release/compile_commands.json"
}
