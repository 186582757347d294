# SPDX-License-Identifier: LGPL-2.1-or-later
"""Plain functions as unittest tests, reported as TAP by tap.py (Debian: python3-tap), one line as each ends."""

import sys
import unittest

try:
    from tap.runner import TAPTestRunner
except ImportError:
    TAPTestRunner = None


class NamedTest(unittest.FunctionTestCase):
    def __init__(self, name, function):
        super().__init__(function)
        self.name = name

    def __str__(self):
        return self.name

    def shortDescription(self):
        return None


def run_tests(tests):
    """Runs each (name, function), where unittest.SkipTest says what is missing. Returns the exit code of the program."""
    if TAPTestRunner is None:
        print("1..0 # SKIP needs tap.py for Python (Debian: python3-tap)")
        return 0
    sys.stdout.reconfigure(line_buffering=True)
    runner = TAPTestRunner()
    runner.set_stream(True)
    runner.set_format("{method_name}")
    return (
        0
        if runner.run(unittest.TestSuite(NamedTest(*test) for test in tests)).wasSuccessful()
        else 1
    )
