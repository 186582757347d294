#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""From a first start to a history: files and services, in a real browser; reports as TAP."""

import json
import sys

from page_support import WIDE, History, PageChecks, perform, plays, webdriver

if webdriver:
    from selenium.webdriver.common.keys import Keys


class ImportChecks(PageChecks):
    def __init__(self, scene):
        self.fixture = scene.arguments.fixture
        self.daemon = scene.daemon()
        self.other = scene.daemon("other")
        super().__init__(
            scene.page(self.daemon.address), scene.arguments.screenshots, History(self.fixture)
        )
        self.fake = scene.fake_services()

    def all(self):
        return [
            ("the first start suggests an import", self.first_start),
            ("a file is imported through the page", self.import_file),
            ("only checking a file changes nothing", self.dry_run),
            ("a file dropped on the page is accepted", self.drop),
            ("a file that does not say everything is asked about", self.ask_how),
            ("one of several listeners is chosen", self.choose_listener),
            ("how a file is read can be looked at and changed", self.look_first),
            ("a step that is cancelled imports nothing", self.cancel_step),
            ("what was checked need not be sent again", self.check_then_import),
            ("a play is removed, and brought back at once or later", self.remove_and_bring_back),
            (
                "a history is fetched from a service, watched, paused and found again",
                self.import_service,
            ),
            ("an import is undone, and the page says what stays", self.undo),
            ("the page shows what a service rejects", self.import_refused),
            ("the first plays, however they come, open the views", self.first_plays),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
            ("what is left out of a long file is counted by reason", self.left_out),
            ("a file of unknown format is rejected with a reason", self.refused_file),
        ]

    def first_start(self):
        self.page.open()
        assert self.page.find("#welcome").is_displayed(), "no welcome"
        assert self.page.find("#drop-zone").is_displayed(), "no drop zone"
        assert (
            not self.page.find("#nav-overview").is_displayed()
            and not self.page.find("#period-nav").is_displayed()
        ), "views of nothing are offered"
        for view in ("sync", "settings"):
            self.page.open(f"?view={view}")
            assert self.page.find(f".view-{view}").is_displayed(), view
        self.page.open("?view=charts&period=2020")
        assert self.page.find("#welcome").is_displayed(), "an empty chart is shown"

    def import_file(self):
        self.page.find("#import-file").send_keys(str(self.fixture))
        self.page.wait(lambda: self.page.find_all(".job-good, .job-bad"), "the import does not end")
        assert not self.page.find_all(".job-bad"), self.page.texts(".job-result")
        counts = self.page.script(
            """return Object.fromEntries(Array.from(document.querySelectorAll('[data-count]'),
            node => [node.dataset.count, parseInt(node.querySelector('dd').textContent.replace(',', ''))]))"""
        )
        expected = {
            "new": len(self.history.plays),
            "duplicate": self.history.duplicate,
            "rejected": self.history.rejected,
        }
        assert {
            key: counts.get(key) for key in expected
        } == expected, f"{counts}, expected {expected}"
        self.page.find(".job details summary").click()
        reasons = self.page.texts(".job details tbody td:last-child")
        assert len(reasons) == self.history.rejected and all(reasons), reasons
        songs = self.page.texts(".job details tbody td:nth-child(2)")
        assert songs[0] == "Ostrakine", songs
        self.page.wait(lambda: not self.page.find("#welcome").is_displayed(), "the welcome stays")
        assert self.page.find_all(".job-good"), "what came of the import is gone"
        self.page.find(".job-result a").click()
        self.page.wait(
            lambda: self.page.figure("scrobbles") == len(self.history.plays),
            "the history is not shown",
        )

    def dry_run(self):
        self.page.open("?view=import")
        self.page.find("#import-dry").click()
        self.page.find("#import-file").send_keys(str(self.fixture))
        self.page.wait(lambda: self.page.find_all(".job-good"), "the check does not end")
        self.page.expect(".job-outcome", "nothing new")
        self.page.find("#nav-overview").click()
        self.page.wait(lambda: self.page.figure("scrobbles"), "no overview")
        self.page.find("#nav-import").click()
        self.page.wait(
            lambda: self.page.find_all(".job-good"), "what was checked is forgotten in another view"
        )
        self.page.open()
        self._expect_figures(self.history.plays)

    def drop(self):
        self.page.open()
        self._drop(self.fixture.read_text(encoding="utf-8").splitlines()[0] + "\n", "dropped.jsonl")
        self.page.wait(lambda: self.page.find_all(".job-good, .job-bad"), "the import does not end")
        self.page.expect(".job-name", "dropped.jsonl")
        self.page.expect(".job-outcome", "Nothing new")

    TABLE = (
        "Band;Piece;When;Disc;Length\n"
        "Zoe Quill;Ember;03/04/2023 22:13;Tides;215000\n"
        "Zoe Quill;Delta;05/04/2023 22:18;Tides;200000\n"
    )

    def _choose(self, name, value):
        self.page.script(
            """
            const control = document.querySelector(`.plan [name="${arguments[0]}"]`);
            control.value = arguments[1];
            for (const kind of ['input', 'change']) control.dispatchEvent(new Event(kind));""",
            name,
            value,
        )

    def _can_start(self):
        return not self.page.script("return document.querySelector('.plan [type=submit]').disabled")

    def ask_how(self):
        self.page.open("?view=import")
        self._drop(self.TABLE, "table.csv")
        self.page.wait(lambda: self.page.find_all(".plan"), "nothing is asked")
        self.page.expect(".plan-question", "Please choose what the file does not show.")
        assert not self._can_start(), "an open question can be skipped"
        for size in (WIDE, (360, 740)):
            self.page.resize(size)
            self._expect_no_overflow("a question about a file")
        self.page.resize(WIDE)
        self._expect_names("a question about a file")
        self._choose("column-artist", "Band")
        self._choose("column-track", "Piece")
        self._choose("column-album", "Disc")
        self._choose("date_order", "day-first")
        self.page.wait(self._can_start, "the answers do not suffice")
        self._choose("timezone", "Asia/Tokyo")
        self._choose("source", "walkman")
        # In Berlin, where the reader is, it was still afternoon.
        self.page.wait(
            lambda: self._can_start()
            and self.page.texts(".plan-sample tbody tr:first-child td")
            == ["April 3, 2023 at 3:13 PM", "Zoe Quill", "Ember", "Tides", "3:35"],
            "the first plays do not look as they should",
        )
        self._click(".plan [type=submit]")
        self.page.wait(lambda: self.page.find_all(".job-good, .job-bad"), "the import does not end")
        self.page.expect(".job-outcome", "2 plays added.")
        self.page.expect(".job-zone", "Asia/Tokyo")
        self._undo_last()

    def choose_listener(self):
        self.page.open("?view=import")
        self._drop(
            "".join(
                f"2023-11-14 22:1{number}:40.1\t{user}\ti\tAudio\tZoe Quill - {track} (Tides)\tDirect\tweb\tx\t200\n"
                for number, (user, track) in enumerate(
                    (("u7", "Ember"), ("u7", "Delta"), ("v8", "Ostra"))
                )
            ),
            "reports.tsv",
        )
        self.page.wait(lambda: self.page.find_all(".plan"), "nothing is asked")
        assert self.page.texts('.plan [name="listener"] option') == [
            "choose",
            "u7 (2 plays)",
            "v8 (1 play)",
        ]
        assert not self._can_start(), "an open question can be skipped"
        self._choose("listener", "v8")
        self.page.wait(self._can_start, "the answer does not suffice")
        assert self.page.texts(".plan-sample tbody td:nth-child(3)") == ["Ostra"]
        self._click(".plan [type=submit]")
        self.page.expect(".job-outcome", "1 play added.")
        self._undo_last()

    def look_first(self):
        """A log of a player whose clock was dead is put right."""
        self.page.open("?view=import")
        self.page.find("#import-look").click()
        self._drop(
            "#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/x 1\n"
            "Zoe Quill\t\tEmber\t\t\tL\t1000\t\nZoe Quill\t\tDelta\t\t\tL\t1300\t\n",
            "dead.log",
        )
        self.page.wait(lambda: self.page.find_all(".plan"), "it is not shown")
        self.page.find(".plan details summary").click()
        self._choose("timezone", "UTC")
        self._choose("last_at", "2024-01-31T22:15")
        self.page.wait(
            lambda: self._can_start() and len(self.page.texts(".plan-sample tbody tr")) == 2,
            "the times are not moved",
        )
        for size in (WIDE, (360, 740)):
            self.page.resize(size)
            self._expect_no_overflow("what few files need")
        self.page.resize(WIDE)
        self._expect_names("what few files need")
        self._click(".plan [type=submit]")
        self.page.expect(".job-outcome", "2 plays added.")
        self._undo_last()

    def cancel_step(self):
        self.page.open("?view=import")
        self._drop(self.TABLE, "table.csv")
        self.page.wait(lambda: self.page.find_all(".plan"), "nothing is asked")
        self._act(".job", "Cancel")
        self.page.expect(".job-state", "cancelled")
        assert not self.page.find_all(".plan"), "the question stays"

    def check_then_import(self):
        self.page.open("?view=import")
        self.page.find("#import-dry").click()
        self._drop("artist,track,time\nZoe Quill,Ember,1700000000\n", "plain.csv")
        self.page.wait(lambda: self.page.find_all(".plan"), "nothing is asked")
        self._click(".plan [type=submit]")
        self.page.expect(".job-outcome", "1 play would be added.")
        self._act(".job", "Import now")
        self.page.wait(lambda: len(self.page.find_all(".job-good")) == 2, "it is not imported")
        assert not self.page.find_all(".plan"), "what was said is asked again"
        self.page.expect(".job-outcome", "1 play added.")
        self._undo_last()
        # The card tells the state of now.
        self.page.expect(".job-state", "undone")
        assert len(self.page.find_all(".job-good")) == 1, "what was only checked is undone, too"

    def _undo_last(self):
        past = "#import-past .past:first-child"
        self.page.wait(lambda: self.page.find_all(past), "no past imports")
        self._act(past, "Undo")
        self._click(f"{past} .button-bad")
        self.page.wait(lambda: self.page.find_all(f"{past}.past-undone"), "not undone")

    def _share(self):
        return self.page.script("return document.querySelector('.job progress')?.value ?? 1")

    def import_service(self):
        self.page.open("?view=import")
        self._fill("#import-service", "lastfm", self.fake.USER, self.fake.api_key, self.fake.lastfm)
        self._click("#import-service [type=submit]")
        self.page.wait(lambda: 0 < self._share() < 1, "no progress")
        first = self._share()
        self.page.wait(lambda: first < self._share() < 1, "the progress does not move")
        assert (
            f"of {self.fake.PLAYS:,} plays" in self.page.find(".job-numbers").text
        ), self.page.find(".job-numbers").text
        self._act(".job", "Pause")
        self.page.wait(lambda: self.page.texts(".job-state") == ["paused"], "not paused")
        self.page.browser.refresh()
        self.page.wait(lambda: self.page.texts(".job-state") == ["paused"], "not found again")
        self._act(".job", "Resume")
        self.page.wait(lambda: self.page.find_all(".job-good, .job-bad"), "the import does not end")
        assert (
            self.page.find(".job-outcome").text == f"{self.fake.PLAYS:,} plays added."
        ), self.page.find(".job").text
        self._expect_plays(len(self.history.plays) + self.fake.PLAYS)

    def _timeline(self):
        self.page.open("?view=timeline")
        self.page.wait(
            lambda: self.page.find_all(".play:not(.play-ghost) .play-remove"), "no plays"
        )
        return self.page.find_all(".play:not(.play-ghost) .play-remove")[0].get_attribute(
            "aria-label"
        )

    def _await_first(self, label, message):
        self.page.wait(
            lambda: self.page.script(
                "return document.querySelector('.play:not(.play-ghost) .play-remove')?.getAttribute('aria-label')"
            )
            == label,
            message,
        )

    def _await_total(self, count):
        """Waits for the total on the server, without leaving the view."""
        total = "const done = arguments[arguments.length - 1]; fetch('api/stats').then(reply => reply.json()).then(({ total_scrobbles }) => done(total_scrobbles));"
        self.page.wait(
            lambda: self.page.browser.execute_async_script(total) == count, f"not {count} plays"
        )

    def remove_and_bring_back(self):
        """Uses only the keyboard."""
        count = len(self.history.plays)
        first = self._timeline()
        assert first.startswith("Remove “"), first
        for time in range(2):
            self.page.find("body").send_keys("j")
            self.page.script("document.activeElement.querySelector('.play-remove').focus()")
            assert (
                self.page.script("return getComputedStyle(document.activeElement).opacity") == "1"
            ), "the button is not seen"
            self.page.browser.switch_to.active_element.send_keys(Keys.ENTER)
            self.page.wait(lambda: self.page.texts("#notice span") == ["Removed."], "no notice")
            self._await_total(count - 1)
            assert (
                self.page.browser.switch_to.active_element.text == "Undo"
            ), "the way back does not have the focus"
            if time == 0:
                self.page.browser.switch_to.active_element.send_keys(Keys.ENTER)
                self._await_first(first, "the play is not back")
                self._await_total(count)
                assert not self.page.texts("#notice span"), "the notice stays"
                self._timeline()
        self.page.find("#notice a").click()
        self.page.wait(
            lambda: len(self.page.find_all(".removed-plays li")) == 1, "the play is not listed"
        )
        assert f"“{self.page.find('.removed-plays .setting-name a').text}”" in first, first
        self.page.find(".removed-plays button").click()
        self.page.wait(lambda: self.page.find_all(".state-empty"), "the list does not end")
        self._await_total(count)
        assert self._timeline() == first

    def undo(self):
        past = "#import-past .past:first-child"
        self.page.open("?view=import")
        self.page.wait(lambda: self.page.find_all(past), "no past imports")
        self.page.expect(f"{past} .past-name", "alice on Last.fm")
        self._act(past, "Undo")
        assert (
            self.page.browser.switch_to.active_element.text == "Keep"
        ), "the question does not have the focus"
        self.page.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        assert self.page.browser.switch_to.active_element.text == "Undo", "the focus is lost"
        self._act(past, "Undo")
        self.page.find(f"{past} .button-bad").click()
        self.page.wait(
            lambda: self.page.texts(f"{past} .past-outcome")
            == [f"{self.fake.PLAYS:,} plays removed."],
            "not undone",
        )
        self.page.wait(lambda: self.page.find_all(f"{past}.past-undone"), "not marked as undone")
        self._expect_plays(len(self.history.plays))

    def import_refused(self):
        self.page.open("?view=import")
        self._fill("#import-service", "lastfm", "nobody", self.fake.api_key, self.fake.lastfm)
        self._click("#import-service [type=submit]")
        self.page.wait(lambda: self.page.find_all(".job-bad"), "not refused")
        self.page.expect(".job-bad .job-result", "nobody")

    def first_plays(self):
        self.page.address = self.other.address
        self.page.open("?view=sync")
        assert not self.page.find("#nav-overview").is_displayed()
        sent = self.page.browser.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            fetch('api/import/file?filename=plays.jsonl', { method: 'POST', body: arguments[0] }).then(answer => answer.json()).then(done, error => done(String(error)));""",
            "".join(json.dumps(play) + "\n" for play in plays(20)),
        )
        assert sent["count"] == 20, sent
        self.page.wait(
            lambda: self.page.find("#nav-overview").is_displayed(), "the views stay closed"
        )
        assert self.page.find_all(".view-sync"), "the view is gone"

    def left_out(self):
        """A file of Spotify: few know that it holds so much that is no play."""
        stream = {
            "ts": "2023-11-14T22:16:41Z",
            "ms_played": 1000,
            "master_metadata_track_name": "One",
            "master_metadata_album_artist_name": "A",
        }
        podcast = {"ts": "2023-11-14T22:16:41Z", "ms_played": 900000, "episode_name": "Part 1"}
        self.page.open()
        self._drop(json.dumps([stream] * 150 + [podcast] * 3), "Streaming_History_Audio_2023.json")
        self.page.wait(lambda: self.page.find_all(".job-good, .job-bad"), "the import does not end")
        self.page.find(".job details summary").click()
        kinds = [
            tuple(cell.text for cell in row.find_elements("css selector", "th, td"))
            for row in self.page.find_all(".rejection-kinds tbody tr")
        ]
        assert kinds == [
            ("150", "it was played for less than 30 s"),
            ("3", "it is a podcast, not a track"),
        ], kinds
        self.page.expect(".job details .section-note", "100 of them")
        assert self.page.find(".job details .section-note a").get_attribute("href"), "no file"
        self._screenshot("import-left-out")

    def refused_file(self):
        self.page.open()
        self._drop("bad \u0000\u0001 this is no history", "noise.bin")
        self.page.wait(lambda: self.page.find_all(".job-bad"), "not refused")
        self.page.wait(lambda: self.page.find(".job-bad .job-result").text, "no reason")


if __name__ == "__main__":
    sys.exit(perform(__doc__, ImportChecks))
