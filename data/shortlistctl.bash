# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of shortlistctl's command line in bash. Commands and options come from the program's own help, ids from its lists.

# The first word of each row that a list prints, under its head.
_shortlistctl_rows ()
{
  "$program" "${data_dir[@]}" "$@" 2>/dev/null | awk 'NR > 1 { print $1 }'
}

# What may stand after the command and its part.
_shortlistctl_arguments ()
{
  case "$command $part" in
    "stage set" | "stage delete" | "event set" | "event delete" | "document set" | "document delete" | "document open-path") _shortlistctl_rows "$command" list ;;
    "agenda pack") _shortlistctl_rows stage list ;;
    "agenda "* | "questions "* | *" import" | *" export" | "resume add" | "saved add" | "contact add" | "remind add") ;;
    "contact list") "$program" "${data_dir[@]}" list --format ids --limit 500 2>/dev/null ;;
    "remind "* | "contact "* | "resume "* | "saved "*) _shortlistctl_rows "$command" list ;;
    "convert "*) _shortlistctl_rows saved list --status active ;;
    "tag "*) _shortlistctl_rows tag list ;;
    "backup "*) echo latest; _shortlistctl_rows backup list ;;
    "trash "*) _shortlistctl_rows trash list ;;
    "show "* | "set "* | "move "* | "delete "* | "log "* | "merge "* | "stage "* | "event "* | "offer "* | "offers "* | "reflect "* | "document "*)
      "$program" "${data_dir[@]}" list --format ids --limit 500 2>/dev/null ;;
    "restore "*) "$program" "${data_dir[@]}" list --trash --format ids --limit 500 2>/dev/null ;;
  esac
}

_shortlistctl ()
{
  local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} command= part= word i
  local -a data_dir=()

  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      --data-dir) data_dir=(--data-dir "${COMP_WORDS[i + 1]}"); ((i++)) ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=$word; else part=$word; break; fi ;;
    esac
  done

  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$("$program" ${command:+"$command"} ${part:+"$part"} --help 2>/dev/null | sed -n 's/^  \(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p')" -- "$current")
    return
  fi
  # A command that consists of others, as "stage add".
  if [[ -n $command && -z $part ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$("$program" "$command" --help 2>/dev/null | sed -n '/^Commands:/,/^$/ s/^  \([a-z-]*\)  .*/\1/p')" -- "$current")
    [[ ${#COMPREPLY[@]} -eq 0 ]] || return 0
  fi
  if [[ -z $command ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$("$program" --help 2>/dev/null | sed -n '/^Commands:/,/^$/ s/^  \([a-z]*\)  .*/\1/p')" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -W "$(_shortlistctl_arguments)" -- "$current")
  fi
}

complete -o default -F _shortlistctl shortlistctl
