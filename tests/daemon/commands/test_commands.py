#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The commands: what they print, where, and how they exit."""

import contextlib
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from command_support import CSV, many_plays  # noqa: E402
from daemon_support import (  # noqa: E402
    FOOTPRINTSD,
    PATIENCE_S,
    Server,
    Skip,
    environment,
    invented_plays,
    main,
    rows,
    run,
    start,
    write_plays,
)

COMMANDS = (
    "serve",
    "import",
    "undo",
    "remove",
    "bring-back",
    "export",
    "report",
    "search",
    "plays",
    "sync",
    "verify",
    "notify",
    "backup",
    "restore",
    "check",
    "compact",
    "status",
    "user",
    "config",
    "rekey",
)


def test_help_and_version(folder):
    output, _ = run("--version")
    assert output.startswith("footprintsd ") and output.count("\n") == 1
    assert run("-V")[0] == output
    for arguments in (("--help",), ("-h",), ("help",)):
        output, _ = run(*arguments)
        assert all(command in output for command in COMMANDS)
    for command in COMMANDS:
        for option in ("--help", "-h"):
            output, messages = run(command, option, DATABASE_PATH=folder / "none.db")
            assert (
                output.startswith(f"Usage:\n  footprintsd {command} ")
                and "--database" in output
                and messages == ""
            )
        assert run("help", command, DATABASE_PATH=folder / "none.db")[0] == output
        # A terminal is 80 columns wide.
        assert all(len(line) <= 80 for line in output.splitlines()), output
    _, messages = run("help", "sing", status=2)
    assert "sing" in messages
    assert list(folder.iterdir()) == []


def test_usage(folder):
    (folder / "a.csv").write_text(CSV)
    for arguments, part in (
        (("sing",), "sing"),
        (("--sing",), "--sing"),
        (("serve", "now"), "serve"),
        (("--port=0", "report"), "before its options"),
        (("serve", "--port=70000"), "70000"),
        (("serve", "--port=-1"), "-1"),
        (("serve", "--port=x"), "x"),
        (("serve", "--host=example.org"), "example.org"),
        (("serve", "--host=300.0.0.1"), "300.0.0.1"),
        (("serve", "--timezone=Nowhere"), "Nowhere"),
        (("import",), "file"),
        (("import", "--sing", "a.csv"), "--sing"),
        (("import", "--timezone=Nowhere", "a.csv"), "Nowhere"),
        (("import", "--source=", folder / "a.csv"), "source"),
        (("undo", "x"), "“x” is not a valid id"),
        (("undo", "1", "2"), "one id"),
        (("remove", "--period=decade"), "decade"),
        (("remove", "1", "0"), "“0” is not a valid id"),
        (("bring-back", "-1x"), "1x"),
        (("export", "x"), "export"),
        (("export", "--format=xml"), "xml"),
        (("report", "2024", "2025"), "report"),
        (("report", "decade"), "decade"),
        (("report", "--limit=x"), "x"),
        (("search",), "search"),
        (("search", "a", "b"), "search"),
    ):
        output, messages = run(*arguments, status=2, DATABASE_PATH=folder / "none.db")
        assert output == "" and part in messages and messages.startswith("footprintsd: "), messages
    for variable, value in (("PORT", "70000"), ("PORT", "x"), ("HOST", "nowhere")):
        output, messages = run(
            "serve", status=2, DATABASE_PATH=folder / "none.db", **{variable: value}
        )
        assert value in messages
    assert [path.name for path in folder.iterdir()] == ["a.csv"]


def test_limits(folder):
    write_plays(folder / "a.jsonl", invented_plays(20))
    run("import", folder / "a.jsonl", DATABASE_PATH=folder / "a.db")
    for limit in ("0", "-1", "1001"):
        for command in (("report",), ("search", "a")):
            _, messages = run(*command, "--limit", limit, status=2, DATABASE_PATH=folder / "a.db")
            assert "limit" in messages or "1000" in messages, messages


def test_export(folder):
    plays = invented_plays(100)
    write_plays(folder / "a.jsonl", plays)
    run("import", folder / "a.jsonl", DATABASE_PATH=folder / "a.db")
    output, _ = run("export", DATABASE_PATH=folder / "a.db")
    assert len(output.split("\n")) == len(plays) + 1
    run("export", "-o", folder / "out.jsonl", DATABASE_PATH=folder / "a.db")
    assert (folder / "out.jsonl").read_text() == output
    assert (folder / "out.jsonl").stat().st_mode & 0o077 == 0
    run("import", folder / "out.jsonl", DATABASE_PATH=folder / "b.db")
    assert [row[1:] for row in rows(folder / "b.db")] == [
        row[1:] for row in rows(folder / "a.db")
    ] or sorted(row[1:] for row in rows(folder / "b.db")) == sorted(
        row[1:] for row in rows(folder / "a.db")
    )
    output, _ = run("export", "--format=json", "--period=2023", DATABASE_PATH=folder / "a.db")
    assert {play["timestamp"][:4] for play in json.loads(output)} == {"2023"}
    _, messages = run(
        "export", "-o", folder / "none" / "x", status=1, DATABASE_PATH=folder / "a.db"
    )
    assert str(folder / "none") in messages
    for command in (("export",), ("report",), ("search", "a")):
        _, messages = run(*command, status=1, DATABASE_PATH=folder / "missing.db")
        assert "missing.db" in messages and not (folder / "missing.db").exists()


def test_export_appears_whole_or_not_at_all(folder):
    many_plays(folder / "a.csv", 20000)
    run("import", folder / "a.csv", DATABASE_PATH=folder / "a.db")
    whole, _ = run("export", DATABASE_PATH=folder / "a.db")
    run("export", "-o", "-", DATABASE_PATH=folder / "a.db")
    (folder / "out").mkdir()
    for present in (False, True):
        if present:
            (folder / "out" / "x").write_text("old")
            (folder / "out" / "x").chmod(0o640)
        # A file may not grow larger than this, as on a full disk.
        command = f"ulimit -f 1024; trap '' XFSZ; exec '{FOOTPRINTSD}' export -o '{folder}/out/x'"
        child = subprocess.run(
            ["sh", "-c", command],
            env=environment(DATABASE_PATH=folder / "a.db"),
            capture_output=True,
            timeout=PATIENCE_S,
        )
        assert child.returncode == 1 and b"large" in child.stderr, child
        assert [path.name for path in (folder / "out").iterdir()] == ["x"] * present
    assert (folder / "out" / "x").read_text() == "old"
    (folder / "link").symlink_to("out/x")
    run("export", "-o", folder / "link", DATABASE_PATH=folder / "a.db")
    assert (folder / "link").is_symlink() and (folder / "out" / "x").read_text() == whole
    assert (folder / "out" / "x").stat().st_mode & 0o777 == 0o640


def test_export_spares_the_history(folder):
    write_plays(folder / "a.jsonl", invented_plays(20))
    run("import", folder / "a.jsonl", DATABASE_PATH=folder / "a.db")
    (folder / "link").symlink_to("a.db")
    before = (folder / "a.db").read_bytes()
    for name in ("a.db", "link"):
        _, messages = run("export", "-o", folder / name, status=2, DATABASE_PATH=folder / "a.db")
        assert "the history itself" in messages
    assert (folder / "a.db").read_bytes() == before


def test_full_output(folder):
    write_plays(folder / "a.jsonl", invented_plays(20))
    run("import", folder / "a.jsonl", DATABASE_PATH=folder / "a.db")
    for command in (
        ("report",),
        ("search", "a"),
        ("export",),
        ("export", "-o", "/dev/full"),
        ("--help",),
    ):
        with open("/dev/full", "w") as full:
            child = start(*command, stdout=full, DATABASE_PATH=folder / "a.db")
            _, messages = child.communicate(timeout=PATIENCE_S)
        assert child.returncode == 1 and b"No space left" in messages, (command, messages)


def test_export_to_closed_pipe(folder):
    many_plays(folder / "a.csv", 50000)
    run("import", folder / "a.csv", DATABASE_PATH=folder / "a.db")
    child = start("export", DATABASE_PATH=folder / "a.db")
    child.stdout.read(100)
    child.stdout.close()
    assert child.wait(PATIENCE_S) in (1, -signal.SIGPIPE)
    child.stderr.close()


def test_export_interrupted(folder):
    """The old file stays, and no part of the new one remains."""
    many_plays(folder / "a.csv", 20000)
    run("import", folder / "a.csv", DATABASE_PATH=folder / "a.db")
    child = start("export", DATABASE_PATH=folder / "a.db")
    child.stdout.read(10)
    # The pipe is full, and not read any more.
    child.send_signal(signal.SIGINT)
    assert child.wait(PATIENCE_S) == 130, child.returncode
    child.stdout.close()
    assert b"interrupted" in child.stderr.read()
    child.stderr.close()


def test_report_and_search(folder):
    plays = invented_plays(200)
    write_plays(folder / "a.jsonl", plays)
    run("import", folder / "a.jsonl", DATABASE_PATH=folder / "a.db")
    output, _ = run("report", "2023", "--timezone=Europe/Berlin", DATABASE_PATH=folder / "a.db")
    assert (
        output.startswith("Year 2023\n") and "Top artists (10 of" in output and "\x1b" not in output
    )
    answer = json.loads(run("report", "--json", DATABASE_PATH=folder / "a.db")[0])
    assert answer["total_scrobbles"] == len(plays)
    (folder / "night.jsonl").write_text(
        '{"listened_at": 1704072600, "artist": "A", "track": "T"}\n'
    )
    run("import", folder / "night.jsonl", DATABASE_PATH=folder / "night.db")
    for hour, total in ((0, 0), (4, 1)):
        report = run(
            "report",
            "2023",
            "--json",
            "--timezone=UTC",
            DATABASE_PATH=folder / "night.db",
            FOOTPRINTS_DAY_START_HOUR=hour,
        )[0]
        assert json.loads(report)["total_scrobbles"] == total, hour
    run("report", status=2, DATABASE_PATH=folder / "night.db", FOOTPRINTS_DAY_START_HOUR=13)
    output, _ = run("search", "ac/dc", DATABASE_PATH=folder / "a.db")
    assert "Artists (1 of 1)" in output and "AC/DC" in output
    output, _ = run("search", "zzzzz", status=1, DATABASE_PATH=folder / "a.db")
    assert output == "Nothing was found.\n"
    run("search", "--json", "zzzzz", status=1, DATABASE_PATH=folder / "a.db")
    answer = json.loads(run("search", "--json", "new year", DATABASE_PATH=folder / "a.db")[0])
    assert [entry["count"] for entry in answer["artists"]] == [5]
    output, _ = run("search", "line", DATABASE_PATH=folder / "a.db")
    assert "Line�break" in output


def test_no_progress_in_a_log(folder):
    """A progress bar appears only on a terminal."""
    many_plays(folder / "a.csv", 60000)
    _, messages = run("import", folder / "a.csv", DATABASE_PATH=folder / "a.db")
    assert messages == ""


def test_plays(folder):
    database = folder / "a.db"
    add = (
        "plays",
        "add",
        "--artist",
        "Artist\x1b[31m",
        "--track",
        "Track",
        "--album",
        "Album",
        "--timezone",
        "Europe/Berlin",
    )
    output, _ = run(*add, "--at", "2024-01-31T22:15", DATABASE_PATH=database)
    assert output == "Play 1 was added.\n"
    output, _ = run(*add, "--at", "2024-01-31T21:15:00Z", DATABASE_PATH=database)
    assert output == "The history already has that play: 1.\n"
    output, _ = run(*add, DATABASE_PATH=database)
    assert output == "Play 2 was added.\n"
    output, _ = run("plays", DATABASE_PATH=database)
    lines = output.splitlines()
    assert len(lines) == 2 and lines[1] == "        1  2024-01-31 21:15  Track — Artist�[31m"
    output, _ = run("plays", "list", "--period=2024", "--json", DATABASE_PATH=database)
    assert [play["id"] for play in json.loads(output)["entries"]] == [1]
    assert (
        run("plays", "list", "--period=2023", DATABASE_PATH=database)[0] == "There are no plays.\n"
    )
    for arguments, part in (
        (("plays", "add", "--artist", "A"), "--track"),
        (("plays", "add", "--artist", "A", "--track", "T", "--at", "never"), "never"),
        (("plays", "sing"), "list or add"),
        (("plays", "--limit=0"), "limit"),
    ):
        _, messages = run(*arguments, status=2, DATABASE_PATH=database)
        assert part in messages, messages
    _, messages = run(
        "plays", "add", "--artist", " ", "--track", "T", status=1, DATABASE_PATH=database
    )
    assert "artist" in messages
    output, _ = run("report", "--artist", "Artist\x1b[31m", DATABASE_PATH=database)
    assert re.search(r"Plays +2\n", output) and "Top tracks (1 of 1)" in output
    _, messages = run("report", "--artist", "Nobody", status=1, DATABASE_PATH=database)
    assert "no plays with that name" in messages


def test_completion(folder):
    """The words that bash offers are those of the help."""
    script = Path(__file__).parents[3] / "footprintsd" / "completions" / "footprintsd.bash"
    binary = folder / "footprintsd"
    binary.symlink_to(Path(FOOTPRINTSD).resolve())

    def offered(last, *words):
        script_text = "\n".join(
            (
                f"source {script}",
                "compopt () { :; }",
                f"COMP_WORDS=({' '.join((str(binary), *words))} '{last}'); COMP_CWORD={len(words) + 1}",
                "_footprintsd",
                "printf '%s\\n' ${COMPREPLY[@]}",
            )
        )
        return subprocess.run(
            ["bash", "-c", script_text],
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()

    assert set(COMMANDS) <= set(offered(""))
    assert offered("re") == ["remove", "report", "restore", "rekey"]
    assert {"--limit=", "--json", "--artist=", "--help"} <= set(offered("--", "report"))
    assert offered("--li", "report") == ["--limit="]


def test_progress_bar(folder):
    many_plays(folder / "a.csv", 60000)
    try:
        main_end, other_end = pty.openpty()
    except OSError as error:
        raise Skip(
            f"no terminal can be had ({error}); it takes a devpts mounted at /dev/pts"
        ) from error
    child = subprocess.Popen(
        [FOOTPRINTSD, "import", folder / "a.csv"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=other_end,
        env=environment(DATABASE_PATH=folder / "a.db"),
    )
    os.close(other_end)
    text = b""
    while True:
        try:
            part = os.read(main_end, 65536)
        except OSError:
            break
        if not part:
            break
        text += part
    output = child.communicate(timeout=PATIENCE_S)[0].decode()
    os.close(main_end)
    assert child.returncode == 0 and "60000 new" in output
    text = text.decode()
    assert "█" in text and "\r[" in text and text.endswith("\r\x1b[K"), text[-200:]


def has_plays(database):
    try:
        with contextlib.closing(
            sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        ) as connection:
            return connection.execute("select exists (select 1 from scrobbles)").fetchone()[0]
    except sqlite3.OperationalError:
        return False


def test_import_interrupted(folder):
    for number, name in ((signal.SIGINT, "a"), (signal.SIGTERM, "b")):
        many_plays(folder / "a.csv", 300000)
        child = start("import", folder / "a.csv", DATABASE_PATH=folder / f"{name}.db")
        # At once: the whole import takes a second or two.
        while child.poll() is None and not has_plays(folder / f"{name}.db"):
            pass
        child.send_signal(number)
        output, messages = child.communicate(timeout=PATIENCE_S)
        assert child.returncode == 130 and b"interrupted" in messages, (child.returncode, messages)
        stored = len(rows(folder / f"{name}.db"))
        assert f"{stored} rows: {stored} new".encode() in output and 0 < stored < 300000, (
            stored,
            output,
        )
        output, _ = run("import", folder / "a.csv", DATABASE_PATH=folder / f"{name}.db")
        assert "300000 new" in output and len(rows(folder / f"{name}.db")) == 300000


def test_bad_databases(folder):
    (folder / "a.csv").write_text(CSV)
    (folder / "damaged.db").write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    (folder / "text.db").write_text("no database at all, but long enough to look at it\n" * 20)
    foreign = sqlite3.connect(folder / "foreign.db")
    foreign.execute("create table things (id integer)")
    foreign.commit()
    foreign.close()
    run("import", folder / "a.csv", DATABASE_PATH=folder / "newer.db")
    newer = sqlite3.connect(folder / "newer.db")
    newer.execute("pragma user_version = 9999")
    newer.commit()
    newer.close()
    for name, part in (("damaged", ""), ("text", ""), ("foreign", ""), ("newer", "newer")):
        before = (folder / f"{name}.db").read_bytes()
        for command in (
            ("serve",),
            ("import", folder / "a.csv"),
            ("export",),
            ("report",),
            ("search", "a"),
        ):
            output, messages = run(*command, status=1, DATABASE_PATH=folder / f"{name}.db", PORT=0)
            assert output == "" and f"{name}.db" in messages and part in messages, messages
        assert (folder / f"{name}.db").read_bytes() == before, name
    _, messages = run("serve", status=1, DATABASE_PATH=folder / "none" / "a.db", PORT=0)
    assert "a.db" in messages
    _, messages = run("serve", status=1, DATABASE_PATH=folder, PORT=0)


def test_undo(folder):
    """An import is listed and undone; plays that another file also has stay."""
    database = folder / "a.db"
    for name, times in (
        ("one.csv", (1700000000, 1700000200, 1700000400)),
        ("other.csv", (1700000400, 1700000600)),
    ):
        (folder / name).write_text(
            "artist,track,time\n" + "".join(f"A,T,{time}\n" for time in times)
        )
    run("undo", status=1, DATABASE_PATH=database)
    assert not database.exists()
    for name in ("one.csv", "other.csv"):
        run("import", folder / name, DATABASE_PATH=database)
    listed, _ = run("undo", "--timezone=UTC", DATABASE_PATH=database)
    imports = re.findall(r"^ +(\d+)  \d{4}-\d\d-\d\d \d\d:\d\d +(\d+)  (\S+)$", listed, re.M)
    assert [(count, name) for _, count, name in imports] == [
        ("1", "other.csv"),
        ("3", "one.csv"),
    ], listed
    output, _ = run("undo", imports[1][0], DATABASE_PATH=database)
    assert output == "2 removed, 1 stays: also imported from other.csv\n", output
    assert [row[4] for row in rows(database)] == [1700000400, 1700000600]
    listed, _ = run("undo", DATABASE_PATH=database)
    assert listed.count("(undone)") == 1 and listed.endswith("one.csv (undone)\n"), listed
    run("undo", imports[1][0], DATABASE_PATH=database)
    _, messages = run("undo", "99", status=1, DATABASE_PATH=database)
    assert messages.startswith("footprintsd: ")
    assert len(rows(database)) == 2


def test_remove_and_bring_back(folder):
    database = folder / "a.db"
    (folder / "a.csv").write_text(CSV)
    run("import", folder / "a.csv", DATABASE_PATH=database)
    assert run("bring-back", DATABASE_PATH=database)[0] == "No plays have been removed.\n"
    listed, _ = run("remove", "--timezone=UTC", DATABASE_PATH=database)
    second, first = [int(line.split()[0]) for line in listed.splitlines()]
    assert listed.splitlines()[0].split() == [
        str(second),
        "2023-11-14",
        "22:16",
        "Two",
        "—",
        "A",
    ], listed
    assert run("remove", "--limit=1", DATABASE_PATH=database)[0].count("\n") == 1
    assert run("remove", "--period=2020", DATABASE_PATH=database)[0] == "There are no plays.\n"
    assert run("remove", str(first), str(first), DATABASE_PATH=database)[0] == "1 play removed\n"
    assert [row[0] for row in rows(database)] == [second]
    output, messages = run("remove", str(first), str(second), status=1, DATABASE_PATH=database)
    assert (
        output == "1 play removed\n"
        and messages == "footprintsd: 1 of 2 ids not found in the history\n"
    )
    assert rows(database) == []
    # The output contains no terminal control characters.
    listed, _ = run("bring-back", "--timezone=Europe/Berlin", DATABASE_PATH=database)
    assert [line.split() for line in listed.splitlines()] == [
        [str(second), "2023-11-14", "23:16", "Two", "—", "A"],
        [str(first), "2023-11-14", "23:13", "One", "—", "A�[31m"],
    ], listed
    output, _ = run("import", folder / "a.csv", DATABASE_PATH=database)
    assert "0 new, 0 duplicate" in output or "0 new, 1 duplicate" in output, output
    assert re.search(
        r"\d rows? (is a play|are plays) that (was|were) removed before", output
    ), output
    assert rows(database) == []
    assert (
        run("bring-back", str(first), str(second), DATABASE_PATH=database)[0]
        == "2 plays brought back\n"
    )
    assert [row[0] for row in rows(database)] == [first, second]
    _, messages = run("bring-back", str(first), status=1, DATABASE_PATH=database)
    assert "1 of 1 ids not found among the removed plays" in messages


def test_backup(folder):
    """A backup made during an import, once restored, is what the server shows."""
    database = folder / "history.db"
    write_plays(folder / "plays.jsonl", invented_plays(400))
    run("import", folder / "plays.jsonl", DATABASE_PATH=database)
    before = rows(database)
    with Server(database) as server:
        output, _ = run("backup", DATABASE_PATH=database)
        (backup,) = (folder / "backups").iterdir()
        assert (
            output == f"{backup}: {len(before)} plays, checked\n"
            and backup.stat().st_mode & 0o077 == 0
        )
        server.upload(b'{"listened_at": 1600000000, "artist": "Later", "track": "T"}\n')
        after = rows(database)
        assert server.json("/api/stats")["total_scrobbles"] == len(before) + 1
        output, _ = run("restore", backup, DATABASE_PATH=database)
        kept = re.search(r"kept: (\S+)", output)[1]
        assert server.json("/api/stats")["total_scrobbles"] == len(before)
        server.upload(b'{"listened_at": 1500000000, "artist": "Again", "track": "T"}\n')
        assert server.json("/api/stats")["total_scrobbles"] == len(before) + 1
    assert rows(backup) == before and rows(kept) == after
    output, _ = run("check", DATABASE_PATH=database)
    assert f"{len(before) + 1} plays, no problems found" in output
    run("backup", folder / "copy.db", DATABASE_PATH=database)
    _, messages = run("backup", folder / "copy.db", status=1, DATABASE_PATH=database)
    assert "already exists" in messages
    # Several copies in one second.
    kept_paths = {
        re.search(r"kept: (\S+)", run("restore", folder / "copy.db", DATABASE_PATH=database)[0])[1]
        for _ in range(4)
    }
    copies = {run("backup", DATABASE_PATH=database)[0] for _ in range(4)}
    assert len(kept_paths) == len(copies) == 4 and all(
        rows(path) == rows(database) for path in kept_paths
    )
    (folder / "bad.db").write_bytes(backup.read_bytes()[:-4096])
    for bad in ("bad.db", "none.db", "plays.jsonl"):
        run("restore", folder / bad, status=1, DATABASE_PATH=database)
    run("backup", folder / "x.db", status=1, DATABASE_PATH=folder / "none.db")
    for arguments in (("restore",), ("restore", "a", "b"), ("backup", "a", "b"), ("check", "a")):
        run(*arguments, status=2, DATABASE_PATH=database)
    assert len(rows(database)) == len(before) + 1


main(globals())
