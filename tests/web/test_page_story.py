#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The story of a year, the flow, growth and the like, in a real browser; reports as TAP."""

import base64
import re
import sys
from xml.etree import ElementTree

from page_support import HOSTILE, PHONE, WIDE, PageChecks, perform, plays

# Enough plays that there are more transitions between artists than room for names.
DENSE = 100_000


class StoryChecks(PageChecks):
    def __init__(self, scene):
        self.daemons = {count: scene.daemon_of(count) for count in (1, 1000, DENSE)}
        super().__init__(scene.page(self.daemons[1000].address), scene.arguments.screenshots)

    def all(self):
        return [
            ("the story of a year: steps, keys, years", self.year),
            ("the story of a month: its steps, links to it and onward, picture names", self.month),
            ("the story of a year: pictures are complete by themselves", self.pictures),
            ("the story of a year and of a month is one sheet of paper", self.printed),
            ("the flow: arrows, keys, least count, table", self.flow),
            ("the flow: names cover nothing, two fingers zoom in", self.labels),
            ("growth, milestones, concentration and streaks are shown", self.told),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
        ]

    def open(self, count, query=""):
        self.page.address = self.daemons[count].address
        self.page.open(query)

    def year(self):
        self.open(1000, "?view=year&period=2019")
        steps = self.page.script(
            "return Array.from(document.querySelectorAll('.story-card'), card => card.id)"
        )
        assert (
            8 <= len(steps) <= 12 and steps[0] == "step-opening" and steps[-1] == "step-closing"
        ), steps
        for key, wanted in (
            ("j", steps[0]),
            ("j", steps[1]),
            ("ArrowRight", steps[2]),
            ("k", steps[1]),
            ("ArrowUp", steps[0]),
            ("ArrowLeft", steps[0]),
        ):
            self.page.browser.switch_to.active_element.send_keys(
                {"ArrowRight": "\ue014", "ArrowUp": "\ue013", "ArrowLeft": "\ue012"}.get(key, key)
            )
            assert (
                self.page.script("return document.activeElement.id") == wanted
            ), f"{key}, not at {wanted}"
        said = self.page.find("#step-opening .story-drawing").get_attribute("aria-label")
        assert "2019: 1,000 plays" in said, said
        for period in ("alltime", "2019-01-05", "2018-12-20..2019-02-01"):
            self.open(1000, f"?view=year&period={period}")
            self.page.expect("#view-title", "Review 2019")
        self.page.find("#period-previous").click()
        self.page.wait(lambda: self.page.find_all(".view-year .state-empty"), "2018 is not empty")
        self.page.browser.back()
        self.page.wait(lambda: self.page.find_all("#step-opening"), "not back")
        self.open(1, "?view=year")
        assert "1 play" in self.page.find("#step-opening .story-drawing").get_attribute(
            "aria-label"
        )

    def month(self):
        self.open(1000, "?view=year&period=2019")
        months = self.page.texts(".story-months a.story-month .hidden")
        assert [words.split(":")[0] for words in months] == [
            "January 2019",
            "February 2019",
        ], months
        self.page.find(".story-months a[href*='2019-02']").click()
        self.page.wait(
            lambda: self.page.texts("#view-title") == ["Review February 2019"]
            and self.page.find_all("#step-opening")
            and not self.page.find_all("#step-months"),
            "no month",
        )
        steps = self.page.script(
            "return Array.from(document.querySelectorAll('.story-card'), card => card.id)"
        )
        assert (
            7 <= len(steps) <= 11
            and "step-months" not in steps
            and {"step-opening", "step-days", "step-artists", "step-closing"} <= set(steps)
        ), steps
        said = self.page.find("#step-opening .story-drawing").get_attribute("aria-label")
        assert (
            f"February 2019: {months[1].split(': ')[1]}" in said and "in January 2019" in said
        ), said
        assert len(self.page.find_all("#step-days rect[class*=story-tone]")) == 28
        name = self.page.browser.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            HTMLAnchorElement.prototype.click = function () { done(this.download); };
            document.querySelector('[data-save=SVG]').click();"""
        )
        assert name == "footprints-2019-02-opening.svg", name
        self.page.find("#period-previous").click()
        self.page.wait(
            lambda: self.page.query()["period"] == ["2019-01"]
            and self.page.texts("#view-title") == ["Review January 2019"],
            "not the month before",
        )
        self.page.settle()
        self.page.find(".story-whole").click()
        self.page.wait(lambda: self.page.find_all("#step-months"), "not the year")

    def pictures(self):
        self.open(1000, "?view=year&period=2019")
        files = self.page.browser.execute_async_script(
            """
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
            }, 50);"""
        )
        drawn = {file["name"]: file["text"] for file in files if file["type"] == "image/svg+xml"}
        painted = {file["name"]: file["text"] for file in files if file["type"] == "image/png"}
        assert len(drawn) == len(painted) >= 8 and all(
            size == [1080, 1350] for size in painted.values()
        ), painted
        for name, text in drawn.items():
            root = ElementTree.fromstring(text)
            assert root.tag == "{http://www.w3.org/2000/svg}svg", name
            for word in (
                "class=",
                "style=",
                "var(",
                "oklch",
                "url(",
                "href",
                "<script",
                "<img",
                "http://www.w3.org/1999",
            ):
                assert word not in text, f"{name}: {word}"
            assert "Footprints" in "".join(root.itertext()), name
        words = lambda name: "".join(
            ElementTree.fromstring(drawn[f"footprints-2019-{name}.svg"]).itertext()
        )
        assert HOSTILE[0] in words("discoveries") and "Artist " in words("artists")
        hostile = self.page.browser.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            Promise.all([import('./static/js/charts/story-draw.js'), import('./static/js/story/picture-export.js'), import('./static/js/base/dom.js')]).then(([draw, picture, dom]) => {
              const names = [...arguments[0], 'a\\u0000b\\u001fc\\ud800d\\uffffe]]>&<'];
              const drawing = dom.shape('svg', { viewBox: '0 0 360 450' }, names.map(name => draw.text(0, 20, name)));
              document.body.append(drawing);
              done([picture.pictureText(drawing, names), Math.max(...Array.from(drawing.querySelectorAll('text'), node => node.getComputedTextLength()))]);
              drawing.remove();
            });""",
            HOSTILE,
        )
        assert HOSTILE[1] in "".join(ElementTree.fromstring(hostile[0]).itertext())
        assert hostile[1] < 310, f"a line is {hostile[1]} wide"

    def printed(self):
        for period in ("2019", "2019-02"):
            self.open(1000, f"?view=year&period={period}")
            paper = base64.b64decode(
                self.page.command("Page.printToPDF", preferCSSPageSize=True)["data"]
            )
            assert re.findall(rb"/Count (\d+)", paper) == [b"1"] and re.search(
                rb"/MediaBox \[0 0 59[45]\S* 84[12]", paper
            ), period

    def flow(self):
        self.open(1000, "?view=flow")
        nodes, arrows = self.page.wait(self._graph, "no graph")
        assert nodes > 10 and arrows > nodes, (nodes, arrows)
        self.page.script("document.querySelector('.flow-node').focus()")
        self.page.expect(".flow-note", "Artist")
        self.page.browser.switch_to.active_element.send_keys("\ue007")
        moved = self.page.script(
            """return [document.activeElement.dataset.index, document.activeElement.matches('.flow-node.flow-near'),
            document.querySelectorAll('.flow-node[tabindex="0"]').length]"""
        )
        assert moved[0] != "0" and moved[1:] == [True, 1], moved
        self.page.find("#flow-table summary").click()
        rows = self.page.wait(lambda: self.page.texts("#flow-table tbody tr"), "no table")
        assert len(rows) == arrows and "→" in rows[0], (len(rows), arrows)
        self.page.script(
            "scrollTo(0, 0); document.querySelector('.tabs a[href*=\"min=5\"]').click()"
        )
        self.page.wait(
            lambda: "min=5" in self.page.browser.current_url
            and (fewer := self._graph())
            and fewer[1] < arrows,
            "as many arrows as before",
        )
        self.page.browser.back()
        self.page.wait(lambda: self._graph() == [nodes, arrows], "not back")
        self.open(1, "?view=flow")
        self.page.expect("#flow-none", "2 times")

    def labels(self):
        overlaps = """
            const boxes = Array.from(document.querySelectorAll('.flow-named text'), node => node.getBoundingClientRect());
            return [boxes.length, boxes.filter((one, at) => boxes.slice(at + 1).some(other => one.left < other.right && other.left < one.right
              && one.top + 3 < other.bottom && other.top + 3 < one.bottom)).length];"""
        for size in (WIDE, PHONE):
            self.page.resize(size)
            self.open(DENSE, "?view=flow")
            self.page.wait(self._graph, "no graph")
            count, covered = self.page.script(overlaps)
            assert count >= 5 and covered == 0, (size, count, covered)
            scale = self.page.script(
                """
                const drawing = document.querySelector('.flow-drawing');
                const box = drawing.getBoundingClientRect();
                const send = (type, pointerId, x) => drawing.dispatchEvent(new PointerEvent(type, { pointerId, pointerType: 'touch', bubbles: true, clientX: box.left + x, clientY: box.top + 200 }));
                send('pointerdown', 11, 140); send('pointerdown', 12, 200);
                send('pointermove', 11, 110); send('pointermove', 12, 260);
                send('pointerup', 11, 110); send('pointerup', 12, 260);
                return Number(drawing.firstElementChild.getAttribute('transform').match(/scale\\((.*)\\)/)[1]);"""
            )
            assert 2.3 < scale < 2.7, scale
            self.page.wait(
                lambda: (closer := self.page.script(overlaps))[0] > count and closer[1] == 0,
                f"{size}: not more names, or some upon each other",
            )
        self.page.resize(WIDE)

    def _graph(self):
        counts = self.page.script(
            "return [document.querySelectorAll('.flow-node').length, document.querySelectorAll('.flow-arrow').length]"
        )
        return counts if counts[0] > 0 else None

    def told(self):
        self.open(1000, "?view=discovery&period=2019")
        artists = len({play["artist"] for play in plays(1000)})
        self.page.expect("#growth .section-note", f"{artists} artists")
        self.page.script("document.querySelector('#growth-table summary').click()")
        rows = self.page.wait(
            lambda: self.page.texts("#growth-table tbody tr"), "no table of growth"
        )
        assert "1,000" in rows[-1], rows[-1]
        found = self.page.script(
            "return Array.from(document.querySelectorAll('[aria-labelledby=found-milestones] .rank-name'), node => node.textContent)"
        )
        assert "1,000 plays" in found and len(found) <= 8, found
        self.open(1000, "?view=diversity&period=2019")
        assert (
            "account for half of your plays" in self.page.find("#concentration .section-note").text
        )
        self.open(1000, "?period=2019")
        self.page.expect(".extent", "Longest streak")


if __name__ == "__main__":
    sys.exit(perform(__doc__, StoryChecks))
