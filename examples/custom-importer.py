#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Imports from a service that the library does not know: custom-importer.py DATABASE FOLDER

The service is a folder with a file of plays for each day, such as 2024-03-01.txt, with one "HH:MM artist - track"
per line.
"""

import datetime
import pathlib
import sys

import gi

gi.require_version("Footprints", "1")
from gi.repository import Footprints, GLib


class DiaryImporter(Footprints.Importer):
    """A page is a day; the cursor is its date. The newest day comes first."""

    def do_fetch_page(self, page):
        days = sorted(path.stem for path in pathlib.Path(self.get_base_url()).glob("*.txt"))
        days = [day for day in days if page.get_cursor() is None or day <= page.get_cursor()]
        if days:
            self.add_plays(page, days[-1])
            page.set_next_cursor(days[-2] if len(days) > 1 else None)
        page.complete()

    def add_plays(self, page, day):
        for line in (
            (pathlib.Path(self.get_base_url()) / f"{day}.txt").read_text("utf-8").splitlines()
        ):
            time, _, names = line.partition(" ")
            artist, dash, track = names.partition(" - ")
            try:
                listened_at = datetime.datetime.fromisoformat(f"{day}T{time}+00:00")
                page.add_scrobble(
                    Footprints.Scrobble(artist=artist, track=track, listened_at=listened_at)
                )
            except (ValueError, GLib.Error) as error:
                page.add_rejection(f"{day}: “{line}”: {error}")


def run(store, folder):
    Footprints.Importer.register("diary", DiaryImporter)
    job = Footprints.ImportJob.new(store, Footprints.Importer.create("diary", "me", None, folder))
    job.run()
    summary = job.summary
    print(f"{summary.n_new} new, {summary.n_duplicate} known, {summary.n_rejected} rejected")


if len(sys.argv) != 3:
    sys.exit(__doc__)
with Footprints.Store.open(sys.argv[1]) as store:
    run(store, sys.argv[2])
