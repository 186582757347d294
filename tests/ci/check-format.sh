#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# check-format.sh [--write]: everything is formatted at 100 columns: C by clang-format (.clang-format), Python by black
# (pyproject.toml), scripts and style sheets of the page and documents by prettier (.prettierrc.json). --write formats
# what is not. prettier is in $FOOTPRINTS_NODE_MODULES, where tools/test puts it; without it, its files are left out.

set -eu

cd "$(dirname -- "$0")/../.."
clang_format='--dry-run --Werror' black='--check --quiet --diff' prettier='--check'
[ "${1:-}" != --write ] || { clang_format=-i black=--quiet prettier=--write; }
status=0

# The options are words, so they are split.
tools/list-sources.sh -name '*.[ch]' | xargs clang-format $clang_format || status=1
tools/list-sources.sh -name '*.py' | xargs black $black || status=1
if [ -n "${FOOTPRINTS_NODE_MODULES:-}" ]; then
  tools/list-sources.sh -name '*.js' -o -name '*.css' -o -name '*.md' -o -name '*.d.ts' |
    xargs node "$FOOTPRINTS_NODE_MODULES/prettier/bin/prettier.cjs" --log-level warn $prettier || status=1
else
  echo "FOOTPRINTS_NODE_MODULES is not set: scripts, style sheets and documents are not checked"
fi
exit "$status"
