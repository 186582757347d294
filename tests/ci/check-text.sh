#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# Text files end each line, also the last, with a plain line feed and no white space before it; notes about unfinished work
# have the number of an issue. Recorded data (tests/data) and fuzz corpora are kept as they are.

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

# grep -I skips binary files; /dev/null makes grep name the file even if there is only one.
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

# Phrases that are not English, or not the word of the field: resume, interrupted, undone, revoked, closed, reports, played in
# full, invalid.
words='broken off|gone on with|goes on (with|there|where)|put away|put out|taken back|takes? back|heard through|since ever'
words="$words|is none of|is no number|not of the scopes|to be of before|tells of|has it stored|is let in|are spoken"
texts ! -name 'strings-de.js' ! -path './tests/ci/check-text.sh' | tr '\n' '\0' |
  xargs -0 grep -InE "\\b($words)\\b" /dev/null | report 'not the word of the field' || status=1

exit "$status"
