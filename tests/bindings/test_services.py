# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Importers and syncs from Python and GJS: the examples against real servers, and derived importers."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile

import gi

gi.require_version("Footprints", "1")
from gi.repository import Footprints, Gio, GLib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "support"))
from tap_tests import run_tests  # noqa: E402

SOURCE = os.environ["EXAMPLES_SOURCE"]
BUILD = os.environ["EXAMPLES_BUILD"]
API_KEY = "0123456789abcdef0123456789abcdef"


class Invented(Footprints.Importer):
    """Nine plays on three pages, each of which arrives later."""

    def do_fetch_page(self, page):
        number = int(page.get_cursor() or 0)
        for i in range(3):
            page.add_scrobble(
                Footprints.Scrobble(
                    artist="A", track=f"{number}-{i}", listened_at=1700000000 - number * 100 - i
                )
            )
        page.set_expected_total(9)
        page.set_next_cursor(str(number + 1) if number < 2 else None)
        GLib.idle_add(lambda: page.complete() and False)


class Prompt(Footprints.Importer):
    def do_fetch_page(self, page):
        page.add_scrobble(Footprints.Scrobble(artist="B", track="C", listened_at=1700000000))
        page.complete()


class Raising(Footprints.Importer):
    def do_fetch_page(self, page):
        raise ValueError("broken")


class Silent(Footprints.Importer):
    """Never answers, and does not check for cancellation."""

    kept = []

    def do_fetch_page(self, page):
        self.kept.append(page)
        GLib.idle_add(lambda: self.cancellable.cancel() and False)


Footprints.Importer.register("invented", Invented)
Footprints.Importer.register("prompt", Prompt)
Footprints.Importer.register("raising", Raising)
Footprints.Importer.register("silent", Silent)


def make_job(store, source):
    return Footprints.ImportJob.new(store, Footprints.Importer.create(source, "me", None, None))


def check_derived(folder):
    with Footprints.Store.open(folder + "/history.db") as store:
        job = make_job(store, "invented")
        assert job.run() and len(store) == 9
        assert job.summary.n_new == 9 and job.expected_total == 9
        awaited = make_job(store, "prompt")
        assert asyncio.run(awaited.run_async()) and awaited.summary.n_new == 1
        assert {play.source for play in store} == {"invented", "prompt"}


def check_verification(folder):
    with Footprints.Store.open(folder + "/history.db") as store:
        importer = Footprints.Importer.create("prompt", "me", None, None)
        importer.set_source("local")
        verification = Footprints.Verification.new(store, importer)
        verification.repair = True
        assert asyncio.run(verification.run_async())
        assert (verification.n_missing, verification.n_extra, verification.n_repaired) == (1, 0, 1)
        (month,) = verification.months
        assert (month.label, month.n_here, month.n_there, month.is_walked()) == (
            "2023-11",
            0,
            1,
            True,
        )
        assert len(store) == 1


def check_raising(folder):
    with Footprints.Store.open(folder + "/history.db") as store:
        try:
            make_job(store, "raising").run()
            raise AssertionError("it ran")
        except GLib.Error as error:
            assert "ValueError: broken" in error.message, error.message


def check_silent(folder):
    with Footprints.Store.open(folder + "/history.db") as store:
        Silent.cancellable = Gio.Cancellable()
        try:
            make_job(store, "silent").run(Silent.cancellable)
            raise AssertionError("it ran")
        except GLib.Error as error:
            assert error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED), error.message
        Silent.kept.pop().complete()


def check_sync_of_derived(folder):
    with Footprints.Store.open(folder + "/history.db") as store:
        config = Footprints.SyncConfig(source="invented", account="me", interval_minutes=5)
        assert store.save_sync_config(config) and config.id > 0
        loop = GLib.MainLoop()
        told = []
        scheduler = Footprints.SyncScheduler.new(store)
        scheduler.connect("run-finished", lambda *arguments: told.append(arguments[2].n_new))
        scheduler.trigger_async(
            config.id,
            lambda scheduler, result: (told.append(scheduler.trigger_finish(result)), loop.quit()),
        )
        loop.run()
        assert told[0] == 9 and told[1].n_new == 9 and len(store) == 9
        scheduler.stop_async(lambda *arguments: loop.quit())
        loop.run()


def output_of(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=60).stdout


def check_custom_importer(folder):
    diary = os.path.join(folder, "diary")
    os.mkdir(diary)
    for day, text in (
        ("2024-03-01", "10:00 Ädel - Eins\n10:05 Brom - Zwei\n"),
        ("2024-03-02", "09:00 Chrom - Drei\nnot a play\n"),
    ):
        with open(os.path.join(diary, day + ".txt"), "w", encoding="utf-8") as file:
            file.write(text)
    arguments = (sys.executable, SOURCE + "/custom-importer.py", folder + "/history.db", diary)
    assert output_of(*arguments) == "3 new, 0 known, 1 rejected\n"
    assert output_of(*arguments) == "0 new, 3 known, 1 rejected\n"


def check_watch_sync(folder):
    with subprocess.Popen(
        [os.environ["FAKE_SERVICES"], "--plays", "500"], stdout=subprocess.PIPE, text=True
    ) as fakes:
        try:
            url = None
            while url is None:
                if match := re.match(r"Last.fm\s+(http://\S+)", fakes.stdout.readline()):
                    url = match[1]
            programs = [[BUILD + "/watch-sync"], [sys.executable, SOURCE + "/watch-sync.py"]]
            if shutil.which("gjs"):
                programs.append(["gjs", "-m", SOURCE + "/watch-sync.js"])
            answers = set()
            for number, program in enumerate(programs):
                answers.add(
                    output_of(
                        *program, "--once", f"{folder}/{number}.db", "lastfm", "alice", API_KEY, url
                    )
                )
                failed = output_of(
                    *program,
                    "--once",
                    f"{folder}/{number}-failed.db",
                    "lastfm",
                    "nobody",
                    API_KEY,
                    url,
                )
                assert (
                    failed.startswith("failed: Last.fm") and "check the user name" in failed
                ), failed
            assert len(answers) == 1 and int(answers.pop().split()[0]) > 480
        finally:
            fakes.terminate()


def in_folder(check):
    """The check with a folder of its own."""

    def run_check():
        with tempfile.TemporaryDirectory() as folder:
            check(folder)

    return run_check


def main():
    return run_tests(
        [
            (f"/python/services/{name[6:]}", in_folder(value))
            for name, value in sorted(globals().items())
            if name.startswith("check_")
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
