#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The REST routes of reports: shape and values on a small history."""

import re
from collections import Counter
from datetime import date, datetime

from daemon_support import Server, main, run, write_plays
from route_support import BERLIN, UTC, fixture, in_zone, text_of, tuples


def report(plays, title):
    return {
        "period": title,
        "total_scrobbles": len(plays),
        "top_artists": tuples(plays, "artist", 50),
        "top_tracks": tuples(plays, "track", 50),
        "top_albums": tuples(plays, "album", 50),
    }


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
            assert answer == report(
                in_zone(plays, zone, date(2023, 1, 1), date(2024, 1, 1)), "Year 2023"
            )
            answer = server.json(f"/api/reports/monthly?year=2023&month=3&timezone={name}")
            answer.pop("start_date"), answer.pop("end_date")
            assert answer == report(
                in_zone(plays, zone, date(2023, 3, 1), date(2023, 4, 1)), "2023-03"
            )
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


def test_heatmap(folder):
    with fixture(folder) as (server, plays):
        for zone, name in ((UTC, "UTC"), (BERLIN, "Europe/Berlin")):
            answer = server.json(f"/api/reports/heatmap?period=2023&timezone={name}")
            chosen = in_zone(plays, zone, date(2023, 1, 1), date(2024, 1, 1))
            cells = Counter(
                (time.weekday(), time.hour)
                for time in (datetime.fromtimestamp(play[4], zone) for play in chosen)
            )
            assert answer["total_scrobbles"] == len(chosen) and answer["is_normalized"] is False
            assert {
                (cell["weekday"], cell["hour"]): cell["count"]
                for cell in answer["heatmap"]
                if cell["count"]
            } == cells
            assert (
                answer["summary"]["peak_count"] == max(cells.values())
                and len(answer["heatmap"]) == 168
            )
        # The earlier program divided by one week where no range was given.
        answer = server.json("/api/reports/heatmap?normalize=true")
        weeks = (
            (max(play[4] for play in plays) // 86400)
            - (min(play[4] for play in plays) // 86400)
            + 1
        ) / 7
        assert abs(answer["summary"]["weeks_in_range"] - weeks) < 1e-9 and weeks > 2
        assert (
            abs(sum(cell["normalized"] for cell in answer["heatmap"]) - len(plays) / weeks) < 1e-9
        )
        custom = server.json(
            "/api/reports/heatmap?start=2023-01-01T00:00:00Z&end=2023-12-31T23:59:59Z"
        )
        assert (
            custom["grid"] == server.json("/api/reports/heatmap?period=2023&timezone=UTC")["grid"]
        )
        server.problem("/api/reports/heatmap?normalize=yes", 422, "normalize")
        server.problem("/api/reports/heatmap?timezone=Nowhere", 422, "Nowhere")
        # Ahead of UTC, as everybody means it.
        for said, meant in (
            ("UTC%2B2", "%2B02:00"),
            ("gmt-5", "-05:00"),
            ("UTC%2B05:30", "%2B05:30"),
            ("UTC%2B10", "%2B10:00"),
        ):
            grids = [
                server.json(f"/api/reports/heatmap?period=2023&timezone={zone}")["grid"]
                for zone in (said, meant)
            ]
            assert grids[0] == grids[1], said
        server.problem("/api/reports/heatmap?timezone=UTC%2Bx", 422, "UTC+x")
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
        assert (
            sum(step["new_tracks"] for step in answer["timeline"])
            == sum(first[play[1], play[3]] == play[0] for play in chosen)
            < len(chosen)
        )
        assert [step["period"] for step in answer["timeline"]] == sorted(
            {text_of(play[4])[:7] for play in chosen}, reverse=True
        )
        # It also put the last days of a year into weeks of another year.
        weeks = [step["period"] for step in server.json("/api/reports/novelty")["timeline"]]
        assert set(weeks) == {
            datetime.fromtimestamp(play[4], UTC).strftime("%G-W%V") for play in plays
        }
        assert len(server.json("/api/reports/novelty?limit=2")["new_artists_discovered"]) == 2
        for parameter in ("granularity=decade", "limit=-1", "limit=100001"):
            server.problem(f"/api/reports/novelty?{parameter}", 422, parameter.split("=")[0])


def test_diversity(folder):
    with fixture(folder) as (server, plays):
        # The earlier program had no years, was case-sensitive and used other weeks.
        for granularity, pattern in (
            ("year", "%Y"),
            ("Month", "%Y-%m"),
            ("week", "%G-W%V"),
            ("", "%G-W%V"),
        ):
            answer = server.json(
                "/api/reports/diversity" + (f"?granularity={granularity}" if granularity else "")
            )
            artists = {}
            for play in plays:
                artists.setdefault(
                    datetime.fromtimestamp(play[4], UTC).strftime(pattern), set()
                ).add(play[1])
            assert {step["period"]: step["unique_artists"] for step in answer["timeline"]} == {
                label: len(names) for label, names in artists.items()
            }
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
        durations = sorted(
            (session["duration_minutes"] for session in answer["sessions"]), reverse=True
        )
        assert [session["duration_minutes"] for session in longest["sessions"]] == durations[1:4]
        holes = server.json("/api/reports/sessions?rabbit_holes=true")["sessions"]
        assert all(
            session["unique_artists"] == 1 and session["track_count"] >= 5 for session in holes
        )
        for query, name in (
            ("gap_minutes=0", "gap_minutes"),
            ("min_tracks=x", "min_tracks"),
            ("order=loudest", "order"),
            ("limit=1001", "limit"),
            ("rabbit_holes=yes", "rabbit_holes"),
            ("tracks_limit=1001", "tracks_limit"),
            ("tracks_offset=-1", "tracks_offset"),
        ):
            server.problem(f"/api/reports/sessions?{query}", 422, name)


def test_plays_of_sessions(folder):
    """All plays of all sessions are found by paging: through the sessions, and within a session."""
    length = 2500
    plays = [
        {
            "listened_at": 1500000000 + session * 100000 + number,
            "artist": f"Artist {number % 7}",
            "track": f"Track {number}",
            "source": "local",
        }
        for session in range(12)
        for number in range(length)
    ]
    write_plays(folder / "plays.jsonl", plays)
    run("import", folder / "plays.jsonl", DATABASE_PATH=folder / "history.db")
    with Server(folder / "history.db") as server:
        reply = server.get("/api/reports/sessions?limit=1000")
        first = reply.json["sessions"]
        assert [len(session["tracks"]) for session in first] == [1000] * 10 and {
            session["track_count"] for session in first
        } == {length}
        (target,) = re.fullmatch(r'<(.*)>; rel="next"', reply.headers["Link"]).groups()
        reply = server.get(target)
        assert (
            reply.json["offset"] == 10
            and len(reply.json["sessions"]) == 2
            and "Link" not in reply.headers
        )
        starts = [session["start_time"] for session in first + reply.json["sessions"]]
        assert len(set(starts)) == 12 and starts == sorted(starts, reverse=True)
        found = []
        while tracks := server.json(
            f"/api/reports/sessions?offset=3&limit=1&tracks_offset={len(found)}&tracks_limit=700"
        )["sessions"][0]["tracks"]:
            found += tracks
        assert [track["track"] for track in found] == [
            f"Track {number}" for number in range(length)
        ]
        assert [track["gap_after_minutes"] for track in found] == [0] * (length - 1) + [None]
        summary = server.get("/api/reports/sessions?limit=1000&tracks_limit=0")
        assert (
            all(session["tracks"] == [] for session in summary.json["sessions"])
            and len(summary.json["sessions"]) == 12
            and "Link" not in summary.headers
        )
        assert summary.json["summary"] == reply.json["summary"] and summary.json["summary"][
            "total_tracks"
        ] == len(plays)


def test_transitions(folder):
    with fixture(folder) as (server, plays):
        # The earlier program reversed every arrow when no range was given, and treated everything as one session.
        asked = "/api/reports/transitions?gap_minutes=1440&min_count=1"
        pairs = Counter(
            (one[1], other[1]) for one, other in consecutive(plays, 86400) if one[1] != other[1]
        )
        assert len(pairs) > 2
        answer = server.json(f"{asked}&limit=10000")
        assert {
            (found["from_artist"], found["to_artist"]): found["count"]
            for found in answer["transitions"]
        } == pairs
        ranged = server.json(
            f"{asked}&limit=10000&start=2000-01-01T00:00:00Z&end=2100-01-01T00:00:00Z"
        )
        assert ranged == answer
        assert len(server.json(f"{asked}&limit=2")["transitions"]) == 2
        for query, name in (
            ("min_count=0", "min_count"),
            ("include_self_transitions=yes", "include_self_transitions"),
            ("limit=10001", "limit"),
            ("gap_minutes=1441", "gap_minutes"),
        ):
            server.problem(f"/api/reports/transitions?{query}", 422, name)


def test_comparison(folder):
    with fixture(folder) as (server, plays):

        def heard(year):
            return Counter(
                play[1] for play in plays if datetime.fromtimestamp(play[4], UTC).year == year
            )

        first, second = heard(2023), heard(2022)
        answer = server.json("/api/reports/comparison?period=2023&compare=previous&limit=1000")
        assert answer["periods"] == ["2023", "2022"]
        assert [overview["scrobbles"] for overview in answer["overviews"]] == [
            first.total(),
            second.total(),
        ]
        assert answer["artists"] == {
            "shared": len(first.keys() & second.keys()),
            "only_first": len(first.keys() - second.keys()),
            "only_second": len(second.keys() - first.keys()),
        }
        for change in answer["gained"] + answer["lost"]:
            assert change["counts"] == [first[change["artist"]], second[change["artist"]]]
        assert all(change["shares"][0] > change["shares"][1] for change in answer["gained"])
        assert (
            server.json("/api/reports/comparison?period=2023&compare=2022&limit=1")["gained"]
            == answer["gained"][:1]
        )
        for query, name in (
            ("", "compare"),
            ("compare=", "compare"),
            ("compare=previous", "compare"),
            ("compare=never", "compare"),
            ("compare=2022&limit=0", "limit"),
        ):
            server.problem(f"/api/reports/comparison?{query}", 422, name)


def test_yearly(folder):
    def play(text, artist, track, album=None):
        return {
            "artist": artist,
            "track": track,
            "album": album,
            "listened_at": int(datetime.fromisoformat(text + "+00:00").timestamp()),
        }

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
        assert {"kind": "plays", "number": 1}.items() <= server.json("/api/reports/milestones")[
            0
        ].items()
        # A play on New Year's Eve in UTC is on New Year's Day in Berlin.
        local = server.json("/api/reports/yearly/2024?timezone=Europe/Berlin")
        assert (
            local["overview"]["total_scrobbles"] == 6 and local["discoveries"]["new_artists"] == 3
        )
        # Both reports use the same measure of diversity.
        steps = server.json("/api/reports/diversity?granularity=year")["timeline"]
        assert abs(steps[1]["diversity_score"] - year["diversity"]["diversity_score"]) < 1e-9
        empty = server.json("/api/reports/yearly/2025")
        assert (
            empty["overview"]["total_scrobbles"] == 0
            and empty["milestones"] == []
            and empty["overview"]["most_active_day"] is None
        )
        assert {key: value for key, value in year.items() if key != "year"} == server.json(
            "/api/reports/review?period=2024"
        )
        streaks = server.json("/api/reports/streaks")
        assert streaks["current"] is None and streaks["longest"] == {
            "first_day": "2023-12-31",
            "last_day": "2024-01-03",
            "days": 4,
            "scrobbles": 6,
        }
        assert server.json("/api/reports/streaks?min_scrobbles=3")["longest"]["days"] == 1
        for target, part in (
            ("yearly/MMXX", "MMXX"),
            ("yearly/1969", "1969"),
            ("streaks?min_scrobbles=0", "min_scrobbles"),
        ):
            server.problem(f"/api/reports/{target}", 422, part)


def test_memories(folder):
    with fixture(folder) as (server, plays):
        growth = server.json("/api/reports/growth?granularity=year")
        assert growth[-1]["scrobbles"] == len(plays) and growth[-1]["artists"] == len(
            {play[1] for play in plays}
        )
        assert all(
            entry["days_away"] >= 50
            for entry in server.json("/api/reports/comebacks?min_days=50&limit=7")
        )
        assert all(
            2 * entry["scrobbles_in_week"] >= entry["scrobbles"]
            for entry in server.json("/api/reports/obsessions?min_scrobbles=1")
        )
        assert server.json("/api/reports/forgotten?min_scrobbles=100000") == []
        curve = server.json("/api/reports/concentration")["curve"]
        assert curve[0]["scrobble_share"] == 0 and curve[-1]["scrobble_share"] == 1
        day = datetime.fromtimestamp(plays[0][4], UTC)
        found = server.json(f"/api/reports/on-this-day?month={day.month}&day={day.day}")
        assert sum(entry["scrobbles"] for entry in found) == sum(
            (other.month, other.day) == (day.month, day.day)
            for other in (datetime.fromtimestamp(play[4], UTC) for play in plays)
        )
        server.json("/api/reports/on-this-day")
        for query, name in (
            ("on-this-day?month=2&day=30", "30"),
            ("on-this-day?month=13", "month"),
            ("growth?granularity=hour", "granularity"),
            ("comebacks?min_days=0", "min_days"),
            ("comebacks?limit=0", "limit"),
            ("obsessions?min_scrobbles=x", "min_scrobbles"),
            ("forgotten?limit=1001", "limit"),
        ):
            server.problem(f"/api/reports/{query}", 422, name)


main(globals())
