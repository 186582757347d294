#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
"""Checks the structure of the tree: folders small enough to survey, files short enough to read, and includes
that point one way, between folders as well as between files (doc/architecture.md, "Folders")."""

import posixpath
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_FILES = 30
MOST_LINES = 800
# Tables, which are never read from end to end.
LONG = {
    "doc/openapi.yaml",
    "tests/libfootprints.symbols",
}
SOURCES = (".c", ".h", ".js", ".py", ".css")
# A factory has to name the classes that it creates.
KNOWN_PAIRS = {frozenset({"libfootprints/store", "libfootprints/store/sqlite"})}
# What may not be included at all: WHERE → WHAT.
FORBIDDEN = (
    ("libfootprints/", "footprintsd/"),
    ("libfootprints/report/", "libfootprints/store/"),
    ("libfootprints/protocol/", "libfootprints/http/"),
    ("libfootprints/core/", "libfootprints/store/"),
)


def tree():
    listed = subprocess.run(
        ["tools/list-sources.sh"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\n")
    return [name.removeprefix("./") for name in listed if name]


def used_by(name, text):
    """The files of this tree that a file includes or imports."""
    if name.endswith((".c", ".h")):
        return re.findall(r'^#include ["<]((?:libfootprints|footprintsd)/[\w./-]+)[">]', text, re.M)
    folder = posixpath.dirname(name)
    return [
        posixpath.normpath(posixpath.join(folder, found))
        for found in re.findall(r"from '(\.{1,2}/[\w./-]+)'", text)
    ]


def circle(graph):
    """A cycle, as names that end with the first one; None if there is no cycle."""
    done, path = set(), []

    def walk(node):
        if node in path:
            return [*path[path.index(node) :], node]
        if node in done:
            return None
        path.append(node)
        for other in sorted(graph[node]):
            found = walk(other)
            if found:
                return found
        done.add(path.pop())
        return None

    for node in sorted(graph):
        found = walk(node)
        if found:
            return found
    return None


def check_sizes(names):
    bad = []
    folders = Counter(posixpath.dirname(name) for name in names if name.endswith(SOURCES))
    bad += [
        f"{folder}: {count} files, more than {MOST_FILES}"
        for folder, count in sorted(folders.items())
        if count > MOST_FILES
    ]
    for name in names:
        if name.endswith(SOURCES) and name not in LONG:
            lines = (ROOT / name).read_text(encoding="utf-8").count("\n")
            if lines > MOST_LINES:
                bad.append(f"{name}: {lines} lines, more than {MOST_LINES}")
    return bad


def check_arrows(names):
    bad = []
    files, folders = defaultdict(set), defaultdict(set)
    there = set(names)
    for name in names:
        if not name.startswith(("libfootprints/", "footprintsd/")) or not name.endswith(
            (".c", ".h", ".js")
        ):
            continue
        for other in used_by(name, (ROOT / name).read_text(encoding="utf-8")):
            bad += [
                f"{name}: {other} is above it"
                for where, what in FORBIDDEN
                if name.startswith(where) and other.startswith(what)
            ]
            if other not in there:
                continue
            files[name].add(other)
            ends = posixpath.dirname(name), posixpath.dirname(other)
            if ends[0] != ends[1] and frozenset(ends) not in KNOWN_PAIRS:
                folders[ends[0]].add(ends[1])
    for graph in (files, folders):
        for node in [node for others in graph.values() for node in others]:
            graph.setdefault(node, set())
        found = circle(graph)
        if found:
            bad.append("a circle: " + " → ".join(found))
    return bad


def main():
    names = tree()
    bad = check_sizes(names) + check_arrows(names)
    print("\n".join(bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
