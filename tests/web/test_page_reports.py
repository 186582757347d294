#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Numbers, charts and periods of a small history, each counted again here, in a real browser; reports as TAP."""

import sys
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from page_support import ZONE, History, PageChecks, perform, webdriver

if webdriver:
    from selenium.webdriver.common.keys import Keys


class ReportChecks(PageChecks):
    CALENDAR_DAYS = [
        "2020-12-31",
        "2021-01-03",
        "2021-01-04",
        "2024-02-29",
        "2024-12-29",
        "2024-12-30",
        "2026-01-01",
        "2027-01-01",
    ]

    def all(self):
        return [
            ("the calendar counts as ISO 8601 does", self.calendar),
            ("the numbers of all time are right", self.figures_of_all_time),
            ("the charts are in order, equal counts share a rank", self.charts),
            ("'show more' extends one chart", self.show_more),
            ("another period changes numbers and address", self.switch_period),
            ("back and forward restore the period", self.back_and_forward),
            ("back and forward restore the view, its place and the focus", self.between_views),
            ("a custom range is taken from two dates", self.custom_range),
            ("the pulse is walked and followed with the keyboard", self.pulse_keyboard),
            ("the pulse is also available as a table", self.pulse_table),
            ("dragging over bars selects their days", self.pulse_drag),
            ("the week counts weekdays and hours", self.rhythm),
            ("months and hours are counted", self.months),
            ("the calendar counts days, and is walked with the keyboard", self.days),
            ("dragging over days selects from the first to the last", self.days_dragged),
            ("sessions are counted, ordered and lead to their plays", self.sessions),
            ("discoveries are artists that were never heard before", self.discoveries),
            ("diversity has figures, words and a table", self.diversity),
            ("a period without plays says so", self.quiet_period),
            ("a click marks the view as busy at once", self.busy_at_once),
            ("an invalid period is reported", self.unknown_period),
            ("old addresses still work", self.old_addresses),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
        ]

    def calendar(self):
        self.page.open()
        told = self.page.browser.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            Promise.all([import('./static/js/base/days.js'), import('./static/js/frame/period.js')]).then(async ([days, periods]) => done({
              weeks: arguments[0].map(day => days.weekLabel(day)),
              starts: arguments[0].map(day => days.startOfWeekLabel(days.weekLabel(day))),
              february: (await periods.loadPeriod('2024-03')).before.query,
              week: (await periods.loadPeriod('2021-W01')).before.query,
              range: (await periods.loadPeriod('2024-03-11..2024-03-21')).before.query,
              next: (await periods.loadPeriod('2019-12')).next,
            }), error => done(String(error)));""",
            self.CALENDAR_DAYS,
        )
        dates = [date.fromisoformat(day) for day in self.CALENDAR_DAYS]
        assert told["weeks"] == [day.strftime("%G-W%V") for day in dates], told["weeks"]
        assert told["starts"] == [str(day - timedelta(day.weekday())) for day in dates], told[
            "starts"
        ]
        assert (
            told["february"] == "2024-02"
            and told["week"] == "2020-W53"
            and told["next"] == "2020-01"
        ), told
        assert told["range"] == "2024-03-01..2024-03-11", told

    def figures_of_all_time(self):
        self.page.visit()
        self._expect_figures(self.history.plays)

    def charts(self):
        keys = {
            "artists": lambda play: (play["artist"], None),
            "tracks": lambda play: (play["track"], play["artist"]),
            "albums": lambda play: (play["album"], play["artist"]) if play.get("album") else None,
        }
        for kind, key in keys.items():
            counts = self.history.ranking(self.history.plays, key)
            self.page.visit()
            assert [row["count"] for row in self.page.ranks(kind)] == sorted(
                counts.values(), reverse=True
            )[:6], kind
            self.page.visit(f"?view=charts&kind={kind}&period=alltime")
            shown = self.page.ranks(kind)
            best = sorted(counts.values(), reverse=True)[:50]
            assert [
                row["count"] for row in shown
            ] == best, f"{kind}: {[row['count'] for row in shown]}, expected {best}"
            for row in shown:
                assert counts[(row["name"], row["by"])] == row["count"], f"{kind}: {row}"
                assert row["rank"] == 1 + sum(
                    count > row["count"] for count in counts.values()
                ), f"{kind}: {row}"

    def show_more(self):
        tracks = self.history.figures(self.history.plays)["tracks"]
        self.page.visit("?view=charts&kind=tracks")
        assert len(self.page.ranks("tracks")) == min(tracks, 50)
        if tracks > 50:
            self.page.expect("#chart-note", f"50 of {tracks}")
            self._click("#chart-more")
            self.page.wait(
                lambda: len(self.page.ranks("tracks")) == min(tracks, 100), "no more tracks"
            )
        self._click(".tabs a[href*=albums]")
        self.page.wait(lambda: self.page.find_all("#chart-albums .rank"), "no other chart")
        assert self.page.query()["kind"] == ["albums"]
        self._click("#period-switch a[data-period=year]")
        self.page.wait(lambda: self.page.query()["period"] == ["year"], "no other period")
        assert self.page.query()["kind"] == ["albums"] and self.page.query()["view"] == [
            "charts"
        ], self.page.browser.current_url

    def switch_period(self):
        year = self.history.years[-1]
        self.page.visit()
        self.page.find(f"#period-year option[value='{year}']").click()
        self._expect_year(year)
        assert self.page.query()["period"] == [str(year)], self.page.browser.current_url
        self.page.find("#period-next").click()
        self._expect_year(year + 1)

    def _expect_year(self, year):
        plays = self.history.of_year(year)
        self.page.wait(
            lambda: self.page.figure("scrobbles") == len(plays),
            f"not the {len(plays)} plays of {year}",
        )
        self.page.settle()
        self._expect_figures(plays)
        self.page.expect("#period-title", str(year))

    def back_and_forward(self):
        year = self.history.years[-1]
        self.page.browser.back()
        self._expect_year(year)
        self.page.browser.back()
        self.page.wait(
            lambda: self.page.figure("scrobbles") == len(self.history.plays), "not all time again"
        )
        self.page.browser.forward()
        self._expect_year(year)

    def between_views(self):
        self.page.visit("?view=charts&kind=tracks")
        self.page.script("scrollTo(0, 400)")
        place = self.page.script("return scrollY")
        assert place > 200, place
        self.page.find("#nav-patterns").click()
        self.page.wait(lambda: self.page.find_all(".view-patterns"), "no other view")
        assert self.page.browser.title == "Patterns, All time – Footprints", self.page.browser.title
        assert (
            self.page.browser.switch_to.active_element.get_attribute("id") == "view-title"
        ), "the focus stays behind"
        assert self.page.find("#nav-patterns").get_attribute("aria-current") == "page"
        self.page.find(f"#period-year option[value='{self.history.years[-1]}']").click()
        self.page.wait(
            lambda: self.page.query()["period"] == [str(self.history.years[-1])], "no other period"
        )
        self.page.settle()
        assert self.page.query()["view"] == ["patterns"] and self.page.find_all(".view-patterns")
        self.page.browser.back()
        self.page.browser.back()
        self.page.wait(lambda: self.page.find_all(".view-charts"), "not back")
        self.page.wait(
            lambda: abs(self.page.script("return scrollY") - place) < 2,
            f"not where the reader was: {place}",
        )
        self.page.browser.forward()
        self.page.wait(lambda: self.page.find_all(".view-patterns"), "not forward")

    def custom_range(self):
        self.page.visit()
        first, last = self.history.plays[40]["day"], self.history.plays[90]["day"]
        expected = [play for play in self.history.plays if first <= play["day"] <= last]
        self.page.find("#period-custom summary").click()
        self.page.script(
            """
            document.getElementById('period-start').value = arguments[0];
            document.getElementById('period-end').value = arguments[1];""",
            str(first),
            str(last),
        )
        self.page.find("#period-form button").click()
        self.page.wait(
            lambda: self.page.figure("scrobbles") == len(expected),
            f"not the {len(expected)} plays from {first} to {last}",
        )
        self.page.settle()
        self._expect_figures(expected)

    def pulse_keyboard(self):
        year = self.history.years[-1]
        self.page.visit(f"?period={year}")
        assert (
            len(self.page.find_all(".step[tabindex='0']")) == 1
        ), "the pulse is not one stop of the tab key"
        self.page.script("document.querySelector('.step[tabindex=\"0\"]').focus()")
        self.page.browser.switch_to.active_element.send_keys(Keys.END, Keys.ARROW_LEFT)
        bar = self.page.browser.switch_to.active_element
        words = bar.get_attribute("aria-label")
        assert "play" in words, words
        assert self.page.find(".tooltip").is_displayed(), "no tooltip at the focus"
        count = int(words.rsplit(": ", 1)[1].split()[0].replace(",", ""))
        bar.send_keys(Keys.HOME, Keys.PAGE_DOWN)
        bar = self.page.browser.switch_to.active_element
        count = int(bar.get_attribute("aria-label").rsplit(": ", 1)[1].split()[0].replace(",", ""))
        bar.send_keys(Keys.ENTER)
        self.page.wait(lambda: self.page.query()["period"] != [str(year)], "the bar leads nowhere")
        self.page.settle()
        assert (
            count == 0 or self.page.figure("scrobbles") == count
        ), f"{self.page.figure('scrobbles')}, the bar said {count}"

    def pulse_table(self):
        self.page.visit()
        self._open_table("pulse")
        counts = [int(text.replace(",", "")) for text in self.page.texts("#pulse-table tbody td")]
        assert sum(counts) == len(self.history.plays), f"{sum(counts)} in the table"
        assert len(counts) == len(self.page.find_all(".step")), "table and bars differ"

    def pulse_drag(self):
        year = self.history.years[-1]
        self.page.visit(f"?period={year}")
        bars = self.page.find_all(".step")
        # Bars are weeks, and the drag crosses their middles.
        actions = webdriver.ActionChains(self.page.browser)
        actions.move_to_element(bars[10]).click_and_hold().move_to_element(
            bars[12]
        ).move_to_element(bars[14]).release().perform()
        self.page.wait(lambda: ".." in self.page.query()["period"][0], "no range was chosen")
        self.page.settle()
        first, end = self.page.query()["period"][0].split("..")
        expected = [play for play in self.history.plays if first <= str(play["day"]) < end]
        assert (
            datetime.fromisoformat(end) - datetime.fromisoformat(first)
        ).days == 35, f"{first} to {end}"
        self._expect_figures(expected)

    def rhythm(self):
        year = self.history.years[-1]
        self.page.visit(f"?view=patterns&period={year}")
        times = [
            datetime.fromtimestamp(play["listened_at"], ZoneInfo(ZONE))
            for play in self.history.of_year(year)
        ]
        expected = Counter((time.weekday(), time.hour) for time in times)
        assert self.page.texts("#week tbody th [aria-hidden]") == [
            "Mon",
            "Tue",
            "Wed",
            "Thu",
            "Fri",
            "Sat",
            "Sun",
        ]
        rows = self.page.script(
            "return Array.from(document.querySelectorAll('#week tbody tr'), row => Array.from(row.cells, cell => cell.textContent))"
        )
        assert [[int(text) for text in row[1:25]] for row in rows] == [
            [expected[day, hour] for hour in range(24)] for day in range(7)
        ]
        assert [int(row[25]) for row in rows] == [
            sum(time.weekday() == day for time in times) for day in range(7)
        ]
        assert (
            f": {max(expected.values())} play"
            in self.page.find(".view-patterns .section-note").text
        )

    def months(self):
        self.page.visit("?view=patterns")
        counts = Counter((play["day"].year, play["day"].month) for play in self.history.plays)
        shown = self.page.script(
            """return Array.from(document.querySelectorAll('#months .heat-cell a'), link =>
            [new URLSearchParams(link.search).get('period'), parseInt(link.textContent)])"""
        )
        assert {period: count for period, count in shown if count} == {
            f"{year}-{month:02}": count for (year, month), count in counts.items()
        }
        self._open_table("clock")
        hours = Counter(
            datetime.fromtimestamp(play["listened_at"], ZoneInfo(ZONE)).hour
            for play in self.history.plays
        )
        assert [int(text) for text in self.page.texts("#clock-table td")] == [
            hours[hour] for hour in range(24)
        ]

    def days(self):
        year = self.history.years[-1]
        self.page.visit(f"?period={year}")
        counts = Counter(str(play["day"]) for play in self.history.of_year(year))
        shown = self.page.script(
            """return Array.from(document.querySelectorAll('.calendar-day'), link =>
            [new URLSearchParams(link.getAttribute('href')).get('period'), parseInt(link.getAttribute('aria-label').split(': ')[1])])"""
        )
        assert {day: count for day, count in shown if count} == counts and len(shown) in (
            365,
            366,
        ), len(shown)
        assert (
            len(self.page.find_all(".calendar-day[tabindex='0']")) == 1
        ), "the calendar is not one stop of the tab key"
        self.page.script("document.querySelector('.calendar-day[tabindex=\"0\"]').focus()")
        self.page.browser.switch_to.active_element.send_keys(
            Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ENTER
        )
        self.page.wait(
            lambda: self.page.query()["period"] == [f"{year}-01-09"],
            f"not the ninth day: {self.page.browser.current_url}",
        )

    def days_dragged(self):
        year = self.history.years[-1]
        self.page.visit(f"?period={year}")
        days = self.page.find_all(".calendar-day")
        self.page.script("arguments[0].scrollIntoView({ block: 'center' })", days[100])
        actions = webdriver.ActionChains(self.page.browser)
        actions.move_to_element(days[100]).click_and_hold().move_to_element(
            days[115]
        ).move_to_element(days[130]).release().perform()
        first, end = date(year, 1, 1) + timedelta(100), date(year, 1, 1) + timedelta(131)
        self.page.wait(
            lambda: self.page.query()["period"] == [f"{first}..{end}"],
            f"not from {first} to {end}: {self.page.browser.current_url}",
        )
        self.page.settle()

    def _sessions(self, plays):
        """The sessions of two or more plays, oldest first."""
        found = []
        for play in plays:
            if not found or play["listened_at"] - found[-1][-1]["listened_at"] > 45 * 60:
                found.append([])
            found[-1].append(play)
        return [session for session in found if len(session) > 1]

    def sessions(self):
        expected = self._sessions(self.history.plays)
        self.page.visit("?view=sessions")
        assert self.page.figure("sessions") == len(expected), (
            self.page.figure("sessions"),
            len(expected),
        )
        for spread in ("lengths", "sizes"):
            counts = self.page.script(
                "return Array.from(document.querySelectorAll(`[aria-labelledby=${arguments[0]}-title] .spread-count`), node => parseInt(node.childNodes[1].textContent))",
                spread,
            )
            assert sum(counts) == len(expected), (spread, counts)
        shown = self.page.texts(".session-facts")
        assert (
            len(shown) == min(20, len(expected)) and f" {len(expected[-1])} plays" in shown[0]
        ), shown[0]
        while self.page.find("#sessions-more").is_displayed():
            before = len(self.page.find_all(".session"))
            self.page.find("#sessions-more").click()
            self.page.wait(lambda: len(self.page.find_all(".session")) > before, "no more")
        assert len(self.page.find_all(".session")) == len(expected)
        self.page.script("arguments[0].focus()", self.page.find(".session-toggle"))
        self.page.browser.switch_to.active_element.send_keys(Keys.ENTER)
        assert self.page.texts(".session:first-child .play-track") == [
            play["track"] for play in expected[-1]
        ]
        assert self.page.find(".session-toggle").get_attribute("aria-expanded") == "true"
        self.page.find(".tabs li:nth-child(3) a").click()
        self.page.wait(
            lambda: self.page.query().get("list") == ["most_tracks"]
            and not self.page.find_all("#view[aria-busy]"),
            "no other order",
        )
        assert f" {max(map(len, expected))} plays" in self.page.texts(".session-facts")[0]
        self.page.find("#period-switch a[data-period=year]").click()
        self.page.wait(lambda: self.page.query()["period"] == ["year"], "no other period")
        assert self.page.query()["list"] == ["most_tracks"]
        self.page.visit("?view=sessions&list=rabbit_holes")
        holes = [
            session
            for session in expected
            if len(session) >= 5 and len({play["artist"] for play in session}) == 1
        ]
        assert len(self.page.find_all(".session")) == min(20, len(holes)), len(holes)
        self._nothing_injected()

    def discoveries(self):
        first = {}
        for play in self.history.plays:
            first.setdefault(play["artist"], play)
        for year in (self.history.years[0], self.history.years[-1]):
            expected = [artist for artist, play in first.items() if play["day"].year == year]
            self.page.visit(f"?view=discovery&period={year}")
            shown = self.page.texts("[aria-labelledby=discoveries-title] .rank-name")
            assert shown == expected[::-1][:24], f"{shown} {expected}"
            self.page.expect("#discoveries-title + .section-note", f"{len(expected)} of ")

    def diversity(self):
        year = self.history.years[-1]
        self.page.visit(f"?view=diversity&period={year}")
        assert len(self.page.find_all(".fact")) == 2 and all(self.page.texts(".fact-value"))
        self._open_table("diversity")
        plays = sum(int(text) for text in self.page.texts("#diversity-table td:nth-child(2)"))
        assert plays == len(self.history.of_year(year)), plays

    def quiet_period(self):
        for view in ("charts", "timeline", "patterns", "discovery", "diversity", "overview"):
            self.page.visit(f"?view={view}&period=1999")
            assert self.page.find(".state-empty").is_displayed(), view
        self.page.find(".state-links a").click()
        self.page.wait(lambda: self.page.find_all("#figures"), "no way back")
        self.page.settle()

    def busy_at_once(self):
        self.page.visit("?view=charts&period=2020")
        assert (
            self.page.script(
                """
            const link = document.createElement('a');
            link.href = '?view=charts&period=1987';
            document.body.append(link);
            link.click();
            link.remove();
            return document.querySelector('#view').getAttribute('aria-busy');"""
            )
            == "true"
        )
        self.page.settle()
        assert self.page.find(".state-empty").is_displayed()

    def unknown_period(self):
        self.page.visit("?period=decade")
        self.page.expect("#notice", "“decade” is not a valid period")
        self._expect_figures(self.history.plays)
        self.page.visit()
        assert self.page.find("#notice").text == ""

    def old_addresses(self):
        self.page.open("?period=2021#sync")
        assert self.page.find("#sync").is_displayed() and self.page.query() == {
            "view": ["sync"],
            "period": ["2021"],
        }
        self.page.open("?view=nonsense&period=custom&start=2021-01-01&end=2021-02-01")
        assert (
            self.page.find_all(".view-overview")
            and self.page.find("#period-start").get_attribute("value") == "2021-01-01"
        )


def make(scene):
    history = History(scene.arguments.fixture)
    return ReportChecks(
        scene.page(scene.daemon(file=scene.arguments.fixture).address), history=history
    )


if __name__ == "__main__":
    sys.exit(perform(__doc__, make))
