#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
"""Kills writing processes at random moments, and compares what was acknowledged with what was kept.

Each story below starts a process that writes, kills it with SIGKILL at a random moment, and checks afterwards: everything
acknowledged is there, nothing is there in part, the ledger is sound, and repeating the same thing ends as if there had been
no kill. SIGKILL cannot simulate a power failure; the tests of faults below SQLite do that.

    kills.py FOOTPRINTSD [STORY...] --kills N [--seed SEED]

FAKE_SERVICES is the path of the fake services program. Moments depend on the machine, so a seed repeats what is done, but
only roughly when.
"""

import argparse
import contextlib
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "daemon"))

import daemon_support
from account_support import PASSWORD, Browser, Household
from daemon_support import PATIENCE_S, Server, start, wait_until
from services_support import Fakes

# More than two batches of an import.
MANY = 45_000
START = 1_500_000_000
# A round tries its deed this many times before it lets the deed finish.
MAX_TRIES = 3


class Killer:
    """Kills a process when its time has come, unless it has ended or the kill is called off before."""

    def __init__(self, child, delay_s):
        self.child = child
        self.timer = threading.Timer(delay_s, child.kill)
        self.timer.start()

    def has_killed(self):
        """Waits for the process, which is about to end."""
        self.child.wait(PATIENCE_S)
        self.timer.cancel()
        self.timer.join()
        return self.child.returncode == -9


class Story:
    """One kind of change, repeated many times."""

    n_rounds = 0
    n_kills = 0
    n_acknowledged = 0
    n_kept = 0
    # Roughly how long the deed takes; see learn().
    duration_s = 0.1

    def __init__(self, folder, seed):
        self.home = folder / self.name
        self.home.mkdir()
        self.seed = seed
        self.draw = random.Random()
        self.prepare()

    @property
    def name(self):
        return type(self).__name__

    def prepare(self):
        """Makes what every round starts from."""

    def delay(self):
        return self.draw.uniform(0, self.duration_s * 1.2)

    def learn(self, seconds=None):
        """Learns from a deed that took @seconds, or did not finish and so may take longer than assumed."""
        self.duration_s = (
            self.duration_s * 1.1 if seconds is None else 0.7 * self.duration_s + 0.3 * seconds
        )

    def tell(self):
        """Runs a round; returns how many kills it took."""
        self.n_rounds += 1
        self.draw = random.Random(f"{self.seed} {self.name} {self.n_rounds}")
        before = self.n_kills
        with tempfile.TemporaryDirectory(prefix="round-", dir=self.home) as folder:
            self.perform(Path(folder))
        return self.n_kills - before

    def command(self, *arguments, database):
        """Runs a command and kills it; returns whether it finished first."""
        began = time.monotonic()
        child = start(*arguments, DATABASE_PATH=database)
        killer = Killer(child, self.delay())
        _, messages = child.communicate(timeout=PATIENCE_S)
        if killer.has_killed():
            self.n_kills += 1
            self.learn()
            return False
        assert child.returncode == 0, messages.decode()
        self.learn(time.monotonic() - began)
        return True

    def whole(self, *arguments, database):
        """Runs a command without killing it."""
        began = time.monotonic()
        output, _ = daemon_support.run(*arguments, DATABASE_PATH=database)
        self.learn(time.monotonic() - began)
        return output

    @contextlib.contextmanager
    def killed(self, server):
        """Yields @server, and kills it while the block runs or at its end."""
        server.status = -9
        with server:
            killer = Killer(server.child, self.delay())
            began = time.monotonic()
            try:
                yield server
            except (OSError, daemon_support.http.client.HTTPException, json.JSONDecodeError):
                assert killer.has_killed(), server.messages()
                self.n_kills += 1
                self.learn()
            else:
                self.learn(time.monotonic() - began)
                killer.timer.cancel()
                killer.timer.join()
                server.child.kill()
                assert killer.has_killed()
                self.n_kills += 1

    def count(self, acknowledged, kept):
        self.n_acknowledged += acknowledged
        self.n_kept += kept


def make_plays(first, n_plays):
    """Returns numbered plays, which no two calls share."""
    return [
        (f"Artist {number % 97}", f"Track {number}", START + number * 60)
        for number in range(first, first + n_plays)
    ]


def write_csv(path, plays):
    lines = [
        "artist,track,time",
        *(f"{artist},{track},{listened_at}" for artist, track, listened_at in plays),
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def read_plays(database):
    """Returns all plays, each of them once; fails if SQLite finds any damage."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)], database
        assert connection.execute("pragma foreign_key_check").fetchall() == [], database
    found = [(play[1], play[3], play[4]) for play in daemon_support.rows(database)]
    times = [(artist, track, to_seconds(listened_at)) for artist, track, listened_at in found]
    assert len(times) == len(set(times)), "a play is there twice"
    return set(times)


def to_seconds(time_):
    return (
        time_
        if isinstance(time_, int)
        else int(time.mktime(time.strptime(time_[:19], "%Y-%m-%dT%H:%M:%S")))
    )


def check_sound(database):
    """Checks the ledger with the program itself."""
    daemon_support.run("check", DATABASE_PATH=database)


def copy_ledger(source, target):
    for path in source.parent.glob(source.name + "*"):
        shutil.copy(path, target.parent / (target.name + path.name[len(source.name) :]))
    return target


def ask(server, method, target, body=None, status=(200,)):
    headers = {}
    if body is not None and not isinstance(body, bytes):
        body, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
    reply = server.ask(method, target, body, headers)
    assert reply.status in status, f"{method} {target}: {reply.status}, {reply.body[:300]}"
    return reply.json


class FileImport(Story):
    """footprintsd import: stored plays stay, and the same command adds the rest."""

    duration_s = 0.5

    def prepare(self):
        self.base = make_plays(0, 100)
        daemon_support.run(
            "import",
            write_csv(self.home / "base.csv", self.base),
            DATABASE_PATH=self.home / "base.db",
        )

    def perform(self, folder):
        database = copy_ledger(self.home / "base.db", folder / "history.db")
        plays = make_plays(1000, self.draw.choice([300, 5000, MANY]))
        file = write_csv(folder / "plays.csv", plays)
        before = set(self.base)
        for _ in range(MAX_TRIES):
            if self.command("import", file, database=database):
                break
            now = read_plays(database)
            assert before <= now <= set(self.base) | set(plays), "stored plays went away"
            before = now
        self.whole("import", file, database=database)
        kept = read_plays(database)
        assert kept == set(self.base) | set(plays)
        check_sound(database)
        self.count(len(plays), len(kept) - len(self.base))


class Upload(Story):
    """POST /api/import/file: an upload with a reply is there as a whole, and no upload is there in part."""

    duration_s = 1.0

    def perform(self, folder):
        database = folder / "history.db"
        pieces = [make_plays(number * 1000, self.draw.randint(1, 900)) for number in range(40)]
        acknowledged = []
        with self.killed(Server(database)) as server:
            for piece in pieces:
                text = write_csv(folder / "piece.csv", piece).read_bytes()
                answer = ask(server, "POST", "/api/import/file", text)
                assert answer["success"] and answer["count"] == len(piece), answer
                acknowledged.append(piece)
        with Server(database) as server:
            kept = read_plays(database)
            n_whole = sum(set(piece) <= kept for piece in pieces)
            assert all(
                set(piece) <= kept for piece in acknowledged
            ), "an upload that was acknowledged is not there"
            assert all(
                set(piece) <= kept or not set(piece) & kept for piece in pieces
            ), "an upload is there in part"
            assert n_whole <= len(acknowledged) + 1
            assert server.leftovers() == [], server.leftovers()
            for piece in pieces:
                ask(
                    server,
                    "POST",
                    "/api/import/file",
                    write_csv(folder / "piece.csv", piece).read_bytes(),
                )
            assert read_plays(database) == {play for piece in pieces for play in piece}
        check_sound(database)
        self.count(len(acknowledged), n_whole)


class OfServices(Story):
    """Common to imports and syncs: services whose plays must all arrive."""

    duration_s = 0.8

    def prepare(self):
        self.fakes = Fakes(2500).__enter__()
        self.expected = {}
        for source in ("lastfm", "listenbrainz"):
            with Server(self.home / f"{source}.db") as server:
                assert ask(server, "POST", "/api/import", self.fakes.body(source))["success"]
                self.expected[source] = read_plays(server.database)
            assert len(self.expected[source]) > 2000

    def check_kept(self, database, reported, source):
        kept = read_plays(database) if database.exists() else set()
        assert kept <= self.expected[source]
        assert (
            len(kept) >= reported
        ), f"{reported} plays were reported as stored, {len(kept)} are there"
        self.count(reported, min(len(kept), reported))


class ServiceImport(OfServices):
    """POST /api/import: the import resumes by itself when the server restarts."""

    def perform(self, folder):
        database = folder / "history.db"
        source = self.draw.choice(["lastfm", "listenbrainz"])
        reported = 0
        with self.killed(Server(database)) as server:
            job = ask(
                server, "POST", "/api/import?wait=false", self.fakes.body(source), status=(202,)
            )
            while job["state"] == "running":
                job = ask(server, "GET", f"/api/import/jobs/{job['id']}")
                reported = max(reported, (job["summary"] or {}).get("new", 0))
        self.check_kept(database, reported, source)
        with Server(database) as server:
            # An import that stored nothing before the kill is unknown; any other resumes.
            if ask(server, "GET", "/api/import/history"):
                wait_until(
                    lambda: read_plays(database) == self.expected[source], "the rest of the import"
                )
            else:
                answer = ask(server, "POST", "/api/import", self.fakes.body(source))
                assert answer["success"], answer
        kept = read_plays(database)
        assert (
            kept == self.expected[source]
        ), f"{source}: {len(kept)} of {len(self.expected[source])} plays, {len(kept - self.expected[source])} others"
        check_sound(database)


class Sync(OfServices):
    """POST /api/sync/config: the sync exists if there was a reply, and fetches everything."""

    def perform(self, folder):
        database = folder / "history.db"
        source = self.draw.choice(["lastfm", "listenbrainz"])
        saved = None
        with self.killed(Server(database)) as server:
            saved = ask(server, "POST", "/api/sync/config", self.fakes.body(source))["config"]
            while not ask(server, "GET", f"/api/sync/config/{saved['id']}")["last_sync_timestamp"]:
                pass
        self.check_kept(database, 0, source)
        with Server(database) as server:
            syncs = ask(server, "GET", "/api/sync/config")
            assert saved is None or [sync["id"] for sync in syncs] == [
                saved["id"]
            ], "the sync is not there"
            if not syncs:
                syncs = [ask(server, "POST", "/api/sync/config", self.fakes.body(source))["config"]]
            # Its next scheduled run may be an hour away, so request one now.
            ask(server, "POST", f"/api/sync/config/{syncs[0]['id']}/trigger")
            wait_until(
                lambda: read_plays(database) == self.expected[source], "the rest of the sync"
            )
        check_sound(database)
        self.count(saved is not None, saved is not None)


class Undo(Story):
    """POST …/undo: removes all or nothing of one import, and nothing of another."""

    duration_s = 1.0

    def prepare(self):
        self.mine, self.other = make_plays(0, 20_000), make_plays(100_000, 2000)
        for name, plays in (("mine", self.mine), ("other", self.other)):
            daemon_support.run(
                "import",
                write_csv(self.home / f"{name}.csv", plays),
                DATABASE_PATH=self.home / "base.db",
            )

    def perform(self, folder):
        database = copy_ledger(self.home / "base.db", folder / "history.db")
        is_acknowledged = False
        with self.killed(Server(database)) as server:
            id_ = ask(server, "GET", "/api/import/history")[-1]["id"]
            assert ask(server, "POST", f"/api/import/history/{id_}/undo")["success"]
            is_acknowledged = True
        with Server(database) as server:
            kept = read_plays(database)
            assert set(self.other) <= kept, "the undo of one import took plays of another"
            is_done = not set(self.mine) & kept
            assert (
                is_done or not is_acknowledged
            ), "the undo was acknowledged, and its plays are there"
            ask(
                server,
                "POST",
                f"/api/import/history/{ask(server, 'GET', '/api/import/history')[-1]['id']}/undo",
            )
            assert read_plays(database) == set(self.other)
        check_sound(database)
        self.count(is_acknowledged, is_acknowledged and is_done)


class Removal(Story):
    """DELETE and restore of plays: acknowledged changes hold, even when the plays are imported again."""

    duration_s = 0.5

    def prepare(self):
        self.plays = make_plays(0, 3000)
        self.file = write_csv(self.home / "plays.csv", self.plays)
        daemon_support.run("import", self.file, DATABASE_PATH=self.home / "base.db")

    def perform(self, folder):
        database = copy_ledger(self.home / "base.db", folder / "history.db")
        wanted, doubtful = {}, None
        with self.killed(Server(database)) as server:
            chosen = ask(server, "GET", "/api/scrobbles?limit=200")
            for play in chosen + self.draw.sample(chosen, 100):
                doubtful = play["id"]
                if wanted.get(play["id"]) == "removed":
                    ask(server, "POST", f"/api/scrobbles/{play['id']}/restore")
                    wanted[play["id"]] = "there"
                else:
                    ask(server, "DELETE", f"/api/scrobbles/{play['id']}")
                    wanted[play["id"]] = "removed"
            doubtful = None
        with Server(database) as server:
            for _ in range(2):
                removed = {
                    play["id"]
                    for play in ask(server, "GET", "/api/scrobbles?removed=true&limit=1000")
                }
                for id_, state in wanted.items():
                    assert id_ == doubtful or (id_ in removed) == (
                        state == "removed"
                    ), f"play {id_} is not {state}"
                assert removed <= {id_ for id_, state in wanted.items() if state == "removed"} | {
                    doubtful
                }
                assert len(read_plays(database)) == len(self.plays) - len(removed)
                assert ask(server, "POST", "/api/import/file", self.file.read_bytes())["count"] == 0
            for id_ in removed:
                ask(server, "POST", f"/api/scrobbles/{id_}/restore")
        assert read_plays(database) == set(self.plays)
        check_sound(database)
        self.count(len(wanted), len(wanted))


class Backup(Story):
    """footprintsd backup: a file gets its name only when it is complete."""

    def prepare(self):
        self.plays = make_plays(0, MANY)
        daemon_support.run(
            "import",
            write_csv(self.home / "plays.csv", self.plays),
            DATABASE_PATH=self.home / "base.db",
        )

    def perform(self, folder):
        database = copy_ledger(self.home / "base.db", folder / "history.db")
        backup = folder / "backup.db"
        is_done = self.command("backup", backup, database=database)
        assert backup.exists() or not is_done
        if backup.exists():
            assert read_plays(backup) == set(self.plays)
            backup.unlink()
        self.whole("backup", backup, database=database)
        assert read_plays(backup) == read_plays(database) == set(self.plays)
        self.count(1, 1)


class Restore(Story):
    """footprintsd restore: there is either the old history or the restored one, nothing in between."""

    duration_s = 0.3

    def prepare(self):
        self.old, self.new = make_plays(0, 3000), make_plays(100_000, 20_000)
        daemon_support.run(
            "import", write_csv(self.home / "old.csv", self.old), DATABASE_PATH=self.home / "old.db"
        )
        daemon_support.run(
            "import", write_csv(self.home / "new.csv", self.new), DATABASE_PATH=self.home / "new.db"
        )
        daemon_support.run("backup", self.home / "backup.db", DATABASE_PATH=self.home / "new.db")

    def perform(self, folder):
        database = copy_ledger(self.home / "old.db", folder / "history.db")
        is_done = self.command("restore", self.home / "backup.db", database=database)
        now = read_plays(database)
        assert now == set(self.new) or (now == set(self.old) and not is_done)
        check_sound(database)
        self.whole("restore", self.home / "backup.db", database=database)
        assert read_plays(database) == set(self.new)
        self.count(is_done, is_done)


class Compact(Story):
    """footprintsd compact: the content is the same before and after."""

    def prepare(self):
        mine, self.other = make_plays(0, 20_000), make_plays(100_000, 5000)
        database = self.home / "base.db"
        for name, plays in (("mine", mine), ("other", self.other)):
            daemon_support.run(
                "import", write_csv(self.home / f"{name}.csv", plays), DATABASE_PATH=database
            )
        with Server(database) as server:
            ask(
                server,
                "POST",
                f"/api/import/history/{ask(server, 'GET', '/api/import/history')[-1]['id']}/undo",
            )
        assert read_plays(database) == set(self.other)

    def perform(self, folder):
        database = copy_ledger(self.home / "base.db", folder / "history.db")
        self.command("compact", database=database)
        assert read_plays(database) == set(self.other)
        self.whole("compact", database=database)
        assert read_plays(database) == set(self.other)
        check_sound(database)
        self.count(len(self.other), len(read_plays(database)))


class Accounts(Story):
    """After the kill, an account is as the replies said; a change without a reply may or may not be there."""

    duration_s = 0.4

    def prepare(self):
        with Household(self.home / "history.db") as server:
            self.owner = server.set_up()
            server.invite(self.owner, "ilka")
            self.owner.post("/api/account", {"visibility": "link"})
        self.template = [path for path in self.home.iterdir() if path.is_file() or path.is_dir()]

    def read(self, browser):
        """Returns the state of everything that the changes affect."""
        account = browser.get("/api/account").json
        return {
            "day_start_hour": account["day_start_hour"],
            "link": account["link"],
            "tokens": {token["name"] for token in browser.get("/api/account/tokens").json},
            "invitations": {
                invitation["id"] for invitation in browser.get("/api/invitations").json
            },
            "disabled": {
                person["name"] for person in browser.get("/api/people").json if person["disabled"]
            },
        }

    def change(self, browser, state, number):
        """Makes a change and returns the state after it. None stands for values known only from the reply."""
        kind = self.draw.choice(
            ["hour", "link", "token", "token", "untoken", "invite", "uninvite", "disable"]
        )
        if kind == "hour":
            hour = self.draw.choice([hour for hour in range(13) if hour != state["day_start_hour"]])
            self.pending = {**state, "day_start_hour": hour}
            browser.post("/api/account", {"day_start_hour": hour})
        elif kind == "link":
            self.pending = {**state, "link": None}
            self.pending["link"] = browser.post("/api/account/link")["account"]["link"]
        elif kind == "token":
            self.pending = {**state, "tokens": state["tokens"] | {f"token {number}"}}
            self.secrets[f"token {number}"] = browser.post(
                "/api/account/tokens", {"name": f"token {number}", "scopes": "read"}
            )["token"]
        elif kind == "untoken" and state["tokens"]:
            listed = {
                token["name"]: token["id"] for token in browser.get("/api/account/tokens").json
            }
            name = self.draw.choice(sorted(state["tokens"]))
            self.pending = {**state, "tokens": state["tokens"] - {name}}
            browser.delete(f"/api/account/tokens/{listed[name]}")
        elif kind == "invite":
            self.pending = {**state, "invitations": None}
            browser.post("/api/invitations", {})
            self.pending["invitations"] = self.read(browser)["invitations"]
        elif kind == "uninvite" and state["invitations"]:
            id_ = self.draw.choice(sorted(state["invitations"]))
            self.pending = {**state, "invitations": state["invitations"] - {id_}}
            browser.delete(f"/api/invitations/{id_}")
        elif kind == "disable":
            id_ = next(
                person["id"]
                for person in browser.get("/api/people").json
                if person["name"] == "ilka"
            )
            is_off = "ilka" in state["disabled"]
            self.pending = {**state, "disabled": set() if is_off else {"ilka"}}
            browser.post(f"/api/people/{id_}", {"disabled": not is_off})
        return self.pending

    def perform(self, folder):
        for path in self.template:
            (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / path.name)
        self.secrets, n_changes, state = {}, 0, None
        with self.killed(Household(folder / "history.db")) as server:
            browser = self.log_in_as_before(server)
            state = self.read(browser)
            self.pending = state
            for number in range(self.draw.randint(5, 60)):
                state = self.change(browser, state, number)
                n_changes += 1
        with Household(folder / "history.db") as server:
            browser = self.log_in_as_before(server)
            kept = self.read(browser)
            # No one knows a link or an invitation from a lost reply.
            pending = (
                {
                    name: kept[name] if value is None else value
                    for name, value in self.pending.items()
                }
                if state
                else kept
            )
            assert state is None or kept in (
                state,
                pending,
            ), f"{kept} is neither {state} nor {pending}"
            for name, secret in self.secrets.items():
                status = server.with_token(secret, "GET", "/api/stats").status
                assert status == (200 if name in kept["tokens"] else 401), (name, status)
        self.count(n_changes, n_changes)

    def log_in_as_before(self, server):
        browser = Browser(server)
        browser.cookie = self.owner.cookie
        return browser


STORIES = [
    FileImport,
    Upload,
    ServiceImport,
    Sync,
    Undo,
    Removal,
    Backup,
    Restore,
    Compact,
    Accounts,
]


def tell_all(stories, n_kills, log):
    """Runs the stories in turn until there were enough kills, or until Ctrl-C; returns the names of those that failed."""
    failed = {}
    n_left = n_kills
    while n_left > 0 and len(failed) < len(stories):
        for story in stories:
            if story.name in failed or n_left <= 0:
                continue
            try:
                n_left -= story.tell()
            except KeyboardInterrupt:
                return failed
            except BaseException:
                failed[story.name] = traceback.format_exc()
                log.write(
                    f"{story.name}, round {story.n_rounds}, seed {story.seed}:\n{failed[story.name]}\n"
                )
                log.flush()
    return failed


def report(stories, failed):
    print(f"{'':16} {'rounds':>8} {'kills':>8} {'acknowledged':>14} {'kept':>10}")
    for story in stories:
        numbers = (story.n_rounds, story.n_kills, story.n_acknowledged, story.n_kept)
        print(
            f"{story.name:16} {numbers[0]:>8,} {numbers[1]:>8,} {numbers[2]:>14,} {numbers[3]:>10,}{'  FAILED' if story.name in failed else ''}"
        )
    print(f"{sum(story.n_kills for story in stories):,} kills", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("daemon", help="the footprintsd to kill")
    parser.add_argument("--kills", type=int, required=True, help="how many, all in all")
    parser.add_argument("--seed", type=int, default=None, help="of an earlier run, to repeat it")
    parser.add_argument(
        "--results", type=Path, help="file to which results are added for tools/count-tests.py"
    )
    parser.add_argument("--log", type=Path, help="file for what failed")
    parser.add_argument("stories", nargs="*", help="which (default: all)")
    arguments = parser.parse_args()
    daemon_support.FOOTPRINTSD = arguments.daemon
    seed = random.randrange(2**31) if arguments.seed is None else arguments.seed
    print(f"seed {seed}", flush=True)
    wanted = [
        kind for kind in STORIES if not arguments.stories or kind.__name__ in arguments.stories
    ]
    assert wanted, f"none of {[kind.__name__ for kind in STORIES]}"
    with tempfile.TemporaryDirectory(
        prefix="footprints-kills-"
    ) as folder, contextlib.ExitStack() as stack:
        log = stack.enter_context(
            open(arguments.log, "w", encoding="utf-8")
            if arguments.log
            else contextlib.nullcontext(sys.stdout)
        )
        stories = [kind(Path(folder), seed) for kind in wanted]
        for story in stories:
            if isinstance(story, OfServices):
                stack.callback(story.fakes.__exit__)
        failed = tell_all(stories, arguments.kills, log)
    report(stories, failed)
    if arguments.results:
        with open(arguments.results, "a", encoding="utf-8") as results:
            for story in stories:
                results.write(
                    f"check\tkills: {story.name}\t{int(story.name in failed)}\t{arguments.log}\n"
                )
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
