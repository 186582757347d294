#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# The page's scripts fit their own types and those of the answers in doc/openapi.yaml. The compiler and the maker of
# types are in $FOOTPRINTS_NODE_MODULES, where tools/test puts them; without them this is skipped.

set -eu

cd "$(dirname -- "$0")/../.."
[ -n "${FOOTPRINTS_NODE_MODULES:-}" ] || { echo 'skipped: FOOTPRINTS_NODE_MODULES is not set'; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

node "$FOOTPRINTS_NODE_MODULES/openapi-typescript/bin/cli.js" doc/openapi.yaml -o "$folder/openapi.d.ts" >"$folder/log" ||
  { cat "$folder/log"; exit 1; }
cat >"$folder/tsconfig.json" <<CONFIG
{
  "extends": "$PWD/footprintsd/web/jsconfig.json",
  "compilerOptions": { "paths": { "openapi": ["$folder/openapi.d.ts"] } },
  "include": ["$PWD/footprintsd/web/js/**/*.js"]
}
CONFIG
node "$FOOTPRINTS_NODE_MODULES/typescript/bin/tsc" -p "$folder/tsconfig.json"
