#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Where listeners' services may be: public addresses and those that the setting names; anywhere for owners."""

import contextlib
import http.server
import threading

from account_support import Household
from daemon_support import Server, check_problem, main, start, wait_until

NOTHING = b'{"payload":{"count":0,"listens":[],"latest_listen_ts":0,"oldest_listen_ts":0}}'


class Service(http.server.ThreadingHTTPServer):
    """Answers like a ListenBrainz without plays, or redirects to another address; keeps the requests it received."""

    daemon_threads = True

    def __init__(self, to=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.to = to
        self.asked = []
        self.port = self.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *ignored):
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.server.asked.append(self.path)
        body = b"" if self.server.to else NOTHING
        self.send_response(302 if self.server.to else 200)
        if self.server.to:
            self.send_header("Location", self.server.to + self.path)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def wish(address, **more):
    return {"source": "listenbrainz", "username": "somebody", "base_url": address, **more}


def forms(port):
    """Addresses of this machine that curl understands; the last ones are only recognized by the connection."""
    return [
        f"http://{host}:{port}"
        for host in (
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "0.0.0.0",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "localhost",
            "LocalHost.",
            "a.localhost",
            "10.0.0.1",
            "169.254.169.254",
        )
    ]


def check_refused(reply):
    check_problem(reply, 403, "not at a public address", "FOOTPRINTS_SERVICE_HOSTS")


def token_of(browser, scopes):
    return browser.post("/api/account/tokens", {"name": scopes, "scopes": scopes})["token"]


@contextlib.contextmanager
def household(folder, **env):
    with Household(folder / "history.db", **env) as server:
        owner = server.set_up()
        yield server, owner, server.invite(owner, "bela")


def import_by_token(server, token, address):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return server.ask("POST", "/api/import", str(wish(address)).replace("'", '"').encode(), headers)


def test_import(folder):
    with Service() as service, household(folder) as (server, owner, listener):
        for address in forms(service.port):
            check_refused(listener.ask("POST", "/api/import", wish(address)))
            check_refused(import_by_token(server, token_of(listener, "submit"), address))
            check_refused(import_by_token(server, token_of(owner, "submit"), address))
            check_refused(import_by_token(server, token_of(listener, "read submit admin"), address))
            for browser in (listener, owner):
                for entry in browser.get("/api/account/tokens").json:
                    browser.delete(f"/api/account/tokens/{entry['id']}")
        assert service.asked == []
        address = f"http://127.0.0.1:{service.port}"
        assert owner.post("/api/import", wish(address))["success"]
        assert import_by_token(server, token_of(owner, "read submit admin"), address).json[
            "success"
        ]
        assert service.asked


def test_named(folder):
    with Service() as service, Service() as other:
        hosts = f"127.0.0.1:{service.port}, localhost:{service.port}"
        with household(folder, FOOTPRINTS_SERVICE_HOSTS=hosts) as (server, owner, listener):
            for host in ("127.0.0.1", "localhost", "0x7f.1"):
                assert listener.post("/api/import", wish(f"http://{host}:{service.port}"))[
                    "success"
                ]
            check_refused(
                listener.ask("POST", "/api/import", wish(f"http://127.0.0.1:{other.port}"))
            )
            assert import_by_token(
                server, token_of(owner, "submit"), f"http://127.0.0.1:{service.port}"
            ).json["success"]
            assert other.asked == []


def test_any(folder):
    with Service() as service, household(folder, FOOTPRINTS_SERVICE_HOSTS="*") as (
        server,
        owner,
        listener,
    ):
        assert listener.post("/api/import", wish(f"http://127.0.0.1:{service.port}"))["success"]


def test_redirect(folder):
    """An allowed address must not redirect to a forbidden one; a proxy in the environment is no way round either."""
    with Service() as inner, Service(f"http://127.0.0.1:{inner.port}") as outer:
        named = {"FOOTPRINTS_SERVICE_HOSTS": f"127.0.0.1:{outer.port}"}
        proxy = {"http_proxy": f"http://127.0.0.1:{inner.port}", "no_proxy": ""}
        with household(folder, **named, **proxy) as (server, owner, listener):
            reply = listener.post("/api/import", wish(f"http://127.0.0.1:{outer.port}"))
            assert not reply["success"] and reply["job"]["error"]["status"] == 403, reply
            assert (
                "not at a public address" in reply["message"]
                and "FOOTPRINTS_SERVICE_HOSTS" in reply["message"]
            )
            assert outer.asked and inner.asked == []


def test_sync(folder):
    """A sync that an owner saved is checked when it runs, with the role at that moment."""
    with Service() as service, household(folder) as (server, owner, listener):
        address = f"http://127.0.0.1:{service.port}"
        check_refused(listener.ask("POST", "/api/sync/config", wish(address, enabled=False)))
        (number,) = [
            person["id"] for person in owner.get("/api/people").json if person["name"] == "bela"
        ]
        owner.post(f"/api/people/{number}", {"role": "owner"})
        config = listener.post("/api/sync/config", wish(address))["config"]
        target = f"/api/sync/config/{config['id']}"
        wait_until(lambda: service.asked, "the first request")
        wait_until(lambda: not listener.get(target).json["running"], "the run's end")
        assert listener.get(target).json["last_error"] is None
        owner.post(f"/api/people/{number}", {"role": "listener"})
        service.asked.clear()
        listener.ask("POST", f"{target}/trigger")
        wait_until(lambda: listener.get(target).json["last_error"], "a failing run")
        assert "FOOTPRINTS_SERVICE_HOSTS" in listener.get(target).json["last_error"]
        listener.ask("POST", f"{target}/verify")
        verification = wait_until(
            lambda: (lambda reply: reply if reply["state"] != "running" else None)(
                listener.get(f"{target}/verify").json
            )
        )
        assert "FOOTPRINTS_SERVICE_HOSTS" in str(verification), verification
        assert service.asked == []


def test_without_accounts(folder):
    with Service() as service, Server(folder / "history.db") as server:
        body = str(wish(f"http://127.0.0.1:{service.port}")).replace("'", '"').encode()
        assert server.ask("POST", "/api/import", body, {"Content-Type": "application/json"}).json[
            "success"
        ]


def test_setting(folder):
    for value in ("http://nas/", "nas:0", "10.0.0.1/8"):
        child = start(DATABASE_PATH=folder / "history.db", PORT=0, FOOTPRINTS_SERVICE_HOSTS=value)
        messages = child.communicate(timeout=30)[1].decode()
        assert (
            child.returncode != 0
            and "FOOTPRINTS_SERVICE_HOSTS" in messages
            and "is not a host" in messages
        ), messages


main(globals())
