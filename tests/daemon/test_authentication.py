#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Authentication: passwords, sessions and their cookies, tokens, the second factor, and the limits on guessing."""

import contextlib
import ctypes
import ctypes.util
import hashlib
import re
import sqlite3
import statistics
import threading
import time
from pathlib import Path

from account_support import PASSWORD, Browser, Household, totp
from daemon_support import Skip, check_problem, main, wait_until


def test_cookie(folder):
    with Household(folder / "history.db") as server:
        server.set_up()
        reply = Browser(server).ask(
            "POST", "/api/session", {"name": "ANNA", "password": PASSWORD}, status=200
        )
        cookie = reply.headers["Set-Cookie"]
        assert re.fullmatch(
            r"footprints_session=[\w-]{43}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict",
            cookie,
        ), cookie
        secret = cookie.split("=")[1].split(";")[0]
        content = (folder / "accounts.db").read_bytes() + (folder / "accounts.db-wal").read_bytes()
        assert (
            secret.encode() not in content
            and hashlib.sha256(secret.encode()).hexdigest().encode() in content
        )


class SecureBrowser(Browser):
    """Connects through a proxy with TLS, and keeps all cookies."""

    def __init__(self, server):
        super().__init__(server)
        self.cookies = {}

    def ask(self, method, target, body=None, headers=None, status=None):
        self.cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items()) or None
        reply = super().ask(
            method, target, body, {"X-Forwarded-Proto": "https", **(headers or {})}, status
        )
        for line in reply.headers.get_all("Set-Cookie") or []:
            assert line.endswith("; HttpOnly; SameSite=Strict; Secure"), line
            name, value = line.split(";")[0].split("=", 1)
            if "; Max-Age=0;" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return reply


def test_cookie_over_tls(folder):
    """A session cannot be planted without TLS, nor by another host of the domain; cookies of an earlier version do no harm."""
    for path, name in (
        ("/", "__Host-footprints_session"),
        ("/music/", "__Secure-footprints_session"),
    ):
        (folder / name).mkdir()
        with Household(
            folder / name / "history.db",
            FOOTPRINTS_BASE_PATH=path,
            FOOTPRINTS_TRUSTED_PROXIES="127.0.0.1",
        ) as server:
            plain, secure = Browser(server), SecureBrowser(server)
            setup = {"code": server.read_setup_code(), "name": "anna", "password": PASSWORD}
            plain.post(f"{path}api/setup", setup)
            assert plain.cookie.startswith("footprints_session=")
            # Neither a session with the plain name nor an expired one is valid or gets in the way.
            for stale in (plain.cookie.split("=")[1], "x" * 43):
                secure.cookies = {"footprints_session": stale}
                assert secure.get(f"{path}api/session").json["state"] == "login"
                reply = secure.ask(
                    "POST", f"{path}api/session", {"name": "anna", "password": PASSWORD}, status=200
                )
                assert (
                    list(secure.cookies) == [name]
                    and f"; Path={path}; " in reply.headers["Set-Cookie"]
                )
                secure.cookies = {"footprints_session": stale, **secure.cookies}
                assert secure.get(f"{path}api/session").json["state"] == "in"
                secret = secure.cookies[name]
                secure.delete(f"{path}api/session")
                assert secure.cookies == {}
                secure.cookies = {name: secret}
                assert secure.get(f"{path}api/session").json["state"] == "login"
            # Without TLS a browser does not send the other cookie, and a client that does gains nothing.
            secure.post(f"{path}api/session", {"name": "anna", "password": PASSWORD})
            plain.cookie = f"{name}={secure.cookies[name]}"
            assert plain.get(f"{path}api/session").json["state"] == "login"


def test_log_in(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        browser = Browser(server)
        unknown = browser.problem(
            "POST", "/api/session", 401, body={"name": "nobody", "password": PASSWORD}
        )
        wrong = browser.problem(
            "POST", "/api/session", 401, body={"name": "anna", "password": "wrong password"}
        )
        assert unknown.body == wrong.body
        browser.problem("POST", "/api/session", 422, "password", body={"name": "anna"})
        browser.problem("POST", "/api/session", 422, "name", body={"name": 7, "password": "x"})
        browser.problem("POST", "/api/session", 415, body=b"{")
        browser.log_in("Anna")
        first = browser.cookie
        # Logging in again changes the session, and ends the old one.
        browser.log_in("anna")
        assert browser.cookie != first
        old = Browser(server)
        old.cookie = first
        assert old.state() == "login" and browser.state() == "in"
        stolen = browser.cookie
        browser.delete("/api/session")
        assert browser.cookie is None and browser.state() == "login"
        browser.cookie = stolen
        browser.problem("GET", "/api/stats", 401, "log in")
        assert owner.state() == "in"


def test_unknown_user_takes_as_long(folder):
    """Timing does not reveal whether an account exists: a password is always hashed."""
    with Household(folder / "history.db") as server:
        server.set_up()
        took = {"anna": [], "nobody": []}
        for name in ("anna", "nobody", "anna", "nobody"):
            start = time.monotonic()
            Browser(server).problem(
                "POST", "/api/session", 401, body={"name": name, "password": "wrong password"}
            )
            took[name].append(time.monotonic() - start)
        # Other load can only add to the minimum; a table lookup alone takes a hundredth of the time.
        assert min(took["nobody"]) > min(took["anna"]) / 4, took


def test_guessing(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        browser = Browser(server)
        wrong = {"name": "anna", "password": "wrong password"}
        for _ in range(5):
            browser.problem("POST", "/api/session", 401, body=wrong)
        # On a slow machine a pause may be over before the next try; the next pause is twice as long.
        reply = wait_until(
            lambda: (reply := browser.ask("POST", "/api/session", wrong)).status == 429 and reply,
            "the pause",
        )
        check_problem(reply, 429, "seconds")
        assert int(reply.headers["Retry-After"]) >= 1
        browser.problem("POST", "/api/session", 429, body={"name": "anna", "password": PASSWORD})
        # Existing sessions stay valid.
        assert owner.get("/api/stats").status == 200
        # The right password works again after the pause.
        wait_until(
            lambda: browser.ask(
                "POST", "/api/session", {"name": "anna", "password": PASSWORD}
            ).status
            == 200,
            "the log-in",
        )
        # Many names from one address are slowed down too.
        statuses = [
            browser.ask(
                "POST", "/api/session", {"name": f"n{n}", "password": "wrong password"}
            ).status
            for n in range(12)
        ]
        assert statuses[:5] == [401] * 5 and 429 in statuses[5:], statuses


def test_guessing_beside_an_account(folder):
    """An account of one's own does not help to guess the passwords of others faster."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        server.invite(owner, "bela")
        secret = owner.post("/api/invitations", {"role": "listener"})["invitation"]
        guesser = Browser(server)

        # The right password resets the count of mistakes for that account.
        for _ in range(2):
            for _ in range(3):
                guesser.problem(
                    "POST", "/api/session", 401, body={"name": "bela", "password": "wrong password"}
                )
            guesser.log_in("bela")
        for number in range(4):
            guesser.problem(
                "POST",
                "/api/session",
                401,
                body={"name": f"n{number}", "password": "wrong password"},
            )
            # Each of these is right: a login, a password in the settings, an invitation.
            if number % 2 == 0:
                guesser.log_in("bela")
            elif number == 1:
                guesser.problem(
                    "POST",
                    "/api/account/password",
                    422,
                    body={"password": PASSWORD, "new_password": "short"},
                )
            else:
                guesser.problem(
                    "POST",
                    "/api/join",
                    422,
                    body={"invitation": secret, "name": "eve", "password": "short"},
                )
        statuses = [
            guesser.ask(
                "POST", "/api/session", {"name": f"m{number}", "password": "wrong password"}
            ).status
            for number in range(4)
        ]
        assert statuses[0] == 401 and 429 in statuses[1:], statuses


def test_many_log_in_at_once(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        statuses = []

        def guess(number):
            statuses.append(
                Browser(server)
                .ask("POST", "/api/session", {"name": f"n{number}", "password": "wrong password"})
                .status
            )

        threads = [threading.Thread(target=guess, args=(number,)) for number in range(30)]
        for thread in threads:
            thread.start()
        assert owner.get("/api/stats").status == 200
        for thread in threads:
            thread.join()
        assert set(statuses) == {401, 429} and 5 <= statuses.count(401) <= 10, statuses


def read_threads(server):
    """The niceness and the CPU time, in ticks, of each thread of the server."""
    threads = {}
    for path in Path(f"/proc/{server.child.pid}/task").iterdir():
        # A thread may end at this very moment.
        with contextlib.suppress(FileNotFoundError):
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            threads[path.name] = int(fields[16]), int(fields[11]) + int(fields[12])
    return threads


def test_priority(folder):
    """A login takes a moment: it runs at normal priority, and reports run below it."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        before = read_threads(server)
        for _ in range(3):
            Browser(server).log_in("anna")
        after = read_threads(server)
        work = {
            thread: ticks - before.get(thread, (0, 0))[1] for thread, (_, ticks) in after.items()
        }
        hashing = max(work, key=work.get)
        main = str(server.child.pid)
        assert hashing != main and work[hashing] > 0, work
        assert after[hashing][0] == after[main][0], after
        owner.get("/api/stats")
        niceness = {nice for nice, _ in read_threads(server).values()}
        assert max(niceness) == after[main][0] + 5, niceness


def test_log_in_beside_reports(folder):
    """A login waits a second at most, or, on a busy machine, not much longer than without reports."""
    line = '{{"listened_at": {}, "artist": "A{}", "track": "T{}"}}\n'
    plays = "".join(
        line.format(1500000000 + n * 300, n * n % 9973, n * n % 89989) for n in range(50000)
    ).encode()
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        owner.ask(
            "POST",
            "/api/import/file",
            plays,
            {"Content-Type": "application/octet-stream"},
            status=200,
        )

        def measure():
            took = []
            for _ in range(3):
                start = time.monotonic()
                Browser(server).log_in("anna")
                took.append(time.monotonic() - start)
            return statistics.median(took)

        alone = measure()
        ended, answered = threading.Event(), []

        def ask(number):
            while not ended.is_set():
                number += 16
                answered.append(
                    owner.ask("GET", f"/api/reports/transitions?limit=3&min_count={number}").status
                )

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(answered) > 16, "the first reports")
        beside = measure()
        ended.set()
        for thread in threads:
            thread.join()
        assert set(answered) == {200}, set(answered)
        assert beside <= max(1, 6 * alone), f"{beside} s beside reports, {alone} s alone"


def test_password(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        elsewhere = Browser(server)
        elsewhere.log_in("anna")
        change = {"password": PASSWORD, "new_password": "battery staple"}
        owner.problem(
            "POST",
            "/api/account/password",
            403,
            "wrong",
            body={**change, "password": "wrong password"},
        )
        owner.problem(
            "POST",
            "/api/account/password",
            422,
            "8 characters",
            body={**change, "new_password": "short"},
        )
        owner.post("/api/account/password", change)
        assert owner.state() == "in" and elsewhere.state() == "login"
        elsewhere.problem("POST", "/api/session", 401, body={"name": "anna", "password": PASSWORD})
        elsewhere.log_in("anna", "battery staple")


def weak_hash(password):
    """Argon2id with less memory than is required today."""
    name = ctypes.util.find_library("sodium")
    if name is None:
        raise Skip("libsodium cannot be found; it takes ldconfig or gcc in PATH")
    sodium = ctypes.CDLL(name)
    text = ctypes.create_string_buffer(128)
    assert (
        sodium.crypto_pwhash_str_alg(
            text,
            password.encode(),
            ctypes.c_ulonglong(len(password)),
            ctypes.c_ulonglong(1),
            ctypes.c_size_t(8 << 20),
            2,
        )
        == 0
    )
    return text.value.decode()


def stored_hash(database):
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute("select password_hash from account").fetchone()[0]


def test_old_hashes_are_renewed(folder):
    """A hash that was made with lower limits is replaced at the next login."""
    database = folder / "accounts.db"
    with Household(folder / "history.db") as server:
        server.set_up()
    assert stored_hash(database).startswith("$argon2id$v=19$m=65536,t=2,p=1$")
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("update account set password_hash = ?", [weak_hash(PASSWORD)])
    assert "m=8192" in stored_hash(database)
    with Household(folder / "history.db") as server:
        Browser(server).problem(
            "POST", "/api/session", 401, body={"name": "anna", "password": "wrong password"}
        )
        assert "m=8192" in stored_hash(database)
        Browser(server).log_in("anna")
        assert "m=65536" in stored_hash(database)
        Browser(server).log_in("anna")


def test_sessions(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        phone = Browser(server)
        phone.ask(
            "POST",
            "/api/session",
            {"name": "anna", "password": PASSWORD},
            {"User-Agent": "Phone/1"},
            status=200,
        )
        sessions = owner.get("/api/account/sessions").json
        assert len(sessions) == 2 and [entry["current"] for entry in sessions].count(True) == 1
        (other,) = [entry for entry in sessions if not entry["current"]]
        assert (
            other["user_agent"] == "Phone/1"
            and other["address"] == "127.0.0.1"
            and other["seen_at"]
        )
        owner.delete(f"/api/account/sessions/{other['id']}")
        assert phone.state() == "login"
        phone.log_in("anna")
        owner.delete("/api/account/sessions")
        assert phone.state() == "login" and owner.state() == "in"
        owner.problem("DELETE", "/api/account/sessions/999", 404)
    # A session expires thirty days after its last use.
    with sqlite3.connect(folder / "accounts.db") as database:
        database.execute("update session set seen_at = seen_at - 31 * 86400")
    database.close()
    with Household(folder / "history.db") as server:
        owner.server = server
        assert owner.state() == "login"


def test_clock_set_back(folder):
    """Earlier sessions survive an hour's change, but not years; logging in always works."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        for ahead_s, state in ((3600, "in"), (3 * 365 * 86400, "login")):
            with contextlib.closing(
                sqlite3.connect(folder / "accounts.db", timeout=10)
            ) as accounts, accounts:
                accounts.execute("update session set seen_at = seen_at + ?", (ahead_s,))
            wait_until(lambda: owner.state() == state, state)
        owner.log_in("anna")
        assert owner.state() == "in"


def test_tokens(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        tokens = {}
        for scopes in ("read", "submit", "admin", "submit read"):
            reply = owner.post("/api/account/tokens", {"name": f"for {scopes}", "scopes": scopes})
            tokens[scopes] = reply["token"]
        owner.problem(
            "POST",
            "/api/account/tokens",
            422,
            "unknown scope",
            body={"name": "x", "scopes": "root"},
        )
        owner.problem("POST", "/api/account/tokens", 422, "name", body={"scopes": "read"})
        listed = owner.get("/api/account/tokens").json
        assert [entry["scopes"] for entry in listed] == ["read", "submit", "admin", "read submit"]
        assert not any(token in str(listed) for token in tokens.values())
        assert server.with_token(tokens["read"], "GET", "/api/stats").status == 200
        assert server.with_token(tokens["read"], "GET", "/api/stats", word="Token").status == 200
        check_problem(server.with_token(tokens["submit"], "GET", "/api/stats"), 403)
        check_problem(server.with_token(tokens["read"], "GET", "/api/account/tokens"), 403)
        assert server.with_token(tokens["admin"], "GET", "/api/account/tokens").status == 200
        assert server.with_token(tokens["admin"], "GET", "/api/stats").status == 200
        play = b'{"listened_at": 1700000000, "artist": "A", "track": "T"}\n'
        assert server.with_token(tokens["submit"], "POST", "/api/import/file", play).status == 200
        check_problem(server.with_token(tokens["read"], "POST", "/api/import/file", play), 403)
        reply = server.with_token("invented", "GET", "/api/stats")
        check_problem(reply, 401, "token")
        assert reply.headers["WWW-Authenticate"].startswith("Bearer")
        used = owner.get("/api/account/tokens").json
        assert all(entry["used_at"] for entry in used[:3]) and used[3]["used_at"] is None
        owner.delete(f"/api/account/tokens/{used[0]['id']}")
        check_problem(server.with_token(tokens["read"], "GET", "/api/stats"), 401)
        for number in range(100 - len(used) + 1):
            owner.post("/api/account/tokens", {"name": f"number {number}", "scopes": "read"})
        owner.problem(
            "POST",
            "/api/account/tokens",
            409,
            "100 tokens",
            body={"name": "one more", "scopes": "read"},
        )


def test_second_factor(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        owner.problem(
            "POST", "/api/account/second-factor", 403, body={"password": "wrong password"}
        )
        offer = owner.post("/api/account/second-factor", {"password": PASSWORD})
        assert offer["uri"].startswith("otpauth://totp/Footprints:anna?secret=" + offer["secret"])
        # An offer alone does not lock anyone out.
        Browser(server).log_in("anna")
        confirm = {"password": PASSWORD, "secret": offer["secret"]}
        owner.problem(
            "POST",
            "/api/account/second-factor/confirm",
            422,
            "clock",
            body={**confirm, "code": "000000"},
        )
        step = int(time.time()) // 30
        owner.post(
            "/api/account/second-factor/confirm", {**confirm, "code": totp(offer["secret"], step)}
        )
        assert owner.get("/api/account").json["second_factor"]
        browser = Browser(server)
        reply = browser.post("/api/session", {"name": "anna", "password": PASSWORD})
        assert (
            reply == {"success": False, "second_factor": True, "message": reply["message"]}
            and browser.cookie is None
        )
        login = {"name": "anna", "password": PASSWORD}
        # No code works twice.
        browser.problem(
            "POST", "/api/session", 401, "code", body={**login, "code": totp(offer["secret"], step)}
        )
        browser.problem(
            "POST",
            "/api/session",
            401,
            "password",
            body={**login, "password": "wrong password", "code": totp(offer["secret"], step + 1)},
        )
        browser.log_in("anna", code=totp(offer["secret"], step + 1))
        assert browser.state() == "in"
        owner.post("/api/account/second-factor/remove", {"password": PASSWORD})
        Browser(server).log_in("anna")


def modules_of(qr):
    """The rows of a QR code, from the rectangles of its path, with the quiet zone around."""
    size = qr["size"] + 8
    rows = [bytearray(size) for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", qr["path"]):
        for at in range(int(x), int(x) + int(width)):
            rows[int(y) + 4][at + 4] = 1
    return rows


def test_qr_code(folder):
    """A phone reads the address of the secret."""
    try:
        from pyzbar import pyzbar
    except ImportError:
        raise Skip("needs Python's pyzbar (Debian: python3-pyzbar)") from None
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        offer = owner.post("/api/account/second-factor", {"password": PASSWORD})
        rows, scale = modules_of(offer["qr"]), 4
        pixels = b"".join(
            bytes(0 if module else 255 for module in row for _ in range(scale)) * scale
            for row in rows
        )
        found = pyzbar.decode((pixels, len(rows) * scale, len(rows) * scale))
        assert [code.data.decode() for code in found] == [offer["uri"]], found


def test_recovery_codes(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        address = "/api/account/second-factor/recovery-codes"
        owner.problem("POST", address, 409, "second factor", body={"password": PASSWORD})
        secret = owner.post("/api/account/second-factor", {"password": PASSWORD})["secret"]
        step = int(time.time()) // 30
        codes = owner.post(
            "/api/account/second-factor/confirm",
            {"password": PASSWORD, "secret": secret, "code": totp(secret, step)},
        )["recovery_codes"]
        assert len(set(codes)) == 10 and owner.get("/api/account").json["recovery_codes_left"] == 10
        # They cannot be used by someone who reads the file.
        stored = (
            sqlite3.connect(folder / "accounts.db")
            .execute("select recovery_codes from account")
            .fetchone()[0]
        )
        assert not any(code in stored or code.replace("-", "") in stored for code in codes)
        login = {"name": "anna", "password": PASSWORD}
        # As written down, or as typed in a hurry; each works once.
        Browser(server).log_in("anna", code=codes[0])
        Browser(server).log_in("anna", code=codes[1].lower().replace("-", " "))
        Browser(server).problem(
            "POST", "/api/session", 401, "code", body={**login, "code": codes[0]}
        )
        assert owner.get("/api/account").json["recovery_codes_left"] == 8
        owner.problem("POST", address, 403, body={"password": "wrong password"})
        fresh = owner.post(address, {"password": PASSWORD})["recovery_codes"]
        assert not set(fresh) & set(codes)
        Browser(server).problem(
            "POST", "/api/session", 401, "code", body={**login, "code": codes[2]}
        )
        Browser(server).log_in("anna", code=fresh[9])
        owner.post("/api/account/second-factor/remove", {"password": PASSWORD})
        assert owner.get("/api/account").json["recovery_codes_left"] == 0


main(globals())
