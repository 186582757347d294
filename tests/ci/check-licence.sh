#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# Every source file names its licence at the top.

set -eu

cd "$(dirname -- "$0")/../.."
tools/list-sources.sh \( -name '*.[ch]' -o -name '*.[ch].in' -o -name '*.py' -o -name '*.js' -o -name '*.css' -o -name '*.sql' \
  -o -name '*.vala' -o -name '*.sh' -o -name meson.build -o -name meson_options.txt \
  -o -path './tools/*' -o -path './.ci/run' \) ! -path './tests/data/*' \
  ! -path './tools/debian/source/format' ! -path './tools/debian/copyright' ! -name '*.doc-base' | {
  status=0
  while read -r file; do
    if ! head -n 5 "$file" | grep -q 'SPDX-License-Identifier: LGPL-2.1-or-later'; then
      echo "$file: no line 'SPDX-License-Identifier: LGPL-2.1-or-later' among its first five"
      status=1
    fi
  done
  exit "$status"
}
