# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Checks of totals, charts, ranks, comparisons and single names, and of plays over time: each computes a report independently."""

import collections
import itertools
import json
import math
import random

import gi

gi.require_version("Footprints", "1")
from gi.repository import Footprints

from definitions_support import (
    KEYS,
    assert_alike,
    count_by,
    count_days,
    in_period,
    label_of,
    listening_of,
    rank_of,
    rfc3339,
    split_sessions,
    step_of,
)


def check_overview(history, period, days, plays, all_plays, start, end):
    n_days = count_days(days, all_plays, start, end)
    assert_alike(
        json.loads(history.get_overview(period).to_json()),
        {
            "scrobbles": len(plays),
            "artists": len(count_by(plays, "ARTIST")),
            "albums": len(count_by(plays, "ALBUM")),
            "tracks": len(count_by(plays, "TRACK")),
            "first_scrobble": rfc3339(plays[0].time) if plays else None,
            "last_scrobble": rfc3339(plays[-1].time) if plays else None,
            "days": n_days,
            "scrobbles_per_day": len(plays) / n_days if n_days else 0.0,
            **listening_of(plays),
        },
    )


def check_pulse(history, period, days, plays, all_plays, start, end):
    for granularity in ("DAY", "WEEK", "MONTH", "YEAR"):
        counts = collections.Counter(step_of(days, granularity, play.time) for play in plays)
        answer = json.loads(
            history.get_pulse(period, getattr(Footprints.Granularity, granularity), False).to_json()
        )
        assert answer == [
            {"day": str(day), "label": label_of(granularity, day), "count": counts[day]}
            for day in sorted(counts)
        ]


def heatmap(days, plays, all_plays, start, end, per_week):
    cells = collections.Counter(
        (days.day(play.time).weekday(), days.local(play.time).hour) for play in plays
    )
    weeks = max(1, count_days(days, all_plays, start, end) / 7)
    return {
        "total_scrobbles": len(plays),
        "weeks": weeks,
        "cells": [cells[weekday, hour] for weekday in range(7) for hour in range(24)],
        "values": [
            cells[weekday, hour] / (weeks if per_week else 1)
            for weekday in range(7)
            for hour in range(24)
        ],
    }


def check_heatmap(history, period, days, plays, all_plays, start, end):
    for per_week in (False, True):
        answer = json.loads(history.get_heatmap(period, per_week).to_json())
        expected = heatmap(days, plays, all_plays, start, end, per_week)
        assert (
            answer["total_scrobbles"]
            == answer["summary"]["total_scrobbles"]
            == expected["total_scrobbles"]
        )
        assert math.isclose(answer["summary"]["weeks_in_range"], expected["weeks"])
        assert [cell["count"] for cell in answer["heatmap"]] == expected["cells"]
        assert [hour["count"] for row in answer["grid"] for hour in row["hours"]] == expected[
            "cells"
        ]
        assert all(
            math.isclose(cell["normalized"], value)
            for cell, value in zip(answer["heatmap"], expected["values"], strict=True)
        )
        check_sums(answer, expected["cells"])


def check_sums(answer, cells):
    weekdays = [sum(cells[weekday * 24 : weekday * 24 + 24]) for weekday in range(7)]
    hours = [sum(cells[hour::24]) for hour in range(24)]
    assert [total["count"] for total in answer["weekday_totals"]] == weekdays
    assert [total["count"] for total in answer["hour_totals"]] == hours
    if sum(cells) == 0:
        assert answer["peak_day"] is answer["peak_hour"] is answer["summary"]["peak_hour"] is None
        return
    assert answer["peak_day"] == {
        "day_of_week": weekdays.index(max(weekdays)),
        "count": max(weekdays),
    }
    assert answer["peak_hour"] == {"hour": hours.index(max(hours)), "count": max(hours)}
    peak = cells.index(max(cells))
    summary = answer["summary"]
    assert (summary["peak_weekday"], summary["peak_hour"], summary["peak_count"]) == (
        peak // 24,
        peak % 24,
        max(cells),
    )


def movement_of(rank, previous_rank, was_heard):
    if previous_rank == 0:
        return "back" if was_heard else "new"
    return "same" if rank == previous_rank else "up" if rank < previous_rank else "down"


def measure_by(measure, plays, kind):
    if measure == "PLAYS":
        return count_by(plays, kind)
    seconds = collections.Counter()
    for play in plays:
        if KEYS[kind](play) is not None:
            seconds[KEYS[kind](play)] += play.length_s
    return seconds


def check_charts(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(plays))
    edge = dice.choice(all_plays).time if all_plays else 0
    before = Footprints.Period.new_range(edge, edge + dice.randint(0, 30000000), days.calendar)
    for kind, measure in itertools.product(KEYS, ("PLAYS", "MINUTES")):
        n_plays = count_by(plays, kind)
        counts = measure_by(measure, plays, kind)
        earlier = measure_by(measure, [play for play in all_plays if play.time in before], kind)
        ever = count_by([play for play in all_plays if play.time < start], kind)
        ordered = sorted(counts, key=lambda key: (-counts[key], key))
        chart = history.get_chart_full(
            getattr(Footprints.EntityKind, kind),
            getattr(Footprints.Measure, measure),
            period,
            before,
            1,
            20,
        )
        answer = json.loads(chart.to_json())
        assert (answer["total"], answer["offset"], answer["by"]) == (
            len(ordered),
            1,
            measure.lower(),
        )
        assert_alike(
            {name: answer[name] for name in ("minutes", "estimated_share") if name in answer},
            listening_of(plays) if measure == "MINUTES" else {},
        )
        total = sum(play.length_s for play in plays) if measure == "MINUTES" else len(plays)
        for found, key in zip(answer["entries"], ordered[1:21], strict=True):
            rank, previous_rank = rank_of(counts, key), rank_of(earlier, key)
            names = (
                {"name": key[0]} if kind == "ARTIST" else {"artist": key[1], kind.lower(): key[0]}
            )
            if measure == "MINUTES":
                names["minutes"] = counts[key] // 60
            assert_alike(
                found,
                {
                    **names,
                    "rank": rank,
                    "count": n_plays[key],
                    "share": counts[key] / total,
                    "previous_rank": previous_rank or None,
                    "movement": movement_of(rank, previous_rank, ever[key]),
                },
            )


def check_rank_histories(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(all_plays))
    for kind in KEYS:
        keys = sorted(count_by(all_plays, kind))
        key = dice.choice(keys) if keys else ("Nobody", "Nobody")[: 1 if kind == "ARTIST" else 2]
        granularity = dice.choice(("DAY", "WEEK", "MONTH", "YEAR"))
        by_step = collections.defaultdict(list)
        for play in plays:
            by_step[step_of(days, granularity, play.time)].append(play)
        steps = []
        for day, group in sorted(by_step.items()):
            counts = count_by(group, kind)
            steps.append(
                {
                    "day": str(day),
                    "label": label_of(granularity, day),
                    "count": counts[key],
                    "rank": rank_of(counts, key) or None,
                }
            )
        ranks = [step["rank"] for step in steps if step["rank"]]
        answer = history.get_rank_history(
            getattr(Footprints.EntityKind, kind),
            key[-1],
            None if kind == "ARTIST" else key[0],
            period,
            getattr(Footprints.Granularity, granularity),
        )
        assert json.loads(answer.to_json()) == {
            "peak_rank": min(ranks, default=None),
            "steps_at_peak": ranks.count(min(ranks)) if ranks else 0,
            "steps_at_first": ranks.count(1),
            "steps": steps,
        }


def top_of(counts, counted, limit, **extra):
    return [
        {"name": key[0], counted: counts[key], **extra}
        for key in sorted(counts, key=lambda key: (-counts[key], key))[:limit]
    ]


def completions(sessions, known):
    """How often each album of three or more tracks was played in full in one session."""
    times = collections.Counter()
    for session in sessions:
        for key, tracks in known.items():
            heard = {play.track for play in session if (play.album, play.artist) == key}
            if len(tracks) >= 3 and heard == tracks:
                times[key] += 1
    return times


def check_entities(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(all_plays))
    for kind in KEYS:
        keys = sorted(count_by(all_plays, kind))
        key = (
            dice.choice(keys)
            if keys and dice.random() < 0.9
            else ("Nobody", "Nobody")[: 1 if kind == "ARTIST" else 2]
        )
        artist, title = key[-1], None if kind == "ARTIST" else key[0]
        answer = json.loads(
            history.get_entity(
                getattr(Footprints.EntityKind, kind), artist, title, period
            ).to_json()
        )
        check_entity(
            answer,
            kind,
            key,
            days,
            plays,
            all_plays,
            in_period(split_sessions(all_plays, 45), start, end),
        )


def check_entity(answer, kind, key, days, plays, all_plays, sessions):
    mine = [play for play in plays if KEYS[kind](play) == key]
    counts = count_by(plays, kind)
    albums, tracks = count_by(mine, "ALBUM"), count_by(mine, "TRACK")
    stats = {
        "artist": key[-1],
        "first_scrobble": mine[0].time if mine else None,
        "last_scrobble": mine[-1].time if mine else None,
        "total_scrobbles": len(mine),
        "rank": rank_of(counts, key) or None,
        "share": len(mine) / len(plays) if plays else 0.0,
        **listening_of(mine),
    }
    if kind == "ARTIST":
        stats.update(unique_albums=len(albums), unique_tracks=len(tracks))
        assert answer["top_tracks"] == top_of(tracks, "count", 20)
        assert answer["top_albums"] == top_of(albums, "count", 20, image_url=None)
    elif kind == "ALBUM":
        stats.update(album=key[0], unique_tracks=len(tracks))
        assert answer["tracks"] == top_of(tracks, "count", None)
    else:
        stats.update(
            track=key[0],
            album=top_of(albums, "count", 1)[0]["name"] if albums else None,
            album_artist=key[-1] if albums else None,
        )
    assert_alike(answer["stats"], stats)
    by_day = collections.Counter(str(days.day(play.time)) for play in mine)
    assert answer["scrobbles_over_time"] == [
        {"date": day, "count": count} for day, count in sorted(by_day.items())
    ]
    by_hour = collections.Counter(days.local(play.time).hour for play in mine)
    assert answer["hours"] == [by_hour[hour] for hour in range(24)]
    theirs = [session for session in sessions if any(KEYS[kind](play) == key for play in session)]
    neighbours = collections.Counter(
        artist
        for session in theirs
        for artist in {(play.artist,) for play in session}
        if artist != key[-1:]
    )
    assert answer["neighbours"] == top_of(neighbours, "sessions", 10)
    if kind != "TRACK":
        known = collections.defaultdict(set)
        for play in all_plays:
            if play.album and (
                kind == "ARTIST" and play.artist == key[0] or (play.album, play.artist) == key
            ):
                known[play.album, play.artist].add(play.track)
        assert answer["albums_completed"] == top_of(completions(theirs, known), "times", 20)


def check_growth(history, period, days, plays, all_plays, start, end):
    for granularity in ("DAY", "WEEK", "MONTH", "YEAR"):
        steps = sorted({step_of(days, granularity, play.time) for play in plays})
        expected = []
        for day in steps:
            until = [
                play
                for play in all_plays
                if play.time < end and step_of(days, granularity, play.time) <= day
            ]
            expected.append(
                {
                    "day": str(day),
                    "label": label_of(granularity, day),
                    "scrobbles": len(until),
                    **{f"{kind.lower()}s": len(count_by(until, kind)) for kind in KEYS},
                }
            )
        assert (
            json.loads(
                history.get_growth(period, getattr(Footprints.Granularity, granularity)).to_json()
            )
            == expected
        )


def check_concentration(history, period, days, plays, all_plays, start, end):
    counts = sorted(count_by(plays, "ARTIST").values(), reverse=True)
    answer = json.loads(history.get_concentration(period).to_json())
    n_parts = min(len(counts), 100)
    points = (
        [math.ceil(part * len(counts) / n_parts) for part in range(n_parts + 1)] if counts else []
    )
    for found, number in zip(answer["curve"], points, strict=True):
        assert_alike(
            found,
            {
                "artists": number,
                "artist_share": number / len(counts),
                "scrobble_share": sum(counts[:number]) / len(plays),
            },
        )
    halves = [number for number in range(len(counts) + 1) if 2 * sum(counts[:number]) >= len(plays)]
    assert answer["artists_for_half"] == (halves[0] if counts else 0)
    assert answer["loyalty"] == (counts[0] / len(plays) if counts else 0)


def check_comparison(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(plays))
    edge = dice.choice(all_plays).time if all_plays else 0
    other = Footprints.Period.new_range(edge, edge + dice.randint(0, 30000000), days.calendar)
    other_plays = [play for play in all_plays if play.time in other]
    counts, other_counts = count_by(plays, "ARTIST"), count_by(other_plays, "ARTIST")
    both = sorted(counts.keys() | other_counts.keys())
    totals = max(1, len(plays)), max(1, len(other_plays))
    # Exactly, over a common denominator.
    parts = {key: (counts[key] * totals[1], other_counts[key] * totals[0]) for key in both}
    answer = json.loads(history.get_comparison(period, other, 3).to_json())
    assert answer["periods"] == [str(period), str(other)]
    assert answer["overviews"] == [
        json.loads(history.get_overview(which).to_json()) for which in (period, other)
    ]
    assert math.isclose(
        answer["similarity"], sum(map(min, parts.values())) / totals[0] / totals[1], abs_tol=1e-12
    )
    assert answer["artists"] == {
        "shared": len(counts.keys() & other_counts.keys()),
        "only_first": len(counts.keys() - other_counts.keys()),
        "only_second": len(other_counts.keys() - counts.keys()),
    }
    for member, sign in (("gained", 1), ("lost", -1)):
        gains = {key: sign * (first - second) for key, (first, second) in parts.items()}
        expected = sorted(
            (key for key in both if gains[key] > 0), key=lambda key: (-gains[key], key)
        )[:3]
        for found, key in zip(answer[member], expected, strict=True):
            assert found["artist"] == key[0]
            assert found["counts"] == [counts[key], other_counts[key]]
            assert found["ranks"] == [
                rank_of(counts, key) or None,
                rank_of(other_counts, key) or None,
            ]
            assert_alike(
                {"shares": found["shares"]},
                {"shares": [counts[key] / totals[0], other_counts[key] / totals[1]]},
            )
