#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# Text files end their lines with a plain line feed, have nothing before it and one at their end; nothing is left to do
# without the number of an issue. Recorded data (tests/data) and fuzz corpora are as they came.

set -eu

cd "$(dirname -- "$0")/../.."
tab=$(printf '\t')
return=$(printf '\r')
mark='TO''DO|FIX''ME|XX''X'
status=0

# report WHAT: fails for each line on stdin.
report ()
{
  while read -r line; do
    printf '%s: %s\n' "$1" "$line"
    status=1
  done
  return "$status"
}

# grep -I passes over binary files; /dev/null makes grep name the file even if there is one only.
texts ()
{
  tools/list-sources.sh "$@" ! -path './tests/data/*' ! -path './tests/fuzz/corpus/*' ! -name COPYING
}

texts | tr '\n' '\0' | xargs -0 grep -InE "[ $tab$return]+\$" /dev/null |
  report 'white space at the end of a line' || status=1
texts -name '*.[ch]' -o -name '*.py' -o -name '*.js' -o -name '*.css' -o -name '*.sql' -o -name '*.sh' -o -name meson.build |
  tr '\n' '\0' | xargs -0 grep -InE "^ *$tab" /dev/null | report 'indented with a tab' || status=1
texts | tr '\n' '\0' | xargs -0 grep -InwE "$mark" /dev/null | grep -vE "($mark)[ (:]*#[0-9]+" |
  report 'left to do without the number of an issue' || status=1
texts | while read -r file; do
  if [ -s "$file" ] && [ -n "$(tail -c 1 "$file")" ] && grep -qI . "$file"; then
    echo "$file"
  fi
done | report 'no line feed at the end' || status=1

exit "$status"
