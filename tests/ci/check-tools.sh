#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# The scripts that a newcomer runs are POSIX sh without syntax errors, are executable, and explain their use; each line
# of the package list is valid.

set -eu

cd "$(dirname -- "$0")/../.."
status=0

for script in tools/build-deb tools/fake-services tools/run tools/test $(tools/list-sources.sh -name '*.sh'); do
  [ "$(head -n 1 "$script")" != '#!/bin/sh' ] || [ -x "$script" ] || { echo "$script: not executable"; status=1; }
  sh -n "$script" || status=1
done

for script in tools/build-deb tools/fake-services tools/run tools/test; do
  "$script" --help | grep -q "^Usage: $script" || { echo "$script --help: no usage"; status=1; }
done

# package  form:what  # reason
bad=$(grep -vnE '^(#.*|\[(run|full|test|deb|packaging|fuzz|tsan)\]|)$|^[a-z0-9][a-z0-9.+-]+ +(command|pkg-config|python|path):[^ ]+ +# .+$' \
  tools/packages.txt || true)
[ -z "$bad" ] || { printf 'tools/packages.txt: %s\n' "$bad"; status=1; }

exit "$status"
