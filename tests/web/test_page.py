#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Drives the page of a real footprintsd in a real browser and reports as TAP.

    test_page.py --daemon PATH --fake-services PATH [--fixture FILE] [--screenshots DIR]
"""

import argparse
import base64
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from contextlib import ExitStack
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

try:
    from selenium import webdriver
    from selenium.common.exceptions import StaleElementReferenceException
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait
except ImportError:
    webdriver = None

CHROMEDRIVER = "/usr/bin/chromedriver"
ZONE = "Europe/Berlin"
PATIENCE_S = 20
VIEWS = ("overview", "charts", "timeline", "patterns", "sessions", "year", "discovery", "diversity", "flow", "import", "sync", "settings")
WIDE = (1280, 900)
PHONE = (390, 844)
TALLEST_SCREENSHOT_PX = 3600
BROWSER_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
)

# Colours are painted and read back, so that every notation a style sheet may use is understood.
CONTRAST_SCRIPT = """
const canvas = document.createElement('canvas');
canvas.width = canvas.height = 1;
const context = canvas.getContext('2d', { willReadFrequently: true });
function paint(colours) {
  context.clearRect(0, 0, 1, 1);
  for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
  return Array.from(context.getImageData(0, 0, 1, 1).data.slice(0, 3));
}
function luminance(rgb) {
  const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function grounds(node) {
  const found = [];
  for (let at = node; at; at = at.parentElement) found.unshift(getComputedStyle(at).backgroundColor);
  return found;
}
const poor = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.data.trim();
  const node = walker.currentNode.parentElement;
  if (!text || !node.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
  if (node.closest('[aria-disabled=true], :disabled, .tooltip, .drop-cover, .hidden, .skip, title, option, script, noscript')) continue;
  const style = getComputedStyle(node);
  const ground = grounds(node);
  const ink = node instanceof SVGElement ? style.fill : style.color;
  const [light, dark] = [luminance(paint([...ground, ink])), luminance(paint(ground))].sort((a, b) => b - a);
  const ratio = (light + 0.05) / (dark + 0.05);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) poor.push(`${text.slice(0, 30)}: ${ratio.toFixed(2)} (${node.className.baseVal ?? node.className})`);
}
return [...new Set(poor)].slice(0, 12);
"""


class History:
    """What the fixture says, counted here once more and by other means than the server's."""

    def __init__(self, path):
        zone = ZoneInfo(ZONE)
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        good = [row for row in rows if row.get("artist") and row.get("track")]
        unique = {(row["artist"], row["track"], row["listened_at"], row["source"]): row for row in good}
        self.rejected = len(rows) - len(good)
        self.duplicate = len(good) - len(unique)
        self.plays = sorted(unique.values(), key=lambda row: row["listened_at"])
        for play in self.plays:
            play["day"] = datetime.fromtimestamp(play["listened_at"], zone).date()
        self.years = sorted({play["day"].year for play in self.plays}, reverse=True)

    def of_year(self, year):
        return [play for play in self.plays if play["day"].year == year]

    @staticmethod
    def figures(plays):
        return {
            "scrobbles": len(plays),
            "artists": len({play["artist"] for play in plays}),
            "albums": len({(play["artist"], play["album"]) for play in plays if play.get("album")}),
            "tracks": len({(play["artist"], play["track"]) for play in plays}),
        }

    @staticmethod
    def ranking(plays, key):
        return Counter(key(play) for play in plays if key(play) is not None)


class Daemon:
    def __init__(self, path, directory):
        environment = {**os.environ, "DATABASE_PATH": str(directory / "history.db"), "PORT": "0", "HOST": "127.0.0.1"}
        self.process = subprocess.Popen([path, "serve", "--no-auth"], env=environment, cwd=directory, stdout=subprocess.PIPE, text=True)
        self.address = self._wait_until_listening()
        threading.Thread(target=self._drain, daemon=True).start()

    def _wait_until_listening(self):
        guard = threading.Timer(PATIENCE_S, self.process.kill)
        guard.start()
        try:
            for line in self.process.stdout:
                if line.startswith("Listening on "):
                    return line.removeprefix("Listening on ").strip()
        finally:
            guard.cancel()
        raise RuntimeError("the daemon ended, or did not say in time where it listens")

    def _drain(self):
        for _ in self.process.stdout:
            pass

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


class FakeServices:
    """Last.fm and ListenBrainz on loopback, which know one listener."""

    USER = "alice"
    PLAYS = 3000
    DELAY_MS = 300

    def __init__(self, path):
        arguments = [path, "--user", self.USER, "--plays", str(self.PLAYS), "--delay-ms", str(self.DELAY_MS)]
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        told = self._read_until("kill -USR1")
        self.lastfm = re.search(r"Last\.fm\s+(\S+)", told)[1]
        self.listenbrainz = re.search(r"ListenBrainz\s+(\S+)", told)[1]
        self.api_key = re.search(r"API key\s+(\S+)", told)[1]

    def _read_until(self, words):
        told = ""
        guard = threading.Timer(PATIENCE_S, self.process.kill)
        guard.start()
        try:
            for line in self.process.stdout:
                told += line
                if words in line:
                    return told
        finally:
            guard.cancel()
        raise RuntimeError(f"the fake services did not say: {words}")

    def begin_outage(self):
        self.process.send_signal(signal.SIGUSR1)
        self._read_until("The outage begins")

    def end_outage(self):
        self.process.send_signal(signal.SIGUSR1)
        self._read_until("The outage is over")

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Page:
    """The page as a person sees and handles it."""

    def __init__(self, address, profile):
        self.address = address
        options = webdriver.ChromeOptions()
        for option in (*BROWSER_OPTIONS, f"--user-data-dir={profile}"):
            options.add_argument(option)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.browser = webdriver.Chrome(service=Service(CHROMEDRIVER), options=options)
        self.command("Emulation.setTimezoneOverride", timezoneId=ZONE)
        self.prefer("light")
        self.resize(WIDE)

    def command(self, name, **parameters):
        return self.browser.execute_cdp_cmd(name, parameters)

    def script(self, text, *arguments):
        return self.browser.execute_script(text, *arguments)

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def find_all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        return self.script("return Array.from(document.querySelectorAll(arguments[0]), node => node.textContent)", selector)

    def wait(self, condition, message):
        return WebDriverWait(self.browser, PATIENCE_S, 0.05, [StaleElementReferenceException]).until(lambda _: condition(), message)

    def open(self, query=""):
        self.browser.get(self.address + query)
        self.settle()

    def settle(self):
        self.wait(lambda: self.script(
            # Before it is known who asks, nothing is busy yet.
            "return document.readyState === 'complete' && !document.body.classList.contains('entering')"
            " && document.querySelector('#view:not([aria-busy]) > *')"
            " && !document.querySelector('#view .ghost')"), "the page does not settle")

    def resize(self, size):
        self.command("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=size == PHONE)

    def prefer(self, scheme):
        self.command("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}])

    def offline(self, offline):
        self.command("Network.enable")
        self.command("Network.emulateNetworkConditions", offline=offline, latency=0, downloadThroughput=-1, uploadThroughput=-1)

    def query(self):
        return parse_qs(urlsplit(self.browser.current_url).query)

    def figure(self, key):
        value = self.script("return document.querySelector(`[data-figure=${arguments[0]}] .figure-value`)?.textContent", key)
        return int(value.replace(",", "")) if value else None

    def ranks(self, kind):
        return self.script("""
            return Array.from(document.querySelectorAll(`#chart-${arguments[0]} .rank`), row => ({
              rank: row.value, name: row.querySelector('.rank-name').textContent,
              by: row.querySelector('.rank-by bdi')?.textContent ?? null,
              count: parseInt(row.querySelector('.rank-count').textContent.replace(',', '')) }))""", kind)

    def background_luminance(self):
        red, green, blue = self.script("""
            const context = document.createElement('canvas').getContext('2d');
            context.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
            context.fillRect(0, 0, 1, 1);
            return Array.from(context.getImageData(0, 0, 1, 1).data.slice(0, 3));""")
        return (red + green + blue) / 3 / 255

    def scroll_down(self):
        self.script("scrollTo(0, document.documentElement.scrollHeight)")

    def requested_addresses(self):
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                parameters = message["params"]
                yield parameters["url"] if "url" in parameters else parameters["request"]["url"]

    def screenshot(self, path):
        size = self.command("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], TALLEST_SCREENSHOT_PX), "scale": 1}
        picture = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(picture["data"]))


class Checks:
    """The checks in the order in which a person would come upon these things."""

    CALENDAR_DAYS = ["2020-12-31", "2021-01-03", "2021-01-04", "2024-02-29", "2024-12-29", "2024-12-30", "2026-01-01", "2027-01-01"]

    def __init__(self, page, history, fixture, fake, screenshots):
        self.page = page
        self.fake = fake
        self.history = history
        self.fixture = fixture
        self.screenshots = screenshots

    def all(self):
        return [
            ("the calendar counts as ISO 8601 does", self.calendar),
            ("first start invites to import", self.first_start),
            ("a file comes in through the page", self.import_file),
            ("the numbers of all time are right", self.figures_of_all_time),
            ("the charts are in order, equal counts share a rank", self.charts),
            ("'show more' widens one chart", self.show_more),
            ("another period changes numbers and address", self.switch_period),
            ("back and forward restore the period", self.back_and_forward),
            ("back and forward restore the view, its place and the focus", self.between_views),
            ("a custom range is taken from two dates", self.custom_range),
            ("the pulse is walked and followed with the keyboard", self.pulse_keyboard),
            ("the pulse is there as a table", self.pulse_table),
            ("dragging over bars chooses their days", self.pulse_drag),
            ("the week counts weekdays and hours", self.rhythm),
            ("months and hours are counted", self.months),
            ("the calendar counts days, and is walked with the keyboard", self.days),
            ("dragging over days chooses from the first to the last", self.days_dragged),
            ("sessions are counted, ordered and lead to their plays", self.sessions),
            ("discoveries are artists that were never heard before", self.discoveries),
            ("diversity has figures, words and a table", self.diversity),
            ("the timeline is complete and in order, with few rows at once", self.timeline),
            ("the timeline is walked by key and by date", self.timeline_walk),
            ("search finds, marks and is walked with the keyboard", self.search),
            ("search leads to the page of what was found", self.search_leads),
            ("an artist has a page, and all names on it lead on", self.artist_page),
            ("an album and a track have a page", self.album_and_track),
            ("back and forward lead through pages of names", self.between_pages),
            ("a name that was never heard says so", self.unknown_name),
            ("hostile names are text and nothing else", self.hostile_names),
            ("a period without plays says so", self.quiet_period),
            ("a period that is none is told", self.unknown_period),
            ("only checking a file changes nothing", self.dry_run),
            ("a file dropped on the page is taken", self.drop),
            ("a history is fetched from a service, watched, paused and found again", self.import_service),
            ("what was fetched can be taken back", self.take_back),
            ("what a service refuses is told", self.import_refused),
            ("a sync is explained, added, and runs", self.sync_added),
            ("a sync that fails says why, and every view says so", self.sync_fails),
            ("a sync recovers, and keeps a list of its runs", self.sync_recovers),
            ("a sync is compared with its service", self.sync_verified),
            ("a sync is paused and changed", self.sync_changed),
            ("import and sync: text has contrast, names and room", self.panels_fit),
            ("a deleted sync leaves its plays", self.sync_deleted),
            ("addresses of before still lead somewhere", self.old_addresses),
            ("light: text has contrast", self.contrast_light),
            ("dark: follows the system, text has contrast", self.contrast_dark),
            ("the theme can be chosen and is kept", self.theme_kept),
            ("phone: nothing is wider than the screen", self.phone),
            ("phone: what can be tapped is large enough", self.phone_targets),
            ("nothing jumps while the page loads", self.layout_is_still),
            ("every control has a name, every id is there once", self.names_and_ids),
            ("nothing was complained about in the console", self.console),
            ("no other host was asked for anything", self.other_hosts),
            ("a file of no known kind is refused with a reason", self.refused_file),
            ("a failure is told and can be retried", self.failure),
            ("a script written into the page does not run", self.policy),
        ]

    def calendar(self):
        self.page.open()
        told = self.page.browser.execute_async_script("""
            const done = arguments[arguments.length - 1];
            Promise.all([import('./static/js/days.js'), import('./static/js/period.js')]).then(([days, periods]) => done({
              weeks: arguments[0].map(day => days.weekLabel(day)),
              starts: arguments[0].map(day => days.startOfWeekLabel(days.weekLabel(day))),
              february: periods.before(periods.parsePeriod('2024-03')).query,
              week: periods.before(periods.parsePeriod('2021-W01')).query,
              range: periods.before(periods.parsePeriod('2024-03-11..2024-03-21')).query,
              next: periods.neighbour(periods.parsePeriod('2019-12'), 1),
              nonsense: periods.parsePeriod('2024-13').text,
            }), error => done(String(error)));""", self.CALENDAR_DAYS)
        dates = [date.fromisoformat(day) for day in self.CALENDAR_DAYS]
        assert told["weeks"] == [day.strftime("%G-W%V") for day in dates], told["weeks"]
        assert told["starts"] == [str(day - timedelta(day.weekday())) for day in dates], told["starts"]
        assert told["february"] == "2024-02" and told["week"] == "2020-W53" and told["next"] == "2020-01", told
        assert told["range"] == "2024-03-01..2024-03-11" and told["nonsense"] == "alltime", told

    def first_start(self):
        self.page.open()
        assert self.page.find("#welcome").is_displayed(), "no welcome"
        assert self.page.find("#drop-zone").is_displayed(), "no drop zone"
        assert not self.page.find("#nav-overview").is_displayed() and not self.page.find("#period-nav").is_displayed(), "views of nothing are offered"
        for view in ("sync", "settings"):
            self.page.open(f"?view={view}")
            assert self.page.find(f".view-{view}").is_displayed(), view
        self.page.open("?view=charts&period=2020")
        assert self.page.find("#welcome").is_displayed(), "an empty chart is shown"

    def import_file(self):
        self.page.find("#import-file").send_keys(str(self.fixture))
        self.page.wait(lambda: self.page.find_all(".job-good, .job-bad"), "the import does not end")
        assert not self.page.find_all(".job-bad"), self.page.texts(".job-result")
        counts = self.page.script("""return Object.fromEntries(Array.from(document.querySelectorAll('[data-count]'),
            node => [node.dataset.count, parseInt(node.querySelector('dd').textContent.replace(',', ''))]))""")
        expected = {"new": len(self.history.plays), "duplicate": self.history.duplicate, "rejected": self.history.rejected}
        assert {key: counts.get(key) for key in expected} == expected, f"{counts}, expected {expected}"
        self.page.find(".job details summary").click()
        reasons = self.page.texts(".job details tbody td")
        assert len(reasons) == self.history.rejected and all(reasons), reasons
        self.page.wait(lambda: not self.page.find("#welcome").is_displayed(), "the welcome stays")
        assert self.page.find_all(".job-good"), "what came of the import is gone"
        self.page.find(".job-result a").click()
        self.page.wait(lambda: self.page.figure("scrobbles") == len(self.history.plays), "the history is not shown")

    def figures_of_all_time(self):
        self.page.open()
        self._expect_figures(self.history.plays)

    def _expect_figures(self, plays):
        expected = self.history.figures(plays)
        shown = {key: self.page.figure(key) for key in expected}
        assert shown == expected, f"{shown}, expected {expected}"

    def charts(self):
        keys = {
            "artists": lambda play: (play["artist"], None),
            "tracks": lambda play: (play["track"], play["artist"]),
            "albums": lambda play: (play["album"], play["artist"]) if play.get("album") else None,
        }
        for kind, key in keys.items():
            counts = self.history.ranking(self.history.plays, key)
            self.page.open()
            assert [row["count"] for row in self.page.ranks(kind)] == sorted(counts.values(), reverse=True)[:6], kind
            self.page.open(f"?view=charts&kind={kind}&period=alltime")
            shown = self.page.ranks(kind)
            best = sorted(counts.values(), reverse=True)[:50]
            assert [row["count"] for row in shown] == best, f"{kind}: {[row['count'] for row in shown]}, expected {best}"
            for row in shown:
                assert counts[(row["name"], row["by"])] == row["count"], f"{kind}: {row}"
                assert row["rank"] == 1 + sum(count > row["count"] for count in counts.values()), f"{kind}: {row}"

    def show_more(self):
        tracks = self.history.figures(self.history.plays)["tracks"]
        self.page.open("?view=charts&kind=tracks")
        assert len(self.page.ranks("tracks")) == min(tracks, 50)
        if tracks > 50:
            assert self.page.find("#chart-note").text == f"50 of {tracks}", self.page.find("#chart-note").text
            self._click("#chart-more")
            self.page.wait(lambda: len(self.page.ranks("tracks")) == min(tracks, 100), "no more tracks")
        self._click(".tabs a[href*=albums]")
        self.page.wait(lambda: self.page.find_all("#chart-albums .rank"), "no other chart")
        assert self.page.query()["kind"] == ["albums"]
        self._click("#period-switch a[data-period=year]")
        self.page.wait(lambda: self.page.query()["period"] == ["year"], "no other period")
        assert self.page.query()["kind"] == ["albums"] and self.page.query()["view"] == ["charts"], self.page.browser.current_url

    def _click(self, selector):
        node = self.page.find(selector)
        self.page.script("arguments[0].scrollIntoView({ block: 'center' })", node)
        node.click()

    def switch_period(self):
        year = self.history.years[-1]
        self.page.open()
        self.page.find(f"#period-year option[value='{year}']").click()
        self._expect_year(year)
        assert self.page.query()["period"] == [str(year)], self.page.browser.current_url
        self.page.find("#period-next").click()
        self._expect_year(year + 1)

    def _expect_year(self, year):
        plays = self.history.of_year(year)
        self.page.wait(lambda: self.page.figure("scrobbles") == len(plays), f"not the {len(plays)} plays of {year}")
        self.page.settle()
        self._expect_figures(plays)
        assert self.page.find("#period-title").text == str(year)

    def back_and_forward(self):
        year = self.history.years[-1]
        self.page.browser.back()
        self._expect_year(year)
        self.page.browser.back()
        self.page.wait(lambda: self.page.figure("scrobbles") == len(self.history.plays), "not all time again")
        self.page.browser.forward()
        self._expect_year(year)

    def between_views(self):
        self.page.open("?view=charts&kind=tracks")
        self.page.script("scrollTo(0, 400)")
        place = self.page.script("return scrollY")
        assert place > 200, place
        self.page.find("#nav-patterns").click()
        self.page.wait(lambda: self.page.find_all(".view-patterns"), "no other view")
        assert self.page.browser.title == "Patterns, All time – Footprints", self.page.browser.title
        assert self.page.browser.switch_to.active_element.get_attribute("id") == "view-title", "the focus stays behind"
        assert self.page.find("#nav-patterns").get_attribute("aria-current") == "page"
        self.page.find("#period-year option:last-child").click()
        self.page.wait(lambda: self.page.query()["period"] == [str(self.history.years[-1])], "no other period")
        self.page.settle()
        assert self.page.query()["view"] == ["patterns"] and self.page.find_all(".view-patterns")
        self.page.browser.back()
        self.page.browser.back()
        self.page.wait(lambda: self.page.find_all(".view-charts"), "not back")
        self.page.wait(lambda: abs(self.page.script("return scrollY") - place) < 2, f"not where the reader was: {place}")
        self.page.browser.forward()
        self.page.wait(lambda: self.page.find_all(".view-patterns"), "not forward")

    def custom_range(self):
        self.page.open()
        first, last = self.history.plays[40]["day"], self.history.plays[90]["day"]
        expected = [play for play in self.history.plays if first <= play["day"] <= last]
        self.page.find("#period-custom summary").click()
        self.page.script("""
            document.getElementById('period-start').value = arguments[0];
            document.getElementById('period-end').value = arguments[1];""", str(first), str(last))
        self.page.find("#period-form button").click()
        self.page.wait(lambda: self.page.figure("scrobbles") == len(expected), f"not the {len(expected)} plays from {first} to {last}")
        self.page.settle()
        self._expect_figures(expected)

    def pulse_keyboard(self):
        year = self.history.years[-1]
        self.page.open(f"?period={year}")
        assert len(self.page.find_all(".step[tabindex='0']")) == 1, "the pulse is not one stop of the tab key"
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
        assert count == 0 or self.page.figure("scrobbles") == count, f"{self.page.figure('scrobbles')}, the bar said {count}"

    def pulse_table(self):
        self.page.open()
        self._open_table("pulse")
        counts = [int(text.replace(",", "")) for text in self.page.texts("#pulse-table tbody td")]
        assert sum(counts) == len(self.history.plays), f"{sum(counts)} in the table"
        assert len(counts) == len(self.page.find_all(".step")), "table and bars differ"

    def _open_table(self, chart):
        self._click(f"#{chart}-table summary")
        self.page.wait(lambda: self.page.find_all(f"#{chart}-table td"), "no table")

    def pulse_drag(self):
        year = self.history.years[-1]
        self.page.open(f"?period={year}")
        bars = self.page.find_all(".step")
        # Bars are weeks, and the drag crosses their middles.
        actions = webdriver.ActionChains(self.page.browser)
        actions.move_to_element(bars[10]).click_and_hold().move_to_element(bars[12]).move_to_element(bars[14]).release().perform()
        self.page.wait(lambda: ".." in self.page.query()["period"][0], "no range was chosen")
        self.page.settle()
        first, end = self.page.query()["period"][0].split("..")
        expected = [play for play in self.history.plays if first <= str(play["day"]) < end]
        assert (datetime.fromisoformat(end) - datetime.fromisoformat(first)).days == 35, f"{first} to {end}"
        self._expect_figures(expected)

    def rhythm(self):
        year = self.history.years[-1]
        self.page.open(f"?view=patterns&period={year}")
        times = [datetime.fromtimestamp(play["listened_at"], ZoneInfo(ZONE)) for play in self.history.of_year(year)]
        expected = Counter((time.weekday(), time.hour) for time in times)
        assert self.page.texts("#week tbody th [aria-hidden]") == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        rows = self.page.script("return Array.from(document.querySelectorAll('#week tbody tr'), row => Array.from(row.cells, cell => cell.textContent))")
        assert [[int(text) for text in row[1:25]] for row in rows] == [[expected[day, hour] for hour in range(24)] for day in range(7)]
        assert [int(row[25]) for row in rows] == [sum(time.weekday() == day for time in times) for day in range(7)]
        assert f": {max(expected.values())} play" in self.page.find(".view-patterns .section-note").text

    def months(self):
        self.page.open("?view=patterns")
        counts = Counter((play["day"].year, play["day"].month) for play in self.history.plays)
        shown = self.page.script("""return Array.from(document.querySelectorAll('#months .heat-cell a'), link =>
            [new URLSearchParams(link.search).get('period'), parseInt(link.textContent)])""")
        assert {period: count for period, count in shown if count} == {f"{year}-{month:02}": count for (year, month), count in counts.items()}
        self._open_table("clock")
        hours = Counter(datetime.fromtimestamp(play["listened_at"], ZoneInfo(ZONE)).hour for play in self.history.plays)
        assert [int(text) for text in self.page.texts("#clock-table td")] == [hours[hour] for hour in range(24)]

    def days(self):
        year = self.history.years[-1]
        self.page.open(f"?period={year}")
        counts = Counter(str(play["day"]) for play in self.history.of_year(year))
        shown = self.page.script("""return Array.from(document.querySelectorAll('.calendar-day'), link =>
            [new URLSearchParams(link.getAttribute('href')).get('period'), parseInt(link.getAttribute('aria-label').split(': ')[1])])""")
        assert {day: count for day, count in shown if count} == counts and len(shown) in (365, 366), len(shown)
        assert len(self.page.find_all(".calendar-day[tabindex='0']")) == 1, "the calendar is not one stop of the tab key"
        self.page.script("document.querySelector('.calendar-day[tabindex=\"0\"]').focus()")
        self.page.browser.switch_to.active_element.send_keys(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ENTER)
        self.page.wait(lambda: self.page.query()["period"] == [f"{year}-01-09"], f"not the ninth day: {self.page.browser.current_url}")

    def days_dragged(self):
        year = self.history.years[-1]
        self.page.open(f"?period={year}")
        days = self.page.find_all(".calendar-day")
        self.page.script("arguments[0].scrollIntoView({ block: 'center' })", days[100])
        actions = webdriver.ActionChains(self.page.browser)
        actions.move_to_element(days[100]).click_and_hold().move_to_element(days[115]).move_to_element(days[130]).release().perform()
        first, end = date(year, 1, 1) + timedelta(100), date(year, 1, 1) + timedelta(131)
        self.page.wait(lambda: self.page.query()["period"] == [f"{first}..{end}"], f"not from {first} to {end}: {self.page.browser.current_url}")
        self.page.settle()

    def _sessions(self, plays):
        """Of two plays or more, oldest first."""
        found = []
        for play in plays:
            if not found or play["listened_at"] - found[-1][-1]["listened_at"] > 45 * 60:
                found.append([])
            found[-1].append(play)
        return [session for session in found if len(session) > 1]

    def sessions(self):
        expected = self._sessions(self.history.plays)
        self.page.open("?view=sessions")
        assert self.page.figure("sessions") == len(expected), (self.page.figure("sessions"), len(expected))
        for spread in ("lengths", "sizes"):
            counts = self.page.script("return Array.from(document.querySelectorAll(`[aria-labelledby=${arguments[0]}-title] .spread-count`), node => parseInt(node.childNodes[1].textContent))", spread)
            assert sum(counts) == len(expected), (spread, counts)
        shown = self.page.texts(".session-facts")
        assert len(shown) == min(20, len(expected)) and f" {len(expected[-1])} plays" in shown[0], shown[0]
        while self.page.find("#sessions-more").is_displayed():
            before = len(self.page.find_all(".session"))
            self.page.find("#sessions-more").click()
            self.page.wait(lambda: len(self.page.find_all(".session")) > before, "no more")
        assert len(self.page.find_all(".session")) == len(expected)
        self.page.script("arguments[0].focus()", self.page.find(".session-toggle"))
        self.page.browser.switch_to.active_element.send_keys(Keys.ENTER)
        assert self.page.texts(".session:first-child .play-track") == [play["track"] for play in expected[-1]]
        assert self.page.find(".session-toggle").get_attribute("aria-expanded") == "true"
        self.page.find(".tabs li:nth-child(3) a").click()
        self.page.wait(lambda: self.page.query().get("list") == ["most_tracks"] and not self.page.find_all("#view[aria-busy]"), "no other order")
        assert f" {max(map(len, expected))} plays" in self.page.texts(".session-facts")[0]
        self.page.find("#period-switch a[data-period=year]").click()
        self.page.wait(lambda: self.page.query()["period"] == ["year"], "no other period")
        assert self.page.query()["list"] == ["most_tracks"]
        self.page.open("?view=sessions&list=rabbit_holes")
        holes = [session for session in expected if len(session) >= 5 and len({play["artist"] for play in session}) == 1]
        assert len(self.page.find_all(".session")) == min(20, len(holes)), len(holes)
        self._nothing_injected()

    def discoveries(self):
        first = {}
        for play in self.history.plays:
            first.setdefault(play["artist"], play)
        for year in (self.history.years[0], self.history.years[-1]):
            expected = [artist for artist, play in first.items() if play["day"].year == year]
            self.page.open(f"?view=discovery&period={year}")
            shown = self.page.texts("[aria-labelledby=discoveries-title] .rank-name")
            assert shown == expected[::-1][:24], f"{shown} {expected}"
            assert self.page.find("#discoveries-title + .section-note").text.startswith(f"{len(expected)} of "), expected

    def diversity(self):
        year = self.history.years[-1]
        self.page.open(f"?view=diversity&period={year}")
        assert len(self.page.find_all(".fact")) == 3 and all(self.page.texts(".fact-value"))
        self._open_table("diversity")
        plays = sum(int(text) for text in self.page.texts("#diversity-table td:nth-child(2)"))
        assert plays == len(self.history.of_year(year)), plays

    def timeline(self):
        """Every play passes by, newest first, and few of them are on the page at once."""
        self.page.open("?view=timeline")
        seen, most = {}, 0
        bottom = self.page.script("return document.documentElement.scrollHeight")
        for place in [*range(0, bottom, 700), bottom]:
            self.page.script("scrollTo(0, arguments[0])", place)
            rows = self.page.wait(self._plays_in_sight, "plays do not come")
            most = max(most, len(rows))
            seen.update({row[0]: row[1:] for row in rows})
        times = [datetime.fromisoformat(seen[number][0].replace("Z", "+00:00")).timestamp() for number in sorted(seen)]
        assert times == sorted(times, reverse=True), "not newest first"
        expected = sorted((play["listened_at"], play["artist"], play["track"]) for play in self.history.plays)
        shown = sorted((int(time), row[1], row[2]) for time, row in zip(times, (seen[number] for number in sorted(seen))))
        assert shown == expected, f"{len(shown)} plays, not those of the file"
        assert most < len(self.history.plays) / 2, f"{most} rows at once"

    def _plays_in_sight(self):
        """After the next frame has been drawn; none while some are on their way."""
        return self.page.browser.execute_async_script("""
            const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelector('.play-ghost') ? null
              : Array.from(document.querySelectorAll('.play'), row => [Number(row.dataset.number), row.querySelector('time').dateTime,
                row.querySelector('.play-artist bdi').textContent, row.querySelector('.play-track').textContent]))));""")

    def timeline_walk(self):
        self.page.open("?view=timeline")
        self.page.wait(lambda: self.page.find_all(".play:not(.play-ghost)"), "no plays")
        self.page.find("body").send_keys("jjjk")
        assert self.page.script("return document.activeElement.dataset.number") == "1", "J and K do not step"
        day = str(self.history.plays[0]["day"])
        self.page.script("const input = document.getElementById('timeline-day'); input.value = arguments[0]; input.dispatchEvent(new Event('change'))", day)
        self.page.wait(lambda: self.page.script("return document.getElementById(`day-${arguments[0]}`)?.checkVisibility()", day), "the first day is not reached")
        gaps = self.page.texts(".play-pause")
        assert all("pause" in gap for gap in gaps), gaps

    def search(self):
        self.page.open()
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
        expected = {play[key] for play in self.history.plays for key in ("track", "album") if "doors" in play.get(key, "").lower()}
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
        self.page.wait(lambda: "no such thing" in self.page.find("#search-note").text, "not told that nothing was found")

    def search_leads(self):
        self.page.open()
        self.page.find("body").send_keys(Keys.CONTROL, "k")
        box = self.page.browser.switch_to.active_element
        box.send_keys("kestrel")
        self.page.wait(lambda: self.page.texts("#search-list .search-name") == ["Kestrel Law"], "not found")
        box.send_keys(Keys.ENTER)
        self.page.wait(lambda: self.page.texts(".view-track .figure-value"), "not the page of the track")
        assert self.page.query()["track"] == ["Kestrel Law"] and self.page.texts("#view-name") == ["Kestrel Law"]
        self.page.find("[data-figure=rank] a").click()
        self.page.wait(lambda: self.page.texts(".rank-found .rank-name") == ["Kestrel Law"], "the chart does not show it")
        assert self.page.find(".rank-found").is_displayed() and self.page.query()["find"] == ["Kestrel Law"]
        year = self.history.years[-1]
        for words, query in (("Patt", {"view": ["patterns"]}), (f"{year}-03", {"period": [f"{year}-03"]})):
            self.page.find("#search-input").send_keys(words)
            self.page.wait(lambda: self.page.find_all("#search-ways"), f"no way for {words}")
            self.page.find("#search-input").send_keys(Keys.UP, Keys.ENTER)
            self.page.wait(lambda: query.items() <= self.page.query().items(), f"{words}: {self.page.browser.current_url}")
            self.page.settle()
        self.page.open("?view=charts&kind=artists&find=Nobody+Ever")
        self.page.wait(lambda: "Nobody Ever is not among" in self.page.find("#notice").text, "not told")

    def _open_subject(self, view, period="alltime", **names):
        self.page.open("?" + urlencode({"view": view, "period": period, **names}))

    def _follow(self, selector, name, view):
        """Follows the link of that name within what the selector finds."""
        link = self.page.script("return Array.from(document.querySelectorAll(arguments[0])).find(node => node.textContent === arguments[1])", f"{selector} a", name)
        assert link, f"no link to {name} in {selector}"
        link.click()
        self.page.wait(lambda: self.page.find_all(f".view-{view}") and self.page.texts("#view-name") == [name]
                       and not self.page.find_all("#view[aria-busy]"), f"not the page of {name}")

    def artist_page(self):
        for period, all_plays in (("alltime", self.history.plays), (str(self.history.years[0]), self.history.of_year(self.history.years[0]))):
            ranking = self.history.ranking(all_plays, lambda play: play["artist"]).most_common()
            artist, count = ranking[0]
            own = [play for play in all_plays if play["artist"] == artist]
            self._open_subject("artist", period, artist=artist)
            assert self.page.figure("scrobbles") == count and self.page.figure("tracks") == len({play["track"] for play in own}), period
            assert self.page.texts("[data-figure=rank] .figure-value") == ["1st"], period
            assert sum(self._bars()) == count, (period, self._bars())
            tracks = self.history.ranking(own, lambda play: play["track"])
            shown = self.page.script("return Array.from(document.querySelectorAll('#list-tracks .rank'), row => [row.querySelector('.rank-name').textContent, parseInt(row.querySelector('.rank-count').textContent)])")
            assert shown and all(tracks[name] == plays for name, plays in shown), shown
            assert [plays for _, plays in shown] == sorted(tracks.values(), reverse=True)[:8], shown
            assert len(self.page.find_all(".recent .play")) == min(8, count)
            for table in ("clock", "places", "pulse"):
                assert self.page.find_all(f"#{table} .chart-table summary"), table
        self.page.find(".step-bar").find_element(By.XPATH, "..").send_keys(Keys.ENTER)
        self.page.wait(lambda: self.page.query()["period"] != [period], "a bar leads nowhere")
        assert self.page.query()["view"] == ["artist"] and self.page.query()["artist"] == [artist], self.page.query()

    def _bars(self):
        labels = self.page.script("return Array.from(document.querySelectorAll('#pulse .step'), node => node.getAttribute('aria-label'))")
        return [int(re.search(r": ([\d,]+) plays?", label)[1].replace(",", "")) for label in labels]

    def album_and_track(self):
        play = next(play for play in reversed(self.history.plays) if play.get("album"))
        artist, album, track = play["artist"], play["album"], play["track"]
        self._open_subject("album", artist=artist, album=album)
        count = sum((other["artist"], other.get("album")) == (artist, album) for other in self.history.plays)
        assert self.page.figure("scrobbles") == count and sum(self._bars()) == count, (self.page.figure("scrobbles"), count)
        self._follow("#list-tracks", track, "track")
        count = sum((other["artist"], other["track"]) == (artist, track) for other in self.history.plays)
        assert self.page.figure("scrobbles") == count and len(self.page.find_all(".recent .play")) == min(8, count)
        self._follow("#view-kind", artist, "artist")
        self._follow("#list-albums", album, "album")

    def between_pages(self):
        self.page.open("?view=charts&kind=artists")
        first, second = [row["name"] for row in self.page.ranks("artists")][:2]
        self._follow("#chart-artists", first, "artist")
        self.page.browser.back()
        self.page.wait(lambda: self.page.find_all(".view-charts"), "not back")
        assert not self.page.find_all(".head-subject") and self.page.texts("#view-mark > *") == []
        self._follow("#chart-artists", second, "artist")
        track = self.page.texts("#list-tracks .rank-name")[0]
        self._follow("#list-tracks", track, "track")
        self.page.browser.back()
        self.page.wait(lambda: self.page.texts("#view-name") == [second] and self.page.find_all(".view-artist"), "not back at the artist")
        self.page.browser.forward()
        self.page.wait(lambda: self.page.texts("#view-name") == [track] and self.page.find_all(".view-track"), "not forward to the track")

    def unknown_name(self):
        self._open_subject("artist", artist="veldra QUILL")
        assert "Nobody of that name" in self.page.find(".state-empty").text
        self._follow(".state", "Veldra Quill", "artist")
        for query in ("?view=artist", "?view=album&artist=Nobody", "?view=track&artist=Nobody&track=a%2Fb%3F%23%25"):
            self.page.open(query)
            assert self.page.find_all(".state-empty") and not self.page.find_all(".state-failure"), query
        self._open_subject("artist", "1999", artist="Veldra Quill")
        assert "Not heard in this period" in self.page.find(".state-empty").text

    def hostile_names(self):
        self.page.open("?view=charts")
        for name in ('x" onmouseover="alert(1)', "<b>Loud Names</b>"):
            self.page.open("?view=charts")
            self._follow("#chart-artists", name, "artist")
            self._nothing_injected()
            assert self.page.figure("scrobbles") > 0 and self.page.query()["artist"] == [name]
            track = self.page.texts("#list-tracks .rank-name")[0]
            self._follow("#list-tracks", track, "track")
            self._nothing_injected()
        self.page.open()
        self.page.open("?view=charts")
        artists = [row["name"] for row in self.page.ranks("artists")]
        for name in ('x" onmouseover="alert(1)', "<b>Loud Names</b>"):
            assert name in artists, f"{name} is not in {artists}"
        self.page.find("#search-input").send_keys("<")
        self.page.wait(lambda: self.page.find_all("#search-list [role=option]"), "nothing found")
        self._nothing_injected()
        self.page.find("#search-input").send_keys(Keys.ESCAPE)
        for row in self.page.find_all(".rank")[:6]:
            webdriver.ActionChains(self.page.browser).move_to_element(row).perform()
        self._nothing_injected()
        for view in ("overview", "timeline", "discovery"):
            self.page.open(f"?view={view}")
            self._nothing_injected()

    def _nothing_injected(self):
        """An open dialog would make the very next command fail."""
        strange = self.page.script("""
            const wanted = new Set(['static/js/theme.js', 'static/js/main.js']);
            return Array.from(document.querySelectorAll('body :is(b, i, u, img, script, iframe, object, embed, h1), script, [onmouseover], [onerror], [style*=expression]'))
              .filter(node => !(node.matches('script') && wanted.has(node.getAttribute('src'))))
              .filter(node => !node.matches('.brand img, #view-title, .formats b, .tooltip b, .day-title b'))
              .map(node => node.outerHTML.slice(0, 120));""")
        assert not strange, strange
        assert "Footprints" in self.page.browser.title, self.page.browser.title

    def quiet_period(self):
        for view in ("charts", "timeline", "patterns", "discovery", "diversity", "overview"):
            self.page.open(f"?view={view}&period=1999")
            assert self.page.find(".state-empty").is_displayed(), view
        self.page.find(".state-links a").click()
        self.page.wait(lambda: self.page.find_all("#figures"), "no way back")
        self.page.settle()

    def unknown_period(self):
        self.page.open("?period=decade")
        assert "“decade” is no period" in self.page.find("#notice").text, self.page.find("#notice").text
        self._expect_figures(self.history.plays)
        self.page.open()
        assert self.page.find("#notice").text == ""

    def dry_run(self):
        self.page.open("?view=import")
        self.page.find("#import-dry").click()
        self.page.find("#import-file").send_keys(str(self.fixture))
        self.page.wait(lambda: self.page.find_all(".job-good"), "the check does not end")
        assert "nothing new" in self.page.find(".job-outcome").text, self.page.find(".job-outcome").text
        self.page.find("#nav-overview").click()
        self.page.wait(lambda: self.page.figure("scrobbles"), "no overview")
        self.page.find("#nav-import").click()
        self.page.wait(lambda: self.page.find_all(".job-good"), "what was checked is forgotten in another view")
        self.page.open()
        self._expect_figures(self.history.plays)

    def drop(self):
        self.page.open()
        self._drop(self.fixture.read_text(encoding="utf-8").splitlines()[0] + "\n", "dropped.jsonl")
        self.page.wait(lambda: self.page.find_all(".job-good, .job-bad"), "the import does not end")
        assert self.page.find(".job-name").text == "dropped.jsonl"
        assert "Nothing new" in self.page.find(".job-outcome").text, self.page.find(".job").text

    def _drop(self, content, name):
        self.page.script("""
            const carried = new DataTransfer();
            carried.items.add(new File([arguments[0]], arguments[1]));
            for (const kind of ['dragenter', 'dragover', 'drop'])
              document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));""", content, name)

    def _fill(self, form, service, user, secret, server):
        self._click(f"{form} label:has(input[value={service}])")
        self.page.find(f"{form} input[type=text]").send_keys(user)
        self.page.find(f"{form} input[type=password]").send_keys(secret)
        self._click(f"{form} details summary")
        self.page.find(f"{form} input[type=url]").send_keys(server)

    def _share(self):
        return self.page.script("return document.querySelector('.job progress')?.value ?? 1")

    def import_service(self):
        self.page.open("?view=import")
        self._fill("#import-service", "lastfm", self.fake.USER, self.fake.api_key, self.fake.lastfm)
        self._click("#import-service [type=submit]")
        self.page.wait(lambda: 0 < self._share() < 1, "no progress")
        first = self._share()
        self.page.wait(lambda: first < self._share() < 1, "the progress does not move")
        assert f"of {self.fake.PLAYS:,} plays" in self.page.find(".job-numbers").text, self.page.find(".job-numbers").text
        self._act(".job", "Pause")
        self.page.wait(lambda: self.page.texts(".job-state") == ["paused"], "not paused")
        self.page.browser.refresh()
        self.page.wait(lambda: self.page.texts(".job-state") == ["paused"], "not found again")
        self._act(".job", "Resume")
        self.page.wait(lambda: self.page.find_all(".job-good, .job-bad"), "the import does not end")
        assert self.page.find(".job-outcome").text == f"{self.fake.PLAYS:,} plays added.", self.page.find(".job").text
        self._expect_plays(len(self.history.plays) + self.fake.PLAYS)

    def _act(self, card, words):
        """Presses the button of that name, once it is there and not busy."""

        def press():
            for button in self.page.find_all(f"{card} button"):
                if button.text == words and button.is_enabled():
                    self.page.script("arguments[0].scrollIntoView({ block: 'center' })", button)
                    button.click()
                    return True
            return False

        self.page.wait(press, f"{card} has no button “{words}”")

    def _expect_plays(self, count):
        self.page.find("#nav-overview").click()
        self.page.wait(lambda: self.page.figure("scrobbles") == count, f"not {count} plays but {self.page.figure('scrobbles')}")

    def take_back(self):
        past = "#import-past .past:first-child"
        self.page.open("?view=import")
        self.page.wait(lambda: self.page.find_all(past), "no past imports")
        assert self.page.find(f"{past} .past-name").text == "alice on Last.fm", self.page.find(past).text
        self._act(past, "Take back")
        assert self.page.browser.switch_to.active_element.text == "Keep", "the question does not have the focus"
        self.page.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        assert self.page.browser.switch_to.active_element.text == "Take back", "the focus is lost"
        self._act(past, "Take back")
        self.page.find(f"{past} .button-bad").click()
        self.page.wait(lambda: self.page.texts(f"{past} .past-outcome") == [f"{self.fake.PLAYS:,} plays removed."], "not taken back")
        self.page.wait(lambda: self.page.find_all(f"{past}.past-undone"), "not marked as taken back")
        self._expect_plays(len(self.history.plays))

    def import_refused(self):
        self.page.open("?view=import")
        self._fill("#import-service", "lastfm", "nobody", self.fake.api_key, self.fake.lastfm)
        self._click("#import-service [type=submit]")
        self.page.wait(lambda: self.page.find_all(".job-bad"), "not refused")
        assert "nobody" in self.page.find(".job-bad .job-result").text, self.page.find(".job-bad").text

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
        self.page.wait(lambda: self._sync_state() == "failing", f"not seen to fail: {self._sync_state()}")
        assert "503" in self.page.find(".sync-why").text, self.page.find(".sync-why").text
        assert self.page.find("#sync-banner").is_displayed(), "no banner"
        self.page.open()
        self.page.wait(lambda: self.page.find_all("#sync-banner a"), "no banner on the history")
        assert "503" in self.page.find("#sync-banner").text, self.page.find("#sync-banner").text
        self.page.find("#sync-banner a").click()
        self.page.wait(lambda: self.page.find_all("#sync"), "the banner leads nowhere")
        assert self.page.browser.switch_to.active_element.get_attribute("id") == "view-title", "the focus does not follow"
        self.page.wait(lambda: self._sync_state() == "failing", "not failing any more")

    def sync_recovers(self):
        self.fake.end_outage()
        self._act(".sync", "Run now")
        self.page.wait(lambda: self._sync_state() == "working", f"not seen to recover: {self._sync_state()}")
        assert not self.page.find("#sync-banner").text, self.page.find("#sync-banner").text
        assert not self.page.find(".sync-why").is_displayed()
        self._click(".sync details summary")
        self.page.wait(lambda: self.page.find_all(".run[data-state=failed]"), "the failed run is not listed")
        assert len(self.page.find_all(".run[data-state=finished]")) >= 1, self.page.texts(".run")

    def sync_verified(self):
        """The fixture's plays of ListenBrainz came from a file; the service never had them."""
        only_here = [play for play in self.history.plays if play["source"] == "listenbrainz"]
        months = {datetime.fromtimestamp(play["listened_at"], timezone.utc).strftime("%Y-%m") for play in only_here}
        self._act(".sync", "Verify")
        self.page.wait(lambda: self.page.find_all(".verify table, .verify-good, .verify-bad"), "no result")
        told = self.page.find(".verify").text
        assert f"{len(only_here)} plays are only here: deleted at ListenBrainz, or from a file." in told, told
        assert {row[:7] for row in self.page.texts(".verify tbody th")} == months and "missing here" not in told
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
        self.page.wait(lambda: "every 17 minutes" in self.page.find(".sync-times").text, "not changed")
        assert self._sync_state() == "paused" and not self.page.find_all(".sync form"), self.page.find(".sync").text
        self.page.open("?view=sync")
        self.page.wait(lambda: self._sync_state() == "paused", "forgotten")
        self._act(".sync", "Resume")
        self.page.wait(lambda: self._sync_state() in ("working", "running now"), "not resumed")

    def panels_fit(self):
        for scheme, size, name in (("light", WIDE, "wide"), ("dark", WIDE, "dark"), ("light", PHONE, "phone")):
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
        small = self.page.script("""
            return Array.from(document.querySelectorAll('#sync button, #sync input, #sync select, #sync summary'))
              .filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 40)
              .map(node => node.outerHTML.slice(0, 80))""")
        assert size != PHONE or not small, small

    def sync_deleted(self):
        self.page.open("?view=sync")
        self.page.wait(lambda: self._sync_state() == "working", "no sync that works")
        self._act(".sync", "Delete")
        assert "stay" in self.page.find(".ask-words").text
        self._act(".sync", "Keep")
        self._act(".sync", "Delete")
        self.page.find(".sync .button-bad").click()
        self.page.wait(lambda: not self.page.find_all(".sync"), "not deleted")
        self.page.wait(lambda: self.page.find("#sync-empty").is_displayed(), "not explained again")
        self.page.open()
        self._expect_plays(len(self.history.plays) + self.fake.PLAYS)

    def old_addresses(self):
        self.page.open("?period=2021#sync")
        assert self.page.find("#sync").is_displayed() and self.page.query() == {"view": ["sync"], "period": ["2021"]}
        self.page.open("?view=nonsense&period=custom&start=2021-01-01&end=2021-02-01")
        assert self.page.find_all(".view-overview") and self.page.find("#period-start").get_attribute("value") == "2021-01-01"

    def contrast_light(self):
        self._expect_contrast("light", "wide")

    def contrast_dark(self):
        self._expect_contrast("dark", "dark")

    def _expect_contrast(self, scheme, picture):
        self.page.prefer(scheme)
        self.page.open(f"?period={self.history.years[0]}")
        assert (self.page.background_luminance() < 0.3) == (scheme == "dark"), "the ground has the wrong tone"
        self._screenshot(picture)
        poor = self.page.script(CONTRAST_SCRIPT)
        assert not poor, poor

    def theme_kept(self):
        self.page.prefer("dark")
        self.page.open()
        self.page.wait(lambda: self.page.background_luminance() < 0.3, "not dark to begin with")
        self.page.find("#theme-toggle").click()
        self.page.wait(lambda: self.page.background_luminance() > 0.7, "still dark")
        self.page.open()
        assert self.page.background_luminance() > 0.7, "forgotten"
        self.page.script("localStorage.clear()")
        self.page.prefer("light")

    def phone(self):
        self.page.resize(PHONE)
        for query in ("", f"?period={self.history.years[0]}", "?period=1999"):
            self.page.open(query)
            self._expect_no_overflow(query)
        self.page.open()
        self.page.find("#period-custom summary").click()
        self._expect_no_overflow("dates")
        self.page.find("#nav-more").click()
        self._expect_no_overflow("more")
        assert self.page.find("#nav-sheet").is_displayed()
        self.page.find("#nav-more").send_keys(Keys.ESCAPE)
        assert not self.page.find("#nav-sheet").is_displayed()
        self._screenshot("phone")

    def _expect_no_overflow(self, where):
        width, room = self.page.script("return [document.documentElement.scrollWidth, innerWidth]")
        assert width <= room, f"{where}: {width} px wide on {room} px"

    def phone_targets(self):
        self.page.open()
        small = self.page.script("""
            return Array.from(document.querySelectorAll('header button, header input, .nav a, .nav button, .segments a, .period-more > *, main button'))
              .filter(node => node.checkVisibility() && Math.min(node.getBoundingClientRect().height, node.getBoundingClientRect().width) < 40)
              .map(node => `${node.outerHTML.slice(0, 80)}: ${node.getBoundingClientRect().height}`)""")
        assert not small, small
        bar = self.page.script("return document.querySelector('#nav').getBoundingClientRect().bottom / innerHeight")
        assert bar > 0.95, "the way between views is out of the thumb's reach"

    def layout_is_still(self):
        for size in (PHONE, WIDE):
            self.page.resize(size)
            for query in ("", f"?period={self.history.years[0]}", *(f"?view={view}" for view in VIEWS[1:])):
                self.page.open(query)
                moved = self.page.browser.execute_async_script("""
                    const done = arguments[arguments.length - 1];
                    let sum = 0;
                    const observer = new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; });
                    observer.observe({ type: 'layout-shift', buffered: true });
                    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));""")
                assert moved < 0.1, f"{size[0]} px, {query or 'all time'}: {moved:.3f}"

    def names_and_ids(self):
        for view in VIEWS:
            self.page.open(f"?view={view}")
            self._expect_names(view)
        headings = self.page.script("return Array.from(document.querySelectorAll('h1')).filter(node => node.checkVisibility()).length")
        assert headings == 1, f"{headings} first headings"

    def _expect_names(self, where):
        nameless = self.page.script("""
            const named = node => node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.length
              || document.getElementById(node.getAttribute('aria-labelledby'));
            return Array.from(document.querySelectorAll('a, button, input, select, summary, progress, section, nav, [role=listbox], [role=option]'))
              .filter(node => node.checkVisibility() && !named(node)).map(node => node.outerHTML.slice(0, 100));""")
        assert not nameless, f"{where}: {nameless}"
        twice = self.page.script("""
            const ids = Array.from(document.querySelectorAll('[id]'), node => node.id);
            return ids.filter((id, index) => ids.indexOf(id) !== index);""")
        assert not twice, f"{where}: {twice}"

    def console(self):
        severe = [entry["message"] for entry in self.page.browser.get_log("browser") if entry["level"] == "SEVERE"]
        assert not severe, severe

    def other_hosts(self):
        home = urlsplit(self.page.address).netloc
        asked = [address for address in self.page.requested_addresses() if urlsplit(address).scheme in ("http", "https", "ws", "wss")]
        assert asked, "the log of requests is empty, so this proves nothing"
        strange = {address for address in asked if urlsplit(address).netloc != home}
        assert not strange, strange

    def refused_file(self):
        self.page.open()
        self._drop("bad \u0000\u0001 this is no history", "noise.bin")
        self.page.wait(lambda: self.page.find_all(".job-bad"), "not refused")
        assert self.page.find(".job-bad .job-result").text, "no reason"

    def failure(self):
        self.page.open()
        self.page.offline(True)
        self.page.find("#period-switch a[href*='year']").click()
        self.page.wait(lambda: self.page.find_all(".state-offline"), "the failure is not told")
        assert "does not answer" in self.page.find(".state-offline").text
        self.page.offline(False)
        self.page.find("#failure-retry").click()
        self.page.wait(lambda: not self.page.find_all(".state-offline"), "the retry does not help")
        self.page.settle()

    def policy(self):
        self.page.open()
        ran = self.page.script("""
            const script = document.createElement('script');
            script.textContent = 'window.written = true';
            document.body.append(script);
            document.body.setAttribute('onclick', 'window.clicked = true');
            document.body.click();
            return Boolean(window.written || window.clicked);""")
        assert not ran, "the policy allows scripts in the page"

    def _screenshot(self, name):
        if self.screenshots:
            self.screenshots.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(self.screenshots / f"{name}.png")


def run(checks, skip=()):
    """`skip` is the kind of exception that tells what a check lacks."""
    failed = 0
    print(f"1..{len(checks)}", flush=True)
    for number, (name, check) in enumerate(checks, 1):
        try:
            check()
            print(f"ok {number} - {name}", flush=True)
        except skip as lacking:
            print(f"ok {number} - {name} # SKIP {lacking}", flush=True)
        except Exception as error:  # a check that breaks has failed, and the next may still tell something
            failed += 1
            print(f"not ok {number} - {name}", flush=True)
            for line in f"{type(error).__name__}: {error}".split("Stacktrace:")[0].splitlines():
                print(f"# {line}", flush=True)
    return failed


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--daemon", required=True, help="the footprintsd to test")
    parser.add_argument("--fake-services", required=True, help="the fake-services to fetch from")
    parser.add_argument("--fixture", type=Path, default=here / "history.jsonl", help="a file to import")
    parser.add_argument("--screenshots", type=Path, help="where to put pictures: wide.png, phone.png, dark.png and more")
    arguments = parser.parse_args()
    if webdriver is None or not os.path.exists(CHROMEDRIVER):
        print("1..0 # SKIP needs python3-selenium, chromium and chromium-driver")
        return 0
    with tempfile.TemporaryDirectory(prefix="footprints-page-", ignore_cleanup_errors=True) as temporary:
        directory = Path(temporary)
        with ExitStack() as stack:
            daemon = Daemon(os.path.abspath(arguments.daemon), directory)
            stack.callback(daemon.stop)
            fake = FakeServices(os.path.abspath(arguments.fake_services))
            stack.callback(fake.stop)
            page = Page(daemon.address, directory / "profile")
            stack.callback(page.browser.quit)
            fixture = arguments.fixture.resolve()
            failed = run(Checks(page, History(fixture), fixture, fake, arguments.screenshots).all())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
