#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# flatpak-stage.sh WORK SCRIPT ARG… — inside the tools tree, as root: set the stage that Flatpak expects of a machine
# (system bus, fuse, a user), show WORK as /stage and run SCRIPT there as that ordinary user. As root, a sandbox proves nothing.
set -euo pipefail
work=$1 script=$2; shift 2

mkdir -p /stage
mount --bind "$work" /stage
mount -t tmpfs -o mode=1777 tmpfs /tmp
mknod -m 666 /run/fuse c 10 229
mount --bind /run/fuse /dev/fuse 2>/dev/null || true    # it is for root only on some machines
[ -e /etc/mtab ] || ln -snf /proc/self/mounts /etc/mtab
getent passwd tester >/dev/null || useradd --create-home --uid 1500 --shell /bin/bash tester
mkdir -p /run/dbus /run/user/1500
chown tester: /run/user/1500
chmod 700 /run/user/1500
dbus-daemon --system --fork --nopidfile                  # flatpak asks the system bus before it installs anything
cd /stage
exec setpriv --reuid=tester --regid=tester --init-groups --inh-caps=-all \
  env -i PATH=/usr/bin:/usr/sbin HOME=/home/tester USER=tester LOGNAME=tester LANG=C.UTF-8 TERM=dumb XDG_RUNTIME_DIR=/run/user/1500 \
  bash "/stage/$script" "$@"
