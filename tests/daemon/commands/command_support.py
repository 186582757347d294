# SPDX-License-Identifier: LGPL-2.1-or-later
"""Files that the tests of the commands import."""

CSV = (
    "artist,track,time\nA\x1b[31m,One,1700000000\nA,Two,1700000200\nA,Two,1700000200\nA,Bad,never\n"
)


def many_plays(path, count):
    with open(path, "w") as file:
        file.write("artist,track,time\n")
        for number in range(count):
            file.write(f"Artist {number % 97},Track {number % 1013},{1700000000 - number * 200}\n")
    return path
