#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Maintenance of a server: automatic backups, the log, and the output of "status"."""

import contextlib
import fcntl
import os
import re
import signal
import socket
import sqlite3
import struct
from pathlib import Path

from account_support import PASSWORD, Browser, Household
from daemon_support import (
    PATIENCE_S,
    Server,
    backups,
    check_problem,
    main,
    plays,
    rows,
    run,
    wait_until,
    write_plays,
)

MIB = 1024 * 1024


def test_private_files(folder):
    """Files that an earlier version, or a copy by hand, left readable for everyone become private when the server uses them."""
    old_mask = os.umask(0o022)
    try:
        with Household(folder / "history.db") as server:
            owner = server.set_up()
            owner.post(
                "/api/sync/config",
                {
                    "source": "listenbrainz",
                    "username": "x",
                    "token": "t",
                    "base_url": "http://127.0.0.1:1/",
                    "enabled": False,
                },
            )
        run("backup", "--all", folder / "backups", DATABASE_PATH=folder / "history.db")
        (folder / "history.db.notices").write_text('{"letters": [], "told": {"x": 1700000000}}')
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert {path.name for path in files} >= {
            "history.db",
            "accounts.db",
            "footprints.key",
            "history.db.notices",
        }, files
        assert all(
            path.stat().st_mode & 0o077 == 0 for path in files if path.suffix != ".notices"
        ), files
        for path in files:
            path.chmod(0o644)
            if path.parent.name == "backups":
                # The next backup is due, and checks all existing ones.
                os.utime(path, (1, 1))
        with Household(folder / "history.db") as server:
            owner.server = server
            assert owner.get("/api/sync/config").json[0]["has_secret"]
            owner.post(
                "/api/sync/config",
                {
                    "source": "listenbrainz",
                    "username": "y",
                    "token": "t",
                    "base_url": "http://127.0.0.1:1/",
                    "enabled": False,
                },
            )
            owner.ask("POST", "/api/import/file", plays("A"), status=200)
            server.child.send_signal(signal.SIGHUP)
            wait_until(
                lambda: not [
                    path
                    for path in folder.rglob("*")
                    if path.is_file() and path.stat().st_mode & 0o077
                ],
                "the end of all rights of others",
            )
    finally:
        os.umask(old_mask)


def is_locked(path):
    """Whether another process has the database open, by the bytes that SQLite locks."""
    with open(path, "rb+") as file:
        asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0x40000002, 510, 0)
        return struct.unpack("hhqqi4x", fcntl.fcntl(file, fcntl.F_GETLK, asked))[0] != fcntl.F_UNLCK


def test_backup_keeps_locks(folder):
    """A backup does not release the server's locks, which would make another process think the files are closed."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        owner.ask("POST", "/api/import/file", plays("A"), status=200)
        assert is_locked(folder / "history.db") and is_locked(folder / "accounts.db")
        server.child.send_signal(signal.SIGHUP)
        wait_until(lambda: len(list(folder.glob("backups/*Z.db"))) == 2, "the backup")
        assert is_locked(folder / "history.db") and is_locked(folder / "accounts.db")


def test_clients_that_hang_up(folder):
    """A client that hangs up is no server error, in the log or in the metrics, whatever the answer would have been."""
    requests = (
        b"POST /api/nothing",
        b"POST /api/import/file",
        b"POST /api/sync/config",
        b"PUT /api/stats",
        b"GET /api/stats",
    )
    with Server(folder / "history.db", FOOTPRINTS_LOG_LEVEL="info") as server:
        for request in requests:
            with server.socket() as client:
                client.sendall(
                    request
                    + b" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
                )
        wait_until(
            lambda: len(re.findall(r"Request \w+: .*: 499 after", server.messages()))
            == len(requests),
            "their end",
        )
        assert not re.search(r"Request \w+: .*: 5\d\d after", server.messages()), server.messages()


def test_backups(folder):
    """All histories and the accounts are copied, the oldest copies are deleted, and a deleted account takes its copies with it."""
    with Household(
        folder / "history.db", FOOTPRINTS_BACKUP_HOURS=1, FOOTPRINTS_BACKUPS_KEPT=2
    ) as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        for browser, artist in ((owner, "A"), (bela, "B")):
            browser.ask("POST", "/api/import/file", plays(artist), status=200)
        server.child.send_signal(signal.SIGHUP)
        first = wait_until(lambda: len(found := backups(folder)) == 3 and found, "the backup")
        assert [re.sub(r"-\d{4}-\d\d-\d\dT\d{6}Z\.db$", "", name) for name in first] == [
            "accounts",
            "history",
            "user-2",
        ]
        assert all((folder / "backups" / name).stat().st_mode & 0o077 == 0 for name in first)
        assert [row[1] for row in rows(folder / "backups" / first[2])] == ["B"] * 3
        with contextlib.closing(sqlite3.connect(folder / "backups" / first[0])) as accounts:
            assert accounts.execute("select name from account order by id").fetchall() == [
                ("anna",),
                ("bela",),
            ]

        def back_up_later(hours):
            """Makes the current copies that much older."""
            for name in backups(folder):
                path = folder / "backups" / name
                at = path.stat().st_mtime - hours * 3600
                os.utime(path, (at, at))
                path.rename(
                    path.with_name(
                        re.sub(
                            r"\d{4}-\d\d-\d\dT",
                            lambda match: str(int(match[0][:4]) - 1) + match[0][4:],
                            name,
                        )
                    )
                )
            server.child.send_signal(signal.SIGHUP)

        owner.ask("POST", "/api/import/file", plays("C"), status=200)
        for _ in range(3):
            before = backups(folder)
            back_up_later(2)
            wait_until(
                lambda: sum("history-" in name and name not in before for name in backups(folder))
                and sum("history-" in name for name in backups(folder)) <= 2,
                "the next backup",
            )
        owner.delete("/api/people/2")
        assert not [name for name in backups(folder) if name.startswith("user-")]
        token = owner.post("/api/account/tokens", {"name": "monitor", "scopes": "read"})["token"]
        metrics = server.with_token(token, "GET", "/metrics").body.decode()
        assert (
            float(re.search(r"^footprints_last_backup_timestamp_seconds (\S+)", metrics, re.M)[1])
            > 1.7e9
        )


def all_files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_killed_backup(folder):
    """An unfinished copy is deleted at the next start, and with its listener; so are uploads and downloads."""
    with Household(
        folder / "history.db",
        FOOTPRINTS_BACKUP_HOURS=1,
        stop_signal=signal.SIGKILL,
        status=-signal.SIGKILL,
    ) as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        bela.ask("POST", "/api/import/file", plays("Secret Artist", 60000), status=200)
        with server.socket() as client:
            client.sendall(
                f"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nCookie: {bela.cookie}\r\nSec-Fetch-Site: same-origin\r\n"
                "Content-Length: 1000000\r\n\r\n".encode() + plays("Secret Upload", 100)
            )
            wait_until(
                lambda: list((folder / "users").rglob(".footprints-upload-*")), "the spool file"
            )
            server.child.send_signal(signal.SIGHUP)
            wait_until(
                lambda: list((folder / "backups").glob("user-2-*.db.*"))
                if (folder / "backups").exists()
                else None,
                "the copy",
            )
            server.child.kill()
            server.child.wait()
    assert list((folder / "backups").glob("user-2-*.partial"))
    with Household(folder / "history.db", FOOTPRINTS_BACKUP_HOURS=0) as server:
        server.get("/healthz")
        assert not list(folder.rglob("*.partial*")) and not list(
            folder.rglob(".footprints-*")
        ), all_files(folder).keys()
        bela = Browser(server)
        bela.log_in("bela")
        (folder / "backups" / "user-2-2024-03-01T120000Z.db.AbCdEf.partial").write_bytes(
            b"Secret Artist"
        )
        (ledger,) = (folder / "users").glob("*/history.db")
        for name in (
            "history.db.format-1",
            "before-restore-2024.db",
            "history.db.notices",
            "history.db.notices.AbCdEf",
            "footprints.key",
        ):
            (ledger.parent / name).write_bytes(b"Secret Artist")
        bela.post("/api/account/delete", {"password": PASSWORD})
        wait_until(lambda: not ledger.parent.exists(), "the end of the folder")
        assert not [name for name, content in all_files(folder).items() if b"Secret" in content]
        wait_until(lambda: not list(folder.glob(".footprints-deleted-*")), "the end of the note")


def test_killed_deletion(folder):
    """If an account is gone but its files are not, the next start deletes them. Existing accounts keep theirs."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        for name in ("bela", "carla"):
            server.invite(owner, name).ask("POST", "/api/import/file", plays(name), status=200)
    ledgers = {rows(path)[0][1]: path for path in (folder / "users").glob("*/history.db")}
    (folder / "backups").mkdir(exist_ok=True)
    for number in (2, 3):
        (folder / "backups" / f"user-{number}-2024-03-01T120000Z.db").write_bytes(b"copy")
    with contextlib.closing(sqlite3.connect(folder / "accounts.db")) as accounts, accounts:
        accounts.execute("delete from account where name = 'bela'")
    for number, name in ((2, "bela"), (3, "carla")):
        (folder / f".footprints-deleted-{number}").write_text(str(ledgers[name]))
    with Household(folder / "history.db") as server:
        server.get("/healthz")
        assert not ledgers["bela"].parent.exists() and ledgers["carla"].exists()
        assert [path.name for path in (folder / "backups").iterdir()] == [
            "user-3-2024-03-01T120000Z.db"
        ]
        assert not list(folder.glob(".footprints-deleted-*"))


def test_backup_command(folder):
    write_plays(folder / "plays.jsonl", [{"listened_at": 1700000000, "artist": "A", "track": "T"}])
    run("import", folder / "plays.jsonl", DATABASE_PATH=folder / "history.db")
    output, _ = run("backup", "--all", folder / "kept", DATABASE_PATH=folder / "history.db")
    (copy,) = (folder / "kept").iterdir()
    assert f"{copy}: 1 play, checked" in output and len(rows(copy)) == 1
    output, _ = run("backup", "--all", folder / "kept", DATABASE_PATH=folder / "history.db")
    assert output == "" and len(list((folder / "kept").iterdir())) == 1


def test_download(folder):
    """Everyone can download their own history, and open it elsewhere."""
    (folder / "data").mkdir()
    (folder / "data" / ".footprints-download-0000.db").write_bytes(b"of a crash")
    with Household(folder / "data" / "history.db") as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        owner.ask("POST", "/api/import/file", plays("A"), status=200)
        bela.ask("POST", "/api/import/file", plays("B", 2000), status=200)
        reply = bela.get("/api/backup")
        assert reply.headers["Content-Disposition"].startswith(
            'attachment; filename="footprints_backup_'
        )
        assert reply.headers["Content-Type"] == "application/vnd.sqlite3"
        (folder / "taken.db").write_bytes(reply.body)
        token = bela.post("/api/account/tokens", {"name": "reader", "scopes": "read"})["token"]
        check_problem(server.with_token(token, "GET", "/api/backup"), 403)
        assert not list((folder / "data").rglob("*download-*"))
    assert {row[1] for row in rows(folder / "taken.db")} == {"B"}
    with Server(folder / "taken.db") as server:
        assert server.json("/api/stats")["total_scrobbles"] == 2000
        assert len(server.json("/api/import/history")) == 1


def more_than_the_system_holds():
    """More bytes than the system buffers for a connection whose client does not read."""
    try:
        return 2 * int(Path("/proc/sys/net/ipv4/tcp_wmem").read_text().split()[2])
    except OSError:
        return 16 * MIB


def test_slow_downloads(folder):
    """A copy takes room until its client has it, so no one gets many at once."""
    with Household(folder / "history.db") as server, contextlib.ExitStack() as stack:
        owner = server.set_up()
        title = "T" * 1500
        lines = [
            f"A,{title}{number},{1700000000 + number}"
            for number in range(more_than_the_system_holds() // len(title) + 1)
        ]
        owner.ask(
            "POST",
            "/api/import/file",
            "\n".join(["artist,track,time", *lines]).encode(),
            status=200,
        )
        clients = []
        for _ in range(2):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(PATIENCE_S)
            client.connect(("127.0.0.1", server.port))
            client.sendall(
                f"GET /api/backup HTTP/1.1\r\nHost: localhost\r\nCookie: {owner.cookie}\r\n\r\n".encode()
            )
            answer = client.recv(1000)
            assert answer.startswith(b"HTTP/1.1 200"), answer
            clients.append(client)
        owner.problem("GET", "/api/backup", 503, "backups are in progress")
        clients[0].close()
        wait_until(lambda: owner.ask("GET", "/api/backup").status == 200, "room for another")


def test_failed_backup(folder):
    """A damaged history does not keep others from being copied, and is reported."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        bela.ask("POST", "/api/import/file", plays("B"), status=200)
        owner.ask("POST", "/api/import/file", plays("A"), status=200)
    (ledger,) = (folder / "users").glob("*/history.db")
    ledger.write_bytes(b"garbage!" * 1000)
    with Household(folder / "history.db") as server:
        server.child.send_signal(signal.SIGHUP)
        wait_until(lambda: len(backups(folder)) == 2, "the other copies")
        wait_until(
            lambda: "backup failed" in str(server.ask("GET", "/readyz").json["problems"]),
            "the problem",
        )
        assert "The backup failed" in server.messages()


def test_deleted_history(folder):
    """Data in a deleted file would be lost with the server: no plays are accepted, but reading still works."""
    database = folder / "history.db"
    with Server(database) as server:
        server.upload(plays("Before"))
        assert server.get("/readyz").json["status"] == "ready"
        database.rename(folder / "away.db")
        reply = server.upload(plays("Lost"))
        assert (
            not reply["success"]
            and "put it back" in reply["message"]
            and str(folder) not in reply["message"]
        ), reply
        assert reply["job"]["error"]["status"] == 503, reply
        problems = server.get("/readyz", status=503).json["problems"]
        assert "deleted, moved or replaced" in problems[0], problems
        wait_until(
            lambda: f"{database}: the history file was deleted" in server.messages(),
            "the line in the log",
        )
        server.problem(
            "/api/sync/config",
            503,
            "put it back",
            method="POST",
            headers={"Content-Type": "application/json"},
            body=b'{"source": "listenbrainz", "username": "x"}',
        )
        assert server.json("/api/stats")["total_scrobbles"] == 3
        (folder / "away.db").rename(database)
        server.get("/readyz")
        server.upload(plays("After"))
        (folder / "history.db-wal").unlink()
        reply = server.upload(plays("Lost"))
        assert not reply["success"] and "write-ahead log" in reply["message"], reply
        server.get("/readyz", status=503)
    assert {row[1] for row in rows(database)} == {"Before", "After"}
    run("check", DATABASE_PATH=database)


def test_command_after_backup(folder):
    """A backup opens the history a second time. A command run after that must not delete the log that the server uses."""
    database = folder / "history.db"
    write_plays(
        folder / "plays.jsonl", [{"listened_at": 1600000000, "artist": "Command", "track": "T"}]
    )
    with Server(
        database, FOOTPRINTS_BACKUP_HOURS=1, stop_signal=signal.SIGKILL, status=-signal.SIGKILL
    ) as server:
        server.upload(plays("Before"))
        server.child.send_signal(signal.SIGHUP)
        wait_until(lambda: (folder / "backups").exists() and backups(folder), "the backup")
        run("import", folder / "plays.jsonl", DATABASE_PATH=database)
        assert server.upload(plays("After"))["success"]
    assert {row[1] for row in rows(database)} == {"Before", "Command", "After"}


def test_accounts_after_backup(folder):
    """The same for the accounts."""
    database = folder / "history.db"
    with Household(
        database, FOOTPRINTS_BACKUP_HOURS=1, stop_signal=signal.SIGKILL, status=-signal.SIGKILL
    ) as server:
        owner = server.set_up()
        server.child.send_signal(signal.SIGHUP)
        wait_until(
            lambda: (folder / "backups").exists() and len(backups(folder)) == 2, "the backup"
        )
        run("user", "list", DATABASE_PATH=database)
        server.invite(owner, "bela")
    output, _ = run("user", "list", DATABASE_PATH=database)
    assert "bela" in output, output


def test_deleted_accounts(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        (folder / "accounts.db").rename(folder / "away.db")
        owner.problem(
            "POST",
            "/api/account/tokens",
            503,
            "put the file back",
            body={"name": "lost", "scopes": "read"},
        )
        (folder / "away.db").rename(folder / "accounts.db")
        owner.post("/api/account/tokens", {"name": "kept", "scopes": "read"})
        assert [token["name"] for token in owner.get("/api/account/tokens").json] == ["kept"]


def test_compact(folder):
    write_plays(
        folder / "many.jsonl",
        [
            {"listened_at": 1600000000 + n, "artist": f"Gone {n}", "track": "T" * 200}
            for n in range(5000)
        ],
    )
    write_plays(
        folder / "few.jsonl", [{"listened_at": 1500000000, "artist": "Stays", "track": "T"}]
    )
    database = folder / "history.db"
    with Server(database) as server:
        server.upload((folder / "few.jsonl").read_bytes())
        server.upload((folder / "many.jsonl").read_bytes())
        (latest, *_) = server.json("/api/import/history")
        server.ask("POST", f"/api/import/history/{latest['id']}/undo")
        assert server.json("/api/stats")["total_scrobbles"] == 1
        output, _ = run("compact", DATABASE_PATH=database)
        sizes = re.search(r": ([\d.]+).(KiB|MiB), was ([\d.]+).(MiB)", output)
        assert sizes, output
        assert b"Gone 17" not in database.read_bytes()
        server.upload(plays("New"))
        assert server.json("/api/stats")["total_scrobbles"] == 4
        names = {play["artist"] for play in server.json("/api/timeline")}
        assert names == {"Stays", "New"}
    run("check", DATABASE_PATH=database)


def test_log(folder):
    """Requests are logged with number, route and time, but without their parameters."""
    with Server(folder / "history.db", FOOTPRINTS_LOG_LEVEL="info") as server:
        server.upload(plays("Secret Artist"))
        reply = server.get("/api/search?q=Secret%20Artist")
        number = reply.headers["X-Request-Id"]
        line = wait_until(
            lambda: re.search(rf"Request {number}: (.*)", server.messages()), "the line"
        )[1]
        assert re.fullmatch(r"GET /api/search: 200 after \d+\.\d{3} ms, account 0", line), line
        server.ask("GET", "/api/nothing/Secret")
        wait_until(lambda: "refused: 404" in server.messages(), "the refusal")
        assert "Secret" not in server.messages()
    with Server(folder / "history.db") as server:
        server.get("/healthz")
        assert "Request" not in server.messages()
    config = folder / "footprintsd.conf"
    config.write_text("[server]\nlog-level = warning\n")
    with Server(folder / "history.db", FOOTPRINTS_CONFIG=config) as server:
        config.write_text("[server]\nlog-level = info\n")
        server.child.send_signal(signal.SIGHUP)
        wait_until(
            lambda: server.get("/healthz") and "GET /healthz" in server.messages(), "the new level"
        )
        config.write_text("[server]\nlog-level = loud\n")
        server.child.send_signal(signal.SIGHUP)
        wait_until(lambda: "line 2 (log-level)" in server.messages(), "the complaint")
    run(status=2, FOOTPRINTS_LOG_LEVEL="loud", DATABASE_PATH=folder / "history.db")


def test_status(folder):
    database = folder / "history.db"
    with Server(database) as server:
        server.upload(plays("A"))
        output, _ = run("status", "--port", server.port, DATABASE_PATH=database)
        assert f"Server: ready at http://127.0.0.1:{server.port}/" in output
        assert re.search(r"History: 3 plays, [\d.]+.KiB", output)
        assert f"Last backup in {folder / 'backups'}: never" in output
        port = server.port
    output, _ = run("status", "--port", port, status=1, DATABASE_PATH=database)
    assert "no answer" in output and "History: 3 plays" in output
    with Household(database, HOST=f"127.0.0.1,unix:{folder / 'socket'}") as server:
        server.set_up()
        output, _ = run("status", HOST=f"unix:{folder / 'socket'}", DATABASE_PATH=database)
        assert f"Server: ready at unix:{folder / 'socket'}" in output and "anna: 3 plays" in output
    database.write_bytes(b"garbage!" * 1000)
    output, _ = run("status", "--port", port, status=1, DATABASE_PATH=database)
    assert "not a Footprints ledger" in output


main(globals())
