# SPDX-License-Identifier: LGPL-2.1-or-later
"""Account changes by the real program while the disk below its accounts fails at every n."""

import os
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "daemon"))
from daemon_support import main, start  # noqa: E402

# Constants from fault-vfs.h, then from SQLite.
CHANGES, ANY = 0b1111, 0b111111111
IOERR, FULL = 10, 13
CRASHED = 86

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def user(folder, *arguments, faults=None, password=b""):
    more = {}
    if faults:
        more = {
            "FOOTPRINTS_TEST_FAULTS": faults,
            "FOOTPRINTS_TEST_FAULTS_IN": folder / "accounts.db",
            "FOOTPRINTS_TEST_FAULTS_COUNT": folder / "count",
        }
    child = start("user", *arguments, stdin=-1, DATABASE_PATH=folder / "history.db", **more)
    output, messages = child.communicate(password)
    assert "CRITICAL" not in messages.decode(), messages
    return child.returncode, messages.decode()


def state(folder):
    """Returns the content of the file, which must be intact."""
    with sqlite3.connect(folder / "accounts.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = database.execute("SELECT name, disabled_at <> 0 FROM account ORDER BY id").fetchall()
    database.close()
    return rows


def every_n(how, arguments, before, after):
    """Runs a command for every n. @how: what the disk does at n."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        original, folder = Path(name) / "original", Path(name) / "folder"
        original.mkdir(mode=0o700)
        for person in ("first", "second"):
            status, messages = user(original, "add", person, password=b"a long password\n")
            assert status == 0, messages
        n = 0
        reached = True
        while reached:
            n += 1
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(original, folder)
            status, messages = user(folder, *arguments, faults=how.format(n=n))
            assert status in (0, 1, CRASHED), f"{how}, {n}: {status}, {messages}"
            if status != CRASHED:
                reached = int((folder / "count").read_text()) >= n
                (folder / "count").unlink()
            # A fault is reported, and nothing changes; a crash reports nothing.
            found = state(folder)
            assert found == after or (
                status != 0 and found == before
            ), f"{how}, {n}: {found} after {messages}"
            assert status != 1 or messages.strip(), f"{how}, {n}: failed without a word"
            status, messages = user(folder, *arguments)
            assert (status, state(folder)) == (0, after), f"{how}, {n}, again: {messages}"
            left = {path.name for path in folder.iterdir()} - {
                "accounts.db",
                "accounts.db-wal",
                "accounts.db-shm",
            }
            assert not left, f"{how}, {n}: {left}"
        print(f"# {' '.join(arguments)}: every one of {n - 1} operations, {how}")


BEFORE, DISABLED = [("first", 0), ("second", 0)], [("first", 0), ("second", 1)]


def test_disable_once(folder):
    every_n(f"{ANY} {{n}} once {IOERR}", ("disable", "second"), BEFORE, DISABLED)


def test_disable_full(folder):
    every_n(f"{CHANGES} {{n}} for-good {FULL}", ("disable", "second"), BEFORE, DISABLED)


def test_disable_crash(folder):
    every_n("crash {n} {n}", ("disable", "second"), BEFORE, DISABLED)


main(globals())
