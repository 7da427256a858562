# SPDX-License-Identifier: GPL-3.0-or-later
# What every script in build-aux shares: where things are, how to speak, how to get packages. Sourced, never run.

sl_aux=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
sl_project=$(dirname "$sl_aux")
[ -n "${HOME:-}" ] || HOME=$(getent passwd "$(id -u)" | cut -d: -f6)
export HOME
sl_cache=${SL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/shortlist}

say () { printf '%s\n' "$*" >&2; }
die () { say "$*"; exit 1; }

# package_names FILE… : the names in package lists, without comments, one a line, each once
package_names () { sed 's/#.*//' "$@" | tr -s ' \t' '\n' | grep . | sort -u; }

# as_root COMMAND… : run it as root; a person is asked first, a script without a person is told what to do
as_root () {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  if ! command -v sudo >/dev/null; then die "This needs root. Please run: $*"; fi
  if [ ! -t 0 ]; then die "This needs root, and nobody can be asked here. Please run: sudo $*"; fi
  local answer
  read -r -p "Run \"sudo $*\"? [y/N] " answer
  case $answer in [yY]*) sudo "$@" ;; *) die "Nothing was changed." ;; esac
}

# missing_debs NAME… : those that are not installed, one a line
missing_debs () {
  local name
  for name; do
    dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || echo "$name"
  done
}

# need_mmdebstrap: the tool that makes Debian trees, the keys it checks them with, and what enters them
need_mmdebstrap () {
  local missing
  if ! command -v apt-get >/dev/null; then
    command -v mmdebstrap >/dev/null || die "A Debian tree is made with mmdebstrap; please install it."
    return
  fi
  missing=$(missing_debs mmdebstrap debian-archive-keyring mount)
  [ -z "$missing" ] || install_packages apt $missing
}

# install_packages apt|dnf NAME…
install_packages () {
  local tool=$1; shift
  say "Needed from the distribution: $*"
  case $tool in
    apt)
      if [ "$(id -u)" = 0 ]; then
        apt-get -q update >&2
        DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" </dev/null >&2
      else
        as_root apt-get install -y --no-install-recommends "$@" >&2
      fi ;;
    dnf) if [ "$(id -u)" = 0 ]; then dnf install -y "$@" </dev/null >&2; else as_root dnf install "$@" >&2; fi ;;
  esac
}
