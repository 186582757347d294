#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The command import: what it reads, what it asks, and what it says of a file."""

import contextlib
import gzip
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from command_support import CSV, many_plays  # noqa: E402
from daemon_support import PATIENCE_S, main, rows, run, start, wait_until

# noqa: E402


def test_import(folder):
    (folder / "a.csv").write_text(CSV)
    output, messages = run(
        "import", folder / "a.csv", "--timezone", "Europe/Berlin", DATABASE_PATH=folder / "a.db"
    )
    assert output == (
        f"{folder}/a.csv: CSV with a header\n  4 rows: 2 new, 1 duplicate, 1 rejected\n    row 5 (A — Bad): “never” is not a time\n"
    )
    assert all("rows" in line for line in messages.splitlines())
    assert [row[1] for row in rows(folder / "a.db")] == ["A\x1b[31m", "A"]
    output, _ = run("import", folder / "a.csv", folder / "a.csv", DATABASE_PATH=folder / "a.db")
    assert output.count("0 new, 3 duplicate, 1 rejected") == 2
    # Each file is tried; the first failure sets the exit status.
    output, messages = run(
        "import",
        folder / "none.csv",
        folder / "a.csv",
        "--source=b",
        status=1,
        DATABASE_PATH=folder / "a.db",
    )
    assert "2 new" in output and "none.csv: No such file" in messages
    (folder / "empty").mkdir()
    output, messages = run("import", folder / "empty", status=1, DATABASE_PATH=folder / "a.db")
    assert "not in a known format" in messages
    (folder / "empty" / "b.csv").write_text("artist,track,time\nA,In a folder,1700000900\n")
    output, _ = run("import", folder / "empty", DATABASE_PATH=folder / "a.db")
    assert "1 new" in output
    (folder / "local.csv").write_text("artist,track,time\nA,One,2024-07-01 12:00\n")
    output, _ = run(
        "import", folder / "local.csv", "-z", "Europe/Berlin", DATABASE_PATH=folder / "a.db"
    )
    assert "Europe/Berlin" in output and rows(folder / "a.db")[-1][4] == 1719828000


def test_rejections_are_grouped(folder):
    bad = "".join(f"A,T{number},never\nA,,{1700000000 + number}\n" for number in range(4))
    (folder / "a.csv").write_text("artist,track,time\n" + bad + "A,One,soon\n")
    output, _ = run("import", folder / "a.csv", status=1, DATABASE_PATH=folder / "a.db")
    assert output.splitlines()[2:] == [
        "    rows 2 (A — T0), 4 (A — T1), 6 (A — T2) and 2 more: “…” is not a time",
        "    rows 3 (A), 5 (A), 7 (A) and 1 more: track is missing",
    ], output
    kinds = "".join(f"A,T,never{number}\n" for number in range(300))
    (folder / "b.csv").write_text("artist,track,time\nA,T,soon\n,T,1700000000\n" + kinds)
    output, _ = run("import", folder / "b.csv", status=1, DATABASE_PATH=folder / "a.db")
    assert output.splitlines()[2:] == [
        "    rows 2 (A — T), 4 (A — T), 5 (A — T) and 298 more: “…” is not a time",
        "    row 3 (T): artist is missing",
    ], output
    (folder / "c.csv").write_text("artist,track,time\nA,T,soon\nA,U,soon\n")
    output, _ = run("import", folder / "c.csv", status=1, DATABASE_PATH=folder / "a.db")
    assert output.splitlines()[2:] == [
        "    rows 2 (A — T), 3 (A — U): “soon” is not a time"
    ], output


def test_preview(folder):
    """How a file would be read, and its first plays, without a history."""
    (folder / "a.csv").write_text(
        "Band;Piece;When;Disc;Length\n"
        "Some Band;One;03/04/2023 22:13:20;Demo;215000\n"
        "Some Band;Two;05/04/2023 22:18:20;Demo;200000\n"
    )
    database = folder / "a.db"
    output, _ = run("import", "--preview", folder / "a.csv", DATABASE_PATH=database)
    assert "  to be said: which column is the artist and track?" in output, output
    assert "--column artist=NAME, --column track=NAME, --date-order day-first or" in output, output
    _, messages = run("import", folder / "a.csv", status=2, DATABASE_PATH=database)
    assert "The columns are “Band”, “Piece”, “When”, “Disc”, “Length” (--column" in messages
    columns = ("--column", "artist=band", "--column", "track=2", "--column", "album=Disc")
    _, messages = run("import", *columns, folder / "a.csv", status=2, DATABASE_PATH=database)
    assert messages.endswith("(--date-order day-first or month-first)\n"), messages
    options = (*columns, "--date-order", "day-first", "-z", "Europe/Berlin", folder / "a.csv")
    output, _ = run("import", "--preview", *options, DATABASE_PATH=folder / "no" / "a.db")
    assert not (folder / "no").exists()
    assert output.splitlines()[1:] == [
        "  source: unknown (assumed; --source)",
        "  zone of times that name none: Europe/Berlin (as you said)",
        "  dates: day-first (as you said)",
        "  columns: artist “Band”, track “Piece”, time “When”, album “Disc”, length “Length” "
        "(as you said)",
        "  lengths: milliseconds (the file shows it)",
        "  text: UTF-8 (the file shows it)",
        "  its first plays, in Europe/Berlin:",
        "    2023-04-03 22:13  Some Band — One · Demo · 3:35",
        "    2023-04-05 22:18  Some Band — Two · Demo · 3:20",
    ], output
    output, _ = run("import", *options, DATABASE_PATH=database)
    assert "  2 rows: 2 new, 0 duplicate, 0 rejected\n" in output, output
    (folder / "dead.log").write_text(
        "#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/x 1\n"
        "A\t\tOne\t\t\tL\t1000\t\nA\t\tTwo\t\t\tL\t1300\t\n"
    )
    _, messages = run("import", folder / "dead.log", status=1, DATABASE_PATH=database)
    assert "time 1000 is before 2002-10-01" in messages, messages
    last = ("--last-at", "2024-01-31T22:15:00", "-z", "Europe/Berlin", folder / "dead.log")
    output, _ = run("import", "--preview", *last)
    assert "  times: moved by +1706734" in output, output
    assert "    2024-01-31 22:10  A — One\n    2024-01-31 22:15  A — Two\n" in output, output
    run("import", *last, DATABASE_PATH=database)
    assert [row[4] for row in rows(database)[-2:]] == [1706735400, 1706735700]
    output, _ = run("import", "--preview", "--shift", "20000d", folder / "dead.log")
    assert "  times: moved by +1728000000 s\n" in output, output
    for option in (
        ("--shift", "3w"),
        ("--last-at", "soon"),
        ("--min-played", "-1"),
        ("--date-order", "day"),
        ("--length-unit", "hours"),
        ("--column", "singer=a"),
        ("--column", "artist"),
        ("--encoding", "KLINGON-7"),
    ):
        _, messages = run("import", *option, folder / "a.csv", status=2, DATABASE_PATH=database)
        assert f"“{option[1]}” is not " in messages, messages


def test_rules(folder):
    """By which rules streams are plays is shown, and can be changed."""
    (folder / "streams.csv").write_text(
        "ts,ms_played,master_metadata_track_name,master_metadata_album_artist_name,incognito_mode\n"
        "2023-11-14T22:16:40Z,200000,Secret,Band,true\n"
        "2023-11-14T22:26:40Z,200000,Long,Band,false\n"
    )
    output, _ = run("import", "--preview", folder / "streams.csv")
    assert "  streams: plays from 30 s on (--min-played)\n" in output, output
    options = ("--min-played", "10", "--skip-private", folder / "streams.csv")
    output, _ = run("import", "--preview", *options)
    assert "  streams: plays from 10 s on (--min-played), none of private sessions\n" in output
    output, _ = run("import", *options, DATABASE_PATH=folder / "a.db")
    assert "1 new, 0 duplicate, 1 rejected" in output, output
    assert "it was played in a private session" in output, output


def test_listeners(folder):
    """A file of a server that several people use has the plays of all of them."""
    file = folder / "navidrome.db"
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.executescript(
            """
            create table media_file (id text primary key, title text, artist text, album text,
                album_artist text, duration real);
            create table user (id text primary key, user_name text);
            create table scrobbles (media_file_id text, user_id text, submission_time integer);
            insert into media_file values ('m', 'One', 'A', 'Demo', 'A', 200);
            insert into user values ('u', 'mira'), ('v', 'jonas');
            insert into scrobbles values ('m', 'u', 1700000000), ('m', 'v', 1700000300),
                ('m', 'v', 1700000600);
            """
        )
    plays = folder / "a.db"
    _, messages = run("import", file, status=2, DATABASE_PATH=plays)
    assert (
        "whose plays are meant? There are those of “jonas” (2 plays), “mira” (1 play)" in messages
    )
    assert "--listener NAME" in messages, messages
    output, _ = run("import", "--preview", file, DATABASE_PATH=plays)
    assert "  plays of: several (not known; --listener)\n" in output, output
    output, _ = run("import", "--listener", "mira", file, DATABASE_PATH=plays)
    assert "  1 row: 1 new, 0 duplicate, 0 rejected\n" in output, output
    output, _ = run("import", "--preview", "--listener", "mira", file, DATABASE_PATH=plays)
    assert "  plays of: mira (as you said)\n" in output, output
    _, messages = run("import", "--listener", "ula", file, status=2, DATABASE_PATH=plays)
    assert "there are no plays of “ula”, but those of “jonas”" in messages, messages


def test_no_plays(folder):
    """A file of which nothing can be used is an error that says why."""
    (folder / "a.csv").write_text("artist,track,time\nA,B,never\n,B,1700000000\n")
    (folder / "b.csv").write_text("artist,track,time\nA,B,1700000000\nA,C,soon\n")
    (folder / "out.csv").write_text("from before")
    output, messages = run(
        "import",
        "--rejections",
        folder / "out.csv",
        folder / "a.csv",
        folder / "b.csv",
        status=1,
        DATABASE_PATH=folder / "a.db",
    )
    assert (folder / "out.csv").read_text().splitlines() == [
        "file,row,artist,track,reason",
        "a.csv,2,A,B,“never” is not a time",
        "a.csv,3,,B,artist is missing",
        "b.csv,3,A,C,“soon” is not a time",
    ]
    assert "  2 rows: 0 new, 0 duplicate, 2 rejected" in output, output
    assert "none of its 2 rows is a play; row 2: “never” is not a time" in messages, messages


def test_import_from_pipes(folder):
    (folder / "tmp").mkdir()
    places = {"DATABASE_PATH": folder / "a.db", "TMPDIR": folder / "tmp"}
    child = start("import", "-", stdin=subprocess.PIPE, **places)
    output, _ = child.communicate(CSV.encode(), PATIENCE_S)
    assert child.returncode == 0 and output.startswith(
        b"standard input: CSV with a header\n  4 rows: 2 new"
    ), output
    os.mkfifo(folder / "pipe")
    child = start("import", folder / "pipe", **places)
    (folder / "pipe").write_bytes(gzip.compress(CSV.encode()))
    output, _ = child.communicate(timeout=PATIENCE_S)
    assert child.returncode == 0 and b"0 new, 3 duplicate" in output, output
    _, messages = run("import", "-", status=1, **places)
    assert "standard input: no data received" in messages
    # Nothing is ever written to the pipe.
    child = start("import", folder / "pipe", **places)
    wait_until(lambda: list((folder / "tmp").iterdir()), "the waiting")
    child.send_signal(signal.SIGINT)
    assert b"interrupted" in child.communicate(timeout=PATIENCE_S)[1] and child.returncode == 130
    assert [path.name for path in (folder / "tmp").iterdir()] == []


def test_import_incomplete(folder):
    many_plays(folder / "a.csv", 30000)
    whole = gzip.compress((folder / "a.csv").read_bytes())
    (folder / "a.csv.gz").write_bytes(whole[: len(whole) // 2])
    output, messages = run("import", folder / "a.csv.gz", status=1, DATABASE_PATH=folder / "a.db")
    assert "this covers only part of the file" in output and "a.csv.gz: " in messages
    (folder / "empty").write_bytes(b"")
    _, messages = run("import", folder / "empty", status=1, DATABASE_PATH=folder / "a.db")
    assert "empty: is empty" in messages
    _, messages = run("report", status=1, DATABASE_PATH=folder / "empty")
    assert messages.endswith("empty is empty\n"), messages
    _, messages = run("import", folder / "a.csv", status=1, DATABASE_PATH=folder / "none" / "a.db")
    assert "none/a.db: No such file or directory" in messages


def test_dry_run(folder):
    (folder / "a.csv").write_text(CSV)
    (folder / "tmp").mkdir()
    output, _ = run(
        "import",
        "--dry-run",
        folder / "a.csv",
        DATABASE_PATH=folder / "a.db",
        TMPDIR=folder / "tmp",
    )
    assert "2 new, 1 duplicate, 1 rejected (dry run" in output
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "tmp"]
    assert [path.name for path in (folder / "tmp").iterdir()] == []
    run("import", folder / "a.csv", DATABASE_PATH=folder / "a.db")
    before = (folder / "a.db").read_bytes()
    output, _ = run(
        "import", "-n", folder / "a.csv", DATABASE_PATH=folder / "a.db", TMPDIR=folder / "tmp"
    )
    assert "0 new, 3 duplicate, 1 rejected" in output
    assert (folder / "a.db").read_bytes() == before and list((folder / "tmp").iterdir()) == []


main(globals())
