# SPDX-License-Identifier: LGPL-2.1-or-later
"""Shared by the tests of the web pages: servers, a browser, and the checks that every page has to pass."""

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
import unittest
from collections import Counter
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tap_tests import run_tests  # noqa: E402

try:
    from selenium import webdriver
    from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait
except ImportError:
    webdriver = None

HERE = Path(__file__).resolve().parent
CHROMEDRIVER = "/usr/bin/chromedriver"


ZONE = "Europe/Berlin"


PATIENCE_S = 20
VIEWS = (
    "overview",
    "charts",
    "timeline",
    "patterns",
    "sessions",
    "year",
    "compare",
    "discovery",
    "diversity",
    "flow",
    "import",
    "sync",
    "settings",
)
OF_PERIODS = VIEWS[: VIEWS.index("import")]
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
HOSTILE = (
    '<img src=x onerror="window.hacked=1">',
    '"><script>window.hacked=1</script>',
    "\u202egnol",
    "{count} {name}",
    "a" * 300,
)
# Names of the first play, which a history of any size has, or a name that no history has.
SUBJECTS = {
    "artist": {"artist": HOSTILE[0]},
    "album": {"artist": HOSTILE[0], "album": "Album 0"},
    "track": {"artist": HOSTILE[0], "track": "Track 0"},
    "unknown": {"view": "artist", "artist": HOSTILE[-1]},
}


PAGES = {
    **{view: f"?view={view}" for view in VIEWS},
    "removed": "?view=removed",
    **{name: f"?{urlencode({'view': name, **names})}" for name, names in SUBJECTS.items()},
}


PAGES_OF_PERIODS = {
    name: query for name, query in PAGES.items() if name in OF_PERIODS or name in SUBJECTS
}
# Colours are painted and read back, so that any notation in a style sheet is understood.
CONTRAST_SCRIPT = """
const canvas = document.createElement('canvas');
canvas.width = canvas.height = 1;
const context = canvas.getContext('2d', { willReadFrequently: true });
const painted = new Map();
function paint(colours) {
  const key = colours.join();
  if (!painted.has(key)) {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
    painted.set(key, Array.from(context.getImageData(0, 0, 1, 1).data.slice(0, 3)));
  }
  return painted.get(key);
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


class Skip(unittest.SkipTest):
    """Something that a check needs is missing."""


def plays(count):
    """Several plays a day in sessions, with pauses, in 2019 or from 2005 on; names of all kinds."""
    at = 1546340400 if count <= 1000 else 1104577200
    for number in range(count):
        at += 240 if number % 9 else 36_000
        artist = (
            HOSTILE[number % len(HOSTILE)] if number % 50 == 0 else f"Artist {number * number % 97}"
        )
        yield {
            "listened_at": at,
            "artist": artist,
            "track": f"Track {number * 7 % 411}",
            "album": f"Album {number % 61}",
            "source": "lastfm",
        }


class History:
    """The numbers of the fixture, counted again here, independently of the server."""

    def __init__(self, path):
        zone = ZoneInfo(ZONE)
        rows = [
            json.loads(line)
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.strip()
        ]
        good = [row for row in rows if row.get("artist") and row.get("track")]
        unique = {
            (row["artist"], row["track"], row["listened_at"], row["source"]): row for row in good
        }
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
    """A footprintsd on a port of its own. `said` is the number of lines it prints before it serves."""

    def __init__(self, path, directory, *arguments, said=1):
        environment = {
            **os.environ,
            "DATABASE_PATH": str(directory / "history.db"),
            "PORT": "0",
            "HOST": "127.0.0.1",
        }
        self.process = subprocess.Popen(
            [path, *arguments], env=environment, cwd=directory, stdout=subprocess.PIPE, text=True
        )
        guard = threading.Timer(PATIENCE_S, self.process.kill)
        guard.start()
        self.said = [self.process.stdout.readline().strip() for _ in range(said)]
        guard.cancel()
        if not self.said[0].startswith("Listening on "):
            raise RuntimeError("the daemon ended, or did not say in time where it listens")
        self.address = self.said[0].removeprefix("Listening on ")
        threading.Thread(target=self._drain, daemon=True).start()

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
    """Last.fm, ListenBrainz and Spotify on loopback, with a single user."""

    USER = "alice"
    PLAYS = 3000
    DELAY_MS = 300

    def __init__(self, path):
        arguments = [
            path,
            "--user",
            self.USER,
            "--plays",
            str(self.PLAYS),
            "--delay-ms",
            str(self.DELAY_MS),
        ]
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        told = self._read_until("kill -USR1")
        self.lastfm = re.search(r"Last\.fm\s+(\S+)", told)[1]
        self.listenbrainz = re.search(r"ListenBrainz\s+(\S+)", told)[1]
        self.spotify = re.search(r"Spotify\s+(\S+)", told)[1]
        self.api_key = re.search(r"API key\s+(\S+)", told)[1]
        self.client_id = re.search(r"client id\s+(\S+)", told)[1]

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
    """The page as a person sees and uses it."""

    def __init__(self, address, profile):
        self.address = address
        self.homes = set()
        options = webdriver.ChromeOptions()
        for option in (*BROWSER_OPTIONS, f"--user-data-dir={profile}"):
            options.add_argument(option)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        options.add_experimental_option(
            "perfLoggingPrefs", {"enableNetwork": True, "enablePage": False}
        )
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
        return self.script(
            "return Array.from(document.querySelectorAll(arguments[0]), node => node.textContent)",
            selector,
        )

    def wait(self, condition, message):
        return WebDriverWait(
            self.browser, PATIENCE_S, 0.05, [StaleElementReferenceException]
        ).until(lambda _: condition(), message)

    def expect(self, selector, words):
        """Waits until an element shows these words. While a style sheet is still on its way, the
        browser says of everything in the document that it shows nothing."""
        try:
            self.wait(lambda: any(words in node.text for node in self.find_all(selector)), "")
        except TimeoutException:
            shown = self.texts(selector)
            raise AssertionError(f"{selector} does not show “{words}” but {shown}") from None

    def open(self, query=""):
        self.homes.add(urlsplit(self.address).netloc)
        self.browser.get(self.address + query)
        self.settle()

    def visit(self, query="?"):
        """Navigates as a link in the page would: the document stays, so this is quicker than `open`."""
        if not self.browser.current_url.startswith(self.address):
            return self.open(query)
        self.script(
            """
            const link = document.createElement('a');
            link.href = arguments[0];
            document.body.append(link);
            link.click();
            link.remove();""",
            query,
        )
        self.settle()

    def settle(self):
        self.wait(
            lambda: self.script(
                # Until the session is known, nothing is marked busy.
                "return document.readyState === 'complete' && !document.body.classList.contains('entering')"
                # Nothing is drawn while the browser waits for a style sheet.
                " && document.querySelector('#view:not([aria-busy]) > *')?.innerText"
                " && !document.querySelector('#view .ghost')"
                # A chart is drawn when the browser has told how large its frame is.
                " && !document.querySelector('#view .drawing:empty')"
            ),
            "the page does not settle",
        )

    def resize(self, size):
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=1,
            mobile=size == PHONE,
        )

    def prefer(self, scheme):
        self.command(
            "Emulation.setEmulatedMedia",
            features=[
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ],
        )
        self.wait(
            lambda: self.script("return document.getAnimations().length") == 0,
            "colours do not come to rest",
        )

    def offline(self, offline):
        self.command("Network.enable")
        self.command(
            "Network.emulateNetworkConditions",
            offline=offline,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    def query(self):
        return parse_qs(urlsplit(self.browser.current_url).query)

    def figure(self, key):
        value = self.script(
            "return document.querySelector(`[data-figure=${arguments[0]}] .figure-value`)?.textContent",
            key,
        )
        return int(value.replace(",", "")) if value else None

    def ranks(self, kind):
        return self.script(
            """
            return Array.from(document.querySelectorAll(`#chart-${arguments[0]} .rank`), row => ({
              rank: row.value, name: row.querySelector('.rank-name').textContent,
              by: row.querySelector('.rank-by bdi')?.textContent ?? null,
              count: parseInt(row.querySelector('.rank-count').textContent.replace(',', '')) }))""",
            kind,
        )

    def background_luminance(self):
        red, green, blue = self.script(
            """
            const context = document.createElement('canvas').getContext('2d');
            context.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
            context.fillRect(0, 0, 1, 1);
            return Array.from(context.getImageData(0, 0, 1, 1).data.slice(0, 3));"""
        )
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
        clip = {
            "x": 0,
            "y": 0,
            "width": size["width"],
            "height": min(size["height"], TALLEST_SCREENSHOT_PX),
            "scale": 1,
        }
        picture = self.command(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
        )
        path.write_bytes(base64.b64decode(picture["data"]))


class PageChecks:
    """Checks shared by several programs. `all` returns them in order: a name and a function each."""

    def __init__(self, page, screenshots=None, history=None):
        self.page = page
        self.screenshots = screenshots
        self.history = history

    def _screenshot(self, name):
        if self.screenshots:
            self.screenshots.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(self.screenshots / f"{name}.png")

    def _click(self, selector):
        node = self.page.find(selector)
        self.page.script("arguments[0].scrollIntoView({ block: 'center' })", node)
        node.click()

    def _act(self, card, words):
        """Presses the button with that name, once it exists and is not busy."""

        def press():
            for button in self.page.find_all(f"{card} button"):
                if button.text == words and button.is_enabled():
                    self.page.script("arguments[0].scrollIntoView({ block: 'center' })", button)
                    button.click()
                    return True
            return False

        self.page.wait(press, f"{card} has no button “{words}”")

    def _open_table(self, chart):
        self._click(f"#{chart}-table summary")
        self.page.wait(lambda: self.page.find_all(f"#{chart}-table td"), "no table")

    def _fill(self, form, service, user, secret, server):
        self._click(f"{form} label:has(input[value={service}])")
        self.page.find(f"{form} input[type=text]").send_keys(user)
        self.page.find(f"{form} input[type=password]").send_keys(secret)
        self._click(f"{form} details summary")
        self.page.find(f"{form} input[type=url]").send_keys(server)

    def _drop(self, content, name):
        self.page.script(
            """
            const carried = new DataTransfer();
            carried.items.add(new File([arguments[0]], arguments[1]));
            for (const kind of ['dragenter', 'dragover', 'drop'])
              document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));""",
            content,
            name,
        )

    def _expect_figures(self, plays):
        expected = self.history.figures(plays)
        shown = {key: self.page.figure(key) for key in expected}
        assert shown == expected, f"{shown}, expected {expected}"

    def _expect_plays(self, count):
        self.page.find("#nav-overview").click()
        self.page.wait(
            lambda: self.page.figure("scrobbles") == count,
            f"not {count} plays but {self.page.figure('scrobbles')}",
        )

    def contrast_light(self):
        self._expect_contrast("light", "wide")

    def contrast_dark(self):
        self._expect_contrast("dark", "dark")

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

    def _expect_contrast(self, scheme, picture):
        self.page.prefer(scheme)
        self.page.open()
        assert (self.page.background_luminance() < 0.3) == (
            scheme == "dark"
        ), "the ground has the wrong tone"
        self._screenshot(picture)
        poor = self.page.script(CONTRAST_SCRIPT)
        assert not poor, poor

    def _expect_no_overflow(self, where):
        width, room = self.page.script("return [document.documentElement.scrollWidth, innerWidth]")
        assert width <= room, f"{where}: {width} px wide on {room} px"

    def _expect_names(self, where):
        nameless = self.page.script(
            """
            const named = node => node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.length
              || document.getElementById(node.getAttribute('aria-labelledby'));
            return Array.from(document.querySelectorAll('a, button, input, select, summary, progress, section, nav, [role=listbox], [role=option]'))
              .filter(node => node.checkVisibility() && !named(node)).map(node => node.outerHTML.slice(0, 100));"""
        )
        assert not nameless, f"{where}: {nameless}"
        twice = self.page.script(
            """
            const ids = Array.from(document.querySelectorAll('[id]'), node => node.id);
            return ids.filter((id, index) => ids.indexOf(id) !== index);"""
        )
        assert not twice, f"{where}: {twice}"

    def _nothing_injected(self):
        """An open dialog would make the very next command fail."""
        strange = self.page.script(
            """
            const wanted = new Set(['static/js/base/theme.js', 'static/js/main.js']);
            return Array.from(document.querySelectorAll('body :is(b, i, u, img, script, iframe, object, embed, h1), script, [onmouseover], [onerror], [style*=expression]'))
              .filter(node => !(node.matches('script') && wanted.has(node.getAttribute('src'))))
              .filter(node => !node.matches('.brand img, #view-title, .formats b, .tooltip b, .day-title b'))
              .map(node => node.outerHTML.slice(0, 120));"""
        )
        assert not strange, strange
        assert "Footprints" in self.page.browser.title, self.page.browser.title

    def _open_subject(self, view, period="alltime", **names):
        self.page.visit("?" + urlencode({"view": view, "period": period, **names}))

    def _follow(self, selector, name, view):
        """Follows the link with that name inside the element that the selector finds."""
        link = self.page.script(
            "return Array.from(document.querySelectorAll(arguments[0])).find(node => node.textContent === arguments[1])",
            f"{selector} a",
            name,
        )
        assert link, f"no link to {name} in {selector}"
        link.click()
        self.page.wait(
            lambda: self.page.find_all(f".view-{view}")
            and self.page.texts("#view-name") == [name]
            and not self.page.find_all("#view[aria-busy]"),
            f"not the page of {name}",
        )

    def console(self):
        told = [entry["message"] for entry in self.page.browser.get_log("browser")]
        # The server answers an invalid period with this status.
        told = [text for text in told if not ("/api/period?" in text and "a status of 422" in text)]
        assert not told, told[:5]

    def other_hosts(self):
        asked = [
            address
            for address in self.page.requested_addresses()
            if urlsplit(address).scheme in ("http", "https", "ws", "wss")
        ]
        assert asked, "the log of requests is empty, so this proves nothing"
        strange = {address for address in asked if urlsplit(address).netloc not in self.page.homes}
        assert not strange, strange


class Scene:
    """The surroundings of a program: servers, a browser, and a temporary folder for them."""

    def __init__(self, arguments, directory, stack):
        self.arguments = arguments
        self.directory = directory
        self.stack = stack

    def daemon(self, name="daemon", file=None, arguments=("serve", "--no-auth"), said=1):
        """A server with the plays of a file, imported without a page."""
        folder = self.directory / name
        folder.mkdir()
        program = os.path.abspath(self.arguments.daemon)
        if file:
            subprocess.run(
                [program, "import", "--database", str(folder / "history.db"), str(file)],
                check=True,
                capture_output=True,
            )
        daemon = Daemon(program, folder, *arguments, said=said)
        self.stack.callback(daemon.stop)
        return daemon

    def daemon_of(self, count):
        """A server with that many plays."""
        file = self.directory / f"{count}.jsonl"
        file.write_text("".join(json.dumps(play) + "\n" for play in plays(count)), encoding="utf-8")
        return self.daemon(str(count), file if count else None)

    def long_history(self, count):
        """A server with that many plays of an invented listener, and all the names of a small history."""
        file = self.directory / f"{count}.jsonl"
        with open(file, "w", encoding="utf-8") as written:
            known = [json.dumps(play) + "\n" for play in plays(1000)]
            subprocess.run(
                [os.path.abspath(self.arguments.generator), "--plays", str(count - len(known))],
                stdout=written,
                check=True,
            )
            written.seek(0, os.SEEK_END)
            written.writelines(known)
        daemon = self.daemon(str(count), file)
        file.unlink()
        return daemon

    def fake_services(self):
        fake = FakeServices(os.path.abspath(self.arguments.fake_services))
        self.stack.callback(fake.stop)
        return fake

    def page(self, address, kind=None):
        page = (kind or Page)(address, self.directory / "profile")
        self.stack.callback(page.browser.quit)
        return page


def perform(description, make):
    """Runs the checks that `make (scene)` returns; returns the exit code of the program."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--daemon", required=True, help="the footprintsd to test")
    parser.add_argument("--fake-services", help="the fake-services to fetch from")
    parser.add_argument("--generator", help="the generate-history that makes a long one")
    parser.add_argument(
        "--fixture",
        type=lambda name: Path(name).resolve(),
        default=HERE / "history.jsonl",
        help="a file to import",
    )
    parser.add_argument(
        "--axe",
        default=os.environ.get("FOOTPRINTS_AXE"),
        help="axe.min.js of axe-core (default: $FOOTPRINTS_AXE)",
    )
    parser.add_argument("--screenshots", type=Path, help="where to put pictures")
    arguments = parser.parse_args()
    if webdriver is None or not os.path.exists(CHROMEDRIVER):
        print("1..0 # SKIP needs python3-selenium, chromium and chromium-driver")
        return 0
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix="footprints-page-", ignore_cleanup_errors=True
    ) as temporary, ExitStack() as stack:
        return run_tests(make(Scene(arguments, Path(temporary), stack)).all())
