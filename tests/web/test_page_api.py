#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The page of the REST API, /api/docs, in a real browser; reports as TAP."""

import sys

from page_support import CONTRAST_SCRIPT, PHONE, WIDE, Page, PageChecks, perform

PLACES = ("", "#getHeatmap", "#importFile", "#statuses", "#data-sync")


class ApiPage(Page):
    def settle(self):
        self.wait(
            lambda: self.script("return document.readyState === 'complete'"),
            "the page does not load",
        )


class ApiChecks(PageChecks):
    def all(self):
        return [
            ("light: text has contrast", self.contrast_light),
            ("dark: follows the system, text has contrast", self.contrast_dark),
            ("the theme can be chosen and is kept", self.theme_kept),
            ("headings are in order, every control has a name, every id is unique", self.outline),
            ("the contents lead to every address", self.contents),
            ("phone: nothing is wider than the screen", self.phone),
            ("phone: tap targets are large enough", self.phone_targets),
            ("the console has no complaints", self.console),
            ("no other host was contacted", self.other_hosts),
        ]

    def _expect_contrast(self, scheme, picture):
        self.page.prefer(scheme)
        self.page.open()
        assert (self.page.background_luminance() < 0.3) == (
            scheme == "dark"
        ), "the ground has the wrong tone"
        self._screenshot(f"api-{picture}")
        poor = self.page.script(CONTRAST_SCRIPT)
        assert not poor, poor

    def outline(self):
        self.page.open()
        levels = self.page.script(
            "return Array.from(document.querySelectorAll('h1, h2, h3, h4'), node => Number(node.tagName[1]))"
        )
        assert levels.count(1) == 1 and levels[0] == 1, levels
        assert all(level <= before + 1 for before, level in zip(levels, levels[1:])), levels
        self._expect_names("the page")

    def contents(self):
        lost = self.page.script(
            """
            return Array.from(document.querySelectorAll('nav a'), node => node.getAttribute('href'))
              .filter(address => !document.getElementById(address.slice(1)));"""
        )
        assert not lost, lost
        linked = self.page.script("return document.querySelectorAll('nav li li a').length")
        assert linked == self.page.script(
            "return document.querySelectorAll('.api-line').length"
        ), linked

    def phone(self):
        self.page.resize(PHONE)
        for place in PLACES:
            self.page.open(place)
            self._expect_no_overflow(place)
        self.page.open()
        self._screenshot("api-phone")

    def phone_targets(self):
        small = self.page.script(
            """
            return Array.from(document.querySelectorAll('header .button, nav a'))
              .filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 38)
              .map(node => node.outerHTML.slice(0, 80));"""
        )
        assert not small, small
        self.page.resize(WIDE)


def make(scene):
    page = scene.page(scene.daemon().address + "api/docs", ApiPage)
    return ApiChecks(page, scene.arguments.screenshots)


if __name__ == "__main__":
    sys.exit(perform(__doc__, make))
