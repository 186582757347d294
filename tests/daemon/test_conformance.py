#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The server conforms to doc/openapi.yaml: every reply is as the document describes it, and each status, member and parameter that
the document describes occurs.

Requests that follow from the document are generated from it, for a new route too. Anything that needs knowledge is in the tables
of openapi_support.py and in the stories, which run once for all tests, against a server without accounts and one with accounts.
"""

import contextlib
import functools
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

try:
    import openapi_support
except ImportError as error:
    print(f"1..0 # SKIP {error}; it takes the packages python3-jsonschema and python3-yaml")
    sys.exit(0)

from account_support import PASSWORD, Browser, Household, totp
from daemon_support import Server, invented_plays, main, run, wait_until, write_plays
from import_stories import is_named, send, tell_of_imports
from openapi_support import addresses, bad_values, good_values, needed_query
from services_support import Fakes, consent
from test_services import read_events

DOCUMENT = openapi_support.load()
FILES = Path(__file__).resolve().parents[2] / "footprintsd" / "web" / "footprintsd.gresource.xml"
JSON = {"Content-Type": "application/json"}
FAR_ID = 999999
# A sync that is off: it contacts no service.
OFF = {"source": "listenbrainz", "username": "nobody", "enabled": False}
# Statuses that these tests cannot cause: they take many exports, backups or imports at the same time. All but that of
# importFromService occur, and are checked against the document, in test_http.py, test_upkeep.py, test_uploads.py and test_worst.py.
NOT_TRIED = {
    ("exportPlays", 503),
    ("downloadBackup", 503),
    ("importFromService", 503),
    ("importFile", 503),
    ("previewFile", 503),
} | {
    (operation.id, 503)
    for operation in DOCUMENT.operations
    if operation.members["responses"].get("503") == {"$ref": "#/components/responses/Busy"}
}


def plays_of_habits():
    """Material for the reports: evenings, a week with one track, an artist who came back and one who did not, and today."""
    song = {
        "artist": "The Paper Lanterns",
        "track": "Lake of Glass",
        "album": "Tides",
        "source": "lastfm",
    }
    salt = {"artist": "Orla Venn", "track": "Salt", "source": "lastfm"}
    plays = [{**song, "listened_at": 1643673600}, {**song, "listened_at": int(time.time()) - 60}]
    # Five plays on each of five evenings from Monday, 2022-03-07.
    plays += [
        {**salt, "listened_at": 1646679600 + day * 86400 + number * 240}
        for day in range(5)
        for number in range(5)
    ]
    for start in (1714593600, 1714680000, 1714766400):
        for number, title in enumerate(
            ("Lake of Glass", "Low Water", "Harbour Lights", "Lake of Glass")
        ):
            plays.append({**song, "track": title, "listened_at": start + number * 480})
            plays.append(
                {
                    **song,
                    "artist": "Artist 2",
                    "album": "Stones",
                    "listened_at": start + number * 480 + 240,
                }
            )
    return plays


def ask_each(server, operations):
    """Requests each reading route with each parameter and each of its values, valid and invalid."""
    for operation in operations:
        paths = list(addresses(operation))
        for path in paths:
            target = f"{path}?{needed_query(operation)}"
            reply = send(server, "GET", target)
            if 304 in operation.statuses:
                assert (
                    server.ask(
                        "GET", target, headers={"If-None-Match": reply.headers["ETag"]}
                    ).status
                    == 304
                ), operation
            assert server.ask("HEAD", target).status == 200, operation
        for parameter in operation.parameters:
            if parameter["in"] == "path":
                for value in bad_values(parameter):
                    path = operation.path.replace(
                        "{" + parameter["name"] + "}", quote(str(value), safe="%")
                    )
                    reply = send(
                        server, "GET", path, status=404 if 404 in operation.statuses else 422
                    )
                    assert reply.status == 404 or is_named(parameter["name"], reply), (
                        path,
                        reply.body,
                    )
            else:
                for path in paths:
                    ask_with(server, operation, parameter, path)


def ask_with(server, operation, parameter, path):
    name = parameter["name"]
    rest = needed_query(operation, but=name)
    for value in good_values(parameter):
        value = value if "&" in str(value) else quote(str(value), safe="%")
        send(server, "GET", f"{path}?{name}={value}&{rest}")
    for value in bad_values(parameter):
        reply = send(server, "GET", f"{path}?{name}={value}&{rest}", status=422)
        assert is_named(name, reply), (operation, value, reply.body)
    if parameter.get("required"):
        assert is_named(name, send(server, "GET", f"{path}?{rest}", status=422)), operation


def ask_wrongly(client, operations):
    """Requests that each route rejects even from authorized clients."""
    for operation in operations:
        statuses = operation.statuses
        if "{id}" in operation.path:
            body = {} if operation.body_types else None
            if 422 in statuses:
                assert is_named(
                    "id",
                    send(client, operation.method, operation.path.replace("{id}", "x"), body, 422),
                ), operation
            if 404 in statuses:
                send(
                    client, operation.method, operation.path.replace("{id}", str(FAR_ID)), body, 404
                )
        if operation.body_types == ["application/json"]:
            target = next(addresses(operation))
            for body, headers, status in (
                (b"{", JSON, 400),
                (b"{}", {}, 415),
                (b"[]", JSON, 422),
                (b" " * 70000, JSON, 413),
            ):
                reply = client.ask(operation.method, target, body, headers)
                assert reply.status == status, (operation, status, reply.status, reply.body[:200])
        # Statuses of any address, and the answer to a page of another site.
        server = getattr(client, "server", client)
        target = next(addresses(operation))
        assert (
            server.ask(operation.method, target, headers={"Host": "elsewhere.example"}).status
            == 421
        ), operation
        if operation.method != "GET":
            reply = client.ask(operation.method, target, headers={"Sec-Fetch-Site": "cross-site"})
            assert reply.status == 403 and "site" in reply.json["detail"], (operation, reply.status)


def is_done(server, id_):
    """The sync, once it has run."""
    sync = send(server, "GET", f"/api/sync/config/{id_}").json
    return not sync["running"] and (sync["last_sync_timestamp"] or sync["last_error"]) and sync


def tell_of_removals(server):
    """Removes, lists and restores plays with and without an album."""
    for play in send(server, "GET", "/api/scrobbles?limit=3").json:
        send(server, "DELETE", f"/api/scrobbles/{play['id']}")
        send(server, "DELETE", f"/api/scrobbles/{play['id']}", status=404)
    for path in ("/api/scrobbles", "/api/timeline"):
        first = send(server, "GET", f"{path}?removed=true&limit=2")
        assert len(first.json) == 2
        # A play that two sources reported is listed with both reports.
        assert len(send(server, "GET", re.match("<([^>]+)>", first.headers["Link"])[1]).json) in (
            1,
            2,
        )
        for query in ("limit=0", "limit=1001", "offset=-1", "offset=x"):
            assert is_named(
                query.partition("=")[0],
                send(server, "GET", f"{path}?removed=true&{query}", status=422),
            )
    send(server, "POST", f"/api/scrobbles/{play['id']}/restore")
    send(server, "POST", f"/api/scrobbles/{play['id']}/restore", status=404)


def tell_of_double_reports(server):
    """Keeps reports apart, and joins them again."""
    for joins in (False, True):
        body = {"joins_reports": joins}
        assert send(server, "POST", "/api/double-reports", body).json["joins_reports"] is joins
        assert send(server, "GET", "/api/double-reports").json["joins_reports"] is joins
    send(server, "POST", "/api/double-reports", {"joins_reports": "yes"}, 422)


def tell_of_services(server, fakes):
    """An import that is paused, resumed and cancelled; one that is rejected; one that fails."""
    assert not send(server, "POST", "/api/import", {"source": "lastfm", "username": "alice"}).json[
        "success"
    ]
    assert not send(server, "POST", "/api/import", fakes.body("lastfm", username="nobody")).json[
        "success"
    ]
    send(server, "POST", "/api/import", {"source": "lastfm"}, 422)
    for parameter in ("wait", "dry_run"):
        send(server, "POST", f"/api/import?{parameter}=maybe", fakes.body("lastfm"), 422)
    started = send(
        server, "POST", "/api/import?wait=false&dry_run=false", fakes.body("lastfm"), 202
    )
    target = started.headers["Location"]
    send(server, "POST", "/api/import?wait=false", fakes.body("lastfm"), 409)
    wait_until(lambda: send(server, "GET", target).json["rows"] > 200, "some rows")
    assert send(server, "POST", target + "/pause").json["state"] == "paused"
    assert send(server, "POST", target + "/resume").json["state"] == "running"
    send(server, "POST", target + "/cancel")
    wait_until(lambda: send(server, "GET", target).json["state"] == "cancelled", "the end")
    send(
        server,
        "POST",
        "/api/import?dry_run=true&wait=true",
        fakes.body("listenbrainz", username="nobody"),
    )
    send(server, "GET", "/api/import/history")


def vanished(server, verify):
    """The plays that a full comparison finds to have vanished from the service."""
    send(server, "POST", verify + "?thorough=true", status=202)
    wait_until(lambda: send(server, "GET", verify).json["state"] == "finished", "the comparison")
    return send(server, "GET", verify).json["vanished"]


def tell_of_spotify(server, fakes):
    begin, complete = "/api/sync/spotify", "/api/sync/spotify/complete"
    login = send(server, "POST", begin, fakes.spotify()).json
    back = consent(login["url"])
    send(server, "POST", complete, {**back, "code": "another"}, 502)
    login = send(server, "POST", begin, fakes.spotify()).json
    id_ = send(server, "POST", complete, consent(login["url"])).json["config"]["id"]
    send(server, "DELETE", f"/api/sync/config/{id_}")


def tell_of_syncs(server, slow, fakes):
    tell_of_spotify(server, fakes)
    created = send(
        server, "POST", "/api/sync/config", slow.body("lastfm", sync_interval_minutes=30)
    ).json["config"]
    target = f"/api/sync/config/{created['id']}"
    wait_until(lambda: send(server, "GET", target).json["progress"], "progress")
    send(server, "DELETE", target)
    send(server, "DELETE", target)
    wait_until(lambda: server.ask("GET", target).status == 404, "the end of its run")
    created = send(server, "POST", "/api/sync/config", fakes.body("lastfm")).json["config"]
    id_, target = created["id"], f"/api/sync/config/{created['id']}"
    wait_until(lambda: is_done(server, id_), "the run")
    other = send(server, "POST", "/api/sync/config", fakes.body("listenbrainz")).json["config"]
    wait_until(lambda: is_done(server, other["id"]), "the run")
    send(server, "POST", f"/api/sync/config/{other['id']}", fakes.body("lastfm"), 409)
    send(server, "POST", f"/api/sync/config/{FAR_ID}", fakes.body("lastfm"), 404)
    send(server, "POST", target, fakes.body("lastfm", sync_interval_minutes=1), 422)
    send(server, "POST", target, fakes.body("lastfm", sync_interval_minutes=20))
    assert send(server, "POST", target + "/trigger").json["success"]
    assert not send(server, "POST", f"/api/sync/config/{FAR_ID}/trigger").json["success"]
    send(server, "GET", "/api/sync/config")
    for limit in (1, 100, 1000):
        send(server, "GET", f"{target}/runs?limit={limit}")
    for limit in (0, 1001, "x"):
        send(server, "GET", f"{target}/runs?limit={limit}", status=422)
    verify = target + "/verify"
    send(server, "GET", verify, status=404)
    for query in ("repair=maybe", "thorough=maybe"):
        send(server, "POST", f"{verify}?{query}", status=422)
    for query in ("", "?repair=true", "?thorough=true", "?repair=false&thorough=false"):
        send(server, "POST", verify + query, status=202)
        wait_until(
            lambda: send(server, "GET", verify).json["state"] == "finished", "the comparison"
        )
    fakes.delete_plays()
    wait_until(lambda: vanished(server, verify), "plays that the service lists no longer")
    # The first of two may have ended already when the second is requested.
    wait_until(
        lambda: [server.ask("POST", verify + "?thorough=true").status for _ in range(2)][1] == 409,
        "a comparison that runs",
    )
    send(server, "POST", verify + "/cancel")
    wait_until(lambda: send(server, "GET", verify).json["state"] != "running", "the end")
    return verify


@contextlib.contextmanager
def events_of(server, recorder):
    """Checks all events while the block runs, and a few after it."""
    with contextlib.closing(server.connect()) as connection:
        connection.request("GET", "/api/events")
        response = connection.getresponse()
        recorder.check(
            server,
            "GET",
            "/api/events",
            type(
                "Reply", (), {"status": response.status, "headers": response.headers, "body": b""}
            ),
        )
        yield
        send(server, "POST", "/api/import/file", b"artist,track,time\nOrla Venn,Salt,1700000001\n")
        seen = set()
        for name, data in read_events(response):
            recorder.check_event(name, data)
            seen.add(name)
            if name == "job" and data["kind"] == "file":
                break
        assert seen == {"job", "sync", "verification", "history"}, seen


def listen_too_often(server):
    with contextlib.ExitStack() as stack:
        for _ in range(64):
            connection = stack.enter_context(contextlib.closing(server.connect()))
            connection.request("GET", "/api/events")
            assert connection.getresponse().status == 200
        send(server, "GET", "/api/events", status=503)


def story_without_accounts(folder, recorder):
    write_plays(folder / "plays.jsonl", invented_plays(150) + plays_of_habits())
    run("import", folder / "plays.jsonl", DATABASE_PATH=folder / "history.db")
    reading = [
        operation
        for operation in DOCUMENT.operations
        if operation.method == "GET" and "{id}" not in operation.path
    ]
    asked_alone = {
        "getAccount",
        "listSessions",
        "listTokens",
        "listPeople",
        "listInvitations",
        "listen",
    }
    with Fakes(300) as fakes, Fakes(20000, "--delay-ms", "10") as slow, Server(
        folder / "history.db"
    ) as server:
        ask_each(server, [operation for operation in reading if operation.id not in asked_alone])
        for path in ("/api/scrobbles", "/api/timeline"):
            link = send(server, "GET", f"{path}?limit=1&timezone=Europe/Berlin").headers["Link"]
            send(server, "GET", re.match("<([^>]+)>", link)[1])
        for query in ("month=5&day=1", "month=2&day=29"):
            send(server, "GET", f"/api/reports/on-this-day?{query}")
        # With nothing to compare with, and no plays.
        assert send(server, "GET", "/api/stats/ui?compare=previous").json["compared_with"] is None
        assert send(server, "GET", "/api/stats/ui?compare=").json["compared_with"] is None
        assert is_named(
            "compare", send(server, "GET", "/api/reports/comparison?compare=previous", status=422)
        )
        send(server, "GET", "/api/charts/tracks?by=minutes&period=1999")
        assert is_named(
            "day", send(server, "GET", "/api/reports/on-this-day?month=2&day=30", status=422)
        )
        with events_of(server, recorder):
            tell_of_services(server, slow)
            verify = tell_of_syncs(server, slow, fakes)
        tell_of_imports(server)
        tell_of_removals(server)
        tell_of_double_reports(server)
        send(server, "POST", verify.removesuffix("/verify"), fakes.body("lastfm", api_key="0" * 32))
        send(server, "POST", verify, status=202)
        wait_until(lambda: send(server, "GET", verify).json["state"] == "failed", "the failure")
        send(server, "POST", verify.replace("verify", "trigger"))
        wait_until(
            lambda: any(
                entry["error"]
                for entry in send(server, "GET", verify.replace("verify", "runs")).json
            ),
            "its run",
        )
        assert send(server, "POST", "/api/sync/config", OFF).json["config"]["base_url"] is None
        send(server, "GET", verify.removesuffix("/verify"))
        ask_wrongly(
            server,
            [operation for operation in DOCUMENT.operations if operation.tag in ("Import", "Sync")],
        )
        listen_too_often(server)
        for name in re.findall("<file>([^<]+)</file>", FILES.read_text()):
            send(server, "GET", "/static/" + name)
        for name in ("static/none.css", "static/js/none.js", "static/js/base/none.js"):
            send(server, "GET", "/" + name, status=404)
        for operation in DOCUMENT.operations:
            if operation.tag in ("Session", "Account") and operation.id != "getSession":
                assert 404 in operation.statuses, operation
                send(
                    server,
                    operation.method,
                    next(addresses(operation)),
                    {} if operation.body_types else None,
                    404,
                )


def story_of_a_full_disk(folder, recorder):
    with Server(folder / "full.db", FOOTPRINTS_MIN_FREE_MIB=1024 * 1024 * 1024) as server:
        send(server, "GET", "/readyz", status=503)
        for operation in DOCUMENT.operations:
            if 507 in operation.statuses:
                body = (
                    {}
                    if operation.body_types == ["application/json"]
                    else b"x"
                    if operation.body_types
                    else None
                )
                send(server, operation.method, next(addresses(operation)), body, 507)


def story_of_a_lost_key(folder, recorder):
    sync = {
        "source": "lastfm",
        "username": "mira",
        "api_key": "x",
        "base_url": "http://127.0.0.1:9",
        "enabled": False,
    }
    key_file = folder / "the.key"
    complete = "/api/sync/spotify/complete"
    server = Server(folder / "locked.db", FOOTPRINTS_KEY_FILE=key_file)
    with server:
        id_ = send(server, "POST", "/api/sync/config", sync).json["config"]["id"]
    key_file.write_text("another\n")
    with server, Fakes(1) as fakes:
        login = send(server, "POST", "/api/sync/spotify", fakes.spotify()).json
        assert "key" in send(server, "POST", complete, consent(login["url"]), 423).json["detail"]
        for target, body in (
            ("", {**sync, "username": "ilka"}),
            (f"/{id_}", sync),
            (f"/{id_}/verify", None),
        ):
            assert (
                "key" in send(server, "POST", "/api/sync/config" + target, body, 423).json["detail"]
            )


def story_of_entering(server):
    """From setup to two people with an account each."""
    code = server.read_setup_code()
    browser = Browser(server)
    send(browser, "GET", "/api/session")
    me = {"code": code, "name": "mira", "password": PASSWORD}
    send(browser, "POST", "/api/setup", {**me, "code": "AAAA-AAAA"}, 403)
    send(browser, "POST", "/api/setup", {**me, "password": "short"}, 422)
    send(browser, "POST", "/api/setup", me)
    send(Browser(server), "POST", "/api/setup", me, 409)
    assert Browser(server).state() == "login" and browser.state() == "in"
    secret = send(browser, "POST", "/api/invitations", {}).json["invitation"]
    you = {"invitation": secret, "name": "ilka", "password": PASSWORD}
    send(Browser(server), "POST", "/api/join", {**you, "invitation": "none"}, 403)
    send(Browser(server), "POST", "/api/join", {**you, "password": "short"}, 422)
    send(Browser(server), "POST", "/api/join", {**you, "name": "mira"}, 409)
    other = Browser(server)
    send(other, "POST", "/api/join", you)
    return browser, other


def story_of_an_account(server, owner):
    send(owner, "GET", "/api/account")
    everything = {
        "name": "mira",
        "timezone": "Europe/Berlin",
        "day_start_hour": 4,
        "first_weekday": 7,
        "visibility": "public",
    }
    for visibility in DOCUMENT.root["components"]["schemas"]["AccountRequest"]["properties"][
        "visibility"
    ]["enum"]:
        send(owner, "POST", "/api/account", {**everything, "visibility": visibility})
    send(owner, "POST", "/api/account", {"day_start_hour": 13}, 422)
    send(owner, "POST", "/api/account", {"name": "ilka"}, 409)
    send(owner, "POST", "/api/account/link")
    send(
        owner, "POST", "/api/account/password", {"password": "wrong", "new_password": PASSWORD}, 403
    )
    send(
        owner, "POST", "/api/account/password", {"password": PASSWORD, "new_password": "short"}, 422
    )
    send(owner, "POST", "/api/account/password", {"password": PASSWORD, "new_password": PASSWORD})
    send(owner, "POST", "/api/account/delete", {"password": PASSWORD}, 409)
    phone = Browser(server)
    phone.ask(
        "POST",
        "/api/session",
        {"name": "mira", "password": PASSWORD},
        {"User-Agent": "telephone"},
        status=200,
    )
    sessions = send(owner, "GET", "/api/account/sessions").json
    send(
        owner,
        "DELETE",
        f"/api/account/sessions/{[entry['id'] for entry in sessions if not entry['current']][0]}",
    )
    send(owner, "DELETE", "/api/account/sessions")
    secret = send(owner, "POST", "/api/account/second-factor", {"password": PASSWORD}).json[
        "secret"
    ]
    confirm = {"password": PASSWORD, "secret": secret}
    send(owner, "POST", "/api/account/second-factor/confirm", {**confirm, "code": "x"}, 422)
    send(owner, "POST", "/api/account/second-factor/confirm", {**confirm, "code": totp(secret)})
    assert send(
        Browser(server), "POST", "/api/session", {"name": "mira", "password": PASSWORD}
    ).json["second_factor"]
    send(owner, "POST", "/api/account/second-factor/recovery-codes", {"password": PASSWORD})
    send(owner, "POST", "/api/account/second-factor/remove", {"password": PASSWORD})
    send(owner, "POST", "/api/account/second-factor/recovery-codes", {"password": PASSWORD}, 409)


def story_of_people(server, owner, other):
    people = {person["name"]: person["id"] for person in send(owner, "GET", "/api/people").json}
    for role in DOCUMENT.root["components"]["schemas"]["Role"]["enum"]:
        send(owner, "POST", f"/api/people/{people['ilka']}", {"disabled": False, "role": role})
    send(owner, "POST", f"/api/people/{people['ilka']}", {"disabled": False, "role": "listener"})
    send(owner, "POST", f"/api/people/{people['mira']}", {"role": "listener"}, 409)
    send(owner, "DELETE", f"/api/people/{people['mira']}", status=409)
    send(owner, "POST", f"/api/people/{FAR_ID}", {}, 404)
    for role in DOCUMENT.root["components"]["schemas"]["Role"]["enum"]:
        send(owner, "POST", "/api/invitations", {"role": role})
    invitations = send(owner, "GET", "/api/invitations").json
    send(owner, "DELETE", f"/api/invitations/{invitations[0]['id']}")
    secret = send(owner, "POST", "/api/invitations", {}).json["invitation"]
    third = Browser(server)
    send(third, "POST", "/api/join", {"invitation": secret, "name": "noor", "password": PASSWORD})
    people = {person["name"]: person["id"] for person in send(owner, "GET", "/api/people").json}
    send(owner, "DELETE", f"/api/people/{people['noor']}")
    send(other, "POST", "/api/account/delete", {"password": PASSWORD})


def story_of_tokens(server, owner, other):
    """Each route is requested without access: without a login, and with a token that may do everything else."""
    tokens = {}
    for client, name, scopes in (
        (owner, "read", "read"),
        (owner, "submit", "submit"),
        (owner, "all but admin", "read submit"),
        (other, "listener", "admin"),
    ):
        tokens[name] = send(
            client, "POST", "/api/account/tokens", {"name": name, "scopes": scopes}
        ).json["token"]
    weak = {"read": "submit", "submit": "read", "admin": "all but admin", "people": "listener"}
    for operation in DOCUMENT.operations:
        for scope in operation.scopes:
            target = next(addresses(operation))
            assert {401, 403} <= operation.statuses, operation
            reply = server.ask(operation.method, target)
            assert reply.status == 401 and reply.headers["WWW-Authenticate"], operation
            assert (
                server.with_token(tokens[weak[scope]], operation.method, target).status == 403
            ), operation
    assert server.with_token(tokens["read"], "GET", "/api/stats", word="Token").status == 200
    listed = send(owner, "GET", "/api/account/tokens").json
    send(owner, "DELETE", f"/api/account/tokens/{listed[-1]['id']}")
    for _ in range(100 - len(listed) + 1):
        send(owner, "POST", "/api/account/tokens", {"name": "one more"})
    send(owner, "GET", "/api/account/tokens")
    send(owner, "POST", "/api/account/tokens", {"name": "too many"}, 409)


def story_of_shown_histories(server, owner):
    """Below /u/ and /s/, only the routes that the document calls shown answer."""
    link = send(owner, "GET", "/api/account").json["link"]
    for visibility, prefix in (("public", "/u/mira"), ("link", f"/s/{link}")):
        send(owner, "POST", "/api/account", {"visibility": visibility})
        for operation in DOCUMENT.operations:
            target = prefix + next(addresses(operation)) + "?" + needed_query(operation)
            status = server.ask(operation.method, target).status
            assert status == (200 if operation.is_shown else 404), (target, status)
        # Removed plays are private.
        for path in ("/api/scrobbles", "/api/timeline"):
            send(server, "GET", f"{prefix}{path}?removed=true", status=403)
        assert server.json(prefix + "/api/session")["state"] == "visitor"


def story_of_guessing(server, owner):
    """After too many wrong tries from one address, every route that takes a password or a secret answers 429."""
    bodies = {
        "setUp": {"code": "x", "name": "x", "password": PASSWORD},
        "join": {"invitation": "x", "name": "x", "password": PASSWORD},
        "changePassword": {"password": "wrong", "new_password": PASSWORD},
        "logIn": {"name": "mira", "password": "wrong"},
    }
    for operation in DOCUMENT.operations:
        if 429 not in operation.statuses:
            continue
        body = bodies.get(operation.id, {"password": "wrong"})
        wait_until(
            lambda: owner.ask("POST", operation.path, body).status == 429,
            f"a pause of {operation.path}",
        )
    send(Browser(server), "DELETE", "/api/session")


def story_with_accounts(folder, recorder):
    with Household(folder / "history.db") as server:
        owner, other = story_of_entering(server)
        send(owner, "POST", "/api/import/file", b"artist,track,time\nOrla Venn,Salt,1700000000\n")
        send(Browser(server), "POST", "/api/session", {"name": "mira", "password": "wrong"}, 401)
        send(Browser(server), "POST", "/api/session", {"name": "mira"}, 422)
        browser = Browser(server)
        send(browser, "POST", "/api/session", {"name": "mira", "password": PASSWORD})
        send(browser, "DELETE", "/api/session")
        story_of_an_account(server, owner)
        story_of_tokens(server, owner, other)
        story_of_shown_histories(server, owner)
        send(owner, "POST", "/api/sync/config", OFF)
        ask_wrongly(owner, DOCUMENT.operations)
        story_of_people(server, owner, other)
        story_of_guessing(server, owner)


@functools.lru_cache(maxsize=None)
def tell_once():
    try:
        return tell_stories(), None
    except Exception as error:
        return None, error


def tell_all():
    """The recorded replies; recorded once for all tests."""
    recorder, error = tell_once()
    if error is not None:
        raise error
    return recorder


def tell_stories():
    recorder = openapi_support.Recorder(DOCUMENT, notes_members=True)
    before, Server.watch = Server.watch, recorder.check
    try:
        for story in (
            story_without_accounts,
            story_of_a_full_disk,
            story_of_a_lost_key,
            story_with_accounts,
        ):
            with tempfile.TemporaryDirectory(prefix="footprintsd-test-") as folder:
                story(Path(folder), recorder)
    finally:
        Server.watch = before
    return recorder


def test_every_status_occurs(folder):
    """Each route answers with each of its documented statuses."""
    documented = {
        (operation.id, status) for operation in DOCUMENT.operations for status in operation.statuses
    }
    missing = documented - tell_all().statuses - NOT_TRIED
    assert not missing, sorted(missing)


def test_every_member_occurs(folder):
    """Each documented member of replies and events occurs at least once; if it may be null, both ways."""
    documented = set()
    for _, _, place, schema in DOCUMENT.media_schemas():
        documented |= DOCUMENT.members(schema, place)
    missing = documented - tell_all().members
    assert not missing, sorted(missing)


def test_every_parameter_is_used(folder):
    """Each parameter is used successfully; where there is a choice, with each value."""
    used = tell_all().parameters
    for operation in DOCUMENT.operations:
        for parameter in operation.query():
            values = {
                value
                for id_, name, value in used
                if (id_, name) == (operation.id, parameter["name"])
            }
            assert values, f"{operation!r}: {parameter['name']}"
            schema = parameter["schema"]
            choices = (
                {"true", "false"} if schema["type"] == "boolean" else set(schema.get("enum", []))
            )
            assert choices <= values, f"{operation!r}: {parameter['name']}: {choices - values}"


if __name__ == "__main__":
    main(globals())
