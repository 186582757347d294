#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every format that can be imported, by the shell and by the server: tried, imported, repeated, undone and killed.

The tests in C look at the odd rows of each format. Here each file holds the same plays, so that nothing but these may
come of it, whatever happens on the way."""

import contextlib
import fcntl
import functools
import gzip
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from daemon_support import Server, main, rows, run, start, wait_until  # noqa: E402
from format_files import BATCH, COUNT, as_bytes, half, make_plays  # noqa: E402
from format_programs import ANY_TABLE, PROGRAMS  # noqa: E402
from format_services import SERVICES  # noqa: E402

FORMATS = {**SERVICES, **PROGRAMS}
checked = []
killed = []


def numbers(output):
    """Rows, new, duplicate, rejected."""
    found = re.findall(r"^  (\d+) rows: (\d+) new, (\d+) duplicate, (\d+) rejected", output, re.M)
    assert len(found) == 1, output
    return tuple(map(int, found[0]))


def check_plays(database, form, plays):
    """Nothing but @plays came of a file."""
    found = rows(database)
    assert [(row[1], row[3], row[4]) for row in found] == [
        (play.artist, play.track, play.time) for play in plays
    ], found[:3]
    assert {row[5] for row in found} == {form.source}, {row[5] for row in found}
    assert all(row[2] in (None, play.album) for row, play in zip(found, plays)), found[:3]


def count(database):
    """How many plays are stored, while it may not be a ledger yet."""
    try:
        with contextlib.closing(
            sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        ) as connection:
            return connection.execute("select count(*) from listen").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def kill_import(arguments, database, enough):
    """Kills an import once @enough plays are stored, or later; returns how many are, or None if it ended before."""
    # As if another process waited to write: the import lets it after each short transaction, so that there is a middle
    # even of a file that is read within a moment.
    with open(f"{database}-turn", "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_SH)
        child = start(
            *arguments,
            DATABASE_PATH=database,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: count(database) >= enough or child.poll() is not None, "the import")
        finally:
            child.kill()
            child.wait()
    if child.returncode != -signal.SIGKILL:
        assert child.returncode == 0, child.returncode
        return None
    return count(database)


def check_killed(folder, arguments, whole, exported):
    """Killed and repeated, an import ends as one that nobody disturbed. Returns whether a kill was in the middle."""
    database = folder / "killed.db"
    total = whole[0]
    places = [
        kill_import(arguments, database, enough)
        for enough in (1, total // 2, *([BATCH] if total > BATCH else []))
    ]
    output, _ = run(*arguments, DATABASE_PATH=database)
    assert export(database) == exported, places
    run("check", DATABASE_PATH=database)
    if places[-1] is not None and places[-1] < total:
        # The summary is about all of them, and says what it did not read again.
        assert numbers(output) == whole, output
        assert ("resumed an interrupted import" in output) == (places[-1] >= BATCH), output
    return any(place is not None and 0 < place < total for place in places)


def export(database):
    return run("export", DATABASE_PATH=database)[0]


def undo(database):
    for number in re.findall(r"^ +(\d+)  \d{4}-", run("undo", DATABASE_PATH=database)[0], re.M):
        run("undo", number, DATABASE_PATH=database)


def check_shell(folder, form, arguments, plays):
    """Returns the numbers and the export of an import that nothing disturbs."""
    database = folder / "whole.db"
    tried, _ = run(*arguments, "--dry-run", DATABASE_PATH=database)
    assert not database.exists()
    output, _ = run(*arguments, DATABASE_PATH=database)
    assert f": {form.read_as}\n" in output, output
    assert numbers(output) == numbers(tried) == (len(plays), len(plays), 0, 0), output + tried
    check_plays(database, form, plays)
    exported = export(database)
    assert exported.count("\n") == len(plays)
    for more in (("--dry-run",), ()):
        again, _ = run(*arguments, *more, DATABASE_PATH=database)
        assert numbers(again) == (len(plays), 0, len(plays), 0), again
    assert export(database) == exported
    undo(database)
    assert export(database) == "" and rows(database) == []
    # What was undone may come again.
    run(*arguments, DATABASE_PATH=database)
    assert export(database) == exported
    return numbers(output), exported


def check_server(folder, form, data, exported):
    query = "&".join(
        option.removeprefix("--").replace("column=", "column_", 1) for option in form.options
    )
    with Server(folder / "server.db") as server:
        tried = server.upload(data, f"?dry_run=true&{query}")
        assert tried["count"] == form.count and count(server.database) == 0, tried
        answer = server.upload(data, f"?{query}")
        summary = answer["job"]["summary"]
        assert summary["format"] == form.read_as and answer["count"] == form.count, answer
        for part in ("rows", "new", "duplicate", "rejected"):
            assert summary[part] == tried["job"]["summary"][part], (answer, tried)
        assert server.get("/api/export?format=jsonl").body.decode() == exported
        assert server.upload(data, f"?{query}")["count"] == 0
        assert server.get("/api/export?format=jsonl").body.decode() == exported
        for past in server.json("/api/import/history"):
            reply = server.ask("POST", f"/api/import/history/{past['id']}/undo")
            assert reply.status == 200, reply.body
        assert server.get("/api/export?format=jsonl").body == b""


def check(name, folder):
    form = FORMATS[name]
    plays = make_plays(form.count)
    data = as_bytes(form.content, plays)
    # The name says nothing about the format.
    path = folder / "file"
    path.write_bytes(data)
    arguments = ("import", *form.options, path)
    whole, exported = check_shell(folder, form, arguments, plays)
    checked.append(name)
    if check_killed(folder, arguments, whole, exported):
        killed.append(name)
    check_server(folder, form, data, exported)


def test_folder(folder):
    """Only the shell reads folders: here a compressed file, a file in a folder, and one that holds no plays."""
    form = PROGRAMS["any_csv"]._replace(count=COUNT)
    plays = make_plays(form.count)
    path = folder / "files"
    (path / "b").mkdir(parents=True)
    (path / "a.csv.gz").write_bytes(gzip.compress(as_bytes(half(ANY_TABLE, 0), plays)))
    (path / "b" / "c.csv").write_bytes(as_bytes(half(ANY_TABLE, 1), plays))
    (path / "readme.txt").write_text("nothing")
    whole, exported = check_shell(folder, form, ("import", path), plays)
    check_killed(folder, ("import", path), whole, exported)


def test_some_were_killed(folder):
    """An import may end before anyone looks, but not each, or the other tests would show nothing."""
    print(f"# {len(killed)} of {len(checked)} formats were killed in the middle")
    assert killed or len(checked) < len(FORMATS)


main(
    {
        **{f"test_{name}": functools.partial(check, name) for name in FORMATS},
        "test_folder": test_folder,
        "test_some_were_killed": test_some_were_killed,
    }
)
