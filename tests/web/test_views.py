#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every view of the page with no play, one, a thousand and a hundred thousand, in a real browser; reports as TAP.

    test_views.py --daemon PATH [--axe FILE] [--screenshots DIR]

FILE is axe.min.js of axe-core; without it, what asks for it is skipped, and says so.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

from test_page import CHROMEDRIVER, CONTRAST_SCRIPT, PHONE, VIEWS, WIDE, Daemon, Page, run, webdriver

WEB = Path(__file__).resolve().parents[2] / "footprintsd" / "web"
OF_PERIODS = VIEWS[:VIEWS.index("import")]
BUDGET_BYTES = 200 * 1024
MOST_ROWS = 400
LONGEST_FRAME_MS = 50
LONG = 100_000
HOSTILE = ('<img src=x onerror="window.hacked=1">', '"><script>window.hacked=1</script>', "\u202egnol", "{count} {name}", "a" * 300)
PLACEHOLDER = re.compile(r"\{\w+\}")

# Every size of history has the first play, or no history has the name.
SUBJECTS = {
    "artist": {"artist": HOSTILE[0]},
    "album": {"artist": HOSTILE[0], "album": "Album 0"},
    "track": {"artist": HOSTILE[0], "track": "Track 0"},
    "unknown": {"view": "artist", "artist": HOSTILE[-1]},
}
PAGES = {
    **{view: f"?view={view}" for view in VIEWS},
    **{name: f"?{urlencode({'view': name, **names})}" for name, names in SUBJECTS.items()},
}
PAGES_OF_PERIODS = {name: query for name, query in PAGES.items() if name in OF_PERIODS or name in SUBJECTS}


class Skip(Exception):
    """What a check lacks."""


def plays(count):
    """Several a day in sessions, with pauses, in 2019 or from 2005 on; names of all kinds."""
    at = 1546340400 if count <= 1000 else 1104577200
    for number in range(count):
        at += 240 if number % 9 else 36_000
        artist = HOSTILE[number % len(HOSTILE)] if number % 50 == 0 else f"Artist {number * number % 97}"
        yield {"listened_at": at, "artist": artist, "track": f"Track {number * 7 % 411}", "album": f"Album {number % 61}", "source": "lastfm"}


class Histories:
    """A server for each size of history."""

    def __init__(self, path, directory, stack):
        self.daemons = {}
        for count in (0, 1, 1000, LONG):
            folder = directory / str(count)
            folder.mkdir()
            if count > 0:
                file = folder / "plays.jsonl"
                file.write_text("".join(json.dumps(play) + "\n" for play in plays(count)), encoding="utf-8")
                subprocess.run([path, "import", "--database", str(folder / "history.db"), str(file)], check=True, capture_output=True)
            self.daemons[count] = Daemon(path, folder)
            stack.callback(self.daemons[count].stop)

    def __getitem__(self, count):
        return self.daemons[count].address


class Checks:
    def __init__(self, page, histories, axe, screenshots):
        self.page = page
        self.histories = histories
        self.axe = axe
        self.screenshots = screenshots

    def all(self):
        return [
            ("the catalogues have the same words, and all that are asked for", self.catalogues),
            ("the language follows the address, the choice and the browser", self.language),
            ("the overview is small, and loads no other view", self.budget),
            ("the address of each view leads to it", self.addresses),
            ("every view: no plays", lambda: self.every_view(0)),
            ("every view: one play", lambda: self.every_view(1)),
            ("every view: a thousand plays", lambda: self.every_view(1000)),
            ("the story of a year: steps, keys, years", self.year),
            ("the story of a year: pictures are complete by themselves", self.pictures),
            ("the flow: arrows, keys, least count, table", self.flow),
            ("growth, milestones, concentration and streaks are told", self.told),
            ("every view: text has contrast in light and dark", self.contrast),
            ("the keyboard leads through the page in order", self.keyboard),
            ("a timeline is planned without a gap, and cut where it is too long", self.plan),
            ("a hundred thousand plays: few rows, no long frames", self.long_timeline),
            ("a hundred thousand plays: any day is a jump away", self.jump),
            ("every view: no violation that axe-core knows, in light and dark", self.accessible),
            ("nothing was complained about in the console", self.console),
            ("the first plays, however they come, open the views", self.first_plays),
            ("without the server the page opens and says so, and answers are not kept", self.offline),
        ]

    def open(self, count, query=""):
        self.page.address = self.histories[count]
        self.page.open(query)

    def catalogues(self):
        self.open(0)
        english, german = self.page.browser.execute_async_script("""
            const done = arguments[arguments.length - 1];
            Promise.all(['en', 'de'].map(name => import(`./static/js/strings-${name}.js`))).then(found => done(found.map(module => module.default)));""")
        assert english.keys() == german.keys(), english.keys() ^ german.keys()
        for name, entry in english.items():
            forms = lambda value: value.values() if isinstance(value, dict) else [value]
            assert isinstance(entry, dict) == isinstance(german[name], dict) and (not isinstance(entry, dict) or entry.keys() == german[name].keys() == {"one", "other"}), name
            values = [{hole for form in forms(found) for hole in PLACEHOLDER.findall(form)} for found in (entry, german[name])]
            assert values[0] == values[1], f"{name}: {values}"
        asked = {name for file in WEB.glob("js/*.js") for name in re.findall(r"\b(?:t|sentence|aside)\((?:[^'`()]*\? )?'([\w.]+)'", file.read_text(encoding="utf-8"))}
        asked |= set(re.findall(r'data-t(?:-[a-z-]+)?="([\w.]+)"', (WEB / "index.html").read_text(encoding="utf-8")))
        assert len(asked) > 200 and asked <= english.keys(), asked - english.keys()
        assert all(f"view.{view}" in english for view in VIEWS)

    def language(self):
        self.open(1000, "?view=charts&lang=de")
        self._expect_language("de", "Ranglisten")
        self.open(1000, "?view=settings")
        self._expect_language("de", "Einstellungen")
        for view, query in PAGES_OF_PERIODS.items():
            self.open(1000, query)
            text = self.page.find("main").text
            for word in ("undefined", "NaN", "plays", "Show", "artists"):
                assert word not in text, f"{view}: {word}"
        self.open(1000, "?view=settings")
        self.page.find("#settings-language option[value=en]").click()
        self.page.wait(lambda: self.page.script("return document.documentElement.lang") == "en", "no English")
        self.page.settle()
        self._expect_language("en", "Settings")
        self.page.script("localStorage.clear()")

    def _expect_language(self, language, title):
        told = self.page.script("return [document.documentElement.lang, document.querySelector('#view-name').textContent]")
        assert told == [language, title], told

    def budget(self):
        self.open(1000)
        sizes = dict(self.page.script("""return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
            .filter(entry => !new URL(entry.name).pathname.startsWith('/api/')).map(entry => [new URL(entry.name).pathname, entry.decodedBodySize])"""))
        assert sizes["/"] > 0 and sizes["/static/js/main.js"] > 0, sizes
        total = sum(size for name, size in sizes.items() if name.endswith(("/", ".js", ".css")) and "worker" not in name)
        print(f"# the overview takes {total} of {BUDGET_BYTES} bytes", flush=True)
        assert total <= BUDGET_BYTES, total
        lazy = {f"/static/js/view-{view}.js" for view in VIEWS[1:]} | {f"/static/js/{name}.js" for name in ("strings-de", "view-entry", "view-entity")}
        assert not lazy & sizes.keys(), lazy & sizes.keys()

    def addresses(self):
        for view in VIEWS:
            query = f"?view={view}&period=2019" if view in OF_PERIODS else f"?view={view}"
            self.open(1000, query)
            assert self.page.find_all(f".view-{view}"), view
            assert self.page.find(f"#nav-{view}").get_attribute("aria-current") == "page", view
            title = self.page.find("#view-title").text
            assert self.page.browser.title == f"{title.replace(' 2019', ', 2019')} – Footprints", (title, self.page.browser.title)
            assert view not in OF_PERIODS or title.endswith("2019"), title

    def every_view(self, count):
        for size in (WIDE, PHONE):
            self.page.resize(size)
            for view, query in PAGES.items():
                self.open(count, query)
                where = f"{view}, {count} plays, {size[0]} px"
                width, room, headings, hacked = self.page.script("""return [document.documentElement.scrollWidth, innerWidth,
                    Array.from(document.querySelectorAll('h1')).filter(node => node.checkVisibility()).length, Boolean(window.hacked)]""")
                assert width <= room, f"{where}: {width} px wide"
                assert headings == 1 and not hacked, where
                assert not self.page.find_all(".state-failure, .state-offline"), f"{where}: {self.page.find('main').text}"
                text = self.page.find("main").text
                assert not any(word in text for word in ("undefined", "NaN", "[object")), where
                if count == 1000 and self.screenshots:
                    self.page.screenshot(self.screenshots / f"view-{view}-{size[0]}.png")
        self.page.resize(WIDE)

    def year(self):
        self.open(1000, "?view=year&period=2019")
        steps = self.page.script("return Array.from(document.querySelectorAll('.story-card'), card => card.id)")
        assert 8 <= len(steps) <= 12 and steps[0] == "step-opening" and steps[-1] == "step-closing", steps
        for key, wanted in (("j", steps[0]), ("j", steps[1]), ("ArrowRight", steps[2]), ("k", steps[1]), ("ArrowUp", steps[0]), ("ArrowLeft", steps[0])):
            self.page.browser.switch_to.active_element.send_keys({"ArrowRight": "\ue014", "ArrowUp": "\ue013", "ArrowLeft": "\ue012"}.get(key, key))
            assert self.page.script("return document.activeElement.id") == wanted, f"{key}, not at {wanted}"
        said = self.page.find("#step-opening .story-drawing").get_attribute("aria-label")
        assert "2019: 1,000 plays" in said, said
        for period in ("alltime", "2019-03", "2019-01-05", "2018-12-20..2019-02-01"):
            self.open(1000, f"?view=year&period={period}")
            assert self.page.find("#view-title").text == "Year 2019", period
        self.page.find("#period-previous").click()
        self.page.wait(lambda: self.page.find_all(".view-year .state-empty"), "2018 is not empty")
        self.page.browser.back()
        self.page.wait(lambda: self.page.find_all("#step-opening"), "not back")
        self.open(1, "?view=year")
        assert "1 play" in self.page.find("#step-opening .story-drawing").get_attribute("aria-label")

    def pictures(self):
        self.open(1000, "?view=year&period=2019")
        files = self.page.browser.execute_async_script("""
            const done = arguments[arguments.length - 1];
            const files = [];
            const names = [];
            const buttons = Array.from(document.querySelectorAll('.story-tools button'));
            URL.createObjectURL = file => { files.push(file); return '#'; };
            HTMLAnchorElement.prototype.click = function () { names.push(this.download); };
            buttons.forEach(button => button.click());
            const wait = setInterval(async () => {
              if (names.length < buttons.length)
                return;
              clearInterval(wait);
              done(await Promise.all(files.map(async (file, index) => ({ name: names[index], type: file.type,
                text: file.type === 'image/png' ? Object.values(await createImageBitmap(file).then(({ width, height }) => ({ width, height }))) : await file.text() }))));
            }, 50);""")
        drawn = {file["name"]: file["text"] for file in files if file["type"] == "image/svg+xml"}
        painted = {file["name"]: file["text"] for file in files if file["type"] == "image/png"}
        assert len(drawn) == len(painted) >= 8 and all(size == [1080, 1350] for size in painted.values()), painted
        for name, text in drawn.items():
            root = ElementTree.fromstring(text)
            assert root.tag == "{http://www.w3.org/2000/svg}svg", name
            for word in ("class=", "style=", "var(", "oklch", "url(", "href", "<script", "<img", "http://www.w3.org/1999"):
                assert word not in text, f"{name}: {word}"
            assert "Footprints" in "".join(root.itertext()), name
        words = lambda name: "".join(ElementTree.fromstring(drawn[f"footprints-2019-{name}.svg"]).itertext())
        assert HOSTILE[0] in words("discoveries") and "Artist " in words("artists")
        hostile = self.page.browser.execute_async_script("""
            const done = arguments[arguments.length - 1];
            Promise.all([import('./static/js/story-draw.js'), import('./static/js/picture-export.js'), import('./static/js/dom.js')]).then(([draw, picture, dom]) => {
              const names = [...arguments[0], 'a\\u0000b\\u001fc\\ud800d\\uffffe]]>&<'];
              const drawing = dom.shape('svg', { viewBox: '0 0 360 450' }, names.map(name => draw.text(0, 20, name)));
              document.body.append(drawing);
              done([picture.pictureText(drawing, names), Math.max(...Array.from(drawing.querySelectorAll('text'), node => node.getComputedTextLength()))]);
              drawing.remove();
            });""", HOSTILE)
        assert HOSTILE[1] in "".join(ElementTree.fromstring(hostile[0]).itertext())
        assert hostile[1] < 310, f"a line is {hostile[1]} wide"

    def flow(self):
        self.open(1000, "?view=flow")
        nodes, arrows = self.page.wait(self._graph, "no graph")
        assert nodes > 10 and arrows > nodes, (nodes, arrows)
        self.page.script("document.querySelector('.flow-node').focus()")
        assert "Artist" in self.page.find(".flow-note").text
        self.page.browser.switch_to.active_element.send_keys("\ue007")
        moved = self.page.script("""return [document.activeElement.dataset.index, document.activeElement.matches('.flow-node.flow-near'),
            document.querySelectorAll('.flow-node[tabindex="0"]').length]""")
        assert moved[0] != "0" and moved[1:] == [True, 1], moved
        self.page.find("#flow-table summary").click()
        rows = self.page.wait(lambda: self.page.texts("#flow-table tbody tr"), "no table")
        assert len(rows) == arrows and "→" in rows[0], (len(rows), arrows)
        self.page.script("scrollTo(0, 0); document.querySelector('.flow-choice a[href*=\"min=5\"]').click()")
        self.page.wait(lambda: "min=5" in self.page.browser.current_url and (fewer := self._graph()) and fewer[1] < arrows, "as many arrows as before")
        self.page.browser.back()
        self.page.wait(lambda: self._graph() == [nodes, arrows], "not back")
        self.open(1, "?view=flow")
        assert "2 times" in self.page.find("#flow-none").text

    def _graph(self):
        counts = self.page.script("return [document.querySelectorAll('.flow-node').length, document.querySelectorAll('.flow-arrow').length]")
        return counts if counts[0] > 0 else None

    def told(self):
        self.open(1000, "?view=discovery&period=2019")
        artists = len({play["artist"] for play in plays(1000)})
        assert f"{artists} artists" in self.page.find("#growth .section-note").text, self.page.find("#growth .section-note").text
        self.page.script("document.querySelector('#growth-table summary').click()")
        rows = self.page.wait(lambda: self.page.texts("#growth-table tbody tr"), "no table of growth")
        assert "1,000" in rows[-1], rows[-1]
        found = self.page.script("return Array.from(document.querySelectorAll('[aria-labelledby=found-milestones] .rank-name'), node => node.textContent)")
        assert "1,000 plays" in found and len(found) <= 8, found
        self.open(1000, "?view=diversity&period=2019")
        assert "have half of your plays" in self.page.find("#concentration .section-note").text
        self.open(1000, "?period=2019")
        assert "Longest streak" in self.page.find(".extent").text

    def contrast(self):
        for scheme in ("light", "dark"):
            self.page.prefer(scheme)
            for view, query in PAGES_OF_PERIODS.items():
                self.open(1000, query)
                poor = self.page.script(CONTRAST_SCRIPT)
                assert not poor, f"{view}, {scheme}: {poor}"
        self.page.prefer("light")

    def keyboard(self):
        self.open(1000)
        stops = []
        for _ in range(6 + len(VIEWS)):
            self._press("Tab")
            stops.append(self.page.script("return document.activeElement.id || document.activeElement.className"))
        assert stops[:4] == ["skip", "brand", "search-input", "theme-toggle"], stops
        assert stops[4:4 + len(VIEWS)] == [f"nav-{view}" for view in VIEWS], stops
        outline = self.page.script("return getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", "the focus is not seen"
        self.page.find("#nav-timeline").send_keys("\ue007")
        self.page.wait(lambda: self.page.find_all(".view-timeline .play:not(.play-ghost)"), "the link leads nowhere")
        self.page.find("body").send_keys("j")
        assert self.page.script("return document.activeElement.matches('.play')"), "J leads nowhere"
        track = self.page.script("return document.activeElement.querySelector('.play-track').textContent")
        self.page.browser.switch_to.active_element.send_keys("\ue007")
        self.page.wait(lambda: self.page.find_all(".view-track") and self.page.texts("#view-name") == [track], "Enter leads nowhere")
        self.page.browser.back()
        self.page.wait(lambda: self.page.find_all(".view-timeline .play:not(.play-ghost)"), "not back")
        self.page.find("body").send_keys("/")
        assert self.page.script("return document.activeElement.id") == "search-input"

    def _press(self, key):
        for kind in ("keyDown", "keyUp"):
            self.page.command("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=9)

    def plan(self):
        self.open(0)
        told = self.page.browser.execute_async_script("""
            const done = arguments[arguments.length - 1];
            const days = Array.from({ length: 4000 }, (_, index) => ({ day: new Date(Date.UTC(2020, 0, -index)).toISOString().slice(0, 10), count: index % 7 === 3 ? 700 : index % 13 + 1 }));
            import('./static/js/timeline-plan.js').then(({ cutDays, dayOfPlay, daysWithin, planDays, planPages, rowsWithin }) => {
              const sizes = { row: 44, above: 20, head: 40, least: 112 };
              const first = cutDays(days, null);
              const rest = cutDays(days, first.older);
              const plan = planDays(first.days, sizes);
              const sum = list => list.reduce((all, one) => all + one.count, 0);
              const pages = planPages(first.days);
              done({
                all: sum(days), shown: sum(first.days), follows: rest.days[0].day === first.older && rest.newer === first.days.at(-1).day,
                gaps: plan.days.filter((day, index) => index > 0 && day.top !== plan.days[index - 1].top + plan.days[index - 1].height).length,
                last: dayOfPlay(plan, plan.plays - 1).day === first.days.at(-1).day && dayOfPlay(plan, 0).day === days[0].day,
                within: daysWithin(plan, plan.days[9].top + 1, plan.days[12].top).map(day => day.day).join() === first.days.slice(9, 12).map(day => day.day).join(),
                rows: rowsWithin(plan, plan.days[3], plan.days[3].top + 20 + 44 * 10, plan.days[3].top + 20 + 44 * 12),
                fetched: pages.reduce((all, page) => all + page.limit, 0) >= sum(first.days), most: Math.max(...pages.map(page => page.limit)),
              });
            }, error => done(String(error)));""")
        assert told["all"] > told["shown"] > 140_000 and told["follows"] and told["gaps"] == 0 and told["last"] and told["within"], told
        assert told["rows"] == [10, 12] and told["fetched"] and told["most"] <= 1000, told

    def long_timeline(self):
        """What a frame takes is measured around what the page does in it, so that what else the machine does counts little."""
        watch = self.page.command("Page.addScriptToEvaluateOnNewDocument", source="""
            window.frames_ms = [];
            const request = window.requestAnimationFrame.bind(window);
            window.requestAnimationFrame = act => request(now => {
              const began = performance.now();
              act(now);
              document.documentElement.getBoundingClientRect();
              window.frames_ms.push(performance.now() - began);
            });""")
        self.open(LONG, "?view=timeline")
        self.page.command("Page.removeScriptToEvaluateOnNewDocument", identifier=watch["identifier"])
        rows, frames, height = self.page.browser.execute_async_script("""
            const done = arguments[arguments.length - 1];
            const height = document.documentElement.scrollHeight;
            let [rows, step] = [0, 0];
            function next() {
              rows = Math.max(rows, document.querySelectorAll('.play').length);
              // Steadily at first, then far at once.
              scrollTo(0, step < 60 ? step * 160 : height / 60 * (step - 60));
              if (++step < 120)
                requestAnimationFrame(next);
              else
                done([rows, window.frames_ms, height]);
            }
            window.frames_ms = [];
            next();""")
        assert height > LONG * 40, f"{height} px for all plays"
        assert 0 < rows <= MOST_ROWS, f"{rows} rows at once"
        slow = [round(frame) for frame in frames if frame > LONGEST_FRAME_MS]
        usual = sorted(frames)[len(frames) // 2]
        print(f"# {rows} rows at most; of {len(frames)} frames the usual took {usual:.1f} ms, the longest {max(frames):.0f} ms", flush=True)
        # A machine that is busy with sixteen other things makes one in twelve long.
        assert len(frames) > 100 and usual <= LONGEST_FRAME_MS / 2 and len(slow) <= len(frames) // 5, f"{len(frames)} frames, {slow} ms"

    def jump(self):
        self.open(LONG, "?view=timeline")
        days = [play["listened_at"] for play in plays(LONG)]
        wanted = self.page.script("return new Date(arguments[0] * 1000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })", days[len(days) // 3])
        self.page.script("const input = document.getElementById('timeline-day'); input.value = arguments[0]; input.dispatchEvent(new Event('change'))", wanted)
        self.page.wait(lambda: self.page.script("""
            const day = document.getElementById(`day-${arguments[0]}`)?.closest('.day');
            const top = day?.getBoundingClientRect().top;
            return top > -10 && top < innerHeight / 2 && day.querySelector('.play:not(.play-ghost)') !== null;""", wanted), f"not at {wanted}")
        place = self.page.script("return scrollY")
        self.page.find("#nav-diversity").click()
        self.page.wait(lambda: self.page.find_all(".view-diversity"), "no other view")
        self.page.browser.back()
        self.page.wait(lambda: self.page.find_all(".view-timeline") and abs(self.page.script("return scrollY") - place) < 2, "not back at that day")

    def accessible(self):
        if not self.axe:
            raise Skip("skipped: axe-core is missing, which tools/test fetches")
        source = Path(self.axe).read_text(encoding="utf-8")
        found = []
        for count, view in [(0, "import"), *((1000, view) for view in PAGES)]:
            self.open(count, PAGES[view])
            for table in self.page.find_all(".chart-table:not(#calendar-table) summary"):
                self.page.script("arguments[0].click()", table)
            found += self._violations(source, f"{view}, {count} plays", {})
        # What the rules say beside colours is the same in the dark.
        self.page.prefer("dark")
        for view in PAGES:
            self.open(1000, PAGES[view])
            found += self._violations(source, f"{view}, dark", {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}})
        self.page.prefer("light")
        self.page.resize(PHONE)
        for view in ("overview", "timeline", "artist"):
            self.open(1000, PAGES[view])
            found += self._violations(source, f"{view}, phone", {})
        self.page.resize(WIDE)
        assert not found, "\n".join(found)

    def _violations(self, source, where, options):
        # What was on its way while the rules looked is looked at once more.
        return self._look(source, where, options) and (self.page.settle() or self._look(source, where, options))

    def _look(self, source, where, options):
        self.page.script(source)
        told = self.page.browser.execute_async_script("""
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'], ...arguments[0] }).then(({ violations }) => done(violations.map(({ id, nodes }) =>
              `${id}: ${nodes.length} × ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.slice(0, 300)}`)), error => done([String(error)]));""", options)
        return [f"{where}: {violation}" for violation in told]

    def console(self):
        told = [entry["message"] for entry in self.page.browser.get_log("browser")]
        assert not told, told[:5]

    def first_plays(self):
        self.open(0, "?view=sync")
        assert not self.page.find("#nav-overview").is_displayed()
        sent = self.page.browser.execute_async_script("""
            const done = arguments[arguments.length - 1];
            fetch('api/import/file?filename=plays.jsonl', { method: 'POST', body: arguments[0] }).then(answer => answer.json()).then(done, error => done(String(error)));""",
            "".join(json.dumps(play) + "\n" for play in plays(20)))
        assert sent["count"] == 20, sent
        self.page.wait(lambda: self.page.find("#nav-overview").is_displayed(), "the views stay closed")
        assert self.page.find_all(".view-sync"), "the view is gone"

    def offline(self):
        self.open(1)
        kept = self.page.wait(lambda: self._kept(), "the page is not kept")
        self.histories.daemons[1].stop()
        self.page.browser.refresh()
        self.page.wait(lambda: self.page.find_all(".state-offline"), "the page does not open")
        assert "does not answer" in self.page.find(".state-offline").text
        assert not [name for name in kept if "/api/" in name], kept
        self.page.browser.get_log("browser")

    def _kept(self):
        """The addresses of all that is kept, once everything that the page is made of is among them."""
        made_of, names = self.page.browser.execute_async_script("""
            const done = arguments[arguments.length - 1];
            const madeOf = performance.getEntriesByType('resource').map(entry => entry.name).filter(name => name.includes('/static/'));
            caches.keys().then(async all => done([[location.origin + '/', ...madeOf], (await Promise.all(all.map(async name =>
              (await (await caches.open(name)).keys()).map(request => request.url)))).flat()]));""")
        return names if set(made_of) <= set(names) else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--daemon", required=True, help="the footprintsd to test")
    parser.add_argument("--axe", default=os.environ.get("FOOTPRINTS_AXE"), help="axe.min.js (default: $FOOTPRINTS_AXE)")
    parser.add_argument("--screenshots", type=Path, help="where to put a picture of every view")
    arguments = parser.parse_args()
    if webdriver is None or not os.path.exists(CHROMEDRIVER):
        print("1..0 # SKIP needs python3-selenium, chromium and chromium-driver")
        return 0
    axe = arguments.axe if arguments.axe and os.path.exists(arguments.axe) else None
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="footprints-views-", ignore_cleanup_errors=True) as temporary, ExitStack() as stack:
        histories = Histories(os.path.abspath(arguments.daemon), Path(temporary), stack)
        page = Page(histories[0], Path(temporary) / "profile")
        stack.callback(page.browser.quit)
        failed = run(Checks(page, histories, axe, arguments.screenshots).all(), Skip)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
