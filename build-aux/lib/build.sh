# SPDX-License-Identifier: GPL-3.0-or-later
# Setting up and compiling a build folder, inside the build environment. Sourced after common.sh.

# build_in FOLDER OPTION… : meson options as in -Dname=value. Sets up again when options or libraries are not those of the last time.
# The array sl_targets, if set, says what to build; else everything.
build_in () {
  local folder=$1 wanted
  shift
  wanted="$* | gcc $(cc -dumpfullversion), glib $(pkg-config --modversion glib-2.0), gtk $(pkg-config --modversion gtk4), meson $(meson --version)"
  if [ ! -f "$folder/build.ninja" ] || [ "$(cat "$folder/.set-up-for" 2>/dev/null)" != "$wanted" ]; then
    rm -rf "$folder/meson-private" "$folder/meson-info" "$folder/build.ninja" "$folder/.set-up-for"
    meson setup "$folder" "$sl_project" "$@" >"$sl_log" 2>&1 || { tail -n 40 "$sl_log" >&2; return 1; }
    echo "$wanted" >"$folder/.set-up-for"
  fi
  ninja -C "$folder" ${sl_targets[@]+"${sl_targets[@]}"} >"$sl_log" 2>&1 || { grep -v '^\[[0-9]*/[0-9]*\] [A-Z]' "$sl_log" | tail -n 80 >&2; return 1; }
  ! grep -q 'warning:' "$sl_log" || grep -A 6 'warning:' "$sl_log" | head -n 60 >&2
}

# build_folder NAME: where the build called NAME goes ("" for the ordinary one)
build_folder () { echo "${SL_BUILD_DIR:-$sl_project/_build}${1:+-$1}"; }
