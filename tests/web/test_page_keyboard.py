#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every view with nothing but the keyboard, in a real browser; reports as TAP."""

import sys

from page_support import PAGES, PHONE, VIEWS, WIDE, PageChecks, perform, webdriver

if webdriver:
    from selenium.webdriver.common.keys import Keys

AT_ONCE = 25
MOST_STOPS = 500
# Elements that the tab key has to reach; of a group of radio buttons, one is enough.
STOPS = (
    "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
)
# Each stop is recorded once, with whether it looks different from its resting state; reaching the first stop again ends the walk.
WATCH = """
    window.walked = [];
    window.around = false;
    const look = node => { const style = getComputedStyle(node);
      return [style.outlineStyle === 'none' ? '' : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`, style.boxShadow, style.backgroundColor, style.borderColor, style.stroke, style.fill, style.textDecorationLine].join(); };
    const seen = node => [node, ...Array.from(node.children).slice(0, 3), node.nextElementSibling, node.parentElement, ...node.labels ?? []].filter(Boolean).map(look).join('|');
    const calm = new Map(Array.from(document.querySelectorAll(arguments[0]), node => [node, seen(node)]));
    document.addEventListener('focusin', ({ target }) => {
      window.around ||= window.walked[0]?.node === target && window.walked.length > 1;
      if (!window.around && window.walked.at(-1)?.node !== target)
        window.walked.push({ node: target, bare: seen(target) === calm.get(target) });
    });
"""
TOLD = """
    const shown = node => node.checkVisibility({ visibilityProperty: true, opacityProperty: false });
    const words = node => node.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
    const walked = window.walked.map(({ node }) => node);
    const asked = Array.from(document.querySelectorAll(arguments[0])).filter(node => shown(node) && node.tabIndex >= 0 && !node.disabled && !node.inert);
    const groups = new Set(walked.filter(node => node.matches('[type=radio]')).map(node => `${node.form?.id} ${node.name}`));
    // Rows of the timeline go and come again as the reader moves: the same row is another node then.
    const keyOf = node => node.closest('.day, .play') ? [node.href, node.textContent, node.closest('[data-number]')?.dataset.number].join() : node;
    const keys = new Set(walked.map(keyOf));
    // Of a chart, a list of answers or the cards of a year one is a stop, and keys lead on from there.
    const apart = Array.from(document.querySelectorAll('a[href], button, input, select, textarea, summary'))
      .filter(node => shown(node) && node.tabIndex < 0 && !node.disabled && !node.matches('.step, .calendar-day, .heat-cell a, .flow-node, [role=option]'));
    const missed = asked.filter(node => !keys.has(keyOf(node)) && !(node.matches('[type=radio]') && groups.has(`${node.form?.id} ${node.name}`)));
    const back = walked.filter((node, index) => index > 0 && node.isConnected && walked[index - 1].isConnected && !(walked[index - 1].compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING));
    return { count: walked.length, missed: [...missed, ...apart].slice(0, 5).map(words), back: back.slice(0, 5).map(words),
      bare: window.walked.filter(({ bare }) => bare).slice(0, 5).map(({ node }) => words(node)) };
"""


class KeyboardChecks(PageChecks):
    def __init__(self, scene):
        self.daemon = scene.daemon_of(60)
        super().__init__(scene.page(self.daemon.address), scene.arguments.screenshots)

    def all(self):
        return [
            ("the keyboard leads through the page in order", self.keyboard),
            ("the first stop skips the navigation", self.skip_link),
            ("every view: every control is reached, in order, with a visible focus", self.walk),
            ("every chart: arrow keys walk through it and back", self.arrows),
            ("Escape closes what is open", self.escape),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
        ]

    def _keys(self, *keys):
        webdriver.ActionChains(self.page.browser, duration=0).send_keys(*keys).perform()

    def _focus(self, what="id"):
        return self.page.script(f"return document.activeElement.{what}")

    def keyboard(self):
        self.page.open()
        stops = []
        for _ in range(6 + len(VIEWS)):
            self._press("Tab")
            stops.append(
                self.page.script(
                    "return document.activeElement.id || document.activeElement.className"
                )
            )
        assert stops[:4] == ["skip", "brand", "search-input", "theme-toggle"], stops
        assert stops[4 : 4 + len(VIEWS)] == [f"nav-{view}" for view in VIEWS], stops
        outline = self.page.script("return getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", "the focus is not seen"
        self.page.find("#nav-timeline").send_keys("\ue007")
        self.page.wait(
            lambda: self.page.find_all(".view-timeline .play:not(.play-ghost)"),
            "the link leads nowhere",
        )
        self.page.find("body").send_keys("j")
        assert self.page.script("return document.activeElement.matches('.play')"), "J leads nowhere"
        track = self.page.script(
            "return document.activeElement.querySelector('.play-track').textContent"
        )
        self.page.browser.switch_to.active_element.send_keys("\ue007")
        self.page.wait(
            lambda: self.page.find_all(".view-track") and self.page.texts("#view-name") == [track],
            "Enter leads nowhere",
        )
        self.page.browser.back()
        self.page.wait(
            lambda: self.page.find_all(".view-timeline .play:not(.play-ghost)"), "not back"
        )
        self.page.find("body").send_keys("/")
        assert self.page.script("return document.activeElement.id") == "search-input"

    def _press(self, key):
        for kind in ("keyDown", "keyUp"):
            self.page.command(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=9
            )

    def skip_link(self):
        for view in VIEWS:
            self.page.open(PAGES[view])
            self._keys(Keys.TAB)
            self.page.wait(
                lambda: self.page.script(
                    "return document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top >= 0"
                ),
                view,
            )
            self._keys(Keys.ENTER)
            assert self._focus() == "content", f"{view}: at {self._focus('outerHTML')[:80]}"
            # The view's data may still be loading.
            self.page.wait(self._leads_into_view, view)

    def _leads_into_view(self):
        self.page.script("document.querySelector('#content').focus()")
        self._keys(Keys.TAB)
        return self.page.script(
            "return document.querySelector('main').contains(document.activeElement)"
        )

    def walk(self):
        wrong = []
        for view, query in PAGES.items():
            self.page.open(query)
            self.page.script(WATCH, STOPS)
            around = False
            while not around and self.page.script("return window.walked.length") < MOST_STOPS:
                self._keys(Keys.TAB * AT_ONCE)
                around = self.page.script("return window.around")
            told = self.page.script(TOLD, STOPS)
            if not around:
                wrong.append(f"{view}: after {told['count']} stops the first is not reached again")
            wrong += [
                f"{view}: {name}: {told[kind]}"
                for kind, name in (
                    ("missed", "not reached"),
                    ("back", "out of order"),
                    ("bare", "the focus is not seen"),
                )
                if told[kind]
            ]
        assert not wrong, "\n".join(wrong)

    def arrows(self):
        walked = 0
        for view, query in PAGES.items():
            self.page.open(query)
            for chart in range(
                self.page.script(
                    "return (window.charts = Array.from(document.querySelectorAll('#view [tabindex=\"0\"]')).filter(node => node.matches('.step, .calendar-day, .heat-cell a, .flow-node') && node.checkVisibility())).length"
                )
            ):
                where = f"{view}, {self.page.script('return window.charts[arguments[0]].outerHTML.slice(0, 80)', chart)}"
                self.page.script("window.charts[arguments[0]].focus()", chart)
                self._keys(Keys.END)
                last = self._focus("outerHTML")
                self._keys(Keys.HOME)
                first = self._at()
                if self._focus("outerHTML") == last:  # a chart of one
                    continue
                self._keys(Keys.ARROW_RIGHT)
                assert self._at() != first, f"{where}: the arrow key does not move"
                self._keys(Keys.ARROW_LEFT)
                assert self._at() == first, f"{where}: the arrow key does not lead back"
                walked += 1
        assert walked >= 6, f"only {walked} charts"

    def _at(self):
        """The focused element, by its address, label and text."""
        return self.page.script(
            "return [document.activeElement.getAttribute('href'), document.activeElement.getAttribute('aria-label'), document.activeElement.textContent]"
        )

    def escape(self):
        self.page.open()
        webdriver.ActionChains(self.page.browser, duration=0).key_down(Keys.CONTROL).send_keys(
            "k"
        ).key_up(Keys.CONTROL).perform()
        self.page.wait(
            lambda: self._focus() == "search-input", "Ctrl K does not lead to the search"
        )
        self._keys("artist")
        self.page.wait(lambda: self.page.find("#search-results").is_displayed(), "nothing found")
        self._keys(Keys.ESCAPE)
        self.page.wait(
            lambda: not self.page.find("#search-results").is_displayed(), "the search stays open"
        )
        self.page.script("document.querySelector('#period-custom summary').focus()")
        self._keys(Keys.ENTER)
        self.page.wait(
            lambda: self.page.find("#period-form").is_displayed(), "Enter does not open the dates"
        )
        self._keys(Keys.TAB, Keys.ESCAPE)
        self.page.wait(
            lambda: not self.page.find("#period-form").is_displayed(), "the dates stay open"
        )
        self.page.wait(
            lambda: self.page.script(
                "return document.activeElement.matches('#period-custom summary')"
            ),
            "the focus is lost with the dates",
        )
        self.page.resize(PHONE)
        self.page.script("document.getElementById('nav-more').focus()")
        self._keys(Keys.ENTER)
        self.page.wait(
            lambda: self.page.find("#nav-sheet").is_displayed(),
            "Enter does not open the other views",
        )
        self._keys(Keys.TAB, Keys.ESCAPE)
        self.page.wait(
            lambda: not self.page.find("#nav-sheet").is_displayed(), "the other views stay open"
        )
        self.page.wait(
            lambda: self._focus() == "nav-more", "the focus is lost with the other views"
        )
        self.page.resize(WIDE)


if __name__ == "__main__":
    sys.exit(perform(__doc__, KeyboardChecks))
