#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Slow, huge, broken and numerous requests: they cost others nothing, and end."""

import contextlib
import io
import json
import os
import resource
import select
import socket
import statistics
import time
import zipfile

from daemon_support import PATIENCE_S, Server, check_problem, main, wait_until, write_plays

SLOW_MACHINE = "FOOTPRINTS_TEST_SLOW_MACHINE" in os.environ
ANSWER_S = 0.1 * (50 if SLOW_MACHINE else 1)
MEMORY_MIB = 200 * (20 if SLOW_MACHINE else 1)
# The address sanitizer keeps freed memory for a while, up to 256 MiB, which the server does not use.
os.environ["ASAN_OPTIONS"] = f"{os.environ.get('ASAN_OPTIONS', '')}:quarantine_size_mb=16".lstrip(
    ":"
)


def memory_mib(server):
    with open(f"/proc/{server.child.pid}/status") as file:
        return max(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024


def check_others(server):
    """Everyone else is answered as usual."""
    took = []
    for _ in range(20):
        start = time.monotonic()
        assert server.json("/api/session")["state"] == "open"
        took.append(time.monotonic() - start)
    assert statistics.median(took) < ANSWER_S, took
    assert memory_mib(server) < MEMORY_MIB, memory_mib(server)


def wait_for_end(client):
    client.settimeout(PATIENCE_S)
    with contextlib.suppress(ConnectionError):
        while client.recv(65536):
            pass


def test_slow_headers(folder):
    with Server(
        folder / "history.db", FOOTPRINTS_REQUEST_TIMEOUT_S=1
    ) as server, contextlib.ExitStack() as stack:
        clients = [stack.enter_context(server.socket()) for _ in range(200)]
        for client in clients:
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        check_others(server)
        # An occasional header does not keep a connection open.
        deadline = time.monotonic() + PATIENCE_S
        open_ones = list(clients)
        while open_ones and time.monotonic() < deadline:
            for client in open_ones:
                with contextlib.suppress(ConnectionError):
                    client.sendall(b"X-More: 1\r\n")
            ended, _, _ = select.select(open_ones, [], [], 0.1)
            open_ones = [client for client in open_ones if client not in ended]
        assert not open_ones, f"{len(open_ones)} are still connected"
        check_others(server)


def test_slow_body(folder):
    with Server(folder / "history.db", FOOTPRINTS_REQUEST_TIMEOUT_S=1) as server:
        for head in (
            b"POST /api/sync/config HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
            b"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{",
        ):
            with server.socket() as client:
                client.sendall(head)
                wait_for_end(client)
        wait_until(lambda: not server.leftovers(), "the end of the spool file")
        check_others(server)
        # A file that arrives slowly but steadily is accepted.
        body = b'{"listened_at": 1700000000, "artist": "A", "track": "T"}\n'
        with server.socket() as client:
            client.settimeout(PATIENCE_S)
            client.sendall(
                b"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                % len(body)
            )
            start = time.monotonic()
            for position in range(len(body)):
                client.sendall(body[position : position + 1])
                wait_until(lambda: time.monotonic() >= start + position * 1.5 / len(body))
            assert client.recv(100).startswith(b"HTTP/1.1 200")


def test_idle_connections(folder):
    """The connection that has been idle longest is closed."""
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2
    )
    with Server(
        folder / "history.db", FOOTPRINTS_MAX_CONNECTIONS=100
    ) as server, contextlib.ExitStack() as stack:
        busy = stack.enter_context(server.socket())
        busy.sendall(b"GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert busy.recv(1000).startswith(b"HTTP/1.1 200")
        clients = [stack.enter_context(server.socket()) for _ in range(2000)]
        check_others(server)
        closed = 0
        for client in clients:
            client.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                try:
                    closed += client.recv(1) == b""
                except ConnectionError:
                    closed += 1
        assert closed >= 1880, closed
        # A connection that is being answered is not one of them.
        busy.settimeout(PATIENCE_S)
        server.upload(b'{"listened_at": 1700000000, "artist": "A", "track": "T"}\n')
        told = b""
        while b"event: history" not in told:
            told += busy.recv(1000)
        assert len(os.listdir(f"/proc/{server.child.pid}/fd")) < 200


def answers(server):
    """Whether a new connection is answered."""
    with contextlib.suppress(ConnectionError):
        return server.ask("GET", "/healthz").status == 200
    return False


def test_answers_that_nobody_takes(folder):
    """Clients that keep asking and read nothing are dropped, or give way to others."""
    request = b"GET /static/style.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 300
    with Server(
        folder / "history.db", FOOTPRINTS_MAX_CONNECTIONS=20, FOOTPRINTS_REQUEST_TIMEOUT_S=1
    ) as server, contextlib.ExitStack() as stack:
        clients = []
        for _ in range(60):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(PATIENCE_S)
            client.connect(("127.0.0.1", server.port))
            with contextlib.suppress(ConnectionError):
                client.sendall(request)
            clients.append(client)
            check = len(os.listdir(f"/proc/{server.child.pid}/fd"))
            assert check < 60, check
        wait_until(lambda: answers(server), "an answer")
        wait_until(lambda: len(os.listdir(f"/proc/{server.child.pid}/fd")) < 25, "their end")
        check_others(server)


def test_huge_headers(folder):
    with Server(folder / "history.db") as server:
        for line in (b"X-Long: " + b"x" * 8192, b"GET /" + b"x" * 8192):
            with server.socket() as client, contextlib.suppress(ConnectionError):
                client.settimeout(PATIENCE_S)
                client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
                for _ in range(100 * 1024 * 1024 // len(line)):
                    client.sendall(line + b"\r\n")
                raise AssertionError("100 MB of headers were taken")
            check_others(server)


def test_broken(folder):
    with Server(folder / "history.db") as server:
        for request in (
            b"\0" * 1000,
            b"\r\n" * 1000,
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
            b"GET http:// HTTP/1.1\r\nHost: localhost\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
            b"GET /%00%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
            b"GET /u/%ff/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
            b"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
            b"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ):
            with server.socket() as client:
                with contextlib.suppress(ConnectionError):
                    client.sendall(request)
                    client.shutdown(socket.SHUT_WR)
                wait_for_end(client)
        check_others(server)
        assert not server.leftovers()


# Requests that two programs could read in different ways, or that no program can read: status and head.
NO_REQUESTS = (
    (
        400,
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    ),
    (400, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n"),
    (400, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0, 5\r\n\r\n"),
    (400, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"),
    (400, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0x5\r\n\r\n"),
    (400, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length:\r\n\r\n"),
    (400, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n"),
    (400, b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding : chunked\r\n\r\n"),
    (
        400,
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
    ),
    (400, b"POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"),
    (501, b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n"),
    (501, b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost:\r\n localhost\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n"),
    (400, b"GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET /\t HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET /\r\nHost: localhost\r\n\r\n"),
    (400, b"\x16\x03\x01\x02\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: localhost:80@evil.example\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: localhost:\r\n\r\n"),
    (400, b"GET / HTTP/1.1\r\nHost: localhost/evil\r\n\r\n"),
    (400, b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET http://localhost:81/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET http://localhost@evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET http://evil.example@localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET http://localhost/ HTTP/1.0\r\n\r\n"),
    (400, b"GET http:// HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET ftp://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET http:/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"GET healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (400, b"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n"),
    (400, b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (505, b"PRI * HTTP/2.0\r\n\r\n"),
    (414, b"GET /" + b"x" * 57400 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    (431, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 64512 + b"\r\n\r\n"),
    (431, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100000),
)


def read_all(client):
    client.settimeout(PATIENCE_S)
    received = b""
    while more := client.recv(65536):
        received += more
    return received


def check_refused(answer, status, request):
    head, _, body = answer.partition(b"\r\n\r\n")
    problem = json.loads(body)
    assert head.startswith(b"HTTP/1.1 %d " % status) and b"Connection: close" in head, (
        request[:100],
        head,
    )
    assert (
        problem["status"] == status and problem["detail"] and problem["title"] != "Unknown Error"
    ), (request[:100], problem)


def test_no_requests(folder):
    """Each is rejected with a reason, and the data after it is not treated as a request."""
    after = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with Server(folder / "history.db") as server:
        for status, request in NO_REQUESTS:
            with server.socket() as client:
                client.sendall(request + (b"" if status == 431 else after))
                answer = read_all(client)
                check_refused(answer, status, request)
            # A request before it is still answered.
            with server.socket() as client:
                client.sendall(after + request + (b"" if status == 431 else after))
                answer = read_all(client)
                first, separator, second = answer.rpartition(b"HTTP/1.1 %d " % status)
                assert first.startswith(b"HTTP/1.1 200") and first.count(b"HTTP/1.1 ") == 1, (
                    request[:100],
                    answer,
                )
                check_refused(separator + second, status, request)
        # A request that is cut off.
        with server.socket() as client:
            client.sendall(after[:-2])
            client.shutdown(socket.SHUT_WR)
            check_refused(read_all(client), 400, after)
        check_others(server)


def test_whole_addresses(folder):
    """A target may contain the server's address, the one in Host."""
    with Server(folder / "history.db", FOOTPRINTS_HOSTS="music.example") as server:
        for target, host, status in (
            ("http://localhost/healthz", "localhost", 200),
            ("HTTP://LOCALHOST/healthz", "localhost", 200),
            ("http://music.example:80/healthz", "Music.Example:80", 200),
            ("http://[::1]:3000/healthz", "[::1]:3000", 200),
            ("http://localhost?x", "localhost", 200),
            ("http://evil.example/healthz", "evil.example", 421),
        ):
            with server.socket() as client:
                client.sendall(
                    f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
                )
                assert read_all(client).startswith(f"HTTP/1.1 {status} ".encode()), target
        with server.socket() as client:
            client.sendall(b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert read_all(client).startswith(b"HTTP/1.1 404 ")


def test_no_requests_cost_nothing(folder):
    """libsoup alone leaks the target of each of these."""
    requests = [
        request.replace(b"POST /", b"POST /" + b"a" * 8000)
        for status, request in NO_REQUESTS
        if request.startswith(b"POST") and status in (400, 501)
    ]
    # The address sanitizer keeps freed memory, which would look like growth here.
    sanitizer = (
        os.environ.get("ASAN_OPTIONS", "")
        + ":quarantine_size_mb=1:thread_local_quarantine_size_kb=64"
    )
    with Server(folder / "history.db", ASAN_OPTIONS=sanitizer) as server:

        def send_all(n_rounds):
            for request in requests * n_rounds:
                with server.socket() as client:
                    client.sendall(request)
                    assert read_all(client)

        send_all(20)
        before = memory_mib(server)
        send_all(100)
        grown = memory_mib(server) - before
        assert grown < 6 * (
            5 if SLOW_MACHINE else 1
        ), f"{grown} MiB for {100 * len(requests)} requests"


def test_requests_in_pieces(folder):
    """A request is the same however the network splits it."""
    body = b'{"listened_at": 1700000000, "artist": "A", "track": "T"}\n'
    requests = (
        b"\r\n\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        b"POST /api/import/file HTTP/1.1\nHost:localhost\nContent-Length: %d \n\n%s"
        b"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    ) % (len(body), body, len(body), body)
    with Server(folder / "history.db") as server:
        for n_bytes in (1, 7, 100, len(requests)):
            with server.socket() as client:
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for position in range(0, len(requests), n_bytes):
                    # libsoup finds the end of a chunked body; nothing is read after it.
                    with contextlib.suppress(ConnectionError):
                        client.sendall(requests[position : position + n_bytes])
                with contextlib.suppress(ConnectionError):
                    answer = read_all(client)
                    assert answer.count(b"HTTP/1.1 200") == 3 == answer.count(b"HTTP/1.1 "), answer
        assert server.json("/api/stats")["total_scrobbles"] == 1


def test_expectation(folder):
    """A body that the client may leave out cannot be told apart from a request."""
    with Server(folder / "history.db") as server, server.socket() as client:
        smuggled = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        client.sendall(
            b"POST /api/nothing HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
            % len(smuggled)
        )
        with contextlib.suppress(ConnectionError):
            client.sendall(smuggled)
        answer = b""
        with contextlib.suppress(ConnectionError):
            answer = read_all(client)
        assert answer.count(b"HTTP/1.1") <= 1 and b"HTTP/1.1 200" not in answer, answer


def test_deep_json(folder):
    headers = {"Content-Type": "application/json"}
    with Server(folder / "history.db") as server:
        for body in ("[" * 30000, '{"a":' * 10000, '{"source":' + "[" * 1000 + "]" * 1000 + "}"):
            reply = server.ask("POST", "/api/sync/config", body, headers)
            assert reply.status in (400, 422), reply.status
        check_others(server)


def test_bomb(folder):
    """A file that is small only until it is unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("user/listens.jsonl", "w") as member:
            for _ in range(300):
                member.write(b" " * (1 << 20))
    assert len(packed.getvalue()) < 1 << 20
    with Server(folder / "history.db") as server:
        reply = server.ask("POST", "/api/import/file", packed.getvalue())
        assert reply.status in (200, 413, 415, 422), reply.status
        check_others(server)


main(globals())
