#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every route of doc/openapi.yaml × every kind of actor.

What an actor may do follows from the document alone: the scopes of a route and whether it is shown. Three listeners have
histories, files, syncs, tokens and sessions with a mark of their own, and no reply to one of them has the mark of another.
A new route is requested as documented; if that is not possible, it fails here until it is in PROBES or FAR_IDS.
"""

import contextlib
import itertools
import json
import sys
import time
from dataclasses import dataclass, field
from urllib.parse import quote

try:
    import openapi_support
except ImportError as error:
    print(f"1..0 # SKIP {error}; it takes the packages python3-jsonschema and python3-yaml")
    sys.exit(0)

from account_support import PASSWORD, Browser, Household
from daemon_support import Server, main
from openapi_support import addresses, needed_query
from test_services import read_events

DOCUMENT = openapi_support.load()
PEOPLE = ("mira", "ilka", "noor")  # mira is the owner of the server
JSON = {"Content-Type": "application/json"}
FAR_ID = 999999

# What a token with a scope may do; a session may do all that "admin" may. "people" also requires an owner.
GRANTS = {"read": {"read"}, "submit": {"submit"}, "admin": {"read", "submit", "admin"}}
# Routes for which the document says in words what scopes cannot express: only an owner has access.
FOR_OWNERS = {"getMetrics"}
# Bodies where an empty one or {} would not do. Where a password is required, {} has a wrong one, which is 403 as well.
PROBES = {
    "importFile": b"artist,track,time\nOrla Venn,Salt,1700000000\n",
    "previewFile": b"artist,track,time\nOrla Venn,Salt,1700000000\n",
    "changePassword": {"password": PASSWORD, "new_password": "short"},
    "offerSecondFactor": {"password": PASSWORD},
    "confirmSecondFactor": {"password": PASSWORD, "secret": "A" * 32, "code": "x"},
    "removeSecondFactor": {"password": PASSWORD},
    "renewRecoveryCodes": {"password": PASSWORD},
    "deleteAccount": {"password": 7},
}
# Names of path parameters that identify an object of the account: requests use ids that do not exist, so that no actor
# destroys what the next one needs.
FAR_IDS = {"id"}
# These end the access of others, so they come last, and sessions before tokens.
LAST = ("renewLink", "endOtherSessions", "logOut")


def mark(name):
    return f"Zq{name}Secret"


@dataclass
class Actor:
    """A client: its credentials, the address it uses, and whose account that is."""

    name: str
    account: str | None = None  # whose data may come back
    grants: set = field(default_factory=set)
    headers: dict = field(default_factory=dict)
    prefix: str = ""
    is_owner: bool = False
    is_visitor: bool = False  # below /u/ or /s/
    is_shown: bool = False

    def expect(self, operation):
        """None if allowed; otherwise the status of the refusal."""
        if self.is_visitor:
            return None if self.is_shown and operation.is_shown else 404
        if not operation.scopes:
            return None
        if self.account is None:
            return 401
        needs = operation.scopes
        if needs == {"people"}:
            return None if self.is_owner and "admin" in self.grants else 403
        if operation.id in FOR_OWNERS and not self.is_owner:
            return 403
        return None if needs & self.grants else 403


def token(server, browser, name, scopes):
    reply = browser.post(
        "/api/account/tokens", {"name": f"{mark(name)} {scopes}", "scopes": scopes}
    )
    return {"Authorization": f"Bearer {reply['token']}"}


def fill(browser, name):
    """Creates a history and other data, all with the mark of its owner."""
    text = (
        f"artist,album,track,time\n{mark(name)},{mark(name)} LP,{mark(name)} song,{int(time.time()) - 3600}\n"
        + "".join(
            f"{mark(name)},{mark(name)} LP,{mark(name)} {number},{1_600_000_000 + number * 200}\n"
            for number in range(40)
        )
    )
    reply = browser.ask(
        "POST",
        f"/api/import/file?filename={mark(name)}.csv",
        text.encode(),
        {"Content-Type": "application/octet-stream"},
        200,
    )
    assert reply.json["count"] == 41, reply.body
    browser.post(
        "/api/sync/config", {"source": "listenbrainz", "username": mark(name), "enabled": False}
    )
    browser.ask(
        "POST",
        "/api/session",
        {"name": name, "password": PASSWORD},
        {"User-Agent": mark(name)},
        200,
    )


def make_actors(server):
    """All actors; the ones without an account first, as nothing that they do may change anything."""
    browsers = {"mira": server.set_up("mira")}
    for name in PEOPLE[1:]:
        browsers[name] = server.invite(browsers["mira"], name)
    for name, browser in browsers.items():
        fill(browser, name)
    browsers["ilka"].post("/api/account", {"visibility": "public"})
    link = browsers["noor"].post("/api/account", {"visibility": "link"})["account"]["link"]
    revoked = token(server, browsers["ilka"], "ilka", "admin")
    listed = browsers["ilka"].get("/api/account/tokens").json
    browsers["ilka"].delete(
        f"/api/account/tokens/{listed[-1]['id'] if len(listed) == 1 else listed[0]['id']}"
    )
    sessions = {
        name: {"Cookie": browser.cookie, "Sec-Fetch-Site": "same-origin"}
        for name, browser in browsers.items()
    }
    actors = [
        Actor("anonymous"),
        Actor("revoked token", headers=revoked),
        Actor("wrong token", headers={"Authorization": "Bearer " + "A" * 43}),
        Actor(
            "wrong cookie",
            headers={"Cookie": sessions["ilka"]["Cookie"].split("=")[0] + "=" + "A" * 43},
        ),
        Actor(
            "visitor of a public history", "ilka", prefix="/u/ilka", is_visitor=True, is_shown=True
        ),
        Actor("visitor with a link", "noor", prefix=f"/s/{link}", is_visitor=True, is_shown=True),
        Actor("visitor of a private history", prefix="/u/mira", is_visitor=True),
        Actor("visitor with a wrong link", prefix="/s/" + "A" * len(link), is_visitor=True),
        Actor("visitor of a history behind a link", prefix="/u/noor", is_visitor=True),
        Actor(
            "other listener at a public history",
            "ilka",
            prefix="/u/ilka",
            is_visitor=True,
            is_shown=True,
            headers=sessions["noor"],
        ),
        Actor(
            "owner at a listener's history",
            prefix="/u/noor",
            is_visitor=True,
            headers=sessions["mira"],
        ),
        Actor(
            "other listener at a private history",
            prefix="/u/mira",
            is_visitor=True,
            headers=sessions["ilka"],
        ),
        Actor("listener", "ilka", GRANTS["admin"], sessions["ilka"]),
        Actor("other listener", "noor", GRANTS["admin"], sessions["noor"]),
        Actor("owner", "mira", GRANTS["admin"], sessions["mira"], is_owner=True),
    ]
    for name in PEOPLE[:2]:
        for scopes in ("read", "submit", "read submit", "admin"):
            grants = set().union(*(GRANTS[scope] for scope in scopes.split()))
            actors.append(
                Actor(
                    f"{name}'s token ({scopes})",
                    name,
                    grants,
                    token(server, browsers[name], name, scopes),
                    is_owner=name == "mira",
                )
            )
    return actors, browsers


def address(operation):
    if any(
        parameter["name"] in FAR_IDS
        for parameter in operation.parameters
        if parameter["in"] == "path"
    ):
        return operation.target(
            **{
                parameter["name"]: FAR_ID
                for parameter in operation.parameters
                if parameter["in"] == "path"
            }
        )
    return next(addresses(operation), None)


def request(operation, account=None):
    """(target, body, headers) of a request that any actor may send without any loss of data."""
    target = address(operation)
    assert target is not None, f"{operation!r}: no example for a parameter in its path"
    # Names from the account's own history, where an address takes one, so that the reply has data.
    if account is not None and "{artist}" in operation.path:
        parts = {
            "artist": mark(account),
            "album": f"{mark(account)} LP",
            "track": f"{mark(account)} song",
        }
        target = operation.target(
            **{
                name: quote(value, safe="")
                for name, value in parts.items()
                if "{" + name + "}" in operation.path
            }
        )
    query = needed_query(operation)
    body = PROBES.get(operation.id)
    headers = {}
    if operation.body_types == ["application/json"]:
        body, headers = json.dumps(body or {}).encode(), JSON
    elif operation.body_types:
        assert body is not None, f"{operation!r}: PROBES lacks a body for it"
        headers = {"Content-Type": operation.body_types[0]}
    return target + (f"?{query}" if query else ""), body, headers


def ask(server, actor, operation):
    target, body, headers = request(operation, actor.account)
    if operation.id == "listen":
        return ask_for_events(server, actor, target)
    return server.ask(operation.method, actor.prefix + target, body, {**headers, **actor.headers})


def ask_for_events(server, actor, target):
    """The stream would not end; test_events() checks its content."""
    with contextlib.closing(server.connect()) as connection:
        connection.request("GET", actor.prefix + target, headers=actor.headers)
        response = connection.getresponse()
        body = response.read() if response.status != 200 else b""
        return type(
            "Reply", (), {"status": response.status, "headers": response.headers, "body": body}
        )


def strangers(actor, reply):
    """The accounts whose marks are in a reply but may not be."""
    text = reply.body + str(reply.headers).encode()
    return [name for name in PEOPLE if name != actor.account and mark(name).encode() in text]


def check(actor, operation, reply):
    where = f"{operation!r}, {actor.name}: {reply.status}"
    refusal = actor.expect(operation)
    assert not strangers(actor, reply), f"{where}: something of {strangers(actor, reply)} came back"
    if refusal is None:
        assert reply.status not in (401, 403, 429), f"{where}, though it should be let in"
        known = operation.statuses | set(operation.responses["default"].get("x-statuses", []))
        assert reply.status in known, f"{where} is not documented"
        assert reply.status < 500 and not (actor.is_visitor and reply.status == 404), where
    else:
        assert reply.status == refusal, f"{where}, not {refusal}"
        assert (refusal == 401) == ("WWW-Authenticate" in reply.headers), where


def snapshot(server, browsers):
    """Everything that refused requests might have changed."""
    state = {}
    for name, browser in browsers.items():
        for target in (
            "/api/export?format=jsonl",
            "/api/import/history",
            "/api/sync/config",
            "/api/account",
            "/api/account/tokens",
        ):
            body = browser.get(target).body
            if target.endswith("tokens"):
                # The time of last use may change.
                body = [(entry["id"], entry["name"]) for entry in json.loads(body)]
            state[name, target] = body
    state["people"] = browsers["mira"].get("/api/people").json
    state["invitations"] = browsers["mira"].get("/api/invitations").body
    for person in state["people"]:
        person.pop("last_seen_at", None)
    return state


def find_faults(server, pairs):
    faults = []
    for actor, operation in pairs:
        try:
            check(actor, operation, ask(server, actor, operation))
        except AssertionError as error:
            faults.append(str(error))
    return faults


def test_every_route_and_actor(folder):
    operations = sorted(
        DOCUMENT.operations,
        key=lambda operation: LAST.index(operation.id) if operation.id in LAST else -1,
    )
    with Household(folder / "history.db") as server:
        actors, browsers = make_actors(server)
        pairs = [(actor, operation) for operation in operations for actor in actors]
        before = snapshot(server, browsers)
        refused = find_faults(
            server, [pair for pair in pairs if pair[0].expect(pair[1]) is not None]
        )
        after = snapshot(server, browsers)
        assert before == after, [key for key in before if before[key] != after[key]]
        allowed = find_faults(server, [pair for pair in pairs if pair[0].expect(pair[1]) is None])
        print(f"# {len(operations)} routes, {len(actors)} actors, {len(pairs)} requests")
    assert not refused + allowed, "\n".join(refused + allowed)


def check_marks_come_back(server, actors):
    """The marks work: they do come back to their owners."""
    listener = next(actor for actor in actors if actor.name == "listener")
    seen = set()
    for operation in DOCUMENT.operations:
        if (
            operation.method == "GET"
            and listener.expect(operation) is None
            and mark("ilka").encode() in ask(server, listener, operation).body
        ):
            seen.add(operation.id)
    wanted = {
        "listScrobbles",
        "getStats",
        "getArtist",
        "getAlbum",
        "getTrack",
        "exportPlays",
        "downloadBackup",
        "listImports",
        "listJobs",
        "listSyncs",
        "listTokens",
        "listSessions",
    }
    assert wanted <= seen, wanted - seen


def check_numbers(server, actors, browsers):
    """The id of an object of another account is treated as unknown."""
    owner, other = browsers["mira"], browsers["noor"]
    tokens = browsers["ilka"].get("/api/account/tokens").json
    sessions = other.get("/api/account/sessions").json
    assert tokens and sessions
    for target in [f"/api/account/tokens/{entry['id']}" for entry in tokens] + [
        f"/api/account/sessions/{entry['id']}" for entry in sessions
    ]:
        assert owner.ask("DELETE", target).status == 404, target
    assert other.state() == "in" and browsers["ilka"].get("/api/account/tokens").json == tokens
    # Ids are per history: an id refers to the account's own object, or to none.
    for operation in DOCUMENT.operations:
        if "{id}" in operation.path and operation.method == "GET" and operation.scopes:
            for number, actor in itertools.product(range(1, 4), actors):
                if actor.account and not actor.is_visitor and actor.expect(operation) is None:
                    reply = server.ask("GET", operation.target(id=number), headers=actor.headers)
                    assert reply.status in (200, 404) and not strangers(actor, reply), (
                        operation,
                        actor.name,
                        reply.status,
                    )


def check_events(server, browsers):
    """No one receives events of another account."""
    with contextlib.closing(server.connect()) as connection:
        connection.request("GET", "/api/events", headers={"Cookie": browsers["ilka"].cookie})
        response = connection.getresponse()
        assert response.status == 200
        for name, number in (("mira", 1), ("noor", 2), ("ilka", 3)):
            text = (
                f"artist,track,time\n{mark(name)},New {number},{1_650_000_000 + number}\n".encode()
            )
            browsers[name].ask(
                "POST",
                f"/api/import/file?filename={mark(name)}.csv",
                text,
                {"Content-Type": "application/octet-stream"},
                200,
            )
        for _, data in read_events(response):
            text = json.dumps(data)
            assert mark("mira") not in text and mark("noor") not in text, text
            if mark("ilka") in text:
                return
    raise AssertionError("the stream ended")


def test_nothing_of_others(folder):
    with Household(folder / "history.db") as server:
        actors, browsers = make_actors(server)
        check_marks_come_back(server, actors)
        check_numbers(server, actors, browsers)
        check_events(server, browsers)


if __name__ == "__main__":
    # The other tests check replies against the document.
    Server.watch = lambda *ignored: None
    main(globals())
