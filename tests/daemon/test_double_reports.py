#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Plays that several services or files report: they count once, whatever the order, and nothing is lost."""

import csv
import io
import itertools
import json

from daemon_support import Server, main, run
from services_support import Fakes, post_json, verify_now

DAY = 1709251200
PLAYS = 3000


def minutes_csv(plays):
    """A file of Last.fm plays without seconds, newest first."""
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    lines = []
    for artist, track, time in sorted(plays, key=lambda play: -play[2]):
        day, clock = divmod(time - DAY, 86400)
        lines.append(
            f"{artist},Album,{track},{1 + day} {months[2]} 2024 {clock // 3600:02}:{clock // 60 % 60:02}"
        )
    return "\n".join(lines) + "\n"


def jsonl(plays, source, later_s=0, **more):
    return "".join(
        json.dumps(
            {
                "artist": artist,
                "track": track,
                "listened_at": time + later_s,
                "source": source,
                **more,
            }
        )
        + "\n"
        for artist, track, time in plays
    )


def evening():
    return [
        (f"Band {letter}", f"Song {number}", DAY + 3600 * number + 17)
        for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWX")
    ]


def doubles(server):
    told = server.json("/api/double-reports")
    return told["repeated_reports"], told["doubtful_plays"]


def total(server):
    return server.json("/api/stats")["total_scrobbles"]


def test_two_services(folder):
    """Both services have the same plays: they are there once, and each account is still complete."""
    with Fakes(PLAYS) as fakes, Server(folder / "history.db") as server:
        ids = [
            post_json(server, "/api/sync/config", fakes.body(source, sync_interval_minutes=60))[
                "config"
            ]["id"]
            for source in ("lastfm", "listenbrainz")
        ]
        for id_ in ids:
            post_json(server, f"/api/sync/config/{id_}/trigger")
        exported = server.get("/api/export?format=jsonl").body.decode().splitlines()
        reports = server.get("/api/export?format=jsonl&reports=true").body.decode().splitlines()
        assert total(server) == len(exported)
        assert total(server) + doubles(server)[0] == len(reports)
        others = [other for line in exported for other in json.loads(line).get("also", [])]
        assert len(others) == doubles(server)[0] and {other["source"] for other in others}
        assert PLAYS - 5 <= total(server) <= PLAYS, (total(server), doubles(server))
        for id_ in ids:
            result = verify_now(server, id_)
            assert result["missing"] == 0 and result["extra"] == 0, result


def test_any_order(folder):
    """A minute file, an exact one and another service, in each order; and undone again."""
    files = {
        "minutes.csv": minutes_csv(evening()),
        "lastfm.jsonl": jsonl(evening(), "lastfm"),
        "listenbrainz.jsonl": jsonl(evening(), "listenbrainz", 2, album="Album"),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    shown = set()
    for number, order in enumerate(itertools.permutations(files)):
        database = folder / f"{number}.db"
        for name in order:
            output = run("import", "-z", "UTC", folder / name, DATABASE_PATH=database)[0]
        assert "history: 24 plays; 48 more reports repeat one of them" in output, output
        shown.add(run("export", "--format", "csv", DATABASE_PATH=database)[0])
    assert len(shown) == 1, shown
    rows = list(csv.DictReader(io.StringIO(shown.pop())))
    assert len(rows) == 24 and {row["album"] for row in rows} == {"Album"}
    assert {row["source"] for row in rows} == {"lastfm"}
    with Server(database) as server:
        for left in (24, 24, 0):
            newest = next(
                entry for entry in server.json("/api/import/history") if not entry["undone_at"]
            )
            post_json(server, f"/api/import/history/{newest['id']}/undo")
            assert total(server) == left and doubles(server)[1] == 0


def test_shown_and_removed(folder):
    with Server(folder / "history.db") as server:
        server.upload(jsonl(evening(), "lastfm").encode(), "?filename=a.jsonl")
        server.upload(jsonl(evening(), "navidrome", 3).encode(), "?filename=b.jsonl")
        assert doubles(server) == (24, 0)
        play = server.json("/api/scrobbles?limit=1")[0]
        assert play["source"] == "lastfm" and play["other_sources"] == ["navidrome"], play
        filtered = server.json("/api/scrobbles?limit=1&artist=Band%20X")[0]
        assert filtered == play
        assert post_json(server, f"/api/scrobbles/{play['id']}", method="DELETE")["count"] == 1
        assert total(server) == 23 and doubles(server) == (23, 0)
        removed = server.json("/api/scrobbles?removed=true")
        assert [entry["id"] for entry in removed] == [play["id"]], removed
        # It comes back with all its reports.
        assert post_json(server, f"/api/scrobbles/{play['id']}/restore")["count"] == 1
        assert server.json("/api/scrobbles?limit=1")[0] == play
        assert server.json("/api/scrobbles?removed=true") == []
        assert doubles(server) == (24, 0)
        # Several at once are removed, and one of them comes back alone.
        first, second = server.json("/api/scrobbles?limit=2")
        for entry in (first, second):
            post_json(server, f"/api/scrobbles/{entry['id']}", method="DELETE")
        assert len(server.json("/api/scrobbles?removed=true")) == 2
        post_json(server, f"/api/scrobbles/{second['id']}/restore")
        assert server.json("/api/scrobbles?limit=1")[0] == second
        assert [entry["id"] for entry in server.json("/api/scrobbles?removed=true")] == [
            first["id"]
        ]
        lines = server.get("/api/export?format=jsonl").body.decode().splitlines()
        assert sum("removed" in json.loads(line) for line in lines) == 2


def test_setting(folder):
    with Server(folder / "history.db") as server:
        server.upload(jsonl(evening(), "lastfm").encode(), "?filename=a.jsonl")
        server.upload(jsonl(evening(), "navidrome", 3).encode(), "?filename=b.jsonl")
        tag = server.get("/api/stats").headers["ETag"]
        told = post_json(server, "/api/double-reports", {"joins_reports": False})
        assert told == {"joins_reports": False, "repeated_reports": 0, "doubtful_plays": 0}
        assert total(server) == 48 and server.get("/api/stats").headers["ETag"] != tag
        assert len(server.get("/api/export?format=csv").body.decode().splitlines()) == 49
        # What is not named stays.
        assert post_json(server, "/api/double-reports", {}) == told
        told = post_json(server, "/api/double-reports", {"joins_reports": True})
        assert told == {"joins_reports": True, "repeated_reports": 24, "doubtful_plays": 0}
        assert total(server) == 24
        server.problem(
            "/api/double-reports",
            422,
            "joins_reports",
            method="POST",
            body=b'{"joins_reports": 1}',
            headers={"Content-Type": "application/json"},
        )


def test_doubtful(folder):
    """Played twice, or reported twice? Both count, and both are told."""
    plays = evening()
    with Server(folder / "history.db") as server:
        server.upload(jsonl(plays, "lastfm").encode(), "?filename=a.jsonl")
        server.upload(jsonl(plays[:3], "kitchen", 120).encode(), "?filename=b.jsonl")
        assert total(server) == 27 and doubles(server) == (0, 3)


if __name__ == "__main__":
    main(globals())
