# SPDX-License-Identifier: LGPL-2.1-or-later
"""Records a build's answers to about 570 requests, and compares the records of two builds.

    record_answers.py DAEMON FILE
    record_answers.py --compare FILE FILE

For refactorings that must not change what clients receive: record the build before and the build after, on the same
day, and compare. The times of imports are masked.
"""

import json
import random
import re
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

PERIODS = [
    "",
    "period=2023",
    "period=2022-06",
    "period=2023-W10",
    "period=2022-03-01..2022-09-30",
    "period=year",
    "start=2022-02-03&end=2022-11-05",
    "period=all&timezone=Europe/Berlin&day_start_hour=4",
]
FILTERS = ["artist=AC%2FDC", "source=lastfm", "by=minutes"]
SHOWN = 25


def with_queries(path, *queries):
    return [path + ("?" + query if query else "") for query in queries]


def with_periods(path, *further):
    """Every period alone, and three of them with each additional query."""
    queries = list(PERIODS)
    for query in further:
        queries += [f"{period}&{query}" if period else query for period in PERIODS[:3]]
    return with_queries(path, *queries)


def history_targets():
    timeline = [
        "limit=5",
        "limit=200",
        "limit=20&offset=30",
        "limit=40&period=2023",
        "artist=AC%2FDC",
    ]
    timeline += [
        "source=lastfm&limit=30",
        "removed=1",
        "limit=3&removed=true",
        "limit=20&timezone=Asia/Tokyo",
    ]
    timeline += ["cursor=bad", "limit=0", "limit=x", "limit=100000"]
    yield from with_queries("/api/timeline", *timeline)
    yield from with_queries("/api/scrobbles", "limit=10", "offset=10")
    yield from with_periods("/api/stats", *FILTERS)
    yield from with_queries("/api/stats/ui", "", "limit=3", "limit=50")
    for kind in ("artists", "albums", "tracks", "nothing"):
        yield from with_periods(
            f"/api/charts/{kind}", "compare=previous&limit=7", "limit=5&offset=4", *FILTERS
        )
    yield from with_queries("/api/years", "", "timezone=Europe/Berlin", "by=minutes")
    for step in ("hour", "day", "week", "month", "year", "bad"):
        further = [
            "period=2023-05",
            "period=2022",
            "include_empty=false",
            "period=2023&artist=AC%2FDC",
        ]
        yield from with_queries("/api/pulse", *(f"granularity={step}&{query}" for query in further))
    for text in ("artist", "bell 1", "ü", '"', "zz", ""):
        yield from with_queries("/api/search", f"q={quote(text)}", f"limit=2&q={quote(text)}")
    for form in ("csv", "json", "jsonl", "bad"):
        yield from with_queries("/api/export", f"format={form}", f"format={form}&period=2022")


def report_targets():
    months = ["year=2022&month=3", "year=2023&month=12", "", "year=2022", "month=13&year=2022"]
    yield from with_queries("/api/reports/monthly", *months)
    yield from with_periods("/api/reports/heatmap", "normalize=true", "source=lastfm")
    for step in ("day", "week", "month", "year"):
        by = f"granularity={step}"
        yield from with_queries(
            "/api/reports/novelty", f"{by}&period=2022", f"{by}&period=2023&limit=4"
        )
        yield from with_queries("/api/reports/diversity", f"{by}&period=2022", by)
        yield from with_queries("/api/reports/growth", f"{by}&period=2022-03", by)
    sessions = [
        "gap_minutes=600",
        "min_tracks=1",
        "order=longest&limit=3",
        "rabbit_holes=true&gap_minutes=1440",
    ]
    yield from with_periods(
        "/api/reports/sessions", *sessions, "gap_minutes=0", "tracks_limit=2&tracks_offset=1"
    )
    transitions = ["gap_minutes=6000&min_count=1", "include_self_transitions=true&gap_minutes=6000"]
    transitions += ["limit=2&gap_minutes=90000"]
    yield from with_periods("/api/reports/transitions", *transitions)
    for year in ("2022", "2023", "2024", "1999", "abc"):
        yield from with_queries(f"/api/reports/yearly/{year}", "", "timezone=Europe/Berlin")
    yield from with_queries("/api/reports/review", *PERIODS[1:])
    names = ["milestones", "streaks", "comebacks", "obsessions", "forgotten", "concentration"]
    names += ["on-this-day", "comparison"]
    for report in names:
        yield from with_periods(f"/api/reports/{report}", "timezone=Europe/Berlin")
    yield from with_queries("/api/reports/streaks", "min_scrobbles=2")
    yield from with_queries("/api/reports/comebacks", "min_days=10&limit=5", "min_days=x")
    yield from with_queries("/api/reports/obsessions", "min_scrobbles=1&limit=9")
    yield from with_queries("/api/reports/forgotten", "min_scrobbles=1&min_days=1&limit=30")
    comparisons = ["compare=previous", "compare=2023&limit=4", "compare=year", "compare=bad"]
    yield from with_queries(
        "/api/reports/comparison", *(f"period=2022&{query}" for query in comparisons)
    )
    yield from with_queries(
        "/api/reports/on-this-day", "month=5&day=12", "month=2&day=29", "month=13&day=1"
    )
    for period in ("today", "week", "month", "year", "all_time", "last_month", "bad"):
        yield from with_queries(f"/api/reports/{period}", "", "timezone=Europe/Berlin", "limit=3")


def name_targets(artists):
    track = quote("Artist 1 2")
    for artist in (quote(name, safe="") for name in artists):
        yield from with_queries(
            f"/api/artist/{artist}", "", "period=2022", "by=minutes&period=2023&granularity=month"
        )
        yield from with_queries(
            f"/api/artist/{artist}/ranks", "", "granularity=year&period=2022..2023"
        )
        yield from with_queries(f"/api/album/{artist}/Erste", "", "period=2023")
        yield from with_queries(f"/api/album/{artist}/Erste/ranks", "granularity=quarter")
        yield from with_queries(f"/api/track/{artist}/{track}", "", "period=2023")
        yield from with_queries(f"/api/track/{artist}/{track}/ranks", "granularity=month")


def other_targets():
    yield from with_queries("/api/import/history", "", "limit=2")
    yield from ("/api/import/jobs", "/api/import/jobs/1", "/api/sync/config", "/api/sync/config/1")
    yield from ("/api/session", "/api/account", "/api/people", "/healthz", "/readyz", "/nothing")
    bad = [
        "period=2023-13",
        "period=1..2",
        "start=x",
        "end=2022",
        "timezone=Mars/Base",
        "day_start_hour=99",
    ]
    bad += ["by=hours", "period=%ff"]
    for path in ("/api/stats", "/api/charts/artists", "/api/pulse"):
        yield from with_queries(path, *bad)


def record(path):
    import daemon_support as support

    artists = [*support.HOSTILE[:9], "Artist 3", "New Year", "nobody"]
    targets = [*history_targets(), *report_targets(), *name_targets(artists), *other_targets()]
    draw = random.Random(3)
    plays = support.invented_plays(900)
    for play in plays:
        play["duration_ms"] = draw.choice([None, None, 180000, 240500, 61000])
    answers = {}
    with tempfile.TemporaryDirectory() as folder:
        support.write_plays(f"{folder}/plays.jsonl", plays)
        support.run("import", f"{folder}/plays.jsonl", DATABASE_PATH=f"{folder}/history.db")
        with support.Server(f"{folder}/history.db") as server:
            for number in (5, 77, 300):
                server.ask("DELETE", f"/api/scrobbles/{number}")
            for target in targets:
                reply = server.ask("GET", target)
                body = reply.body.decode("utf-8", "replace").replace(str(server.port), "PORT")
                body = re.sub(r'"(started|ended)_at":"[^"]*"', r'"\1_at":"…"', body)
                answers[target] = {
                    "status": reply.status,
                    "type": reply.headers["Content-Type"],
                    "link": reply.headers["Link"],
                    "body": body,
                }
    Path(path).write_text(json.dumps(answers, indent=0, ensure_ascii=False), encoding="utf-8")
    print(f"{len(answers)} answers")


def show(target, before, after):
    print(target)
    for name in before:
        old, new = str(before[name]), str(after.get(name))
        if old != new:
            at = next(
                (i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new))
            )
            print(
                f"  {name}, from {at} on:\n    {old[max(0, at - 60):at + 100]}\n    {new[max(0, at - 60):at + 100]}"
            )


def compare(before_path, after_path):
    before, after = (
        json.loads(Path(path).read_text(encoding="utf-8")) for path in (before_path, after_path)
    )
    different = [target for target in before if before[target] != after.get(target)]
    for target in different[:SHOWN]:
        show(target, before[target], after.get(target, {}))
    print(f"{len(before)} answers, {len(different)} differ")
    return 1 if different else 0


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--compare":
        sys.exit(compare(*sys.argv[2:]))
    if len(sys.argv) != 3 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    record(sys.argv[2])
