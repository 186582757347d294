#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# check-quick.sh: checks that "tools/test --quick" keeps its promises in a bare tree: in a root
# shell, with a copy of the sources without .git, no compiler and no Python. No test may fail, and
# only tests that need a registry other than Debian's may be skipped.

set -eu

program=$0
source_dir=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
. "$source_dir/tests/packaging/lib.sh"

tree=$work/quick
bare_tree "$tree"
add_sources "$tree/source"
# A shell on a real machine has terminals and shared memory.
mount -t tmpfs tmpfs "$tree/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$tree/dev/pts"
ln -sf pts/ptmx "$tree/dev/ptmx"

say 'Running tools/test --quick in it'
status=0
in_tree "$tree" /source/tools/test --quick >"$work/quick.out" 2>"$work/quick.err" || status=$?
tail -n 200 "$work/quick.out"
if [ "$status" -ne 0 ]; then
  tail -n 40 "$work/quick.err" >&2
  fail "tools/test --quick ended with status $status"
fi
skipped=$(grep '^SKIPPED: ' "$work/quick.out" | grep -vE 'axe-core is missing|schemathesis is not there' || true)
[ -z "$skipped" ] || fail "skipped in a bare tree: $skipped"
