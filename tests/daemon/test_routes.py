#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The REST routes: shape and values on a small history, computed a second time here."""

import concurrent.futures
import contextlib
import csv
import gzip
import io
import json
import re
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from urllib.parse import quote
from zoneinfo import ZoneInfo

from daemon_support import Server, check_problem, invented_plays, main, rows, run, wait_until, write_plays

BERLIN = ZoneInfo("Europe/Berlin")
UTC = timezone.utc


@contextlib.contextmanager
def fixture(folder, plays=None):
    database = folder / "history.db"
    write_plays(folder / "plays.jsonl", plays if plays is not None else invented_plays())
    run("import", folder / "plays.jsonl", DATABASE_PATH=database)
    with Server(database) as server:
        yield server, rows(database)


def text_of(time):
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def newest_first(plays):
    return sorted(plays, key=lambda play: (-play[4], -play[0]))


def as_object(play):
    number, artist, album, track, time, source, source_id = play
    return {
        "id": number,
        "artist": artist,
        "album": album,
        "track": track,
        "timestamp": text_of(time),
        "source": source,
        "source_id": source_id,
        # Invented albums are by the artists of their tracks.
        "album_artist": album and artist,
    }


def in_zone(plays, zone, first, last):
    """Those from the start of one local day to the start of another."""
    return [play for play in plays if first <= datetime.fromtimestamp(play[4], zone).date() < last]


def chart(plays, kind):
    if kind == "artist":
        counts = Counter((play[1],) for play in plays)
    elif kind == "track":
        counts = Counter((play[3], play[1]) for play in plays)
    else:
        counts = Counter((play[2], play[1]) for play in plays if play[2] is not None)
    # By code point, as UTF-8 sorts.
    return sorted(counts.items(), key=lambda item: (-item[1], [part.encode() for part in item[0]]))


def tuples(plays, kind, limit):
    return [[*reversed(names), count] for names, count in chart(plays, kind)[:limit]]


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


def report(plays, title):
    return {
        "period": title,
        "total_scrobbles": len(plays),
        "top_artists": tuples(plays, "artist", 50),
        "top_tracks": tuples(plays, "track", 50),
        "top_albums": tuples(plays, "album", 50),
    }


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
            assert server.json(route + "?period=2023") == [
                as_object(play) for play in newest_first(in_zone(plays, UTC, date(2023, 1, 1), date(2024, 1, 1)))
            ][:100]
        body = server.get("/api/scrobbles?limit=2").body
        assert list(json.loads(body)[0]) == ["id", "artist", "album", "track", "timestamp", "source", "source_id", "album_artist"]
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
                    target = re.fullmatch('<(/api/timeline[?].*)>; rel="next"', link)[1] if link else None
                whole = server.json(f"/api/timeline?{query}&limit=1000".replace("limit=13&", "").replace("limit=7&", ""))
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
        assert len(server.json("/api/stats/ui?limit=1000")["top_artists"]) == len({play[1] for play in plays})
        assert list(everything["top_artists"][0]) == ["rank", "name", "count", "share", "image_url"]


def test_compared(folder):
    with fixture(folder) as (server, plays):
        year, before = in_zone(plays, UTC, date(2023, 1, 1), date(2024, 1, 1)), in_zone(plays, UTC, date(2022, 1, 1), date(2023, 1, 1))
        earlier = in_zone(plays, UTC, date(1970, 1, 1), date(2023, 1, 1))
        for compare in ("previous", "year_before", "2022"):
            answer = server.json(f"/api/stats/ui?period=2023&compare={compare}&limit=1000")
            assert answer["compared_with"]["period"] == "2022"
            assert answer["compared_with"]["overview"] == server.json("/api/stats/ui?period=2022")["overview"]
            chart = server.json(f"/api/charts/artists?period=2023&compare={compare}&limit=1000")
            assert [{**entry, "image_url": None} for entry in chart["entries"]] == answer["top_artists"]
        ranks = {entry["name"]: entry["rank"] for entry in entries(before, "artist", 1000)}
        for entry in answer["top_artists"]:
            rank = ranks.get(entry["name"])
            expected = "same" if rank == entry["rank"] else None
            if rank is None:
                expected = "back" if any(play[1] == entry["name"] for play in earlier) else "new"
            assert entry["previous_rank"] == rank and entry["movement"] == (expected or ("up" if entry["rank"] < rank else "down"))
        assert server.json("/api/stats/ui?compare=previous")["compared_with"] is None
        assert server.json("/api/stats/ui?period=2023&compare=") == server.json("/api/stats/ui?period=2023")
        page = server.json("/api/charts/tracks?period=2023&offset=2&limit=3")
        ordered = entries(year, "track", 1000)
        assert page["total"] == len(ordered) and page["offset"] == 2
        assert page["entries"] == [{key: value for key, value in entry.items() if key != "image_url"} for entry in ordered[2:5]]
        server.problem("/api/charts/genres", 404, "genres")
        server.problem("/api/charts/artists?compare=never", 422, "never")


def test_custom_range(folder):
    with fixture(folder) as (server, plays):
        start, end = 1661990400, 1693526400
        some = [play for play in plays if start <= play[4] <= end]
        for query in (
            "period=custom&start=2022-09-01T00:00:00Z&end=2023-09-01T00:00:00Z",
            # An offset whose plus was not escaped.
            "period=custom&start=2022-09-01T02:00:00+02:00&end=2023-09-01T02:00:00+02:00",
            "start=2022-09-01T02:00:00%2B02:00&end=2023-09-01T00:00:00.000Z",
        ):
            assert server.json("/api/stats/ui?" + query)["period_scrobbles"] == len(some)
            assert sum(step["count"] for step in server.json("/api/pulse?" + query)) == len(some)
            assert len(server.json("/api/timeline?limit=1000&" + query)) == len(some)
        # Both bounds are inside.
        at = plays[100][4]
        same = [play for play in plays if play[4] == at]
        target = f"/api/timeline?period=custom&start={text_of(at)}&end={text_of(at)}"
        assert [play["id"] for play in server.json(target)] == sorted((play[0] for play in same), reverse=True)
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
        server.problem("/api/pulse?start=2023-01-01T00:00:00Z&end=2022-01-01T00:00:00Z", 422, "“end”")


def test_named_periods(folder):
    """Those that end now, against plays around the moments where they begin."""
    now = datetime.now(BERLIN).replace(microsecond=0)
    midnight = now.replace(hour=0, minute=0, second=0)
    moments = {
        "today": midnight,
        "week": midnight - timedelta(days=6),
        "month": midnight.replace(day=1),
        "year": midnight.replace(day=1, month=1),
    }
    # An hour away from each border, as time goes on meanwhile.
    times = sorted(
        {moment.timestamp() + shift for moment in moments.values() for shift in (-3600, 3600)} | {now.timestamp() - 30}
    )
    times = [int(time) for time in times if time < now.timestamp()]
    plays = [{"listened_at": time, "artist": "A", "track": str(time), "source": "local"} for time in times]
    with fixture(folder, plays) as (server, _):
        for name, moment in moments.items():
            expected = sum(time >= moment.timestamp() for time in times)
            answer = server.json(f"/api/stats/ui?period={name}&timezone=Europe/Berlin")
            assert answer["period"] == name
            assert answer["period_scrobbles"] == expected, f"{name}: {answer['period_scrobbles']}, not {expected}"
        first = moments["month"].date()
        before = (first - timedelta(1)).replace(day=1)
        found = server.json("/api/reports/lastmonth?timezone=Europe/Berlin")
        assert found["period"] == before.strftime("%Y-%m")
        assert found["total_scrobbles"] == sum(
            before <= datetime.fromtimestamp(time, BERLIN).date() < first for time in times
        )


def test_years_and_zones(folder):
    with fixture(folder) as (server, plays):
        years = lambda zone: sorted({datetime.fromtimestamp(play[4], zone).year for play in plays}, reverse=True)
        assert server.json("/api/years") == years(UTC)
        assert server.json("/api/years?timezone=Europe/Berlin") == years(BERLIN)
    eve = [{"listened_at": 1704065400, "artist": "A", "track": "B", "source": "local"}]
    with fixture_in(folder, "eve", eve) as (server, _):
        assert server.json("/api/years") == [2023]
        assert server.json("/api/years?timezone=Europe/Berlin") == [2024]
        assert server.json("/api/pulse") == [{"day": "2023-12-31", "label": "2023-12-31", "count": 1}]
        assert server.json("/api/pulse?timezone=Europe/Berlin")[0]["day"] == "2024-01-01"
        assert server.json("/api/reports/2024?timezone=Europe/Berlin")["total_scrobbles"] == 1
        assert server.json("/api/reports/2024")["total_scrobbles"] == 0
        assert server.json("/api/reports/monthly?year=2023&month=12")["total_scrobbles"] == 1


def fixture_in(folder, name, plays):
    (folder / name).mkdir()
    return fixture(folder / name, plays)


def test_pulse(folder):
    with fixture(folder) as (server, plays):
        for zone, name in ((UTC, "UTC"), (BERLIN, "Europe/Berlin"), (ZoneInfo("Asia/Kolkata"), "Asia/Kolkata")):
            for granularity in ("day", "week", "month", "year"):
                answer = server.json(f"/api/pulse?granularity={granularity}&timezone={name}")
                assert [[step["day"], step["count"]] for step in answer] == pulse(plays, zone, granularity)
        assert server.json("/api/pulse") == server.json("/api/pulse?granularity=DAY&period=alltime&include_empty=false")
        days = server.json("/api/pulse?include_empty=true&period=2023-02&timezone=Europe/Berlin")
        assert [step["day"] for step in days] == [f"2023-02-{day:02}" for day in range(1, 29)]
        counts = Counter(datetime.fromtimestamp(play[4], BERLIN).date().isoformat() for play in plays)
        assert all(step["count"] == counts[step["day"]] for step in days)
        weeks = server.json("/api/pulse?granularity=week&period=2022")
        assert all(
            step["label"] == "{0}-W{1:02}".format(*date.fromisoformat(step["day"]).isocalendar()) for step in weeks
        )
        server.problem("/api/pulse?granularity=decade", 422, "granularity")
        server.problem("/api/pulse?include_empty=yes", 422, "include_empty")


def test_heatmap(folder):
    with fixture(folder) as (server, plays):
        for zone, name in ((UTC, "UTC"), (BERLIN, "Europe/Berlin")):
            answer = server.json(f"/api/reports/heatmap?period=2023&timezone={name}")
            chosen = in_zone(plays, zone, date(2023, 1, 1), date(2024, 1, 1))
            cells = Counter((time.weekday(), time.hour) for time in (datetime.fromtimestamp(play[4], zone) for play in chosen))
            assert answer["total_scrobbles"] == len(chosen) and answer["is_normalized"] is False
            assert {(cell["weekday"], cell["hour"]): cell["count"] for cell in answer["heatmap"] if cell["count"]} == cells
            assert answer["summary"]["peak_count"] == max(cells.values()) and len(answer["heatmap"]) == 168
        # The earlier program divided by one week where no range was given.
        answer = server.json("/api/reports/heatmap?normalize=true")
        weeks = ((max(play[4] for play in plays) // 86400) - (min(play[4] for play in plays) // 86400) + 1) / 7
        assert abs(answer["summary"]["weeks_in_range"] - weeks) < 1e-9 and weeks > 2
        assert abs(sum(cell["normalized"] for cell in answer["heatmap"]) - len(plays) / weeks) < 1e-9
        custom = server.json("/api/reports/heatmap?start=2023-01-01T00:00:00Z&end=2023-12-31T23:59:59Z")
        assert custom["grid"] == server.json("/api/reports/heatmap?period=2023&timezone=UTC")["grid"]
        server.problem("/api/reports/heatmap?normalize=yes", 422, "normalize")
        server.problem("/api/reports/heatmap?timezone=Nowhere", 422, "Nowhere")
        server.problem("/api/reports/heatmap?period=custom&start=x&end=y", 422, "start")


def test_novelty(folder):
    with fixture(folder) as (server, plays):
        ordered = sorted(plays, key=lambda play: (play[4], play[0]))
        first = {}
        for play in ordered:
            first.setdefault((play[1], play[3]), play[0])
        # The earlier program called everything in a range new.
        chosen = in_zone(ordered, UTC, date(2023, 6, 1), date(2024, 1, 1))
        answer = server.json("/api/reports/novelty?period=2023-06-01..2024-01-01&granularity=MONTH")
        assert answer["summary"]["total_scrobbles"] == len(chosen)
        assert sum(step["new_tracks"] for step in answer["timeline"]) == sum(first[play[1], play[3]] == play[0] for play in chosen) < len(chosen)
        assert [step["period"] for step in answer["timeline"]] == sorted({text_of(play[4])[:7] for play in chosen}, reverse=True)
        # And the last days of a year weeks of another.
        weeks = [step["period"] for step in server.json("/api/reports/novelty")["timeline"]]
        assert set(weeks) == {datetime.fromtimestamp(play[4], UTC).strftime("%G-W%V") for play in plays}
        assert len(server.json("/api/reports/novelty?limit=2")["new_artists_discovered"]) == 2
        for parameter in ("granularity=decade", "limit=-1", "limit=100001"):
            server.problem(f"/api/reports/novelty?{parameter}", 422, parameter.split("=")[0])


def test_diversity(folder):
    with fixture(folder) as (server, plays):
        # The earlier program knew no years, distinguished case and had weeks of another kind.
        for granularity, pattern in (("year", "%Y"), ("Month", "%Y-%m"), ("week", "%G-W%V"), ("", "%G-W%V")):
            answer = server.json("/api/reports/diversity" + (f"?granularity={granularity}" if granularity else ""))
            artists = {}
            for play in plays:
                artists.setdefault(datetime.fromtimestamp(play[4], UTC).strftime(pattern), set()).add(play[1])
            assert {step["period"]: step["unique_artists"] for step in answer["timeline"]} == {label: len(names) for label, names in artists.items()}
            assert answer["summary"]["total_scrobbles"] == len(plays)
        server.problem("/api/reports/diversity?granularity=decade", 422, "granularity")


def consecutive(plays, gap_s):
    """Pairs of plays that follow each other, oldest first."""
    ordered = sorted(plays, key=lambda play: play[4])
    return [(one, other) for one, other in zip(ordered, ordered[1:]) if other[4] - one[4] <= gap_s]


def test_sessions(folder):
    with fixture(folder) as (server, plays):
        n_sessions = len(plays) - len(consecutive(plays, 45 * 60))
        answer = server.json("/api/reports/sessions?min_tracks=1&limit=1000")
        assert answer["summary"]["total_sessions"] == n_sessions == len(answer["sessions"])
        assert sum(session["track_count"] for session in answer["sessions"]) == len(plays)
        longest = server.json("/api/reports/sessions?min_tracks=1&order=Longest&offset=1&limit=3")
        durations = sorted((session["duration_minutes"] for session in answer["sessions"]), reverse=True)
        assert [session["duration_minutes"] for session in longest["sessions"]] == durations[1:4]
        holes = server.json("/api/reports/sessions?rabbit_holes=true")["sessions"]
        assert all(session["unique_artists"] == 1 and session["track_count"] >= 5 for session in holes)
        for query, name in (("gap_minutes=0", "gap_minutes"), ("min_tracks=x", "min_tracks"), ("order=loudest", "order"),
                            ("limit=1001", "limit"), ("rabbit_holes=yes", "rabbit_holes"), ("tracks_limit=1001", "tracks_limit"),
                            ("tracks_offset=-1", "tracks_offset")):
            server.problem(f"/api/reports/sessions?{query}", 422, name)


def test_plays_of_sessions(folder):
    """All plays of all sessions are found by going on: to the next page of sessions, and within a session."""
    length = 2500
    plays = [{"listened_at": 1500000000 + session * 100000 + number, "artist": f"Artist {number % 7}", "track": f"Track {number}", "source": "local"}
             for session in range(12) for number in range(length)]
    write_plays(folder / "plays.jsonl", plays)
    run("import", folder / "plays.jsonl", DATABASE_PATH=folder / "history.db")
    with Server(folder / "history.db") as server:
        reply = server.get("/api/reports/sessions?limit=1000")
        first = reply.json["sessions"]
        assert [len(session["tracks"]) for session in first] == [1000] * 10 and {session["track_count"] for session in first} == {length}
        (target,) = re.fullmatch(r'<(.*)>; rel="next"', reply.headers["Link"]).groups()
        reply = server.get(target)
        assert reply.json["offset"] == 10 and len(reply.json["sessions"]) == 2 and "Link" not in reply.headers
        starts = [session["start_time"] for session in first + reply.json["sessions"]]
        assert len(set(starts)) == 12 and starts == sorted(starts, reverse=True)
        found = []
        while tracks := server.json(f"/api/reports/sessions?offset=3&limit=1&tracks_offset={len(found)}&tracks_limit=700")["sessions"][0]["tracks"]:
            found += tracks
        assert [track["track"] for track in found] == [f"Track {number}" for number in range(length)]
        assert [track["gap_after_minutes"] for track in found] == [0] * (length - 1) + [None]
        summary = server.get("/api/reports/sessions?limit=1000&tracks_limit=0")
        assert all(session["tracks"] == [] for session in summary.json["sessions"]) and len(summary.json["sessions"]) == 12 and "Link" not in summary.headers
        assert summary.json["summary"] == reply.json["summary"] and summary.json["summary"]["total_tracks"] == len(plays)


def test_too_many_steps(folder):
    """Steps are capped, and the answer names what to change."""
    with fixture(folder) as (server, plays):
        for route in ("pulse?include_empty=true&granularity=day", "pulse?include_empty=true"):
            server.problem(f"/api/{route}&start=1970-01-01T00:00:00Z&end=2100-12-31T00:00:00Z", 422, "granularity", "40000")
        assert len(server.json("/api/pulse?include_empty=true&granularity=week&start=1970-01-01T00:00:00Z&end=2100-12-31T00:00:00Z")) > 6800


def test_transitions(folder):
    with fixture(folder) as (server, plays):
        # The earlier program turned every arrow round when no range was given, and took all for one session.
        asked = "/api/reports/transitions?gap_minutes=1440&min_count=1"
        pairs = Counter((one[1], other[1]) for one, other in consecutive(plays, 86400) if one[1] != other[1])
        assert len(pairs) > 2
        answer = server.json(f"{asked}&limit=10000")
        assert {(found["from_artist"], found["to_artist"]): found["count"] for found in answer["transitions"]} == pairs
        ranged = server.json(f"{asked}&limit=10000&start=2000-01-01T00:00:00Z&end=2100-01-01T00:00:00Z")
        assert ranged == answer
        assert len(server.json(f"{asked}&limit=2")["transitions"]) == 2
        for query, name in (("min_count=0", "min_count"), ("include_self_transitions=yes", "include_self_transitions"),
                            ("limit=10001", "limit"), ("gap_minutes=1441", "gap_minutes")):
            server.problem(f"/api/reports/transitions?{query}", 422, name)


def test_entities(folder):
    hostile = "AC/DC %41 <b>\u00fc?&\u201d"
    plays = [*invented_plays(), {"artist": hostile, "track": "a/b", "album": "100% …", "listened_at": 1700000000}]
    with fixture(folder, plays) as (server, plays):
        theirs = Counter(play[1] for play in plays).most_common(1)[0][0]
        mine = [play for play in plays if play[1] == theirs]
        answer = server.json(f"/api/artist/{quote(theirs, safe='')}")
        assert answer["stats"]["total_scrobbles"] == len(mine) and answer["stats"]["rank"] == 1
        assert answer["stats"]["first_scrobble"] == min(play[4] for play in mine)
        tracks = sorted(Counter(play[3] for play in mine).items(), key=lambda item: (-item[1], item[0].encode()))
        assert [(entry["name"], entry["count"]) for entry in answer["top_tracks"]] == tracks[:20]
        assert sum(day["count"] for day in answer["scrobbles_over_time"]) == sum(answer["hours"]) == len(mine)
        # A slash, a percent sign and dots are only letters of a name.
        for path in ("artist/{}", "album/{}/100%25%20%E2%80%A6", "track/{}/a%2Fb"):
            answer = server.json("/api/" + path.format(quote(hostile, safe="")))
            assert answer["stats"]["artist"] == hostile and answer["stats"]["total_scrobbles"] == 1, path
        assert server.json("/api/track/{}/a%2Fb".format(quote(hostile, safe="")))["stats"]["album"] == "100% …"
        ranks = server.json(f"/api/artist/{quote(theirs, safe='')}/ranks?granularity=year")
        assert ranks["peak_rank"] == min(step["rank"] for step in ranks["steps"] if step["rank"])
        assert sum(step["count"] for step in ranks["steps"]) == len(mine)
        for path in ("album/{}/100%25%20%E2%80%A6", "track/{}/a%2Fb"):
            ranks = server.json("/api/" + path.format(quote(hostile, safe="")) + "/ranks?granularity=day&period=2023-11-14")
            assert [step["rank"] for step in ranks["steps"]] == [1]
        # Who was never heard has no plays.
        nobody = server.json("/api/artist/Nobody?period=2023")
        assert nobody["stats"] == {"artist": "Nobody", "first_scrobble": None, "last_scrobble": None, "total_scrobbles": 0,
                                   "unique_albums": 0, "unique_tracks": 0, "rank": None, "share": 0.0,
                                   "minutes": 0, "estimated_share": None}
        assert nobody["top_tracks"] == nobody["scrobbles_over_time"] == nobody["neighbours"] == []
        assert server.ask("GET", "/api/artist/").status == 404


def test_packed_files(folder):
    """Texts come as gzip to who takes that, named by another tag; pictures do not."""
    with fixture(folder) as (server, _):
        for path in ("/", "/static/style.css", "/static/js/main.js", "/api/openapi.yaml", "/static/icon.svg"):
            plain = server.ask("GET", path)
            assert "Content-Encoding" not in plain.headers and plain.headers["Vary"] == "Accept-Encoding", path
            for accepted in ("gzip", "br;q=1.0, GZIP;q=0.5", "*", "deflate, gzip"):
                packed = server.ask("GET", path, headers={"Accept-Encoding": accepted})
                assert packed.headers["Content-Encoding"] == "gzip" and packed.headers["Vary"] == "Accept-Encoding", (path, accepted)
                assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body), path
                assert packed.headers["ETag"] != plain.headers["ETag"] and packed.headers["Content-Type"] == plain.headers["Content-Type"]
            same = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
            assert server.ask("GET", path, headers=same).status == 304
            assert server.ask("HEAD", path, headers={"Accept-Encoding": "gzip"}).headers["Content-Length"] == str(len(packed.body))
            for refused in ("identity", "gzip;q=0", "*, gzip;q=0", "br", "", "gzip;q=x, ,;"):
                answer = server.ask("GET", path, headers={"Accept-Encoding": refused})
                assert answer.body in (plain.body, packed.body) and (answer.body == plain.body or refused.startswith("gzip;q=x")), (path, refused)
        assert "Content-Encoding" not in server.ask("GET", "/static/icon-192.png", headers={"Accept-Encoding": "gzip"}).headers


def test_album_artist(folder):
    """A play leads to its album, also where that is another artist's."""
    play = {"artist": "Guest", "track": "Song", "album": "Best Of", "album_artist": "Various", "listened_at": 1700000000}
    with fixture(folder, [play, {"artist": "Guest", "track": "Single", "listened_at": 1700000300}]) as (server, _):
        for answer in (server.json("/api/scrobbles"), server.json("/api/timeline"), server.json("/api/reports/sessions")["sessions"][0]["tracks"][::-1]):
            assert [(entry["album"], entry["album_artist"]) for entry in answer] == [(None, None), ("Best Of", "Various")]
        assert server.json("/api/album/Various/Best%20Of")["stats"]["total_scrobbles"] == 1
        stats = server.json("/api/track/Guest/Song")["stats"]
        assert (stats["album"], stats["album_artist"]) == ("Best Of", "Various")


def test_minutes(folder):
    """Seldom and long comes before often and short; what is not known is estimated, by any filter alike."""
    lengths = [("Short", "One", 61_000), ("Short", "Two", 62_499), ("Short", "One", None), ("Long", "Three", 3_600_000), ("Unknown", "Four", None)]
    plays = [{"artist": artist, "track": track, "duration_ms": length, "listened_at": 1700000000 + 4000 * number}
             for number, (artist, track, length) in enumerate(lengths)]
    with fixture(folder, plays) as (server, _):
        # The mean of what is known: (61 + 62 + 3600) / 3.
        seconds, estimated = 61 + 62 + 61 + 3600 + 1241, 61 + 1241
        chart = server.json("/api/charts/artists?by=minutes&limit=2")
        assert (chart["by"], chart["minutes"], chart["total"]) == ("minutes", seconds // 60, 3)
        assert abs(chart["estimated_share"] - estimated / seconds) < 1e-12
        assert [(entry["name"], entry["minutes"], entry["count"], entry["rank"]) for entry in chart["entries"]] == [
            ("Long", 60, 1, 1), ("Unknown", 20, 1, 2)]
        assert "minutes" not in server.json("/api/charts/artists")["entries"][0]
        top = server.json("/api/stats/ui?by=minutes")
        assert top["top_artists"][0]["minutes"] == 60 and top["overview"]["minutes"] == seconds // 60
        assert server.json("/api/stats/ui?artist=Unknown")["overview"]["minutes"] == 20
        assert server.json("/api/artist/Unknown")["stats"]["minutes"] == 20
        assert server.json("/api/reports/review")["overview"]["total_minutes"] == seconds // 60
        server.problem("/api/charts/artists?by=hours", 422, "by")


def test_comparison(folder):
    with fixture(folder) as (server, plays):
        def heard(year):
            return Counter(play[1] for play in plays if datetime.fromtimestamp(play[4], UTC).year == year)
        first, second = heard(2023), heard(2022)
        answer = server.json("/api/reports/comparison?period=2023&compare=previous&limit=1000")
        assert answer["periods"] == ["2023", "2022"]
        assert [overview["scrobbles"] for overview in answer["overviews"]] == [first.total(), second.total()]
        assert answer["artists"] == {"shared": len(first.keys() & second.keys()), "only_first": len(first.keys() - second.keys()),
                                     "only_second": len(second.keys() - first.keys())}
        for change in answer["gained"] + answer["lost"]:
            assert change["counts"] == [first[change["artist"]], second[change["artist"]]]
        assert all(change["shares"][0] > change["shares"][1] for change in answer["gained"])
        assert server.json("/api/reports/comparison?period=2023&compare=2022&limit=1")["gained"] == answer["gained"][:1]
        for query, name in (("", "compare"), ("compare=", "compare"), ("compare=previous", "compare"), ("compare=never", "compare"), ("compare=2022&limit=0", "limit")):
            server.problem(f"/api/reports/comparison?{query}", 422, name)


def test_yearly(folder):
    def play(text, artist, track, album=None):
        return {"artist": artist, "track": track, "album": album, "listened_at": int(datetime.fromisoformat(text + "+00:00").timestamp())}

    plays = [
        play("2023-12-31T23:30:00", "Brom", "Drei"),
        play("2024-01-01T10:00:00", "Ädel", "Eins", "Erste"),
        play("2024-01-02T10:00:00", "Brom", "Fünf", "Erste"),
        play("2024-01-03T20:00:00", "Chrom", "Vier"),
        play("2024-01-03T20:40:00", "Chrom", "Vier"),
        play("2024-01-03T21:20:00", "Chrom", "Vier"),
    ]
    with fixture(folder, plays) as (server, _):
        year = server.json("/api/reports/yearly/2024")
        assert year["year"] == 2024 and year["period"] == "2024"
        # The earlier program counted albums by title, divided by 366 days, and lost the last session.
        assert year["overview"]["total_albums"] == 2
        assert year["overview"]["average_per_day"] == 5 / 3
        assert year["listening_patterns"]["longest_session_minutes"] == 80
        assert year["discoveries"]["new_artists"] == 2
        assert year["longest_streak"]["days"] == 3
        assert {"kind": "plays", "number": 1}.items() <= server.json("/api/reports/milestones")[0].items()
        # New Year's Eve of UTC is New Year's Day in Berlin.
        local = server.json("/api/reports/yearly/2024?timezone=Europe/Berlin")
        assert local["overview"]["total_scrobbles"] == 6 and local["discoveries"]["new_artists"] == 3
        # One measure of diversity, in both reports.
        steps = server.json("/api/reports/diversity?granularity=year")["timeline"]
        assert abs(steps[1]["diversity_score"] - year["diversity"]["diversity_score"]) < 1e-9
        empty = server.json("/api/reports/yearly/2025")
        assert empty["overview"]["total_scrobbles"] == 0 and empty["milestones"] == [] and empty["overview"]["most_active_day"] is None
        assert {key: value for key, value in year.items() if key != "year"} == server.json("/api/reports/review?period=2024")
        streaks = server.json("/api/reports/streaks")
        assert streaks["current"] is None and streaks["longest"] == {"first_day": "2023-12-31", "last_day": "2024-01-03", "days": 4, "scrobbles": 6}
        assert server.json("/api/reports/streaks?min_scrobbles=3")["longest"]["days"] == 1
        for target, part in (("yearly/MMXX", "MMXX"), ("yearly/1969", "1969"), ("streaks?min_scrobbles=0", "min_scrobbles")):
            server.problem(f"/api/reports/{target}", 422, part)


def test_memories(folder):
    with fixture(folder) as (server, plays):
        growth = server.json("/api/reports/growth?granularity=year")
        assert growth[-1]["scrobbles"] == len(plays) and growth[-1]["artists"] == len({play[1] for play in plays})
        assert all(entry["days_away"] >= 50 for entry in server.json("/api/reports/comebacks?min_days=50&limit=7"))
        assert all(2 * entry["scrobbles_in_week"] >= entry["scrobbles"] for entry in server.json("/api/reports/obsessions?min_scrobbles=1"))
        assert server.json("/api/reports/forgotten?min_scrobbles=100000") == []
        curve = server.json("/api/reports/concentration")["curve"]
        assert curve[0]["scrobble_share"] == 0 and curve[-1]["scrobble_share"] == 1
        day = datetime.fromtimestamp(plays[0][4], UTC)
        found = server.json(f"/api/reports/on-this-day?month={day.month}&day={day.day}")
        assert sum(entry["scrobbles"] for entry in found) == sum(
            (other.month, other.day) == (day.month, day.day) for other in (datetime.fromtimestamp(play[4], UTC) for play in plays))
        server.json("/api/reports/on-this-day")
        for query, name in (("on-this-day?month=2&day=30", "30"), ("on-this-day?month=13", "month"), ("growth?granularity=hour", "granularity"), ("comebacks?min_days=0", "min_days"), ("comebacks?limit=0", "limit"),
                            ("obsessions?min_scrobbles=x", "min_scrobbles"), ("forgotten?limit=1001", "limit")):
            server.problem(f"/api/reports/{query}", 422, name)


def test_filters(folder):
    with fixture(folder) as (server, plays):
        artist = Counter(play[1] for play in plays).most_common(1)[0][0]
        quoted = quote(artist, safe="")
        theirs = [play for play in plays if play[1] == artist]
        for path in ("/api/stats", "/api/reports/heatmap", "/api/reports/alltime"):
            answer = server.json(f"{path}?artist={quoted}")
            assert answer["total_scrobbles"] == len(theirs), path
        assert server.json(f"/api/reports/novelty?artist={quoted}")["summary"]["total_scrobbles"] == len(theirs)
        assert len(server.json(f"/api/timeline?limit=1000&artist={quoted}")) == min(1000, len(theirs))
        assert server.json("/api/stats?artist=Nobody%20at%20all")["total_scrobbles"] == 0


def test_reports(folder):
    with fixture(folder) as (server, plays):
        answer = server.json("/api/reports/alltime")
        assert answer.pop("start_date") == text_of(min(play[4] for play in plays))
        assert answer.pop("end_date") == text_of(max(play[4] for play in plays))
        assert answer == report(plays, "All Time")
        for zone, name in ((UTC, "UTC"), (BERLIN, "Europe/Berlin")):
            answer = server.json(f"/api/reports/2023?timezone={name}")
            start = datetime(2023, 1, 1, tzinfo=zone).timestamp()
            end = datetime(2024, 1, 1, tzinfo=zone).timestamp()
            assert answer.pop("start_date") == text_of(start)
            assert answer.pop("end_date") == text_of(end - 1)
            assert answer == report(in_zone(plays, zone, date(2023, 1, 1), date(2024, 1, 1)), "Year 2023")
            answer = server.json(f"/api/reports/monthly?year=2023&month=3&timezone={name}")
            answer.pop("start_date"), answer.pop("end_date")
            assert answer == report(in_zone(plays, zone, date(2023, 3, 1), date(2023, 4, 1)), "2023-03")
        for target, part in (
            ("1969", "1970"),
            ("2101", "2100"),
            ("abcd", "abcd"),
            ("20233", "20233"),
            ("%ff%ff", ""),
            ("monthly", "year"),
            ("monthly?year=2023", "month"),
            ("monthly?month=3", "year"),
            ("monthly?year=2023&month=13", "month"),
            ("monthly?year=2023&month=0", "month"),
            ("monthly?year=2023&month=x", "month"),
            ("monthly?year=-1&month=1", "year"),
            ("2023?timezone=Nowhere/Land", "Nowhere/Land"),
        ):
            server.problem("/api/reports/" + target, 422, part)


def test_search(folder):
    with fixture(folder) as (server, plays):
        for text in ("AC/DC", '100% "Quoted" \'n\' %2F', "=1+1", "عربى", "🎵", "a&b=c?d#e", "Line\nbreak", "back\\"):
            answer = server.json("/api/search?limit=1000&q=" + quote(text, safe=""))
            assert answer["query"] == text
            for kind, place in (("artist", "name"), ("track", "track"), ("album", "album")):
                expected = [(item[0][0], item[1]) for item in chart(plays, kind) if text in item[0][0]]
                found = [(entry[place], entry["count"]) for entry in answer[kind + "s"]]
                assert found == expected, f"{text} {kind}: {found} {expected}"
                assert answer["totals"][kind + "s"] == len(expected)
        assert [entry["name"] for entry in server.json("/api/search?q=UNICODE")["artists"]] == ["Ünïcødé"]
        assert [entry["name"] for entry in server.json("/api/search?q=wide")["artists"]] == ["日本 ＷＩＤＥ"]
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
                f'attachment; filename="footprints_export_{day - timedelta(back)}.{name}"' for back in (0, 1)
            }
            text = reply.body.decode()
            if name == "json":
                exported = [{key: value for key, value in play.items() if key != "album_artist"} for play in expected]
                assert json.loads(text) == exported and text.startswith("[\n") and server.get("/api/export").body == reply.body
            elif name == "jsonl":
                assert [json.loads(line)["track"] for line in text.splitlines()] == [play["track"] for play in expected]
            else:
                table = list(csv.reader(io.StringIO(text, newline="")))
                assert table[0] == ["timestamp", "artist", "album", "track", "source"]
                assert table[1:] == [
                    [play["timestamp"][:-1] + "+00:00", play["artist"], play["album"] or "", play["track"], play["source"]]
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
        for route in ("/api/stats", "/api/stats/ui", "/api/pulse", "/api/years", "/api/timeline", "/api/export"):
            for zone in ("Nowhere", "%ff", "", "+02:00x", "../../etc/passwd", "/etc/localtime", ":/etc/localtime"):
                server.problem(f"{route}?timezone={zone}", 422)
            if route != "/api/years":
                for period in ("decade", "2024-13", "", "%ff", "2024-03-01..2023-01-01", "0", "99999"):
                    server.problem(f"{route}?period={quote(period, safe='%')}", 422)
        server.problem("/api/stats/ui?limit=0", 422, "limit")
        whole = server.get("/static/style.css")
        for part in ("bytes=-99999999", "bytes=0-1", "bytes=99999999999999999999-"):
            assert server.get("/static/style.css", Range=part).body == whole.body
        # What nobody knows does not matter.
        assert server.json("/api/timeline?unknown=1&%ff=2") == []


def test_empty_history(folder):
    with Server(folder / "new.db") as server:
        assert server.json("/api/scrobbles") == [] and server.json("/api/years") == [] and server.json("/api/pulse") == []
        assert server.json("/api/pulse?include_empty=true") == []
        assert server.json("/api/stats") == {"top_artists": [], "top_tracks": [], "total_scrobbles": 0}
        answer = server.json("/api/stats/ui")
        assert answer["period_scrobbles"] == 0 and answer["top_artists"] == []
        assert answer["overview"]["first_scrobble"] is None
        assert server.json("/api/reports/alltime")["total_scrobbles"] == 0
        assert server.json("/api/search?q=a")["artists"] == []
        heatmap, novelty = server.json("/api/reports/heatmap"), server.json("/api/reports/novelty")
        assert heatmap["peak_day"] is None and heatmap["summary"]["weeks_in_range"] == 1
        assert server.json("/api/reports/diversity")["summary"]["least_diverse_period"] is None
        assert novelty["timeline"] == novelty["new_artists_discovered"] == [] and novelty["summary"]["most_exploratory_period"] is None
        assert json.loads(server.get("/api/export").body) == []
        assert server.get("/api/export?format=jsonl").body == b""
        assert server.get("/api/export?format=csv").body == b"timestamp,artist,album,track,source\n"


def test_methods_and_paths(folder):
    with fixture(folder) as (server, _):
        for path in ("/nothing", "/api", "/api/", "/api/periods", "/api/reports/", "/api/reports/2024/x", "/api/scrobbles/",
                     "/static/", "/static/none.js", "/static/js/none.js", "/static/%ff",
                     "/api/import/jobs/1", "/api/import/jobs/%ff", "/api/import/jobs/x", "/%2F"):
            server.problem(path, 404)
        for path in ("/%00", "//", "/../../etc/passwd", "/static/../../etc/passwd", "/static/..%2Findex.html", "*"):
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
        for path in ("/", "/healthz", "/api/scrobbles", "/api/stats", "/api/stats/ui", "/api/years", "/api/pulse",
                     "/api/reports/alltime", "/api/search?q=a", "/static/style.css", "/api/import/jobs", "/nothing"):
            whole, head = server.ask("GET", path), server.ask("HEAD", path)
            assert head.status == whole.status and head.body == b"", path
            for name in ("Content-Type", "ETag", "Content-Length"):
                assert head.headers[name] == whole.headers[name], f"{path} {name}"
        head = server.ask("HEAD", "/api/export?format=csv")
        assert head.status == 200 and head.headers["Content-Type"] == "text/csv; charset=utf-8" and head.body == b""
        assert server.json("/healthz")["status"] == "ok"


def test_safe_headers(folder):
    with fixture(folder) as (server, _):
        for path in ("/", "/api/stats", "/nothing", "/static/style.css", "/api/export", "/api/timeline?limit=0"):
            headers = server.ask("GET", path).headers
            assert "default-src 'self'" in headers["Content-Security-Policy"] and "unsafe" not in headers["Content-Security-Policy"]
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"


def test_entity_tags(folder):
    with fixture(folder) as (server, _):
        targets = ["/api/scrobbles", "/api/stats", "/api/stats/ui", "/api/stats/ui?period=today", "/api/years",
                   "/api/pulse?period=week", "/api/reports/alltime", "/api/reports/lastmonth", "/api/search?q=a"]
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
    """The tag of one answer says nothing of another, and what the clock helps to make has a tag of its content."""
    with fixture(folder) as (server, _):
        tag = server.get("/api/stats").headers["ETag"]
        for target in ("/api/stats?period=2023", "/api/charts/artists?period=2023&compare=previous", "/api/reports/2023"):
            own = server.get(target, 200, If_None_Match=tag).headers["ETag"]
            assert own != tag, target
            server.get(target, 304, If_None_Match=own)
            assert server.ask("HEAD", target, headers={"If-None-Match": own}).status == 304, target
        for target in ("/api/stats?period=today", "/api/timeline?period=week", "/api/charts/artists?period=2023&compare=month",
                       "/api/reports/lastmonth", "/api/reports/streaks", "/api/reports/on-this-day", "/api/import/history"):
            reply = server.get(target, 200, If_None_Match=tag)
            assert reply.headers["ETag"] != tag, target
        # Nor does it make good what is wrong.
        server.problem("/api/stats?period=decade", 422, headers={"If-None-Match": tag})
        server.problem("/api/charts/genres", 404, headers={"If-None-Match": tag})


def test_entity_tags_of_files(folder):
    """They come from what is in the file, and from nothing else."""
    tags = set()
    for folder in (folder / "one", folder / "other"):
        folder.mkdir()
        with Server(folder / "new.db") as server:
            for target in ("/", "/static/style.css", "/static/js/base/theme.js", "/api/docs", "/api/openapi.yaml"):
                tag = server.get(target).headers["ETag"]
                tags.add(tag)
                reply = server.get(target, 304, If_None_Match=tag)
                assert reply.body == b"" and reply.headers["ETag"] == tag
                server.get(target, 200, If_None_Match='"other"')
            assert "ETag" not in server.get("/healthz").headers
    assert len(tags) == 5, tags


def test_changes_are_done_whatever_is_known(folder):
    """A client that knows the history as it is still changes it."""
    with fixture(folder) as (server, plays):
        tag = server.get("/api/stats").headers["ETag"]
        reply = server.ask("POST", "/api/import/history/1/undo", headers={"If-None-Match": tag})
        assert reply.status == 200 and reply.json["count"] == len(plays), reply.status
        assert server.json("/api/stats")["total_scrobbles"] == 0


def test_removed_plays(folder):
    """A play that is removed leaves the history, no import brings it back, and restoring it does."""
    with fixture(folder) as (server, plays):
        timeline = [as_object(play) for play in newest_first(plays)]
        gone = timeline[5:8]
        tag = server.get("/api/scrobbles").headers["ETag"]
        assert server.json("/api/scrobbles?removed=true") == server.json("/api/scrobbles?removed=1") == []
        for play in gone:
            reply = server.ask("DELETE", f"/api/scrobbles/{play['id']}")
            assert (reply.status, reply.json["count"], reply.json["message"]) == (200, 1, "Removed 1 play")
        rest = [play for play in timeline if play not in gone]
        assert server.get("/api/scrobbles?limit=1000", If_None_Match=tag).json == rest[:1000]
        assert server.json("/api/stats")["total_scrobbles"] == len(rest)
        # The one removed last comes first; of one second, the one with the highest number.
        removed = server.json("/api/scrobbles?removed=true")
        assert len(removed) == 3 and all(play in removed for play in gone), removed
        for path in ("/api/scrobbles", "/api/timeline"):
            assert server.json(path + "?removed=true") == removed
            first = server.get(path + "?removed=true&limit=2")
            assert first.json == removed[:2]
            following = server.get(re.match('<([^>]+)>; rel="next"', first.headers["Link"])[1])
            assert following.json == removed[2:] and "Link" not in following.headers
            assert "Link" not in server.get(path + "?removed=true&limit=3").headers
        # Those who know the list hear when it changes.
        tag = server.get("/api/scrobbles?removed=true").headers["ETag"]
        server.get("/api/scrobbles?removed=true", 304, If_None_Match=tag)
        summary = server.upload((folder / "plays.jsonl").read_bytes(), "?filename=again.jsonl")["job"]["summary"]
        assert (summary["new"], summary["removed_before"], summary["missing"]) == (0, 3, 0), summary
        assert server.json("/api/import/history")[0]["removed_before"] == 3
        assert server.json("/api/stats")["total_scrobbles"] == len(rest)
        back = gone[1]
        reply = server.ask("POST", f"/api/scrobbles/{back['id']}/restore")
        assert (reply.status, reply.json["count"]) == (200, 1)
        assert server.get("/api/scrobbles?removed=true", 200, If_None_Match=tag).json == [play for play in removed if play != back]
        assert back in server.json("/api/scrobbles?limit=10")
        for method, target in (("DELETE", f"/api/scrobbles/{gone[0]['id']}"), ("DELETE", "/api/scrobbles/999999"),
                               ("POST", f"/api/scrobbles/{back['id']}/restore"), ("POST", "/api/scrobbles/999999/restore")):
            server.problem(target, 404, "play", method=method)
        for method, target in (("DELETE", "/api/scrobbles/x"), ("POST", "/api/scrobbles/x/restore")):
            server.problem(target, 422, "id", method=method)
        for query, name in (("removed=maybe", "removed"), ("removed=true&limit=0", "limit"), ("removed=true&offset=-1", "offset")):
            server.problem("/api/scrobbles?" + query, 422, name)


def test_change_by_another_process(folder):
    with fixture(folder) as (server, plays):
        tag = server.get("/api/stats").headers["ETag"]
        (folder / "more.csv").write_text("artist,track,time\nNew,Play,2023-05-05T05:05:05Z\n")
        run("import", folder / "more.csv", DATABASE_PATH=server.database)
        reply = wait_until(
            lambda: (reply := server.get("/api/stats")).json["total_scrobbles"] == len(plays) + 1 and reply, "the change"
        )
        assert reply.headers["ETag"] != tag


def test_parallel(folder):
    with fixture(folder) as (server, plays):
        targets = ["/api/timeline?limit=50", "/api/stats", "/api/stats/ui?period=2023", "/api/pulse", "/api/export",
                   "/api/reports/alltime", "/api/search?q=a", "/", "/nothing", "/api/timeline?limit=0"]
        expected = {target: server.ask("GET", target) for target in targets}
        with concurrent.futures.ThreadPoolExecutor(24) as pool:
            jobs = [(target, pool.submit(server.ask, "GET", target)) for _ in range(30) for target in targets]
            replies = [(target, job.result()) for target, job in jobs]
    # The number of exports on their way together is limited; how many meet here is the machine's doing.
    turned_away = [reply for target, reply in replies if target == "/api/export" and reply.status == 503]
    for reply in turned_away:
        check_problem(reply, 503, "too many exports")
    assert len(turned_away) < 30
    for target, reply in replies:
        if reply not in turned_away:
            assert reply.status == expected[target].status and reply.body == expected[target].body, target


def test_null_members(folder):
    """A member that is null counts as left out."""
    def save(server, **more):
        sync = {"source": "listenbrainz", "username": "x", "enabled": False, **more}
        reply = server.ask("POST", "/api/sync/config", json.dumps(sync), {"Content-Type": "application/json"})
        assert reply.status == 200, reply.body
        return reply.json["config"]

    with Server(folder / "history.db") as server:
        config = save(server, overlap_s=None, sync_interval_minutes=None, token=None, base_url=None)
        assert (config["overlap_s"], config["sync_interval_minutes"]) == (259200, 60)
        save(server, overlap_s=3600)
        assert save(server, overlap_s=None)["overlap_s"] == 3600


main(globals())
