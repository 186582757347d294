#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Accounts: setup, people, profiles and names, access to each route, and files that are damaged or missing."""

import contextlib
import os
import signal
import sqlite3
import struct
from pathlib import Path
from urllib.parse import quote

from account_support import PASSWORD, Browser, Household, add_user, route_table
from daemon_support import (
    Server,
    check_problem,
    invented_plays,
    main,
    rows,
    run,
    wait_until,
    write_plays,
)


def import_plays(browser, artist, count=3):
    lines = "".join(
        f'{{"listened_at": {1700000000 + n}, "artist": "{artist}", "track": "T{n}"}}\n'
        for n in range(count)
    )
    reply = browser.ask(
        "POST",
        "/api/import/file",
        lines.encode(),
        {"Content-Type": "application/octet-stream"},
        status=200,
    )
    assert reply.json["count"] == count, reply.json


def test_set_up(folder):
    with Household(folder / "history.db") as server:
        code = server.read_setup_code()
        browser = Browser(server)
        assert browser.state() == "setup"
        body = {"code": code, "name": "anna", "password": PASSWORD}
        browser.problem("POST", "/api/setup", 403, "setup code", body={**body, "code": "AAAA-BBBB"})
        browser.problem(
            "POST", "/api/setup", 422, "8 characters", body={**body, "password": "short"}
        )
        browser.problem("POST", "/api/setup", 422, "user name", body={**body, "name": "a/b"})
        browser.problem(
            "POST", "/api/setup", 422, "code", body={"name": "anna", "password": PASSWORD}
        )
        # Letters may be lower case and hyphens missing, as people type.
        reply = browser.post("/api/setup", {**body, "code": code.replace("-", " ").lower()})
        assert reply["account"]["role"] == "owner" and reply["account"]["visibility"] == "private"
        assert browser.state() == "in"
        import_plays(browser, "A")
        Browser(server).problem("POST", "/api/setup", 409, "already", body={**body, "name": "eve"})
        assert PASSWORD not in server.messages()
    assert len(rows(folder / "history.db")) == 3
    assert (folder / "accounts.db").stat().st_mode & 0o077 == 0
    assert PASSWORD.encode() not in (folder / "accounts.db").read_bytes()
    with Household(folder / "history.db") as server:
        assert Browser(server).state() == "login"
        # The earlier session is valid for the next server too.
        browser.server = server
        assert browser.state() == "in"


def test_existing_history(folder):
    """A history from before there were accounts belongs to the first account."""
    write_plays(folder / "plays.jsonl", invented_plays(20))
    run("import", folder / "plays.jsonl", DATABASE_PATH=folder / "old.db")
    count = len(rows(folder / "old.db"))
    with Household(folder / "old.db") as server:
        owner = server.set_up()
        assert owner.get("/api/stats").json["total_scrobbles"] == count
        other = server.invite(owner, "bela")
        assert other.get("/api/stats").json["total_scrobbles"] == 0
    assert len(list((folder / "users").iterdir())) == 1
    _, messages = run("serve", status=2, DATABASE_PATH=folder / "other.db", PORT=0)
    assert "old.db" in messages and "other.db" in messages


def test_local_times_are_the_listeners(folder):
    """A file of local times is read in the zone of the account, unless the request names another."""
    text = b"artist,track,date\nA,T,2024-03-01 12:00:00\n"
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        owner.post("/api/account", {"timezone": "America/New_York"})
        for query, hour, zone in (
            ("", "17", "America/New_York"),
            ("?timezone=Asia/Tokyo", "03", "Asia/Tokyo"),
        ):
            answer = owner.ask("POST", "/api/import/file" + query, text, status=200).json
            assert answer["job"]["summary"]["timezone"] == zone, answer
            times = [play["timestamp"] for play in owner.get("/api/scrobbles").json]
            assert f"2024-03-01T{hour}:00:00Z" in times, times


def test_profile(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        other = server.invite(owner, "bela")
        assert (
            owner.post("/api/account", {"name": "Änna", "timezone": "Europe/Berlin"})["account"][
                "timezone"
            ]
            == "Europe/Berlin"
        )
        owner.problem("POST", "/api/account", 422, "timezone", body={"timezone": "Nowhere"})
        owner.problem("POST", "/api/account", 422, "visibility", body={"visibility": "some"})
        owner.problem("POST", "/api/account", 409, "BELA", body={"name": "BELA"})
        other.log_in("bela")
        Browser(server).log_in("änna")
        # 2023-12-31 23:30 UTC is 2024 in the listener's zone.
        line = b'{"listened_at": 1704065400, "artist": "A", "track": "T"}\n'
        owner.ask("POST", "/api/import/file", line, status=200)
        assert owner.get("/api/reports/2024").json["total_scrobbles"] == 1
        tag = owner.ask("GET", "/api/reports/2024").headers["ETag"]
        owner.post("/api/account", {"timezone": ""})
        reply = owner.ask("GET", "/api/reports/2024", headers={"If-None-Match": tag}, status=200)
        assert reply.json["total_scrobbles"] == 0


def test_late_days(folder):
    """A listener may count plays until two at night as the evening before, and viewers then see the same days."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        visitor = Browser(server)
        # 01:30 UTC on New Year's Day.
        owner.ask(
            "POST",
            "/api/import/file",
            b'{"listened_at": 1704072600, "artist": "A", "track": "T"}\n',
            status=200,
        )
        owner.post("/api/account", {"timezone": "UTC", "visibility": "public"})
        tag = owner.ask("GET", "/api/years").headers["ETag"]
        assert owner.get("/api/years").json == [2024]
        changed = owner.post("/api/account", {"day_start_hour": 4, "first_weekday": 7})["account"]
        assert (changed["day_start_hour"], changed["first_weekday"]) == (4, 7)
        session = owner.get("/api/session").json
        assert (
            session["day_start_hour"],
            session["first_weekday"],
            session["account"]["timezone"],
        ) == (4, 7, "UTC")
        assert owner.ask("GET", "/api/years", headers={"If-None-Match": tag}, status=200).json == [
            2023
        ]
        assert visitor.get("/u/anna/api/years").json == [2023]
        assert visitor.get("/u/anna/api/session").json["day_start_hour"] == 4
        assert owner.get("/api/years?day_start_hour=0").json == [2024]
        assert owner.get("/api/pulse?period=2023-12-31").json == [
            {"day": "2023-12-31", "label": "2023-12-31", "count": 1}
        ]
        for hour in ("13", "-1", "x"):
            owner.problem("GET", f"/api/years?day_start_hour={hour}", 422, "day_start_hour")
        for body in (
            {"day_start_hour": 13},
            {"day_start_hour": "four"},
            {"first_weekday": 0},
            {"first_weekday": 8},
        ):
            owner.problem("POST", "/api/account", 422, next(iter(body)), body=body)


def test_older_accounts(folder):
    """A file of the first version is upgraded."""
    with Household(folder / "history.db") as server:
        server.set_up()
    with contextlib.closing(sqlite3.connect(folder / "accounts.db")) as database:
        database.executescript(
            "ALTER TABLE account DROP COLUMN day_start_hour; ALTER TABLE account DROP COLUMN first_weekday;"
            "PRAGMA user_version = 1"
        )
    with Household(folder / "history.db") as server:
        owner = Browser(server)
        owner.log_in("anna")
        account = owner.get("/api/account").json
        assert (account["day_start_hour"], account["first_weekday"]) == (0, 1)


def test_people(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        secret = owner.post("/api/invitations", {})["invitation"]
        assert len(owner.get("/api/invitations").json) == 1 and secret not in str(
            owner.get("/api/invitations").json
        )
        bela = Browser(server)
        joining = {"invitation": secret, "name": "bela", "password": PASSWORD}
        bela.problem(
            "POST", "/api/join", 403, "invitation", body={**joining, "invitation": "invented"}
        )
        bela.problem("POST", "/api/join", 409, "Anna", body={**joining, "name": "Anna"})
        assert bela.post("/api/join", joining)["account"]["role"] == "listener"
        Browser(server).problem("POST", "/api/join", 403, "used", body={**joining, "name": "eve"})
        bela.problem("GET", "/api/people", 403)
        people = owner.get("/api/people").json
        assert [(person["name"], person["role"]) for person in people] == [
            ("anna", "owner"),
            ("bela", "listener"),
        ]
        assert set(people[1]) == {"id", "name", "role", "created_at", "disabled"}
        number = people[1]["id"]
        owner.post(f"/api/people/{number}", {"disabled": True})
        assert bela.state() == "login"
        Browser(server).problem(
            "POST", "/api/session", 401, body={"name": "bela", "password": PASSWORD}
        )
        owner.post(f"/api/people/{number}", {"disabled": False})
        assert bela.state() == "in"
        # There is always an owner.
        owner.problem(
            "POST", f"/api/people/{people[0]['id']}", 409, "last owner", body={"role": "listener"}
        )
        owner.problem("DELETE", f"/api/people/{people[0]['id']}", 409, "last owner")
        owner.problem("POST", "/api/account/delete", 409, "last owner", body={"password": PASSWORD})
        owner.post(f"/api/people/{number}", {"role": "owner"})
        assert bela.get("/api/people").status == 200
        secret = owner.post("/api/invitations", {})["invitation"]
        owner.delete(f"/api/invitations/{owner.get('/api/invitations').json[0]['id']}")
        Browser(server).problem(
            "POST", "/api/join", 403, body={**joining, "invitation": secret, "name": "eve"}
        )


def test_old_invitation(folder):
    """An invitation is valid for a week."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        for age_s, status in ((7 * 86400 - 600, 200), (7 * 86400, 403)):
            joining = {
                "invitation": owner.post("/api/invitations", {})["invitation"],
                "name": f"after {age_s}",
                "password": PASSWORD,
            }
            with contextlib.closing(
                sqlite3.connect(folder / "accounts.db", timeout=10)
            ) as accounts, accounts:
                accounts.execute(
                    "update invitation set created_at = created_at - ?1, expires_at = expires_at - ?1",
                    (age_s,),
                )
            assert Browser(server).ask("POST", "/api/join", joining).status == status, age_s


def test_names_in_paths(folder):
    """Escapes in a path are decoded once."""
    with Household(folder / "history.db") as server:
        owner, visitor = server.set_up(), Browser(server)
        owner.post("/api/account", {"name": "100%41 b", "visibility": "public"})
        assert visitor.get("/u/100%2541%20b/api/session").json["listener"] == "100%41 b"
        for path in ("100%41%20b", "100A%20b", "%ff"):
            visitor.get(f"/u/{path}/api/session", status=404)


NO_NAMES = (
    ".",
    "..",
    "...",
    "\u2024",
    "\u2025",
    "\uff0e.",
    "-",
    "-anna",
    "--help",
    "\uff0danna",
    "a/b",
    "a\uff0fb",
    "a\\b",
    " a",
    "a ",
    "",
    "a\nb",
    "a\u202eb",
    "x" * 65,
)
NAMES = (".anna", "anna.", "a-b", "a..b", "anna-", "~", "%2e%2e", "..\u00e4")


def test_names(folder):
    """Names that a browser or a command would misread are rejected, however an account is created."""
    with Household(folder / "history.db") as server:
        code = server.read_setup_code()
        for name in NO_NAMES:
            Browser(server).problem(
                "POST",
                "/api/setup",
                422,
                "name",
                body={"code": code, "name": name, "password": PASSWORD},
            )
        owner = Browser(server)
        owner.post("/api/setup", {"code": code, "name": "anna", "password": PASSWORD})
        secret = owner.post("/api/invitations", {"role": "listener"})["invitation"]
        for name in NO_NAMES:
            Browser(server).problem(
                "POST",
                "/api/join",
                422,
                "name",
                body={"invitation": secret, "name": name, "password": PASSWORD},
            )
            owner.problem("POST", "/api/account", 422, "name", body={"name": name})
        owner.post("/api/account", {"visibility": "public"})
        for name in NAMES:
            owner.post("/api/account", {"name": name})
            assert (
                Browser(server).get(f"/u/{quote(name, safe='')}/api/session").json["listener"]
                == name
            )
    for name in (".", "..", "\uff0e"):
        assert "user name" in add_user(folder / "history.db", name, status=1)[1]
    # An account with such a name from an earlier version can do everything else, and can be renamed.
    with contextlib.closing(sqlite3.connect(folder / "accounts.db")) as accounts, accounts:
        accounts.execute("update account set name = '..'")
    with Household(folder / "history.db") as server:
        owner = Browser(server)
        owner.log_in("..")
        owner.post("/api/account", {"timezone": "Europe/Berlin"})
        owner.post("/api/account", {"name": "..", "first_weekday": 7})
        owner.problem("POST", "/api/account", 422, "name", body={"name": "."})
        owner.post("/api/account", {"name": "anna"})


def test_disabled(folder):
    """Nothing is fetched or kept open for a disabled account."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        import_plays(bela, "B")
        number = bela.get("/api/account").json["id"]

        def is_open():
            found = []
            for link in Path(f"/proc/{server.child.pid}/fd").iterdir():
                # A descriptor may be closed at this very moment.
                with contextlib.suppress(FileNotFoundError):
                    found.append(os.readlink(link))
            return any("/users/" in path for path in found)

        assert is_open()
        owner.post(f"/api/people/{number}", {"disabled": True})
        wait_until(lambda: not is_open(), "the end of the disabled history")
        owner.post(f"/api/people/{number}", {"disabled": False})
        wait_until(is_open, "the history again")
        assert bela.get("/api/stats").json["total_scrobbles"] == 3


def test_delete(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        import_plays(owner, "A")
        bela, carl = server.invite(owner, "bela"), server.invite(owner, "carl")
        import_plays(bela, "B")
        import_plays(carl, "C")
        assert len(list((folder / "users").iterdir())) == 2
        bela.problem(
            "POST", "/api/account/delete", 403, "wrong", body={"password": "wrong password"}
        )
        run("backup", "--user", "bela", DATABASE_PATH=folder / "history.db")
        run(
            "restore",
            "--user",
            "bela",
            next((folder / "users").glob("*/backups/*.db")),
            DATABASE_PATH=folder / "history.db",
        )
        bela.post("/api/account/delete", {"password": PASSWORD})
        assert bela.cookie is None
        wait_until(lambda: len(list((folder / "users").iterdir())) == 1, "the end of the files")
        (number,) = [
            person["id"] for person in owner.get("/api/people").json if person["name"] == "carl"
        ]
        owner.delete(f"/api/people/{number}")
        wait_until(lambda: not list((folder / "users").iterdir()), "the end of the files")
        assert carl.state() == "login"
        assert owner.get("/api/stats").json["total_scrobbles"] == 3


def fill(pattern, **values):
    for name, value in values.items():
        pattern = pattern.replace(f":{name}", str(value))
    return pattern


def test_route_table(folder):
    """Each route rejects clients without a login, tokens without the scope, other sites, and other hosts."""
    scope_words = {
        "READ": "read",
        "READ_SHOWN": "read",
        "SUBMIT": "submit",
        "ADMIN": "admin",
        "PEOPLE": "admin",
    }
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        listener = server.invite(owner, "bela")
        tokens = {
            scopes: owner.post("/api/account/tokens", {"name": scopes, "scopes": scopes})["token"]
            for scopes in ("read", "submit", "read submit")
        }
        before = rows(folder / "history.db")
        for method, pattern, scope, body in route_table():
            target = fill(pattern, id=1, type=2024, name="icon.svg", script="main.js")
            row = f"{method} {pattern}"
            reply = server.ask(method, target, headers={"Host": "evil.example"})
            check_problem(reply, 421, "evil.example")
            if method != "GET":
                check_problem(
                    owner.ask(method, target, headers={"Sec-Fetch-Site": "cross-site"}), 403
                )
                origin = {"Sec-Fetch-Site": "", "Origin": "https://evil.example"}
                check_problem(owner.ask(method, target, headers=origin), 403)
            check_problem(server.ask("PUT", target), 405)
            if scope in ("OPEN", "NOBODY"):
                assert scope == "OPEN" or server.ask(method, target).status in (200, 415), row
                continue
            check_problem(server.ask(method, target), 401)
            check_problem(server.with_token("x" * 43, method, target), 401)
            for scopes, token in tokens.items():
                if scope_words[scope] not in scopes:
                    check_problem(server.with_token(token, method, target), 403)
            if scope == "PEOPLE":
                check_problem(listener.ask(method, target), 403)
            if body == "JSON":
                check_problem(owner.ask(method, target, b"x" * (64 * 1024 + 1)), 413)
        for target in (
            "/api/nothing",
            "/api",
            "/u/anna/",
            "/u/anna/api/stats",
            "/s/x/api/stats",
            "/static/../etc/passwd",
            "//",
        ):
            check_problem(server.ask("GET", target), 404)
        assert rows(folder / "history.db") == before and owner.state() == "in"


def test_isolation(folder):
    """Whatever listeners ask, they get only their own history."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        import_plays(owner, "Secret Artist")
        sync = {
            "source": "lastfm",
            "username": "annas-account",
            "api_key": "0123456789abcdef0123456789abcdef",
            "base_url": "http://127.0.0.1:1/",
            "enabled": False,
        }
        owner.post("/api/sync/config", sync)
        token = bela.post("/api/account/tokens", {"name": "all", "scopes": "read submit admin"})[
            "token"
        ]
        anna_sessions = [entry["id"] for entry in owner.get("/api/account/sessions").json]
        anna_token = owner.post("/api/account/tokens", {"name": "annas-token", "scopes": "read"})[
            "token"
        ]
        (anna_token_id,) = [entry["id"] for entry in owner.get("/api/account/tokens").json]
        play = owner.get("/api/timeline").json[0]
        seen = []
        for method, pattern, scope, _ in route_table():
            if scope in ("OPEN", "NOBODY") or pattern in ("/api/events", "/api/account/link"):
                continue
            for number in {1, play["id"], anna_token_id, *anna_sessions}:
                target = (
                    fill(pattern, id=number, type="alltime", name="x", script="x")
                    + "?q=secret&name=anna&user=anna&account_id=1"
                )
                if (
                    pattern.startswith(("/api/account/sessions", "/api/account/tokens"))
                    and method == "DELETE"
                ):
                    continue
                for reply in (bela.ask(method, target), server.with_token(token, method, target)):
                    assert reply.status != 500, f"{method} {target}: {reply.body}"
                    assert (
                        b"annas" not in reply.body and b"Secret" not in reply.body
                    ), f"{method} {target}: {reply.body}"
                    seen.append(reply.status)
        assert 200 in seen and 404 in seen
        for number in anna_sessions:
            bela.problem("DELETE", f"/api/account/sessions/{number}", 404)
        bela.problem("DELETE", f"/api/account/tokens/{anna_token_id}", 404)
        assert owner.state() == "in" and len(owner.get("/api/sync/config").json) == 1
        assert server.with_token(anna_token, "GET", "/api/stats").json["total_scrobbles"] == 3
        assert bela.get("/api/stats").json["total_scrobbles"] == 0


# Values for the parameters of a path.
WORDS = {
    "type": 2024,
    "name": "icon.svg",
    "folder/:script": "base/theme.js",
    "script": "main.js",
    "kind": "artists",
    "year": 2024,
}


def test_visibility(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        import_plays(owner, "A")
        visitor = Browser(server)
        shown = [
            pattern
            for method, pattern, scope, _ in route_table()
            if scope in ("OPEN", "READ_SHOWN")
        ]
        assert len(shown) > 10
        for pattern in shown:
            visitor.get("/u/anna" + fill(pattern, **WORDS), status=404)
        assert (
            owner.post("/api/account", {"visibility": "public"})["account"]["visibility"]
            == "public"
        )
        for pattern in shown:
            visitor.get("/u/anna" + fill(pattern, **WORDS) + "?q=a&year=2024&month=1&compare=2023")
        assert visitor.get("/u/Anna/api/stats").json["total_scrobbles"] == 3
        visitor.problem("GET", "/u/anna/api/scrobbles?removed=true", 403, "only the listener")
        session = visitor.get("/u/anna/api/session").json
        assert (
            session["state"] == "visitor"
            and session["listener"] == "anna"
            and session["account"] is None
        )
        for method, pattern, scope, _ in route_table():
            if scope not in ("OPEN", "READ_SHOWN"):
                check_problem(visitor.ask(method, "/u/anna" + fill(pattern, id=1)), 404)
                # Not even for the listener: everyone sees the same shown history.
                check_problem(owner.ask(method, "/u/anna" + fill(pattern, id=1)), 404)
        page = visitor.get("/u/anna/").body.decode()
        assert (
            "<title>anna – Footprints</title>" in page
            and 'property="og:title" content="anna – Footprints"' in page
            and "noindex" not in page
        )
        link = owner.post("/api/account", {"visibility": "link"})["account"]["link"]
        assert 'name="robots" content="noindex"' in visitor.get(f"/s/{link}/").body.decode()
        owner.post("/api/account", {"name": 'a"><b>&'})
        page = visitor.get(f"/s/{link}/").body.decode()
        assert (
            "<title>a&quot;&gt;&lt;b&gt;&amp; – Footprints</title>" in page and 'a"><b>' not in page
        )
        owner.post("/api/account", {"name": "anna"})
        assert "<title>Footprints</title>" in owner.get("/").body.decode()
        visitor.get("/u/anna/api/stats", status=404)
        assert visitor.get(f"/s/{link}/api/stats").json["total_scrobbles"] == 3
        other = owner.post("/api/account/link")["account"]["link"]
        visitor.get(f"/s/{link}/api/stats", status=404)
        visitor.get(f"/s/{other}/api/stats")
        owner.post("/api/account", {"visibility": "private"})
        visitor.get(f"/s/{other}/api/stats", status=404)


def test_no_accounts(folder):
    with Server(folder / "history.db") as server:
        assert server.json("/api/session")["state"] == "open"
        for method, pattern, scope, _ in route_table():
            if pattern.startswith(("/api/account", "/api/setup", "/api/join")) or (
                pattern == "/api/session" and method != "GET"
            ):
                server.problem(fill(pattern, id=1), 404, "no accounts", method=method)
            if scope == "PEOPLE":
                server.problem(fill(pattern, id=1), 403, method=method)
    assert not (folder / "accounts.db").exists()
    for host in ("0.0.0.0", "::", "127.0.0.1,192.0.2.1", f"unix:{folder}/socket"):
        _, messages = run(
            "serve",
            "--no-auth",
            f"--host={host}",
            status=2,
            DATABASE_PATH=folder / "none.db",
            PORT=0,
        )
        assert "loopback" in messages, messages
    assert not (folder / "none.db").exists()


def test_user_command(folder):
    database = folder / "history.db"
    assert "anna" in add_user(database, "anna")[0]
    add_user(database, "bela")
    add_user(database, "carl", "--owner")
    assert "already" in add_user(database, "ANNA", status=1)[1]
    assert "8 characters" in add_user(database, "dora", password="short", status=1)[1]
    output, _ = run("user", "list", DATABASE_PATH=database)
    assert [line.split()[1:3] for line in output.splitlines()] == [
        ["owner", "anna"],
        ["listener", "bela"],
        ["owner", "carl"],
    ]
    for arguments in (
        ("user",),
        ("user", "dance", "anna"),
        ("user", "add"),
        ("user", "disable", "nobody"),
    ):
        run(*arguments, status=2, DATABASE_PATH=database)
    with Household(database) as server:
        bela = Browser(server)
        bela.log_in("bela")
        import_plays(bela, "B")
        # A running server sees at once what a command does.
        run("user", "disable", "bela", DATABASE_PATH=database)
        assert bela.state() == "login"
        run("user", "enable", "bela", DATABASE_PATH=database)
        assert bela.state() == "in"
        add_user(database, "dora")
        Browser(server).log_in("dora")
    output, _ = run("report", "--user", "bela", DATABASE_PATH=database)
    assert "B" in output
    run("report", "--user", "nobody", status=2, DATABASE_PATH=database)


def test_damaged_accounts(folder):
    with Household(folder / "history.db") as server:
        server.set_up()
    content = bytearray((folder / "accounts.db").read_bytes())
    (folder / "accounts.db").write_bytes(b"garbage!" * 512)
    _, messages = run("serve", status=1, DATABASE_PATH=folder / "history.db", PORT=0)
    assert "accounts.db" in messages
    assert (folder / "accounts.db").read_bytes() == b"garbage!" * 512
    content[60:64] = struct.pack(">I", 99)
    (folder / "accounts.db").write_bytes(bytes(content))
    _, messages = run("serve", status=1, DATABASE_PATH=folder / "history.db", PORT=0)
    assert "newer" in messages, messages


def metrics_of(text):
    values = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, value = line.rsplit(" ", 1)
            values[name] = float(value)
    return values


def test_what_is_under_way(folder):
    """Clients that lose access receive no more events, and their unfinished requests are rejected."""
    line = b'{"listened_at": 1700000000, "artist": "A", "track": "T"}\n'
    with Household(folder / "history.db") as server, contextlib.ExitStack() as stack:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        made = owner.post("/api/account/tokens", {"name": "listener", "scopes": "read"})
        (number,) = [token["id"] for token in owner.get("/api/account/tokens").json]
        events = stack.enter_context(contextlib.closing(server.connect()))
        events.request("GET", "/api/events", headers={"Authorization": f"Bearer {made['token']}"})
        stream = events.getresponse()
        assert stream.status == 200 and b"retry" in stream.readline()
        upload = stack.enter_context(server.socket())
        upload.sendall(
            f"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nCookie: {bela.cookie}\r\n"
            f"Content-Length: {len(line)}\r\n\r\n".encode() + line[:10]
        )
        owner.delete(f"/api/account/tokens/{number}")
        import_plays(owner, "B")
        assert b"event" not in stream.read()
        owner.post("/api/people/2", {"disabled": True})
        upload.sendall(line[10:])
        assert upload.recv(1000).startswith(b"HTTP/1.1 401")
        owner.post("/api/people/2", {"disabled": False})
        assert bela.get("/api/stats").json["total_scrobbles"] == 0


def test_killed(folder):
    """A change that was reported as done survives a power failure at any time."""
    database = folder / "history.db"
    tokens = []
    with Household(database, stop_signal=signal.SIGKILL, status=-signal.SIGKILL) as server:
        owner = server.set_up()
    for number in range(5):
        with Household(database, stop_signal=signal.SIGKILL, status=-signal.SIGKILL) as server:
            owner.server = server
            assert owner.state() == "in"
            server.invite(owner, f"person {number}")
            tokens.append(
                owner.post("/api/account/tokens", {"name": f"token {number}", "scopes": "read"})[
                    "token"
                ]
            )
            import_plays(owner, f"Artist {number}")
    with Household(database) as server:
        owner.server = server
        assert len(owner.get("/api/people").json) == 6
        for token in tokens:
            assert server.with_token(token, "GET", "/api/stats").json["total_scrobbles"] == 15


def test_accounts_cannot_be_had(folder):
    """If the accounts cannot be read, the server names the file and does not start."""
    (folder / "accounts.db").mkdir()
    _, messages = run(status=1, DATABASE_PATH=folder / "history.db", PORT=0)
    assert str(folder / "accounts.db") in messages and "directory" in messages.lower(), messages
    assert (folder / "accounts.db").is_dir()


def test_metrics(folder):
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        import_plays(owner, "Secret Artist")
        token = owner.post("/api/account/tokens", {"name": "monitor", "scopes": "read"})["token"]
        Browser(server).problem("GET", "/metrics", 401)
        bela.problem("GET", "/metrics", 403, "owner")
        reply = server.with_token(token, "GET", "/metrics")
        assert reply.status == 200 and reply.headers["Content-Type"].startswith(
            "text/plain; version=0.0.4"
        )

        def are_counted():
            """An answer is counted once it is sent, maybe after it has been read here; a history once it is open."""
            values = metrics_of(server.with_token(token, "GET", "/metrics").body.decode())
            return (
                values['footprints_requests_total{status="4xx"}'] >= 2
                and values["footprints_histories_open"] == 2
            )

        wait_until(are_counted, "the refused requests and both histories")
        text = server.with_token(token, "GET", "/metrics").body.decode()
        values = metrics_of(text)
        assert values["footprints_accounts"] == 2 and values["footprints_plays"] == 3
        assert values["footprints_request_duration_seconds_count"] == sum(
            value for name, value in values.items() if name.startswith("footprints_requests_total")
        )
        assert (
            values['footprints_request_duration_seconds_bucket{le="+Inf"}']
            == values["footprints_request_duration_seconds_count"]
        )
        assert (
            values["process_resident_memory_bytes"] > 1 << 20
            and values["footprints_disk_free_bytes"] > 0
        )
        for word in ("anna", "bela", "Secret", "127.0.0.1"):
            assert word not in text
        names = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
        assert len(names) == len(set(names))


def test_damaged_history(folder):
    """A listener's damaged history does not affect the others."""
    with Household(folder / "history.db") as server:
        owner = server.set_up()
        bela = server.invite(owner, "bela")
        import_plays(bela, "B")
        assert Browser(server).get("/readyz").json == {"status": "ready", "problems": []}
    (ledger,) = (folder / "users").glob("*/history.db")
    ledger.write_bytes(b"garbage!" * 1000)
    with Household(folder / "history.db") as server:
        owner.server = bela.server = server
        reply = wait_until(
            lambda: (reply := server.ask("GET", "/readyz")).status == 503 and reply, "the problem"
        )
        assert reply.json["status"] == "not ready" and "history" in reply.json["problems"][0]
        # The log names the file; clients need not know where the server keeps it.
        reply = bela.ask("GET", "/api/stats")
        assert (
            reply.status == 500
            and b"history.db" in reply.body
            and str(folder).encode() not in reply.body
        ), reply.body
        assert owner.get("/api/stats").status == 200
        assert str(ledger) in server.messages()
        (folder / "footprints.key").write_text("garbage")
        sync = {"source": "listenbrainz", "username": "x", "token": "t", "enabled": False}
        reply = owner.problem("POST", "/api/sync/config", 423, "footprints.key", body=sync)
        assert str(folder).encode() not in reply.body, reply.body
    assert ledger.read_bytes() == b"garbage!" * 1000


main(globals())
