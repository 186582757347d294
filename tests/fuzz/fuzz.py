#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
"""Runs all fuzz targets, which share the given number of minutes.

tools/test --fuzz MINUTES builds the targets with clang and calls this. As many targets run at a time as the machine
has processors, each in its own process, and the whole run takes MINUTES. Inputs that reach new code are kept in
STATE/corpus/TARGET, and the next run begins with them; inputs on which a target fails are kept in STATE/findings.
"""

import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

# An input that takes longer, or more memory, is a finding: normal ones take milliseconds.
TIMEOUT_S = 20
MEMORY_MIB = 2048
# libFuzzer measures wall-clock time, which on a busy machine includes little processor time. An input that took too long
# runs again, and is a finding if it takes more processor time than this.
TIMEOUT_CPU_S = 2
TIMED_OUT = 70


class Target:
    def __init__(self, program, arguments):
        self.program = program
        self.name = program.name.removeprefix("fuzz-")
        self.seeds = arguments.corpus / self.name
        self.found = arguments.state / "corpus" / self.name
        self.findings = arguments.state / "findings"
        self.log = arguments.logs / f"fuzz-{self.name}.log"
        self.n_executions = 0
        self.status = None

    def command(self, seconds):
        return [
            self.program, f"-max_total_time={seconds}", f"-timeout={TIMEOUT_S}", f"-rss_limit_mb={MEMORY_MIB}", f"-report_slow_units={TIMEOUT_S}",
            "-print_final_stats=1", "-verbosity=1", f"-artifact_prefix={self.findings}/{self.name}-", self.found, self.seeds,
        ]  # fmt: skip

    def run(self, seconds):
        self.found.mkdir(parents=True, exist_ok=True)
        self.findings.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **os.environ,
            "ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1:"
            + os.environ.get("ASAN_OPTIONS", ""),
            "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1:"
            + os.environ.get("UBSAN_OPTIONS", ""),
            "TZ": "UTC",
        }
        end = time.monotonic() + seconds
        self.log.write_bytes(b"")
        while (left := round(end - time.monotonic())) > 0:
            self.run_once(left)
            if self.status != TIMED_OUT or any(
                self.is_slow(Path(artifact)) for artifact in self.artifacts
            ):
                break
            self.status = 0

    def run_once(self, seconds):
        """Runs the target until the time is up, or something is found."""
        with open(self.log, "ab") as log:
            start = log.tell()
            self.status = subprocess.run(
                self.command(seconds),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                check=False,
            ).returncode
        self.read_log(start)

    def is_slow(self, artifact):
        """Returns whether the input itself takes long; deletes it if not."""
        with subprocess.Popen(
            [self.program, "-timeout=600", artifact],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment,
        ) as child:  # fmt: skip
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0 or usage.ru_utime > TIMEOUT_CPU_S:
            return True
        artifact.unlink()
        return False

    def read_log(self, start):
        text = self.log.read_bytes()[start:].decode(errors="replace")
        # A target that fails early prints no statistics, only how far it got.
        counts = re.findall(r"^stat::number_of_executed_units: (\d+)$", text, re.M) or re.findall(
            r"^#(\d+)\t", text, re.M
        )
        self.n_executions += int(counts[-1]) if counts else 0
        if self.status == 0 and self.n_executions == 0:
            self.status = 1
        self.artifacts = re.findall(r"Test unit written to (\S+)", text)

    def report(self):
        lines = [
            f"{self.name}: {self.n_executions:,} executions, {sum(1 for _ in self.found.iterdir()):,} inputs in the corpus"
        ]
        if self.status != 0:
            lines.append(f"{self.name}: FAILED, see {self.log}")
            lines += [
                f"{self.name}: run {self.program} {artifact} to see it again"
                for artifact in self.artifacts
            ]
        return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, required=True, help="how long, all in all")
    parser.add_argument(
        "--corpus",
        type=Path,
        default=Path(__file__).resolve().parent / "corpus",
        help="where the seeds are",
    )
    parser.add_argument("--state", type=Path, required=True, help="folder of what was found")
    parser.add_argument("--logs", type=Path, required=True, help="folder of what the targets say")
    parser.add_argument(
        "--results", type=Path, help="file to which results are added for tools/count-tests.py"
    )
    parser.add_argument("programs", nargs="+", type=Path)
    arguments = parser.parse_args()

    targets = [Target(program.resolve(), arguments) for program in arguments.programs]
    n_jobs = min(os.cpu_count() or 1, len(targets))
    seconds = max(1, round(arguments.minutes * 60 * n_jobs / len(targets)))
    lock = threading.Lock()

    def run(target):
        target.run(seconds)
        with lock:
            print(target.report(), file=sys.stderr, flush=True)
            if arguments.results:
                with open(arguments.results, "a", encoding="utf-8") as results:
                    results.write(f"check\tfuzz: {target.name}\t{target.status}\t{target.log}\n")

    with concurrent.futures.ThreadPoolExecutor(n_jobs) as pool:
        list(pool.map(run, targets))
    return int(any(target.status != 0 for target in targets))


if __name__ == "__main__":
    sys.exit(main())
