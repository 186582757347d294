# SPDX-License-Identifier: LGPL-2.1-or-later
"""The worst cases: requests generated from doc/openapi.yaml, the most demanding histories, and the cost of a request."""

import itertools
import json
import os
import re
import threading
from pathlib import Path
from urllib.parse import quote, urlencode

import openapi_support
from daemon_support import Skip, run

MIB = 1024 * 1024
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
FIRST_S = 1033430400  # 2002-10-01: earlier times are not valid for a play
LAST_S = 1767225600
MAX_CHOICES = 24
# A name may have 8 KiB; each of these characters takes two bytes in JSON, and three in an address.
LONG = '"' * 8000

# Text values that give the largest answers. New parameters of the document get values from their schema.
WIDEST = {
    "start": "1970-01-01T00:00:00Z",
    "end": "2100-12-31T23:59:59Z",
    "timezone": "Europe/London",
    "compare": "1970..2026",
    "q": "a",
    "format": "json",
}
# These exclude plays.
NARROWING = {
    "period",
    "artist",
    "album",
    "track",
    "source",
    "cursor",
    "offset",
    "month",
    "day",
    "year",
}
# Values of required parameters.
NEEDED = {"year": "2016", "month": "1"}


def extremes(parameter):
    """The values of a parameter that include the worst one; those that are no worse than another are left out."""
    name, schema = parameter["name"], parameter["schema"]
    if name in NARROWING:
        return [NEEDED[name]] if parameter.get("required") and name in NEEDED else [None]
    if name in WIDEST:
        return [WIDEST[name]]
    if "enum" in schema:
        return schema["enum"]
    if schema.get("type") == "boolean":
        return ["true", "false"]
    if schema.get("type") == "integer":
        # A limit is worst when it is high; other numbers may be worst at either end.
        ends = (
            [schema["maximum"]]
            if "limit" in name or name == "day_start_hour"
            else [schema["minimum"], schema.get("maximum")]
        )
        return [end for end in ends if end is not None]
    return [parameter["example"]] if parameter.get("required") else [None]


def choose(document, operation):
    """Queries that together contain each pair of extremes, or all queries if there are not too many."""
    parameters = [
        {**parameter, "schema": document.resolve(parameter["schema"])}
        for parameter in operation.query()
    ]
    names = [parameter["name"] for parameter in parameters]
    values = [extremes(parameter) for parameter in parameters]
    choices = list(itertools.islice(itertools.product(*values), 4096))
    step = -(-len(choices) // MAX_CHOICES)
    for choice in choices[::step]:
        yield {name: str(value) for name, value in zip(names, choice) if value is not None}


def is_stream(operation):
    response = operation.responses.get("200", {})
    return "Content-Disposition" in response.get(
        "headers", {}
    ) or "text/event-stream" in response.get("content", {})


def paths(document, operation, names):
    """The addresses of an operation; @names: names in the history."""
    choices = []
    for parameter in operation.parameters:
        if parameter["in"] == "path":
            schema = document.resolve(parameter["schema"])
            if "enum" in schema:
                values = schema["enum"]
            elif "anyOf" in schema:
                values = [*schema["anyOf"][0]["enum"], "2016"]
            else:
                values = [
                    names.get(parameter["name"], "2016" if parameter["name"] == "year" else "1")
                ]
            choices.append([(parameter["name"], value) for value in values])
    for choice in itertools.product(*choices):
        yield operation.target(**{name: quote(str(value), safe="") for name, value in choice})


def targets(names):
    """(operation, target) of the worst requests. Routes that filter by source are also requested with the source of all plays."""
    document = openapi_support.load()
    for operation in document.operations:
        if operation.method != "GET" or is_stream(operation):
            continue
        for path in paths(document, operation, names):
            queries = list(choose(document, operation))
            if any(parameter["name"] == "source" for parameter in operation.query()):
                queries.append({**queries[0], "source": "local"})
            for query in queries:
                yield operation, path + ("?" + urlencode(query) if query else "")


# Histories


def plays_without_gap(count):
    """One endless session, one play a second, and no name twice."""
    for number in range(count):
        yield {
            "listened_at": 1451606400 + number,
            "artist": f"Artist without gap {number}",
            "album": f"Album without gap {number}",
            "track": f"Track without gap {number}",
            "source": "local",
        }


def plays_of_all_days(count):
    """Plays over all possible days, and all tracks on one album; each play is a session if gaps are short."""
    step = (LAST_S - FIRST_S) // count
    for number in range(count):
        yield {
            "listened_at": FIRST_S + number * step,
            "artist": f"Artist of days {number % 500}",
            "album": "Album of days",
            "album_artist": "Various Artists",
            "track": f"Track of days {number}",
            "source": "local",
        }


def plays_of_one_artist(count):
    """One artist's one album, twenty tracks at a time."""
    step = (LAST_S - FIRST_S) // count * 20 - 20
    for number in range(count):
        yield {
            "listened_at": FIRST_S + number // 20 * step + number % 20,
            "artist": "Only artist",
            "album": "Only album",
            "track": f"Track of one {number}",
            "source": "local",
        }


def plays_of_long_names(count):
    """Names that are long, and longer in JSON."""
    for number in range(count):
        long_name = f'{number} "' + LONG
        yield {
            "listened_at": 1451606400 + number * 60,
            "artist": "Artist " + long_name,
            "album": "Album " + long_name,
            "track": "Track " + long_name,
            "source": "local",
        }


HISTORIES = {
    "without gap": (
        plays_without_gap,
        {
            "artist": "Artist without gap 5",
            "album": "Album without gap 5",
            "track": "Track without gap 5",
        },
    ),
    "of all days": (
        plays_of_all_days,
        {"artist": "Artist of days 7", "album": "Album of days", "track": "Track of days 7"},
    ),
    "of one artist": (
        plays_of_one_artist,
        {"artist": "Only artist", "album": "Only album", "track": "Track of one 7"},
    ),
    "of long names": (
        plays_of_long_names,
        {"artist": 'Artist 7 "' + LONG, "album": 'Album 7 "' + LONG, "track": 'Track 7 "' + LONG},
    ),
}


def make_history(folder, make_plays, count):
    """A history with @count plays; returns its path."""
    database, file = Path(folder) / "history.db", Path(folder) / "plays.jsonl"
    with open(file, "w", encoding="utf-8") as lines:
        for play in make_plays(count):
            lines.write(json.dumps(play) + "\n")
    output, _ = run("import", file, DATABASE_PATH=database)
    assert re.search(rf"\b{count:,}\b|\b{count}\b", output), output
    file.unlink()
    return database


# The resources of a process


class Process:
    def __init__(self, pid):
        self.folder = Path(f"/proc/{pid}")
        try:
            self.reset_peak()
        except OSError as error:
            raise Skip(f"the peak of memory cannot be reset here: {error}")

    def _status(self, name):
        return (
            int(re.search(rf"{name}:\s+(\d+) kB", (self.folder / "status").read_text())[1]) * 1024
        )

    def resident_bytes(self):
        return self._status("VmRSS")

    def peak_bytes(self):
        return self._status("VmHWM")

    def reset_peak(self):
        (self.folder / "clear_refs").write_text("5")

    def cpu_s(self):
        fields = (self.folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_S


class Crowd:
    """Requests that run at the same time."""

    def __init__(self, ask, targets):
        self.replies = {}
        self.order = []
        self.lock = threading.Lock()
        self.threads = [
            threading.Thread(target=self._run, args=(ask, number, target))
            for number, target in enumerate(targets)
        ]
        for thread in self.threads:
            thread.start()

    def _run(self, ask, number, target):
        try:
            reply = ask(target)
        except Exception as error:  # shown by the check of the replies
            reply = error
        with self.lock:
            self.replies[number] = reply
            self.order.append(number)

    def n_done(self):
        with self.lock:
            return len(self.order)

    def wait(self):
        for thread in self.threads:
            thread.join()
        return [self.replies[number] for number in range(len(self.threads))]
