#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""POST /api/import/file and the jobs it creates; misbehaving requests."""

import contextlib
import gzip
import http.client
import io
import os
import socket
import sqlite3
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

from daemon_support import PATIENCE_S, Server, check_problem, main, rows, run, wait_until

CSV = b"artist,track,time\nA,One,1700000000\nA,Two,1700000200\nA,Two,1700000200\nA,Bad,never\n"


def many_plays(count, start=1500000000):
    lines = [
        f"Artist {number % 97},Track {number % 1013},{start + number * 200}"
        for number in range(count)
    ]
    return ("artist,track,time\n" + "\n".join(lines) + "\n").encode()


def count(server):
    return server.json("/api/stats")["total_scrobbles"]


def test_raw(folder):
    with Server(folder / "history.db") as server:
        answer = server.upload(CSV, "?filename=my%20history.csv&source=mine")
        assert set(answer) == {"success", "count", "message", "job"}
        assert answer["success"] is True and answer["count"] == 2
        assert answer["message"] == "Imported 2 plays"
        job = answer["job"]
        assert (
            job["state"] == "finished"
            and job["filename"] == "my history.csv"
            and job["error"] is None
        )
        assert job["dry_run"] is False and job["progress"] == 1 and job["rows"] == 4
        summary = job["summary"]
        assert (summary["rows"], summary["new"], summary["duplicate"], summary["rejected"]) == (
            4,
            2,
            1,
            1,
        )
        assert summary["format"] == "CSV with a header" and summary["source"] == "mine"
        assert summary["rejections"] == [
            {
                "row": 5,
                "reason": "“never” is not a time",
                "kind": "“…” is not a time",
                "alike": 1,
                "artist": "A",
                "track": "Bad",
            }
        ]
        assert [row[5] for row in rows(server.database)] == ["mine", "mine"]
        again = server.upload(CSV, "?source=mine")
        assert again["count"] == 0 and again["job"]["summary"]["duplicate"] == 3
        assert server.json("/api/import/jobs")[0] == again["job"]
        assert server.json(f"/api/import/jobs/{job['id']}") == job
        assert count(server) == 2
        wait_until(lambda: not server.leftovers(), "the removal")


def test_compressed(folder):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a/readme.txt", "nothing")
        file.writestr("a/ä.csv", CSV)
    with Server(folder / "history.db") as server:
        assert server.upload(gzip.compress(CSV))["count"] == 2
        answer = server.upload(archive.getvalue())
        assert answer["count"] == 0 and answer["job"]["summary"]["duplicate"] == 3
        assert (
            answer["job"]["summary"]["rejections"][0]["reason"] == "a/ä.csv: “never” is not a time"
        )
        target = "/api/import/file?filename=a.zip"
        server.problem(target, 422, "a.zip: Trunc", method="POST", body=archive.getvalue()[:60])


def multipart(parts, boundary="XBOUNDARYX"):
    body = b""
    for disposition, content in parts:
        body += (
            f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode()
            + content
            + b"\r\n"
        )
    return body + f"--{boundary}--\r\n".encode(), {
        "Content-Type": f"multipart/form-data; boundary={boundary}"
    }


def test_multipart(folder):
    with Server(folder / "history.db") as server:
        body, headers = multipart(
            [('name="note"', b"hello"), ('name="file"; filename="täst.csv"', CSV)]
        )
        answer = server.upload(body, headers=headers)
        assert answer["count"] == 2 and answer["job"]["filename"] == "täst.csv"
        body, headers = multipart([('name="file"', CSV)])
        assert server.upload(body, headers=headers)["job"]["summary"]["duplicate"] == 3
        for broken in (body[:60], b"--XBOUNDARYX--\r\n", b"no form at all"):
            server.problem(
                "/api/import/file", 400, "form", method="POST", body=broken, headers=headers
            )
        server.problem(
            "/api/import/file",
            400,
            "form",
            method="POST",
            body=CSV,
            headers={"Content-Type": "multipart/form-data"},
        )
        wait_until(lambda: not server.leftovers(), "the removal")


def test_chunked(folder):
    with Server(folder / "history.db") as server:
        reply = server.ask(
            "POST",
            "/api/import/file",
            iter([CSV[:10], CSV[10:]]),
            encode_chunked=True,
            headers={"Transfer-Encoding": "chunked"},
        )
        assert reply.status == 200 and reply.json["count"] == 2


def test_cut_off_between_chunks(folder):
    """The data before the cut is valid, but its last row differs from what the sender had."""
    head = (
        b"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with Server(folder / "history.db") as server:
        for content in (CSV[:40], CSV):
            with server.socket() as client:
                client.sendall(head + b"%x\r\n" % len(content) + content + b"\r\n")
                client.shutdown(socket.SHUT_WR)
                reply = http.client.HTTPResponse(client)
                reply.begin()
                assert reply.status == 400 and b"last chunk" in reply.read()
        assert server.json("/api/import/jobs") == [] and count(server) == 0
        wait_until(lambda: not server.leftovers(), "the removal")


def test_parameters(folder):
    with Server(folder / "history.db") as server:
        local = b"artist,track,time\nA,One,2024-07-01 12:00\n"
        answer = server.upload(local, "?timezone=Europe/Berlin")
        assert answer["job"]["summary"]["timezone"] == "Europe/Berlin"
        assert rows(server.database)[0][4] == 1719828000
        for query, name in (
            ("timezone=Nowhere", "Nowhere"),
            ("timezone=", ""),
            ("dry_run=yes", "dry_run"),
            ("wait=2", "wait"),
            ("source=", "source"),
            ("source=%20", "source"),
            ("source=%ff", "source"),
            ("source=" + "x" * 9000, "source"),
        ):
            server.problem("/api/import/file?" + query, 422, name, method="POST", body=CSV)
        server.problem("/api/import/file", 400, "body", method="POST")
        server.problem("/api/import/file", 400, "body is empty", method="POST", body=b"")
        form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n\r\n--x--\r\n'
        server.problem(
            "/api/import/file",
            400,
            "file is empty",
            method="POST",
            body=form,
            headers={"Content-Type": "multipart/form-data; boundary=x"},
        )
        assert count(server) == 1
        wait_until(lambda: not server.leftovers(), "the removal")


def test_dry_run(folder):
    with Server(folder / "history.db") as server:
        answer = server.upload(CSV, "?dry_run=true")
        assert answer["success"] and answer["job"]["dry_run"] is True
        summary = answer["job"]["summary"]
        assert (summary["new"], summary["duplicate"], summary["rejected"]) == (2, 1, 1)
        assert count(server) == 0 and rows(server.database) == []
        wait_until(lambda: not server.leftovers(), "the removal")


def preview(server, body, query=""):
    reply = server.ask("POST", "/api/import/preview" + query, body)
    assert reply.status == 200, reply.body
    return reply.json["upload"]


def test_kept_uploads(folder):
    """Of the uploads that were only shown, four are kept, for an hour; none outlives the server."""
    with Server(folder / "history.db") as server:
        ids = []
        for number in range(6):
            ids.append(preview(server, CSV, f"?filename={number}.csv"))
            # The oldest goes first, by the time of its file.
            kept = next(path for path in folder.iterdir() if path.name.endswith(ids[-1]))
            os.utime(kept, (time.time() - 60 + number, time.time() - 60 + number))
        assert len(server.leftovers()) == 4
        server.problem(f"/api/import/file?upload={ids[0]}", 404, "hour", method="POST")
        old = next(path for path in folder.iterdir() if path.name.endswith(ids[2]))
        os.utime(old, (time.time() - 3700, time.time() - 3700))
        server.problem(f"/api/import/preview?upload={ids[2]}", 404, "hour", method="POST")
        assert not old.exists()
        # Used twice at once, it is imported twice, and adds nothing twice.
        with ThreadPoolExecutor() as pool:
            target = f"/api/import/file?upload={ids[5]}"
            replies = list(pool.map(lambda _: server.ask("POST", target), range(2)))
        assert {reply.status for reply in replies} <= {200, 404}
        assert sum(reply.json.get("count", 0) for reply in replies) == 2
        assert len(server.leftovers()) == 2
    with Server(folder / "history.db") as server:
        assert server.leftovers() == []


def test_all_rejections(folder):
    with Server(folder / "history.db") as server:
        bad = "".join(f"A,T{number},never\n" for number in range(5000))
        body = f"artist,track,time\nA,One,1700000000\n{bad}".encode()
        job = server.upload(body, "?filename=bad.csv")["job"]
        assert len(job["summary"]["rejections"]) == 100
        reply = server.ask("GET", f"/api/import/jobs/{job['id']}/rejections")
        lines = reply.body.decode().splitlines()
        assert lines[0] == "file,row,artist,track,reason" and len(lines) == 5001
        assert lines[5000] == "bad.csv,5002,A,T4999,“never” is not a time"
        assert "attachment" in reply.headers["Content-Disposition"]
        clean = server.upload(b"artist,track,time\nA,One,1700000000\n")["job"]
        server.problem(f"/api/import/jobs/{clean['id']}/rejections", 404, "no row")


def test_garbage(folder):
    with Server(folder / "history.db") as server:
        for body in (
            b"x",
            b"\x00" * 100000,
            b"{",
            b"[1,2",
            bytes(range(256)) * 300,
            b"PK\x03\x04",
            b"SQLite format 3\x00",
        ):
            reply = server.ask("POST", "/api/import/file?filename=%3Cb%3E%ff", body)
            assert reply.status in (415, 422), reply.body
            assert ".footprints-upload" not in reply.json["detail"]
            assert reply.json["detail"].startswith("<b>\ufffd"), reply.json
        assert server.json("/api/import/jobs") == []
        wait_until(lambda: not server.leftovers(), "the removal")
        assert count(server) == 0


def test_job(folder):
    with Server(folder / "history.db") as server:
        body = many_plays(60000)
        reply = server.ask("POST", "/api/import/file?wait=false&filename=big.csv", body)
        assert reply.status == 202
        job = reply.json
        target = f"/api/import/jobs/{job['id']}"
        assert reply.headers["Location"] == target and job["state"] == "running"
        progress = [0]

        def finished():
            now = server.json(target)
            assert progress[-1] <= now["progress"] <= 1 and now["id"] == job["id"]
            progress.append(now["progress"])
            return now["state"] != "running" and now

        job = wait_until(finished, "the import")
        assert (
            job["state"] == "finished" and job["summary"]["new"] == 60000 and job["rows"] == 60000
        )
        assert job["rows_per_s"] > 0
        assert server.ask("POST", target + "/cancel").json == job
        wait_until(lambda: not server.leftovers(), "the removal")
        assert count(server) == 60000
        server.problem("/api/import/jobs/999", 404, "999")
        server.problem("/api/import/jobs/999/cancel", 404, "999", method="POST")


def test_cancel(folder):
    with Server(folder / "history.db") as server:
        body = many_plays(300000)
        job = server.ask("POST", "/api/import/file?wait=false", body).json
        target = f"/api/import/jobs/{job['id']}"
        assert server.ask("POST", target + "/cancel").status == 200
        job = wait_until(
            lambda: (now := server.json(target))["state"] != "running" and now, "the end"
        )
        assert job["state"] == "cancelled" and job["error"]["detail"]
        stored = count(server)
        assert stored == job["summary"]["new"] < 300000
        answer = server.upload(body)
        assert answer["success"] and answer["job"]["summary"]["new"] == 300000
        assert count(server) == 300000
        wait_until(lambda: not server.leftovers(), "the removal")


def test_too_many_jobs(folder):
    with Server(folder / "history.db") as server:
        body = many_plays(100000)
        replies = [
            server.ask("POST", "/api/import/file?wait=false&dry_run=true", body) for _ in range(12)
        ]
        assert {reply.status for reply in replies} <= {202, 503}
        for reply in replies:
            if reply.status == 503:
                check_problem(reply, 503, "running")
        wait_until(
            lambda: all(job["state"] == "finished" for job in server.json("/api/import/jobs")),
            "the end",
        )
        wait_until(lambda: not server.leftovers(), "the removal")


def upload_head(length, more=""):
    return f"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n{more}\r\n".encode()


def test_cut_off(folder):
    with Server(folder / "history.db") as server:
        with server.socket() as client:
            client.sendall(upload_head(1000000) + CSV)
            wait_until(server.leftovers, "the spool file")
        wait_until(lambda: not server.leftovers(), "its removal")
        with server.socket() as client:
            client.sendall(
                b"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nartist"
            )
            wait_until(server.leftovers, "the spool file")
        wait_until(lambda: not server.leftovers(), "its removal")
        assert count(server) == 0


def test_client_gone_while_waiting(folder):
    """The import continues without the client that requested it."""
    with Server(folder / "history.db") as server:
        body = many_plays(100000)
        with server.socket() as client:
            client.sendall(upload_head(len(body)) + body)
            wait_until(lambda: server.json("/api/import/jobs"), "the job")
        wait_until(lambda: server.json("/api/import/jobs")[0]["state"] == "finished", "the import")
        assert count(server) == 100000
        wait_until(lambda: not server.leftovers(), "the removal")


def test_export_client_gone(folder):
    with Server(folder / "history.db") as server:
        server.upload(many_plays(50000))
        for _ in range(5):
            with server.socket() as client:
                client.sendall(b"GET /api/export HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert client.recv(1000).startswith(b"HTTP/1.1 200")
        # A client with the old protocol gets all of it too.
        with server.socket() as client:
            client.sendall(b"GET /api/export?format=jsonl HTTP/1.0\r\nHost: localhost\r\n\r\n")
            with client.makefile("rb") as stream:
                text = stream.read()
        head, _, body = text.partition(b"\r\n\r\n")
        assert b"200" in head.split(b"\r\n")[0] and len(body.splitlines()) == 50000
        assert server.get("/api/export?format=csv").body.count(b"\n") == 50001


def test_export_fails(folder):
    """An interrupted export must not look complete."""
    (folder / "a.csv").write_bytes(many_plays(60000))
    run("import", folder / "a.csv", DATABASE_PATH=folder / "history.db")
    whole, _ = run("export", DATABASE_PATH=folder / "history.db")
    connection = sqlite3.connect(folder / "history.db")
    connection.execute("pragma wal_checkpoint(truncate)")
    page_bytes = connection.execute("pragma page_size").fetchone()[0]
    pages = [
        row[0]
        for row in connection.execute(
            "select pageno from dbstat where name = 'listen' order by pageno"
        )
    ]
    connection.close()
    with open(folder / "history.db", "r+b") as file:
        file.seek((pages[len(pages) // 2] - 1) * page_bytes)
        file.write(bytes(range(256)) * (page_bytes // 256))
    with Server(folder / "history.db") as server:
        for name in ("jsonl", "csv", "json"):
            with contextlib.suppress(http.client.IncompleteRead, ConnectionError):
                reply = server.ask("GET", f"/api/export?format={name}")
                assert (
                    reply.status == 500
                ), f"{name}: {reply.status}, {len(reply.body)} of {len(whole)}"


def test_many_exports(folder):
    """Clients that do not read their exports do not affect the others."""
    with Server(folder / "history.db") as server, contextlib.ExitStack() as clients:
        server.upload(many_plays(60000))
        statuses = []
        for _ in range(12):
            client = clients.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(PATIENCE_S)
            client.connect(("127.0.0.1", server.port))
            client.sendall(b"GET /api/export HTTP/1.1\r\nHost: localhost\r\n\r\n")
            statuses.append(client.recv(12))
        assert statuses == [b"HTTP/1.1 200"] * 4 + [b"HTTP/1.1 503"] * 8, statuses
        assert count(server) == 60000
        clients.close()
        wait_until(lambda: server.ask("GET", "/api/export").status == 200, "room for another")


def test_slow_reader(folder):
    """A client that reads slowly does not keep anyone else waiting, and gets everything."""
    with Server(folder / "history.db") as server:
        server.upload(many_plays(30000))
        with server.socket() as client:
            # With a smaller buffer, the system waits before each packet, more than a minute in total.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
            client.sendall(b"GET /api/export?format=jsonl HTTP/1.0\r\nHost: localhost\r\n\r\n")
            received = client.recv(100)
            assert count(server) == 30000
            while part := client.recv(1 << 16):
                received += part
        assert received.count(b"\n{") + 1 >= 30000


def test_slow_sender(folder):
    with Server(folder / "history.db") as server:
        with server.socket() as client:
            for byte in b"GET /api/years HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n":
                client.sendall(bytes([byte]))
                if byte == ord(" "):
                    assert count(server) == 0
            response = http.client.HTTPResponse(client)
            response.begin()
            assert response.read() == b"[]"


def test_large_bodies(folder):
    with Server(folder / "history.db") as server:
        small = b"x" * 1000
        assert server.ask("GET", "/api/years", small).status == 200
        large = b"x" * (1024 * 1024 + 1)
        with contextlib.suppress(ConnectionError):
            check_problem(server.ask("GET", "/api/years", large), 413, "1048576")
        with server.socket() as client:
            client.sendall(
                b"POST /api/years HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            with contextlib.suppress(ConnectionError):
                for _ in range(400):
                    client.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
                raise AssertionError("a body without end was read to the end")
        with server.socket() as client:
            client.sendall(upload_head(5 << 30, "Expect: 100-continue\r\n"))
            assert client.recv(65536).startswith(b"HTTP/1.1 413 ")
        # Nor is a rejected body kept in memory, or read to the end.
        with server.socket() as client:
            client.sendall(upload_head(5 << 30))
            with contextlib.suppress(ConnectionError):
                for _ in range(1000):
                    client.sendall(b"x" * 1048576)
                raise AssertionError("a body that was refused was read to the end")
        # The limit of a form is lower than that of a file.
        form = {"Content-Type": "multipart/form-data; boundary=x"}
        check_problem(
            server.ask("POST", "/api/import/file", b"x" * ((64 << 20) + 1), form), 413, "64 MiB"
        )
        assert server.json("/api/years") == []
        wait_until(lambda: not server.leftovers(), "the removal")


def test_cross_site(folder):
    with Server(folder / "history.db") as server:
        own = f"http://127.0.0.1:{server.port}"
        for headers in (
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Origin": ""},
            {"Origin": f"http://127.0.0.1:{server.port + 1}"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": own, "Sec-Fetch-Site": "cross-site"},
        ):
            for target in ("/api/import/file", "/api/import/jobs/1/cancel"):
                server.problem(
                    target, 403, "another site", method="POST", body=CSV, headers=headers
                )
            assert server.get(
                "/api/years", **{name.replace("-", "_"): value for name, value in headers.items()}
            )
        assert count(server) == 0
        wait_until(lambda: not server.leftovers(), "the removal")
        for headers in (
            {"Origin": own},
            {"Origin": own, "Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Site": "none"},
            {},
        ):
            assert server.upload(CSV, headers=headers)["success"]


def test_malformed_requests(folder):
    # libsoup 3.2 loses a few bytes with a request that it cannot read.
    options = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    with Server(folder / "history.db", ASAN_OPTIONS=options) as server:
        for text in (
            b"\r\n\r\n",
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01",
            b"GET /api/timeline?" + b"a" * 100000,
            b"GET / HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
            upload_head("x"),
        ):
            with server.socket() as client:
                # The server may have answered and closed the connection before all is sent.
                with contextlib.suppress(OSError):
                    client.sendall(text)
                    client.shutdown(socket.SHUT_WR)
                with contextlib.suppress(ConnectionError):
                    try:
                        while client.recv(65536):
                            pass
                    except TimeoutError as error:
                        raise AssertionError(f"no end of {text[:60]}") from error
        assert server.json("/api/years") == []
        wait_until(lambda: not server.leftovers(), "the removal of spool files")


main(globals())
