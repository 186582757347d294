# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""Compares reports with a second, slow and obvious computation, on some histories from files and many small random ones."""

import collections
import datetime
import functools
import itertools
import json
import os
import pathlib
import random
import sys
import tempfile
import traceback
import zoneinfo

import gi

gi.require_version("Footprints", "1")
from gi.repository import Footprints

from chart_checks_support import (
    check_charts,
    check_comparison,
    check_concentration,
    check_entities,
    check_growth,
    check_heatmap,
    check_overview,
    check_pulse,
    check_rank_histories,
)
from definitions_support import UTC
from discovery_checks_support import (
    check_anniversaries,
    check_comebacks,
    check_diversity,
    check_forgotten,
    check_milestones,
    check_novelty,
    check_obsessions,
    check_review,
    check_sessions,
    check_silences,
    check_streaks,
    check_transitions,
)

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "support"))
from tap_tests import run_tests  # noqa: E402

N_HISTORIES = 200 if "FOOTPRINTS_TEST_SLOW_MACHINE" not in os.environ else 20
# Clock changes before, at and after the start of a day; a half-hour offset; no clock change.
ZONES = ("Europe/Berlin", "America/Havana", "Asia/Kolkata", "UTC")
MOMENTS = (
    "2023-12-31T23:00:00",
    "2024-01-01T00:00:00",
    "2024-03-31T01:00:00",
    "2024-10-27T01:00:00",
    "2024-03-10T05:00:00",
    "2024-11-03T05:00:00",
    "2024-02-29T12:00:00",
    "2024-12-30T00:00:00",
    "2020-07-01T18:30:00",
)

FIXTURES = [
    pathlib.Path(__file__).parents[1] / "data" / "histories" / f"{name}.jsonl"
    for name in ("clock-changes", "long-pauses", "many-names")
]

Play = collections.namedtuple(
    "Play", "time artist track album source duration_ms length_s", defaults=(0, 0)
)


class Days:
    """How a zone and a start hour divide time into days, by the clock on the wall."""

    def __init__(self, zone, start_hour):
        self.zone = zoneinfo.ZoneInfo(zone)
        self.start_hour = start_hour
        self.calendar = Footprints.Calendar.new(zone, start_hour)

    def local(self, time):
        return datetime.datetime.fromtimestamp(time, self.zone)

    @functools.lru_cache(maxsize=None)
    def day(self, time):
        """The latest day that the clock has shown in the last three hours, as it may have been set back."""
        return max(self.wall_day(time - back) for back in range(0, 3 * 3600 + 1, 900))

    def wall_day(self, time):
        return (
            self.local(time).replace(tzinfo=None) - datetime.timedelta(hours=self.start_hour)
        ).date()


def random_plays(dice):
    plays = set()
    artists = [f"Artist {number}" for number in range(dice.choice((1, 2, 5, 12)))]
    has_lengths = dice.random() < 0.8
    base = [
        datetime.datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()
        for moment in MOMENTS
    ]
    time = 0
    for _ in range(dice.choice((0, 1, 5, 40, 120))):
        time = dice.choice(
            (
                dice.choice(base) + dice.randint(-10800, 10800),
                dice.randint(1577836800, 1735689600),
                time + dice.randint(1, 4000) if time else 1700000000,
            )
        )
        artist = dice.choice(artists)
        track = dice.choice((f"Track {dice.randint(1, 4)}", f"{artist} Song"))
        plays.add(
            Play(
                int(time),
                artist,
                track,
                dice.choice((None, "Album", f"{artist} Live")),
                dice.choice(("lastfm", "listenbrainz")),
                dice.choice((0, 0, 1, 499, 500, 180_499, 180_500, 240_000, 70_000_000))
                if has_lengths
                else 0,
            )
        )
    by_key = {(play.time, play.artist, play.track): play for play in sorted(plays, key=str)}
    return sorted(by_key.values(), key=lambda play: (play.time, play.artist, play.track))


def round_length(duration_ms):
    return min(max(1, (duration_ms + 500) // 1000), 65535) if duration_ms else 0


def with_lengths(plays):
    """The plays, each with its length in seconds, known or estimated."""
    known = collections.defaultdict(list)
    for play in plays:
        for alike in ((play.artist, play.track), play.artist, None) if play.duration_ms else ():
            known[alike].append(round_length(play.duration_ms))

    def mean(alike):
        lengths = known[alike]
        return (sum(lengths) + len(lengths) // 2) // len(lengths) if lengths else 0

    def estimate(play):
        return mean((play.artist, play.track)) or mean(play.artist) or mean(None) or 210

    return [
        play._replace(length_s=round_length(play.duration_ms) or estimate(play)) for play in plays
    ]


def add_all(store, plays):
    def make(play):
        return Footprints.Scrobble(
            artist=play.artist,
            track=play.track,
            album=play.album,
            listened_at=play.time,
            source=play.source,
            duration_ms=play.duration_ms,
        )

    store.add_scrobbles([make(play) for play in plays])


CHECKS = {
    "overview": check_overview,
    "comparison": check_comparison,
    "charts": check_charts,
    "pulse": check_pulse,
    "heatmap": check_heatmap,
    "novelty": check_novelty,
    "diversity": check_diversity,
    "sessions": check_sessions,
    "transitions": check_transitions,
    "entities": check_entities,
    "rank histories": check_rank_histories,
    "growth": check_growth,
    "comebacks": check_comebacks,
    "silences": check_silences,
    "obsessions": check_obsessions,
    "forgotten": check_forgotten,
    "concentration": check_concentration,
    "anniversaries": check_anniversaries,
    "streaks": check_streaks,
    "milestones": check_milestones,
    "review": check_review,
}


def random_period(dice, days, plays):
    """All time, a year, or a range that starts at some play."""
    edge = dice.choice(plays).time if plays else 1700000000
    return dice.choice(
        (
            Footprints.Period.new_all_time(days.calendar),
            Footprints.Period.parse("2024", days.calendar),
            Footprints.Period.new_range(edge, edge + dice.randint(0, 40000000), days.calendar),
        )
    )


def random_filter(dice, plays):
    """Values of some play, or of none; usually no filter."""
    if dice.random() < 0.6 or not plays:
        return {}
    play = dice.choice(plays)
    choices = {
        "artist": play.artist,
        "track": play.track,
        "source": play.source,
        "album": play.album or "Album",
    }
    return {
        name: dice.choice((choices[name],) * 4 + ("Nothing",))
        for name in dice.sample(sorted(choices), dice.randint(1, 2))
    }


def matches(play, wanted):
    # Here, all albums are by the artists of their tracks.
    return all(getattr(play, name) == value for name, value in wanted.items())


def read_fixture(path):
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return sorted(
        (
            Play(
                row["listened_at"],
                row["artist"],
                row["track"],
                row.get("album"),
                row["source"],
                row.get("duration_ms", 0),
            )
            for row in rows
        ),
        key=lambda play: (play.time, play.artist, play.track),
    )


def make_history(dice, folder, fixture):
    plays = with_lengths(read_fixture(fixture) if fixture is not None else random_plays(dice))
    with Footprints.Store.open(str(folder / "history.db")) as store:
        add_all(store, plays)
        # Random plays of one track are often seconds apart.
        store.set_joins_reports(False)
        history = store.get_history()
    wanted = random_filter(dice, plays) if fixture is None else {}
    history = history.filter(**wanted)
    plays = [play for play in plays if matches(play, wanted)]
    assert len(history) == len(plays), wanted
    return history, plays


def questions(seed, fixture=None):
    """The inputs of a check for one history: three zones, with a period each."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        history, plays = make_history(dice, pathlib.Path(folder), fixture)
    for zone in dice.sample(ZONES, 3):
        days = Days(zone, dice.choice((0, 4)))
        period = random_period(dice, days, plays)
        start, end = period.get_start(), period.get_end()
        yield history, period, days, [
            play for play in plays if start <= play.time < end
        ], plays, start, end


def main():
    failures = {}
    for seed, fixture in itertools.chain(
        enumerate(FIXTURES, N_HISTORIES), ((seed, None) for seed in range(N_HISTORIES))
    ):
        for question in questions(seed, fixture):
            for name, check in CHECKS.items():
                if name in failures:
                    continue
                try:
                    check(*question)
                except Exception:
                    failures[name] = (
                        fixture.name if fixture else f"random {seed}",
                        traceback.format_exc(),
                    )
    return run_tests([(name, lambda name=name: tell(name, failures)) for name in CHECKS])


def tell(name, failures):
    if name in failures:
        which, trace = failures[name]
        raise AssertionError(f"history {which}: {trace}")


if __name__ == "__main__":
    sys.exit(main())
