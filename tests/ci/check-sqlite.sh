#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# SQLite is one way to keep ledgers and records. Its calls, and the files that it makes, are known in the folders of that way and to
# the readers of foreign databases; everything else asks the ledger, the records, or footprints-ledger-files.c.

set -eu

cd "$(dirname -- "$0")/../.."
bad=$(tools/list-sources.sh -name '*.[ch]' |
  grep -E '^(\./)?(libfootprints|footprintsd|bindings|examples)/' |
  grep -vE 'libfootprints/(sqlite|store/sqlite|records/sqlite|foreign)/' |
  xargs grep -nE '#include <sqlite3\.h>|"-(wal|shm|journal|turn)"|"(PRAGMA|pragma) ' /dev/null || true)
[ -z "$bad" ] || { printf 'SQLite outside its folder: %s\n' "$bad"; exit 1; }
