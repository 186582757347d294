# SPDX-License-Identifier: LGPL-2.1-or-later
"""Stories of imports for test_conformance.py: what a client does with files and their jobs."""

import json
from urllib.parse import urlencode

import openapi_support
from daemon_support import wait_until
from openapi_support import bad_values

DOCUMENT = openapi_support.load()
JSON = {"Content-Type": "application/json"}


def send(client, method, target, body=None, status=200):
    """@client is a server or a browser."""
    headers = {}
    if body is not None and not isinstance(body, bytes):
        body, headers = json.dumps(body).encode(), JSON
    elif body is not None:
        headers = {"Content-Type": "application/octet-stream"}
    reply = client.ask(method, target, body, headers)
    assert (
        reply.status == status
    ), f"{method} {target}: {reply.status}, not {status}: {reply.body[:300]}"
    return reply


def is_named(name, reply):
    return f"the parameter “{name}”" in reply.json["detail"]


def tell_of_rules(server):
    """Which streams are plays."""
    streams = json.dumps(
        [
            {
                "ts": "2023-11-14T22:16:40Z",
                "ms_played": 200000,
                "master_metadata_track_name": track,
                "master_metadata_album_artist_name": "Orla Venn",
                "incognito_mode": is_private,
            }
            for track, is_private in (("Salt", True), ("Glass", False))
        ]
    ).encode()
    for value, count in (("false", 2), ("true", 1)):
        target = f"skips_private={value}"
        plan = send(server, "POST", f"/api/import/preview?{target}", streams).json["plan"]
        assert plan["streams"] == {"min_played_s": 30, "skips_private": value == "true"}
        answer = send(server, "POST", f"/api/import/file?{target}&dry_run=true", streams).json
        assert answer["count"] == count, answer


def tell_of_listeners(server):
    """A file of a server with several listeners: one has to be chosen."""
    reports = "".join(
        f"2023-11-14 22:13:4{number}.1234567\t{user}\ti\tAudio\tOrla Venn - {track} (Tides)\t"
        "Direct\tweb\tx\t200\n"
        for number, (user, track) in enumerate((("u7", "Salt"), ("u7", "Glass"), ("v8", "Ember")))
    ).encode()
    shown = send(server, "POST", "/api/import/preview", reports).json
    assert shown["plan"]["listener"] == {"value": None, "certainty": "open"}, shown
    assert shown["plan"]["listeners"] == [{"name": "u7", "plays": 2}, {"name": "v8", "plays": 1}]
    query = urlencode({"upload": shown["upload"], "timezone": "UTC"})
    reply = send(server, "POST", f"/api/import/file?{query}", b"", 422)
    assert "whose plays are meant? " in reply.json["detail"], reply.json
    assert reply.json["detail"].endswith("(listener=NAME)"), reply.json
    wrong = send(server, "POST", f"/api/import/preview?{query}&listener=w9", b"").json["plan"]
    assert wrong["question"].startswith("there are no plays of “w9”"), wrong
    chosen = send(server, "POST", f"/api/import/preview?{query}&listener=v8", b"").json["plan"]
    tell_of_rules(server)
    assert [play["track"] for play in chosen["plays"]] == ["Ember"], chosen
    answer = send(server, "POST", f"/api/import/file?{query}&listener=v8&dry_run=true", b"").json
    assert (answer["count"], answer["job"]["rows"]) == (1, 1), answer


def tell_of_previews(server):
    table = (
        "Band;Piece;When;Hour;Disc;By;Long;Who\n"
        "Orla Venn;Salt;03/04/2023;10:00;Tides;Orla Venn;9000;walkman\n"
        "Orla Venn;Glass;05/04/2023;10:00;Tides;Orla Venn;9100;walkman\n"
    ).encode()
    first = send(server, "POST", "/api/import/preview?filename=table.csv", table).json
    assert first["filename"] == "table.csv" and first["kept_for_s"] == 3600
    assert first["plan"]["question"].startswith("which column is the "), first
    assert first["plan"]["plays"] == [] and first["plan"]["columns_certainty"] == "open"
    columns = {
        "column_artist": "Band",
        "column_track": "piece",
        "column_date": "When",
        "column_time": "4",
        "column_album": "Disc",
        "column_album_artist": "By",
        "column_length": "Long",
        "column_source": "Who",
    }
    query = urlencode({"upload": first["upload"], **columns})
    reply = send(server, "POST", f"/api/import/file?{query}", b"", 422)
    assert "date_order=day-first or month-first, length_unit=seconds or" in reply.json["detail"]
    for order, unit in (("month-first", "milliseconds"), ("day-first", "seconds")):
        more = urlencode(
            {
                "date_order": order,
                "length_unit": unit,
                "encoding": "UTF-8",
                "timezone": "Europe/Berlin",
                "source": "walkman",
                "time_shift_s": 0,
                "min_played_s": 30,
            }
        )
        shown = send(server, "POST", f"/api/import/preview?{query}&{more}", b"").json
        assert shown["upload"] == first["upload"] and shown["plan"]["question"] is None
        answer = send(server, "POST", f"/api/import/file?{query}&{more}&dry_run=true", b"").json
        assert answer["count"] == 2 and answer["job"]["plan"] == shown["plan"], answer
    assert shown["plan"]["plays"][0] == {
        "artist": "Orla Venn",
        "album": "Tides",
        "track": "Salt",
        "timestamp": "2023-04-03T08:00:00Z",
        "source": "walkman",
        "album_artist": "Orla Venn",
        "duration_ms": 9000000,
    }, shown
    moved = urlencode({"last_at": "2024-01-31T22:15:00Z"})
    shown = send(server, "POST", f"/api/import/preview?{query}&{more}&{moved}", b"").json["plan"]
    assert [play["timestamp"] for play in shown["plays"]] == [
        "2024-01-29T22:15:00Z",
        "2024-01-31T22:15:00Z",
    ], shown
    send(server, "POST", f"/api/import/file?{query}&{more}&{moved}&dry_run=true", b"")
    assert send(server, "POST", f"/api/import/file?{query}&{more}", b"").json["count"] == 2
    # It was imported, and needs to be kept no longer.
    for route in ("file", "preview"):
        send(server, "POST", f"/api/import/{route}?{query}&{more}", b"", 404)
        send(server, "POST", f"/api/import/{route}?upload=..%2Fhistory.db", b"", 404)
    tell_of_listeners(server)
    form = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="more.csv"\r\n\r\n'
        b"artist,track,time\nOrla Venn,Salt,1700000000\n\r\n--x--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    reply = server.ask("POST", "/api/import/preview", form, headers)
    assert reply.status == 200 and reply.json["filename"] == "more.csv"
    assert server.ask("POST", "/api/import/preview", b"--x\r\n" * 200, headers).status == 413
    send(server, "POST", "/api/import/preview", b"", 400)
    listen = b'{"listened_at":1700000000,"track_metadata":{"artist_name":"A","track_name":"B"}}'
    plan = send(server, "POST", "/api/import/preview", listen).json["plan"]
    assert plan["certain"] and plan["columns"] is None, plan
    send(server, "POST", "/api/import/preview", b"\0\1\2 no export", 415)
    for parameter in DOCUMENT.find("POST", "/api/import/preview").query():
        for value in bad_values(parameter):
            target = f"/api/import/preview?{parameter['name']}={value}"
            reply = send(server, "POST", target, table, 422)
            assert is_named(parameter["name"], reply), (value, reply.body)


def tell_of_imports(server):
    csv = b"artist,track,time\nThe Paper Lanterns,Lake of Glass,2024-01-01T10:00:00Z\nOrla Venn,,1700000000\n,Nothing,\n"
    query = urlencode({"filename": "plays.csv", "timezone": "Europe/Berlin", "source": "walkman"})
    assert send(server, "POST", f"/api/import/file?{query}&dry_run=true&wait=true", csv).json[
        "success"
    ]
    answer = send(server, "POST", f"/api/import/file?{query}&dry_run=false", csv).json
    assert answer["count"] == 1 and answer["job"]["summary"]["rejections"], answer
    send(server, "POST", "/api/import/file", b"\0\1\2 no export", 415)
    tell_of_previews(server)
    form = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="more.csv"\r\n\r\n'
        + csv
        + b"\r\n--x--\r\n"
    )
    for body, headers, status in (
        (form, {"Content-Type": "multipart/form-data; boundary=x"}, 200),
        (b"--x\r\n" * 200, {"Content-Type": "multipart/form-data; boundary=x"}, 413),
        (b"", {}, 400),
    ):
        assert server.ask("POST", "/api/import/file", body, headers).status == status
    started = send(server, "POST", "/api/import/file?wait=false", csv, 202)
    wait_until(
        lambda: send(server, "GET", started.headers["Location"]).json["state"] == "finished",
        "the import",
    )
    for parameter in DOCUMENT.find("POST", "/api/import/file").query():
        for value in bad_values(parameter):
            reply = send(server, "POST", f"/api/import/file?{parameter['name']}={value}", csv, 422)
            assert is_named(parameter["name"], reply), (value, reply.body)
    local = b"artist,track,time\nOrla Venn,Salt,2024-01-01 10:00:00\n"
    assert (
        send(server, "POST", "/api/import/file?timezone=Europe/Berlin", local).json["job"][
            "summary"
        ]["timezone"]
        == "Europe/Berlin"
    )
    rejected = send(server, "GET", f"/api/import/jobs/{answer['job']['id']}/rejections")
    assert rejected.body.decode() == (
        "file,row,artist,track,reason\n"
        "plays.csv,3,Orla Venn,,track is missing\n"
        "plays.csv,4,,Nothing,the time is missing\n"
    ), rejected.body
    jobs = send(server, "GET", "/api/import/jobs").json
    past = send(server, "GET", "/api/import/history").json
    assert jobs[0]["import_id"] == past[0]["id"], (jobs[0], past[0])
    imports = send(server, "GET", "/api/import/history").json
    for _ in range(2):
        send(server, "POST", f"/api/import/history/{imports[0]['id']}/undo")
    send(server, "GET", "/api/import/history")
    # Two files have the same play; undoing one import leaves it to the other.
    for name in ("one.csv", "other.csv"):
        send(
            server,
            "POST",
            f"/api/import/file?filename={name}",
            b"artist,track,time\nOrla Venn,Salt,1700000002\n" + name.encode() + b",x,1700000003\n",
        )
    undone = send(
        server,
        "POST",
        f"/api/import/history/{send(server, 'GET', '/api/import/history').json[0]['id']}/undo",
    ).json
    assert (undone["count"], undone["kept"], undone["kept_by"]) == (1, 1, ["one.csv"]), undone
