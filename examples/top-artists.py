#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Prints the ten most played artists of a period: top-artists.py DATABASE [PERIOD]"""

import sys

import gi

gi.require_version("Footprints", "1")
from gi.repository import Footprints, GLib

if len(sys.argv) < 2:
    sys.exit(__doc__)
period = sys.argv[2] if len(sys.argv) > 2 else "alltime"
try:
    with Footprints.Store.open(sys.argv[1], Footprints.StoreOpenFlags.READ_ONLY) as store:
        history = store.get_history()
        for entry in history.get_chart(Footprints.EntityKind.ARTIST, period, limit=10):
            print(f"{entry.rank}. {entry.name} ({entry.n_plays})")
except GLib.Error as error:
    sys.exit(error.message)
