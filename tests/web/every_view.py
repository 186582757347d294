# SPDX-License-Identifier: LGPL-2.1-or-later
"""Loads every view once at each width, and checks every rule that a view has to follow while it is open."""

from pathlib import Path

from page_support import CONTRAST_SCRIPT, HERE, PAGES, PHONE, WIDE, PageChecks, Skip

RULES = (HERE / "page_rules.js").read_text(encoding="utf-8")
MOST_SHIFTED = 0.1
COLOUR_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


class EveryView(PageChecks):
    def __init__(self, scene, daemons):
        self.daemons = daemons
        self.axe = (
            Path(scene.arguments.axe).read_text(encoding="utf-8")
            if scene.arguments.axe and Path(scene.arguments.axe).exists()
            else None
        )
        self.violations = []
        self.poor = []
        self.titles = {}
        super().__init__(
            scene.page(next(iter(daemons.values())).address), scene.arguments.screenshots
        )

    def open(self, count, query=""):
        self.page.address = self.daemons[count].address
        self.page.open(query)
        self._rest(query)

    def _rest(self, query):
        self.page.wait(
            lambda: self.page.script(
                "return !document.querySelector('#view .play-ghost') && document.getAnimations().length === 0"
            ),
            f"plays do not come, or do not come to rest: {query}",
        )

    def every_view(self, count, closely=False):
        """Loads each view once for each width; `closely` also checks colours, and the rules of axe-core."""
        wrong = {}
        for size in (WIDE, PHONE):
            self.page.resize(size)
            for view, query in PAGES.items():
                self.open(count, query)
                where = f"{view}, {count} plays, {size[0]} px"
                found = self._find_wrong(query, size == PHONE)
                if (shift := self._shift(count, query)) >= MOST_SHIFTED:
                    found.append(f"shifted by {shift:.3f}")
                for problem in found:
                    wrong.setdefault(problem, []).append(where)
                self.titles[view] = self.page.browser.title
                if closely:
                    self._look_closely(view, where, size)
        self.page.resize(WIDE)
        assert not wrong, "\n".join(
            f"{problem} ({len(where)} times, first in {where[0]})"
            for problem, where in wrong.items()
        )

    def _find_wrong(self, query, phone):
        """Measuring a timeline can make it request more plays, and a busy server may take a moment to send them."""
        found = self.page.script(f"{RULES}; return rules(arguments[0])", phone)
        if any(problem.startswith("unready") for problem in found):
            self._rest(query)
            found = self.page.script(f"{RULES}; return rules(arguments[0])", phone)
        return found

    def _shift(self, count, query):
        """The calmer of two loads counts: if a busy machine makes the server slow, a sketch is shown first."""
        shift = self.course()["shift"]
        if shift >= MOST_SHIFTED:
            self.open(count, query)
            shift = min(shift, self.course()["shift"])
        return shift

    def course(self):
        return self.page.browser.execute_async_script(
            f"{RULES}; course(arguments[arguments.length - 1])"
        )

    def _look_closely(self, view, where, size):
        if self.screenshots:
            self.page.screenshot(self.screenshots / f"view-{view}-{size[0]}.png")
        self._look_at_colours(f"{where}, light")
        if size == WIDE:
            # Tables are checked as well; apart from colours, the rules give the same result in the dark.
            self.page.script(
                "for (const table of document.querySelectorAll('.chart-table:not(#calendar-table) summary')) table.click()"
            )
            self._look_by_axe(where, {})
            self.page.prefer("dark")
            self._look_at_colours(f"{where}, dark")
            self._look_by_axe(f"{where}, dark", COLOUR_RULES)
            self.page.prefer("light")
        elif view in ("overview", "timeline", "artist"):
            self._look_by_axe(where, {})

    def _look_at_colours(self, where):
        self.poor += [f"{where}: {poor}" for poor in self.page.script(CONTRAST_SCRIPT)]

    def _look_by_axe(self, where, options):
        if self.axe:
            # A violation may come from content that was still loading, so it is checked a second time.
            self.violations += self._violations(where, options) and (
                self.page.settle() or self._violations(where, options)
            )

    def _violations(self, where, options):
        if not self.page.script("return typeof axe === 'object'"):
            self.page.script(self.axe)
        told = self.page.browser.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'], ...arguments[0] }).then(({ violations }) => done(violations.map(({ id, nodes }) =>
              `${id}: ${nodes.length} × ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.slice(0, 300)}`)), error => done([String(error)]));""",
            options,
        )
        return [f"{where}: {violation}" for violation in told]

    def contrast(self):
        assert not self.poor, "\n".join(self.poor)

    def accessible(self):
        if not self.axe:
            raise Skip(
                "axe-core is missing; tools/test fetches it, which takes npm and its registry, or FOOTPRINTS_AXE names it"
            )
        assert not self.violations, "\n".join(self.violations)

    def titles_differ(self):
        same = {
            view: title
            for view, title in self.titles.items()
            if list(self.titles.values()).count(title) > 1 and view != "unknown"
        }
        assert len(self.titles) == len(PAGES) and not same, same
