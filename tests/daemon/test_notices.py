#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Who is notified, how, and how often, when a sync keeps failing."""

import email
import email.policy
import http.server
import json
import queue
import signal
import socketserver
import threading
import time
from datetime import datetime

from daemon_support import PATIENCE_S, Server, main, run, wait_until
from services_support import USER, Fakes, post_json

TOKEN = "tk_0123456789"


class Webhook:
    """A real server that keeps what it receives. @port: 0 for a free one."""

    def __init__(self, port=0, status=200, location=None):
        self.requests = queue.Queue()
        self.gate = threading.Event()  # Until it is set, no request is answered.
        self.gate.set()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.put((self.path, dict(self.headers), json.loads(body)))
                outer.gate.wait(PATIENCE_S)
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.end_headers()

            def log_message(self, *ignored):
                pass

        http.server.ThreadingHTTPServer.allow_reuse_address = True
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *ignored):
        self.server.shutdown()
        self.server.server_close()

    def next(self):
        return self.requests.get(timeout=PATIENCE_S)


class MailServer(Webhook):
    """As much of SMTP as a client needs."""

    def __init__(self):
        self.requests = queue.Queue()
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                self.wfile.write(b"220 mail.example ready\r\n")
                envelope = []
                for line in self.rfile:
                    word = line.split(b":")[0].split(b" ")[0].strip().upper()
                    if word == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        lines = iter(self.rfile.readline, b".\r\n")
                        content = b"".join(
                            text[1:] if text.startswith(b"..") else text for text in lines
                        )
                        outer.requests.put(
                            (
                                envelope,
                                email.message_from_bytes(content, policy=email.policy.default),
                            )
                        )
                    elif word in (b"MAIL", b"RCPT"):
                        envelope.append(line.strip().decode())
                    self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
                    if word == b"QUIT":
                        return

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"smtp://127.0.0.1:{self.server.server_address[1]}"

    def variables(self):
        return {
            "FOOTPRINTS_SMTP_URL": self.url,
            "FOOTPRINTS_MAIL_FROM": "footprints@example.org",
            "FOOTPRINTS_MAIL_TO": "listener@example.org",
        }


def leave(fakes):
    """Stops the service at the address; __enter__() restarts it. Each sync retries for seconds."""
    fakes.__exit__()
    fakes.arguments += ["--listenbrainz-port", fakes.urls["listenbrainz"].rsplit(":", 1)[1]]


def forget_user(fakes):
    """Makes the service know only other users, which is an error without a retry."""
    leave(fakes)
    known = fakes.arguments
    fakes.arguments = [*known, "--user", "stranger"]
    fakes.__enter__()
    fakes.arguments = known


def remember_user(fakes):
    fakes.__exit__()
    fakes.__enter__()


def test_told_once(folder):
    with Fakes(200) as fakes, Webhook() as webhook, MailServer() as mails:
        variables = {
            "FOOTPRINTS_WEBHOOK_URL": webhook.url + "/hook?secret=1",
            "FOOTPRINTS_WEBHOOK_TOKEN": TOKEN,
            "FOOTPRINTS_FAILURES_TO_TELL": 2,
            **mails.variables(),
        }
        with Server(folder / "history.db", **variables) as server:
            id_ = post_json(server, "/api/sync/config", fakes.body("listenbrainz"))["config"]["id"]
            trigger = f"/api/sync/config/{id_}/trigger"
            assert post_json(server, trigger)["success"]
            forget_user(fakes)
            for _ in range(4):
                assert not post_json(server, trigger)["success"]
            path, headers, notice = webhook.next()
            assert path == "/hook?secret=1" and headers["Authorization"] == f"Bearer {TOKEN}"
            assert headers["Content-Type"] == "application/json"
            assert (
                notice["event"] == "sync-failing"
                and notice["source"] == "listenbrainz"
                and notice["account"] == USER
            )
            assert (
                "Cannot find user" in notice["message"]
                and "is failing" in notice["title"]
                and notice["time"]
            )
            envelope, mail = mails.next()
            assert (
                "FROM:<footprints@example.org>" in envelope[0]
                and "TO:<listener@example.org>" in envelope[1]
            )
            assert (
                mail["Subject"] == notice["title"]
                and mail["To"] == "listener@example.org"
                and mail["Date"]
            )
            assert mail.get_content().replace("\r\n", "\n").strip() == notice["message"]
            remember_user(fakes)
            assert post_json(server, trigger)["success"]
            assert webhook.next()[2]["event"] == "sync-recovered"
            assert "works again" in mails.next()[1]["Subject"]
            wait_until(
                lambda: not (folder / "history.db.notices").exists(), "the end of the outbox"
            )
            assert TOKEN not in server.messages()
        assert webhook.requests.empty() and mails.requests.empty()


def test_told_after_a_crash(folder):
    """The message is not accepted and the daemon dies; the next one delivers it, once."""
    outbox = folder / "history.db.notices"
    with Webhook() as webhook:
        pass
    port = webhook.server.server_port
    variables = {
        "FOOTPRINTS_WEBHOOK_URL": webhook.url,
        "FOOTPRINTS_WEBHOOK_TOKEN": TOKEN,
        "FOOTPRINTS_FAILURES_TO_TELL": 1,
    }
    with Fakes(50, "--user", "stranger") as fakes:
        with Server(
            folder / "history.db", stop_signal=signal.SIGKILL, status=-signal.SIGKILL, **variables
        ) as server:
            id_ = post_json(server, "/api/sync/config", fakes.body("listenbrainz"))["config"]["id"]
            wait_until(lambda: "Cannot deliver the notice" in server.messages(), "a try")
            assert (
                "127.0.0.1" in server.messages()
                and server.json(f"/api/sync/config/{id_}")["last_error"]
            )
        assert outbox.stat().st_mode & 0o077 == 0 and TOKEN not in outbox.read_text()
        with Webhook(port, status=503) as refusing, Server(
            folder / "history.db", **variables
        ) as server:
            assert refusing.next()[2]["event"] == "sync-failing"
            wait_until(lambda: "status 503" in server.messages(), "the refusal")
        with Webhook(port) as webhook:
            with Server(folder / "history.db", **variables) as server:
                assert webhook.next()[2]["event"] == "sync-failing"
                wait_until(lambda: 'letters": [ ]' in outbox.read_text(), "the note")
            with Server(folder / "history.db", **variables) as server:
                post_json(server, f"/api/sync/config/{id_}/trigger")
            assert webhook.requests.empty()
            # A damaged outbox does not lose the notice: it is sent once more.
            outbox.write_text("{")
            with Server(folder / "history.db", **variables) as server:
                assert webhook.next()[2]["event"] == "sync-failing"
                assert ".notices is damaged" in server.messages()
                wait_until(lambda: 'letters": [ ]' in outbox.read_text(), "the note")
            # A sync that is deleted is forgotten.
            with Server(folder / "history.db", **variables) as server:
                post_json(server, f"/api/sync/config/{id_}", method="DELETE")
            with Server(folder / "history.db", **variables) as server:
                pass
            assert not outbox.exists() and webhook.requests.empty()


def test_made_anew(folder):
    """A sync that is deleted and created again has the id of the old one, but is a different sync."""
    with Fakes(50) as fakes, Webhook() as webhook:
        variables = {"FOOTPRINTS_WEBHOOK_URL": webhook.url, "FOOTPRINTS_FAILURES_TO_TELL": 1}
        body = fakes.body("listenbrainz")
        forget_user(fakes)
        with Server(folder / "history.db", **variables) as server:
            old = post_json(server, "/api/sync/config", body)["config"]
            assert webhook.next()[2]["event"] == "sync-failing"
            post_json(server, f"/api/sync/config/{old['id']}/verify", status=202)
            post_json(server, f"/api/sync/config/{old['id']}", method="DELETE")
            # Its creation time, in whole seconds, distinguishes it from the old one.
            wait_until(
                lambda: time.time() >= datetime.fromisoformat(old["created_at"]).timestamp() + 1
            )
            new = post_json(server, "/api/sync/config", body)["config"]
            assert new["id"] == old["id"] and webhook.next()[2]["event"] == "sync-failing"
            server.problem(f"/api/sync/config/{new['id']}/verify", 404)
            remember_user(fakes)
            assert post_json(server, f"/api/sync/config/{new['id']}/trigger")["success"]
            assert webhook.next()[2]["event"] == "sync-recovered"
            wait_until(
                lambda: not (folder / "history.db.notices").exists(), "the end of the outbox"
            )
        assert webhook.requests.empty()


def test_never_heard_of(folder):
    """A recipient that was never told of a failure is not told of its end."""
    with Webhook() as webhook:
        pass
    variables = {"FOOTPRINTS_WEBHOOK_URL": webhook.url, "FOOTPRINTS_FAILURES_TO_TELL": 1}
    with Fakes(50) as fakes:
        body = fakes.body("listenbrainz")
        leave(fakes)
        with Server(folder / "history.db", **variables) as server:
            id_ = post_json(server, "/api/sync/config", body)["config"]["id"]
            wait_until(lambda: "Cannot deliver the notice" in server.messages(), "a try")
            assert "cannot be reached" in server.json(f"/api/sync/config/{id_}")["last_error"]
            fakes.__enter__()
            assert post_json(server, f"/api/sync/config/{id_}/trigger")["success"]
            wait_until(
                lambda: not (folder / "history.db.notices").exists(), "the end of the outbox"
            )
    with Webhook(webhook.server.server_port) as webhook, Server(folder / "history.db", **variables):
        pass
    assert webhook.requests.empty()


def test_overtaken(folder):
    """The sync recovers while the webhook delays its answer, and then refuses."""
    outbox = folder / "history.db.notices"
    with Fakes(50) as fakes, Webhook(status=503) as webhook:
        variables = {"FOOTPRINTS_WEBHOOK_URL": webhook.url, "FOOTPRINTS_FAILURES_TO_TELL": 1}
        body = fakes.body("listenbrainz")
        forget_user(fakes)
        webhook.gate.clear()
        with Server(folder / "history.db", **variables) as server:
            id_ = post_json(server, "/api/sync/config", body)["config"]["id"]
            assert webhook.next()[2]["event"] == "sync-failing"
            remember_user(fakes)
            assert post_json(server, f"/api/sync/config/{id_}/trigger")["success"]
            wait_until(lambda: "sync-recovered" in outbox.read_text(), "the recovery")
            webhook.gate.set()
            wait_until(lambda: not outbox.exists(), "the end of the outbox")
        assert webhook.requests.empty()


def test_shapes(folder):
    with Webhook() as webhook, MailServer() as mails:
        for name, address, path, header in (
            ("json", "/a/b", "/a/b", ("Authorization", f"Bearer {TOKEN}")),
            ("ntfy", "/alerts", "/", ("Authorization", f"Bearer {TOKEN}")),
            ("ntfy", "/base/alerts/", "/base/", ("Authorization", f"Bearer {TOKEN}")),
            ("gotify", "/", "/message", ("X-Gotify-Key", TOKEN)),
            ("gotify", "/base", "/base/message", ("X-Gotify-Key", TOKEN)),
        ):
            output, _ = run(
                "notify",
                FOOTPRINTS_WEBHOOK_URL=webhook.url + address,
                FOOTPRINTS_WEBHOOK_FORMAT=name,
                FOOTPRINTS_WEBHOOK_TOKEN=TOKEN,
            )
            assert output == "webhook: sent\n"
            seen, headers, body = webhook.next()
            assert seen == path and headers[header[0]] == header[1], (name, seen, headers)
            assert body["title"] == "Footprints: test" and "notified" in body["message"]
            assert name != "ntfy" or (
                body["topic"] == "alerts" and body["priority"] == 4 and body["tags"] == ["warning"]
            )
            assert name != "gotify" or body["priority"] == 8
        output, _ = run("notify", **mails.variables())
        subject = mails.next()[1]["Subject"]
        assert output == "mail: sent\n" and subject == "Footprints: test", (output, subject)
        # A password is not sent unencrypted.
        _, messages = run(
            "notify",
            status=1,
            **mails.variables(),
            FOOTPRINTS_SMTP_USER="me",
            FOOTPRINTS_SMTP_PASSWORD="hidden",
        )
        assert "the mail server 127.0.0.1" in messages and "hidden" not in messages
        assert mails.requests.empty()


def test_redirect(folder):
    """Only the configuration sets the address of the webhook."""
    with Webhook() as other, Webhook(status=307, location=other.url) as webhook:
        _, messages = run("notify", status=1, FOOTPRINTS_WEBHOOK_URL=webhook.url)
        assert "307" in messages and webhook.next() and other.requests.empty(), messages


def test_bad_settings(folder):
    mail = {"FOOTPRINTS_SMTP_URL": "smtp://mail.example"}
    both = {**mail, "FOOTPRINTS_MAIL_FROM": "a@example.org", "FOOTPRINTS_MAIL_TO": "b@example.org"}
    for variables, name in (
        ({"FOOTPRINTS_WEBHOOK_URL": "ftp://example.org"}, "FOOTPRINTS_WEBHOOK_URL"),
        ({"FOOTPRINTS_WEBHOOK_URL": "nothing"}, "FOOTPRINTS_WEBHOOK_URL"),
        ({"FOOTPRINTS_WEBHOOK_URL": "http://me:password@example.org"}, "FOOTPRINTS_WEBHOOK_URL"),
        (
            {"FOOTPRINTS_WEBHOOK_URL": "http://example.org", "FOOTPRINTS_WEBHOOK_FORMAT": "fax"},
            "FOOTPRINTS_WEBHOOK_FORMAT",
        ),
        (
            {"FOOTPRINTS_WEBHOOK_URL": "http://example.org", "FOOTPRINTS_WEBHOOK_FORMAT": "ntfy"},
            "topic",
        ),
        (
            {"FOOTPRINTS_WEBHOOK_URL": "http://example.org", "FOOTPRINTS_WEBHOOK_FORMAT": "gotify"},
            "FOOTPRINTS_WEBHOOK_TOKEN",
        ),
        (
            {
                "FOOTPRINTS_WEBHOOK_URL": "http://example.org",
                "FOOTPRINTS_WEBHOOK_TOKEN": "a\r\nb: c",
            },
            "FOOTPRINTS_WEBHOOK_TOKEN",
        ),
        (mail, "FOOTPRINTS_MAIL_FROM"),
        ({**both, "FOOTPRINTS_MAIL_TO": "nobody"}, "FOOTPRINTS_MAIL_TO"),
        ({**both, "FOOTPRINTS_MAIL_FROM": "a@b>\r\nRCPT TO:<c@d"}, "FOOTPRINTS_MAIL_FROM"),
        ({**both, "FOOTPRINTS_SMTP_URL": "http://mail.example"}, "FOOTPRINTS_SMTP_URL"),
        ({"FOOTPRINTS_FAILURES_TO_TELL": "0"}, "FOOTPRINTS_FAILURES_TO_TELL"),
        ({"FOOTPRINTS_HOURS_TO_TELL": "soon"}, "FOOTPRINTS_HOURS_TO_TELL"),
    ):
        for command in (("serve", "--port=0"), ("notify",)):
            _, messages = run(*command, status=2, DATABASE_PATH=folder / "none.db", **variables)
            assert name in messages and "password" not in messages, messages
    _, messages = run("notify", status=2)
    assert "neither" in messages
    assert list(folder.iterdir()) == []


if __name__ == "__main__":
    main(globals())
