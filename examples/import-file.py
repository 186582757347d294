#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Imports a file of any supported format and shows the progress: import-file.py DATABASE FILE"""

import asyncio
import sys

import gi

gi.require_version("Footprints", "1")
from gi.repository import Footprints, GLib


async def import_file(database, path):
    with await Footprints.Store.open_async(database) as store:
        job = Footprints.ImportJob.new(store, Footprints.FileImporter(path))
        running = asyncio.ensure_future(job.run_async())
        while not running.done():
            print(f"{job.progress * 100:3.0f} %", file=sys.stderr)
            await asyncio.wait([running], timeout=0.5)
        await running
        summary = job.summary
        print(
            f"{summary.n_rows} rows: {summary.n_new} new, {summary.n_duplicate} duplicate, "
            f"{summary.n_rejected} rejected"
        )


if len(sys.argv) != 3:
    sys.exit(__doc__)
try:
    asyncio.run(import_file(sys.argv[1], sys.argv[2]))
except GLib.Error as error:
    sys.exit(error.message)
