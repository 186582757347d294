# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Shared by the checks of reports: days, steps of time, counts, ranks, lengths and sessions of plays, computed in the simplest way."""

import collections
import datetime
import math

UTC = datetime.timezone.utc

KEYS = {
    "ARTIST": lambda play: (play.artist,),
    "ALBUM": lambda play: (play.album, play.artist) if play.album else None,
    "TRACK": lambda play: (play.track, play.artist),
}


def count_days(days, plays, start, end):
    if not plays:
        return 0
    first, last = max(plays[0].time, start), min(plays[-1].time, end - 1)
    return (days.day(last) - days.day(first)).days + 1 if first <= last else 0


def step_of(days, granularity, time):
    day = days.day(time)
    return {
        "DAY": day,
        "WEEK": day - datetime.timedelta(day.weekday()),
        "MONTH": day.replace(day=1),
        "YEAR": day.replace(day=1, month=1),
    }[granularity]


def label_of(granularity, day):
    return day.strftime(
        {"DAY": "%Y-%m-%d", "WEEK": "%G-W%V", "MONTH": "%Y-%m", "YEAR": "%Y"}[granularity]
    )


def rfc3339(time):
    return datetime.datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def assert_alike(found, expected):
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert (
            math.isclose(found[name], value, abs_tol=1e-9)
            if isinstance(value, float)
            else found[name] == value
        ), (name, found, expected)


def count_by(plays, kind):
    counts = collections.Counter(KEYS[kind](play) for play in plays)
    counts.pop(None, None)
    return counts


def rank_of(counts, key):
    return 1 + sum(count > counts[key] for count in counts.values()) if counts[key] else 0


def listening_of(plays, member="minutes"):
    seconds = sum(play.length_s for play in plays)
    estimated = sum(play.length_s for play in plays if not play.duration_ms)
    return {member: seconds // 60, "estimated_share": estimated / seconds if plays else None}


def split_sessions(all_plays, gap_minutes):
    sessions = []
    for play in all_plays:
        if sessions and play.time - sessions[-1][-1].time <= 60 * gap_minutes:
            sessions[-1].append(play)
        else:
            sessions.append([play])
    return sessions


def in_period(sessions, start, end):
    return [session for session in sessions if start <= session[0].time < end]
