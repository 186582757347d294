# SPDX-License-Identifier: LGPL-2.1-or-later
"""Clients of a server with accounts."""

import base64
import hashlib
import hmac
import json
import re
import struct
import time
from pathlib import Path

from daemon_support import Server, check_problem, start

PASSWORD = "correct horse"
DAEMON = Path(__file__).resolve().parents[2] / "footprintsd"
ROUTER = DAEMON / "server" / "fpd-router.c"
REPORTS = DAEMON / "handlers" / "fpd-reports.c"


def route_table():
    """The routes of the server: (method, pattern, scope, body)."""
    table = re.search(r"fpd_routes\[\] = \{\n(.*?)\n\};", ROUTER.read_text(), re.S)[1]
    rows = re.findall(r'\{ "(\w+)", "([^"]+)", (\w+), (\w+), (\w+), \w+, \w+, NULL \}', table)
    assert len(rows) == len(table.splitlines()) > 40, "a line of fpd_routes is not understood"
    reports = re.findall(r'^  \{ "(/api/[^"]+)", make_', REPORTS.read_text(), re.M)
    assert len(reports) > 20, reports
    return [(method, pattern, scope, body) for method, pattern, scope, _, body in rows] + [
        ("GET", pattern, "READ_SHOWN", "NO_BODY") for pattern in reports
    ]


def totp(secret, step=None):
    """RFC 6238, implemented independently."""
    step = int(time.time()) // 30 if step is None else step
    digest = hmac.new(base64.b32decode(secret), struct.pack(">q", step), hashlib.sha1).digest()
    offset = digest[19] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


class Browser:
    """Keeps the cookie that it receives."""

    def __init__(self, server):
        self.server = server
        self.cookie = None

    def ask(self, method, target, body=None, headers=None, status=None):
        headers = {"Sec-Fetch-Site": "same-origin", **(headers or {})}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body)
            headers["Content-Type"] = "application/json"
        reply = self.server.ask(method, target, body, headers)
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            self.cookie = cookie.split(";")[0] if "Max-Age=0" not in cookie else None
        assert (
            status is None or reply.status == status
        ), f"{method} {target}: {reply.status}, {reply.body[:300]}"
        return reply

    def get(self, target, status=200):
        return self.ask("GET", target, status=status)

    def post(self, target, body=None, status=200):
        return self.ask("POST", target, body, status=status).json

    def delete(self, target, status=200):
        return self.ask("DELETE", target, status=status).json

    def problem(self, method, target, status, *parts, body=None, headers=None):
        reply = self.ask(method, target, body, headers)
        check_problem(reply, status, *parts)
        return reply

    def state(self):
        return self.get("/api/session").json["state"]

    def log_in(self, name, password=PASSWORD, **more):
        return self.post("/api/session", {"name": name, "password": password, **more})


class Household(Server):
    """A server with accounts."""

    def __init__(self, database, **more):
        super().__init__(database, **{"arguments": (), **more})

    def read_setup_code(self):
        line = self.child.stdout.readline().decode()
        return re.search(r"#setup=([A-Z0-9-]+)", line)[1]

    def set_up(self, name="anna", password=PASSWORD):
        browser = Browser(self)
        browser.post(
            "/api/setup", {"code": self.read_setup_code(), "name": name, "password": password}
        )
        return browser

    def invite(self, owner, name, role="listener"):
        secret = owner.post("/api/invitations", {"role": role})["invitation"]
        browser = Browser(self)
        browser.post("/api/join", {"invitation": secret, "name": name, "password": PASSWORD})
        return browser

    def with_token(self, token, method, target, body=None, word="Bearer"):
        return self.ask(method, target, body, {"Authorization": f"{word} {token}"})


def add_user(database, name, *arguments, password=PASSWORD, status=0):
    child = start("user", "add", name, *arguments, stdin=-1, DATABASE_PATH=database)
    output, messages = child.communicate(password.encode() + b"\n", 30)
    assert child.returncode == status, messages
    return output.decode(), messages.decode()
