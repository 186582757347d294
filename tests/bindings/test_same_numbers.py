# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors

"""One fixture, the same numbers from C, Python, GJS, REST and the shell; and the examples agree."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "support"))
from tap_tests import run_tests  # noqa: E402

HERE = pathlib.Path(__file__).parent
ZONE = "Europe/Berlin"


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr}")
    return done.stdout


class Rest:
    """A footprintsd on a free port of loopback."""

    def __init__(self, daemon, database):
        environment = {**os.environ, "DATABASE_PATH": database, "PORT": "0", "HOST": "127.0.0.1"}
        self.process = subprocess.Popen(
            [daemon, "serve", "--no-auth"], env=environment, stdout=subprocess.PIPE, text=True
        )
        self.address = self.process.stdout.readline().split()[-1]

    def get(self, path, **query):
        query.setdefault("timezone", ZONE)
        address = f"{self.address}{path}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(address, timeout=20) as reply:
            return json.load(reply)

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=20)


def without(entries, *members):
    return [{k: v for k, v in entry.items() if k not in members} for entry in entries]


def check_languages(options, database, numbers):
    for language, command in (
        ("Python", [sys.executable, str(HERE / "numbers.py"), database]),
        ("GJS", [options.gjs, "-m", str(HERE / "numbers.js"), database]),
    ):
        lines = [json.loads(line) for line in run(*command).splitlines()]
        assert lines == numbers, f"{language} differs from C"


def check_rest(options, database, numbers):
    (
        overview,
        year_overview,
        artists,
        albums,
        tracks,
        minutes,
        timeline,
        pulse,
        comparison,
        heatmap,
        novelty,
        diversity,
        sessions,
        transitions,
        years,
        top,
        album,
        ranks,
        growth,
        comebacks,
        obsessions,
        forgotten,
        concentration,
        anniversaries,
        review,
        milestones,
        streaks,
        of_lastfm,
        search,
    ) = numbers
    rest = Rest(options.daemon, database)
    try:
        everything = rest.get("api/stats/ui")
        assert everything["overview"] == overview
        assert everything["period_scrobbles"] == overview["scrobbles"]
        year = rest.get("api/stats/ui", period="2024")
        assert year["overview"] == year_overview
        for member, chart in (
            ("top_artists", artists),
            ("top_albums", albums),
            ("top_tracks", tracks),
        ):
            assert without(year[member], "image_url") == chart["entries"], member
        assert (
            rest.get(
                "api/charts/tracks",
                period="2024",
                by="minutes",
                compare="previous",
                offset=1,
                limit=15,
            )
            == minutes
        )
        assert (
            rest.get("api/reports/comparison", period="2024", compare="alltime", limit=5)
            == comparison
        )
        assert rest.get("api/reports/heatmap", normalize="true") == heatmap
        assert (
            rest.get("api/reports/novelty", period="2024", granularity="month", limit=5) == novelty
        )
        assert rest.get("api/reports/diversity", period="2024", granularity="month") == diversity
        assert (
            rest.get(
                "api/reports/sessions",
                period="2024",
                gap_minutes=30,
                order="longest",
                offset=1,
                limit=5,
            )
            == sessions
        )
        assert rest.get("api/reports/transitions", limit=30) == transitions
        names = [urllib.parse.quote(album["stats"][name], safe="") for name in ("artist", "album")]
        assert rest.get(f"api/album/{names[0]}/{names[1]}") == album
        assert rest.get(f"api/album/{names[0]}/{names[1]}/ranks", granularity="month") == ranks
        assert rest.get("api/reports/growth", period="2024") == growth
        assert rest.get("api/reports/comebacks", min_days=100, limit=5) == comebacks
        assert rest.get("api/reports/obsessions", min_scrobbles=2, limit=5) == obsessions
        assert rest.get("api/reports/forgotten", min_scrobbles=3, min_days=50, limit=5) == forgotten
        assert rest.get("api/reports/concentration", period="2024") == concentration
        assert rest.get("api/reports/on-this-day", month=12, day=19) == anniversaries
        assert rest.get("api/reports/review", period="2024") == review
        assert rest.get("api/reports/yearly/2024") == {**review, "year": 2024}
        assert rest.get("api/reports/milestones") == milestones
        assert rest.get("api/reports/streaks", min_scrobbles=2) == streaks
        assert rest.get("api/stats/ui", source="lastfm")["overview"] == of_lastfm
        assert rest.get("api/years") == years
        assert (
            rest.get("api/pulse", period="2024", granularity="month", include_empty="true") == pulse
        )
        assert rest.get("api/reports/2024") == top
        assert rest.get("api/search", q="a", limit=20) == search
        for path in ("api/timeline", "api/scrobbles"):
            plays = rest.get(path, offset=5, limit=20)
            assert without(plays, "source_id") == timeline["entries"], path
        assert rest.get("api/stats")["total_scrobbles"] == overview["scrobbles"]
    finally:
        rest.close()


def check_shell(options, database, numbers):
    top, search = numbers[-14], numbers[-1]
    report = run(
        options.daemon,
        "report",
        "--json",
        "--limit",
        "50",
        "--database",
        database,
        "--timezone",
        ZONE,
        "2024",
    )
    assert json.loads(report) == top
    found = run(options.daemon, "search", "--json", "--limit", "20", "--database", database, "a")
    assert json.loads(found) == search
    exported = run(options.daemon, "export", "--database", database)
    assert len(exported.splitlines()) == numbers[0]["scrobbles"]


def check_examples(options, folder, numbers):
    outputs = {}
    for language, program in (
        ("c", [f"{options.examples_build}/%s"]),
        ("py", [sys.executable, f"{options.examples_source}/%s.py"]),
        ("js", [options.gjs, "-m", f"{options.examples_source}/%s.js"]),
    ):
        database = f"{folder}/example-{language}.db"

        def example(name, *arguments):
            return run(*[part % name if "%s" in part else part for part in program], *arguments)

        outputs[language] = [
            example("import-file", database, options.fixture),
            example("import-file", database, options.fixture),
            example("top-artists", database),
            example("top-artists", database, "2024"),
        ]
    assert outputs["c"] == outputs["py"] == outputs["js"], outputs
    n_plays = numbers[0]["scrobbles"]
    assert f" {n_plays} new, " in outputs["c"][0]
    assert " 0 new, " in outputs["c"][1]
    first = numbers[2]["entries"][0]
    assert f"1. {first['name']} ({first['count']})" in outputs["c"][3]


def main():
    parser = argparse.ArgumentParser()
    for name in ("daemon", "numbers", "fixture", "examples-source", "examples-build", "gjs"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    # The examples use the system's zone, the other queries name theirs.
    os.environ["TZ"] = ZONE
    with tempfile.TemporaryDirectory() as folder:
        database = f"{folder}/history.db"
        run(options.daemon, "import", "--database", database, options.fixture)
        numbers = [json.loads(line) for line in run(options.numbers, database).splitlines()]
        return run_tests(
            [
                ("/same-numbers/languages", lambda: check_languages(options, database, numbers)),
                ("/same-numbers/rest", lambda: check_rest(options, database, numbers)),
                ("/same-numbers/shell", lambda: check_shell(options, database, numbers)),
                ("/same-numbers/examples", lambda: check_examples(options, folder, numbers)),
            ]
        )


if __name__ == "__main__":
    sys.exit(main())
