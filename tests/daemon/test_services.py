#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Imports from services and syncs over REST, against fake servers that implement their protocols."""

import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sqlite3

from account_support import Household
from services_support import (
    API_KEY,
    CLIENT_ID,
    END,
    TOKEN,
    USER,
    Fakes,
    consent,
    post,
    post_json,
    verify_now,
)
from daemon_support import PATIENCE_S, Server, check_problem, main, rows, run, wait_until


def times(database):
    return [(play[1], play[2], play[3], play[4]) for play in rows(database)]


def count(database):
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute("select count(*) from listen").fetchone()[0]


def test_import(folder):
    with Fakes(3000) as fakes, Server(folder / "history.db") as server:
        for source in ("lastfm", "listenbrainz"):
            before = count(server.database)
            tried = post_json(server, "/api/import?dry_run=true", fakes.body(source))
            assert tried["job"]["dry_run"] and count(server.database) == before
            answer = post_json(server, "/api/import", fakes.body(source))
            assert answer["success"] and answer["count"] > 2900, answer
            assert tried["job"]["summary"]["new"] >= answer["count"]
            assert answer["message"] == f"Imported {answer['count']} plays"
            again = post_json(server, "/api/import", fakes.body(source))
            assert again["success"] and again["count"] == 0
        history = server.json("/api/import/history")
        assert [entry["source"] for entry in history] == ["listenbrainz"] * 2 + ["lastfm"] * 2
        assert all(entry["state"] == "finished" and entry["account"] == USER for entry in history)
        before = count(server.database)
        # The second import of the account brought the same plays, so undoing one removes nothing.
        taken = post_json(server, f"/api/import/history/{history[-2]['id']}/undo")
        assert (
            taken["count"] == 0
            and taken["kept"] == history[-1]["new"]
            and count(server.database) == before
        )
        assert taken["kept_by"] == [history[-1]["label"]], taken
        taken = post_json(server, f"/api/import/history/{history[-1]['id']}/undo")
        assert (
            taken["count"] == history[-1]["new"]
            and count(server.database) == before - taken["count"]
        )
        assert server.json("/api/import/history")[-1]["undone_at"]
        for query, label in (("?filename=my%20plays.csv", "my plays.csv"), ("", "upload")):
            server.upload(b"artist,track,timestamp\nA,B,1700000000\n", query)
            assert server.json("/api/import/history")[0]["label"] == label
        server.problem("/api/import/history/999/undo", 404, method="POST")
        server.problem("/api/import/history/x/undo", 422, method="POST")


def test_import_refusals(folder):
    with Fakes(10) as fakes, Server(folder / "history.db") as server:
        for body, message in (
            ({"source": "lastfm", "username": USER}, "API key required for Last.fm"),
            ({"source": "myspace", "username": USER}, "Unknown source: myspace"),
        ):
            assert post_json(server, "/api/import", body) == {
                "success": False,
                "count": 0,
                "message": message,
                "job": None,
            }
        wrong = post_json(server, "/api/import", fakes.body("lastfm", username="nobody"))
        assert not wrong["success"] and wrong["message"].startswith("Import failed: Last.fm"), wrong
        assert "“nobody”" in wrong["message"] and "check the user name" in wrong["message"]
        for source in ("lastfm", "listenbrainz"):
            secret = (
                {"api_key": "wrong-secret"} if source == "lastfm" else {"token": "wrong-secret"}
            )
            wrong = post_json(server, "/api/import", fakes.body(source, **secret))
            assert (
                not wrong["success"]
                and "check the " in wrong["message"]
                and "wrong-secret" not in str(wrong)
            )


def test_bodies(folder):
    """Invalid bodies for these routes."""
    with Server(folder / "history.db") as server:
        good = {"source": "lastfm", "username": "x", "api_key": "y"}
        for target in ("/api/import", "/api/sync/config"):
            check_problem(server.ask("POST", target, b"{}", {}), 415)
            check_problem(server.ask("POST", target, b"{}", {"Content-Type": "text/plain"}), 415)
            for text in (
                b"",
                b"{",
                b"nothing",
                b'{"source":"lastfm"} trailing',
                b'{"a":"\xff"}',
                b"[" * 100000,
            ):
                reply = server.ask("POST", target, text, {"Content-Type": "application/json"})
                assert reply.status in (400, 413), (text[:20], reply.status)
            check_problem(post(server, target, []), 422)
            for name in ("source", "username"):
                check_problem(
                    post(server, target, {key: good[key] for key in good if key != name}), 422, name
                )
                check_problem(post(server, target, {**good, name: 7}), 422, name)
                check_problem(post(server, target, {**good, name: " "}), 422, name)
                check_problem(post(server, target, {**good, name: "a\0b"}), 422, name)
            big = {**good, "username": "x" * 70000}
            assert post(server, target, big).status == 413
        for minutes in (0, 4, 10081, -5, 2**62):
            check_problem(
                post(server, "/api/sync/config", {**good, "sync_interval_minutes": minutes}),
                422,
                "sync_interval",
            )
        check_problem(
            post(server, "/api/sync/config", {**good, "sync_interval_minutes": "60"}),
            422,
            "sync_interval",
        )
        check_problem(
            post(server, "/api/sync/config", {**good, "source": "myspace"}),
            422,
            "Unknown source: myspace",
        )
        check_problem(
            post(server, "/api/sync/config", {**good, "base_url": "ftp://x/"}), 422, "base_url"
        )
        check_problem(
            post(server, "/api/sync/config", {"source": "lastfm", "username": "x"}), 422, "API key"
        )
        assert server.json("/api/sync/config") == []
        for method, target in (
            ("GET", "/api/sync/config/7"),
            ("GET", "/api/sync/config/7/runs"),
        ):
            server.problem(target, 404, method=method)
        check_problem(post(server, "/api/sync/config/7", good), 404)
        server.problem("/api/sync/config/x", 422)
        origin = {"Origin": "http://elsewhere.example"}
        for method, target in (
            ("POST", "/api/import"),
            ("POST", "/api/sync/config"),
            ("DELETE", "/api/sync/config/1"),
        ):
            server.problem(target, 403, method=method, headers=origin)


def wait_for_run(server, id_):
    return wait_until(
        lambda: (config := server.json(f"/api/sync/config/{id_}"))["running"] is False
        and (config["last_sync_timestamp"] or config["last_error"])
        and config,
        "the run",
    )


def test_sync(folder):
    with Fakes(2500) as fakes, Server(folder / "history.db") as server:
        for source in ("lastfm", "listenbrainz"):
            answer = post_json(server, "/api/sync/config", fakes.body(source))
            assert (
                answer["success"] and answer["message"] == f"Sync created for {source} user {USER}"
            )
            config = wait_for_run(server, answer["config"]["id"])
            assert (
                config["last_error"] is None
                and config["failures"] == 0
                and config["newest_listened_at"]
            )
            assert (
                config["sync_interval_minutes"] == 60 and config["enabled"] and config["has_secret"]
            )
            assert config["api_key"] is None and config["token"] is None
        plays = count(server.database)
        assert plays > 4900
        configs = server.json("/api/sync/config")
        assert [config["source"] for config in configs] == ["listenbrainz", "lastfm"]
        id_ = configs[1]["id"]
        answer = post_json(server, f"/api/sync/config/{id_}/trigger")
        assert answer == {"success": True, "count": 0, "message": "Synced 0 new plays"}
        runs = server.json(f"/api/sync/config/{id_}/runs")
        assert (
            len(runs) == 2
            and runs[0]["new"] == 0
            and runs[1]["new"] > 2400
            and runs[1]["window_start"] is None
        )

        # A key is sent only to the address that it was given for.
        elsewhere = {**fakes.body("lastfm"), "base_url": "http://127.0.0.1:9/"}
        del elsewhere["api_key"]
        for target in ("/api/sync/config", f"/api/sync/config/{id_}"):
            check_problem(post(server, target, elsewhere), 422, "base_url", "again")
        # An update without a key keeps the old one; the same source and user is the same sync.
        body = fakes.body("lastfm", sync_interval_minutes=30, enabled=False)
        del body["api_key"]
        answer = post_json(server, f"/api/sync/config/{id_}", body)
        assert answer["message"] == f"Sync updated for lastfm user {USER}"
        assert answer["config"]["has_secret"] and not answer["config"]["enabled"]
        answer = post_json(server, f"/api/sync/config/{id_}/trigger")
        assert answer == {
            "success": False,
            "count": 0,
            "message": "Sync failed: the sync is disabled",
        }
        again = post_json(server, "/api/sync/config", body)
        assert again["config"]["id"] == id_ and len(server.json("/api/sync/config")) == 2
        post_json(server, f"/api/sync/config/{id_}", {**body, "enabled": True})
        assert post_json(server, f"/api/sync/config/{id_}/trigger")["success"]
        answer = post_json(server, "/api/sync/config/99/trigger")
        assert answer["message"] == "Sync failed: no sync with id 99" and not answer["success"]
        # A new name renames this sync, and does not create a second one.
        check_problem(
            post(server, f"/api/sync/config/{id_}", {**fakes.body("listenbrainz")}), 409, "already"
        )
        renamed = post_json(
            server, f"/api/sync/config/{id_}", {**body, "username": "somebody", "enabled": False}
        )
        assert renamed["config"]["id"] == id_ and len(server.json("/api/sync/config")) == 2
        for _ in range(2):
            answer = post_json(server, f"/api/sync/config/{id_}", method="DELETE")
            assert answer == {
                "success": True,
                "message": "Sync deleted",
                "config": None,
            }
        assert len(server.json("/api/sync/config")) == 1 and count(server.database) == plays


def test_made_again(folder):
    """A sync that is deleted while it runs can be created again at once."""
    with Fakes(20000, "--delay-ms", "50") as fakes, Server(folder / "history.db") as server:
        target = f"/api/sync/config/{post_json(server, '/api/sync/config', fakes.body('lastfm'))['config']['id']}"
        wait_until(lambda: server.json(target)["running"], "the run")
        post_json(server, target, method="DELETE")
        assert post_json(server, "/api/sync/config", fakes.body("lastfm"))["success"]
        assert len(server.json("/api/sync/config")) == 1


def test_outage(folder):
    with Fakes(300) as fakes, Server(folder / "history.db") as server:
        id_ = post_json(server, "/api/sync/config", fakes.body("listenbrainz"))["config"]["id"]
        wait_for_run(server, id_)
        url = fakes.urls["listenbrainz"]
        fakes.__exit__()
        answer = post_json(server, f"/api/sync/config/{id_}/trigger")
        assert (
            not answer["success"]
            and "cannot be reached" in answer["message"]
            and USER in answer["message"]
        ), answer
        assert url in answer["message"]
        config = server.json(f"/api/sync/config/{id_}")
        assert (
            config["failures"] == 1
            and config["retry_at"]
            and config["last_error"] in answer["message"]
        )
        fakes.arguments += ["--listenbrainz-port", url.rsplit(":", 1)[1]]
        fakes.__enter__()
        assert post_json(server, f"/api/sync/config/{id_}/trigger")["success"]
        config = server.json(f"/api/sync/config/{id_}")
        assert (
            config["failures"] == 0 and config["retry_at"] is None and config["last_error"] is None
        )


def test_pause(folder):
    with Fakes(20000, "--delay-ms", "3") as fakes, Server(folder / "history.db") as server:
        reply = post(server, "/api/import?wait=false", fakes.body("lastfm"))
        assert reply.status == 202
        target = reply.headers["Location"]
        assert (
            reply.json["kind"] == "service"
            and reply.json["source"] == "lastfm"
            and reply.json["account"] == USER
        )
        check_problem(post(server, "/api/import?wait=false", fakes.body("lastfm")), 409, "already")
        wait_until(lambda: server.json(target)["rows"] > 500, "some rows")
        assert post_json(server, target + "/pause")["state"] == "paused"
        job = server.json(target)
        assert job["expected_total"] and job["seconds_left"] and 0 < job["progress"] < 1
        assert post_json(server, target + "/resume")["state"] == "running"
        post_json(server, target + "/cancel")
        wait_until(lambda: server.json(target)["state"] == "cancelled", "the end")
        # It resumes where it was.
        answer = post_json(server, "/api/import", fakes.body("lastfm"))
        assert answer["success"] and answer["job"]["summary"]["resumed"] > 500
        assert count(server.database) == answer["job"]["summary"]["new"]


def test_killed(folder):
    """Killed at random moments, the import still finishes by itself, with the same result as an undisturbed one."""
    draw = random.Random()
    # "tools/test --kills" runs many more kills.
    plays, kills = (20000, 6) if "FOOTPRINTS_TEST_SLOW_MACHINE" in os.environ else (40000, 10)
    for source in ("lastfm", "listenbrainz"):
        with Fakes(plays) as fakes:
            whole, killed = folder / f"{source}-whole.db", folder / f"{source}-killed.db"
            with Server(whole) as server:
                assert post_json(server, "/api/import", fakes.body(source))["success"]
            server = Server(killed, stop_signal=signal.SIGKILL, status=-signal.SIGKILL)
            with server:
                assert post(server, "/api/import?wait=false", fakes.body(source)).status == 202
                wait_until(lambda: count(killed) > 0, "the first batch")
            for _ in range(kills):
                stored = count(killed)
                with server:
                    more = stored + draw.randrange(1, plays * 2 // kills)
                    wait_until(
                        lambda: count(killed) >= min(more, plays - 2000)
                        or not server.json("/api/import/jobs"),
                        "more",
                    )
            with Server(killed) as server:
                wait_until(
                    lambda: all(
                        job["state"] != "running" for job in server.json("/api/import/jobs")
                    ),
                    "the end",
                    4 * PATIENCE_S,
                )
                assert server.json("/api/import/history")[0]["state"] == "finished"
            assert times(killed) == times(whole)
            assert len(times(whole)) > plays * 0.95


def test_resumed_import_asks_public_addresses(folder):
    """After a restart it is unknown whether an owner's session began it, so it reaches only public addresses."""
    with Fakes(20000, "--delay-ms", "50") as fakes:
        with Household(
            folder / "history.db", stop_signal=signal.SIGKILL, status=-signal.SIGKILL
        ) as server:
            owner = server.set_up()
            job = owner.ask(
                "POST", "/api/import?wait=false", fakes.body("listenbrainz"), status=202
            ).headers["Location"]
            wait_until(lambda: owner.get(job).json["rows"] > 0, "the first batch")
        with Household(folder / "history.db") as owner.server:
            (resumed,) = wait_until(
                lambda: (jobs := owner.get("/api/import/jobs").json)
                and jobs[0]["state"] != "running"
                and jobs,
                "its end",
            )
            assert resumed["state"] == "failed" and "FOOTPRINTS_SERVICE_HOSTS" in str(
                resumed["error"]
            ), resumed


def lose_plays(database, every):
    """Deletes plays as if they had never arrived: some are missing here, one is only here."""
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        lost = connection.execute("delete from listen where rowid % ? = 3", (every,)).rowcount
    return lost


def check_vanished(fakes, database, before):
    """Plays that the service no longer has are listed, and stay until someone removes them."""
    fakes.delete_plays()
    output = wait_until(
        lambda: "no longer lists" in (output := run("verify", "-t", DATABASE_PATH=database)[0])
        and output
    )
    ids = re.findall(r"^    (\d+)  .+ — .+$", output, re.M)
    assert (
        len(ids) == 10
        and "50 plays that it had" in output
        and "… and 40 more" in output
        and count(database) == before
    ), output
    run("remove", *ids, DATABASE_PATH=database)
    assert (
        "40 plays that it had" in run("verify", "-t", DATABASE_PATH=database)[0]
        and count(database) == before - 10
    )


def test_spotify(folder):
    with Fakes(60) as fakes, Server(folder / "history.db") as server:
        asked = fakes.spotify()
        login = post_json(server, "/api/sync/spotify", asked)
        back = consent(login["url"])
        assert back["state"] == login["state"], (back, login)
        reply = post_json(server, "/api/sync/spotify/complete", back)
        sync = reply["config"]
        assert sync["source"] == "spotify-recent" and sync["username"] == USER, sync
        assert (
            sync["sync_interval_minutes"] == 20 and sync["has_secret"] and sync["token"] is None
        ), sync
        wait_until(lambda: server.json("/api/stats")["total_scrobbles"] == 50)
        # A code is good for one use, and a login, too.
        again = post_json(server, "/api/sync/spotify/complete", back, 422)
        assert again["detail"].startswith("state: "), again
        other = post_json(server, "/api/sync/spotify", asked)
        refused = post_json(
            server, "/api/sync/spotify/complete", {**back, "state": other["state"]}, 502
        )
        assert "connect it again" in refused["detail"], refused
        # Connected again, it keeps its settings.
        changed = {
            **fakes.body("spotify"),
            "source": "spotify-recent",
            "sync_interval_minutes": 60,
            "enabled": False,
        }
        del changed["token"]
        post_json(server, f"/api/sync/config/{sync['id']}", changed)
        login = post_json(server, "/api/sync/spotify", asked)
        reply = post_json(server, "/api/sync/spotify/complete", consent(login["url"]))
        assert reply["config"]["id"] == sync["id"], reply
        assert reply["config"]["sync_interval_minutes"] == 60 and reply["config"]["enabled"], reply
        for wrong, words in (
            ({**asked, "redirect_uri": "http://localhost:3000/"}, "redirect_uri: Spotify sends"),
            ({**asked, "client_id": "a b"}, "client_id: expected"),
            ({"client_id": CLIENT_ID}, "redirect_uri"),
        ):
            assert words in post_json(server, "/api/sync/spotify", wrong, 422)["detail"]
        lone = {"source": "spotify-recent", "username": "nobody"}
        assert "has to be connected" in post_json(server, "/api/sync/config", lone, 422)["detail"]


def test_verify(folder):
    database = folder / "history.db"
    with Fakes(3000) as fakes:
        for source in ("lastfm", "listenbrainz"):
            database = folder / f"{source}.db"
            server = Server(database)
            _, messages = run("verify", status=1, DATABASE_PATH=database)
            assert "does not exist" in messages
            with server:
                id_ = post_json(server, "/api/sync/config", fakes.body(source))["config"]["id"]
                wait_for_run(server, id_)
                server.problem(f"/api/sync/config/{id_}/verify", 404, "not been verified")
                result = verify_now(server, id_)
                assert (
                    result["state"] == "finished"
                    and result["error"] is None
                    and result["progress"] == 1
                ), result
                assert (result["missing"], result["extra"]) == (0, 0) and result["here"] == count(
                    database
                )
                server.problem("/api/sync/config/99/verify", 404, method="POST")
                server.problem(
                    f"/api/sync/config/{id_}/verify?repair=maybe", 422, "repair", method="POST"
                )
            whole = times(database)
            output, _ = run("verify", DATABASE_PATH=database)
            assert (
                output == f"{source}: {USER}\n  {len(whole)} plays here: nothing is missing\n"
            ), output
            lost = lose_plays(database, 50)
            output, _ = run("verify", status=1, DATABASE_PATH=database)
            assert (
                f"{lost} missing, 0 that" in output
                and "--repair" in output
                and "only here" in output
            ), output
            answer = json.loads(
                run("verify", "--json", "--thorough", status=1, DATABASE_PATH=database)[0]
            )
            assert answer["missing"] == lost and all(month["walked"] for month in answer["months"])
            assert sum(month["missing"] for month in answer["months"]) == lost
            with server:
                result = verify_now(server, id_)
                assert result["missing"] == lost and result["repaired"] == 0
                result = verify_now(server, id_, "?repair=true")
                assert result["repaired"] == lost
                assert times(database) == whole
                assert (
                    server.json("/api/import/history")[0]["label"] == f"Repair of {source}: {USER}"
                )
            lost = lose_plays(database, 40)
            output, _ = run("verify", "--repair", DATABASE_PATH=database)
            assert f"{lost} plays were added" in output and times(database) == whole, output
            if source == "lastfm":
                check_vanished(fakes, database, len(whole))
    _, messages = run("verify", status=1, DATABASE_PATH=database)
    assert "cannot be reached" in messages and USER in messages
    with server:
        result = verify_now(server, id_)
        assert result["state"] == "failed" and USER in result["error"]["detail"], result
        post_json(server, f"/api/sync/config/{id_}/verify/cancel")
    (folder / "plays.csv").write_text("artist,track,time\nA,B,1700000000\n")
    run("import", folder / "plays.csv", DATABASE_PATH=folder / "other.db")
    _, messages = run("verify", status=2, DATABASE_PATH=folder / "other.db")
    assert "no sync" in messages


def read_events(response):
    """Yields (name, data) until the stream ends."""
    name = None
    for line in response:
        line = line.decode().rstrip("\n")
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_events(folder):
    with Fakes(4000, "--delay-ms", "2") as fakes, Server(folder / "history.db") as server:
        with contextlib.closing(server.connect()) as connection, contextlib.closing(
            server.connect()
        ) as gone:
            for client in (connection, gone):
                client.request("GET", "/api/events")
                response = client.getresponse()
                assert (
                    response.status == 200
                    and response.headers["Content-Type"] == "text/event-stream"
                )
                if client is gone:
                    break
                stream = response
            gone.sock.close()
            events = read_events(stream)
            post(server, "/api/import?wait=false", fakes.body("lastfm"))
            seen = []
            for name, data in events:
                seen.append((name, data))
                if name == "job" and data["state"] != "running":
                    break
            assert data["state"] == "finished" and data["summary"]["new"] == count(server.database)
            rows_seen = [data["rows"] for name, data in seen if name == "job"]
            assert rows_seen == sorted(rows_seen) and len(rows_seen) > 1
            assert "history" in [name for name, _ in seen]
            id_ = post_json(server, "/api/sync/config", fakes.body("lastfm"))["config"]["id"]
            states = []
            for name, data in events:
                if name == "sync":
                    assert data["config_id"] == id_
                    states.append(data["state"])
                    if data["state"] != "running":
                        break
            assert states[0] == "running" and states[-1] == "finished", states
            post(server, f"/api/sync/config/{id_}/verify")
            for name, data in events:
                if name == "verification" and data["state"] == "finished":
                    break
            server.child.send_signal(signal.SIGTERM)
            # The stream ends, and the server does not wait for its reader.
            assert not any(name == "job" for name, _ in events)


def test_secrets(folder):
    """Neither files nor replies nor the log contain a secret; only its owner can read the key file."""
    database = folder / "history.db"
    key_file = folder / "keys" / "key"
    key_file.parent.mkdir()
    texts = []
    with Fakes(200) as fakes:
        server = Server(database, FOOTPRINTS_KEY_FILE=key_file, G_MESSAGES_DEBUG="all")
        with server:
            for source in ("lastfm", "listenbrainz"):
                reply = post(server, "/api/sync/config", fakes.body(source))
                texts.append(reply.body)
                wait_for_run(server, reply.json["config"]["id"])
                texts.append(post(server, "/api/import", fakes.body(source)).body)
            for target in (
                "/api/sync/config",
                "/api/sync/config/1",
                "/api/import/jobs",
                "/api/import/history",
            ):
                texts.append(server.get(target).body)
            texts.append(server.messages().encode())
            texts += [path.read_bytes() for path in folder.iterdir() if path.is_file()]
        assert key_file.stat().st_mode & 0o777 == 0o600 and not (folder / "footprints.key").exists()
        for text in texts:
            assert API_KEY.encode() not in text and TOKEN.encode() not in text
        before = key_file.read_bytes()
        output, _ = run("rekey", DATABASE_PATH=database, FOOTPRINTS_KEY_FILE=key_file)
        assert str(key_file) in output and key_file.read_bytes() != before
        with server:
            assert post_json(server, "/api/sync/config/1/trigger")["success"]
        key_file.unlink()
        with server:
            answer = post_json(server, "/api/sync/config/1/trigger")
            assert not answer["success"] and "key file" in answer["message"], answer
        assert not key_file.exists()
        _, messages = run("rekey", status=1, DATABASE_PATH=database, FOOTPRINTS_KEY_FILE=key_file)
        assert "key file" in messages


if __name__ == "__main__":
    main(globals())
