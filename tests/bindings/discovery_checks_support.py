# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Checks of discoveries, diversity, sessions, streaks, anniversaries and the review: each computes a report independently."""

import collections
import datetime
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


def first_plays(plays, key):
    """The first play of each, by time and then by number, which is the order in which they were added."""
    first = {}
    for play in plays:
        first.setdefault(key(play), play)
    return first


def novelty_step(granularity, day, plays, new_tracks, new_artists):
    n_new_artists = sum(play in plays for play in new_artists.values())
    n_new_tracks = sum(play in plays for play in new_tracks.values())
    return {
        "period": label_of(granularity, day),
        "total_scrobbles": len(plays),
        "new_tracks": n_new_tracks,
        "repeat_tracks": len(plays) - n_new_tracks,
        "new_artists": n_new_artists,
        "repeat_artists": len({play.artist for play in plays}) - n_new_artists,
        "novelty_ratio": n_new_tracks / len(plays),
    }


def check_novelty(history, period, days, plays, all_plays, start, end):
    new_tracks = first_plays(all_plays, lambda play: (play.artist, play.track))
    new_artists = first_plays(all_plays, lambda play: play.artist)
    totals = collections.Counter(play.artist for play in all_plays)
    for granularity in ("DAY", "WEEK", "MONTH", "YEAR"):
        answer = json.loads(
            history.get_novelty(period, getattr(Footprints.Granularity, granularity), 3).to_json()
        )
        by_step = collections.defaultdict(list)
        for play in plays:
            by_step[step_of(days, granularity, play.time)].append(play)
        steps = [
            novelty_step(granularity, day, group, new_tracks, new_artists)
            for day, group in sorted(by_step.items())
        ]
        assert answer["timeline"] == steps[::-1], (answer["timeline"], steps)
        check_novelty_summary(answer["summary"], steps, plays)
        discovered = [play for play in plays if new_artists[play.artist] == play]
        assert answer["summary"]["total_new_artists"] == len(discovered)
        assert [
            (found["artist"], found["track"], found["period"], found["total_plays"])
            for found in answer["new_artists_discovered"]
        ] == [
            (
                play.artist,
                play.track,
                label_of(granularity, step_of(days, granularity, play.time)),
                totals[play.artist],
            )
            for play in discovered[::-1][:3]
        ]


def check_novelty_summary(summary, steps, plays):
    ratios = [step["novelty_ratio"] for step in steps]
    assert summary["total_scrobbles"] == len(plays)
    assert summary["total_unique_tracks"] == len({(play.artist, play.track) for play in plays})
    assert summary["total_unique_artists"] == len({play.artist for play in plays})
    assert math.isclose(summary["avg_novelty_ratio"], sum(ratios) / len(ratios) if ratios else 0)
    most = steps[ratios.index(max(ratios))]["period"] if steps else None
    least = steps[ratios.index(min(ratios))]["period"] if steps else None
    assert (summary["most_exploratory_period"], summary["least_exploratory_period"]) == (
        most,
        least,
    )


def diversity_step(granularity, day, plays):
    counts = sorted(collections.Counter(play.artist for play in plays).values())
    entropy = -sum(count / len(plays) * math.log2(count / len(plays)) for count in counts)
    differences = sum(abs(one - other) for one in counts for other in counts)
    return {
        "period": label_of(granularity, day),
        "total_scrobbles": len(plays),
        "unique_artists": len(counts),
        "unique_tracks": len({(play.artist, play.track) for play in plays}),
        "shannon_entropy": entropy,
        "gini_coefficient": differences / (2 * len(counts) * sum(counts)),
        "effective_artists": 2**entropy,
        "diversity_score": 100 * min(1, entropy / math.log2(100)),
    }


def check_diversity(history, period, days, plays, all_plays, start, end):
    for granularity in ("DAY", "WEEK", "MONTH", "YEAR"):
        answer = json.loads(
            history.get_diversity(period, getattr(Footprints.Granularity, granularity)).to_json()
        )
        by_step = collections.defaultdict(list)
        for play in plays:
            by_step[step_of(days, granularity, play.time)].append(play)
        steps = [diversity_step(granularity, day, group) for day, group in sorted(by_step.items())]
        for found, expected in zip(answer["timeline"], steps, strict=True):
            assert_alike(found, expected)
        summary = answer["summary"]
        assert summary["total_unique_artists"] == len({play.artist for play in plays})
        for name, member in (
            ("avg_shannon_entropy", "shannon_entropy"),
            ("avg_gini_coefficient", "gini_coefficient"),
            ("avg_diversity_score", "diversity_score"),
        ):
            mean = sum(step[member] for step in steps) / len(steps) if steps else 0
            assert math.isclose(summary[name], mean, abs_tol=1e-9)
        if steps:
            entropy = {step["period"]: step["shannon_entropy"] for step in steps}
            assert math.isclose(
                entropy[summary["most_diverse_period"]], max(entropy.values()), abs_tol=1e-9
            )
            assert math.isclose(
                entropy[summary["least_diverse_period"]], min(entropy.values()), abs_tol=1e-9
            )
        else:
            assert summary["most_diverse_period"] is summary["least_diverse_period"] is None


def duration_of(session):
    return session[-1].time - session[0].time


def session_json(session):
    times = [play.time for play in session] + [None]
    return {
        "id": f"session_{times[0]}",
        "start_time": rfc3339(times[0]),
        "end_time": rfc3339(times[-2]),
        "duration_minutes": duration_of(session) // 60,
        "track_count": len(session),
        "unique_artists": len({play.artist for play in session}),
        "unique_tracks": len({(play.artist, play.track) for play in session}),
        "tracks": [
            {
                "artist": play.artist,
                "album": play.album,
                "track": play.track,
                "album_artist": play.album and play.artist,
                "timestamp": rfc3339(play.time),
                "gap_after_minutes": None if after is None else (after - play.time) // 60,
            }
            for play, after in zip(session, times[1:])
        ],
    }


def count_between(values, edges):
    return [
        sum(low <= value < high for value in values)
        for low, high in zip(edges, [*edges[1:], math.inf])
    ]


def check_sessions(history, period, days, plays, all_plays, start, end):
    orders = {"NEWEST": lambda session: 0, "LONGEST": duration_of, "MOST_PLAYS": len}
    for gap_minutes, min_plays in ((45, 2), (5, 1), (600, 3)):
        sessions = [
            session
            for session in in_period(split_sessions(all_plays, gap_minutes), start, end)
            if len(session) >= min_plays
        ][::-1]
        report = history.get_sessions(period, gap_minutes, min_plays)
        assert report.total == len(sessions) and report.n_plays == sum(map(len, sessions))
        for order, key in orders.items():
            answer = json.loads(
                report.sort(getattr(Footprints.SessionOrder, order)).slice(1, 4).to_json()
            )
            assert answer["sessions"] == [
                session_json(session) for session in sorted(sessions, key=key, reverse=True)[1:5]
            ]
            check_session_summary(answer, sessions, days)
        holes = json.loads(report.get_rabbit_holes().to_json())["sessions"]
        assert holes == [
            session_json(session)
            for session in sessions
            if len(session) >= 5 and len({play.artist for play in session}) == 1
        ]
        for position, session in enumerate(sessions[:3]):
            assert [entry.track for entry in report.get_timeline(position)] == [
                play.track for play in session[::-1]
            ]


def check_session_summary(answer, sessions, days):
    durations = [duration_of(session) for session in sessions]
    n_sessions = max(1, len(sessions))
    assert_alike(
        answer["summary"],
        {
            "total_sessions": len(sessions),
            "total_tracks": sum(map(len, sessions)),
            "avg_duration_minutes": sum(durations) / 60 / n_sessions,
            "avg_tracks_per_session": sum(map(len, sessions)) / n_sessions,
            "longest_session_minutes": max(durations, default=0) // 60,
            "total_listening_hours": sum(durations) / 3600,
        },
    )
    distribution = answer["distribution"]
    assert list(distribution["by_duration"].values()) == count_between(
        durations, [0, 1800, 3600, 7200, 10800]
    )
    assert list(distribution["by_track_count"].values()) == count_between(
        [len(session) for session in sessions], [1, 2, 10, 20, 30, 50]
    )
    by_day = collections.Counter(str(days.day(session[0].time)) for session in sessions)
    assert answer["sessions_per_day"] == [
        {"date": day, "count": count} for day, count in sorted(by_day.items())
    ]


def check_transitions(history, period, days, plays, all_plays, start, end):
    for gap_minutes, min_times, include_self, limit in (
        (45, 1, False, 10000),
        (45, 2, True, 5),
        (600, 1, True, 3),
    ):
        pairs = [
            [
                (one.artist, other.artist)
                for one, other in zip(session, session[1:])
                if include_self or one.artist != other.artist
            ]
            for session in in_period(split_sessions(all_plays, gap_minutes), start, end)
        ]
        counts = collections.Counter(pair for session in pairs for pair in session)
        often = sorted(
            ((pair, count) for pair, count in counts.items() if count >= min_times),
            key=lambda item: (-item[1], item[0]),
        )
        answer = json.loads(
            history.get_transitions(period, gap_minutes, min_times, include_self, limit).to_json()
        )
        total = sum(counts.values())
        assert [
            ((found["from_artist"], found["to_artist"]), found["count"])
            for found in answer["transitions"]
        ] == often[:limit]
        assert all(
            math.isclose(found["percentage"], 100 * found["count"] / total)
            for found in answer["transitions"]
        )
        assert answer["top_transitions"] == answer["transitions"][:50]
        check_network(answer["network_data"], often[:limit])
        summary = answer["summary"]
        assert (summary["total_transitions"], summary["unique_transitions"]) == (total, len(often))
        assert summary["most_common_transition"] == (answer["transitions"][0] if often else None)
        ends = collections.Counter(artist for pair in counts.elements() for artist in pair)
        assert summary["most_connected_artist"] == min(
            ends, key=lambda artist: (-ends[artist], artist), default=None
        )
        n_sessions = sum(map(bool, pairs))
        assert math.isclose(summary["avg_transitions_per_session"], total / max(1, n_sessions))


def check_network(network, transitions):
    assert [
        ((edge["source"], edge["target"]), edge["weight"]) for edge in network["edges"]
    ] == transitions
    sizes = collections.Counter()
    for pair, count in transitions:
        sizes.update({artist: count for artist in pair})
    assert {node["id"]: node["size"] for node in network["nodes"]} == sizes
    assert all(node["label"] == node["id"] for node in network["nodes"]) and len(
        network["nodes"]
    ) == len(sizes)


def check_comebacks(history, period, days, plays, all_plays, start, end):
    for min_days, limit in ((1, 1000), (60, 3)):
        found = []
        for artist in {play.artist for play in all_plays}:
            theirs = [play.time for play in all_plays if play.artist == artist]
            found += [
                (other - one, artist, one, other, number)
                for number, (one, other) in enumerate(zip(theirs, theirs[1:]), 1)
                if other - one >= min_days * 86400 and start <= other < end
            ]
        totals = collections.Counter(play.artist for play in all_plays)
        expected = [
            {
                "artist": artist,
                "left": rfc3339(one),
                "returned": rfc3339(other),
                "days_away": away // 86400,
                "scrobbles_before": number,
                "scrobbles_since": totals[artist] - number,
            }
            for away, artist, one, other, number in sorted(
                found, key=lambda item: (-item[0], item[1], -item[2])
            )[:limit]
        ]
        assert json.loads(history.get_comebacks(period, min_days, limit).to_json()) == expected


def check_silences(history, period, days, plays, all_plays, start, end):
    for limit in (1000, 3):
        found = sorted(
            (
                (after.time - before.time, after)
                for before, after in zip(all_plays, all_plays[1:])
                if after.time > before.time and start <= after.time < end
            ),
            key=lambda item: (-item[0], -item[1].time),
        )
        expected = [
            {
                "from": rfc3339(after.time - length),
                "until": rfc3339(after.time),
                "days": length // 86400,
                "artist": after.artist,
                "track": after.track,
            }
            for length, after in found[:limit]
        ]
        assert json.loads(history.list_silences(period, limit).to_json()) == expected


def check_obsessions(history, period, days, plays, all_plays, start, end):
    totals = count_by(all_plays, "TRACK")
    for min_plays, limit in ((1, 1000), (2, 3)):
        weeks = collections.Counter(
            (step_of(days, "WEEK", play.time), (play.track, play.artist)) for play in plays
        )
        found = sorted(
            (-count, key, -day.toordinal(), day)
            for (day, key), count in weeks.items()
            if count >= min_plays and 2 * count >= totals[key]
        )
        expected = [
            {
                "artist": key[1],
                "track": key[0],
                "week": label_of("WEEK", day),
                "day": str(day),
                "scrobbles_in_week": -count,
                "scrobbles": totals[key],
            }
            for count, key, _, day in found[:limit]
        ]
        assert json.loads(history.get_obsessions(period, min_plays, limit).to_json()) == expected


def check_forgotten(history, period, days, plays, all_plays, start, end):
    until = min(end, all_plays[-1].time if all_plays else 0)
    counts = collections.Counter(play.artist for play in plays)
    last = {play.artist: play.time for play in plays}
    for min_plays, min_days, limit in ((1, 1, 1000), (3, 30, 3)):
        found = [
            artist
            for artist in counts
            if counts[artist] >= min_plays and until - last[artist] >= min_days * 86400
        ]
        expected = [
            {
                "artist": artist,
                "scrobbles": counts[artist],
                "last_scrobble": rfc3339(last[artist]),
                "days_silent": (until - last[artist]) // 86400,
            }
            for artist in sorted(found, key=lambda artist: (-counts[artist], artist))[:limit]
        ]
        assert (
            json.loads(
                history.get_forgotten_favourites(period, min_plays, min_days, limit).to_json()
            )
            == expected
        )


def check_anniversaries(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(all_plays))
    date = days.day(dice.choice(plays).time) if plays else datetime.date(2024, 2, 29)
    by_day = collections.defaultdict(list)
    for play in all_plays:
        by_day[days.day(play.time)].append(play)
    inside = [days.day(play.time) for play in plays]
    expected = []
    for day in sorted(
        (day for day in by_day if (day.month, day.day) == (date.month, date.day)), reverse=True
    ):
        if inside and inside[0] <= day <= inside[-1]:
            artist, track = (
                min(counts, key=lambda key: (-counts[key], key))
                for counts in (count_by(by_day[day], kind) for kind in ("ARTIST", "TRACK"))
            )
            expected.append(
                {
                    "day": str(day),
                    "scrobbles": len(by_day[day]),
                    "artist": artist[0],
                    "track": {"artist": track[1], "track": track[0]},
                }
            )
    assert json.loads(history.get_anniversaries(date.month, date.day, period).to_json()) == expected


def streaks_of(days, plays, min_plays):
    """The streaks, each with its days, oldest first."""
    by_day = collections.Counter(days.day(play.time) for play in plays)
    streaks = []
    for day in sorted(day for day, count in by_day.items() if count >= min_plays):
        if streaks and (day - streaks[-1][-1]).days == 1:
            streaks[-1].append(day)
        else:
            streaks.append([day])
    return [
        {
            "first_day": str(streak[0]),
            "last_day": str(streak[-1]),
            "days": len(streak),
            "scrobbles": sum(by_day[day] for day in streak),
        }
        for streak in streaks
    ]


def check_streaks(history, period, days, plays, all_plays, start, end):
    dice = random.Random(len(plays))
    for min_plays in (1, 2):
        streaks = streaks_of(days, plays, min_plays)
        now = (plays[-1].time if plays else 1700000000) + dice.choice((0, 80000, 200000))
        answer = json.loads(history.get_streaks(period, min_plays, now).to_json())
        assert answer["streaks"] == sorted(streaks[::-1], key=lambda streak: -streak["days"])[:100]
        assert answer["longest"] == (answer["streaks"][0] if streaks else None)
        yesterday = str(days.day(now) - datetime.timedelta(1))
        assert answer["current"] == (
            streaks[-1] if streaks and streaks[-1]["last_day"] >= yesterday else None
        )


def milestones_of(all_plays, start, end):
    met = {"artists": set(), "albums": set(), "tracks": set()}
    reached = []
    for number, play in enumerate(all_plays, 1):
        numbers = {"plays": number}
        keys = {
            "tracks": (play.track, play.artist),
            "artists": play.artist,
            "albums": play.album and (play.album, play.artist),
        }
        for kind, key in keys.items():
            if key and key not in met[kind]:
                met[kind].add(key)
                numbers[kind] = len(met[kind])
        reached += [
            {
                "kind": kind,
                "number": count,
                "timestamp": rfc3339(play.time),
                "artist": play.artist,
                "track": play.track,
                "album": play.album,
            }
            for kind, count in numbers.items()
            if count in (1, 100, 500, 1000, 5000) and start <= play.time < end
        ]
    return reached


def check_milestones(history, period, days, plays, all_plays, start, end):
    assert json.loads(history.get_milestones(period).to_json()) == milestones_of(
        all_plays, start, end
    )


def fullest(counts):
    return min(counts, key=lambda key: (-counts[key], key), default=None)


def share_of(plays, wanted):
    return sum(wanted(play) for play in plays) / len(plays) if plays else 0.0


def check_review(history, period, days, plays, all_plays, start, end):
    answer = json.loads(history.get_review(period).to_json())
    n_days = count_days(days, all_plays, start, end)
    by_day = collections.Counter(days.day(play.time) for play in plays)
    by_month = collections.Counter(day.strftime("%Y-%m") for day in by_day.elements())
    assert_alike(
        answer["overview"],
        {
            "total_scrobbles": len(plays),
            "total_artists": len(count_by(plays, "ARTIST")),
            "total_tracks": len(count_by(plays, "TRACK")),
            "total_albums": len(count_by(plays, "ALBUM")),
            **listening_of(plays, "total_minutes"),
            "average_per_day": len(plays) / n_days if n_days else 0.0,
            "most_active_month": fullest(by_month),
            "most_active_day": str(fullest(by_day)) if plays else None,
        },
    )
    check_review_patterns(
        answer["listening_patterns"],
        days,
        plays,
        in_period(split_sessions(all_plays, 45), start, end),
    )
    check_review_discoveries(answer["discoveries"], plays, all_plays)
    artists = count_by(plays, "ARTIST")
    loyalty = 100 * max(artists.values(), default=0) / max(1, len(plays))
    entropy = -sum(count / len(plays) * math.log2(count / len(plays)) for count in artists.values())
    assert_alike(
        answer["diversity"],
        {
            "diversity_score": max(0.0, 100 * min(1, entropy / math.log2(100))),
            "genre_count": 0,
            "artist_loyalty": loyalty,
            "exploration_score": 100 - loyalty,
        },
    )
    assert answer["longest_streak"] == max(
        streaks_of(days, plays, 1),
        key=lambda streak: (streak["days"], streak["first_day"]),
        default=None,
    )
    assert answer["reached"] == milestones_of(all_plays, start, end)
    assert sum(month["count"] for month in answer["months"]) == len(plays)
    for kind in KEYS:
        counts = count_by(plays, kind)
        found = answer["top_content"][f"top_{kind.lower()}s"]
        assert [(entry["play_count"], entry["rank"]) for entry in found] == [
            (counts[key], rank_of(counts, key))
            for key in sorted(counts, key=lambda key: (-counts[key], key))[:50]
        ]


def check_review_patterns(answer, days, plays, sessions):
    hours = collections.Counter(days.local(play.time).hour for play in plays)
    weekdays = collections.Counter(days.day(play.time).weekday() for play in plays)
    durations = [duration_of(session) for session in sessions if len(session) > 1]
    assert_alike(
        answer,
        {
            "peak_hour": fullest(hours),
            "peak_day": fullest(weekdays),
            "longest_session_minutes": max(durations, default=0) // 60,
            "avg_session_minutes": sum(durations) / 60 / max(1, len(durations)),
            "night_owl_score": 100
            * share_of(plays, lambda play: not 6 <= days.local(play.time).hour < 20),
            "early_bird_score": 100
            * share_of(plays, lambda play: 6 <= days.local(play.time).hour < 12),
            "weekend_warrior_score": 100
            * share_of(plays, lambda play: days.day(play.time).weekday() >= 5),
        },
    )


def check_review_discoveries(answer, plays, all_plays):
    new_artists = [
        play for play in first_plays(all_plays, lambda play: play.artist).values() if play in plays
    ]
    new_tracks = [
        play
        for play in first_plays(all_plays, lambda play: (play.artist, play.track)).values()
        if play in plays
    ]
    assert (answer["new_artists"], answer["new_tracks"]) == (len(new_artists), len(new_tracks))
    if not new_artists:
        assert answer["first_artist"] is answer["top_discovery"] is None
        return
    first = new_artists[0]
    assert answer["first_artist"] == {
        "artist": first.artist,
        "track": first.track,
        "timestamp": rfc3339(first.time),
    }
    counts = collections.Counter(play.artist for play in plays)
    top = min(new_artists, key=lambda play: (-counts[play.artist], play.artist))
    assert answer["top_discovery"] == {
        "artist": top.artist,
        "first_heard": rfc3339(top.time),
        "plays_this_year": counts[top.artist],
    }
