# SPDX-License-Identifier: LGPL-2.1-or-later
"""Shared by the tests that need Last.fm and ListenBrainz: fake servers of both, and requests about them."""

import json
import os
import re
import signal
import subprocess

from daemon_support import wait_until

API_KEY = "0123456789abcdef0123456789abcdef"
TOKEN = "11111111-2222-4333-8444-555555555555"
USER = "alice"
END = 1790000000


class Fakes:
    """Both services, with one user's plays."""

    def __init__(self, plays, *arguments):
        self.arguments = ["--plays", str(plays), "--end", str(END), *arguments]

    def __enter__(self):
        self.child = subprocess.Popen(
            [os.environ["FAKE_SERVICES"], *self.arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.urls = {}
        while len(self.urls) < 2:
            line = self.child.stdout.readline().decode()
            assert line, "the fakes did not start"
            if match := re.match(r"(Last.fm|ListenBrainz)\s+(http://\S+)", line):
                self.urls["lastfm" if match[1] == "Last.fm" else "listenbrainz"] = match[2]
        return self

    def __exit__(self, *ignored):
        self.child.terminate()
        self.child.wait()
        self.child.stdout.close()

    def delete_plays(self):
        """Deletes the user's first plays at both services; this takes effect soon, not at once."""
        self.child.send_signal(signal.SIGUSR2)

    def body(self, source, **more):
        secret = {"api_key": API_KEY} if source == "lastfm" else {"token": TOKEN}
        return {"source": source, "username": USER, "base_url": self.urls[source], **secret, **more}


def post(server, target, body=None, method="POST"):
    if body is None:
        return server.ask(method, target)
    return server.ask(
        method, target, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )


def post_json(server, target, body=None, status=200, method="POST"):
    reply = post(server, target, body, method)
    assert reply.status == status, f"{target}: {reply.status}, {reply.body[:300]}"
    return reply.json


def verify_now(server, id_, query=""):
    reply = post(server, f"/api/sync/config/{id_}/verify{query}")
    assert reply.status == 202 and reply.json["config_id"] == id_, reply.body
    return wait_until(
        lambda: (state := server.json(f"/api/sync/config/{id_}/verify"))["state"] != "running"
        and state
    )
