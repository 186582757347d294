#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A sync from its first run through a failure to its end, in a real browser; reports as TAP."""

import sys
from datetime import datetime, timezone
from urllib.parse import urlsplit

from page_support import CONTRAST_SCRIPT, PHONE, WIDE, History, PageChecks, perform


class SyncChecks(PageChecks):
    def __init__(self, scene):
        fixture = scene.arguments.fixture
        super().__init__(
            scene.page(scene.daemon(file=fixture).address),
            scene.arguments.screenshots,
            History(fixture),
        )
        self.fake = scene.fake_services()

    def all(self):
        return [
            ("a sync is explained, added, and runs", self.sync_added),
            ("a sync that fails says why, and every view says so", self.sync_fails),
            ("a sync recovers, and keeps a list of its runs", self.sync_recovers),
            ("a sync is compared with its service", self.sync_verified),
            ("a sync is paused and changed", self.sync_changed),
            ("import and sync: text has contrast, names and room", self.panels_fit),
            ("a deleted sync leaves its plays", self.sync_deleted),
            ("Spotify is connected, there and back", self.spotify_connected),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
        ]

    def sync_added(self):
        self.page.open("?view=sync")
        self.page.wait(lambda: self.page.find_all("#sync-new form"), "no form")
        assert self.page.find("#sync-empty").is_displayed(), "not explained"
        self._fill("#sync-new", "listenbrainz", self.fake.USER, "", self.fake.listenbrainz)
        self._click("#sync-new [type=submit]")
        self.page.wait(lambda: self._sync_state() == "running now", "not run at once")
        self.page.wait(lambda: self._sync_state() == "working", "the first run does not end well")
        assert not self.page.find("#sync-empty").is_displayed()
        self._expect_plays(len(self.history.plays) + self.fake.PLAYS)
        self.page.find("#nav-sync").click()

    def _sync_state(self):
        return "".join(self.page.texts(".sync-state"))

    def sync_fails(self):
        self.fake.begin_outage()
        self._act(".sync", "Run now")
        self.page.wait(
            lambda: self._sync_state() == "failing", f"not seen to fail: {self._sync_state()}"
        )
        self.page.expect(".sync-why", "503")
        assert self.page.find("#sync-banner").is_displayed(), "no banner"
        self.page.open()
        self.page.wait(lambda: self.page.find_all("#sync-banner a"), "no banner on the history")
        self.page.expect("#sync-banner", "503")
        self.page.find("#sync-banner a").click()
        self.page.wait(lambda: self.page.find_all("#sync"), "the banner leads nowhere")
        assert (
            self.page.browser.switch_to.active_element.get_attribute("id") == "view-title"
        ), "the focus does not follow"
        self.page.wait(lambda: self._sync_state() == "failing", "not failing any more")

    def sync_recovers(self):
        self.fake.end_outage()
        self._act(".sync", "Run now")
        self.page.wait(
            lambda: self._sync_state() == "working", f"not seen to recover: {self._sync_state()}"
        )
        assert not self.page.find("#sync-banner").text, self.page.find("#sync-banner").text
        assert not self.page.find(".sync-why").is_displayed()
        self._click(".sync details summary")
        self.page.wait(
            lambda: self.page.find_all(".run[data-state=failed]"), "the failed run is not listed"
        )
        assert len(self.page.find_all(".run[data-state=finished]")) >= 1, self.page.texts(".run")

    def sync_verified(self):
        """The fixture's ListenBrainz plays came from a file: they do not belong to the account, so they cannot be missing from it."""
        self._act(".sync", "Verify")
        self.page.wait(
            lambda: self.page.find_all(".verify table, .verify-good, .verify-bad"), "no result"
        )
        told = self.page.find(".verify").text
        assert f"Nothing is missing: all {self.fake.PLAYS:,} plays match ListenBrainz" in told, told
        self._screenshot("verify")
        self._act(".sync", "Close")
        self.page.wait(lambda: not self.page.find(".verify").is_displayed(), "still there")

    def sync_changed(self):
        self._act(".sync", "Pause")
        self.page.wait(lambda: self._sync_state() == "paused", "not paused")
        self._act(".sync", "Edit")
        self._click(".sync form option[value='']")
        minutes = self.page.find(".sync form input[type=number]")
        minutes.clear()
        minutes.send_keys("17")
        self._click(".sync form [type=submit]")
        self.page.wait(
            lambda: "every 17 minutes" in self.page.find(".sync-times").text, "not changed"
        )
        assert self._sync_state() == "paused" and not self.page.find_all(
            ".sync form"
        ), self.page.find(".sync").text
        self.page.open("?view=sync")
        self.page.wait(lambda: self._sync_state() == "paused", "forgotten")
        self._act(".sync", "Resume")
        self.page.wait(lambda: self._sync_state() in ("working", "running now"), "not resumed")

    def panels_fit(self):
        for scheme, size, name in (
            ("light", WIDE, "wide"),
            ("dark", WIDE, "dark"),
            ("light", PHONE, "phone"),
        ):
            self.page.prefer(scheme)
            self.page.resize(size)
            for panel, ready in (("import", ".past"), ("sync", ".sync")):
                self.page.open(f"?view={panel}&period={self.history.years[0]}")
                self.page.wait(lambda: self.page.find_all(ready), f"{panel}: nothing to see")
                if panel == "sync" and not self.page.find_all("#sync-new form"):
                    self._act("#sync", "Add a sync")
                self._screenshot(f"{panel}-{name}")
                poor = self.page.script(CONTRAST_SCRIPT)
                assert not poor, f"{panel}, {name}: {poor}"
                self._expect_no_overflow(f"{panel}, {name}")
                self._expect_names(f"{panel}, {name}")
            self._expect_targets(size)
        self.page.prefer("light")
        self.page.resize(WIDE)

    def _expect_targets(self, size):
        small = self.page.script(
            """
            return Array.from(document.querySelectorAll('#sync button, #sync input, #sync select, #sync summary'))
              .filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 40)
              .map(node => node.outerHTML.slice(0, 80))"""
        )
        assert size != PHONE or not small, small

    def sync_deleted(self):
        self.page.open("?view=sync")
        self.page.wait(lambda: self._sync_state() == "working", "no sync that works")
        self._act(".sync", "Delete")
        self.page.expect(".ask-words", "stay")
        self._act(".sync", "Keep")
        self._act(".sync", "Delete")
        self.page.find(".sync .button-bad").click()
        self.page.wait(lambda: not self.page.find_all(".sync"), "not deleted")
        self.page.wait(lambda: self.page.find("#sync-empty").is_displayed(), "not explained again")
        self.page.open()
        self._expect_plays(len(self.history.plays) + self.fake.PLAYS)

    def spotify_connected(self):
        """The page asks Spotify itself; here, the fake stands in for it."""
        self.page.homes.add(urlsplit(self.fake.spotify).netloc)
        self.page.open("?view=sync")
        self._click("#sync-spotify summary")
        shown = self.page.find("#sync-spotify input[readonly]").get_attribute("value")
        assert shown == self.page.address, shown
        for scheme, size, name in (("light", WIDE, "wide"), ("dark", PHONE, "phone")):
            self.page.prefer(scheme)
            self.page.resize(size)
            self._screenshot(f"spotify-{name}")
            self._expect_no_overflow(f"spotify, {name}")
            poor = self.page.script(CONTRAST_SCRIPT)
            assert not poor, f"spotify, {name}: {poor}"
            self._expect_targets(size)
        self.page.prefer("light")
        self.page.resize(WIDE)
        self.page.script(
            """
            const [server] = arguments;
            const send = window.fetch;
            window.fetch = (address, options) => {
              if (!/sync[/]spotify([?]|$)/.test(address)) return send(address, options);
              const body = { ...JSON.parse(options.body), base_url: server };
              return send(address, { ...options, body: JSON.stringify(body) });
            }""",
            self.fake.spotify,
        )
        self.page.find("#sync-spotify input:not([readonly])").send_keys(self.fake.client_id)
        self._click("#sync-spotify [type=submit]")
        self.page.expect("#notice", "Spotify is connected: alice")
        self.page.wait(lambda: self._sync_state() == "working", "not connected")
        self.page.expect(".sync-name", "Spotify")
        assert "state=" not in self.page.browser.current_url, self.page.browser.current_url
        self._act(".sync", "Edit")
        assert not self.page.find_all(".sync form input[type=password]"), "a key is asked for"
        self._act(".sync", "Delete")
        self.page.find(".sync .button-bad").click()
        self.page.wait(lambda: not self.page.find_all(".sync"), "not deleted")


if __name__ == "__main__":
    sys.exit(perform(__doc__, SyncChecks))
