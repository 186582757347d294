# SPDX-License-Identifier: LGPL-2.1-or-later
"""doc/openapi.yaml, the checks of replies against it, and the addresses and values of requests generated from it."""

import functools
import hashlib
import itertools
import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import jsonschema
import yaml

DOCUMENT = Path(__file__).resolve().parents[2] / "doc" / "openapi.yaml"
METHODS = ("get", "post", "delete")
# Headers that matter to clients: an undocumented one is a fault.
TELLING_HEADERS = {
    "etag",
    "link",
    "location",
    "retry-after",
    "content-disposition",
    "set-cookie",
    "www-authenticate",
    "allow",
    "service-worker-allowed",
}
PROBLEM = "application/problem+json"

# Values of parameters whose schema only says that they are text, and whose example is not enough.
TEXTS = {
    "period": [
        "alltime",
        "today",
        "week",
        "month",
        "year",
        "lastmonth",
        "2023",
        "2023-03",
        "2023-03-15",
        "2023-W07",
        "2022..2023-06",
        "2023-01-01T00:00:00Z..",
        "custom&start=2022-01-01T00:00:00Z&end=2023-01-01T00:00:00Z",
        "1999",
    ],
    "q": ["artist", ""],
    "artist": ["The Paper Lanterns", "Orla Venn", "AC/DC", "Nobody"],
    "album": ["Tides", "None"],
    "track": ["Lake of Glass", "Salt"],
    "source": ["lastfm", "nobody"],
    "compare": ["2022", "previous&period=2024", "year_before&period=2024-05", "week"],
    # Not every month has 31 days.
    "day": [1, 29, "31&month=12"],
}
# Invalid values.
WRONG_TEXTS = {
    "period": ["decade", ""],
    "compare": ["decade"],
    "start": ["yesterday"],
    "end": [""],
    "timezone": ["Nowhere/Land", ""],
    "cursor": ["x"],
    "type": ["weekly"],
    "kind": ["genres"],
    "q": ["%ff"],
    "artist": ["%ff"],
    "album": ["%ff"],
    "track": ["%ff"],
    "source": ["%ff"],
}


class Undocumented(AssertionError):
    """A reply that is not documented."""


class Operation:
    def __init__(self, document, method, path, members):
        self.method = method.upper()
        self.path = path
        self.id = members["operationId"]
        self.tag = members["tags"][0]
        self.members = members
        self.parameters = [
            document.resolve(parameter) for parameter in members.get("parameters", [])
        ]
        self.responses = {
            status: document.resolve(response) for status, response in members["responses"].items()
        }
        self.is_shown = members.get("x-shown", False)
        self.scopes = {
            name for choice in members["security"] for names in choice.values() for name in names
        }
        self.body_types = list(members.get("requestBody", {}).get("content", {}))
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))
        self.regex = re.compile(pattern + r"\Z")

    def __repr__(self):
        return f"{self.method} {self.path}"

    @property
    def statuses(self):
        return {int(status) for status in self.responses if status != "default"}

    def query(self):
        return [parameter for parameter in self.parameters if parameter["in"] == "query"]

    def target(self, **values):
        return re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), self.path)


class Document:
    def __init__(self, text):
        self.root = yaml.safe_load(text)
        self.resolver = jsonschema.RefResolver("", self.root)
        self.operations = [
            Operation(self, method, path, item[method])
            for path, item in self.root["paths"].items()
            for method in METHODS
            if method in item
        ]
        # A literal address wins over one with parameters.
        self.operations.sort(key=lambda operation: operation.path.count("{"))
        self.validators = {}

    def resolve(self, thing):
        """Resolves a reference; members next to the reference win."""
        while "$ref" in thing:
            target = self.root
            for step in thing["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            thing = {**target, **{key: value for key, value in thing.items() if key != "$ref"}}
        return thing

    def find(self, method, path):
        method = "GET" if method == "HEAD" else method
        return next(
            (item for item in self.operations if item.method == method and item.regex.match(path)),
            None,
        )

    def validator(self, schema):
        if id(schema) not in self.validators:
            self.validators[id(schema)] = jsonschema.Draft202012Validator(
                schema, resolver=self.resolver
            )
        return self.validators[id(schema)]

    def check_value(self, schema, value, what):
        error = next(iter(self.validator(schema).iter_errors(value)), None)
        if error is not None:
            place = "/".join(map(str, error.absolute_path))
            raise Undocumented(f"{what}: {place}: {error.message[:400]}")

    # The members of replies, and which of them were seen

    def nullness(self, schema):
        """Whether a value of @schema may be null: {False}, {True} or both."""
        schema = self.resolve(schema)
        if "oneOf" in schema:
            return set().union(*map(self.nullness, schema["oneOf"]))
        kinds = schema.get("type", [])
        return {kind == "null" for kind in (kinds if isinstance(kinds, list) else [kinds])} or {
            False
        }

    def members(self, schema, place, known=None):
        """All members that values of @schema may have: {(where described, name, whether null)}."""
        known = set() if known is None else known
        if "$ref" in schema:
            if ("", schema["$ref"]) not in known:
                known.add(("", schema["$ref"]))
                self.members(self.resolve({"$ref": schema["$ref"]}), schema["$ref"], known)
            return known
        for name, member in schema.get("properties", {}).items():
            known |= {(place, name, is_null) for is_null in self.nullness(member)}
            self.members(member, f"{place}/{name}", known)
        for number, part in enumerate(schema.get("oneOf", [])):
            self.members(part, f"{place}/{number}", known)
        if isinstance(schema.get("items"), dict):
            self.members(schema["items"], place + "/*", known)
        return known

    def note(self, schema, value, place, seen):
        """Adds the members of @value to @seen."""
        if "$ref" in schema:
            seen.add(("", schema["$ref"]))
            self.note(self.resolve({"$ref": schema["$ref"]}), value, schema["$ref"], seen)
        elif "oneOf" in schema:
            for number, part in enumerate(schema["oneOf"]):
                if self.validator(part).is_valid(value):
                    self.note(part, value, f"{place}/{number}", seen)
        elif isinstance(value, dict):
            for name, member in schema.get("properties", {}).items():
                if name in value:
                    seen.add((place, name, value[name] is None))
                    self.note(member, value[name], f"{place}/{name}", seen)
        elif isinstance(value, list) and isinstance(schema.get("items"), dict):
            for item in value:
                self.note(schema["items"], item, place + "/*", seen)

    def media_schemas(self):
        """(operation, status, place, schema) of all JSON in replies and events."""
        for operation in self.operations:
            for status, response in operation.responses.items():
                for content_type, media in response.get("content", {}).items():
                    place = f"{operation.id} {status}"
                    if "json" in content_type and "ndjson" not in content_type:
                        yield operation, status, place, media["schema"]
                    for name, schema in media.get("x-events", {}).items():
                        yield operation, status, f"{place} {name}", schema


@functools.lru_cache(maxsize=None)
def load():
    return Document(DOCUMENT.read_text(encoding="utf-8"))


def good_values(parameter):
    schema = parameter["schema"]
    examples = (
        [parameter["example"]]
        if "example" in parameter
        else [each["value"] for each in parameter.get("examples", {}).values()]
    )
    if parameter["name"] in TEXTS:
        return TEXTS[parameter["name"]]
    if "enum" in schema:
        return schema["enum"]
    if schema.get("type") == "boolean":
        return ["true", "false"]
    if schema.get("type") == "integer" and parameter["in"] == "query":
        return [
            value
            for value in (schema.get("minimum"), schema.get("default"), schema.get("maximum"))
            if value is not None
        ]
    if schema.get("type") == "integer":
        return [*examples, *(schema[edge] for edge in ("minimum", "maximum") if edge in schema)]
    return examples


def bad_values(parameter):
    schema = parameter["schema"]
    texts = WRONG_TEXTS.get(parameter["name"], [])
    if "enum" in schema:
        return texts or ["other", ""]
    if schema.get("type") == "boolean":
        return ["maybe", "", "2"]
    if schema.get("type") == "integer":
        edges = [
            schema[edge] + step
            for edge, step in (("minimum", -1), ("maximum", 1))
            if edge in schema
        ]
        return [*edges, "x", ""] if parameter["in"] == "query" else [*edges, "x"]
    if parameter["in"] == "query":
        texts = [*texts, *([""] if schema.get("minLength") else [])]
    return [*texts, "x" * (schema["maxLength"] + 1)] if "maxLength" in schema else texts


def addresses(operation):
    """The addresses of the route, with each possible value of its parameters."""
    parameters = [parameter for parameter in operation.parameters if parameter["in"] == "path"]
    for values in itertools.product(*map(good_values, parameters)):
        yield operation.target(
            **{
                parameter["name"]: quote(str(value), safe="")
                for parameter, value in zip(parameters, values)
            }
        )


def needed_query(operation, but=None):
    """The required query of the route."""
    needed = [
        parameter
        for parameter in operation.query()
        if parameter.get("required") and parameter["name"] != but
    ]
    return "&".join(
        f"{parameter['name']}={quote(str(good_values(parameter)[0]))}" for parameter in needed
    )


class Recorder:
    """Checks each reply, and notes what occurred."""

    def __init__(self, document, notes_members=False):
        self.document = document
        self.notes_members = notes_members
        self.known = set()  # replies already checked
        self.statuses = set()  # (operation id, status)
        self.members = set()
        self.parameters = set()  # (operation id, name, value), of replies that succeeded

    def check(self, server, method, target, reply):
        """Raises Undocumented for anything that is not documented."""
        path = urlsplit(target).path
        base = server.env.get("FOOTPRINTS_BASE_PATH", "/").rstrip("/")
        if reply.status == 308 or not path.startswith(base + "/"):
            return
        # libsoup itself rejects a request that it cannot parse, before any handler runs.
        if reply.status == 400 and not reply.body and "X-Request-Id" not in reply.headers:
            return
        path = path[len(base) :]
        shown = re.match(r"/[us]/[^/]*(?=/)", path)
        operation = self.document.find(method, path[shown.end() :] if shown else path)
        what = f"{method} {target[:200]}: {reply.status}"
        if operation is None or (shown and reply.status == 404):
            self.check_refusal(reply, what)
            return
        response = self.find_response(operation, reply.status, what)
        self.check_headers(response, reply, what)
        self.check_body(operation, response, method, reply, what)
        self.statuses.add((operation.id, reply.status))
        if reply.status < 300:
            for name, value in parse_qsl(urlsplit(target).query, keep_blank_values=True):
                self.parameters.add((operation.id, name, value))

    def find_response(self, operation, status, what):
        if str(status) in operation.responses:
            return operation.responses[str(status)]
        other = operation.responses["default"]
        if status not in other["x-statuses"]:
            raise Undocumented(f"{what}: {operation!r} is not documented to answer that")
        return other

    def check_refusal(self, reply, what):
        """The server does not accept an address or a method that is not documented."""
        other = self.document.root["components"]["responses"]["Other"]
        if reply.status not in (404, 405, *other["x-statuses"]):
            raise Undocumented(f"{what}: the document has no such route")
        if (reply.status == 405) != ("Allow" in reply.headers):
            raise Undocumented(f"{what}: Allow")
        if reply.body:
            self.check_json({"$ref": "#/components/schemas/Problem"}, reply, what)

    def check_headers(self, response, reply, what):
        documented = {
            name.lower(): self.document.resolve(header)
            for name, header in response.get("headers", {}).items()
        }
        for name, header in documented.items():
            value = reply.headers.get(name)
            if (
                value is None
                and header.get("required")
                and not (name == "x-request-id" and reply.status in (400, 414, 431, 501, 505))
            ):
                raise Undocumented(f"{what}: no {name}")
            if value is not None:
                self.document.check_value(header["schema"], value, f"{what} {name}")
        for name in {name.lower() for name in reply.headers.keys()} & TELLING_HEADERS - set(
            documented
        ):
            raise Undocumented(f"{what}: {name} is not documented")

    def check_body(self, operation, response, method, reply, what):
        content = response.get("content", {})
        content_type = reply.headers.get("Content-Type")
        if not content:
            if reply.body:
                raise Undocumented(f"{what}: there should be no body")
            return
        if content_type not in content:
            raise Undocumented(f"{what}: Content-Type {content_type}")
        if method == "HEAD" or "json" not in content_type or "ndjson" in content_type:
            return
        status = str(reply.status) if str(reply.status) in operation.responses else "default"
        self.check_json(content[content_type]["schema"], reply, what, f"{operation.id} {status}")

    def check_json(self, schema, reply, what, place=None):
        digest = (place, hashlib.sha256(reply.body).digest())
        if digest in self.known:
            return
        value = json.loads(reply.body.decode("utf-8"))
        self.document.check_value(schema, value, what)
        self.known.add(digest)
        if self.notes_members and place is not None:
            self.document.note(schema, value, place, self.members)

    def check_event(self, name, data):
        operation = self.document.find("GET", "/api/events")
        schema = operation.responses["200"]["content"]["text/event-stream"]["x-events"].get(name)
        if schema is None:
            raise Undocumented(f"event {name}")
        self.document.check_value(schema, data, f"event {name}")
        self.document.note(schema, data, f"{operation.id} 200 {name}", self.members)
