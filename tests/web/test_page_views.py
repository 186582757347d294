#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every view with no play, one and a thousand, wide and on a phone, in a real browser; reports as TAP.

Without axe-core, the checks that need it are skipped, and say so.
"""

import sys

from every_view import EveryView
from page_support import perform


class ViewChecks(EveryView):
    def __init__(self, scene):
        super().__init__(scene, {count: scene.daemon_of(count) for count in (0, 1, 1000)})

    def all(self):
        return [
            ("every view: no plays", lambda: self.every_view(0)),
            ("every view: one play", lambda: self.every_view(1)),
            ("every view: a thousand plays", lambda: self.every_view(1000, closely=True)),
            ("every view: text has contrast in light and dark", self.contrast),
            ("every view: no violations found by axe-core, in light and dark", self.accessible),
            ("every view: a title of its own", self.titles_differ),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
        ]


if __name__ == "__main__":
    sys.exit(perform(__doc__, ViewChecks))
