# SPDX-License-Identifier: LGPL-2.1-or-later
"""Made-up plays, and files of any shape that hold them.

What a file contains is a function of the plays, which returns a text or bytes. The functions here make such
functions."""

import contextlib
import csv
import io
import json
import os
import sqlite3
import time
import zipfile
from collections import namedtuple

N_SONGS, N_ARTISTS, N_ALBUMS = 1013, 97, 13
# Whole minutes, since some files have no seconds; a month ends on the way.
FIRST_TIME, STEP_S = 1601337600, 240
PLAYED_S = 180
ISO, PLAIN, MINUTE = "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"

SLOW = "FOOTPRINTS_TEST_SLOW_MACHINE" in os.environ
COUNT = 1000 if SLOW else 2000
# How many rows an import stores before it notes where it is in the file; and a file with more.
BATCH = 20000
LONG_COUNT = 2000 if SLOW else 22000

Play = namedtuple("Play", "song artist track album time")
Format = namedtuple("Format", "read_as source content options count")


def form(read_as, source, content, *options, count=COUNT):
    """A format: what the summary of an import calls it, the source of its plays, the content of a file, and the options
    that an import needs."""
    return Format(read_as, source, content, options, count)


def make_plays(count):
    """A song has one artist and one album, as packages name artists only in the list of songs."""
    return [make_play(number % N_SONGS, FIRST_TIME + number * STEP_S) for number in range(count)]


def make_play(song, when=0):
    artist, album = f"Invented Band {song % N_ARTISTS}", f"Album {song % N_ALBUMS}"
    return Play(song, artist, f"Song {song}", album, when)


SONGS = [make_play(song) for song in range(N_SONGS)]


def at(seconds, pattern):
    return time.strftime(pattern, time.gmtime(seconds))


def end(play, pattern):
    return at(play.time + PLAYED_S, pattern)


def lines(make, head="", tail=""):
    """A text for each play."""
    return lambda plays: head + "".join(map(make, plays)) + tail


def table(header, make, delimiter=",", **more):
    """Without a @header if that is None."""

    def content(plays):
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\n", **more)
        writer.writerows(([] if header is None else [header.split(",")]) + list(map(make, plays)))
        return text.getvalue()

    return content


def objects(make, wrap=list):
    """A list in JSON; @wrap says what is around it."""
    return lambda plays: json.dumps(wrap(list(map(make, plays))))


def json_lines(make):
    return lines(lambda play: json.dumps(make(play)) + "\n")


def newest_first(content):
    return lambda plays: content(plays[::-1])


def half(content, which):
    """Of the plays, the first or the second half."""
    return lambda plays: content(
        plays[: len(plays) // 2] if which == 0 else plays[len(plays) // 2 :]
    )


def constant(text):
    return lambda plays: text


def as_bytes(content, plays):
    data = content(plays)
    return data if isinstance(data, bytes) else data.encode()


def archive(members):
    """A zip file of members, each with its content."""

    def content(plays):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
            for name, member in members.items():
                file.writestr(name, as_bytes(member, plays))
        return data.getvalue()

    return content


def database(script):
    """A database that a script of SQL makes of the tables play and song, which are not in it."""

    def content(plays):
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            for name, made in (("play", plays), ("song", SONGS)):
                connection.execute(
                    f"create temp table {name} (song, artist, track, album, time, artist_id, album_id)"
                )
                connection.executemany(
                    f"insert into {name} values (?, ?, ?, ?, ?, ?, ?)",
                    [(*play, play.song % N_ARTISTS, play.song % N_ALBUMS) for play in made],
                )
            connection.executescript(script.replace("PLAYED_S", str(PLAYED_S)))
            return connection.serialize()

    return content


def workbook(sheet, header, make):
    def row(values):
        cells = (f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
        return f"<row>{''.join(cells)}</row>"

    def content(plays):
        rows = "".join(map(row, [header.split(","), *map(make, plays)]))
        return f'<?xml version="1.0"?><worksheet><sheetData>{rows}</sheetData></worksheet>'

    return archive(
        {
            "[Content_Types].xml": constant("<Types/>"),
            "xl/_rels/workbook.xml.rels": constant(
                '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
            ),
            "xl/workbook.xml": constant(
                f'<workbook xmlns:r="r"><sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/worksheets/sheet1.xml": content,
        }
    )
