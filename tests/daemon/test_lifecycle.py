#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Starting, stopping, two processes on one history, and a full disk."""

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time

from daemon_support import PATIENCE_S, Server, main, rows, run, start, small_disk, wait_until

CSV = b"artist,track,time\nA,One,1700000000\n"


def many_plays(count, start_at=1500000000):
    lines = [
        f"Artist {number % 97},Track {number % 1013},{start_at + number * 200}"
        for number in range(count)
    ]
    return ("artist,track,time\n" + "\n".join(lines) + "\n").encode()


def stop_in_time(server, number):
    began = time.monotonic()
    server.child.send_signal(number)
    assert server.child.wait(PATIENCE_S) == 0, server.messages()
    if "FOOTPRINTS_TEST_SLOW_MACHINE" not in os.environ:
        assert time.monotonic() - began < 5


def test_stop_idle(folder):
    for number in (signal.SIGTERM, signal.SIGINT):
        with Server(folder / "a.db") as server, server.socket() as idle:
            server.get("/healthz")
            idle.sendall(b"GET / HT")
            stop_in_time(server, number)


def test_stop_during_import(folder):
    body = many_plays(300000)
    for name, wait in (("a", "true"), ("b", "false")):
        with Server(folder / f"{name}.db") as server:
            with server.socket() as client:
                client.sendall(
                    f"POST /api/import/file?wait={wait} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                wait_until(lambda: server.json("/api/import/jobs"), "the job")
                stop_in_time(server, signal.SIGTERM)
        assert server.leftovers() == []
        with Server(folder / f"{name}.db") as server:
            answer = server.upload(body)
            assert answer["success"] and answer["job"]["summary"]["new"] == 300000
            assert server.json("/api/stats")["total_scrobbles"] == 300000


def test_stop_during_export_and_upload(folder):
    with Server(folder / "a.db") as server:
        server.upload(many_plays(100000))
        with server.socket() as reader, server.socket() as writer:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.sendall(b"GET /api/export HTTP/1.1\r\nHost: localhost\r\n\r\n")
            reader.recv(100)
            writer.sendall(
                b"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"
                + CSV
            )
            wait_until(server.leftovers, "the spool file")
            stop_in_time(server, signal.SIGINT)
            received = b""
            with contextlib.suppress(ConnectionError):
                while part := reader.recv(1 << 20):
                    received += part
            assert not received.endswith(b"0\r\n\r\n"), "a cut export must not look whole"
    assert server.leftovers() == []


def test_port_taken(folder):
    with Server(folder / "a.db") as server:
        _, messages = run("serve", status=1, DATABASE_PATH=folder / "b.db", PORT=server.port)
        assert str(server.port) in messages and "in use" in messages
        assert server.json("/api/years") == []


def test_addresses(folder):
    for arguments, env in (
        ((), {"HOST": "localhost"}),
        (("--host=127.0.0.1", "--port=0"), {"PORT": "1"}),
        ((), {"HOST": ""}),
    ):
        with Server(folder / "a.db", arguments=("serve", *arguments), **env) as server:
            assert server.json("/healthz")["status"] == "ok"
    other = folder / "option.db"
    with Server(folder / "a.db", arguments=("serve", "--database", other)):
        assert other.exists()


def test_two_processes(folder):
    """One imports while the other answers: no errors, counts only grow, and in the end all plays are there."""
    count = 100000
    (folder / "many.csv").write_bytes(many_plays(count))
    with Server(folder / "a.db") as server:
        server.upload(CSV)
        child = start("import", folder / "many.csv", DATABASE_PATH=server.database)
        counts, done = [], threading.Event()
        errors = []

        def ask():
            last = 0
            try:
                while not done.is_set():
                    total = server.json("/api/stats")["total_scrobbles"]
                    assert total >= last, (total, last)
                    last = total
                    overview = server.json("/api/stats/ui")
                    assert overview["period_scrobbles"] == overview["overview"]["scrobbles"] >= last
                    assert len(server.json("/api/timeline?limit=5")) == min(5, total) or total < 5
                    assert (
                        sum(step["count"] for step in server.json("/api/pulse?granularity=year"))
                        >= total
                    )
                    counts.append(total)
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        output, messages = child.communicate(timeout=PATIENCE_S * 4)
        done.set()
        for thread in threads:
            thread.join()
        assert not errors, errors
        assert child.returncode == 0 and f"{count} new".encode() in output, messages
        assert len(set(counts)) > 1, "nothing was seen while it ran"
        wait_until(lambda: server.json("/api/stats")["total_scrobbles"] == count + 1, "the end")
        assert len(rows(server.database)) == count + 1


def test_read_only_folder(folder):
    if os.geteuid() == 0:
        with small_disk(folder, 4):
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
            check_read_only(folder)
        return
    folder.chmod(0o500)
    try:
        check_read_only(folder)
    finally:
        folder.chmod(0o700)


def check_read_only(folder):
    for command in ("serve", "import"):
        arguments = () if command == "serve" else ("/dev/null",)
        output, messages = run(command, *arguments, status=1, DATABASE_PATH=folder / "a.db", PORT=0)
        assert output == "" and "a.db" in messages, messages


main(globals())
