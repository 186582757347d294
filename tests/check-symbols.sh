#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# Compares what the library exports with the list that was agreed on: check-symbols.sh LIBRARY LIST
# After a change of the API: check-symbols.sh LIBRARY LIST --update
set -eu

exported=$(nm --dynamic --defined-only --extern-only "$1" | awk '$2 ~ /[TDBR]/ { print $3 }' | LC_ALL=C sort)
if [ "${3-}" = --update ]; then
  printf '%s\n' "$exported" >"$2"
  exit 0
fi
difference=$(printf '%s\n' "$exported" | diff "$2" - || true)
[ -z "$difference" ] && exit 0
echo "The exported symbols differ from $2:"
echo "$difference"
exit 1
