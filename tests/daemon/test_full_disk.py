#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A server on a disk that is full, nearly full, or read only: what was accepted is kept, the rest is refused."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

from account_support import PASSWORD, Browser, Household, totp
from daemon_support import (
    Server,
    backups,
    check_problem,
    main,
    plays,
    rows,
    run,
    small_disk,
    wait_until,
    write_plays,
)

MIB = 1024 * 1024


def fill(folder, left_mib):
    """Fills the disk, with that much room left."""
    status = os.statvfs(folder)
    with open(folder / "filler", "ab") as file:
        file.write(b"\0" * max(0, status.f_bavail * status.f_frsize - left_mib * MIB))


def test_nearly_full_disk(folder):
    with small_disk(folder, 64), Server(
        folder / "history.db", FOOTPRINTS_MIN_FREE_MIB=16
    ) as server:
        server.upload(plays("Before"))
        fill(folder, 8)
        for target in ("/api/import/file", "/api/sync/config", "/api/import"):
            body = (
                plays("Refused")
                if target.endswith("file")
                else b'{"source": "lastfm", "username": "x", "api_key": "k"}'
            )
            server.problem(
                target,
                507,
                "nearly full",
                "MiB",
                method="POST",
                body=body,
                headers={"Content-Type": "application/json"},
            )
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
        confirm = {
            "password": PASSWORD,
            "secret": offer["secret"],
            "code": totp(offer["secret"], step - 1),
        }
        owner.post("/api/account/second-factor/confirm", confirm)
        take_room()
        second, third = Browser(server), Browser(server)
        code = totp(offer["secret"], step)
        second.log_in("anna", code=code)
        assert second.state() == "in" and second.get("/api/account").json["name"] == "anna"
        # No code works twice, stored or not.
        third.problem(
            "POST",
            "/api/session",
            401,
            "code",
            body={"name": "anna", "password": PASSWORD, "code": code},
        )
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
        assert (
            all(browser.state() == "in" for browser in (owner, second, third, fourth))
            and bela.state() == "login"
        )
    with Household(folder / "history.db") as server:
        for browser, state in (
            (owner, "in"),
            (second, "in"),
            (third, "in"),
            (fourth, "in"),
            (bela, "login"),
        ):
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
        with contextlib.closing(
            sqlite3.connect(folder / "accounts.db", timeout=10)
        ) as accounts, accounts:
            for number, event in enumerate(changes):
                accounts.execute(sql.format(number=number, event=event))

    check_log_in_without_room(
        folder,
        lambda: change(
            "create trigger full_{number} before {event} begin select raise(abort, 'no room'); end"
        ),
        lambda: change("drop trigger full_{number}"),
    )


def test_read_only_disk(folder):
    """The error names it as read-only, and existing data can be read."""
    (folder / "disk").mkdir()
    write_plays(
        folder / "plays.jsonl",
        [{"listened_at": 1700000000, "artist": "A", "track": "T", "source": "local"}],
    )
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
    with small_disk(folder, 64), Server(
        folder / "history.db", FOOTPRINTS_MIN_FREE_MIB=16
    ) as server:
        with watch_disk(folder) as least, contextlib.ExitStack() as stack:
            head = (
                "POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{}\r\n"
            )
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
            reply = server.ask(
                "POST",
                "/api/import/file",
                iter([block] * 9),
                {"Transfer-Encoding": "chunked"},
                encode_chunked=True,
            )
            check_problem(reply, 507, "nearly full")
            clients.pop().close()
            wait_until(lambda: len(server.leftovers()) == 1, "the end of the second")
            server.upload(plays("Fits"))
            for _ in range(24):
                clients[0].sendall(block)
            # It was stored, and has no play.
            assert b" 422 " in clients[0].recv(1000)
            reply = server.ask(
                "POST",
                "/api/import/file",
                iter([block] * 60),
                {"Transfer-Encoding": "chunked"},
                encode_chunked=True,
            )
            check_problem(reply, 507, "nearly full")
            wait_until(lambda: not server.leftovers(), "the removal")
        assert least[0] >= 16, least
        assert server.json("/api/stats")["total_scrobbles"] == 3
        assert free_mib(folder) > 60


def test_imports_leave_room(folder):
    """A history grows until the floor is reached. Stored plays stay, and the import resumes when there is more room."""
    lines = b"".join(
        b'{"listened_at": %d, "artist": "Artist %d", "track": "T"}\n' % (1600000000 + n, n)
        for n in range(60000)
    )
    with small_disk(folder, 64), Server(
        folder / "history.db", FOOTPRINTS_MIN_FREE_MIB=16
    ) as server:
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
        assert (
            not reply["success"] and "full" in reply["message"] and str(folder) not in str(reply)
        ), reply
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


main(globals())
