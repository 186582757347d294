# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# Completion for bash. Commands and options come from the help of the program itself, so that they cannot differ.

_footprintsd ()
{
  local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} command=

  if [ "$COMP_CWORD" -gt 1 ]; then
    command=${COMP_WORDS[1]}
  fi
  COMPREPLY=()
  if [ -z "$command" ] || [ "$command" = help ]; then
    # shellcheck disable=SC2207 # words without blanks
    COMPREPLY=($(compgen -W "help --help --version $("$program" --help 2>/dev/null |
      sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p')" -- "$current"))
  elif [ "${current#-}" != "$current" ]; then
    # shellcheck disable=SC2207 # words without blanks
    COMPREPLY=($(compgen -W "$("$program" "$command" --help 2>/dev/null |
      sed -n 's/^  \(-[a-z], \)\{0,1\}\(--[a-z-]*=\{0,1\}\).*/\2/p')" -- "$current"))
    case ${COMPREPLY[0]-} in
      *=) compopt -o nospace ;;
    esac
  else
    compopt -o default
  fi
}

complete -F _footprintsd footprintsd
