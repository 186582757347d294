#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
#
# Every C file is formatted as clang-format (.clang-format) would do it.

set -eu

cd "$(dirname -- "$0")/../.."
tools/list-sources.sh -name '*.[ch]' | xargs clang-format --dry-run --Werror
