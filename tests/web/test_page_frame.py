#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The frame around the views: words, addresses, themes, keys, failures, in a real browser; reports as TAP."""

import re
import sys

from page_support import (
    HERE,
    OF_PERIODS,
    PAGES_OF_PERIODS,
    PHONE,
    VIEWS,
    WIDE,
    PageChecks,
    perform,
    webdriver,
)

if webdriver:
    from selenium.webdriver.common.keys import Keys

WEB = HERE.parents[1] / "footprintsd" / "web"
BUDGET_BYTES = 200 * 1024

PLACEHOLDER = re.compile(r"\{\w+\}")
ASKED = re.compile(r"\b(?:t|sentence|aside)\((?:[^'`()]*\? )?'([\w.]+)'")


def asked_in(script):
    """The keys of the words that a module asks for by name."""
    return ASKED.findall(script.read_text(encoding="utf-8"))


class FrameChecks(PageChecks):
    def __init__(self, scene):
        self.daemon = scene.daemon_of(1000)
        super().__init__(scene.page(self.daemon.address), scene.arguments.screenshots)

    def all(self):
        return [
            ("the catalogues have the same keys, and all that are used", self.catalogues),
            ("the language follows the address, the choice and the browser", self.language),
            ("the overview is small, and loads no other view", self.budget),
            ("the address of each view leads to it", self.addresses),
            ("light: text has contrast", self.contrast_light),
            ("dark: follows the system, text has contrast", self.contrast_dark),
            ("the theme can be chosen and is kept", self.theme_kept),
            ("phone: nothing is wider than the screen", self.phone),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
            ("a script written into the page does not run", self.policy),
            ("a failure is shown and can be retried", self.failure),
            (
                "without the server the page opens and says so, and answers are not cached",
                self.offline,
            ),
        ]

    def catalogues(self):
        self.page.open()
        english, german, of_views, german_of_views = self.page.browser.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            const read = name => import(`./static/js/strings/strings-${name}.js`).then(module => module.default);
            Promise.all(['en', 'de', 'views-en', 'views-de'].map(read)).then(done);"""
        )
        first = english.keys()
        assert not first & of_views.keys(), first & of_views.keys()
        english, german = {**english, **of_views}, {**german, **german_of_views}
        assert english.keys() == german.keys(), english.keys() ^ german.keys()
        for name, entry in english.items():
            forms = lambda value: value.values() if isinstance(value, dict) else [value]
            assert isinstance(entry, dict) == isinstance(german[name], dict) and (
                not isinstance(entry, dict)
                or entry.keys() == german[name].keys() == {"one", "other"}
            ), name
            values = [
                {hole for form in forms(found) for hole in PLACEHOLDER.findall(form)}
                for found in (entry, german[name])
            ]
            assert values[0] == values[1], f"{name}: {values}"
        asked = {name for file in WEB.glob("js/**/*.js") for name in asked_in(file)}
        asked |= set(
            re.findall(
                r'data-t(?:-[a-z-]+)?="([\w.]+)"', (WEB / "index.html").read_text(encoding="utf-8")
            )
        )
        assert len(asked) > 200 and asked <= english.keys(), asked - english.keys()
        assert all(f"view.{view}" in first for view in VIEWS)
        of_overview = {
            name for script in self._scripts_of_overview() for name in asked_in(WEB / script)
        }
        assert len(of_overview) > 50 and of_overview <= first, of_overview - first

    def _scripts_of_overview(self):
        self.page.open()
        return self.page.script(
            """
            return performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)
                .filter(path => path.endsWith('.js') && path.startsWith('/static/')).map(path => path.slice('/static/'.length))"""
        )

    def language(self):
        self.page.open("?view=charts&lang=de")
        self._expect_language("de", "Ranglisten")
        self.page.open("?view=settings")
        self._expect_language("de", "Einstellungen")
        for view, query in PAGES_OF_PERIODS.items():
            self.page.visit(query)
            text = self.page.find("main").text
            for word in ("undefined", "NaN", "plays", "Show", "artists"):
                assert word not in text, f"{view}: {word}"
        self.page.open("?view=settings")
        self.page.find("#settings-language option[value=en]").click()
        self.page.wait(
            lambda: self.page.script("return document.documentElement.lang") == "en", "no English"
        )
        self.page.settle()
        self._expect_language("en", "Settings")
        self.page.script("localStorage.clear()")

    def _expect_language(self, language, title):
        told = self.page.script(
            "return [document.documentElement.lang, document.querySelector('#view-name').textContent]"
        )
        assert told == [language, title], told

    def budget(self):
        self.page.open()
        sizes = dict(
            self.page.script(
                """return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
            .filter(entry => !new URL(entry.name).pathname.startsWith('/api/')).map(entry => [new URL(entry.name).pathname, entry.decodedBodySize])"""
            )
        )
        assert sizes["/"] > 0 and sizes["/static/js/main.js"] > 0, sizes
        total = sum(
            size
            for name, size in sizes.items()
            if name.endswith(("/", ".js", ".css")) and "worker" not in name
        )
        print(f"# the overview takes {total} of {BUDGET_BYTES} bytes", flush=True)
        assert total <= BUDGET_BYTES, total
        lazy = {f"/static/js/views/view-{view}.js" for view in (*VIEWS[1:], "entry", "entity")} | {
            f"/static/js/strings/strings-{part}.js" for part in ("de", "views-en", "views-de")
        }
        assert not lazy & sizes.keys(), lazy & sizes.keys()

    def addresses(self):
        for view in VIEWS:
            query = f"?view={view}&period=2019" if view in OF_PERIODS else f"?view={view}"
            self.page.visit(query)
            assert self.page.find_all(f".view-{view}"), view
            assert self.page.find(f"#nav-{view}").get_attribute("aria-current") == "page", view
            title = self.page.find("#view-title").text
            assert self.page.browser.title == f"{title.replace(' 2019', ', 2019')} – Footprints", (
                title,
                self.page.browser.title,
            )
            assert view not in OF_PERIODS or title.endswith("2019"), title

    def phone(self):
        self.page.resize(PHONE)
        for query in ("", "?period=2019", "?period=1999"):
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
        self.page.resize(WIDE)

    def policy(self):
        self.page.open()
        ran = self.page.script(
            """
            const script = document.createElement('script');
            script.textContent = 'window.written = true';
            document.body.append(script);
            document.body.setAttribute('onclick', 'window.clicked = true');
            document.body.click();
            return Boolean(window.written || window.clicked);"""
        )
        assert not ran, "the policy allows scripts in the page"

    def failure(self):
        self.page.open()
        self.page.offline(True)
        self.page.find("#period-switch a[href*='year']").click()
        self.page.wait(lambda: self.page.find_all(".state-offline"), "the failure is not told")
        self.page.expect(".state-offline", "does not answer")
        self.page.offline(False)
        self.page.find("#failure-retry").click()
        self.page.wait(lambda: not self.page.find_all(".state-offline"), "the retry does not help")
        self.page.settle()

    def offline(self):
        self.page.open()
        kept = self.page.wait(lambda: self._kept(), "the page is not kept")
        self.daemon.stop()
        self.page.browser.refresh()
        self.page.wait(lambda: self.page.find_all(".state-offline"), "the page does not open")
        self.page.expect(".state-offline", "does not answer")
        assert not [name for name in kept if "/api/" in name], kept
        self.page.browser.get_log("browser")

    def _kept(self):
        """The addresses of all cached files, once everything the page loads is among them."""
        made_of, names = self.page.browser.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            const madeOf = performance.getEntriesByType('resource').map(entry => entry.name).filter(name => name.includes('/static/'));
            caches.keys().then(async all => done([[location.origin + '/', ...madeOf], (await Promise.all(all.map(async name =>
              (await (await caches.open(name)).keys()).map(request => request.url)))).flat()]));"""
        )
        return names if set(made_of) <= set(names) else None


if __name__ == "__main__":
    sys.exit(perform(__doc__, FrameChecks))
