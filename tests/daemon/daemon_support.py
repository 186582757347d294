# SPDX-License-Identifier: LGPL-2.1-or-later
"""Shared by the tests of footprintsd: a real server on a free port, and a folder for each test."""

import contextlib
import http.client
import json
import os
import random
import re
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tap_tests import run_tests  # noqa: E402

# Under a sanitizer or valgrind everything takes longer.
PATIENCE_S = 30 * (20 if "FOOTPRINTS_TEST_SLOW_MACHINE" in os.environ else 1)
FOOTPRINTSD = sys.argv[1] if len(sys.argv) > 1 else "footprintsd"


class Skip(unittest.SkipTest):
    """Something that a test needs is missing."""


def environment(**more):
    values = dict(os.environ, G_DEBUG="fatal-criticals", LC_ALL="C.UTF-8", TZ="UTC")
    for name in ("DATABASE_PATH", "PORT", "HOST"):
        values.pop(name, None)
    values.update({name: str(value) for name, value in more.items()})
    return values


def start(
    *arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **env
):
    return subprocess.Popen(
        [FOOTPRINTSD, *map(str, arguments)],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env=environment(**env),
    )


def run(*arguments, status=0, **env):
    """Runs a command; returns its output and messages as text."""
    child = start(*arguments, **env)
    output, messages = child.communicate(timeout=PATIENCE_S)
    messages = messages.decode()
    assert child.returncode == status, f"{arguments}: {child.returncode}, {messages}"
    assert "CRITICAL" not in messages, messages
    return output.decode(), messages


def wait_until(condition, what="it", patience_s=PATIENCE_S):
    deadline = time.monotonic() + patience_s
    while not (value := condition()):
        assert time.monotonic() < deadline, f"{what} did not happen"
        select.select([], [], [], 0.01)
    return value


@contextlib.contextmanager
def small_disk(folder, size_mib):
    """Mounts a separate small disk at @folder, if possible."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size_mib}m", "none", folder], capture_output=True
    )
    if mounted.returncode != 0:
        raise Skip("nothing may be mounted here; it takes root, and the right to mount")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


class Reply:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body.decode("utf-8"))


class Server:
    watch = None  # receives each reply: (server, method, target, reply)

    def __init__(
        self, database, stop_signal=signal.SIGTERM, status=0, arguments=("--no-auth",), **env
    ):
        self.database = Path(database)
        self.stop_signal = stop_signal
        self.status = status
        self.arguments = arguments
        self.env = env

    def __enter__(self):
        self.messages_file = tempfile.TemporaryFile()
        self.child = start(
            *self.arguments,
            stderr=self.messages_file,
            **{"DATABASE_PATH": self.database, "PORT": 0, **self.env},
        )
        line = self.child.stdout.readline().decode()
        assert line.startswith("Listening on http://127.0.0.1:"), line + self.messages()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", line)[1])
        return self

    def __exit__(self, kind, value, trace):
        if self.child.poll() is None:
            self.child.send_signal(self.stop_signal)
        try:
            self.child.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
            raise AssertionError("the server did not stop: " + self.messages()) from value
        finally:
            self.child.stdout.close()
        messages = self.messages()
        self.messages_file.close()
        if kind is None:
            assert (
                self.child.returncode == self.status
            ), f"exit status {self.child.returncode}: {messages}"
            assert "CRITICAL" not in messages, messages
        elif messages:
            print("# " + messages.replace("\n", "\n# "))

    def messages(self):
        self.messages_file.seek(0)
        return self.messages_file.read().decode()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)

    def socket(self):
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE_S)

    def ask(self, method, target, body=None, headers=None, encode_chunked=False):
        with contextlib.closing(self.connect()) as connection:
            connection.request(method, target, body, headers or {}, encode_chunked=encode_chunked)
            response = connection.getresponse()
            reply = Reply(response, response.read())
        if Server.watch is not None:
            Server.watch(self, method, target, reply)
        return reply

    def get(self, target, status=200, **headers):
        reply = self.ask(
            "GET",
            target,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        assert reply.status == status, f"{target}: {reply.status}, {reply.body[:300]}"
        return reply

    def json(self, target):
        reply = self.get(target)
        assert reply.headers["Content-Type"] == "application/json", reply.headers["Content-Type"]
        return reply.json

    def problem(self, target, status, *parts, method="GET", body=None, headers=None):
        reply = self.ask(method, target, body, headers)
        try:
            check_problem(reply, status, *parts)
        except AssertionError as error:
            raise AssertionError(f"{method} {target}: {error}") from error
        return reply

    def upload(self, body, query="", status=200, headers=None):
        reply = self.ask("POST", "/api/import/file" + query, body, headers)
        assert reply.status == status, f"{reply.status}, {reply.body[:300]}"
        return reply.json

    def leftovers(self):
        """Of uploads; the rejected rows of a job are kept for an hour."""
        return [
            path.name
            for path in self.database.parent.iterdir()
            if "upload" in path.name and not path.name.endswith("-rejected")
        ]


def check_problem(reply, status, *parts):
    assert reply.status == status, f"{reply.status}, not {status}: {reply.body[:300]}"
    assert reply.headers["Content-Type"] == "application/problem+json"
    problem = reply.json
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["status"] == status and problem["title"]
    for part in parts:
        assert part in problem["detail"], problem["detail"]


def rows(database):
    """All plays, oldest first, read without the library."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(
            "select id, artist, album, track, timestamp, source, source_id from scrobbles order by timestamp, id"
        ).fetchall()
    finally:
        connection.close()


def backups(folder):
    """The automatic backups that are there."""
    return sorted(path.name for path in (folder / "backups").glob("*.db"))


def plays(artist, count=3):
    """Returns a file of plays as JSON lines."""
    return "".join(
        f'{{"listened_at": {1700000000 + n}, "artist": "{artist}", "track": "T{n}"}}\n'
        for n in range(count)
    ).encode()


def write_plays(path, plays):
    with open(path, "w", encoding="utf-8") as file:
        for play in plays:
            file.write(
                json.dumps({name: value for name, value in play.items() if value is not None})
                + "\n"
            )


HOSTILE = [
    "AC/DC",
    "100% \"Quoted\" 'n' %2F",
    "=1+1",
    "@SUM(A1)",
    "Ünïcødé",
    "عربى",
    "日本 ＷＩＤＥ",
    "<script>alert(1)</script>",
    "a&b=c?d#e",
    "Line\nbreak\tand\r\nmore",
    "🎵🎶",
    " spaces ",
    "back\\slash",
]


def invented_plays(count=400, seed=7):
    """A history with ties, several sources, plays of one second and of New Year's Eve."""
    draw = random.Random(seed)
    artists = HOSTILE + [f"Artist {number}" for number in range(12)]
    plays = []
    for number in range(count):
        artist = draw.choice(artists)
        title = draw.randrange(6)
        plays.append(
            {
                "listened_at": 1640995200 + draw.randrange(3 * 365 * 24 * 12) * 300,
                "artist": artist,
                "track": f"{draw.choice(artists)} {title}",
                "album": None if title == 0 else draw.choice(["Erste", "Zweite", artist]),
                "source": draw.choice(["lastfm", "listenbrainz"]),
                "source_id": None if title == 3 else f"id-{number}",
            }
        )
    # 2023-12-31 23:30 UTC is 2024 in Berlin.
    for number in range(5):
        plays.append(
            {
                "listened_at": 1704065400,
                "artist": "New Year",
                "track": f"Bell {number}",
                "source": "local",
            }
        )
    plays[-1]["listened_at"] += 3600
    unique = {
        (play["artist"], play["track"], play["listened_at"], play["source"]): play for play in plays
    }
    return list(unique.values())


def watch_replies():
    """Checks each reply that passes through Server.ask against doc/openapi.yaml, if the modules for that are installed."""
    try:
        import openapi_support
    except ImportError:
        return
    Server.watch = openapi_support.Recorder(openapi_support.load()).check


def main(names):
    if Server.watch is None:
        watch_replies()
    only = sys.argv[2:]
    sys.exit(
        run_tests(
            [
                (name, in_folder(test))
                for name, test in names.items()
                if name.startswith("test_") and callable(test) and (not only or name in only)
            ]
        )
    )


def in_folder(test):
    """The test with a folder of its own."""

    def run_test():
        with tempfile.TemporaryDirectory(prefix="footprintsd-test-") as folder:
            test(Path(folder))

    return run_test
