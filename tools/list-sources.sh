#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# list-sources.sh [FIND-CONDITION...]: lists the files of this source tree that match find's conditions, one per line. It does
# not use git, since the tree may be a plain copy; build folders are left out wherever they are.

set -eu

cd "$(dirname -- "$0")/.."
[ $# -gt 0 ] || set -- -true
find . -type d \( -name .git -o -name __pycache__ -o -name node_modules -o -path './_build*' -o -path './subprojects/*' \
  -o -exec test -d '{}/meson-private' \; -o -exec test -e '{}/.footprints-build' \; \) -prune -o -type f \( "$@" \) -print | LC_ALL=C sort
