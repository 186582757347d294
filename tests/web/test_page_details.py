#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Details of charts, lists and forms that would trip up a reader; reports as TAP."""

import json
import sys
from collections import Counter
from urllib.parse import urlencode, urlsplit

from page_support import History, PageChecks, perform, plays


class DetailChecks(PageChecks):
    def __init__(self, scene):
        self.scene = scene
        self.many = scene.daemon_of(1000).address
        super().__init__(
            scene.page(scene.daemon(file=scene.arguments.fixture).address),
            history=History(scene.arguments.fixture),
        )

    def all(self):
        return [
            ("the part of the day with the most plays per hour is named", self.part_of_day),
            ("the dot of half the plays lies on the curve of concentration", self.concentration),
            ("diversity has no figure that ends at 100", self.diversity),
            ("charts of a name end with its last play", self.last_play),
            ("the last plays of a track show the time", self.recent),
            ("a calendar of the last weeks says so", self.calendar),
            ("hours of sessions say what they measure", self.hours),
            ("a tenfold change is not shown as a percentage", self.times),
            ("the largest artists of the flow have their names", self.flow),
            ("the checkboxes of the import have one size", self.checkboxes),
            ("the card of an undone import says so", self.undone),
            ("settings lead to the page of the API, whose header has one row", self.api_page),
            ("a play reported twice is there once, and says by whom", self.doubles),
            ("the page comes back when the server does", self.outage),
            ("the first field of the login has the focus", self.focus),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
        ]

    def imported(self, module, expression):
        """The value of an expression in which `module` is a module of the page."""
        return self.page.browser.execute_async_script(
            f"const done = arguments[arguments.length - 1]; import('./static/js/{module}').then(module => done({expression}), error => done(String(error)));"
        )

    def part_of_day(self):
        self.page.open()
        cases = {(49, 20): "owl", (45, 10): "day", (41, 24): "day", (20, 40): "early"}
        for (night, early), kind in cases.items():
            assert (
                self.imported("story/story-numbers.js", f"module.timeOfDay({night}, {early})")
                == kind
            ), (night, early)

    def concentration(self):
        self.page.visit("?view=diversity")
        away = self.page.script(
            """
            const [line, dot] = ['.line-stroke', '.step-dot'].map(kind => document.querySelector(`#concentration ${kind}`));
            const lengths = Array.from({ length: 2000 }, (_, index) => line.getTotalLength() * index / 1999);
            return Math.min(...lengths.map(at => line.getPointAtLength(at)).map(({ x, y }) => Math.hypot(x - dot.cx.baseVal.value, y - dot.cy.baseVal.value)));"""
        )
        assert away < 1, away

    def diversity(self):
        self.page.visit("?view=diversity")
        shown = self.page.script(
            "return Array.from(document.querySelectorAll('[data-fact]'), node => node.dataset.fact)"
        )
        assert shown == ["diversity.effective", "diversity.gini"], shown

    def gone_artist(self):
        """An artist with some plays, the last of which is the longest ago."""
        last = {
            play["artist"]: play["listened_at"]
            for play in sorted(self.history.plays, key=lambda play: play["listened_at"])
        }
        counts = Counter(play["artist"] for play in self.history.plays)
        return min((artist for artist in last if counts[artist] >= 5), key=last.get)

    def last_play(self):
        artist = self.gone_artist()
        self.page.visit("?" + urlencode({"view": "artist", "period": "alltime", "artist": artist}))
        for chart in ("pulse", "places"):
            if chart == "places" and not self.page.find_all("#places"):
                continue
            labels = self.page.script(
                "return Array.from(document.querySelectorAll(arguments[0]), node => node.getAttribute('aria-label'))",
                f"#{chart} .step",
            )
            assert (
                labels
                and ": 0 plays" not in labels[-1]
                and "nothing played" not in labels[-1].lower()
            ), (artist, chart, labels[-1])

    def recent(self):
        (artist, track), _ = Counter(
            (play["artist"], play["track"]) for play in self.history.plays
        ).most_common(1)[0]
        self.page.visit(
            "?"
            + urlencode({"view": "track", "period": "alltime", "artist": artist, "track": track})
        )
        times = self.page.texts(".recent .play-time")
        assert (
            len(times) > 1 and len(set(times)) == len(times) and all(":" in time for time in times)
        ), times

    def calendar(self):
        self.page.visit("?period=alltime")
        assert (
            "The last 53 weeks"
            in self.page.find("#calendar").find_element("xpath", "./ancestor-or-self::section").text
        )
        self.page.visit(f"?period={self.history.years[0]}")
        assert (
            "53 weeks"
            not in self.page.find("#calendar")
            .find_element("xpath", "./ancestor-or-self::section")
            .text
        )

    def hours(self):
        self.page.visit("?view=sessions")
        assert (
            "from its first play to its last"
            in self.page.find("[data-figure=hours] .figure-note").text
        )

    def times(self):
        self.page.open()
        assert "31 times" in self.imported(
            "charts/figures.js", "module.changeNode(3114, 100).textContent"
        )
        assert "+50%" in self.imported(
            "charts/figures.js", "module.changeNode(150, 100).textContent"
        )

    def flow(self):
        self.page.homes.add(urlsplit(self.many).netloc)
        self.page.browser.get(self.many + "?view=flow&period=alltime")
        self.page.settle()
        nodes = self.page.script(
            "return Array.from(document.querySelectorAll('.flow-node'), node => [node.querySelector('.flow-ring').r.baseVal.value, node.classList.contains('flow-named')])"
        )
        largest = sorted(nodes, reverse=True)[:6]
        assert nodes and all(named for _, named in largest), largest

    def checkboxes(self):
        self.page.visit("?view=import")
        looks = self.page.script(
            """return Array.from(document.querySelectorAll('.import input[type=checkbox]'), box => {
            const { width, height } = box.getBoundingClientRect();
            return [width, height, getComputedStyle(box.parentElement).fontSize].join();
        })"""
        )
        assert len(looks) == 3 and len(set(looks)) == 1, looks

    def undone(self):
        self.page.visit("?view=import")
        self.page.script(
            """
            const transfer = new DataTransfer();
            transfer.items.add(new File(['{"listened_at": 1500000000, "artist": "Passing", "track": "By", "source": "x"}\\n'], 'passing.jsonl'));
            const input = document.querySelector('#import-file');
            input.files = transfer.files;
            input.dispatchEvent(new Event('change'));"""
        )
        self.page.wait(lambda: self.page.find_all(".job-good"), "not imported")
        self.page.wait(lambda: "passing.jsonl" in self.page.texts(".past-name"), "not in the list")
        row = ".past:has(.past-name) button"
        self.page.script("document.querySelector(arguments[0]).click()", row)
        self.page.wait(
            lambda: self.page.find_all(
                ".past dialog[open] .button, .past [role=dialog] .button, .past .asking .button, .past button"
            ),
            "no question",
        )
        self.page.script(
            """
            const buttons = Array.from(document.querySelectorAll('dialog[open] button, .past:first-child button')).filter(button => button.checkVisibility());
            buttons.findLast(button => button.textContent === 'Undo')?.click();"""
        )
        self.page.wait(lambda: self.page.find_all(".past-undone"), "not undone")
        self.page.wait(lambda: not self.page.find_all(".job-good"), "the card stays")
        self.page.expect(".job-state", "undone")

    def api_page(self):
        self.page.visit("?view=settings")
        link = self.page.find('a[href="api/docs"]')
        assert link.is_displayed()
        for size in ((1280, 900), (390, 844)):
            self.page.resize(size)
            self.page.browser.get(self.page.address + "api/docs")
            tops = self.page.script(
                """return Array.from(document.querySelectorAll('.bar .brand, .bar .button'), node => {
                const { top, bottom, left, right } = node.getBoundingClientRect();
                return [(top + bottom) / 2, left, right];
            })"""
            )
            assert (
                len(tops) == 3
                and max(top for top, _, _ in tops) - min(top for top, _, _ in tops) < 4
            ), (size, tops)
            assert all(left >= 0 and right <= size[0] for _, left, right in tops), (size, tops)
        self.page.resize((1280, 900))
        self.page.open()

    def doubles(self):
        file = self.scene.directory / "doubles.jsonl"
        reports = [
            {**play, "source": source, "listened_at": play["listened_at"] + later}
            for play in plays(30)
            for source, later in (("lastfm", 0), ("navidrome", 3), ("kitchen", 5))
        ]
        file.write_text("".join(json.dumps(report) + "\n" for report in reports), encoding="utf-8")
        address = self.scene.daemon("doubles", file).address
        self.page.homes.add(urlsplit(address).netloc)
        try:
            self.page.browser.get(address + "?view=timeline")
            self.page.settle()
            tag = self.page.find(".play .tag")
            assert "kitchen +2" in tag.text, tag.text
            assert tag.get_attribute("title") == "also reported by lastfm, navidrome"
            self.page.browser.get(address + "?view=settings")
            self.page.settle()
            section = "[data-setting=doubles]"
            self.page.expect(section, "60 reports repeat a play")
            self._click(f"{section} input")
            self.page.wait(
                lambda: not any("repeat" in text for text in self.page.texts(section)),
                "still counted once",
            )
            self.page.browser.get(address)
            self.page.settle()
            assert self.page.figure("scrobbles") == 90, self.page.figure("scrobbles")
        finally:
            self.page.open()

    def outage(self):
        self.page.open("?view=charts")
        self.page.offline(True)
        self.page.visit("?view=patterns")
        self.page.wait(lambda: self.page.find_all(".state-offline"), "no word of the outage")
        self.page.offline(False)
        # Failed requests while it was unreachable are no fault of the page.
        self.page.browser.get_log("browser")
        self.page.wait(
            lambda: self.page.find_all(".view-patterns")
            and not self.page.find_all(".state-offline"),
            "still out of reach",
        )

    def focus(self):
        door = self.scene.daemon("door", arguments=("serve",), said=2)
        self.page.homes.add(urlsplit(door.address).netloc)
        self.page.browser.get(door.address)
        self.page.wait(lambda: self.page.find_all("#entry input"), "no door")
        self.page.wait(
            lambda: self.page.script(
                """
            const first = Array.from(document.querySelectorAll('#entry input')).find(input => input.checkVisibility());
            return document.activeElement === first;"""
            ),
            "no focus",
        )


def make(scene):
    return DetailChecks(scene)


if __name__ == "__main__":
    sys.exit(perform(__doc__, make))
