#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Choices of the reader: subject and comparison of a chart, plays or time, two periods, filters; reports as TAP."""

import sys
from urllib.parse import parse_qs, urlsplit

from page_support import HOSTILE, PAGES, PageChecks, perform, plays


class ChoiceChecks(PageChecks):
    def __init__(self, scene):
        daemon = scene.daemon_of(1000)
        super().__init__(scene.page(daemon.address), scene.arguments.screenshots)

    def all(self):
        return [
            ("a chart loads page by page, and can be compared", self.charts),
            ("charts are by plays or by time, which the address keeps", self.minutes),
            ("two periods are compared, chosen, swapped and shown as a table", self.compare),
            (
                "patterns and pages of names lead to their plays, and the timeline says so",
                self.filtered,
            ),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
        ]

    def charts(self):
        asked = lambda route: [
            parse_qs(urlsplit(address).query)
            for address in self.page.script(
                "return performance.getEntriesByType('resource').map(entry => entry.name)"
            )
            if f"/api/{route}" in address
        ]
        self.page.open("?view=charts&kind=tracks&period=2019-02")
        assert [query["compare"] for query in asked("charts/tracks")] == [["2019-01"]] and len(
            asked("stats/ui")
        ) == 1
        assert self.page.find_all(".move-down, .move-up")
        self.page.script("document.querySelector('#chart-more').click()")
        self.page.wait(
            lambda: len(self.page.find_all("#chart-tracks .rank")) == 100, "no more tracks"
        )
        assert [(query["offset"], query["limit"]) for query in asked("charts/tracks")] == [
            (["0"], ["50"]),
            (["50"], ["50"]),
        ]
        for compare, told in (
            ("year_before", "February 2018, which has no plays"),
            ("none", None),
            ("previous", "compared with January 2019"),
        ):
            self.page.find(f"#chart-against option[value={compare}]").click()
            self.page.wait(
                lambda: self.page.script("return document.querySelector('#chart-against').value")
                == compare
                and self.page.query().get("compare", ["previous"]) == [compare],
                compare,
            )
            self.page.settle()
            self.page.wait(
                lambda: bool(self.page.find_all(".move")) == (compare == "previous"),
                f"{compare}: other movements",
            )
            assert (
                told is None or told in self.page.find(".chart-whole .section-head").text
            ), compare
        self.page.find(".tabs a[href*=albums]").click()
        self.page.settle()
        self.page.open("?period=2019-02")
        assert len(asked("stats/ui")) == 1 and self.page.find_all(
            ".move"
        ), "the overview is asked for more than once"

    def minutes(self):
        self.page.open("?period=2019")
        time = self.page.texts("[data-figure=minutes] .figure-value")
        assert (
            time == ["58 h 20 min"]
            and "have no length" in self.page.find("[data-figure=minutes] .figure-note").text
        ), time
        self.page.script("document.querySelector('.tops .tabs a[href*=\"by=minutes\"]').click()")
        self.page.wait(
            lambda: self.page.texts("#chart-artists .rank-count")[0].endswith("min"), "not by time"
        )
        assert self.page.query() == {"period": ["2019"], "by": ["minutes"]}
        leads = {
            name: "by=minutes" in self.page.find(f"#nav-{name}").get_attribute("href")
            for name in ("overview", "charts", "timeline")
        }
        assert leads == {"overview": True, "charts": True, "timeline": False}, leads
        self.page.script("document.querySelector('.chart .more[href*=albums]').click()")
        self.page.wait(
            lambda: self.page.texts("#chart-time")
            and "58 h 20 min in total, estimated" in self.page.texts("#chart-time")[0],
            "no time in all",
        )
        self.page.settle()
        self.page.script("document.querySelector('.tabs a[href*=tracks]').click()")
        self.page.wait(
            lambda: self.page.query().get("kind") == ["tracks"]
            and self.page.query()["by"] == ["minutes"],
            "not kept",
        )
        self.page.settle()
        words = self.page.browser.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            Promise.all([import('./static/js/base/format.js'), import('./static/js/frame/measures.js')]).then(([format, measures]) => done([
              ...[0, 59, 60, 24725, 61 * 60].map(format.formatListened), format.formatGap(100000), ...[null, 0, 0.12, 1].map(measures.estimatedWords)]));"""
        )
        assert words == [
            "0 min",
            "59 min",
            "1 h",
            "412 h 5 min",
            "61 h",
            "1 day 3 h",
            None,
            None,
            "12% estimated from the lengths of other plays",
            words[-1],
        ], words

    def compare(self):
        self.page.open("?period=2019-02")
        self.page.find(".figures-before a").click()
        self.page.wait(
            lambda: self.page.find_all(".view-compare #gained .pair-row"),
            "the overview does not lead there",
        )
        figures = self.page.script(
            "return Object.fromEntries(Array.from(document.querySelectorAll('.compare-figure'), node => [node.dataset.figureOf, Array.from(node.querySelectorAll('.pair-value'), value => value.firstChild.data)]))"
        )
        assert (
            len(figures) == 6 and sum(int(value) for value in figures["scrobbles"]) == 1000
        ), figures
        shares = self.page.script(
            "return Array.from(document.querySelectorAll('#gained .pair-row'), row => Array.from(row.querySelectorAll('.pair-bar'), bar => Number(bar.style.getPropertyValue('--share'))))"
        )
        assert all(now > then for now, then in shares) and len(shares) == 10, shares
        self.page.script("document.querySelector('#lost-table summary').click()")
        assert len(
            self.page.wait(lambda: self.page.texts("#lost-table tbody tr"), "no table")
        ) == len(self.page.find_all("#lost .pair-row"))
        alike = self.page.find(".alike-share").text
        self.page.find(".compare-tools a[href*='period=2019-01']").click()
        self.page.wait(
            lambda: self.page.query()
            == {"view": ["compare"], "period": ["2019-01"], "compare": ["2019-02"]},
            "not swapped",
        )
        self.page.settle()
        self.page.expect(".alike-share", alike)
        self.page.find("#compare-with option[value=alltime]").click()
        self.page.wait(
            lambda: self.page.query()["compare"] == ["alltime"]
            and "All time" in self.page.find(".alike-parts").text,
            "not with all time",
        )
        self.page.open("?view=compare")
        assert (
            self.page.find("#view-title").text == "Compare 2019"
            and "2018" in self.page.find("#compare-with").text
        )
        distances = self.page.browser.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            import('./static/js/charts/chart-overlap.js').then(({ overlapDrawing }) => done([[10, 0, 0], [0, 7, 5], [0, 0, 0], [3, 9, 0]].map(([shared, only_first, only_second]) =>
              Array.from(overlapDrawing({ shared, only_first, only_second }, '').querySelectorAll('circle'), circle => ['cx', 'r'].map(name => Number(circle.getAttribute(name)))))));"""
        )
        same, strange, none, within = distances
        assert (
            same[0] == same[1]
            and none == []
            and abs(strange[1][0] - strange[0][0] - strange[0][1] - strange[1][1]) < 0.3
        ), distances
        assert abs(within[1][0] - within[0][0]) <= within[0][1] - within[1][1] + 0.3, distances

    def filtered(self):
        artist = HOSTILE[0]
        own = [play for play in plays(1000) if play["artist"] == artist]
        self.page.open(PAGES["artist"])
        self.page.script("document.querySelector('.recent a.more').click()")
        self.page.wait(
            lambda: self.page.find_all(".view-timeline .play:not(.play-ghost)"), "no timeline"
        )
        assert self.page.texts(".filters-count") == [f"{len(own)} plays"] and self.page.query()[
            "artist"
        ] == [artist]
        assert set(self.page.texts(".play-artist bdi")) == {artist} and sum(
            int(text.split()[0]) for text in self.page.texts(".day-count")
        ) <= len(own)
        self.page.find(".play .tag").click()
        self.page.wait(
            lambda: self.page.query().get("source") == ["lastfm"]
            and len(self.page.find_all(".filter")) == 2,
            "not by source, too",
        )
        self.page.settle()
        self.page.find(".filter-away[href*=source]").click()
        self.page.wait(
            lambda: "artist" not in self.page.query()
            and self.page.texts(".filters-count") == ["1,000 plays"],
            "not without the artist",
        )
        self.page.settle()
        self.page.find("#period-switch a[data-period=year]").click()
        self.page.wait(
            lambda: self.page.query().get("source") == ["lastfm"]
            and self.page.find_all(".state-empty a[href*=source]"),
            "the filter is lost, or not told",
        )
        self.page.settle()
        self.page.open("?view=patterns&period=2019")
        # A chart is drawn once its size is known, which may be after the page has settled.
        self.page.wait(lambda: self.page.find_all(".calendar-day"), "no calendar")
        links = self.page.script(
            "return Array.from(document.querySelectorAll('.calendar-day, #months a'), link => link.getAttribute('href'))"
        )
        assert len(links) > 365 and all(
            "view=timeline&period=2019" in link for link in links
        ), links[:3]


if __name__ == "__main__":
    sys.exit(perform(__doc__, ChoiceChecks))
