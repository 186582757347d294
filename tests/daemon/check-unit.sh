#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# check-unit.sh UNIT: systemd accepts the unit, and the unit may do little besides its work.

set -eu

# 2.0 of 10, in tenths, as systemd-analyze expects it.
highest_exposure=20

if ! command -v systemd-analyze >/dev/null 2>&1; then
  echo 'skipped: systemd-analyze is missing; the package systemd contains it'
  exit 77
fi
systemd-analyze --man=no verify "$1"
systemd-analyze security --offline=true --threshold=$highest_exposure "$1"
