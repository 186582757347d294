#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""From a fresh start to a personal history, and the settings, in a real browser; reports as TAP."""

import base64
import hashlib
import hmac
import struct
import sys
import time

from page_support import CONTRAST_SCRIPT, PHONE, WIDE, History, PageChecks, perform

NAME = '<img src=x onerror="hacked=1">"\'&'
PASSWORD = "correct horse"
OTHER = "bela"


def totp(secret, step):
    digest = hmac.new(base64.b32decode(secret), struct.pack(">q", step), hashlib.sha1).digest()
    offset = digest[19] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


class AccountChecks(PageChecks):
    def __init__(self, scene):
        """Uses a server that has no accounts yet."""
        self.household = scene.daemon(arguments=(), said=2)
        self.setup_address = self.household.said[1].rsplit(" ", 1)[1]
        self.fixture = scene.arguments.fixture
        super().__init__(
            scene.page(self.household.address), scene.arguments.screenshots, History(self.fixture)
        )

    def all(self):
        return [
            ("the printed address makes the first account", self.set_up),
            ("the first import shows one's own history", self.first_import),
            ("settings: profile and zone", self.profile),
            ("settings: visitors see what is shared, and nothing more", self.visitor),
            ("settings: a token is shown once", self.token),
            ("settings: the password is changed", self.password),
            ("settings: a second factor is set up and required", self.second_factor),
            ("settings: sessions are listed and ended", self.sessions),
            ("an invited person has their own history", self.invitation),
            ("an owner disables and deletes", self.people),
            ("login and settings: text has contrast, names and room", self.looks),
            ("input from people stays plain text", self.injection),
            ("leaving deletes everything", self.leave),
            ("the console has no complaints", self.console),
        ]

    def fill(self, selector, *texts):
        def fields():
            shown = [
                node
                for node in self.page.find_all(f"{selector} input")
                if node.is_displayed() and node.get_attribute("type") != "radio"
            ]
            return shown if len(shown) >= len(texts) else None

        for node, text in zip(
            self.page.wait(fields, f"{selector} has no {len(texts)} fields"), texts
        ):
            node.clear()
            node.send_keys(text)

    def press(self, selector, words):
        def pressed():
            for button in self.page.find_all(f"{selector} button"):
                if button.text == words and button.is_displayed():
                    self.page.script("arguments[0].scrollIntoView({ block: 'center' })", button)
                    button.click()
                    return True
            return False

        self.page.wait(pressed, f"{selector} has no button “{words}”")

    def section(self, title):
        for node in self.page.find_all(".setting"):
            if node.find_element("css selector", "h2").get_attribute("textContent") == title:
                self.page.script(
                    "arguments[0].id = 'looked-at'; for (const other of document.querySelectorAll('.setting')) if (other !== arguments[0]) other.removeAttribute('id')",
                    node,
                )
                return "#looked-at"
        raise AssertionError(f"there is no section {title}: {self.page.texts('.setting h2')}")

    def problem(self, selector):
        return self.page.wait(
            lambda: [text for text in self.page.texts(f"{selector} .form-problem") if text],
            "no problem is shown",
        )[0]

    def open(self, address=None):
        self.page.browser.get("about:blank")
        self.page.browser.get(address or self.household.address)
        self.page.wait(
            lambda: self.page.script(
                # Nothing is drawn while the browser waits for a style sheet.
                "return !document.body?.classList.contains('entering') && document.querySelector('#view:not([aria-busy]) > *')?.innerText"
            ),
            "nothing is shown",
        )

    def open_settings(self):
        self.open(self.household.address + "?view=settings")
        self.page.wait(lambda: self.page.find_all(".setting"), "no settings")

    def at_the_door(self):
        return any(node.is_displayed() for node in self.page.find_all("#entry"))

    def welcomed(self):
        return any(node.is_displayed() for node in self.page.find_all("#welcome"))

    def log_in(self, name, password, code=None):
        self.page.wait(self.at_the_door, "not at the door")
        self.fill("#entry", name, password)
        self.press("#entry", "Log in")
        if code:
            self.page.wait(
                lambda: len(
                    [node for node in self.page.find_all("#entry input") if node.is_displayed()]
                )
                == 3,
                "no code is asked for",
            )
            self.fill("#entry", name, password, code())
            self.press("#entry", "Log in")
        self.page.wait(
            lambda: not self.at_the_door(), f"not let in: {self.page.texts('#entry .form-problem')}"
        )

    def log_out(self):
        self.open_settings()
        self.press(".setting", "Log out")
        self.page.wait(self.at_the_door, "still in")

    def set_up(self):
        self.open(self.household.address)
        assert self.at_the_door()
        self.page.expect("#entry", "Setup code")
        assert (
            not self.page.find("#search").is_displayed()
            and not self.page.find("#nav").is_displayed()
        )
        self.fill("#entry", "AAAA-AAAA", NAME, PASSWORD)
        self.press("#entry", "Create my account")
        assert "setup code" in self.problem("#entry")
        self.open(self.setup_address)
        assert "setup=" not in self.page.browser.current_url, "the code stays in the address"
        self._screenshot("door-setup")
        self.fill("#entry", NAME, PASSWORD)
        self.press("#entry", "Create my account")
        self.page.wait(lambda: self.welcomed(), "no welcome")

    def first_import(self):
        self.page.find("#import-file").send_keys(str(self.fixture))
        self.page.wait(lambda: self.page.find_all(".job-good"), "the import does not end")
        self.page.find(".job-result a").click()
        self.page.wait(
            lambda: self.page.figure("scrobbles") == len(self.history.plays),
            "not all plays are shown",
        )

    def profile(self):
        self.open_settings()
        self._screenshot("settings")
        section = self.section("Profile")
        self.fill(section, NAME, "Nowhere")
        self.press(section, "Save")
        assert "time zone" in self.problem(section)
        self.fill(section, NAME, "Asia/Tokyo")
        for select, value in zip(self.page.find_all(f"{section} select"), ("4", "7"), strict=True):
            select.find_element("css selector", f"option[value='{value}']").click()
        self.press(section, "Save")
        self.page.wait(
            lambda: self.page.texts(f"{section} .form-outcome") == ["Saved."], "not saved"
        )
        self.open()
        assert (
            self.page.script("return import('./static/js/base/api.js').then(api => api.zone)")
            == "Asia/Tokyo"
        )
        self.open(self.household.address + "?view=patterns")
        assert self.page.texts("#week tbody th [aria-hidden]")[0] == "Sun"
        assert self.page.texts("#week thead .heat-shown .heat-name")[0].startswith("6")
        # 01:30 and 05:00 of one date.
        days = self.page.script(
            "return import('./static/js/base/format.js').then(({ localDay }) =>"
            " ['2024-02-29T16:30:00Z', '2024-02-29T20:00:00Z'].map(localDay))"
        )
        assert days == ["2024-02-29", "2024-03-01"], days
        self.open_settings()
        section = self.section("Profile")
        assert [
            node.get_attribute("value") for node in self.page.find_all(f"{section} select")
        ] == ["4", "7"]

    def visitor(self):
        self.open_settings()
        section = self.section("Profile")
        self.page.find(f"{section} input[value=public]").click()
        self.press(section, "Save")
        address = self.page.wait(
            lambda: self.page.script("return document.querySelector('.shown-at input')?.value"),
            "no address",
        )
        cookies = self.page.browser.get_cookies()
        self.page.browser.delete_all_cookies()
        self.open(address)
        self.page.wait(
            lambda: self.page.figure("scrobbles") == len(self.history.plays),
            "the history is not shown",
        )
        self.page.expect("#brand-name", NAME)
        for name in ("import", "sync", "settings"):
            assert not self.page.find_all(f"#nav-{name}"), name
            self.open(address + f"?view={name}")
            assert self.page.find_all(".view-overview"), f"a visitor sees {name}"
        self._screenshot("visitor")
        self.open()
        assert self.at_the_door()
        for cookie in cookies:
            self.page.browser.add_cookie(cookie)

    def token(self):
        self.open_settings()
        section = self.section("Tokens")
        self.fill(section, NAME)
        self.press(section, "Create token")
        token = self.page.wait(lambda: self.page.texts(f"{section} code.secret"), "no token")[0]
        assert len(token) == 43 and token in self.page.texts(f"{section} pre.secret")[0]
        self.page.wait(lambda: self.page.texts(f"{section} .setting-name") == [NAME], "not listed")
        self.open_settings()
        section = self.section("Tokens")
        self.page.wait(lambda: self.page.texts(f"{section} .setting-name") == [NAME], "not listed")
        assert token not in self.page.browser.page_source
        self.press(section, "Revoke")
        self.page.wait(lambda: self.page.find_all(f"{section} .button-bad"), "no question")
        self.page.find(f"{section} .button-bad").click()
        self.page.wait(lambda: not self.page.texts(f"{section} .setting-name"), "not revoked")

    def password(self):
        global PASSWORD
        self.open_settings()
        section = self.section("Password")
        self.fill(section, "wrong password", "battery staple")
        self.press(section, "Change password")
        assert "wrong" in self.problem(section)
        self.fill(section, PASSWORD, "battery staple")
        self.press(section, "Change password")
        self.page.wait(
            lambda: "Password changed" in self.page.texts(f"{section} .form-outcome")[0],
            "not changed",
        )
        PASSWORD = "battery staple"

    def second_factor(self):
        self.open_settings()
        section = self.section("Two-factor authentication")
        self.fill(section, PASSWORD)
        self.press(section, "Set up")
        secret = self.page.wait(lambda: self.page.texts(f"{section} code.secret"), "no key")[
            0
        ].replace(" ", "")
        assert self.page.find(f"{section} svg.qr").is_displayed()
        step = int(time.time()) // 30
        self.fill(section, totp(secret, step))
        self.press(section, "Turn on")
        codes = self.page.wait(
            lambda: self.page.texts(f"{section} .recovery-codes code"), "no recovery codes"
        )
        assert len(set(codes)) == 10
        self.press(section, "I have saved them")
        self.page.wait(
            lambda: "10 recovery codes are unused" in self.page.find(section).text, "not on"
        )
        self.log_out()
        self.log_in(NAME, PASSWORD, lambda: totp(secret, step + 1))
        self.log_out()
        self.log_in(NAME, PASSWORD, lambda: codes[3].lower())
        self.open_settings()
        section = self.section("Two-factor authentication")
        self.page.wait(
            lambda: "9 recovery codes are unused" in self.page.find(section).text, "not used up"
        )
        self.page.script(
            """
            const form = Array.from(document.querySelectorAll(`${arguments[0]} form`)).find(form => form.textContent.includes('Turn off'));
            form.querySelector('input').value = arguments[1];""",
            section,
            PASSWORD,
        )
        self.press(section, "Turn off")
        self.page.wait(
            lambda: "authentication is on." not in self.page.find(section).text, "not off"
        )

    def sessions(self):
        cookie = [
            entry
            for entry in self.page.browser.get_cookies()
            if entry["name"] == "footprints_session"
        ]
        assert cookie[0]["httpOnly"] and cookie[0]["sameSite"] == "Strict"
        self.page.browser.delete_all_cookies()
        self.open()
        self.log_in(NAME, PASSWORD)
        self.open_settings()
        section = self.section("Active log-ins")
        self.page.wait(lambda: len(self.page.texts(f"{section} li")) == 2, "not two sessions")
        self.page.expect(section, "Chrome on Linux")
        self.press(section, "Log out everywhere else")
        self.page.wait(lambda: len(self.page.texts(f"{section} li")) == 1, "not ended")

    def invitation(self):
        self.open_settings()
        section = self.section("People")
        self.press(section, "Invite someone")
        address = self.page.wait(lambda: self.page.texts(f"{section} pre.secret"), "no link")[0]
        self._screenshot("settings-people")
        self.log_out()
        self.open(address)
        assert "#join" not in self.page.browser.current_url
        self.fill("#entry", OTHER, "another password")
        self.press("#entry", "Join")
        self.page.wait(lambda: self.welcomed(), "no empty history")
        self.open_settings()
        assert "People" not in self.page.texts(".setting h2")
        self.log_out()

    def people(self):
        self.log_in(NAME, PASSWORD)
        self.open_settings()
        section = self.section("People")
        self.page.wait(
            lambda: self.page.texts(f"{section} .setting-name") == [NAME, OTHER], "not both"
        )
        self.press(section, "Disable")
        self.page.wait(lambda: "disabled" in self.page.find(section).text, "not disabled")
        self.press(section, "Delete")
        self.page.wait(lambda: self.page.find_all(f"{section} .button-bad"), "no question")
        self.page.find(f"{section} .button-bad").click()
        self.page.wait(lambda: self.page.texts(f"{section} .setting-name") == [NAME], "not deleted")

    def looks(self):
        for size, name in ((WIDE, "wide"), (PHONE, "phone")):
            self.page.resize(size)
            self.open_settings()
            for scheme in ("light", "dark"):
                self.page.prefer(scheme)
                self.check_looks(f"settings, {name}, {scheme}")
                self._screenshot(f"settings-{name}-{scheme}")
        cookies = self.page.browser.get_cookies()
        self.page.browser.delete_all_cookies()
        for size, name in ((PHONE, "phone"), (WIDE, "wide")):
            self.page.resize(size)
            self.open()
            for scheme in ("dark", "light"):
                self.page.prefer(scheme)
                self.check_looks(f"door, {name}, {scheme}")
                self._screenshot(f"door-{name}-{scheme}")
        for cookie in cookies:
            self.page.browser.add_cookie(cookie)

    def check_looks(self, where):
        poor = self.page.script(CONTRAST_SCRIPT)
        assert not poor, f"{where}: {poor}"
        assert self.page.script(
            "return document.documentElement.scrollWidth <= innerWidth"
        ), f"{where}: wider than the screen"
        nameless = self.page.script(
            """return Array.from(document.querySelectorAll('button, input, select, a[href]'))
            .filter(node => node.offsetParent && !node.textContent.trim() && !node.labels?.length && !node.getAttribute('aria-label') && !node.title)
            .map(node => node.outerHTML.slice(0, 100))"""
        )
        assert not nameless, f"{where}: {nameless}"

    def injection(self):
        self.open_settings()
        section = self.section("People")
        self.page.wait(lambda: self.page.texts(f"{section} .setting-name") == [NAME], "not listed")
        assert self.page.script(
            "return typeof hacked === 'undefined' && document.querySelectorAll('img[src=x]').length === 0"
        )

    def leave(self):
        self.open_settings()
        section = self.section("Log out or leave")
        self.page.find(f"{section} summary").click()
        self.fill(section, PASSWORD)
        self.press(section, "Delete my account and my history")
        # There must be an owner, and this is the only one.
        assert "last owner" in self.problem(section)

    def console(self):
        entries = [
            entry["message"]
            for entry in self.page.browser.get_log("browser")
            if entry["level"] == "SEVERE"
        ]
        # The browser logs the intended refusals as failed loads.
        entries = [
            entry for entry in entries if "the server responded with a status of" not in entry
        ]
        assert not entries, entries


if __name__ == "__main__":
    sys.exit(perform(__doc__, AccountChecks))
