# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# Completion for fish. Commands and options come from the help of the program itself, so that they cannot differ.

function __footprintsd_commands
    footprintsd --help 2>/dev/null | string match -rg '^  ([a-z][a-z-]*  .*)' | string replace -r ' {2,}' \t
end

function __footprintsd_options
    footprintsd (commandline -opc)[2] --help 2>/dev/null | string match -rg '^  (?:-[a-z], )?(--[a-z-]*=?)'
end

complete -c footprintsd -n '__fish_is_nth_token 1' -f -a '(__footprintsd_commands)'
complete -c footprintsd -n 'not __fish_is_nth_token 1; and string match -q -- "-*" (commandline -ct)' -f -a '(__footprintsd_options)'
