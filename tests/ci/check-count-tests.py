#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
"""Checks the numbers in the last line of tools/test: a test case counts once, and no failure is lost."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COUNT = Path(__file__).resolve().parents[2] / "tools" / "count-tests.py"

TAP_OK = "TAP version 13\n1..2\nok 1 /store/opens\nok 2 /store/closes\n"


def record(name, stdout="", result="OK", returncode=0, stderr=""):
    """One line of testlog.json as meson 1.0 writes it."""
    return {
        "name": name,
        "stdout": stdout,
        "result": result,
        "returncode": returncode,
        "duration": 1.0,
        "stderr": stderr,
    }


class CountTests(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.lines = []

    def add_check(self, name, status=0, said=""):
        log = self.folder / f"check-{len(self.lines)}.log"
        log.write_text(said)
        self.lines.append(f"check\t{name}\t{status}\t{log}")

    def add_run(self, *records, name="normal", status=None, tests=(("tap", "store"),), tail=""):
        """A "meson test" run; tests are (protocol, name) of the programs, all in the suite "all" of project "p"."""
        folder = self.folder / f"run-{len(self.lines)}"
        (folder / "meson-info").mkdir(parents=True)
        listed = [
            {"name": test, "suite": ["p:all"], "protocol": protocol} for protocol, test in tests
        ]
        (folder / "meson-info" / "intro-tests.json").write_text(json.dumps(listed))
        log = folder / "testlog.json"
        log.write_text("".join(json.dumps(item) + "\n" for item in records) + tail)
        if status is None:
            status = sum(item["result"] not in ("OK", "SKIP", "EXPECTEDFAIL") for item in records)
        self.lines.append(f"run\t{name}\t{folder}\t{log}\t{status}\t{self.folder / 'none.log'}")

    def count(self):
        results = self.folder / "results.tsv"
        results.write_text("".join(line + "\n" for line in self.lines))
        done = subprocess.run(
            [sys.executable, COUNT, results], capture_output=True, text=True, check=False
        )
        self.assertEqual(done.stderr, "")
        self.output = done.stdout
        self.status = done.returncode
        return done.stdout.splitlines()[-1]

    def assert_count(self, expected, status):
        self.assertEqual(self.count(), expected, self.output)
        self.assertEqual(self.status, status)

    def test_points_of_tap_and_checks(self):
        self.add_check("layout")
        self.add_run(record("p:all / store", TAP_OK))
        self.assert_count("3 passed, 0 failed", 0)

    def test_name_without_suite(self):
        self.add_run(record("store", TAP_OK))
        self.assert_count("2 passed, 0 failed", 0)

    def test_check_that_cannot_run_here(self):
        self.add_check("layout")
        self.add_check("packages", status=77, said="skipped: only root can do that\n")
        self.assert_count("1 passed, 0 failed, 1 skipped", 0)
        self.assertIn("SKIPPED: packages: only root can do that\n", self.output)

    def test_failed_check_shows_its_log(self):
        self.add_check("layout", status=1, said="a.c: wrong\n")
        self.add_check("licence")
        self.assert_count("1 passed, 1 failed", 1)
        self.assertIn("a.c: wrong", self.output)

    def test_plain_program(self):
        self.add_run(
            record("p:all / good"),
            record("p:all / bad", "what it said\n", "FAIL", 1),
            record("p:all / skipped", "", "SKIP", 77),
            record("p:all / meant-to-fail", "", "EXPECTEDFAIL", 1),
            tests=[("exitcode", name) for name in ("good", "bad", "skipped", "meant-to-fail")],
        )
        self.assert_count("2 passed, 1 failed, 1 skipped", 1)
        self.assertIn("what it said", self.output)

    def test_output_of_plain_program_is_no_tap(self):
        self.add_run(record("p:all / plain", TAP_OK), tests=[("exitcode", "plain")])
        self.assert_count("1 passed, 0 failed", 0)

    def test_failed_point(self):
        said = "TAP version 13\n1..2\nok 1 /store/opens\nnot ok 2 /store/closes - ERROR:a.c:1: assertion failed\nBail out!\n"
        self.add_run(record("p:all / store", said, "ERROR", -6))
        self.assert_count("1 passed, 1 failed", 1)
        self.assertIn("/store/closes [normal]", self.output)

    def test_skipped_and_known_failing_points(self):
        said = "1..4\nok 1 /a # SKIP no network\nnot ok 2 /b # todo later\nok 3 - c - d\nok 4 /e # Todo\n"
        self.add_run(record("p:all / store", said, "FAIL"))
        self.assert_count("1 passed, 1 failed, 2 skipped", 1)
        self.assertIn("SKIPPED: p:all / store /a: no network\n", self.output)

    def test_program_without_any_point_skipped(self):
        self.add_run(record("p:all / store", "1..0 # SKIP no browser\n", "SKIP"))
        self.add_check("layout")
        self.assert_count("1 passed, 0 failed, 1 skipped", 0)
        self.assertIn("SKIPPED: p:all / store: no browser\n", self.output)

    def test_program_without_any_point(self):
        # meson considers it skipped.
        self.add_run(record("p:all / store", "", "SKIP"))
        self.assert_count("0 passed, 1 failed", 1)

    def test_plan_of_no_point(self):
        self.add_run(record("p:all / store", "1..0\n", "SKIP"))
        self.assert_count("0 passed, 1 failed", 1)

    def test_crash_before_first_point(self):
        self.add_run(record("p:all / store", "TAP version 13\n1..2\n", "ERROR", -11))
        self.assert_count("0 passed, 1 failed", 1)
        self.assertIn("signal 11", self.output)

    def test_crash_between_points(self):
        self.add_run(record("p:all / store", "1..3\nok 1 /a\n", "ERROR", -11))
        self.assert_count("1 passed, 1 failed", 1)
        self.assertIn("ran 1 of 3", self.output)

    def test_time_limit(self):
        self.add_run(record("p:all / store", "1..3\nok 1 /a\n", "TIMEOUT", -15))
        self.assert_count("1 passed, 1 failed", 1)
        self.assertIn("took too long", self.output)

    def test_quiet_end_before_plan(self):
        # All points skipped and one missing: meson considers it skipped.
        self.add_run(record("p:all / store", "1..2\nok 1 /a # SKIP\n", "SKIP"))
        self.assert_count("0 passed, 1 failed, 1 skipped", 1)

    def test_no_plan(self):
        self.add_run(record("p:all / store", "ok 1 /a\n"))
        self.assert_count("1 passed, 1 failed", 1)

    def test_same_test_in_several_runs(self):
        self.add_run(record("p:all / store", TAP_OK))
        self.add_run(record("p:all / store", TAP_OK), name="valgrind")
        self.assert_count("2 passed, 0 failed", 0)

    def test_failed_in_one_run(self):
        said = "1..2\nok 1 /store/opens\nnot ok 2 /store/closes - ERROR\n"
        self.add_run(record("p:all / store", TAP_OK))
        self.add_run(record("p:all / store", said, "FAIL", 1), name="valgrind")
        self.assert_count("1 passed, 1 failed", 1)
        self.assertIn("/store/closes [valgrind]", self.output)

    def test_leak_at_the_end(self):
        self.add_run(record("p:all / store", TAP_OK))
        self.add_run(
            record("p:all / store", TAP_OK, "ERROR", 1, "LeakSanitizer: 8 bytes\n"),
            name="sanitizers",
        )
        self.assert_count("2 passed, 1 failed", 1)
        self.assertIn("LeakSanitizer: 8 bytes", self.output)

    def test_skipped_in_one_run(self):
        self.add_run(
            record("p:all / store", "1..1\nok 1 /a # SKIP slow\n", "SKIP"), name="valgrind"
        )
        self.add_run(record("p:all / store", "1..1\nok 1 /a\n"))
        self.assert_count("1 passed, 0 failed", 0)

    def test_same_point_twice(self):
        self.add_run(record("p:all / store", "1..2\nok 1 /a\nok 2 /a\n"))
        self.assert_count("2 passed, 0 failed", 0)

    def test_meson_itself_failed(self):
        self.add_run(record("p:all / store", TAP_OK), status=1)
        self.assert_count("2 passed, 1 failed", 1)

    def test_run_without_tests(self):
        self.add_check("layout")
        self.add_run(status=0)
        self.assert_count("1 passed, 1 failed", 1)

    def test_half_a_record(self):
        self.add_run(record("p:all / store", TAP_OK), status=130, tail='{"name": "p:all / ot')
        self.assert_count("2 passed, 1 failed", 1)

    def test_nothing_at_all(self):
        self.assert_count("0 passed, 0 failed", 1)


if __name__ == "__main__":
    unittest.main()
