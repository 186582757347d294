#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# SQLite is one way to store ledgers and records. Only the folders of that backend and the readers of foreign databases know its
# calls and the files that it creates; all other code uses the ledger, the records, or footprints-ledger-files.c.

set -eu

cd "$(dirname -- "$0")/../.."
bad=$(tools/list-sources.sh -name '*.[ch]' |
  grep -E '^(\./)?(libfootprints|footprintsd|bindings|examples)/' |
  grep -vE 'libfootprints/(sqlite|store/sqlite|records/sqlite|foreign)/' |
  xargs grep -nE '#include <sqlite3\.h>|"-(wal|shm|journal|turn)"|"(PRAGMA|pragma) ' /dev/null || true)
[ -z "$bad" ] || { printf 'SQLite outside its folder: %s\n' "$bad"; exit 1; }
