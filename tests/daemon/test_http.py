#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""HTTP, whatever the route: methods, headers, entity tags, compression, concurrent requests, and null in bodies."""

import concurrent.futures
import gzip
import json
import re

from daemon_support import Server, check_problem, main, run, wait_until
from route_support import fixture


def test_methods_and_paths(folder):
    with fixture(folder) as (server, _):
        for path in (
            "/nothing",
            "/api",
            "/api/",
            "/api/periods",
            "/api/reports/",
            "/api/reports/2024/x",
            "/api/scrobbles/",
            "/static/",
            "/static/none.js",
            "/static/js/none.js",
            "/static/%ff",
            "/api/import/jobs/1",
            "/api/import/jobs/%ff",
            "/api/import/jobs/x",
            "/%2F",
        ):
            server.problem(path, 404)
        for path in (
            "/%00",
            "//",
            "/../../etc/passwd",
            "/static/../../etc/passwd",
            "/static/..%2Findex.html",
            "*",
        ):
            assert server.ask("GET", path).status in (400, 404), path
        for path, allow in (
            ("/", "GET, HEAD"),
            ("/healthz", "GET, HEAD"),
            ("/api/scrobbles", "GET, HEAD"),
            ("/api/export", "GET, HEAD"),
            ("/api/import/jobs", "GET, HEAD"),
        ):
            for method in ("POST", "DELETE", "PUT", "PATCH", "OPTIONS"):
                reply = server.problem(path, 405, method=method)
                assert reply.headers["Allow"] == allow, reply.headers["Allow"]
        reply = server.problem("/api/import/file", 405)
        assert reply.headers["Allow"] == "POST"
        reply = server.problem("/api/import/jobs/1/cancel", 405)
        assert reply.headers["Allow"] == "POST"
        for path in (
            "/",
            "/healthz",
            "/api/scrobbles",
            "/api/stats",
            "/api/stats/ui",
            "/api/years",
            "/api/pulse",
            "/api/reports/alltime",
            "/api/search?q=a",
            "/static/style.css",
            "/api/import/jobs",
            "/nothing",
        ):
            whole, head = server.ask("GET", path), server.ask("HEAD", path)
            assert head.status == whole.status and head.body == b"", path
            for name in ("Content-Type", "ETag", "Content-Length"):
                assert head.headers[name] == whole.headers[name], f"{path} {name}"
        head = server.ask("HEAD", "/api/export?format=csv")
        assert (
            head.status == 200
            and head.headers["Content-Type"] == "text/csv; charset=utf-8"
            and head.body == b""
        )
        assert server.json("/healthz")["status"] == "ok"


def test_safe_headers(folder):
    with fixture(folder) as (server, _):
        for path in (
            "/",
            "/api/stats",
            "/nothing",
            "/static/style.css",
            "/api/export",
            "/api/timeline?limit=0",
        ):
            headers = server.ask("GET", path).headers
            assert (
                "default-src 'self'" in headers["Content-Security-Policy"]
                and "unsafe" not in headers["Content-Security-Policy"]
            )
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"


def test_packed_files(folder):
    """Text is sent as gzip, with its own tag, to clients that accept it; pictures are not."""
    with fixture(folder) as (server, _):
        for path in (
            "/",
            "/static/style.css",
            "/static/js/main.js",
            "/api/openapi.yaml",
            "/static/icon.svg",
        ):
            plain = server.ask("GET", path)
            assert (
                "Content-Encoding" not in plain.headers
                and plain.headers["Vary"] == "Accept-Encoding"
            ), path
            for accepted in ("gzip", "br;q=1.0, GZIP;q=0.5", "*", "deflate, gzip"):
                packed = server.ask("GET", path, headers={"Accept-Encoding": accepted})
                assert (
                    packed.headers["Content-Encoding"] == "gzip"
                    and packed.headers["Vary"] == "Accept-Encoding"
                ), (path, accepted)
                assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(
                    plain.body
                ), path
                assert (
                    packed.headers["ETag"] != plain.headers["ETag"]
                    and packed.headers["Content-Type"] == plain.headers["Content-Type"]
                )
            same = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
            assert server.ask("GET", path, headers=same).status == 304
            assert server.ask("HEAD", path, headers={"Accept-Encoding": "gzip"}).headers[
                "Content-Length"
            ] == str(len(packed.body))
            for refused in ("identity", "gzip;q=0", "*, gzip;q=0", "br", "", "gzip;q=x, ,;"):
                answer = server.ask("GET", path, headers={"Accept-Encoding": refused})
                assert answer.body in (plain.body, packed.body) and (
                    answer.body == plain.body or refused.startswith("gzip;q=x")
                ), (path, refused)
        assert (
            "Content-Encoding"
            not in server.ask(
                "GET", "/static/icon-192.png", headers={"Accept-Encoding": "gzip"}
            ).headers
        )


def test_entity_tags(folder):
    with fixture(folder) as (server, _):
        targets = [
            "/api/scrobbles",
            "/api/stats",
            "/api/stats/ui",
            "/api/stats/ui?period=today",
            "/api/years",
            "/api/pulse?period=week",
            "/api/reports/alltime",
            "/api/reports/lastmonth",
            "/api/search?q=a",
        ]
        tags = {}
        for target in targets:
            reply = server.get(target)
            tags[target] = reply.headers["ETag"]
            assert re.fullmatch('"[^"]+"', tags[target])
            assert server.get(target).headers["ETag"] == tags[target]
            for value in (tags[target], f'"other", {tags[target]}', "W/" + tags[target]):
                reply = server.get(target, 304, If_None_Match=value)
                assert reply.body == b"" and reply.headers["ETag"] == tags[target]
            server.get(target, 200, If_None_Match='"other"')
        server.upload(b"artist,track,time\nNew,Play,2023-05-05T05:05:05Z\n")
        for target in targets:
            reply = server.get(target, 200, If_None_Match=tags[target])
            assert reply.headers["ETag"] != tags[target], target


def test_entity_tags_and_the_clock(folder):
    """The tag of one answer does not apply to another, and an answer that depends on the clock has a tag of its content."""
    with fixture(folder) as (server, _):
        tag = server.get("/api/stats").headers["ETag"]
        for target in (
            "/api/stats?period=2023",
            "/api/charts/artists?period=2023&compare=previous",
            "/api/reports/2023",
        ):
            own = server.get(target, 200, If_None_Match=tag).headers["ETag"]
            assert own != tag, target
            server.get(target, 304, If_None_Match=own)
            assert server.ask("HEAD", target, headers={"If-None-Match": own}).status == 304, target
        for target in (
            "/api/stats?period=today",
            "/api/timeline?period=week",
            "/api/charts/artists?period=2023&compare=month",
            "/api/reports/lastmonth",
            "/api/reports/streaks",
            "/api/reports/on-this-day",
            "/api/import/history",
        ):
            reply = server.get(target, 200, If_None_Match=tag)
            assert reply.headers["ETag"] != tag, target
        # Nor does it make a wrong request valid.
        server.problem("/api/stats?period=decade", 422, headers={"If-None-Match": tag})
        server.problem("/api/charts/genres", 404, headers={"If-None-Match": tag})


def test_entity_tags_of_files(folder):
    """They depend only on the content of the file."""
    tags = set()
    for folder in (folder / "one", folder / "other"):
        folder.mkdir()
        with Server(folder / "new.db") as server:
            for target in (
                "/",
                "/static/style.css",
                "/static/js/base/theme.js",
                "/api/docs",
                "/api/openapi.yaml",
            ):
                tag = server.get(target).headers["ETag"]
                tags.add(tag)
                reply = server.get(target, 304, If_None_Match=tag)
                assert reply.body == b"" and reply.headers["ETag"] == tag
                server.get(target, 200, If_None_Match='"other"')
            assert "ETag" not in server.get("/healthz").headers
    assert len(tags) == 5, tags


def test_changes_are_done_whatever_is_known(folder):
    """A change by a client that knows the current history is still made."""
    with fixture(folder) as (server, plays):
        tag = server.get("/api/stats").headers["ETag"]
        reply = server.ask("POST", "/api/import/history/1/undo", headers={"If-None-Match": tag})
        assert reply.status == 200 and reply.json["count"] == len(plays), reply.status
        assert server.json("/api/stats")["total_scrobbles"] == 0


def test_change_by_another_process(folder):
    with fixture(folder) as (server, plays):
        tag = server.get("/api/stats").headers["ETag"]
        (folder / "more.csv").write_text("artist,track,time\nNew,Play,2023-05-05T05:05:05Z\n")
        run("import", folder / "more.csv", DATABASE_PATH=server.database)
        reply = wait_until(
            lambda: (reply := server.get("/api/stats")).json["total_scrobbles"] == len(plays) + 1
            and reply,
            "the change",
        )
        assert reply.headers["ETag"] != tag


def test_parallel(folder):
    with fixture(folder) as (server, plays):
        targets = [
            "/api/timeline?limit=50",
            "/api/stats",
            "/api/stats/ui?period=2023",
            "/api/pulse",
            "/api/export",
            "/api/reports/alltime",
            "/api/search?q=a",
            "/",
            "/nothing",
            "/api/timeline?limit=0",
        ]
        expected = {target: server.ask("GET", target) for target in targets}
        with concurrent.futures.ThreadPoolExecutor(24) as pool:
            jobs = [
                (target, pool.submit(server.ask, "GET", target))
                for _ in range(30)
                for target in targets
            ]
            replies = [(target, job.result()) for target, job in jobs]
    # The number of simultaneous exports is limited; how many overlap here depends on the machine.
    turned_away = [
        reply for target, reply in replies if target == "/api/export" and reply.status == 503
    ]
    for reply in turned_away:
        check_problem(reply, 503, "too many exports")
    assert len(turned_away) < 30
    for target, reply in replies:
        if reply not in turned_away:
            assert (
                reply.status == expected[target].status and reply.body == expected[target].body
            ), target


def test_null_members(folder):
    """A null member counts as omitted."""

    def save(server, **more):
        sync = {"source": "listenbrainz", "username": "x", "enabled": False, **more}
        reply = server.ask(
            "POST", "/api/sync/config", json.dumps(sync), {"Content-Type": "application/json"}
        )
        assert reply.status == 200, reply.body
        return reply.json["config"]

    with Server(folder / "history.db") as server:
        config = save(server, overlap_s=None, sync_interval_minutes=None, token=None, base_url=None)
        assert (config["overlap_s"], config["sync_interval_minutes"]) == (259200, 60)
        save(server, overlap_s=3600)
        assert save(server, overlap_s=None)["overlap_s"] == 3600


main(globals())
