#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Where the server listens, its configuration, and the proxies in front of it."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import ssl
import struct
import subprocess
import sys
import time

from account_support import PASSWORD, Browser, Household
from daemon_support import (
    FOOTPRINTSD,
    PATIENCE_S,
    Reply,
    Server,
    Skip,
    check_problem,
    environment,
    main,
    run,
    start,
    wait_until,
)


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=PATIENCE_S)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENCE_S)
        self.sock.connect(self.path)


def ask_unix(path, target, **headers):
    with contextlib.closing(UnixConnection(path)) as connection:
        connection.request(
            "GET",
            target,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        response = connection.getresponse()
        return Reply(response, response.read())


def write_config(folder, text):
    path = folder / "footprintsd.conf"
    path.write_text(text)
    return path


def test_configuration(folder):
    database = folder / "history.db"
    config = write_config(
        folder,
        f"# ours\n\n[history]\ndatabase = {database}\n[server]\nport=0\n\n[notices]\nwebhook-url=http://127.0.0.1:1/\n",
    )
    (folder / "token").write_text("5ecret-t0ken\n")
    output, _ = run(
        "config",
        f"--config={config}",
        "--host=127.0.0.2",
        PORT="4000",
        FOOTPRINTS_WEBHOOK_TOKEN_FILE=folder / "token",
        FOOTPRINTS_SMTP_PASSWORD="",
        FOOTPRINTS_SMTP_USER="",
        FOOTPRINTS_CONTACT="me@example.org",
    )
    lines = output.splitlines()

    def after(text):
        return [lines[index + 1] for index, line in enumerate(lines) if line == f"# set by {text}:"]

    assert after("--host") == ["host=127.0.0.2"]
    assert after("PORT") == ["port=4000"], "the environment goes before the file"
    assert after(f"{config}, line 4 (database)") == [f"database={database}"]
    assert after("FOOTPRINTS_CONTACT") == ["contact=me@example.org"]
    assert {"#failures-to-tell=3", "#hours-to-tell=24"} <= set(lines)
    assert (
        "set by FOOTPRINTS_WEBHOOK_TOKEN_FILE, not shown" in output
        and "5ecret" not in output
        and "#base-path=/" in lines
    )
    # The output is a valid configuration itself.
    printed = write_config(folder, output)
    again, _ = run("config", f"--config={printed}")
    assert f"database={database}" in again and "port=4000" in again
    with Server(
        database, arguments=("--no-auth", "--host=127.0.0.1"), FOOTPRINTS_CONFIG=printed
    ) as server:
        assert server.json("/api/session")["state"] == "open"


def test_looking_leaves_nothing(folder):
    """If no history is named, only a command that writes creates the default folder."""
    (folder / "a.csv").write_text("artist,track,listened_at\nA,T,1700000000\n")
    there = {"XDG_DATA_HOME": folder / "data"}
    run("config", **there)
    run("report", status=1, **there)
    assert not (folder / "data").exists()
    run("import", folder / "a.csv", **there)
    assert (folder / "data" / "footprints" / "history.db").exists()


def test_bad_configuration(folder):
    for text, parts in (
        ("[server]\nprot=1\n", ("line 2", "prot")),
        ("[sever]\n", ("line 1", "[sever]")),
        ("port=1\n", ("line 1", "port")),
        ("[server]\n\nport\n", ("line 3",)),
        ("[server]\nport=1\nport=2\n", ("line 3", "twice")),
        ("[server]\nport=seventy\n", ("line 2", "port", "seventy")),
        ("[server]\nhost=127.0.0.1, nowhere\n", ("line 2", "nowhere")),
        ("[server]\nbase-path=music\n", ("line 2", "music")),
        ("[server]\ntrusted-proxies=proxy.example\n", ("line 2", "proxy.example")),
        ("[server]\nlogin-header=Remote-User\n", ("line 2", "FOOTPRINTS_TRUSTED_PROXIES")),
        ("[server]\ntls-certificate=/a\n", ("FOOTPRINTS_TLS_KEY",)),
        ("[server]\nauth=maybe\n", ("line 2", "maybe")),
        ("[history]\nmemory-mib=1\n", ("line 2", "memory-mib")),
        ("[notices]\nsmtp-url=ftp://a\n", ("line 2", "smtp-url")),
    ):
        config = write_config(folder, text)
        for command in ("serve", "config"):
            _, messages = run(
                command, f"--config={config}", status=2, DATABASE_PATH=folder / "none.db"
            )
            assert all(part in messages for part in parts), f"{text!r}: {messages}"
    write_config(folder, "").write_bytes(b"\xff\xfe")
    for config in (folder / "footprintsd.conf", folder / "missing.conf", folder):
        run("serve", f"--config={config}", status=2, DATABASE_PATH=folder / "none.db")
    run("config", status=2, FOOTPRINTS_WEBHOOK_TOKEN_FILE=folder / "missing")
    assert not (folder / "none.db").exists()


def test_several_addresses(folder):
    path = folder / "socket"
    # A socket left over by a killed server does no harm.
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as dead:
        dead.bind(str(path))
    with Household(folder / "history.db", HOST=f"127.0.0.1, unix:{path}") as server:
        assert server.json("/healthz")["status"] == "ok"
        assert ask_unix(path, "/healthz").status == 200
        check_problem(ask_unix(path, "/api/stats"), 401)
        _, messages = run(
            "serve", status=1, DATABASE_PATH=folder / "other.db", HOST=f"unix:{path}", PORT=0
        )
        assert str(path) in messages and path.exists()
    assert not path.exists()
    (folder / "file").write_text("mine")
    _, messages = run(
        "serve", status=1, DATABASE_PATH=folder / "other.db", HOST=f"unix:{folder}/file"
    )
    assert (folder / "file").read_text() == "mine"


def test_connection_is_kept(folder):
    """A browser requests all parts of a page through a few connections."""
    with Server(folder / "history.db") as server, contextlib.closing(
        server.connect()
    ) as connection:
        connection.connect()
        kept = connection.sock
        for target in (
            "/healthz",
            "/api/session",
            "/api/years",
            "/static/icon.svg",
            "/api/nothing",
            "/api/stats",
        ) * 5:
            connection.request("GET", target)
            connection.getresponse().read()
            assert connection.sock is kept, target
        connection.request(
            "POST",
            "/api/import/file",
            b'{"listened_at": 1700000000, "artist": "A", "track": "T"}\n',
        )
        assert connection.getresponse().read() and connection.sock is kept


def read_until(client, ending):
    answer = b""
    while ending not in answer:
        more = client.recv(65536)
        assert more, answer
        answer += more


def test_connection_is_let_go(folder):
    """An idle connection is closed when its client ends it or vanishes."""
    with Server(folder / "history.db") as server:

        def count_descriptors():
            return len(os.listdir(f"/proc/{server.child.pid}/fd"))

        server.ask("GET", "/api/years")
        n_before = count_descriptors()
        for ending in ("close", "reset", "half-close"):
            with contextlib.ExitStack() as stack:
                clients = [stack.enter_context(server.socket()) for _ in range(50)]
                for client in clients:
                    client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    read_until(client, b"}")
                assert count_descriptors() >= 50
                for client in clients:
                    if ending == "reset":
                        client.setsockopt(
                            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                        )
                    if ending == "half-close":
                        client.shutdown(socket.SHUT_WR)
                        assert (rest := client.recv(100)) == b"", rest
            wait_until(lambda: count_descriptors() <= n_before + 2, ending)


def test_connection_is_idle(folder):
    """An idle connection is closed after four times the time limit of a request."""
    with Server(
        folder / "history.db", FOOTPRINTS_REQUEST_TIMEOUT_S=1
    ) as server, server.socket() as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        read_until(client, b"}")
        began = time.monotonic()
        assert client.recv(100) == b""
        assert time.monotonic() - began > 3


def test_pipelined_requests(folder):
    """Several requests at once are answered in order; one that is cut off is not answered."""
    play = b'{"listened_at": 1700000000, "artist": "A", "track": "T"}'
    with Server(folder / "history.db") as server, server.socket() as client:
        client.settimeout(PATIENCE_S)
        client.sendall(
            b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3
            + b"POST /api/import/file HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
            % (len(play) + 1, play)
        )
        client.shutdown(socket.SHUT_WR)
        answers = b""
        while more := client.recv(65536):
            answers += more
        assert answers.count(b"HTTP/1.1 200") == 3 and answers.count(b"HTTP/1.1") == 3
        wait_until(lambda: not server.leftovers(), "the end of the spool file")
        assert server.json("/api/stats")["total_scrobbles"] == 0


def test_passed_socket(folder):
    """Sockets are passed as systemd does it."""
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as listening:
        port = listening.getsockname()[1]
        script = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.set_inheritable(3, True); os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid())); os.execv(sys.argv[2], sys.argv[2:])"
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(listening.fileno()), FOOTPRINTSD, "--no-auth"],
            pass_fds=[listening.fileno()],
            stdout=subprocess.PIPE,
            env=environment(DATABASE_PATH=folder / "history.db", PORT=1),
        )
    try:
        assert child.stdout.readline().decode() == f"Listening on http://127.0.0.1:{port}/\n"
        with contextlib.closing(
            http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        ) as connection:
            connection.request("GET", "/healthz")
            assert connection.getresponse().status == 200
    finally:
        child.terminate()
        child.stdout.close()
        assert child.wait(PATIENCE_S) == 0


def test_readiness(folder):
    """The notifications to systemd: ready, alive, stopping."""
    address = folder / "notify"
    with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as notify:
        notify.bind(str(address))
        notify.settimeout(PATIENCE_S)
        with Server(folder / "history.db", NOTIFY_SOCKET=address, WATCHDOG_USEC=200000):
            assert notify.recv(100) == b"READY=1"
            assert [notify.recv(100) for _ in range(2)] == [b"WATCHDOG=1"] * 2
        told = b""
        while told != b"STOPPING=1":
            told = notify.recv(100)


def test_hosts(folder):
    with Server(folder / "history.db", FOOTPRINTS_HOSTS="Music.Example, other.example") as server:
        for host in (
            "localhost",
            "localhost:3000",
            "127.0.0.1",
            "[::1]:80",
            "music.example",
            "MUSIC.example:443",
            "other.example.",
        ):
            assert server.get("/healthz", Host=host).status == 200, host
        for host in (
            "evil.example",
            "music.example.evil",
            "",
            "127.0.0.2",
            "[::2]",
            "[",
            "xmusic.example",
        ):
            reply = server.ask("GET", "/healthz", headers={"Host": host})
            assert reply.status in (400, 421), f"{host}: {reply.status}"
    with Server(folder / "history.db", FOOTPRINTS_HOSTS="*") as server:
        assert server.get("/healthz", Host="evil.example").status == 200


def test_base_path(folder):
    child = start(DATABASE_PATH=folder / "history.db", PORT=0, FOOTPRINTS_BASE_PATH="/music")
    try:
        address = child.stdout.readline().decode().removeprefix("Listening on ").strip()
        assert address.endswith("/music/")
        port = int(address.rsplit(":", 1)[1].split("/")[0])
        assert f"{address}#setup=" in child.stdout.readline().decode()

        def ask(target):
            with contextlib.closing(
                http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
            ) as connection:
                connection.request("GET", target)
                response = connection.getresponse()
                return Reply(response, response.read())

        assert ask("/music/healthz").status == 200 and ask("/music/").body.startswith(
            b"<!DOCTYPE html>"
        )
        reply = ask("/music")
        assert reply.status == 308 and reply.headers["Location"].endswith("/music/")
        for target in ("/", "/healthz", "/musical/healthz", "/mus"):
            check_problem(ask(target), 404)
    finally:
        child.terminate()
        assert child.wait(PATIENCE_S) == 0
        child.stdout.close()
        child.stderr.close()


def test_proxy(folder):
    header = {
        "X-Forwarded-For": "203.0.113.9, 198.51.100.7, 127.0.0.1",
        "X-Forwarded-Proto": "https",
    }
    for trusted, address, secure in (
        ("127.0.0.0/8", "198.51.100.7", True),
        ("192.0.2.0/24", "127.0.0.1", False),
    ):
        with Household(
            folder / f"{secure}.db",
            FOOTPRINTS_TRUSTED_PROXIES=trusted,
            FOOTPRINTS_LOGIN_HEADER="Remote-User",
        ) as server:
            browser = Browser(server)
            code = server.read_setup_code()
            reply = browser.ask(
                "POST",
                "/api/setup",
                {"code": code, "name": "anna", "password": PASSWORD},
                header,
                status=200,
            )
            assert ("; Secure" in reply.headers["Set-Cookie"]) == secure
            assert reply.headers["Set-Cookie"].startswith(
                "__Host-footprints_session=" if secure else "footprints_session="
            )
            sessions = browser.ask("GET", "/api/account/sessions", headers=header, status=200).json
            assert [entry["address"] for entry in sessions] == [address]
            # A user that the proxy has logged in has access; from any other client the header means nothing.
            assert server.ask("GET", "/api/stats", headers={"Remote-User": "anna"}).status == (
                200 if secure else 401
            )
            assert server.ask("GET", "/api/stats", headers={"Remote-User": "nobody"}).status == 401
        (folder / "accounts.db").unlink()


def ask_from(server, origin, **headers):
    """The status of a change requested by a page of @origin; 404 on a server without accounts means that it was allowed."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return server.ask(
        "POST", "/api/session", headers={"Host": "music.example", "Origin": origin, **headers}
    ).status


def test_origin(folder):
    """A page loaded without TLS is a different site from this one with TLS, and the other way round."""
    same = ("{}://music.example", "{}://MUSIC.example", "{}://music.example:{}")
    for trusted, forwarded, ours, other, port in (
        ("192.0.2.0/24", None, "http", "https", 80),
        ("192.0.2.0/24", "https", "http", "https", 80),
        ("127.0.0.0/8", "https", "https", "http", 443),
        ("127.0.0.0/8", "http", "http", "https", 80),
    ):
        headers = {"X_Forwarded_Proto": forwarded} if forwarded else {}
        with Server(
            folder / "history.db",
            FOOTPRINTS_TRUSTED_PROXIES=trusted,
            FOOTPRINTS_HOSTS="music.example",
        ) as server:
            for origin in same:
                assert ask_from(server, origin.format(ours, port), **headers) == 404, (
                    trusted,
                    forwarded,
                    origin,
                )
                assert ask_from(server, origin.format(other, port), **headers) == 403, (
                    trusted,
                    forwarded,
                    origin,
                )
            for origin in (
                "null",
                "",
                "music.example",
                f"{ours}://",
                f"{ours}://evil.example",
                f"{ours}://music.example:81",
                f"{ours}://music.example.evil",
                f"{ours}://music.example@evil.example",
                f"ftp://music.example",
                f"x{ours}://music.example",
            ):
                assert ask_from(server, origin, **headers) == 403, (trusted, forwarded, origin)


def make_certificate(folder, name):
    """A key and a self-signed certificate."""
    try:
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                f"/CN={name}",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                folder / "key.pem",
                "-out",
                folder / "certificate.pem",
            ],
            check=True,
            capture_output=True,
        )
    except FileNotFoundError as error:
        raise Skip("openssl is missing; the package openssl contains it") from error


def served_certificate(port):
    return ssl.get_server_certificate(("127.0.0.1", port))


def test_tls(folder):
    make_certificate(folder, "first")
    variables = {
        "FOOTPRINTS_TLS_CERTIFICATE": folder / "certificate.pem",
        "FOOTPRINTS_TLS_KEY": folder / "key.pem",
    }
    child = start("--no-auth", DATABASE_PATH=folder / "history.db", PORT=0, **variables)
    try:
        line = child.stdout.readline().decode()
        assert line.startswith("Listening on https://127.0.0.1:"), line
        port = int(line.strip().rstrip("/").rsplit(":", 1)[1])
        first = (folder / "certificate.pem").read_text()
        context = ssl.create_default_context(cadata=first)
        with contextlib.closing(
            http.client.HTTPSConnection("127.0.0.1", port, timeout=PATIENCE_S, context=context)
        ) as connection:
            connection.request("GET", "/api/years")
            assert connection.getresponse().read() == b"[]"
            for scheme, status in (("https", 404), ("http", 403)):
                connection.request(
                    "POST", "/api/session", headers={"Origin": f"{scheme}://127.0.0.1:{port}"}
                )
                response = connection.getresponse()
                assert (response.status, response.read() != b"") == (status, True)
        with contextlib.closing(socket.create_connection(("127.0.0.1", port), PATIENCE_S)) as plain:
            plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            with contextlib.suppress(ConnectionError):
                assert b"200 OK" not in plain.recv(1000)
        # A running server picks up a new certificate, but not an invalid one.
        (folder / "certificate.pem").write_text("garbage")
        child.send_signal(signal.SIGHUP)
        assert any(b"certificate.pem" in child.stderr.readline() for _ in range(5))
        assert served_certificate(port) == first
        make_certificate(folder, "second")
        child.send_signal(signal.SIGHUP)
        wait_until(
            lambda: served_certificate(port) == (folder / "certificate.pem").read_text(),
            "the new certificate",
        )
    finally:
        child.terminate()
        assert child.wait(PATIENCE_S) == 0
        child.stdout.close()
        child.stderr.close()
    _, messages = run(
        "serve",
        status=1,
        DATABASE_PATH=folder / "history.db",
        FOOTPRINTS_TLS_CERTIFICATE=folder / "none.pem",
        FOOTPRINTS_TLS_KEY=folder / "key.pem",
    )
    assert "none.pem" in messages


CADDY = """{{
  admin off
  auto_https off
  grace_period 1s
}}
http://music.example {{
  bind unix/{folder}/proxy.socket
  handle /music/* {{
    reverse_proxy unix/{folder}/socket {{
      import {shipped}
    }}
  }}
}}
"""

NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen unix:{folder}/proxy.socket;
    location /music/ {{
      include {shipped};
      proxy_pass http://unix:{folder}/socket;
    }}
  }}
}}
"""


class Proxied:
    """A server as seen through a proxy that listens on a socket."""

    def __init__(self, path):
        self.path = path

    def ask(self, method, target, body=None, headers=None):
        with contextlib.closing(UnixConnection(self.path)) as connection:
            connection.request(method, target, body, {"Host": "music.example", **(headers or {})})
            response = connection.getresponse()
            return Reply(response, response.read())


@contextlib.contextmanager
def behind(folder, command):
    """footprintsd under /music/ behind a proxy that @command starts; gives the setup code."""
    try:
        subprocess.run([command[0], "--help"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (FileNotFoundError, PermissionError) as error:
        raise Skip(f"{command[0]} is not there; tools/packages.txt names its package") from error
    folder.chmod(0o755)
    child = start(
        "serve",
        DATABASE_PATH=folder / "history.db",
        HOST=f"unix:{folder}/socket",
        FOOTPRINTS_BASE_PATH="/music/",
        FOOTPRINTS_TRUSTED_PROXIES="unix",
        FOOTPRINTS_HOSTS="music.example",
    )
    proxy = None
    try:
        assert f"unix:{folder}/socket" in child.stdout.readline().decode()
        code = child.stdout.readline().decode().split()[-1]
        proxy = subprocess.Popen(
            command, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(folder)}
        )
        wait_until((folder / "proxy.socket").exists, "the proxy")
        yield code
    finally:
        if proxy is not None:
            proxy.terminate()
            proxy.wait(PATIENCE_S)
        child.terminate()
        assert child.wait(PATIENCE_S) == 0
        child.stdout.close()
        child.stderr.close()


def check_proxied(folder, code):
    """Checks pages, cookies, large uploads, exports and events."""
    owner = Browser(Proxied(folder / "proxy.socket"))
    assert owner.ask("GET", "/music/").headers["Content-Type"].startswith("text/html")
    reply = owner.ask(
        "POST", "/music/api/setup", {"code": code, "name": "anna", "password": PASSWORD}, status=200
    )
    # These proxies are used without TLS here.
    assert re.match(
        "footprints_session=[^;]+; Path=/music/;", reply.headers["Set-Cookie"]
    ), reply.headers["Set-Cookie"]
    plays = "".join(
        json.dumps({"listened_at": 1700000000 + n, "artist": "A", "track": f"T{n}"}) + "\n"
        for n in range(60000)
    ).encode()
    assert len(plays) > 3 << 20
    assert owner.ask("POST", "/music/api/import/file", plays, status=200).json["count"] == 60000
    assert owner.ask("GET", "/music/api/export?format=csv", status=200).body.count(b"\n") == 60001
    with contextlib.closing(UnixConnection(folder / "proxy.socket")) as events:
        events.request(
            "GET", "/music/api/events", headers={"Host": "music.example", "Cookie": owner.cookie}
        )
        stream = events.getresponse()
        assert stream.getheader("Content-Type") == "text/event-stream"
        line = b'{"listened_at": 1600000000, "artist": "B", "track": "T"}\n'
        owner.ask("POST", "/music/api/import/file", line, status=200)
        assert any(
            b"event: history" in stream.readline() for _ in range(200)
        ), "no event comes through"


def shipped(name):
    return os.path.realpath(
        os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "doc", name)
    )


def test_nginx(folder):
    """The nginx configuration from doc/, with a real nginx."""
    (folder / "nginx.conf").write_text(
        NGINX.format(folder=folder, shipped=shipped("nginx-proxy.conf"))
    )
    with behind(folder, ["/usr/sbin/nginx", "-c", folder / "nginx.conf"]) as code:
        check_proxied(folder, code)


def test_caddy(folder):
    """The Caddyfile from doc/, with a real Caddy."""
    (folder / "Caddyfile").write_text(
        CADDY.format(folder=folder, shipped=shipped("caddy-proxy.conf"))
    )
    with behind(
        folder,
        ["/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", folder / "Caddyfile"],
    ) as code:
        check_proxied(folder, code)


main(globals())
