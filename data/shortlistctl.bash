# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of shortlistctl's command line in bash. Commands and options come from the program's own help.

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
  case $command in
    "") mapfile -t COMPREPLY < <(compgen -W "$("$program" --help 2>/dev/null | sed -n 's/^  \([a-z]*\)  .*/\1/p')" -- "$current") ;;
    show | set | move | delete | log | stage | event | offer | offers | reflect | document)
      mapfile -t COMPREPLY < <(compgen -W "$("$program" "${data_dir[@]}" list --format ids --limit 500 2>/dev/null)" -- "$current") ;;
    remind)
      mapfile -t COMPREPLY < <(compgen -W "$("$program" "${data_dir[@]}" remind list 2>/dev/null | awk 'NR > 1 { print $1 }')" -- "$current") ;;
    restore)
      mapfile -t COMPREPLY < <(compgen -W "$("$program" "${data_dir[@]}" list --trash --format ids --limit 500 2>/dev/null)" -- "$current") ;;
  esac
}

complete -o default -F _shortlistctl shortlistctl
