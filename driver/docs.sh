# shellcheck shell=bash disable=SC2034,SC2154 # names are shared between the parts: see ../warplight
# SPDX-License-Identifier: Apache-2.0
# docs: the site, built and served on this machine only.

site=$release/docs/html

verb_docs() {
  local serve=1 port=8000
  while (($# > 0)); do
    case $1 in
      --no-serve) serve=0 ;;
      --port=*) port=${1#*=} ;;
      --port)
        (($# > 1)) || die 2 "--port takes a number"
        port=$2
        shift
        ;;
      *) unknown_option docs "$1" ;;
    esac
    shift
  done
  [[ $port =~ ^[1-9][0-9]{0,4}$ && $port -lt 65536 ]] || die 2 "--port takes a number from 1 to 65535, not '$port'"
  set_up build docs serve
  build_release_target docs "site" docs
  if ((serve == 0)); then
    printf '%s\n' "$site/index.html"
    exit 0
  fi
  say "The site is served at the address below until Ctrl-C."
  printf 'http://127.0.0.1:%d/\n' "$port"
  python3 -m http.server --bind 127.0.0.1 --directory "$site" "$port" >/dev/null 2>"$logs/docs-server.log" &
  wait "$!" || die 3 "the site could not be served: $(tail -n 1 "$logs/docs-server.log")"
}
