# SPDX-License-Identifier: LGPL-2.1-or-later
"""Tells schemathesis about footprintsd; test_schemathesis.py passes this file as SCHEMATHESIS_HOOKS."""

import os
from urllib.parse import urlsplit

import schemathesis

# A service on loopback: no other host is contacted, whatever address a generated body names.
SERVICE = os.environ["SCHEMATHESIS_SERVICE"]


@schemathesis.hook
def before_call(context, case, kwargs):
    """Keeps generated requests from reaching another machine."""
    if isinstance(case.body, dict) and urlsplit(case.path).path.startswith(
        ("/api/import", "/api/sync")
    ):
        case.body["base_url"] = SERVICE


def resolve(root, thing):
    """Resolves a reference."""
    while "$ref" in thing:
        target = root
        for step in thing["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        thing = target
    return thing


@schemathesis.check
def known_status(context, response, case):
    """Accepts statuses that are documented for the route, or listed for any route (x-statuses)."""
    responses = case.operation.definition.raw["responses"]
    if response.request.method != case.operation.method.upper():
        assert response.status_code in (
            405,
            501,
        ), f"{response.request.method} is not a method of this route, and {response.status_code}"
        return
    others = resolve(case.operation.schema.raw_schema, responses["default"]).get("x-statuses", [])
    if str(response.status_code) not in responses and response.status_code not in others:
        raise AssertionError(f"status {response.status_code} is not documented")
