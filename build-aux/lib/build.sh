# SPDX-License-Identifier: GPL-3.0-or-later
# Setting up and compiling a build folder, inside the build environment. Sourced after common.sh.

# Passes on what ninja says, and tells now and then how far it is: every 3 seconds in a terminal, else every 30.
build_progress () {
  local line last=$EPOCHSECONDS every=30 back= told=
  if [ -t 2 ]; then every=3 back=$'\r\e[K'; fi
  while IFS= read -r line; do
    printf '%s\n' "$line"
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\  ]] || continue
    [ $((EPOCHSECONDS - last)) -ge $every ] || continue
    last=$EPOCHSECONDS told=1
    printf '%s' "${back}Built ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]} parts…" >&2
    [ -n "$back" ] || echo >&2
  done
  [ -z "$told" ] || [ -z "$back" ] || printf '%s' "$back" >&2
}

# build_in FOLDER OPTION… : meson options as in -Dname=value. Sets up again when options or libraries are not those of the last time.
# The array sl_targets, if set, says what to build; else everything.
build_in () {
  local folder=$1 wanted
  shift
  wanted="$* | gcc $(cc -dumpfullversion), glib $(pkg-config --modversion glib-2.0), gtk $(pkg-config --modversion gtk4), meson $(meson --version)"
  if [ ! -f "$folder/build.ninja" ] || [ "$(cat "$folder/.set-up-for" 2>/dev/null)" != "$wanted" ]; then
    rm -rf "$folder/meson-private" "$folder/meson-info" "$folder/build.ninja" "$folder/.set-up-for"
    say "Looking at what is needed to build…"
    meson setup "$folder" "$sl_project" "$@" >"$sl_log" 2>&1 || { tail -n 40 "$sl_log" >&2; return 1; }
    echo "$wanted" >"$folder/.set-up-for"
  fi
  NINJA_STATUS='[%f/%t] ' ninja -C "$folder" ${sl_targets[@]+"${sl_targets[@]}"} 2>&1 | build_progress >"$sl_log" || { grep -v '^\[[0-9]*/[0-9]*\] [A-Z]' "$sl_log" | tail -n 80 >&2; return 1; }
  ! grep -q 'warning:' "$sl_log" || grep -A 6 'warning:' "$sl_log" | head -n 60 >&2
}

# build_folder NAME: where the build called NAME goes ("" for the ordinary one)
build_folder () { echo "${SL_BUILD_DIR:-$sl_project/_build}${1:+-$1}"; }
