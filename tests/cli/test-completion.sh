#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# test-completion.sh COMPLETION PROGRAM: what bash offers at some places of the command line.
set -eu
program=$2
. "$1"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
id=$("$program" --data-dir "$folder" add --company Torvmark --role Baker)
reminder=$("$program" --data-dir "$folder" remind add --title Stamps --in 1h)
faults=0

# expect WORD… -- OFFER…: the last word is being typed
expect ()
{
  COMP_WORDS=("$program")
  while [ "$1" != -- ]; do COMP_WORDS+=("$1"); shift; done
  shift
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _shortlistctl
  if [ "${COMPREPLY[*]}" != "$*" ]; then
    echo "after “${COMP_WORDS[*]:1}” expected “$*”, got “${COMPREPLY[*]}”" >&2
    faults=$((faults + 1))
  fi
}

expect li -- list
expect quest -- questions
expect document open -- open-path
expect rest -- restore
expect list --sta -- --status
expect stage li -- list
expect stage add --minu -- --minutes
expect stage add "${id:0:4}" --
expect set --priority High --untag -- --untag
expect list --json bak --
expect --data-dir "$folder" show "${id:0:4}" -- "$id"
expect --data-dir "$folder" offer set "${id:0:4}" -- "$id"
expect --data-dir "$folder" remind done "${reminder:0:4}" -- "${reminder:0:8}"
expect --data-dir "$folder" restore "" --
round=$("$program" --data-dir "$folder" stage add "$id" --name Call)
person=$("$program" --data-dir "$folder" contact add --name 'HR office')
job=$("$program" --data-dir "$folder" saved add --company Velkholt --role Joiner)
expect --data-dir "$folder" stage set "${round:0:4}" -- "${round:0:8}"
expect --data-dir "$folder" agenda pack "${round:0:4}" -- "${round:0:8}"
expect --data-dir "$folder" merge "${id:0:4}" -- "$id"
expect --data-dir "$folder" contact touch "${person:0:4}" -- "${person:0:8}"
expect --data-dir "$folder" convert "${job:0:4}" -- "${job:0:8}"
expect --data-dir "$folder" backup restore late -- latest
expect --data-dir "$folder" contact import "" --
"$program" --data-dir "$folder" stage delete "$round"
expect --data-dir "$folder" trash restore "${round:0:4}" -- "${round:0:8}"

exit $((faults > 0))
