#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# enter.sh TREE MODE UID GID FOLDER N SHARE… N NAME=VALUE… COMMAND…
# Runs as process 1 of fresh mount and process namespaces, as (that namespace's) root: shows the shared folders in the
# tree, makes it the root folder and runs COMMAND in FOLDER as the calling user. Everything mounted here goes with it.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

tree=$1 mode=$2 uid=$3 gid=$4 folder=$5; shift 5
n=$1; shift; shares=("${@:1:n}"); shift "$n"
n=$1; shift; environment=("${@:1:n}"); shift "$n"

shown=()
show () {
  local path=$1 other
  [ -d "$path" ] && [ "$path" != / ] || return 0
  for other in "${shown[@]}"; do case $path/ in "$other"/*) return 0 ;; esac; done
  mkdir -p "$tree$path"
  mount --rbind "$path" "$tree$path"
  shown+=("$path")
}

# The order matters: the folders of the person first, while the tree holds no mounts of its own that would be copied.
for share in "${shares[@]}"; do case $share in /run/*) ;; *) show "$share" ;; esac; done
mount --rbind /sys "$tree/sys"
mount --rbind /dev "$tree/dev"
mount -t tmpfs -o mode=755 tmpfs "$tree/run"
for share in "${shares[@]}"; do case $share in /run/*) show "$share" ;; esac; done
mkdir -p "$tree/run/user/$uid" "$tree/.host"
[ "$mode" = unshare ] || mountpoint -q "$tree/run/user/$uid" || { chown "$uid:$gid" "$tree/run/user/$uid"; chmod 700 "$tree/run/user/$uid"; }
mount -t proc proc "$tree/proc"

zone=$(readlink /etc/localtime || true)
case $zone in *zoneinfo/*) [ "$(readlink "$tree/etc/localtime" || true)" = "/usr/share/zoneinfo/${zone#*zoneinfo/}" ] || ln -snf "/usr/share/zoneinfo/${zone#*zoneinfo/}" "$tree/etc/localtime" ;; esac
if [ "$uid" != 0 ] && ! grep -q "^[^:]*:[^:]*:$uid:" "$tree/etc/passwd"; then
  echo "person$uid:x:$uid:$gid::/:/bin/bash" >>"$tree/etc/passwd"
  grep -q "^[^:]*:[^:]*:$gid:" "$tree/etc/group" || echo "person$gid:x:$gid:" >>"$tree/etc/group"
fi

mount --rbind "$tree" "$tree"
cd "$tree"
pivot_root . .host
cd /
umount -l /.host

become=()
case $mode:$uid in
  *:0) ;;
  unshare:*) become=(unshare --user --map-user="$uid" --map-group="$gid" --) ;;
  sudo:*) become=(setpriv --reuid="$uid" --regid="$gid" --clear-groups --inh-caps=-all --) ;;
esac

# A language of the person that the tree does not have yet is compiled on first use; without it, plain C.UTF-8.
for i in "${!environment[@]}"; do
  word=${environment[i]}
  case $word in LANG=*|LC_*=*) ;; *) continue ;; esac
  name=${word#*=}
  case $name in C|POSIX|C.*|"") continue ;; esac
  if ! locale -a 2>/dev/null | grep -qix "$(sed 's/\.[uU][tT][fF]-\?8/.utf8/' <<<"$name")"; then
    base=${name%%[.@]*}
    localedef -i "$base" -f UTF-8 "$base.UTF-8" >/dev/null 2>&1 || environment[i]="${word%%=*}=C.UTF-8"
  fi
done

cd "$folder" 2>/dev/null || cd /
# Not exec: process 1 has to stay and gather what its children leave behind.
env -i "${environment[@]}" "${become[@]}" "$@"
exit $?
