#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The REST routes of plays, statistics, periods, names, search and export: shape and values on a small history."""

import csv
import io
import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from daemon_support import Server, invented_plays, main
from route_support import (
    BERLIN,
    UTC,
    as_object,
    chart,
    fixture,
    in_zone,
    newest_first,
    text_of,
    tuples,
)


def entries(plays, kind, limit):
    result = []
    ordered = chart(plays, kind)
    for names, count in ordered[:limit]:
        rank = 1 + sum(other > count for _, other in ordered)
        entry = {"rank": rank, "count": count, "share": count / len(plays), "image_url": None}
        if kind == "artist":
            entry["name"] = names[0]
        else:
            entry["artist"] = names[1]
            entry[kind] = names[0]
        result.append(entry)
    return result


def pulse(plays, zone, granularity="day"):
    def step(play):
        day = datetime.fromtimestamp(play[4], zone).date()
        return {
            "day": day,
            "week": day - timedelta(day.weekday()),
            "month": day.replace(day=1),
            "year": day.replace(day=1, month=1),
        }[granularity]

    counts = Counter(map(step, plays))
    return [[str(day), count] for day, count in sorted(counts.items())]


def test_timeline(folder):
    with fixture(folder) as (server, plays):
        expected = [as_object(play) for play in newest_first(plays)]
        for route in ("/api/scrobbles", "/api/timeline"):
            assert server.json(route) == expected[:100]
            assert server.json(route + "?limit=1000") == expected
            assert server.json(route + "?limit=7&offset=350") == expected[350:357]
            assert server.json(route + "?offset=999999999999") == []
            assert (
                server.json(route + "?period=2023")
                == [
                    as_object(play)
                    for play in newest_first(
                        in_zone(plays, UTC, date(2023, 1, 1), date(2024, 1, 1))
                    )
                ][:100]
            )
        body = server.get("/api/scrobbles?limit=2").body
        assert list(json.loads(body)[0]) == [
            "id",
            "artist",
            "album",
            "track",
            "timestamp",
            "source",
            "source_id",
            "album_artist",
        ]
        assert b" " not in body.split(b'"artist"')[0] and b"\n" not in body, "compact"


def test_cursor_walk(folder):
    with fixture(folder) as (server, plays):
        for zone in ("", "&timezone=Europe/Berlin"):
            for query in ("limit=7", "limit=100&offset=0", "limit=13&period=2023" + zone):
                walked, target = [], "/api/timeline?" + query
                while target:
                    reply = server.get(target)
                    walked += reply.json
                    link = reply.headers["Link"]
                    target = (
                        re.fullmatch('<(/api/timeline[?].*)>; rel="next"', link)[1]
                        if link
                        else None
                    )
                whole = server.json(
                    f"/api/timeline?{query}&limit=1000".replace("limit=13&", "").replace(
                        "limit=7&", ""
                    )
                )
                assert walked == whole and len({play["id"] for play in walked}) == len(walked)
        for cursor in ("x", "", "%ff", "1", "-1", "99999999999999999999"):
            server.problem(f"/api/timeline?cursor={cursor}", 422)


def test_stats(folder):
    with fixture(folder) as (server, plays):
        assert server.json("/api/stats") == {
            "top_artists": tuples(plays, "artist", 10),
            "top_tracks": tuples(plays, "track", 10),
            "total_scrobbles": len(plays),
        }
        for zone, name in ((UTC, "UTC"), (BERLIN, "Europe/Berlin")):
            some = in_zone(plays, zone, date(2024, 1, 1), date(2025, 1, 1))
            answer = server.json(f"/api/stats/ui?period=2024&timezone={name}")
            overview = answer.pop("overview")
            assert answer == {
                "period": "2024",
                "period_scrobbles": len(some),
                "compared_with": None,
                "top_albums": entries(some, "album", 15),
                "top_artists": entries(some, "artist", 15),
                "top_tracks": entries(some, "track", 15),
            }
            days = {datetime.fromtimestamp(play[4], zone).date() for play in some}
            n_days = (max(days) - date(2024, 1, 1)).days + 1
            assert overview["scrobbles"] == len(some)
            assert overview["artists"] == len({play[1] for play in some})
            assert overview["tracks"] == len({(play[1], play[3]) for play in some})
            assert overview["albums"] == len({(play[1], play[2]) for play in some if play[2]})
            assert overview["first_scrobble"] == text_of(min(play[4] for play in some))
            assert overview["last_scrobble"] == text_of(max(play[4] for play in some))
            assert overview["days"] == n_days
            assert abs(overview["scrobbles_per_day"] - len(some) / n_days) < 1e-9
        everything = server.json("/api/stats/ui")
        assert everything["period"] == "alltime" and everything["period_scrobbles"] == len(plays)
        assert server.json("/api/stats/ui?period=alltime") == everything
        assert len(server.json("/api/stats/ui?limit=1000")["top_artists"]) == len(
            {play[1] for play in plays}
        )
        assert list(everything["top_artists"][0]) == ["rank", "name", "count", "share", "image_url"]


def test_compared(folder):
    with fixture(folder) as (server, plays):
        year, before = in_zone(plays, UTC, date(2023, 1, 1), date(2024, 1, 1)), in_zone(
            plays, UTC, date(2022, 1, 1), date(2023, 1, 1)
        )
        earlier = in_zone(plays, UTC, date(1970, 1, 1), date(2023, 1, 1))
        for compare in ("previous", "year_before", "2022"):
            answer = server.json(f"/api/stats/ui?period=2023&compare={compare}&limit=1000")
            assert answer["compared_with"]["period"] == "2022"
            assert (
                answer["compared_with"]["overview"]
                == server.json("/api/stats/ui?period=2022")["overview"]
            )
            chart = server.json(f"/api/charts/artists?period=2023&compare={compare}&limit=1000")
            assert [{**entry, "image_url": None} for entry in chart["entries"]] == answer[
                "top_artists"
            ]
        ranks = {entry["name"]: entry["rank"] for entry in entries(before, "artist", 1000)}
        for entry in answer["top_artists"]:
            rank = ranks.get(entry["name"])
            expected = "same" if rank == entry["rank"] else None
            if rank is None:
                expected = "back" if any(play[1] == entry["name"] for play in earlier) else "new"
            assert entry["previous_rank"] == rank and entry["movement"] == (
                expected or ("up" if entry["rank"] < rank else "down")
            )
        assert server.json("/api/stats/ui?compare=previous")["compared_with"] is None
        assert server.json("/api/stats/ui?period=2023&compare=") == server.json(
            "/api/stats/ui?period=2023"
        )
        page = server.json("/api/charts/tracks?period=2023&offset=2&limit=3")
        ordered = entries(year, "track", 1000)
        assert page["total"] == len(ordered) and page["offset"] == 2
        assert page["entries"] == [
            {key: value for key, value in entry.items() if key != "image_url"}
            for entry in ordered[2:5]
        ]
        server.problem("/api/charts/genres", 404, "genres")
        server.problem("/api/charts/artists?compare=never", 422, "never")


def test_custom_range(folder):
    with fixture(folder) as (server, plays):
        start, end = 1661990400, 1693526400
        some = [play for play in plays if start <= play[4] <= end]
        for query in (
            "period=custom&start=2022-09-01T00:00:00Z&end=2023-09-01T00:00:00Z",
            # An offset whose plus sign was not escaped.
            "period=custom&start=2022-09-01T02:00:00+02:00&end=2023-09-01T02:00:00+02:00",
            "start=2022-09-01T02:00:00%2B02:00&end=2023-09-01T00:00:00.000Z",
        ):
            assert server.json("/api/stats/ui?" + query)["period_scrobbles"] == len(some)
            assert sum(step["count"] for step in server.json("/api/pulse?" + query)) == len(some)
            assert len(server.json("/api/timeline?limit=1000&" + query)) == len(some)
        # Both bounds are included.
        at = plays[100][4]
        same = [play for play in plays if play[4] == at]
        target = f"/api/timeline?period=custom&start={text_of(at)}&end={text_of(at)}"
        assert [play["id"] for play in server.json(target)] == sorted(
            (play[0] for play in same), reverse=True
        )
        for query, name in (
            ("period=custom", "start"),
            ("period=custom&start=2022-09-01T00:00:00Z", "end"),
            ("period=custom&end=2022-09-01T00:00:00Z", "start"),
            ("period=custom&start=yesterday&end=2022-09-01T00:00:00Z", "start"),
            ("period=custom&start=2022-09-01T00:00:00Z&end=", "end"),
            ("period=custom&start=%ff&end=2022-09-01T00:00:00Z", "start"),
        ):
            for route in ("/api/stats/ui", "/api/pulse", "/api/timeline", "/api/export"):
                server.problem(f"{route}?{query}", 422, name)
        server.problem(
            "/api/pulse?start=2023-01-01T00:00:00Z&end=2022-01-01T00:00:00Z", 422, "“end”"
        )


def test_named_periods(folder):
    """Periods that end now, with plays around the moments where they begin."""
    now = datetime.now(BERLIN).replace(microsecond=0)
    midnight = now.replace(hour=0, minute=0, second=0)
    moments = {
        "today": midnight,
        "week": midnight - timedelta(days=6),
        "month": midnight.replace(day=1),
        "year": midnight.replace(day=1, month=1),
    }
    # An hour away from each boundary, as time passes during the test.
    times = sorted(
        {moment.timestamp() + shift for moment in moments.values() for shift in (-3600, 3600)}
        | {now.timestamp() - 30}
    )
    times = [int(time) for time in times if time < now.timestamp()]
    plays = [
        {"listened_at": time, "artist": "A", "track": str(time), "source": "local"}
        for time in times
    ]
    with fixture(folder, plays) as (server, _):
        for name, moment in moments.items():
            expected = sum(time >= moment.timestamp() for time in times)
            answer = server.json(f"/api/stats/ui?period={name}&timezone=Europe/Berlin")
            assert answer["period"] == name
            assert (
                answer["period_scrobbles"] == expected
            ), f"{name}: {answer['period_scrobbles']}, not {expected}"
        first = moments["month"].date()
        before = (first - timedelta(1)).replace(day=1)
        found = server.json("/api/reports/lastmonth?timezone=Europe/Berlin")
        assert found["period"] == before.strftime("%Y-%m")
        assert found["total_scrobbles"] == sum(
            before <= datetime.fromtimestamp(time, BERLIN).date() < first for time in times
        )


def test_years_and_zones(folder):
    with fixture(folder) as (server, plays):
        years = lambda zone: sorted(
            {datetime.fromtimestamp(play[4], zone).year for play in plays}, reverse=True
        )
        assert server.json("/api/years") == years(UTC)
        assert server.json("/api/years?timezone=Europe/Berlin") == years(BERLIN)
    eve = [{"listened_at": 1704065400, "artist": "A", "track": "B", "source": "local"}]
    with fixture_in(folder, "eve", eve) as (server, _):
        assert server.json("/api/years") == [2023]
        assert server.json("/api/years?timezone=Europe/Berlin") == [2024]
        assert server.json("/api/pulse") == [
            {"day": "2023-12-31", "label": "2023-12-31", "count": 1}
        ]
        assert server.json("/api/pulse?timezone=Europe/Berlin")[0]["day"] == "2024-01-01"
        assert server.json("/api/reports/2024?timezone=Europe/Berlin")["total_scrobbles"] == 1
        assert server.json("/api/reports/2024")["total_scrobbles"] == 0
        assert server.json("/api/reports/monthly?year=2023&month=12")["total_scrobbles"] == 1


def fixture_in(folder, name, plays):
    (folder / name).mkdir()
    return fixture(folder / name, plays)


def test_pulse(folder):
    with fixture(folder) as (server, plays):
        for zone, name in (
            (UTC, "UTC"),
            (BERLIN, "Europe/Berlin"),
            (ZoneInfo("Asia/Kolkata"), "Asia/Kolkata"),
        ):
            for granularity in ("day", "week", "month", "year"):
                answer = server.json(f"/api/pulse?granularity={granularity}&timezone={name}")
                assert [[step["day"], step["count"]] for step in answer] == pulse(
                    plays, zone, granularity
                )
        assert server.json("/api/pulse") == server.json(
            "/api/pulse?granularity=DAY&period=alltime&include_empty=false"
        )
        days = server.json("/api/pulse?include_empty=true&period=2023-02&timezone=Europe/Berlin")
        assert [step["day"] for step in days] == [f"2023-02-{day:02}" for day in range(1, 29)]
        counts = Counter(
            datetime.fromtimestamp(play[4], BERLIN).date().isoformat() for play in plays
        )
        assert all(step["count"] == counts[step["day"]] for step in days)
        weeks = server.json("/api/pulse?granularity=week&period=2022")
        assert all(
            step["label"] == "{0}-W{1:02}".format(*date.fromisoformat(step["day"]).isocalendar())
            for step in weeks
        )
        server.problem("/api/pulse?granularity=decade", 422, "granularity")
        server.problem("/api/pulse?include_empty=yes", 422, "include_empty")


def test_too_many_steps(folder):
    """Steps are capped, and the answer says what to change."""
    with fixture(folder) as (server, plays):
        for route in ("pulse?include_empty=true&granularity=day", "pulse?include_empty=true"):
            server.problem(
                f"/api/{route}&start=1970-01-01T00:00:00Z&end=2100-12-31T00:00:00Z",
                422,
                "granularity",
                "40000",
            )
        assert (
            len(
                server.json(
                    "/api/pulse?include_empty=true&granularity=week&start=1970-01-01T00:00:00Z&end=2100-12-31T00:00:00Z"
                )
            )
            > 6800
        )


def test_names_of_dots(folder):
    """Clients take dots out of a path, so such names are escaped twice."""
    with Server(folder / "history.db") as server:
        server.upload(b"artist,album,track,time\n..,.,..,1700000000\n.,..,.,1700000300\n")
        for path, name in (
            ("artist/%252E%252E", ".."),
            ("artist/%252e", "."),
            ("album/%252E%252E/%252E", "."),
            ("track/%252E/%252E", "."),
        ):
            stats = server.json(f"/api/{path}")["stats"]
            assert stats["total_scrobbles"] == 1, (path, stats)
            assert name in (stats["artist"], stats.get("album"), stats.get("track")), stats
        assert server.json("/api/artist/%252E%252E/ranks?granularity=year")


def test_entities(folder):
    hostile = "AC/DC %41 <b>\u00fc?&\u201d"
    plays = [
        *invented_plays(),
        {"artist": hostile, "track": "a/b", "album": "100% …", "listened_at": 1700000000},
    ]
    with fixture(folder, plays) as (server, plays):
        theirs = Counter(play[1] for play in plays).most_common(1)[0][0]
        mine = [play for play in plays if play[1] == theirs]
        answer = server.json(f"/api/artist/{quote(theirs, safe='')}")
        assert answer["stats"]["total_scrobbles"] == len(mine) and answer["stats"]["rank"] == 1
        assert answer["stats"]["first_scrobble"] == min(play[4] for play in mine)
        tracks = sorted(
            Counter(play[3] for play in mine).items(), key=lambda item: (-item[1], item[0].encode())
        )
        assert [(entry["name"], entry["count"]) for entry in answer["top_tracks"]] == tracks[:20]
        assert (
            sum(day["count"] for day in answer["scrobbles_over_time"])
            == sum(answer["hours"])
            == len(mine)
        )
        # A slash, a percent sign and dots are ordinary characters in a name.
        for path in ("artist/{}", "album/{}/100%25%20%E2%80%A6", "track/{}/a%2Fb"):
            answer = server.json("/api/" + path.format(quote(hostile, safe="")))
            assert (
                answer["stats"]["artist"] == hostile and answer["stats"]["total_scrobbles"] == 1
            ), path
        assert (
            server.json("/api/track/{}/a%2Fb".format(quote(hostile, safe="")))["stats"]["album"]
            == "100% …"
        )
        ranks = server.json(f"/api/artist/{quote(theirs, safe='')}/ranks?granularity=year")
        assert ranks["peak_rank"] == min(step["rank"] for step in ranks["steps"] if step["rank"])
        assert sum(step["count"] for step in ranks["steps"]) == len(mine)
        for path in ("album/{}/100%25%20%E2%80%A6", "track/{}/a%2Fb"):
            ranks = server.json(
                "/api/"
                + path.format(quote(hostile, safe=""))
                + "/ranks?granularity=day&period=2023-11-14"
            )
            assert [step["rank"] for step in ranks["steps"]] == [1]
        # An artist who was never heard has no plays.
        nobody = server.json("/api/artist/Nobody?period=2023")
        assert nobody["stats"] == {
            "artist": "Nobody",
            "first_scrobble": None,
            "last_scrobble": None,
            "total_scrobbles": 0,
            "unique_albums": 0,
            "unique_tracks": 0,
            "rank": None,
            "share": 0.0,
            "minutes": 0,
            "estimated_share": None,
        }
        assert nobody["top_tracks"] == nobody["scrobbles_over_time"] == nobody["neighbours"] == []
        assert server.ask("GET", "/api/artist/").status == 404


def test_album_artist(folder):
    """A play leads to its album, even if that is another artist's."""
    play = {
        "artist": "Guest",
        "track": "Song",
        "album": "Best Of",
        "album_artist": "Various",
        "listened_at": 1700000000,
    }
    with fixture(
        folder, [play, {"artist": "Guest", "track": "Single", "listened_at": 1700000300}]
    ) as (server, _):
        for answer in (
            server.json("/api/scrobbles"),
            server.json("/api/timeline"),
            server.json("/api/reports/sessions")["sessions"][0]["tracks"][::-1],
        ):
            assert [(entry["album"], entry["album_artist"]) for entry in answer] == [
                (None, None),
                ("Best Of", "Various"),
            ]
        assert server.json("/api/album/Various/Best%20Of")["stats"]["total_scrobbles"] == 1
        stats = server.json("/api/track/Guest/Song")["stats"]
        assert (stats["album"], stats["album_artist"]) == ("Best Of", "Various")


def test_minutes(folder):
    """Few long plays rank above many short ones; unknown lengths are estimated, the same with any filter."""
    lengths = [
        ("Short", "One", 61_000),
        ("Short", "Two", 62_499),
        ("Short", "One", None),
        ("Long", "Three", 3_600_000),
        ("Unknown", "Four", None),
    ]
    plays = [
        {
            "artist": artist,
            "track": track,
            "duration_ms": length,
            "listened_at": 1700000000 + 4000 * number,
        }
        for number, (artist, track, length) in enumerate(lengths)
    ]
    with fixture(folder, plays) as (server, _):
        # The mean of the known lengths: (61 + 62 + 3600) / 3.
        seconds, estimated = 61 + 62 + 61 + 3600 + 1241, 61 + 1241
        chart = server.json("/api/charts/artists?by=minutes&limit=2")
        assert (chart["by"], chart["minutes"], chart["total"]) == ("minutes", seconds // 60, 3)
        assert abs(chart["estimated_share"] - estimated / seconds) < 1e-12
        assert [
            (entry["name"], entry["minutes"], entry["count"], entry["rank"])
            for entry in chart["entries"]
        ] == [("Long", 60, 1, 1), ("Unknown", 20, 1, 2)]
        assert "minutes" not in server.json("/api/charts/artists")["entries"][0]
        top = server.json("/api/stats/ui?by=minutes")
        assert (
            top["top_artists"][0]["minutes"] == 60 and top["overview"]["minutes"] == seconds // 60
        )
        assert server.json("/api/stats/ui?artist=Unknown")["overview"]["minutes"] == 20
        assert server.json("/api/artist/Unknown")["stats"]["minutes"] == 20
        assert server.json("/api/reports/review")["overview"]["total_minutes"] == seconds // 60
        server.problem("/api/charts/artists?by=hours", 422, "by")


def test_filters(folder):
    with fixture(folder) as (server, plays):
        artist = Counter(play[1] for play in plays).most_common(1)[0][0]
        quoted = quote(artist, safe="")
        theirs = [play for play in plays if play[1] == artist]
        for path in ("/api/stats", "/api/reports/heatmap", "/api/reports/alltime"):
            answer = server.json(f"{path}?artist={quoted}")
            assert answer["total_scrobbles"] == len(theirs), path
        assert server.json(f"/api/reports/novelty?artist={quoted}")["summary"][
            "total_scrobbles"
        ] == len(theirs)
        assert len(server.json(f"/api/timeline?limit=1000&artist={quoted}")) == min(
            1000, len(theirs)
        )
        assert server.json("/api/stats?artist=Nobody%20at%20all")["total_scrobbles"] == 0


def test_search(folder):
    with fixture(folder) as (server, plays):
        for text in (
            "AC/DC",
            "100% \"Quoted\" 'n' %2F",
            "=1+1",
            "عربى",
            "🎵",
            "a&b=c?d#e",
            "Line\nbreak",
            "back\\",
        ):
            answer = server.json("/api/search?limit=1000&q=" + quote(text, safe=""))
            assert answer["query"] == text
            for kind, place in (("artist", "name"), ("track", "track"), ("album", "album")):
                expected = [
                    (item[0][0], item[1]) for item in chart(plays, kind) if text in item[0][0]
                ]
                found = [(entry[place], entry["count"]) for entry in answer[kind + "s"]]
                assert found == expected, f"{text} {kind}: {found} {expected}"
                assert answer["totals"][kind + "s"] == len(expected)
        assert [entry["name"] for entry in server.json("/api/search?q=UNICODE")["artists"]] == [
            "Ünïcødé"
        ]
        assert [entry["name"] for entry in server.json("/api/search?q=wide")["artists"]] == [
            "日本 ＷＩＤＥ"
        ]
        assert len(server.json("/api/search?q=artist&limit=3")["artists"]) == 3
        assert server.json("/api/search?q=")["artists"] == []
        assert server.json("/api/search?q=%20")["artists"] == []
        server.problem("/api/search", 422, "q")
        server.problem("/api/search?q=%ff", 422, "UTF-8")
        server.problem("/api/search?q=a&limit=0", 422, "limit")


def test_export(folder):
    with fixture(folder) as (server, plays):
        expected = [as_object(play) for play in newest_first(plays)]
        for name, content_type in (
            ("json", "application/json"),
            ("jsonl", "application/x-ndjson"),
            ("csv", "text/csv; charset=utf-8"),
        ):
            reply = server.get(f"/api/export?format={name}")
            assert reply.headers["Content-Type"] == content_type
            day = datetime.now(UTC).date()
            assert reply.headers["Content-Disposition"] in {
                f'attachment; filename="footprints_export_{day - timedelta(back)}.{name}"'
                for back in (0, 1)
            }
            text = reply.body.decode()
            if name == "json":
                exported = [
                    {key: value for key, value in play.items() if key != "album_artist"}
                    for play in expected
                ]
                assert (
                    json.loads(text) == exported
                    and text.startswith("[\n")
                    and server.get("/api/export").body == reply.body
                )
            elif name == "jsonl":
                assert [json.loads(line)["track"] for line in text.splitlines()] == [
                    play["track"] for play in expected
                ]
            else:
                table = list(csv.reader(io.StringIO(text, newline="")))
                assert table[0] == ["timestamp", "artist", "album", "track", "source"]
                assert table[1:] == [
                    [
                        play["timestamp"][:-1] + "+00:00",
                        play["artist"],
                        play["album"] or "",
                        play["track"],
                        play["source"],
                    ]
                    for play in expected
                ]
        some = server.get("/api/export?format=jsonl&period=2023").body.splitlines()
        assert len(some) == len(in_zone(plays, UTC, date(2023, 1, 1), date(2024, 1, 1)))
        server.problem("/api/export?format=xml", 422, "xml")
        server.problem("/api/export?format=%ff", 422)


def test_bad_parameters(folder):
    with Server(folder / "new.db") as server:
        for route in ("/api/scrobbles", "/api/timeline"):
            for query, name in (
                ("limit=0", "limit"),
                ("limit=1001", "limit"),
                ("limit=-1", "limit"),
                ("limit=", "limit"),
                ("limit=ten", "limit"),
                ("limit=1e2", "limit"),
                ("limit=99999999999999999999", "limit"),
                ("offset=-1", "offset"),
                ("offset=x", "offset"),
            ):
                server.problem(f"{route}?{query}", 422, f"“{name}”")
        for route in (
            "/api/stats",
            "/api/stats/ui",
            "/api/pulse",
            "/api/years",
            "/api/timeline",
            "/api/export",
        ):
            for zone in (
                "Nowhere",
                "%ff",
                "",
                "+02:00x",
                "../../etc/passwd",
                "/etc/localtime",
                ":/etc/localtime",
            ):
                server.problem(f"{route}?timezone={zone}", 422)
            if route != "/api/years":
                for period in (
                    "decade",
                    "2024-13",
                    "",
                    "%ff",
                    "2024-03-01..2023-01-01",
                    "0",
                    "99999",
                ):
                    server.problem(f"{route}?period={quote(period, safe='%')}", 422)
        server.problem("/api/stats/ui?limit=0", 422, "limit")
        whole = server.get("/static/style.css")
        for part in ("bytes=-99999999", "bytes=0-1", "bytes=99999999999999999999-"):
            assert server.get("/static/style.css", Range=part).body == whole.body
        # Unknown parameters are ignored.
        assert server.json("/api/timeline?unknown=1&%ff=2") == []


def test_empty_history(folder):
    with Server(folder / "new.db") as server:
        assert (
            server.json("/api/scrobbles") == []
            and server.json("/api/years") == []
            and server.json("/api/pulse") == []
        )
        assert server.json("/api/pulse?include_empty=true") == []
        assert server.json("/api/stats") == {
            "top_artists": [],
            "top_tracks": [],
            "total_scrobbles": 0,
        }
        answer = server.json("/api/stats/ui")
        assert answer["period_scrobbles"] == 0 and answer["top_artists"] == []
        assert answer["overview"]["first_scrobble"] is None
        assert server.json("/api/reports/alltime")["total_scrobbles"] == 0
        assert server.json("/api/search?q=a")["artists"] == []
        heatmap, novelty = server.json("/api/reports/heatmap"), server.json("/api/reports/novelty")
        assert heatmap["peak_day"] is None and heatmap["summary"]["weeks_in_range"] == 1
        assert server.json("/api/reports/diversity")["summary"]["least_diverse_period"] is None
        assert (
            novelty["timeline"] == novelty["new_artists_discovered"] == []
            and novelty["summary"]["most_exploratory_period"] is None
        )
        assert json.loads(server.get("/api/export").body) == []
        assert server.get("/api/export?format=jsonl").body == b""
        assert server.get("/api/export?format=csv").body == b"timestamp,artist,album,track,source\n"


def test_removed_plays(folder):
    """A removed play leaves the history; imports do not bring it back, but restoring it does."""
    with fixture(folder) as (server, plays):
        timeline = [as_object(play) for play in newest_first(plays)]
        gone = timeline[5:8]
        tag = server.get("/api/scrobbles").headers["ETag"]
        assert (
            server.json("/api/scrobbles?removed=true")
            == server.json("/api/scrobbles?removed=1")
            == []
        )
        for play in gone:
            reply = server.ask("DELETE", f"/api/scrobbles/{play['id']}")
            assert (reply.status, reply.json["count"], reply.json["message"]) == (
                200,
                1,
                "Removed 1 play",
            )
        rest = [play for play in timeline if play not in gone]
        assert server.get("/api/scrobbles?limit=1000", If_None_Match=tag).json == rest[:1000]
        assert server.json("/api/stats")["total_scrobbles"] == len(rest)
        # The latest removal comes first; within one second, the highest id.
        removed = server.json("/api/scrobbles?removed=true")
        assert len(removed) == 3 and all(play in removed for play in gone), removed
        for path in ("/api/scrobbles", "/api/timeline"):
            assert server.json(path + "?removed=true") == removed
            first = server.get(path + "?removed=true&limit=2")
            assert first.json == removed[:2]
            following = server.get(re.match('<([^>]+)>; rel="next"', first.headers["Link"])[1])
            assert following.json == removed[2:] and "Link" not in following.headers
            assert "Link" not in server.get(path + "?removed=true&limit=3").headers
        # The tag of the list changes with the list.
        tag = server.get("/api/scrobbles?removed=true").headers["ETag"]
        server.get("/api/scrobbles?removed=true", 304, If_None_Match=tag)
        summary = server.upload((folder / "plays.jsonl").read_bytes(), "?filename=again.jsonl")[
            "job"
        ]["summary"]
        assert (summary["new"], summary["removed_before"], summary["missing"]) == (0, 3, 0), summary
        assert server.json("/api/import/history")[0]["removed_before"] == 3
        assert server.json("/api/stats")["total_scrobbles"] == len(rest)
        back = gone[1]
        reply = server.ask("POST", f"/api/scrobbles/{back['id']}/restore")
        assert (reply.status, reply.json["count"]) == (200, 1)
        assert server.get("/api/scrobbles?removed=true", 200, If_None_Match=tag).json == [
            play for play in removed if play != back
        ]
        assert back in server.json("/api/scrobbles?limit=10")
        for method, target in (
            ("DELETE", f"/api/scrobbles/{gone[0]['id']}"),
            ("DELETE", "/api/scrobbles/999999"),
            ("POST", f"/api/scrobbles/{back['id']}/restore"),
            ("POST", "/api/scrobbles/999999/restore"),
        ):
            server.problem(target, 404, "play", method=method)
        for method, target in (
            ("DELETE", "/api/scrobbles/x"),
            ("POST", "/api/scrobbles/x/restore"),
        ):
            server.problem(target, 422, "id", method=method)
        for query, name in (
            ("removed=maybe", "removed"),
            ("removed=true&limit=0", "limit"),
            ("removed=true&offset=-1", "offset"),
        ):
            server.problem("/api/scrobbles?" + query, 422, name)


main(globals())
