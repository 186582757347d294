#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Keeps an account in sync and reports what happens:

    watch-sync.py [--once] DATABASE SOURCE USER [SECRET [BASE_URL]]
"""

import sys

import gi

gi.require_version("Footprints", "1")
from gi.repository import Footprints, GLib


def add_sync(store, source, account, secret=None, base_url=None):
    config = Footprints.SyncConfig(source=source, account=account, secret=secret, base_url=base_url)
    try:
        store.save_sync_config(config)
    except GLib.Error as error:
        # On the second run, the sync already exists.
        if not error.matches(Footprints.error_quark(), Footprints.Error.EXISTS):
            raise


def watch(store, once):
    loop = GLib.MainLoop()
    scheduler = Footprints.SyncScheduler.new(store)

    def ended():
        if once:
            loop.quit()

    def on_progress(scheduler, number, fetched, new, expected):
        print(f"{fetched} fetched, {new} new", file=sys.stderr)

    def on_finished(scheduler, number, run):
        print(f"{run.n_new} new plays")
        ended()

    def on_failed(scheduler, number, run):
        print(f"failed: {run.error}")
        ended()

    scheduler.connect("run-progress", on_progress)
    scheduler.connect("run-finished", on_finished)
    scheduler.connect("run-failed", on_failed)
    scheduler.start()
    loop.run()
    scheduler.stop_async(lambda scheduler, result: loop.quit())
    loop.run()


arguments = sys.argv[1:]
once = "--once" in arguments
arguments = [argument for argument in arguments if argument != "--once"]
if not 3 <= len(arguments) <= 5:
    sys.exit(__doc__)
try:
    with Footprints.Store.open(arguments[0]) as store:
        add_sync(store, *arguments[1:])
        watch(store, once)
except GLib.Error as error:
    sys.exit(error.message)
