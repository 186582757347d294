#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The cost of the worst requests: reply size, time and memory, for every address of doc/openapi.yaml that does not stream.

FOOTPRINTS_TEST_WORST_PLAYS=1000000 uses histories of that many plays, and prints the most expensive requests.
"""

import contextlib
import json
import os
import select
import socket
import sqlite3
import sys

# Filling allocated memory would make it count as used.
os.environ.pop("MALLOC_PERTURB_", None)

try:
    import worst_support as worst
except ImportError as error:
    print(f"1..0 # SKIP {error}")
    sys.exit(0)

import daemon_support
from account_support import Household
from daemon_support import Server, main, wait_until
from worst_support import MIB

N_PLAYS = int(os.environ.get("FOOTPRINTS_TEST_WORST_PLAYS", 40000))
if N_PLAYS >= 1000000:
    daemon_support.PATIENCE_S *= 20
# A sanitizer keeps freed memory, and is slow.
IS_SLOW = "FOOTPRINTS_TEST_SLOW_MACHINE" in os.environ
MAX_REPLY_BYTES = 16 * MIB
MAX_REQUEST_BYTES = 64 * MIB
MAX_CPU_S = 2
# The memory that the server may keep after all requests.
MAX_KEPT_BYTES = 24 * MIB
LONG_DAYS = "start=1970-01-01T00:00:00Z&end=2078-12-31T00:00:00Z"


def ask_everything(folder, name):
    make_plays, names = worst.HISTORIES[name]
    count = N_PLAYS if name != "of long names" else 2000
    database = worst.make_history(folder, make_plays, count)
    figures = []
    with Server(database) as server:
        process = worst.Process(server.child.pid)
        # The first reply loads the history into memory.
        server.get("/api/stats?source=local")
        server.get("/api/reports/growth")
        begun_bytes = process.resident_bytes()
        for operation, target in worst.targets(names):
            process.reset_peak()
            before_bytes, before_s = process.resident_bytes(), process.cpu_s()
            reply = server.ask("GET", target)
            cpu_s, took_bytes = process.cpu_s() - before_s, process.peak_bytes() - before_bytes
            what = f"{target[:160]}: {reply.status}, {len(reply.body) / MIB:.1f} MiB, {cpu_s:.2f} s, {took_bytes / MIB:.0f} MiB of memory"
            assert reply.status < 500 or operation.path == "/readyz", what
            figures.append((cpu_s, took_bytes, len(reply.body), what))
        if os.environ.get("FOOTPRINTS_TEST_WORST_PLAYS"):
            for key, unit in ((0, "time"), (1, "memory"), (2, "reply")):
                print(f"# history {name}, most {unit}:")
                for figure in sorted(figures, key=lambda figure: -figure[key])[:6]:
                    print("#   " + figure[3])
        for cpu_s, took_bytes, n_bytes, what in figures:
            assert n_bytes <= MAX_REPLY_BYTES, what
            assert IS_SLOW or cpu_s <= MAX_CPU_S, what
            assert IS_SLOW or took_bytes <= MAX_REQUEST_BYTES, what
        assert len(figures) > 100, len(figures)
        wait_until(
            lambda: IS_SLOW or process.resident_bytes() <= begun_bytes + MAX_KEPT_BYTES,
            "giving memory back",
        )


def test_without_gap(folder):
    ask_everything(folder, "without gap")


def test_of_all_days(folder):
    ask_everything(folder, "of all days")


def test_of_one_artist(folder):
    ask_everything(folder, "of one artist")


def test_of_long_names(folder):
    ask_everything(folder, "of long names")


# At the same time


def check_crowd(folder, name, count, targets, max_bytes):
    """All of @targets at once, for one listener: each is served, and memory stays bounded and is released."""
    with Server(worst.make_history(folder, worst.HISTORIES[name][0], count)) as server:
        process = worst.Process(server.child.pid)
        server.get("/api/stats?source=local")
        process.reset_peak()
        begun_bytes = process.resident_bytes()
        replies = worst.Crowd(server.get, targets).wait()
        assert all(getattr(reply, "status", reply) == 200 for reply in replies), [
            getattr(reply, "status", reply) for reply in replies
        ]
        took_bytes = process.peak_bytes() - begun_bytes
        assert IS_SLOW or took_bytes <= max_bytes, took_bytes / MIB
        wait_until(
            lambda: IS_SLOW or process.resident_bytes() <= begun_bytes + MAX_KEPT_BYTES,
            "giving memory back",
        )


def test_many_steps_at_once(folder):
    targets = [
        f"/api/pulse?include_empty=true&{LONG_DAYS}&day_start_hour={number % 12}&number={number}"
        for number in range(24)
    ]
    check_crowd(folder, "of all days", 100, targets, 48 * MIB)


def test_many_sessions_at_once(folder):
    targets = [
        f"/api/reports/sessions?gap_minutes=1440&limit=1000&number={number}" for number in range(24)
    ]
    check_crowd(folder, "without gap", 20000, targets, 96 * MIB)


class Slow:
    """Clients that read only when told to."""

    def __init__(self, server, targets, address="127.0.0.1"):
        self.sockets = []
        for target in targets:
            client = socket.create_connection(
                ("127.0.0.1", server.port), 60, source_address=(address, 0)
            )
            client.sendall(
                f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n".encode()
            )
            self.sockets.append(client)

    def answered(self, patience_s=0):
        return select.select(self.sockets, [], [], patience_s)[0]

    def __enter__(self):
        return self

    def __exit__(self, *trace):
        for client in self.sockets:
            client.close()


def read_all(client):
    """Reads a reply from a socket, as (status, headers, body)."""
    reply = b"".join(iter(lambda: client.recv(MIB), b""))
    head, _, body = reply.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    return int(lines[0].split()[1]), dict(line.split(": ", 1) for line in lines[1:]), body


def shown_household(folder):
    """Anna's history, which everyone may see; some of its replies are large."""
    return Household(folder / "history.db")


def show_history(server):
    anna = server.set_up("anna")
    body = "".join(json.dumps(play) + "\n" for play in worst.plays_of_long_names(800)).encode()
    assert (
        anna.ask("POST", "/api/import/file?filename=plays.jsonl", body, status=200).json["count"]
        == 800
    )
    anna.post("/api/account", {"visibility": "public"})
    return anna


LARGE = "/u/anna/api/charts/artists?limit=1000&number={}"
SMALL = "/u/anna/api/stats?number={}"


def test_one_takes_no_more_than_one_may(folder):
    """A visitor who does not read waits, but no one else does; if too many requests wait, clients are told to retry."""
    with shown_household(folder) as server:
        anna = show_history(server)
        with Slow(server, [LARGE.format(number) for number in range(4)]) as large:
            # As much as one client may have in transit; the fourth may have begun earlier.
            wait_until(lambda: len(large.answered()) >= 3, "replies")
            with Slow(server, [SMALL.format(number) for number in range(70)]) as waiting:
                refused = wait_until(
                    lambda: len(waiting.answered()) >= 5 and waiting.answered(), "refusals"
                )
                status, headers, body = read_all(refused[0])
                assert (
                    status == 503
                    and int(headers["Retry-After"]) > 0
                    and b"too many reports" in body
                ), (status, headers, body)
                # Neither other routes nor other clients wait for them.
                assert server.get("/healthz").json["status"] == "ok"
                anna.get("/api/stats")
                assert len(anna.get("/api/charts/artists?limit=1000").body) > 8 * MIB
                anna.log_in("anna")
                assert len(waiting.answered()) <= 7
                for client in large.sockets:
                    status, headers, body = read_all(client)
                    assert status == 200 and len(body) == int(headers["Content-Length"]) > 8 * MIB
                statuses = [
                    read_all(client)[0] for client in waiting.sockets if client is not refused[0]
                ]
                assert set(statuses) == {200, 503} and statuses.count(200) >= 63, statuses
        reply = server.ask("GET", SMALL.format("last"))
        assert reply.status == 200


def test_what_waits_for_the_disk_holds_up_nothing_else(folder):
    """Another program writes to Anna's history: changes to it wait, all other requests are answered, and nothing is lost."""
    with shown_household(folder) as server:
        anna = server.set_up("anna")
        ben = server.invite(anna, "ben")
        token = anna.post("/api/account/tokens", {"name": "script", "scopes": "admin"})["token"]
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        anna.get("/api/stats")

        def save(number):
            config = {"source": "listenbrainz", "username": f"user {number}", "enabled": False}
            return server.ask("POST", "/api/sync/config", json.dumps(config), headers)

        with contextlib.closing(
            sqlite3.connect(folder / "history.db", isolation_level=None)
        ) as other:
            other.execute("BEGIN IMMEDIATE")
            crowd = worst.Crowd(save, range(12))
            try:
                assert server.get("/healthz").json["status"] == "ok"
                assert anna.get("/api/stats").json["total_scrobbles"] == 0
                anna.log_in("anna")
                assert ben.post(
                    "/api/sync/config",
                    {"source": "listenbrainz", "username": "ben", "enabled": False},
                )["success"]
                assert crowd.n_done() == 0
            finally:
                other.execute("ROLLBACK")
        replies = crowd.wait()
        assert all(getattr(reply, "status", reply) == 200 for reply in replies), [
            getattr(reply, "status", reply) for reply in replies
        ]
        names = {config["username"] for config in anna.get("/api/sync/config").json}
        assert names == {f"user {number}" for number in range(12)}


def test_slow_readers_are_dropped(folder):
    """Unread replies are bounded, however many visitors request them: the oldest are dropped, and the newest arrive whole."""
    with shown_household(folder) as server, contextlib.ExitStack() as stack:
        # The first request loads the history into memory.
        show_history(server).get("/api/stats")
        process = worst.Process(server.child.pid)
        process.reset_peak()
        begun_bytes = process.resident_bytes()
        slow = []
        for number in range(16):
            slow.append(
                stack.enter_context(Slow(server, [LARGE.format(number)], f"127.0.0.{number + 2}"))
            )
            wait_until(slow[-1].answered, "a reply")
        took_bytes = process.peak_bytes() - begun_bytes
        assert IS_SLOW or took_bytes <= (128 + 64) * MIB, took_bytes / MIB
        status, headers, body = read_all(slow[-1].sockets[0])
        assert status == 200 and len(body) == int(headers["Content-Length"])
        try:
            status, headers, body = read_all(slow[0].sockets[0])
            assert len(body) < int(headers["Content-Length"])
        except ConnectionResetError:
            pass
        wait_until(lambda: server.ask("GET", SMALL.format("last")).status == 200)


if __name__ == "__main__":
    # test_conformance.py and others check replies against the document; for such long replies, that takes longer than creating them.
    Server.watch = lambda *reply: None
    main(globals())
