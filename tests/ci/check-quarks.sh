#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# The names of error domains are part of the ABI: words with hyphens between them. clang-format takes the hyphens for minus
# signs and puts blanks around them, which then become part of the name; each such line must turn it off.

set -eu

cd "$(dirname -- "$0")/../.."
bad=$(tools/list-sources.sh -name '*.[ch]' | xargs grep -nE '\bG_DEFINE_QUARK *\(' /dev/null |
  grep -vE 'G_DEFINE_QUARK \([a-z0-9]+(-[a-z0-9]+)*-quark, ' || true)
[ -z "$bad" ] || { printf 'not the name of a domain: %s\n' "$bad"; exit 1; }
