#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# flatpak-look.sh ID — on the stage, as an ordinary user: run the installed app in its sandbox under Xvfb and look at it.
set -u
id=$1
out=/stage/mine/out
rm -rf $out; mkdir -p $out
export id out FLATPAK_USER_DIR=/stage/mine/flatpak DISPLAY=:97 XDG_SESSION_TYPE=x11 XDG_CURRENT_DESKTOP=GNOME
export XDG_DATA_DIRS=$FLATPAK_USER_DIR/exports/share:/usr/local/share:/usr/share
rm -rf ~/.var/app/"$id" ~/.local/share/shortlist

Xvfb $DISPLAY -screen 0 1280x900x24 -nolisten tcp >$out/xvfb.log 2>&1 & screen=$!
for _ in $(seq 100); do [ ! -S /tmp/.X11-unix/X97 ] || break; sleep 0.1; done

dbus-run-session -- bash -u <<'SESSION' 2>$out/session.log | grep '^ok   \|^FAIL '
data=~/.var/app/$id/data
ok () { local sentence=$1; shift; if "$@"; then echo "ok   $sentence"; else echo "FAIL $sentence"; touch $out/failed; fi; }
# eventually SECONDS COMMAND… : true as soon as COMMAND is
eventually () { local n=$(($1 * 5)); shift; while ! "$@"; do n=$((n - 1)); [ $n -gt 0 ] || return 1; sleep 0.2; done; }
window () { [ -n "$(xdotool search --onlyvisible --class shortlist 2>/dev/null)" ]; }
status () { sed -n "s/^$1:\s*//p" /proc/$child/status; }
database () { find $data -type f -size +0 2>/dev/null | while read -r f; do [ "$(head -c 15 "$f" | tr -d '\0')" != "SQLite format 3" ] || echo "$f"; done | head -n 1; }
has_database () { [ -n "$(database)" ]; }
own_namespaces () { local n; for n in mnt pid user; do [ "$(readlink /proc/$child/ns/$n)" != "$(readlink /proc/self/ns/$n)" ] || return 1; done; }
# Nobody has signed in to a server: none of its processes may hold a socket of the internet's
its_sockets () {
  local p
  for p in /proc/[0-9]*; do
    [ "$(readlink "$p/ns/pid" 2>/dev/null)" = "$(readlink /proc/$child/ns/pid)" ] && ls -l "$p/fd" 2>/dev/null | sed -n 's/.*socket:\[\([0-9]*\)\].*/\1/p'
  done
}
no_internet () {
  its_sockets | sort >$out/its-sockets
  cat /proc/$child/net/{tcp,tcp6,udp,udp6} | awk '{ print $10 }' | sort | comm -12 - $out/its-sockets >$out/internet-sockets
  [ -s $out/its-sockets ] && [ ! -s $out/internet-sockets ]
}
nothing_outside () { [ ! -e ~/.local/share/shortlist ]; }
ctl () { flatpak run --command=shortlistctl $id "$@"; }
sound () { [ "$(sqlite3 "file:$(database)?mode=ro" 'PRAGMA integrity_check')" = ok ]; }
names () {
  timeout 20 python3 - >$out/accessible.txt 2>$out/accessible.err <<'P'
import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi
def walk(node, depth=0):
    if node is None or depth > 40:
        return
    print('  ' * depth + node.get_role_name() + ' | ' + (node.get_name() or ''))
    for i in range(min(node.get_child_count(), 300)):
        walk(node.get_child_at_index(i), depth + 1)
walk(Atspi.get_desktop(0))
P
}
seen () { names; [ "$(wc -l < $out/accessible.txt)" -gt 5 ]; }
company_seen () { names; grep -q 'Fernweh Werkstatt' $out/accessible.txt; }

flatpak run $id >$out/run.log 2>&1 & app=$!
ok "the window is up" eventually 40 window
sleep 3
import -window root $out/window.png
colours=$(identify -format %k $out/window.png 2>/dev/null || echo 0)
ok "the screenshot is not blank ($colours colours)" [ "$colours" -gt 30 ]
child=$(flatpak ps --columns=child-pid | head -n 1)
ok "the program has no capabilities" [ "$(status CapEff)" = 0000000000000000 ]
ok "its system calls are filtered" [ "$(status Seccomp)" = 2 ]
ok "it has its own file system, processes and users" own_namespaces
ok "it doesn't use the network while nobody has signed in" no_internet
ok "the database is inside the sandbox's data folder" eventually 10 has_database
ok "nothing was written to the data folder outside" nothing_outside
ok "AT-SPI sees the window" eventually 10 seen
if flatpak run --command=test $id -x /app/bin/shortlistctl; then
  ok "shortlistctl adds an application in the sandbox" eval 'ctl add --company "Fernweh Werkstatt" --role Conservator >$out/add.log 2>&1'
  ok "the open window shows it" eventually 15 company_seen
  ok "shortlistctl finds it again" eval 'ctl list --format json 2>$out/list.err | grep -q "Fernweh Werkstatt"'
  import -window root $out/window-filled.png
fi
ok "the window is still up" window
flatpak kill $id
wait $app
has_database && ok "the database is sound after the window was killed" sound
exit 0
SESSION
kill $screen; wait $screen 2>/dev/null
[ ! -e $out/failed ] || { echo "--- what the program said:"; tail -n 40 $out/run.log; grep -v -e portal -e pw.conf -e dbus-daemon -e '^$' $out/session.log | tail -n 20; }
exit 0
