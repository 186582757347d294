#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The files of the pages as the server sends them: headers, sizes, modules, manifest; reports as TAP."""

import gzip
import json
import posixpath
import re
import struct
import sys
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen
from xml.etree import ElementTree

from page_support import HERE, PAGES, PageChecks, perform

WEB = HERE.parents[1] / "footprintsd" / "web"
WORTH_PACKING_BYTES = 1024
TEXT = (
    "text/",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "image/svg+xml",
)
# The document, the files it names besides modules, and the worker, which is requested by its address.
ROOTS = ("js/main.js", "js/base/theme.js", "worker.js", "js/api-page.js")
IMPORTED = re.compile(r"""(?:from\s+|import\s*\(?\s*)['"](\.{1,2}/[\w./-]+\.js)['"]""")


class DocumentChecks(PageChecks):
    def __init__(self, scene):
        self.daemon = scene.daemon_of(1000)
        super().__init__(None)

    def all(self):
        return [
            ("the address of every view has a strict policy", self.policy),
            ("text files are compressed where it pays off", self.packed),
            ("cached files are revalidated by their tag", self.tagged),
            ("every module is used by a view, and every used one exists", self.modules),
            ("the manifest is complete, and its icons match it", self.manifest),
        ]

    def ask(self, name, **headers):
        try:
            with urlopen(Request(urljoin(self.daemon.address, name), headers=headers)) as answer:
                return answer.status, answer.headers, answer.read()
        except HTTPError as answer:
            return answer.code, answer.headers, answer.read()

    def _names(self):
        listed = [
            file.text
            for file in ElementTree.parse(WEB / "footprintsd.gresource.xml").getroot().iter("file")
        ]
        return [
            "",
            *(f"static/{name}" for name in listed if name not in ("index.html", "worker.js")),
        ]

    def policy(self):
        for query in PAGES.values():
            status, headers, _ = self.ask(query)
            rules = dict(
                rule.strip().partition(" ")[::2]
                for rule in headers["Content-Security-Policy"].split(";")
                if rule.strip()
            )
            assert status == 200 and headers["X-Content-Type-Options"] == "nosniff", query
            assert (
                rules["default-src"] in ("'none'", "'self'")
                and rules.get("script-src", "'self'") == "'self'"
            ), rules
            assert (
                "frame-ancestors" in rules
                and "base-uri" in rules
                and not any("unsafe" in value or "*" in value for value in rules.values())
            ), rules

    def packed(self):
        plain = []
        for name in self._names():
            status, headers, body = self.ask(name, **{"Accept-Encoding": "gzip"})
            assert status == 200, name
            packed = headers["Content-Encoding"] == "gzip"
            if (
                headers["Content-Type"].startswith(TEXT)
                and not packed
                and len(body) > WORTH_PACKING_BYTES
            ):
                plain.append(f"{name}: {len(body)} bytes")
            assert not packed or (
                len(gzip.decompress(body)) > len(body)
                and "Accept-Encoding" in (headers["Vary"] or "")
            ), name
        assert not plain, plain

    def tagged(self):
        for name in self._names():
            _, headers, _ = self.ask(name)
            assert headers["Cache-Control"] and headers["ETag"], (name, dict(headers))
            status, _, body = self.ask(name, **{"If-None-Match": headers["ETag"]})
            assert (status, body) == (304, b""), (name, status)

    def modules(self):
        there = {str(file.relative_to(WEB)) for file in WEB.glob("js/**/*.js")}
        listed = {name.removeprefix("static/") for name in self._names() if name.endswith(".js")}
        assert there == listed, there ^ listed
        used, ahead = set(), [name for name in ROOTS]
        while ahead:
            name = ahead.pop()
            if name not in used:
                used.add(name)
                text = (WEB / name).read_text(encoding="utf-8")
                ahead += [
                    posixpath.normpath(posixpath.join(posixpath.dirname(name), imported))
                    for imported in IMPORTED.findall(text)
                ]
        assert used - {"worker.js"} == there, (used - {"worker.js"}) ^ there

    def manifest(self):
        place = re.search(
            r'<link rel="manifest" href="([^"]+)"', (WEB / "index.html").read_text(encoding="utf-8")
        )[1]
        status, headers, body = self.ask(place)
        manifest = json.loads(body)
        assert status == 200 and headers["Content-Type"].startswith(
            "application/manifest+json"
        ), headers["Content-Type"]
        assert (
            all(
                manifest[name]
                for name in ("name", "short_name", "description", "background_color", "theme_color")
            )
            and manifest["display"] == "standalone"
        )
        home = urljoin(self.daemon.address, place)
        assert (
            urljoin(home, manifest["start_url"])
            == urljoin(home, manifest["scope"])
            == self.daemon.address
        )
        sizes = set()
        for icon in manifest["icons"]:
            status, headers, body = self.ask(urljoin(home, icon["src"]))
            assert status == 200 and headers["Content-Type"] == icon["type"], icon
            if icon["type"] == "image/png":
                width, height = struct.unpack(">II", body[16:24])
                assert icon["sizes"] == f"{width}x{height}", (icon, width, height)
                sizes.add(width)
        assert {192, 512} <= sizes and any(
            "maskable" in icon.get("purpose", "") for icon in manifest["icons"]
        ), manifest["icons"]
        assert all(
            urlsplit(urljoin(home, shortcut["url"])).query for shortcut in manifest["shortcuts"]
        )


if __name__ == "__main__":
    sys.exit(perform(__doc__, DocumentChecks))
