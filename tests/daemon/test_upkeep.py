#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Maintenance of a server: automatic backups, a full disk, the log, and the output of "status"."""

import contextlib
import fcntl
import os
import re
import signal
import socket
import sqlite3
import struct
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from account_support import PASSWORD, Browser, Household, totp
from daemon_support import PATIENCE_S, Server, check_problem, main, rows, run, small_disk, wait_until, write_plays

MIB = 1024 * 1024


def plays(artist, count=3):
    return "".join(f'{{"listened_at": {1700000000 + n}, "artist": "{artist}", "track": "T{n}"}}\n' for n in range(count)).encode()


def fill(folder, left_mib):
    """Fills the disk, with that much room left."""
    status = os.statvfs(folder)
    with open(folder / "filler", "ab") as file:
        file.write(b"\0" * max(0, status.f_bavail * status.f_frsize - left_mib * MIB))


def test_private_files(folder):
    """Files that an earlier version, or a copy by hand, left readable for everyone become private when the server uses them."""
    old_mask = os.umask(0o022)
    try:
        with Household(folder / "history.db") as server:
            owner = server.set_up()
            owner.post("/api/sync/config", {"source": "listenbrainz", "username": "x", "token": "t", "base_url": "http://127.0.0.1:1/", "enabled": False})
        run("backup", "--all", folder / "backups", DATABASE_PATH=folder / "history.db")
        (folder / "history.db.notices").write_text('{"letters": [], "told": {"x": 1700000000}}')
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert {path.name for path in files} >= {"history.db", "accounts.db", "footprints.key", "history.db.notices"}, files
        assert all(path.stat().st_mode & 0o077 == 0 for path in files if path.suffix != ".notices"), files
        for path in files:
            path.chmod(0o644)
            if path.parent.name == "backups":
                # The next backup is due, and checks all existing ones.
                os.utime(path, (1, 1))
        with Household(folder / "history.db") as server:
            owner.server = server
            assert owner.get("/api/sync/config").json[0]["has_secret"]
            owner.post("/api/sync/config", {"source": "listenbrainz", "username": "y", "token": "t", "base_url": "http://127.0.0.1:1/", "enabled": False})
            owner.ask("POST", "/api/import/file", plays("A"), status=200)
            server.child.send_signal(signal.SIGHUP)
            wait_until(lambda: not [path for path in folder.rglob("*") if path.is_file() and path.stat().st_mode & 0o077], "the end of all rights of others")
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


def test_nearly_full_disk(folder):
    with small_disk(folder, 64), Server(folder / "history.db", FOOTPRINTS_MIN_FREE_MIB=16) as server:
        server.upload(plays("Before"))
        fill(folder, 8)
        for target in ("/api/import/file", "/api/sync/config", "/api/import"):
            body = plays("Refused") if target.endswith("file") else b'{"source": "lastfm", "username": "x", "api_key": "k"}'
            server.problem(target, 507, "nearly full", "MiB", method="POST", body=body, headers={"Content-Type": "application/json"})
        assert server.json("/api/stats")["total_scrobbles"] == 3
        reply = server.get("/readyz", status=503)
        assert "nearly full" in reply.json["problems"][0]
        (folder / "filler").unlink()
        server.upload(plays("After"))
        server.get("/readyz")
        assert server.json("/api/stats")["total_scrobbles"] == 6


def check_log_in_without_room(folder, take_room, give_room):
    """Logging in and out works even if nothing can be stored, and is stored once there is room again."""
    with Household(folder / "history.db", FOOTPRINTS_MIN_FREE_MIB=0) as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        offer = owner.post("/api/account/second-factor", {"password": PASSWORD})
        step = int(time.time()) // 30
        confirm = {"password": PASSWORD, "secret": offer["secret"], "code": totp(offer["secret"], step - 1)}
        owner.post("/api/account/second-factor/confirm", confirm)
        take_room()
        second, third = Browser(server), Browser(server)
        code = totp(offer["secret"], step)
        second.log_in("anna", code=code)
        assert second.state() == "in" and second.get("/api/account").json["name"] == "anna"
        # No code works twice, stored or not.
        third.problem("POST", "/api/session", 401, "code", body={"name": "anna", "password": PASSWORD, "code": code})
        third.log_in("bela")
        sessions = third.get("/api/account/sessions").json
        assert len(sessions) == 2 and len({session["id"] for session in sessions}) == 2
        # A stored session ends, and so does one that was not stored.
        for browser in (bela, third):
            cookie = browser.cookie
            browser.delete("/api/session")
            browser.cookie = cookie
            assert browser.state() == "login"
        third.log_in("bela")
        assert "ends with the server" in server.messages()
        give_room()
        fourth = Browser(server)
        fourth.log_in("bela")
        assert all(browser.state() == "in" for browser in (owner, second, third, fourth)) and bela.state() == "login"
    with Household(folder / "history.db") as server:
        for browser, state in ((owner, "in"), (second, "in"), (third, "in"), (fourth, "in"), (bela, "login")):
            browser.server = server
            assert browser.state() == state


def test_log_in_with_a_full_disk(folder):
    def give_room():
        (folder / "filler").unlink()

    with small_disk(folder, 16):
        check_log_in_without_room(folder, lambda: fill(folder, 0), give_room)


def test_log_in_that_cannot_be_stored(folder):
    """The same without a separate disk: the accounts file rejects each change."""
    changes = ("insert on session", "delete on session", "update on account")

    def change(sql):
        with contextlib.closing(sqlite3.connect(folder / "accounts.db", timeout=10)) as accounts, accounts:
            for number, event in enumerate(changes):
                accounts.execute(sql.format(number=number, event=event))

    check_log_in_without_room(folder, lambda: change("create trigger full_{number} before {event} begin select raise(abort, 'no room'); end"),
                              lambda: change("drop trigger full_{number}"))


def test_clients_that_hang_up(folder):
    """A client that hangs up is no server error, in the log or in the metrics, whatever the answer would have been."""
    requests = (b"POST /api/nothing", b"POST /api/import/file", b"POST /api/sync/config", b"PUT /api/stats", b"GET /api/stats")
    with Server(folder / "history.db", FOOTPRINTS_LOG_LEVEL="info") as server:
        for request in requests:
            with server.socket() as client:
                client.sendall(request + b" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
        wait_until(lambda: len(re.findall(r"Request \w+: .*: 499 after", server.messages())) == len(requests), "their end")
        assert not re.search(r"Request \w+: .*: 5\d\d after", server.messages()), server.messages()


def test_read_only_disk(folder):
    """The error names it as read-only, and existing data can be read."""
    (folder / "disk").mkdir()
    write_plays(folder / "plays.jsonl", [{"listened_at": 1700000000, "artist": "A", "track": "T", "source": "local"}])
    with small_disk(folder / "disk", 16):
        database = folder / "disk" / "history.db"
        run("import", folder / "plays.jsonl", DATABASE_PATH=database)
        subprocess.run(["mount", "-o", "remount,ro", folder / "disk"], check=True)
        # Nothing can be stored there: none of these starts, and all say why.
        for arguments in (("import", folder / "plays.jsonl"), ("serve", "--no-auth"), ("serve",)):
            _, messages = run(*arguments, status=1, DATABASE_PATH=database, PORT=0)
            assert "ead-only file system" in messages, messages
        assert "T" in run("report", DATABASE_PATH=database)[0]


def free_mib(folder):
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize / MIB


@contextlib.contextmanager
def watch_disk(folder):
    """The least free space during the block, in MiB."""
    least = [free_mib(folder)]
    has_ended = threading.Event()

    def look():
        while not has_ended.is_set():
            least[0] = min(least[0], free_mib(folder))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield least
    finally:
        has_ended.set()
        thread.join()


def test_uploads_leave_room(folder):
    """The announced size of an upload counts, as does what it sends, and so do all uploads in progress."""
    block = b"artist,track,time\n" + b"x" * (MIB - 18)
    with small_disk(folder, 64), Server(folder / "history.db", FOOTPRINTS_MIN_FREE_MIB=16) as server:
        with watch_disk(folder) as least, contextlib.ExitStack() as stack:
            head = "POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{}\r\n"
            with server.socket() as client:
                client.sendall(head.format(60 * MIB, "Expect: 100-continue\r\n").encode())
                assert client.recv(1000).startswith(b"HTTP/1.1 507"), "it was not refused at once"
            clients = []
            for announced in (25, 15):
                client = stack.enter_context(server.socket())
                client.sendall(head.format(announced * MIB, "").encode())
                client.sendall(block)
                clients.append(client)
            wait_until(lambda: len(server.leftovers()) == 2, "the spool files")
            # 40 of 48 MiB are reserved, and 2 of them used.
            server.problem("/api/import/file", 507, "nearly full", method="POST", body=block * 9)
            reply = server.ask("POST", "/api/import/file", iter([block] * 9), {"Transfer-Encoding": "chunked"}, encode_chunked=True)
            check_problem(reply, 507, "nearly full")
            clients.pop().close()
            wait_until(lambda: len(server.leftovers()) == 1, "the end of the second")
            server.upload(plays("Fits"))
            for _ in range(24):
                clients[0].sendall(block)
            assert b" 200 " in clients[0].recv(1000)
            reply = server.ask("POST", "/api/import/file", iter([block] * 60), {"Transfer-Encoding": "chunked"}, encode_chunked=True)
            check_problem(reply, 507, "nearly full")
            wait_until(lambda: not server.leftovers(), "the removal")
        assert least[0] >= 16, least
        assert server.json("/api/stats")["total_scrobbles"] == 3
        assert free_mib(folder) > 60


def test_imports_leave_room(folder):
    """A history grows until the floor is reached. Stored plays stay, and the import resumes when there is more room."""
    lines = b"".join(b'{"listened_at": %d, "artist": "Artist %d", "track": "T"}\n' % (1600000000 + n, n) for n in range(60000))
    with small_disk(folder, 64), Server(folder / "history.db", FOOTPRINTS_MIN_FREE_MIB=16) as server:
        fill(folder, 16 + len(lines) // MIB + 8)
        with watch_disk(folder) as least:
            reply = server.upload(lines)
        assert not reply["success"] and "nearly full" in reply["message"], reply
        assert reply["job"]["error"]["status"] == 507
        assert least[0] >= 16 - 1, least
        stored = server.json("/api/stats")["total_scrobbles"]
        assert 0 < stored < 60000
        (folder / "filler").unlink()
        assert server.upload(lines)["success"]
        assert server.json("/api/stats")["total_scrobbles"] == 60000


def test_copies_leave_room(folder):
    database = folder / "history.db"
    with small_disk(folder, 64):
        with Server(database, FOOTPRINTS_MIN_FREE_MIB=16) as server:
            server.upload(plays("A", 40000))
            wait_until(lambda: not server.leftovers(), "the removal of the spool file")
        # Closing it removed its log, which would otherwise free its room in the middle of this.
        with Server(database, FOOTPRINTS_MIN_FREE_MIB=16, FOOTPRINTS_BACKUP_HOURS=1) as server:
            size_mib = database.stat().st_size // MIB
            assert size_mib >= 2, size_mib
            fill(folder, 16 + size_mib - 1)
            server.problem("/api/backup", 507, "nearly full")
            server.child.send_signal(signal.SIGHUP)
            wait_until(lambda: "The backup failed" in server.messages(), "the message")
            assert not backups(folder)


def test_full_disk(folder):
    """Everything reported as stored is there, and work resumes when there is room again."""
    with small_disk(folder, 32), Server(folder / "history.db", FOOTPRINTS_MIN_FREE_MIB=0) as server:
        server.upload(plays("Before"))
        many = plays("Many", 100000)
        fill(folder, len(many) // MIB + 3)
        reply = server.upload(many)
        assert not reply["success"] and "full" in reply["message"] and str(folder) not in str(reply), reply
        stored = len(rows(server.database))
        assert 3 <= stored < 100003
        assert server.json("/api/stats")["total_scrobbles"] == stored
        wait_until(lambda: not server.leftovers(), "the removal of the spool file")
        fill(folder, 1)
        with tempfile.NamedTemporaryFile() as elsewhere:
            elsewhere.write(many)
            elsewhere.flush()
            _, messages = run("import", elsewhere.name, status=1, DATABASE_PATH=server.database)
            assert "full" in messages or "space" in messages, messages
        (folder / "filler").unlink()
        server.upload(many)
        assert server.json("/api/stats")["total_scrobbles"] == 100003
        run("check", DATABASE_PATH=server.database)


def backups(folder):
    return sorted(path.name for path in (folder / "backups").glob("*.db"))


def test_backups(folder):
    """All histories and the accounts are copied, the oldest copies are deleted, and a deleted account takes its copies with it."""
    with Household(folder / "history.db", FOOTPRINTS_BACKUP_HOURS=1, FOOTPRINTS_BACKUPS_KEPT=2) as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        for browser, artist in ((owner, "A"), (bela, "B")):
            browser.ask("POST", "/api/import/file", plays(artist), status=200)
        server.child.send_signal(signal.SIGHUP)
        first = wait_until(lambda: len(found := backups(folder)) == 3 and found, "the backup")
        assert [re.sub(r"-\d{4}-\d\d-\d\dT\d{6}Z\.db$", "", name) for name in first] == ["accounts", "history", "user-2"]
        assert all((folder / "backups" / name).stat().st_mode & 0o077 == 0 for name in first)
        assert [row[1] for row in rows(folder / "backups" / first[2])] == ["B"] * 3
        with contextlib.closing(sqlite3.connect(folder / "backups" / first[0])) as accounts:
            assert accounts.execute("select name from account order by id").fetchall() == [("anna",), ("bela",)]

        def back_up_later(hours):
            """Makes the current copies that much older."""
            for name in backups(folder):
                path = folder / "backups" / name
                at = path.stat().st_mtime - hours * 3600
                os.utime(path, (at, at))
                path.rename(path.with_name(re.sub(r"\d{4}-\d\d-\d\dT", lambda match: str(int(match[0][:4]) - 1) + match[0][4:], name)))
            server.child.send_signal(signal.SIGHUP)

        owner.ask("POST", "/api/import/file", plays("C"), status=200)
        for _ in range(3):
            before = backups(folder)
            back_up_later(2)
            wait_until(lambda: sum("history-" in name and name not in before for name in backups(folder)) and
                       sum("history-" in name for name in backups(folder)) <= 2, "the next backup")
        owner.delete("/api/people/2")
        assert not [name for name in backups(folder) if name.startswith("user-")]
        token = owner.post("/api/account/tokens", {"name": "monitor", "scopes": "read"})["token"]
        metrics = server.with_token(token, "GET", "/metrics").body.decode()
        assert float(re.search(r"^footprints_last_backup_timestamp_seconds (\S+)", metrics, re.M)[1]) > 1.7e9


def all_files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_killed_backup(folder):
    """An unfinished copy is deleted at the next start, and with its listener; so are uploads and downloads."""
    with Household(folder / "history.db", FOOTPRINTS_BACKUP_HOURS=1, stop_signal=signal.SIGKILL, status=-signal.SIGKILL) as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        bela.ask("POST", "/api/import/file", plays("Secret Artist", 60000), status=200)
        with server.socket() as client:
            client.sendall(f"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nCookie: {bela.cookie}\r\nSec-Fetch-Site: same-origin\r\n"
                           "Content-Length: 1000000\r\n\r\n".encode() + plays("Secret Upload", 100))
            wait_until(lambda: list((folder / "users").rglob(".footprints-upload-*")), "the spool file")
            server.child.send_signal(signal.SIGHUP)
            wait_until(lambda: list((folder / "backups").glob("user-2-*.db.*")) if (folder / "backups").exists() else None, "the copy")
            server.child.kill()
            server.child.wait()
    assert list((folder / "backups").glob("user-2-*.partial"))
    with Household(folder / "history.db", FOOTPRINTS_BACKUP_HOURS=0) as server:
        server.get("/healthz")
        assert not list(folder.rglob("*.partial*")) and not list(folder.rglob(".footprints-*")), all_files(folder).keys()
        bela = Browser(server)
        bela.log_in("bela")
        (folder / "backups" / "user-2-2024-03-01T120000Z.db.AbCdEf.partial").write_bytes(b"Secret Artist")
        (ledger,) = (folder / "users").glob("*/history.db")
        for name in ("history.db.format-1", "before-restore-2024.db", "history.db.notices", "history.db.notices.AbCdEf", "footprints.key"):
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
        assert [path.name for path in (folder / "backups").iterdir()] == ["user-3-2024-03-01T120000Z.db"]
        assert not list(folder.glob(".footprints-deleted-*"))


def test_backup_command(folder):
    write_plays(folder / "plays.jsonl", [{"listened_at": 1700000000, "artist": "A", "track": "T"}])
    run("import", folder / "plays.jsonl", DATABASE_PATH=folder / "history.db")
    output, _ = run("backup", "--all", folder / "kept", DATABASE_PATH=folder / "history.db")
    (copy,) = (folder / "kept").iterdir()
    assert f"{copy}: 1 plays, checked" in output and len(rows(copy)) == 1
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
        assert reply.headers["Content-Disposition"].startswith('attachment; filename="footprints_backup_')
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
        lines = [f"A,{title}{number},{1700000000 + number}" for number in range(more_than_the_system_holds() // len(title) + 1)]
        owner.ask("POST", "/api/import/file", "\n".join(["artist,track,time", *lines]).encode(), status=200)
        clients = []
        for _ in range(2):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(PATIENCE_S)
            client.connect(("127.0.0.1", server.port))
            client.sendall(f"GET /api/backup HTTP/1.1\r\nHost: localhost\r\nCookie: {owner.cookie}\r\n\r\n".encode())
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
        wait_until(lambda: "backup failed" in str(server.ask("GET", "/readyz").json["problems"]), "the problem")
        assert "The backup failed" in server.messages()


def test_deleted_history(folder):
    """Data in a deleted file would be lost with the server: no plays are accepted, but reading still works."""
    database = folder / "history.db"
    with Server(database) as server:
        server.upload(plays("Before"))
        assert server.get("/readyz").json["status"] == "ready"
        database.rename(folder / "away.db")
        reply = server.upload(plays("Lost"))
        assert not reply["success"] and "put it back" in reply["message"] and str(folder) not in reply["message"], reply
        assert reply["job"]["error"]["status"] == 503, reply
        problems = server.get("/readyz", status=503).json["problems"]
        assert "deleted, moved or replaced" in problems[0], problems
        wait_until(lambda: f"{database}: the history file was deleted" in server.messages(), "the line in the log")
        server.problem("/api/sync/config", 503, "put it back", method="POST", headers={"Content-Type": "application/json"},
                       body=b'{"source": "listenbrainz", "username": "x"}')
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
    write_plays(folder / "plays.jsonl", [{"listened_at": 1600000000, "artist": "Command", "track": "T"}])
    with Server(database, FOOTPRINTS_BACKUP_HOURS=1, stop_signal=signal.SIGKILL, status=-signal.SIGKILL) as server:
        server.upload(plays("Before"))
        server.child.send_signal(signal.SIGHUP)
        wait_until(lambda: (folder / "backups").exists() and backups(folder), "the backup")
        run("import", folder / "plays.jsonl", DATABASE_PATH=database)
        assert server.upload(plays("After"))["success"]
    assert {row[1] for row in rows(database)} == {"Before", "Command", "After"}


def test_accounts_after_backup(folder):
    """The same for the accounts."""
    database = folder / "history.db"
    with Household(database, FOOTPRINTS_BACKUP_HOURS=1, stop_signal=signal.SIGKILL, status=-signal.SIGKILL) as server:
        owner = server.set_up()
        server.child.send_signal(signal.SIGHUP)
        wait_until(lambda: (folder / "backups").exists() and len(backups(folder)) == 2, "the backup")
        run("user", "list", DATABASE_PATH=database)
        server.invite(owner, "bela")
    output, _ = run("user", "list", DATABASE_PATH=database)
    assert "bela" in output, output


def test_deleted_accounts(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        (folder / "accounts.db").rename(folder / "away.db")
        owner.problem("POST", "/api/account/tokens", 503, "put the file back", body={"name": "lost", "scopes": "read"})
        (folder / "away.db").rename(folder / "accounts.db")
        owner.post("/api/account/tokens", {"name": "kept", "scopes": "read"})
        assert [token["name"] for token in owner.get("/api/account/tokens").json] == ["kept"]


def test_compact(folder):
    write_plays(folder / "many.jsonl", [{"listened_at": 1600000000 + n, "artist": f"Gone {n}", "track": "T" * 200} for n in range(5000)])
    write_plays(folder / "few.jsonl", [{"listened_at": 1500000000, "artist": "Stays", "track": "T"}])
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
        line = wait_until(lambda: re.search(rf"Request {number}: (.*)", server.messages()), "the line")[1]
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
        wait_until(lambda: server.get("/healthz") and "GET /healthz" in server.messages(), "the new level")
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
