#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# check-unit.sh UNIT: systemd finds nothing wrong with the unit, and little that it could do besides its work.

set -eu

# Of ten; in tenths, as systemd-analyze takes it.
highest_exposure=20

if ! command -v systemd-analyze >/dev/null 2>&1; then
  echo 'skipped: systemd-analyze is not there; it comes with the package systemd'
  exit 77
fi
systemd-analyze --man=no verify "$1"
systemd-analyze security --offline=true --threshold=$highest_exposure "$1"
