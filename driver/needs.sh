# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# What a start costs: said, and checked against the free disk, before anything is touched.

# build_mb GROUP: megabytes that its part of build/ will take, measured with room to spare.
build_mb() {
  case $1 in
    build) [[ -e $build_stamp ]] || printf 300 ;;
    tests) [[ -e $release/tests ]] || printf 900 ;;
    checks) [[ -e $root/build/asan ]] || printf 2500 ;;
    docs) [[ -e $site ]] || printf 200 ;;
  esac
}

# state_needs GROUP...: packages, megabytes, sudo, disk.
state_needs() {
  local parts=() rights="as root" packages="Debian packages"
  ((apt_count != 1)) || packages="Debian package"
  ((EUID == 0)) || rights=sudo
  if ((${#missing[@]} > 0)); then
    parts+=("$(pick "$apt_count $packages ($(mb "$apt_fetch_kb") to fetch, $(mb "$apt_unpacked_kb") unpacked, $rights)" \
      "$apt_count 个 Debian 软件包 (下载 $(mb "$apt_fetch_kb")，占用 $(mb "$apt_unpacked_kb")，$rights)")")
  fi
  if [[ " $* " == *" weights "* && -z $weights_failure ]] && ! weights_present; then
    parts+=("$(pick "model SmolLM2-135M (93 MB to fetch)" "模型 SmolLM2-135M (下载 93 MB)")")
  fi
  if ((${#parts[@]} == 0)); then
    return 0
  fi
  local text
  printf -v text '%s; ' "${parts[@]}"
  note needed "${text%; }"
  note disk "$(gb "$(needed_kb "$@")") $(pick "of" "/ 可用") $(gb "$(free_kb "$root")")$(pick " free" "")"
  note mirrors "$(pick "your apt and pip settings are used as they are" "沿用你的 apt 和 pip 设置")"
}

mb() { printf '%d MB' $((($1 + 999) / 1000)); }
gb() { if (($1 < 1000000)); then mb "$1"; else printf '%d.%d GB' $(($1 / 1000000)) $(($1 / 100000 % 10)); fi; }

# df speaks of the nearest folder that exists.
existing_folder() {
  local folder=$1
  while [[ ! -e $folder ]]; do folder=$(dirname -- "$folder"); done
  printf '%s' "$folder"
}

free_kb() { df -Pk -- "$(existing_folder "$1")" | awk 'NR == 2 { print $4 }'; }
disk_of() { df -Pk -- "$(existing_folder "$1")" | awk 'NR == 2 { print $1 "@" $6 }'; }

# needs_by_folder GROUP...: "KB FOLDER" lines.
needs_by_folder() {
  local group megabytes
  if ((${#missing[@]} > 0)); then
    printf '%s %s\n' "$apt_unpacked_kb" /usr "$apt_fetch_kb" /var/cache/apt/archives
  fi
  for group in "$@"; do
    if [[ $group == weights ]]; then
      weights_present || [[ -n $weights_failure ]] || printf '%s %s\n' 195000 "$cache"
    else
      megabytes=$(build_mb "$group")
      [[ -z $megabytes ]] || printf '%s %s\n' $((megabytes * 1000)) "$root/build"
    fi
  done
}

needed_kb() { needs_by_folder "$@" | awk '{ kb += $1 } END { printf "%d", kb }'; }

# require_disk GROUP...: needs are added up by file system, and compared with what is free there.
require_disk() {
  local kb folder disk free
  local -A need=() where=()
  while read -r kb folder; do
    disk=$(disk_of "$folder")
    need[$disk]=$((${need[$disk]:-0} + kb))
    where[$disk]=$folder
  done < <(needs_by_folder "$@")
  for disk in "${!need[@]}"; do
    free=$(free_kb "${where[$disk]}")
    [[ -n $free ]] || continue
    ((free >= need[$disk])) ||
      die 3 "the disk is too full: $(gb "${need[$disk]}") needed on ${disk#*@}, $(gb "$free") free; nothing was changed"
  done
}
