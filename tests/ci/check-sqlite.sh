#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# SQLite is one way to keep a ledger. Its calls and the files that it keeps are known in the folders of that way, to the readers of foreign databases, and to the
# accounts of the server; everything else asks the ledger, its records, or footprints-ledger-files.c.

set -eu

cd "$(dirname -- "$0")/../.."
bad=$(tools/list-sources.sh -name '*.[ch]' |
  grep -E '^(\./)?(libfootprints|footprintsd|bindings|examples)/' |
  grep -vE '(libfootprints/(sqlite|store/sqlite|records/sqlite|foreign)/|footprintsd/accounts/fpd-accounts-database\.)' |
  xargs grep -nE '#include <sqlite3\.h>|"-(wal|shm|journal|turn)"|"(PRAGMA|pragma) ' /dev/null || true)
[ -z "$bad" ] || { printf 'SQLite outside its folder: %s\n' "$bad"; exit 1; }
