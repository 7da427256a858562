# SPDX-License-Identifier: GPL-3.0-or-later
# Debian 13 trees in the cache folder: making them, noticing broken ones, going into them. Sourced after common.sh.
#
# A tree is named after what it is for and a hash of its package list. It is made under a temporary name and
# renamed when complete; its stamp records how many files and bytes it has, so a damaged one is noticed.
# Its lock file is held (shared) by everyone inside, and (alone) by whoever makes or removes it.

sl_suite=trixie

# tree_mode: how this user makes and enters trees: root, unshare (own user namespace) or sudo
tree_mode () {
  if [ "$(id -u)" = 0 ]; then echo root
  elif command -v newuidmap >/dev/null && unshare --user --map-root-user --map-auto --mount true 2>/dev/null; then echo unshare
  elif command -v sudo >/dev/null; then echo sudo
  else die "Building here needs a Debian tree. Install the package uidmap (and give yourself a range in /etc/subuid), or run this as root."
  fi
}

# privileged COMMAND… : with the rights that the tree's files need
privileged () {
  case $tree_how in
    root) "$@" ;;
    unshare) unshare --user --map-root-user --map-auto "$@" ;;
    sudo) sudo "$@" ;;
  esac
}

# The count and size of everything that must not change. Names what is left out: caches that programs write.
tree_measure='find /usr -xdev \( -name __pycache__ -o -path /usr/lib/locale -o -name "*.cache" \) -prune -o -type f -printf "%s\n" | awk "{ n++; s += \$1 } END { printf \"%d files %.0f bytes\", n, s }"'

# tree_make PATH LIST… : fill PATH; the caller holds its lock
tree_make () {
  local path=$1 new=$1.new.$$ log=$1.log names; shift
  names=$(package_names "$@" | paste -sd,)
  need_mmdebstrap
  say "Making a Debian 13 tree in $path (once; a few minutes, 1 to 2 GB)…"
  privileged rm -rf --one-file-system "$path" "$path".new*
  mkdir -p "$new"
  local options=(--variant=apt --components=main --aptopt='Apt::Install-Recommends "false"' --aptopt='Acquire::Retries "3"'
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*'
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/gtk-doc/*'
    --customize-hook='if chroot "$1" sh -c "command -v dbus-uuidgen" >/dev/null; then chroot "$1" dbus-uuidgen > "$1/etc/machine-id"; fi'
    --customize-hook='if [ -e "$1/usr/share/i18n/charmaps/UTF-8.gz" ]; then chroot "$1" localedef -i de_DE -f UTF-8 de_DE.UTF-8; fi'
    --include="$names")
  local status=0
  case $tree_how in
    unshare)   # as a tar stream, so that the tree's root is this user and not a sub-id that may not look into the home folder
      mmdebstrap --mode=unshare --format=tar "${options[@]}" "$sl_suite" - 2>"$log" </dev/null |
        privileged tar -x -C "$new" --numeric-owner --exclude='./dev/*' || status=$? ;;
    *) privileged mmdebstrap --mode=root --format=directory "${options[@]}" "$sl_suite" "$new" >"$log" 2>&1 </dev/null || status=$? ;;
  esac
  if [ $status != 0 ]; then
    tail -n 20 "$log" >&2
    die "The Debian tree could not be made; the lines above and $log say why."
  fi
  tree_enter "$new" bash -c "$tree_measure" >"$path.stamp.new" || die "The new Debian tree in $new cannot be entered."
  privileged mv "$new" "$path"
  mv "$path.stamp.new" "$path.stamp"
}

# tree_good PATH: complete, undamaged, and can be entered
tree_good () {
  [ -s "$1.stamp" ] && [ -d "$1" ] || return 1
  [ "$(tree_enter "$1" bash -c "$tree_measure" 2>/dev/null)" = "$(cat "$1.stamp")" ]
}

# tree_get NAME LIST… : sets $tree to the path of a good tree, and keeps it locked (shared) as long as this process lives
tree_get () {
  local name=$1 key lock old; shift
  : "${tree_how:=$(tree_mode)}"
  key=$( { echo "1 $sl_suite $(uname -m) $tree_how"; package_names "$@"; } | sha256sum | cut -c1-12)
  mkdir -p "$sl_cache"
  tree=$sl_cache/$name-$key
  exec {lock}>>"$tree.lock"
  flock -s -n "$lock" || { say "Waiting for another run that makes the Debian tree…"; flock -s "$lock"; }
  if ! tree_good "$tree"; then
    flock -n "$lock" || { say "Waiting for another run that uses the Debian tree…"; flock "$lock"; }
    if ! tree_good "$tree"; then
      [ ! -e "$tree" ] || say "The Debian tree in $tree is damaged; it is made again."
      rm -f "$tree.stamp"
      tree_make "$tree" "$@"
    fi
    flock -s "$lock"
  fi
  for old in "$sl_cache/$name"-????????????.lock; do   # trees of earlier package lists, unless somebody is inside
    old=${old%.lock}
    [ "$old" != "$tree" ] || continue
    (flock -x -n 9 || exit 0; privileged rm -rf --one-file-system "$old" "$old".new*; rm -f "$old".stamp* "$old.log" "$old.lock") 9>>"$old.lock"
  done
}

# tree_enter PATH COMMAND… : run it inside, with own mount and process namespaces; nothing stays mounted or running.
# $tree_shares: folders to show at the same place; $tree_env: NAME=VALUE words of the environment.
tree_enter () {
  local path=$1 how=(); shift
  case $tree_how in
    root) how=(unshare) ;;
    unshare) how=(unshare --user --map-root-user --map-auto) ;;
    sudo) how=(sudo unshare) ;;
  esac
  "${how[@]}" --mount --pid --fork --kill-child --propagation private \
    bash "$sl_aux/lib/enter.sh" "$path" "$tree_how" "$(id -u)" "$(id -g)" "$PWD" \
      "${#tree_shares[@]}" "${tree_shares[@]}" "${#tree_env[@]}" "${tree_env[@]}" "$@"
}
tree_shares=()
tree_env=(PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin LANG=C.UTF-8 HOME=/)
