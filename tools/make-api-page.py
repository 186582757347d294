#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# Copyright the Footprints authors
"""Makes the page /api/docs from doc/openapi.yaml: make-api-page.py OPENAPI_YAML OUTPUT_HTML

The page has no inline scripts or styles and loads only files of the server, as its content security policy requires. All
text of the document is escaped; the supported Markdown is paragraphs, headings, lists, indented code, `code`, *emphasis*
and [links](address).
"""

import json
import re
import sys
from html import escape
from http import HTTPStatus
from pathlib import Path

import yaml

METHODS = ("get", "post", "put", "patch", "delete")
TYPES = {"integer": "whole number", "string": "text", "boolean": "true or false", "null": "null"}


# Text


def mark_up(text):
    """One line of Markdown."""
    parts = re.split(r"`([^`]+)`", text)
    result = []
    for number, part in enumerate(parts):
        part = escape(part)
        if number % 2 == 1:
            result.append(f"<code>{part}</code>")
            continue
        # An address is relative or on the web, and never a script.
        part = re.sub(
            r"\[([^\]]+)\]\(((?:https?://|[\w./#-])[^\s():]*)\)", r'<a href="\2">\1</a>', part
        )
        result.append(re.sub(r"(?<![\w*])\*([^*\s][^*]*)\*", r"<em>\1</em>", part))
    return "".join(result)


def blocks(text, heading="h3"):
    """Markdown of several blocks."""
    result = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lines = block.split("\n")
        if all(line.startswith("    ") for line in lines):
            result.append(
                f'<pre tabindex="0"><code>{escape(chr(10).join(line[4:] for line in lines))}</code></pre>'
            )
        elif lines[0].startswith("## "):
            result.append(f"<{heading}>{mark_up(lines[0][3:])}</{heading}>")
        elif lines[0].startswith("- "):
            items = re.split(r"\n- ", "\n" + block)[1:]
            result.append(
                "<ul>"
                + "".join(f"<li>{mark_up(' '.join(item.split()))}</li>" for item in items)
                + "</ul>"
            )
        else:
            result.append(f"<p>{mark_up(' '.join(block.split()))}</p>")
    return "".join(result)


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def as_json(value):
    short = json.dumps(value, ensure_ascii=False)
    return short if len(short) <= 72 else json.dumps(value, ensure_ascii=False, indent=2)


# Schemas


class Page:
    def __init__(self, document):
        self.document = document

    def resolve(self, thing):
        """The target of a reference; members next to the reference take precedence."""
        while "$ref" in thing:
            target = self.document
            for step in thing["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            thing = {**target, **{key: value for key, value in thing.items() if key != "$ref"}}
        return thing

    def type_of(self, schema):
        """The type of a value, in a few words."""
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            target = self.resolve(schema)
            if "properties" in target or "prefixItems" in target:
                return f'<a href="#data-{slug(name)}">{escape(name)}</a>'
            return self.type_of(target)
        if "oneOf" in schema or "anyOf" in schema:
            parts = [self.type_of(part) for part in schema.get("oneOf", schema.get("anyOf"))]
            return " or ".join(sorted(parts, key="null".__eq__))
        if "const" in schema:
            return f"<code>{escape(as_json(schema['const']))}</code>"
        if "enum" in schema:
            return " or ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
        kinds = schema.get("type", "object" if "properties" in schema else "anything")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        return " or ".join(self.kind_of(kind, schema) for kind in kinds)

    def kind_of(self, kind, schema):
        if kind == "array" and "items" in schema and schema["items"] is not False:
            words = self.type_of(schema["items"])
            return "list of " + {"object": "objects", "text": "texts"}.get(words, words)
        if kind == "array":
            return "list"
        if kind == "string" and schema.get("contentEncoding") == "binary":
            return "bytes"
        if kind == "string" and schema.get("format") == "date-time":
            return "time"
        word = TYPES.get(kind, kind)
        low, high = schema.get("minimum"), schema.get("maximum")
        if kind in ("integer", "number") and low is not None and high is not None:
            return f"{word} from {low} to {high}"
        if kind in ("integer", "number") and low:
            return f"{word} from {low}"
        return word

    def members(self, schema):
        """The members of an object, one below the other."""
        rows = []
        needed = schema.get("required", [])
        for name, member in schema.get("properties", {}).items():
            whole = self.resolve(member)
            inner = self.inner(member)
            rows.append(
                f"<div><dt><code>{escape(name)}</code>"
                f' <span class="api-type">{self.type_of(member)}</span>'
                f'{"" if name in needed else self.chip("optional")}</dt>'
                f"<dd>{self.meaning(whole)}{inner}</dd></div>"
            )
        return f'<dl class="api-members">{"".join(rows)}</dl>' if rows else ""

    def inner(self, schema):
        """Members of a schema that has no name of its own."""
        if "$ref" in schema:
            return ""
        for part in (schema, schema.get("items"), *schema.get("oneOf", [])):
            if isinstance(part, dict) and "properties" in part:
                return self.members(part)
        return ""

    def meaning(self, thing, schema=None):
        schema = self.resolve(schema if schema is not None else thing)
        text = mark_up(" ".join(thing.get("description", "").split()))
        if "default" in schema:
            default = schema["default"]
            text += f' <span class="api-default">Default: <code>{escape(default if isinstance(default, str) else as_json(default))}</code>.</span>'
        return text

    @staticmethod
    def chip(text, kind=""):
        return f' <span class="api-chip{" api-chip-" + kind if kind else ""}">{escape(text)}</span>'

    # Operations

    def operations(self, tag):
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item and tag in item[method].get("tags", []):
                    yield method, path, item[method]

    @staticmethod
    def method(method):
        return f'<span class="api-method api-method-{method}">{method.upper()}</span>'

    def scopes(self, operation):
        if not operation["security"]:
            return self.chip("no log-in")
        names = {
            name
            for choice in operation["security"]
            for scopes in choice.values()
            for name in scopes
        }
        return "".join(self.chip(name, "scope") for name in sorted(names))

    def parameters(self, operation):
        rows = []
        for parameter in map(self.resolve, operation.get("parameters", [])):
            examples = [example["value"] for example in parameter.get("examples", {}).values()]
            examples += [parameter["example"]] if "example" in parameter else []
            shown = ", ".join(f"<code>{escape(str(example))}</code>" for example in examples)
            rows.append(
                f'<div><dt><code>{escape(parameter["name"])}</code> <span class="api-type">{self.type_of(parameter["schema"])}</span>'
                f'{self.chip("in the path") if parameter["in"] == "path" else self.chip("required", "scope") if parameter.get("required") else ""}</dt>'
                f'<dd>{self.meaning(parameter, parameter["schema"])}{f" Such as {shown}." if shown else ""}</dd></div>'
            )
        return f'<h4>Parameters</h4><dl class="api-members">{"".join(rows)}</dl>' if rows else ""

    def content(self, content):
        """Bodies: their types, and what the first of them holds."""
        result = []
        for content_type, media in content.items():
            result.append(
                f'<p class="api-media"><code>{escape(content_type)}</code> {self.type_of(media["schema"])}</p>'
            )
            result.append(self.inner(media["schema"]))
            for name, schema in media.get("x-events", {}).items():
                result.append(
                    f'<p class="api-media"><code>event: {escape(name)}</code> {self.type_of(schema)}</p>'
                )
            if "example" in media:
                text = (
                    media["example"]
                    if isinstance(media["example"], str)
                    else as_json(media["example"])
                )
                result.append(f'<pre tabindex="0"><code>{escape(text.rstrip())}</code></pre>')
        return "".join(result)

    def body(self, operation):
        if "requestBody" not in operation:
            return ""
        body = operation["requestBody"]
        return f'<h4>Body</h4>{blocks(body.get("description", ""))}{self.content(body["content"])}'

    def reply(self, status, response):
        headers = [name for name in response.get("headers", {}) if name != "X-Request-Id"]
        names = ", ".join(
            f'<a href="#header-{slug(name)}"><code>{escape(name)}</code></a>' for name in headers
        )
        return (
            f'<div><dt>{self.status(status)} {mark_up(response["description"])}</dt><dd>{self.content(response.get("content", {}))}'
            f'{f"<p>Headers: {names}</p>" if names else ""}</dd></div>'
        )

    @staticmethod
    def status(status):
        kind = "good" if status.startswith(("2", "3")) else "bad"
        return f'<span class="api-status api-status-{kind}">{escape(status)}</span>'

    def replies(self, operation):
        rows, others = [], []
        for status, response in operation["responses"].items():
            if "$ref" in response and not status.startswith("2"):
                name = response["$ref"].rsplit("/", 1)[1]
                others.append(
                    f'<a href="#reply-{slug(name)}">{escape(status if status != "default" else "others")}</a>'
                )
            else:
                rows.append(self.reply(status, self.resolve(response)))
        more = (
            f'<p class="api-others">Common to many routes: {", ".join(others)}.</p>'
            if others
            else ""
        )
        return f'<h4>Replies</h4><dl class="api-replies">{"".join(rows)}</dl>{more}'

    def operation(self, method, path, operation):
        name = escape(operation["operationId"])
        shown = self.chip("shown") if operation.get("x-shown") else ""
        return (
            f'<article class="api-operation" id="{name}" aria-labelledby="{name}-title">'
            f'<h3 id="{name}-title">{mark_up(operation["summary"])} <a class="api-anchor" href="#{name}" aria-label="Link to this">#</a></h3>'
            f'<p class="api-line">{self.method(method)} <code class="api-path">{self.path(path)}</code>{self.scopes(operation)}{shown}</p>'
            f'{blocks(operation["description"])}{self.parameters(operation)}{self.body(operation)}{self.replies(operation)}</article>'
        )

    @staticmethod
    def path(path):
        """Marks the places where a line may break."""
        return (
            re.sub(r"(?<=.)/", "<wbr>/", escape(path))
            .replace("{", "<var>{")
            .replace("}", "}</var>")
        )

    def tag(self, tag):
        name = escape(tag["name"])
        operations = list(self.operations(tag["name"]))
        return (
            f'<section aria-labelledby="{slug(name)}"><div class="api-tag"><h2 id="{slug(name)}">{name}</h2>'
            f'{blocks(tag["description"])}</div>'
            f'{"".join(self.operation(*operation) for operation in operations)}</section>'
        )

    # Shared by all operations

    def statuses(self):
        responses = self.document["components"]["responses"]
        numbers = {}
        for item in self.document["paths"].values():
            for method in METHODS:
                for status, response in item.get(method, {}).get("responses", {}).items():
                    if "$ref" in response and not status.startswith("2"):
                        numbers[response["$ref"].rsplit("/", 1)[1]] = status
        rows = []
        for name, status in sorted(numbers.items(), key=lambda item: item[1]):
            if status == "default":
                label, title = self.status("others"), ""
            else:
                label, title = self.status(status), f" {HTTPStatus(int(status)).phrase}"
            rows.append(
                f'<div id="reply-{slug(name)}"><dt>{label}{title}</dt><dd>{mark_up(" ".join(responses[name]["description"].split()))}</dd></div>'
            )
        return f'<section aria-labelledby="statuses"><div class="api-tag"><h2 id="statuses">Statuses</h2></div><dl class="api-replies api-operation">{"".join(rows)}</dl></section>'

    def headers(self):
        rows = []
        for name, header in self.document["components"]["headers"].items():
            if not name.startswith("Maybe"):
                rows.append(
                    f'<div id="header-{slug(name)}"><dt><code>{escape(name)}</code></dt><dd>{mark_up(header["description"])}</dd></div>'
                )
        return f'<section aria-labelledby="headers"><div class="api-tag"><h2 id="headers">Headers</h2></div><dl class="api-members api-operation">{"".join(rows)}</dl></section>'

    def data(self):
        articles = []
        for name, schema in sorted(self.document["components"]["schemas"].items()):
            if "properties" not in schema and "prefixItems" not in schema:
                continue
            example = (
                f'<pre tabindex="0"><code>{escape(as_json(schema["example"]))}</code></pre>'
                if "example" in schema
                else ""
            )
            articles.append(
                f'<article class="api-operation" id="data-{slug(name)}" aria-labelledby="data-{slug(name)}-title">'
                f'<h3 id="data-{slug(name)}-title">{escape(name)}</h3>'
                f'{blocks(schema.get("description", ""))}{self.members(schema)}{example}</article>'
            )
        return (
            '<section aria-labelledby="data"><div class="api-tag"><h2 id="data">Data</h2><p>The objects in bodies and replies. '
            f'A reply has every member that is not marked as optional, and no undocumented ones.</p></div>{"".join(articles)}</section>'
        )

    def contents(self):
        parts = ['<li class="api-nav-tag"><a href="#content">Basics</a></li>']
        for tag in self.document["tags"]:
            items = "".join(
                f'<li><a href="#{escape(operation["operationId"])}">{self.method(method)} <span>{self.path(path)}</span></a></li>'
                for method, path, operation in self.operations(tag["name"])
            )
            parts.append(
                f'<li class="api-nav-tag"><a href="#{slug(tag["name"])}">{escape(tag["name"])}</a><ul>{items}</ul></li>'
            )
        for name in ("Statuses", "Headers", "Data"):
            parts.append(f'<li class="api-nav-tag"><a href="#{slug(name)}">{name}</a></li>')
        return f'<nav class="api-nav" aria-label="Contents"><ul>{"".join(parts)}</ul></nav>'

    def html(self):
        info = self.document["info"]
        return TEMPLATE.format(
            title=escape(info["title"]),
            summary=mark_up(info["summary"]),
            version=escape(info["version"]),
            description=blocks(info["description"], "h2"),
            contents=self.contents(),
            tags="".join(map(self.tag, self.document["tags"])),
            statuses=self.statuses(),
            headers=self.headers(),
            data=self.data(),
        )


TEMPLATE = """<!DOCTYPE html>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <meta name="color-scheme" content="light dark">
  <meta name="referrer" content="no-referrer">
  <title>{title}</title>
  <link rel="icon" type="image/svg+xml" href="../static/icon.svg">
  <link rel="stylesheet" href="../static/style.css">
  <link rel="stylesheet" href="../static/widths.css">
  <link rel="stylesheet" href="../static/api.css">
  <script src="../static/js/base/theme.js"></script>
  <script type="module" src="../static/js/api-page.js"></script>
</head>
<body class="api">
  <a class="skip" href="#content">Skip to content</a>
  <header class="bar api-bar">
    <a class="brand" href="../"><img src="../static/icon.svg" alt="" width="30" height="30"><span id="brand-name">Footprints</span></a>
    <div class="bar-actions">
      <a class="button" href="openapi.yaml">openapi.yaml</a>
      <button id="theme-toggle" class="button button-icon" type="button" aria-label="Use the dark theme">
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><circle class="theme-ring" cx="12" cy="12" r="8.5"/><path class="theme-half" d="M12 3.5a8.5 8.5 0 0 1 0 17z"/></svg>
      </button>
    </div>
  </header>
  <div class="api-frame">
    {contents}
    <main id="content" class="api-main" tabindex="-1">
      <div class="api-intro">
        <h1>{title}</h1>
        <p class="api-summary">{summary}. Version {version}.</p>
        {description}
      </div>
      {tags}
      {statuses}
      {headers}
      {data}
    </main>
  </div>
</body>
</html>
"""


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    document = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_text(Page(document).html(), encoding="utf-8")


if __name__ == "__main__":
    main()
