# SPDX-License-Identifier: LGPL-2.1-or-later
"""Shared by the tests that need Last.fm, ListenBrainz and Spotify: fake servers of them, and requests about them."""

import http.client
import json
import os
import re
import signal
import subprocess
from urllib.parse import parse_qs, urlsplit

from daemon_support import wait_until

API_KEY = "0123456789abcdef0123456789abcdef"
TOKEN = "11111111-2222-4333-8444-555555555555"
CLIENT_ID = "0123456789abcdef0123456789abcdef"
USER = "alice"
END = 1790000000


class Fakes:
    """The services, with one user's plays."""

    def __init__(self, plays, *arguments):
        self.arguments = ["--plays", str(plays), "--end", str(END), *arguments]

    def __enter__(self):
        self.child = subprocess.Popen(
            [os.environ["FAKE_SERVICES"], *self.arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.urls = {}
        while len(self.urls) < 3:
            line = self.child.stdout.readline().decode()
            assert line, "the fakes did not start"
            if match := re.match(r"(Last.fm|ListenBrainz|Spotify)\s+(http://\S+)", line):
                self.urls[match[1].lower().replace(".", "")] = match[2]
        return self

    def __exit__(self, *ignored):
        self.child.terminate()
        self.child.wait()
        self.child.stdout.close()

    def delete_plays(self):
        """Deletes the user's first plays at both services; this takes effect soon, not at once."""
        self.child.send_signal(signal.SIGUSR2)

    def spotify(self):
        """What begins to connect Spotify."""
        return {
            "client_id": CLIENT_ID,
            "redirect_uri": "http://127.0.0.1:3000/",
            "base_url": self.urls["spotify"],
        }

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


def consent(url):
    """What Spotify sends a browser back with: the query of the address."""
    split = urlsplit(url)
    connection = http.client.HTTPConnection(split.hostname, split.port, timeout=20)
    connection.request("GET", f"{split.path}?{split.query}")
    location = connection.getresponse().getheader("Location")
    connection.close()
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
