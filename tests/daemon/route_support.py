# SPDX-License-Identifier: LGPL-2.1-or-later
"""A server with a small history, and the expected answers of its routes, computed independently."""

import contextlib
from collections import Counter
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from daemon_support import Server, invented_plays, rows, run, write_plays

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
    """The plays from the start of one local day to the start of another."""
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
