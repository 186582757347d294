#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The timeline, the search, and the pages of artists, albums and tracks of a small history, in a real browser; reports as TAP."""

import re
import sys
from datetime import datetime

from page_support import History, PageChecks, perform, webdriver

if webdriver:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys


class NameChecks(PageChecks):
    def all(self):
        return [
            ("the timeline is complete and in order, with few rows at once", self.timeline),
            ("the timeline is walked by key and by date", self.timeline_walk),
            ("search finds, marks and is walked with the keyboard", self.search),
            ("search leads to the page of what was found", self.search_leads),
            ("an artist has a page, and all names on it lead on", self.artist_page),
            ("an album and a track have a page", self.album_and_track),
            ("back and forward lead through pages of names", self.between_pages),
            ("a name that was never heard says so", self.unknown_name),
            ("hostile names are text and nothing else", self.hostile_names),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
        ]

    def timeline(self):
        """Scrolling shows every play, newest first, with only a few of them on the page at once."""
        self.page.visit("?view=timeline")
        seen, most = {}, 0
        bottom = self.page.script("return document.documentElement.scrollHeight")
        for place in [*range(0, bottom, 700), bottom]:
            self.page.script("scrollTo(0, arguments[0])", place)
            rows = self.page.wait(self._plays_in_sight, "plays do not come")
            most = max(most, len(rows))
            seen.update({row[0]: row[1:] for row in rows})
        times = [
            datetime.fromisoformat(seen[number][0].replace("Z", "+00:00")).timestamp()
            for number in sorted(seen)
        ]
        assert times == sorted(times, reverse=True), "not newest first"
        expected = sorted(
            (play["listened_at"], play["artist"], play["track"]) for play in self.history.plays
        )
        shown = sorted(
            (int(time), row[1], row[2])
            for time, row in zip(times, (seen[number] for number in sorted(seen)))
        )
        assert shown == expected, f"{len(shown)} plays, not those of the file"
        assert most < len(self.history.plays) / 2, f"{most} rows at once"

    def _plays_in_sight(self):
        """The visible plays after the next frame has been drawn; none while some are still loading."""
        return self.page.browser.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelector('.play-ghost') ? null
              : Array.from(document.querySelectorAll('.play'), row => [Number(row.dataset.number), row.querySelector('time').dateTime,
                row.querySelector('.play-artist bdi').textContent, row.querySelector('.play-track').textContent]))));"""
        )

    def timeline_walk(self):
        self.page.visit("?view=timeline")
        self.page.wait(lambda: self.page.find_all(".play:not(.play-ghost)"), "no plays")
        self.page.find("body").send_keys("jjjk")
        assert (
            self.page.script("return document.activeElement.dataset.number") == "1"
        ), "J and K do not step"
        day = str(self.history.plays[0]["day"])
        self.page.script(
            "const input = document.getElementById('timeline-day'); input.value = arguments[0]; input.dispatchEvent(new Event('change'))",
            day,
        )
        self.page.wait(
            lambda: self.page.script(
                "return document.getElementById(`day-${arguments[0]}`)?.checkVisibility()", day
            ),
            "the first day is not reached",
        )
        gaps = self.page.texts(".play-pause")
        assert all("pause" in gap for gap in gaps), gaps

    def search(self):
        self.page.visit()
        body = self.page.find("body")
        body.send_keys("/")
        box = self.page.browser.switch_to.active_element
        assert box.get_attribute("id") == "search-input", "the key / does not lead to the search"
        box.send_keys("doors")
        self.page.wait(lambda: self.page.find_all("#search-list [role=option]"), "nothing found")
        assert box.get_attribute("aria-expanded") == "true"
        marked = self.page.texts("#search-list mark")
        assert marked and all(text.lower() == "doors" for text in marked), marked
        names = self.page.texts("#search-list .search-name")
        expected = {
            play[key]
            for play in self.history.plays
            for key in ("track", "album")
            if "doors" in play.get(key, "").lower()
        }
        assert set(names) == expected, f"{names}, expected {expected}"
        before = box.get_attribute("aria-activedescendant")
        box.send_keys(Keys.ARROW_DOWN)
        after = box.get_attribute("aria-activedescendant")
        assert after and after != before, "the arrow key does not move"
        assert self.page.find(f"#{after}").get_attribute("aria-selected") == "true"
        box.send_keys(Keys.ESCAPE)
        assert box.get_attribute("aria-expanded") == "false", "escape does not close"
        box.send_keys(Keys.ESCAPE)
        box.send_keys("no such thing at all")
        self.page.wait(
            lambda: "no such thing" in self.page.find("#search-note").text,
            "not told that nothing was found",
        )

    def search_leads(self):
        self.page.visit()
        self.page.find("body").send_keys(Keys.CONTROL, "k")
        box = self.page.browser.switch_to.active_element
        box.send_keys("kestrel")
        self.page.wait(
            lambda: self.page.texts("#search-list .search-name") == ["Kestrel Law"], "not found"
        )
        box.send_keys(Keys.ENTER)
        self.page.wait(
            lambda: self.page.texts(".view-track .figure-value"), "not the page of the track"
        )
        assert self.page.query()["track"] == ["Kestrel Law"] and self.page.texts("#view-name") == [
            "Kestrel Law"
        ]
        self.page.find("[data-figure=rank] a").click()
        self.page.wait(
            lambda: self.page.texts(".rank-found .rank-name") == ["Kestrel Law"],
            "the chart does not show it",
        )
        assert self.page.find(".rank-found").is_displayed() and self.page.query()["find"] == [
            "Kestrel Law"
        ]
        year = self.history.years[-1]
        for words, query in (
            ("Patt", {"view": ["patterns"]}),
            (f"{year}-03", {"period": [f"{year}-03"]}),
        ):
            self.page.find("#search-input").send_keys(words)
            self.page.wait(lambda: self.page.find_all("#search-ways"), f"no way for {words}")
            self.page.find("#search-input").send_keys(Keys.UP, Keys.ENTER)
            self.page.wait(
                lambda: query.items() <= self.page.query().items(),
                f"{words}: {self.page.browser.current_url}",
            )
            self.page.settle()
        self.page.visit("?view=charts&kind=artists&find=Nobody+Ever")
        self.page.wait(
            lambda: "Nobody Ever is not among" in self.page.find("#notice").text, "not told"
        )

    def artist_page(self):
        for period, all_plays in (
            ("alltime", self.history.plays),
            (str(self.history.years[0]), self.history.of_year(self.history.years[0])),
        ):
            ranking = self.history.ranking(all_plays, lambda play: play["artist"]).most_common()
            artist, count = ranking[0]
            own = [play for play in all_plays if play["artist"] == artist]
            self._open_subject("artist", period, artist=artist)
            assert self.page.figure("scrobbles") == count and self.page.figure("tracks") == len(
                {play["track"] for play in own}
            ), period
            assert self.page.texts("[data-figure=rank] .figure-value") == ["1st"], period
            assert sum(self._bars()) == count, (period, self._bars())
            tracks = self.history.ranking(own, lambda play: play["track"])
            shown = self.page.script(
                "return Array.from(document.querySelectorAll('#list-tracks .rank'), row => [row.querySelector('.rank-name').textContent, parseInt(row.querySelector('.rank-count').textContent)])"
            )
            assert shown and all(tracks[name] == plays for name, plays in shown), shown
            assert [plays for _, plays in shown] == sorted(tracks.values(), reverse=True)[:8], shown
            assert len(self.page.find_all(".recent .play")) == min(8, count)
            for table in ("clock", "places", "pulse"):
                assert self.page.find_all(f"#{table} .chart-table summary"), table
        self.page.find(".step-bar").find_element(By.XPATH, "..").send_keys(Keys.ENTER)
        self.page.wait(lambda: self.page.query()["period"] != [period], "a bar leads nowhere")
        assert self.page.query()["view"] == ["artist"] and self.page.query()["artist"] == [
            artist
        ], self.page.query()

    def _bars(self):
        labels = self.page.script(
            "return Array.from(document.querySelectorAll('#pulse .step'), node => node.getAttribute('aria-label'))"
        )
        return [int(re.search(r": ([\d,]+) plays?", label)[1].replace(",", "")) for label in labels]

    def album_and_track(self):
        play = next(play for play in reversed(self.history.plays) if play.get("album"))
        artist, album, track = play["artist"], play["album"], play["track"]
        self._open_subject("album", artist=artist, album=album)
        count = sum(
            (other["artist"], other.get("album")) == (artist, album) for other in self.history.plays
        )
        assert self.page.figure("scrobbles") == count and sum(self._bars()) == count, (
            self.page.figure("scrobbles"),
            count,
        )
        self._follow("#list-tracks", track, "track")
        count = sum(
            (other["artist"], other["track"]) == (artist, track) for other in self.history.plays
        )
        assert self.page.figure("scrobbles") == count and len(
            self.page.find_all(".recent .play")
        ) == min(8, count)
        self._follow("#view-kind", artist, "artist")
        self._follow("#list-albums", album, "album")

    def between_pages(self):
        self.page.visit("?view=charts&kind=artists")
        first, second = [row["name"] for row in self.page.ranks("artists")][:2]
        self._follow("#chart-artists", first, "artist")
        self.page.browser.back()
        self.page.wait(lambda: self.page.find_all(".view-charts"), "not back")
        assert not self.page.find_all(".head-subject") and self.page.texts("#view-mark > *") == []
        self._follow("#chart-artists", second, "artist")
        track = self.page.texts("#list-tracks .rank-name")[0]
        self._follow("#list-tracks", track, "track")
        self.page.browser.back()
        self.page.wait(
            lambda: self.page.texts("#view-name") == [second]
            and self.page.find_all(".view-artist"),
            "not back at the artist",
        )
        self.page.browser.forward()
        self.page.wait(
            lambda: self.page.texts("#view-name") == [track] and self.page.find_all(".view-track"),
            "not forward to the track",
        )

    def unknown_name(self):
        self._open_subject("artist", artist="veldra QUILL")
        self.page.expect(".state-empty", "No artist with that name")
        self._follow(".state", "Veldra Quill", "artist")
        for query in (
            "?view=artist",
            "?view=album&artist=Nobody",
            "?view=track&artist=Nobody&track=a%2Fb%3F%23%25",
            "?view=artist&artist=..",
            "?view=track&artist=.&track=..",
        ):
            self.page.visit(query)
            assert self.page.find_all(".state-empty") and not self.page.find_all(
                ".state-failure"
            ), query
        self._open_subject("artist", "1999", artist="Veldra Quill")
        self.page.expect(".state-empty", "Not played in this period")

    def hostile_names(self):
        for name in ('x" onmouseover="alert(1)', "<b>Loud Names</b>"):
            self.page.visit("?view=charts")
            self._follow("#chart-artists", name, "artist")
            self._nothing_injected()
            assert self.page.figure("scrobbles") > 0 and self.page.query()["artist"] == [name]
            track = self.page.texts("#list-tracks .rank-name")[0]
            self._follow("#list-tracks", track, "track")
            self._nothing_injected()
        self.page.visit("?view=charts")
        artists = [row["name"] for row in self.page.ranks("artists")]
        for name in ('x" onmouseover="alert(1)', "<b>Loud Names</b>"):
            assert name in artists, f"{name} is not in {artists}"
        self.page.find("#search-input").send_keys("<")
        self.page.wait(lambda: self.page.find_all("#search-list [role=option]"), "nothing found")
        self._nothing_injected()
        self.page.find("#search-input").send_keys(Keys.ESCAPE)
        for row in self.page.find_all(".rank")[:6]:
            webdriver.ActionChains(self.page.browser, duration=0).move_to_element(row).perform()
        self._nothing_injected()


def make(scene):
    history = History(scene.arguments.fixture)
    return NameChecks(
        scene.page(scene.daemon(file=scene.arguments.fixture).address), history=history
    )


if __name__ == "__main__":
    sys.exit(perform(__doc__, make))
