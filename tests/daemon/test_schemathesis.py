#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""schemathesis generates requests from doc/openapi.yaml, valid ones and invalid ones, and checks the server's answers.

No status is 500 or higher or undocumented, and each reply has the type, headers and members that the document
describes. The time is limited; FOOTPRINTS_SCHEMATHESIS_S allows more.
"""

import os
import subprocess
import sys
from pathlib import Path

from account_support import Household
from daemon_support import main
from services_support import Fakes

PROGRAM = os.environ.get("FOOTPRINTS_SCHEMATHESIS", "")
TIME_S = int(os.environ.get("FOOTPRINTS_SCHEMATHESIS_S", "20"))
HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "doc" / "openapi.yaml"
CHECKS = (
    "known_status",
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
# A stream without an end, and routes that would delete the account that is used.
LEFT_OUT = ("listen", "deleteAccount")

if not PROGRAM or not os.access(PROGRAM, os.X_OK):
    print(
        "1..0 # SKIP schemathesis is not there; tools/test fetches it, or FOOTPRINTS_SCHEMATHESIS names it"
    )
    sys.exit(0)


def test_made_up_requests(folder):
    with Fakes(20) as fakes, Household(folder / "history.db") as server:
        owner = server.set_up()
        server.invite(owner, "ilka")
        csv = b"artist,album,track,time\n" + b"".join(
            b"The Paper Lanterns,Tides,Song %d,%d\n" % (n % 9, 1_600_000_000 + n * 900)
            for n in range(300)
        )
        owner.ask(
            "POST", "/api/import/file", csv, {"Content-Type": "application/octet-stream"}, 200
        )
        token = owner.post("/api/account/tokens", {"name": "schemathesis", "scopes": "admin"})[
            "token"
        ]
        command = [
            PROGRAM, "run", DOCUMENT, "--url", f"http://127.0.0.1:{server.port}", "--header", f"Authorization: Bearer {token}",
            "--checks", ",".join(CHECKS), "--max-time", str(TIME_S), "--seed", "1", "--no-color", "--generation-database", "none",
            "--no-shrink", "--continue-on-failure", "--warnings", "off", "--request-timeout", "20",
        ]  # fmt: skip
        for name in LEFT_OUT:
            command += ["--exclude-operation-id", name]
        environment = {
            **os.environ,
            "SCHEMATHESIS_HOOKS": str(HERE / "schemathesis_hooks.py"),
            "SCHEMATHESIS_SERVICE": fakes.urls["listenbrainz"],
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        text = done.stdout.decode(errors="replace")
        print("# " + text.replace("\n", "\n# "))
        assert done.returncode == 0, "schemathesis found something, see above"


if __name__ == "__main__":
    main(globals())
