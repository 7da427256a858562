#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# flatpak-build.sh ID — on the stage, as an ordinary user: install the stand-in runtimes, build the app from /stage/src
# with flatpak-builder in its sandbox and without network, install it, write a bundle. Says ok or FAIL per step.
set -uo pipefail
id=$1
mine=/stage/mine
export FLATPAK_USER_DIR=$mine/flatpak
mkdir -p $mine/logs
cd $mine

# step SENTENCE COMMAND… : nothing after a step that failed makes sense
step () {
  local sentence=$1 log=$mine/logs/${1//[^a-z]/-}.log; shift
  if "$@" >"$log" 2>&1 </dev/null; then echo "ok   $sentence"; return; fi
  echo "FAIL $sentence"
  tail -n 60 "$log"
  exit 1
}

export_runtimes () {
  local key; key=$(cat /stage/runtimes.key)
  [ "$(cat repo/key 2>/dev/null)" != "$key" ] || return 0
  rm -rf repo flatpak
  ostree --repo=repo init --mode=bare-user-only || return 1
  flatpak build-export --disable-fsync --runtime --files=files repo /stage/platform 48 || return 1
  flatpak build-export --disable-fsync --runtime --files=files repo /stage/sdk 48 || return 1
  echo "$key" > repo/key
}
install_runtimes () {
  flatpak --user config --set languages en &&
  flatpak --user remote-add --if-not-exists --no-gpg-verify standin "file://$mine/repo" &&
  flatpak --user install -y --noninteractive --or-update standin org.gnome.Platform//48 org.gnome.Sdk//48
}
build () {
  rm -rf build apps
  flatpak-builder --user --sandbox --disable-download --disable-cache --force-clean --ccache --state-dir=state \
    --repo=apps --default-branch=test build "/stage/src/$id.json"
}
install_app () {
  flatpak --user uninstall -y --noninteractive "$id" || true
  flatpak --user remote-add --if-not-exists --no-gpg-verify apps "file://$mine/apps" &&
  flatpak --user install -y --noninteractive apps "$id//test"
}
# What the program links to has to be in the platform: the SDK is not there at run time.
libraries () {
  flatpak run --command=bash "$id" -c 'n=0; for f in /app/bin/*; do n=$((n + 1)); ! ldd "$f" | grep "not found" || exit 1; done; [ $n -gt 0 ]'
}

step "the stand-in runtimes are exported" export_runtimes
step "and installed" install_runtimes
step "flatpak-builder builds the app in its sandbox, and its tests pass there" build
step "the exported desktop file is valid" desktop-file-validate build/export/share/applications/$id.desktop
step "the reminder service is exported" grep -q shortlist-reminder build/export/share/dbus-1/services/$id.Reminder.service
step "its desktop file is valid" desktop-file-validate build/export/share/applications/$id.Reminder.desktop
step "the exported store page is valid" appstreamcli validate --no-net --explain build/export/share/metainfo/$id.metainfo.xml
step "the settings are compiled" test -s build/files/share/glib-2.0/schemas/gschemas.compiled
step "the icon is exported" test -s build/export/share/icons/hicolor/scalable/apps/$id.svg
step "the app is installed" install_app
step "every library is in the platform" libraries
step "a single-file bundle is written" flatpak build-bundle apps app.flatpak "$id" test
