#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
"""Counts the test cases of one tools/test run.

Reads the file that tools/test writes, with one tab-separated line for each step:

    check NAME STATUS LOG                   a check that is one test case: passed when STATUS is 0, skipped when 77
    run   NAME FOLDER RECORD STATUS LOG     "meson test" in the build FOLDER, which wrote RECORD (testlog.json)

Each test point of a program that reports as TAP is a case; any other program is one case. A case is identified by the names
of its program and its test point, so the same test in several runs (normal, sanitizers, valgrind) is one case: it failed if it
failed in any of them, and was skipped if it was skipped in all. Any other failure of a program (a crash, a leak found at its
end, a time limit, fewer test points than planned, none at all) is a failed case of its own, unless one of its test points
failed and so reports it already.

Prints the skipped tests and why they were skipped, the failures with the end of their output, all their names once more, then
"N passed, N failed" and, if there are any, ", N skipped".
Exits with 1 if something failed or nothing passed.
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"

BAD_RESULTS = ("TIMEOUT", "INTERRUPT", "ERROR", "UNEXPECTEDPASS")

SHOWN_LINES = 40
# GLib reports every folder that it creates for a test.
NOISE = re.compile(r"(?:GLib|GLib-GIO)-DEBUG: ")

TEST_POINT = re.compile(r"(not )?ok\b\s*(\d+)?\s*(?:- )?([^#]*)(?:#\s*(\w+)\b\s*(.*))?")
PLAN = re.compile(r"1\.\.(\d+)\s*(?:#\s*(\w+)\b(.*))?$")


@dataclass
class Outcome:
    """How one case ended in one run."""

    program: str
    case: str
    result: str
    why: str = ""
    log: str = ""


@dataclass
class Case:
    """One test case over all runs."""

    results: list = field(default_factory=list)
    why_skipped: str = ""

    def result(self):
        if FAILED in self.results:
            return FAILED
        return PASSED if PASSED in self.results else SKIPPED


def point_result(not_ok, directive):
    directive = (directive or "").lower()
    if directive.startswith("skip") and not not_ok:
        return SKIPPED
    if directive == "todo":
        # Known to fail: not a failure as long as it fails, but a failure as soon as it passes.
        return SKIPPED if not_ok else FAILED
    return FAILED if not_ok else PASSED


def skip_reason(said):
    """The last line of the output of a test that was skipped."""
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1].removeprefix("skipped: ").strip() if lines else ""


def point_name(text):
    """GTest writes "not ok /path - what went wrong"; the name of a test must not depend on its result."""
    name = text.strip()
    return name.partition(" - ")[0] if name.startswith("/") else name


def tap_points(text):
    """The test points of TAP output as (name, result, reason), and what is wrong with the output as a whole ("" if nothing)."""
    points, names = [], {}
    planned, plan_skips, bail_out, reason = None, False, None, ""
    for line in text.splitlines():
        if match := PLAN.match(line):
            planned = int(match[1])
            plan_skips = (match[2] or "").upper().startswith("SKIP")
            reason = (match[3] or "").strip()
        elif match := TEST_POINT.match(line):
            name = point_name(match[3]) or f"test {match[2] or len(points) + 1}"
            names[name] = names.get(name, 0) + 1
            if names[name] > 1:
                name = f"{name} ({names[name]})"
            points.append((name, point_result(match[1], match[4]), (match[5] or "").strip()))
        elif line.startswith("Bail out!"):
            bail_out = line
    if planned == 0 and plan_skips:
        return points or [("", SKIPPED, reason)], ""
    if planned is not None and len(points) != planned:
        return points, f"ran {len(points)} of {planned} planned tests"
    if bail_out:
        return points, bail_out
    if planned is None and points:
        return points, "wrote no TAP plan"
    return points, "" if points else "ran no test"


def exit_text(record):
    status = record.get("returncode")
    if record["result"] == "TIMEOUT":
        return f"took too long, stopped after {record.get('duration', 0):.0f} s"
    if status and status < 0:
        return f"ended by signal {-status}"
    return f"ended with status {status}" if status else f"meson says {record['result']}"


def tap_outcomes(program, record, log):
    points, trouble = tap_points(record.get("stdout") or "")
    outcomes = [
        Outcome(program, name, result, why if result == SKIPPED else "", log)
        for name, result, why in points
    ]
    result = record["result"]
    if result == "EXPECTEDFAIL":
        return [Outcome(program, "", PASSED)]
    if result == "SKIP" and not points and record.get("returncode") == 77:
        return [Outcome(program, "", SKIPPED, skip_reason(log))]
    if result in BAD_RESULTS or (result == "FAIL" and not points):
        trouble = ", ".join(filter(None, (exit_text(record), trouble)))
    failed = [outcome for outcome in outcomes if outcome.result == FAILED]
    if trouble and failed:
        # A failed assertion of GTest ends the program: one failure, not two.
        failed[-1].why = trouble
    elif trouble:
        outcomes.append(Outcome(program, "(the program)", FAILED, trouble, log))
    return outcomes


def plain_outcomes(program, record, log):
    result = record["result"]
    if result in ("OK", "EXPECTEDFAIL"):
        return [Outcome(program, "", PASSED)]
    if result == "SKIP":
        return [Outcome(program, "", SKIPPED, skip_reason(log))]
    return [Outcome(program, "", FAILED, exit_text(record), log)]


def known_tests(folder):
    """Names as "meson test" writes them, with their protocol and a full name that does not depend on other build options."""
    tests = {}
    try:
        listed = json.loads(
            (folder / "meson-info" / "intro-tests.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError):
        return tests
    for test in listed:
        suites = test["suite"] or [""]
        project = suites[0].partition(":")[0]
        parts = "+".join(suite.partition(":")[2] for suite in suites)
        full = f"{project}{':' if parts else ''}{parts} / {test['name']}"
        # meson omits the suite if there is only one.
        tests[full] = tests[test["name"]] = (test["protocol"], full)
    return tests


def run_records(path):
    """The records of testlog.json; a "meson test" that was killed may have left half a line."""
    records = []
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return records
    for line in lines:
        try:
            records.append(json.loads(line))
        except ValueError:
            pass
    return records


def run_outcomes(name, folder, record_path, status, log):
    tests = known_tests(Path(folder))
    outcomes = []
    for record in run_records(Path(record_path)):
        protocol, program = tests.get(record["name"], ("exitcode", record["name"]))
        said = "\n".join(filter(None, (record.get("stdout"), record.get("stderr"))))
        reader = tap_outcomes if protocol == "tap" else plain_outcomes
        outcomes += reader(program, record, said)
    if not outcomes:
        outcomes.append(
            Outcome(
                "meson test",
                name,
                FAILED,
                f"ran no test, ended with status {status}",
                read_log(log),
            )
        )
    elif status != "0" and not any(outcome.result == FAILED for outcome in outcomes):
        outcomes.append(
            Outcome("meson test", name, FAILED, f"ended with status {status}", read_log(log))
        )
    return outcomes


def read_log(path):
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return str(error)


def check_outcome(name, status, log):
    if status == "0":
        return Outcome(name, "", PASSED)
    if status == "77":
        return Outcome(name, "", SKIPPED, skip_reason(read_log(log)))
    return Outcome(name, "", FAILED, f"ended with status {status}", read_log(log))


def read_results(path):
    """(run, outcome) for everything in the file that tools/test wrote."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        kind, *fields = line.split("\t")
        if kind == "check":
            yield "", check_outcome(*fields)
        elif kind == "run":
            for outcome in run_outcomes(*fields):
                yield fields[0], outcome
        else:
            raise SystemExit(f"{path}: unknown line: {line}")


def heading(run, outcome):
    place = f" [{run}]" if run else ""
    why = f" ({outcome.why})" if outcome.why else ""
    return f"FAILED: {' '.join(filter(None, (outcome.program, outcome.case)))}{place}{why}"


def print_failures(failures):
    """Prints each failure, with the end of the output once for each program and run, and then all headings together."""
    shown = set()
    for run, outcome in failures:
        print(heading(run, outcome))
        if (run, outcome.program) not in shown:
            shown.add((run, outcome.program))
            lines = [line for line in outcome.log.rstrip().splitlines() if not NOISE.search(line)]
            for line in lines[-SHOWN_LINES:]:
                print(f"    {line}")
    print()
    for run, outcome in failures:
        print(heading(run, outcome))


def print_skipped(cases):
    for (program, name), case in cases.items():
        if case.result() == SKIPPED:
            print(
                f"SKIPPED: {' '.join(filter(None, (program, name)))}: {case.why_skipped or 'no reason given'}"
            )


def summary(cases):
    counts = {PASSED: 0, FAILED: 0, SKIPPED: 0}
    for case in cases:
        counts[case.result()] += 1
    text = f"{counts[PASSED]} passed, {counts[FAILED]} failed"
    if counts[SKIPPED]:
        text += f", {counts[SKIPPED]} skipped"
    return text, counts[FAILED] == 0 and counts[PASSED] > 0


def main():
    parser = argparse.ArgumentParser(description="Counts the test cases of one tools/test run.")
    parser.add_argument("results", help="the file that tools/test wrote")
    options = parser.parse_args()

    cases, failures = {}, []
    for run, outcome in read_results(options.results):
        case = cases.setdefault((outcome.program, outcome.case), Case())
        case.results.append(outcome.result)
        if outcome.result == SKIPPED:
            case.why_skipped = case.why_skipped or outcome.why
        if outcome.result == FAILED:
            failures.append((run, outcome))
    sys.stdout.reconfigure(errors="replace")
    print_skipped(cases)
    if failures:
        print_failures(failures)
    text, good = summary(cases.values())
    print(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
