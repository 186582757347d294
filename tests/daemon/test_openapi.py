#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""doc/openapi.yaml: it is valid OpenAPI, and neither it nor the server has a route, method, parameter or option that the other does
not have. test_conformance.py compares the server's answers with it.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

try:
    import jsonschema

    import openapi_support
except ImportError as error:
    print(f"1..0 # SKIP {error}; it takes the packages python3-jsonschema and python3-yaml")
    sys.exit(0)

from account_support import route_table
from daemon_support import Server, main

DOCUMENT = openapi_support.load()
ROOT = Path(__file__).resolve().parents[2]


# The document by itself


def every(thing, place=""):
    """(where, value) of everything in the document."""
    yield place, thing
    items = (
        thing.items()
        if isinstance(thing, dict)
        else enumerate(thing)
        if isinstance(thing, list)
        else ()
    )
    for key, value in items:
        yield from every(value, f"{place}/{key}")


OPENAPI = {
    "type": "object",
    "required": ["openapi", "info", "servers", "tags", "paths", "components"],
    "additionalProperties": False,
    "properties": {
        "openapi": {"const": "3.1.0"},
        "info": {"type": "object", "required": ["title", "version", "description", "license"]},
        "servers": {"type": "array", "items": {"type": "object", "required": ["url"]}},
        "tags": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "description"],
                "additionalProperties": False,
                "properties": {"name": {"type": "string"}, "description": {"type": "string"}},
            },
        },
        "paths": {
            "type": "object",
            "propertyNames": {"pattern": "^/"},
            "additionalProperties": {"$ref": "#/$defs/path"},
        },
        "components": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "securitySchemes": {"type": "object"},
                "parameters": {
                    "type": "object",
                    "additionalProperties": {"$ref": "#/$defs/parameter"},
                },
                "headers": {"type": "object", "additionalProperties": {"$ref": "#/$defs/header"}},
                "responses": {
                    "type": "object",
                    "additionalProperties": {"$ref": "#/$defs/response"},
                },
                "schemas": {"type": "object", "additionalProperties": {"$ref": "#/$defs/schema"}},
            },
        },
    },
    "$defs": {
        "text": {"type": "string", "minLength": 1},
        "schema": {"type": "object", "not": {"required": ["nullable"]}},
        "reference": {
            "type": "object",
            "required": ["$ref"],
            "properties": {"$ref": {"pattern": "^#/components/"}},
            "additionalProperties": False,
        },
        "path": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": {
                method: {"$ref": "#/$defs/operation"} for method in openapi_support.METHODS
            },
        },
        "operation": {
            "type": "object",
            "required": ["operationId", "tags", "summary", "description", "security", "responses"],
            "additionalProperties": False,
            "properties": {
                "operationId": {"type": "string", "pattern": "^[a-z][a-zA-Z]+$"},
                "tags": {"type": "array", "minItems": 1, "maxItems": 1},
                "summary": {"type": "string", "pattern": "^[A-Z].*[^.]$", "maxLength": 60},
                "description": {"type": "string", "pattern": "[.:]\\s*$"},
                "x-shown": {"const": True},
                "security": {
                    "type": "array",
                    "items": {"type": "object", "minProperties": 1, "maxProperties": 1},
                },
                "parameters": {
                    "type": "array",
                    "items": {"$ref": "#/$defs/parameter-or-reference"},
                },
                "requestBody": {
                    "type": "object",
                    "required": ["required", "content"],
                    "additionalProperties": False,
                    "properties": {
                        "required": {"const": True},
                        "description": {"$ref": "#/$defs/text"},
                        "content": {"$ref": "#/$defs/content"},
                    },
                },
                "responses": {
                    "type": "object",
                    "required": ["default"],
                    "propertyNames": {"pattern": "^([2-5][0-9][0-9]|default)$"},
                    "additionalProperties": {
                        "if": {"required": ["$ref"]},
                        "then": {"$ref": "#/$defs/reference"},
                        "else": {"$ref": "#/$defs/response"},
                    },
                },
            },
        },
        "parameter-or-reference": {
            "if": {"required": ["$ref"]},
            "then": {"$ref": "#/$defs/reference"},
            "else": {"$ref": "#/$defs/parameter"},
        },
        "parameter": {
            "type": "object",
            "required": ["name", "in", "description", "schema"],
            "additionalProperties": False,
            "properties": {
                "name": {"$ref": "#/$defs/text"},
                "in": {"enum": ["query", "path"]},
                "required": {"type": "boolean"},
                "description": {"$ref": "#/$defs/text"},
                "schema": {"$ref": "#/$defs/schema"},
                "example": True,
                "examples": {
                    "type": "object",
                    "additionalProperties": {"type": "object", "required": ["value"]},
                },
            },
            "if": {"properties": {"in": {"const": "path"}}},
            "then": {"required": ["required"], "properties": {"required": {"const": True}}},
        },
        "header": {
            "type": "object",
            "required": ["description", "schema"],
            "additionalProperties": False,
            "properties": {
                "description": {"$ref": "#/$defs/text"},
                "required": {"type": "boolean"},
                "schema": {"$ref": "#/$defs/schema"},
            },
        },
        "response": {
            "type": "object",
            "required": ["description", "headers"],
            "additionalProperties": False,
            "properties": {
                "description": {"$ref": "#/$defs/text"},
                "headers": {
                    "type": "object",
                    "required": ["X-Request-Id"],
                    "additionalProperties": {"$ref": "#/$defs/reference"},
                },
                "content": {"$ref": "#/$defs/content"},
                "x-statuses": {"type": "array", "items": {"type": "integer", "minimum": 400}},
            },
        },
        "content": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[a-z]+/[a-z0-9.+-]+(; [a-z]+=[a-z0-9.-]+)*$"},
            "additionalProperties": {
                "type": "object",
                "required": ["schema"],
                "additionalProperties": False,
                "properties": {
                    "schema": {"$ref": "#/$defs/schema"},
                    "example": True,
                    "x-events": {
                        "type": "object",
                        "additionalProperties": {"$ref": "#/$defs/schema"},
                    },
                },
            },
        },
    },
}


def test_is_openapi(folder):
    jsonschema.Draft202012Validator.check_schema(OPENAPI)
    error = next(iter(jsonschema.Draft202012Validator(OPENAPI).iter_errors(DOCUMENT.root)), None)
    assert error is None, (list(error.absolute_path), error.message[:300])
    ids = [operation.id for operation in DOCUMENT.operations]
    assert len(ids) == len(set(ids)), ids
    tags = [tag["name"] for tag in DOCUMENT.root["tags"]]
    assert len(tags) == len(set(tags)) and {
        operation.tag for operation in DOCUMENT.operations
    } == set(tags)
    for operation in DOCUMENT.operations:
        names = [(parameter["in"], parameter["name"]) for parameter in operation.parameters]
        assert len(names) == len(set(names)), operation
        assert {name for place, name in names if place == "path"} == set(
            re.findall(r"\{(\w+)\}", operation.path)
        ), operation
        assert all(
            set(choice) <= set(DOCUMENT.root["components"]["securitySchemes"])
            for choice in operation.members["security"]
        )


def test_references_and_schemas(folder):
    """Each reference resolves, each shared component is used, each schema is valid, and replies are closed."""
    used = set()
    for place, thing in every(DOCUMENT.root):
        if isinstance(thing, dict) and isinstance(thing.get("$ref"), str):
            DOCUMENT.resolve(thing)
            used.add(thing["$ref"])
        if (
            isinstance(thing, dict)
            and ("schema" in thing or "schemas" in thing)
            and not place.endswith("properties")
        ):
            for schema in [thing["schema"]] if "schema" in thing else thing["schemas"].values():
                jsonschema.Draft202012Validator.check_schema(schema)
        if (
            isinstance(thing, dict)
            and isinstance(thing.get("required"), list)
            and "properties" in thing
        ):
            assert set(thing["required"]) <= set(thing["properties"]), place
    for kind in ("parameters", "headers", "responses", "schemas"):
        for name in DOCUMENT.root["components"][kind]:
            assert f"#/components/{kind}/{name}" in used, f"nothing uses {kind}/{name}"
    for _, _, place, schema in DOCUMENT.media_schemas():
        named = {
            name: DOCUMENT.resolve({"$ref": name})
            for where, name, *_ in DOCUMENT.members(schema, place)
            if where == ""
        }
        for owner, whole in {place: schema, **named}.items():
            for inside, part in every(whole):
                if isinstance(part, dict) and "properties" in part and part.get("type") == "object":
                    assert part.get("additionalProperties") is False and part["required"], (
                        owner + inside
                    )


def test_examples(folder):
    """The examples in the document match their schemas."""
    n_examples = 0
    for place, thing in every(DOCUMENT.root):
        if not isinstance(thing, dict) or place.endswith("/properties"):
            continue
        if "schema" in thing and "example" in thing:
            DOCUMENT.check_value(thing["schema"], thing["example"], place)
            n_examples += 1
        for example in (
            thing["examples"].values() if "schema" in thing and "examples" in thing else ()
        ):
            DOCUMENT.check_value(thing["schema"], example["value"], place)
            n_examples += 1
        if "/schemas/" in place and "example" in thing and "type" in thing:
            DOCUMENT.check_value(
                {key: value for key, value in thing.items() if key != "example"},
                thing["example"],
                place,
            )
            n_examples += 1
        if "default" in thing and "type" in thing and isinstance(thing["type"], str):
            DOCUMENT.check_value(
                {key: value for key, value in thing.items() if key != "description"},
                thing["default"],
                place,
            )
    assert n_examples > 20
    assert all(
        len(line) <= 120
        for line in openapi_support.DOCUMENT.read_text(encoding="utf-8").splitlines()
    )


# The routes


SCOPES = {
    "OPEN": (set(), True),
    "NOBODY": (set(), False),
    "READ_SHOWN": ({"read"}, True),
    "READ": ({"read"}, False),
    "SUBMIT": ({"submit"}, False),
    "ADMIN": ({"admin"}, False),
    "PEOPLE": ({"people"}, False),
}


def test_routes(folder):
    """The router has the routes of the document, with the same requirements."""
    routes = route_table()
    there = {
        (method, re.sub(r":(\w+)", r"{\1}", pattern)): (scope, body)
        for method, pattern, scope, body in routes
    }
    here = {(operation.method, operation.path): operation for operation in DOCUMENT.operations}
    assert set(there) == set(here), set(there) ^ set(here)
    for key, (scope, body) in there.items():
        operation = here[key]
        assert (operation.scopes, operation.is_shown) == SCOPES[scope], operation
        assert (operation.body_types == ["application/json"]) == (body == "JSON"), operation
        assert (operation.body_types != []) == (body != "NO_BODY"), operation


def test_parameters(folder):
    """Every parameter that the sources read by name is documented, and the other way round."""
    reads = re.compile(r'fpd_request_get_(?:text|int64|boolean|choice) \([\w>-]+,\s*"(\w+)"')
    options = re.compile(r'(?:NUMBER|SWITCH|CHOICE|OPTION) \("(\w+)"')
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "footprintsd").rglob("*.c")]
    read = {
        name for source in sources for names in (reads, options) for name in names.findall(source)
    }
    documented = {
        parameter["name"] for operation in DOCUMENT.operations for parameter in operation.query()
    }
    assert read == documented, read ^ documented


def test_options(folder):
    """The document and the server have the same defaults and bounds for the options of reports."""
    with Server(folder / "new.db") as server:
        reports = server.json("/api/reports")
    assert len(reports) > 20
    for report in reports:
        operation = next(
            item
            for item in DOCUMENT.operations
            if item.method == "GET" and item.path == report["path"]
        )
        schemas = {
            parameter["name"]: DOCUMENT.resolve(parameter["schema"])
            for parameter in operation.query()
        }
        for option in report["options"]:
            schema = schemas[option["name"]]
            told = (
                schema.get("default", False if option["type"] == "boolean" else None),
                schema.get("enum"),
            )
            assert told == (option["default"], option.get("choices")), (operation, option, schema)
            bounds = [
                schema.get(name, far)
                for name, far in (("minimum", None), ("maximum", option.get("maximum")))
            ]
            assert bounds == [option.get("minimum"), option.get("maximum")], (
                operation,
                option,
                schema,
            )


def test_methods(folder):
    """The server itself lists the methods of an address."""
    with Server(folder / "new.db") as server:
        for path in DOCUMENT.root["paths"]:
            allow = server.problem(
                path.replace("{id}", "1").replace("{", "").replace("}", ""), 405, method="PATCH"
            ).headers["Allow"]
            methods = {method.upper() for method in DOCUMENT.root["paths"][path]}
            # /api/reports/monthly also matches /api/reports/{type}.
            assert set(allow.split(", ")) == methods | (
                {"HEAD"} if "GET" in methods else set()
            ), path


def test_served(folder):
    with Server(folder / "new.db") as server:
        reply = server.get("/api/openapi.yaml")
        assert reply.body == openapi_support.DOCUMENT.read_bytes()
        assert DOCUMENT.root["info"]["version"] == server.json("/healthz")["version"]
        page = server.get("/api/docs").body.decode()
        for operation in DOCUMENT.operations:
            assert page.count(f'id="{operation.id}"') == 1, operation
        addresses = re.findall(r'(?:href|src)="([^"]*)"', page)
        for address in set(addresses):
            if address.startswith("#"):
                assert page.count(f'id="{address[1:]}"') == 1, address
            elif not address.startswith("https://"):
                server.get(
                    re.sub(r"^\.\./", "/", address)
                    if address.startswith("..")
                    else "/api/" + address
                )
        # Nothing that the content security policy would have to allow.
        assert " style=" not in page and "<style" not in page and not re.search(r" on\w+=", page)
        assert re.findall("<script[^>]*>([^<]*)</script>", page) == ["", ""]


def test_page_escapes(folder):
    """All content of the document is shown as text."""
    attack = '<script>alert(1)</script>" onclick="x [a](javascript:alert) [b](https://x.example/"onload=) `</code><b>`'

    def poison(thing, key=None):
        if isinstance(thing, dict):
            return {name: poison(value, name) for name, value in thing.items()}
        if isinstance(thing, list):
            return [poison(value, key) for value in thing]
        return (
            attack
            if key in ("summary", "description", "title", "version", "example", "label")
            else thing
        )

    (folder / "openapi.yaml").write_text(json.dumps(poison(DOCUMENT.root)))
    subprocess.run(
        [
            sys.executable,
            "-B",
            ROOT / "tools" / "make-api-page.py",
            folder / "openapi.yaml",
            folder / "api.html",
        ],
        check=True,
    )
    page = (folder / "api.html").read_text()
    assert "<script>" not in page and "<b>" not in page and page.count("&lt;script&gt;") > 100
    assert not re.search(r"<[^>]*\s(onclick|onload)=", page) and 'href="javascript:' not in page


if __name__ == "__main__":
    main(globals())
