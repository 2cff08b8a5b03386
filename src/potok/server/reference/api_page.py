"""The page of the API: operations with address, right, data and answer, from the OpenAPI document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from potok.api.app import api
from potok.operations.people.rights import COMMANDS
from potok.operations.people.roles import Role
from potok.server.reference.markdown import MADE, code, table

#: A schema of the document.
Schema = Mapping[str, Any]

_ABOUT = """# API

{made}
The addresses below stand under `/api/v1`. The whole document, for generators of clients, is
`/api/v1/openapi.json`; the token of a user is made by `potok token USER` and sent as
`Authorization: Bearer TOKEN`.

- Commands (marked «key») need a header `Idempotency-Key`: up to 100 visible ASCII characters, new for
  every command. The same key with the same data gives the first answer again and changes nothing.
- Errors are `application/problem+json`; their codes are in [errors.md](errors.md).
- Exact quantities and money travel as text: `"1003.643"`. Moments are ISO 8601; without an offset they are
  local time of the plant.
- Fields with a star must be given. Unknown fields are an error, not a silence.
- Lists that may be long come page by page: give `next` of an answer as `after` of the next request.

```sh
curl -H "Authorization: Bearer $TOKEN" "$SITE/api/v1/orders?view=new&limit=50"
curl -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: $(uuidgen)" -H "Content-Type: application/json" \\
     -d '{{"orders": ["ЗП-0001"]}}' "$SITE/api/v1/orders/confirm"
```
"""
_KEY = "Idempotency-Key"
_LONGEST_CHOICE = 12


def api_page() -> str:
    """The page as Markdown."""
    document = api.get_openapi_schema()
    schemas: Mapping[str, Schema] = document["components"]["schemas"]
    sections: defaultdict[str, list[str]] = defaultdict(list)
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            address = path.removeprefix("/api/v1")
            sections[operation["tags"][0]].append(_operation(method.upper(), address, operation, schemas))
    parts = [_ABOUT.format(made=MADE)]
    parts += [f"## {title}\n\n" + "\n".join(operations) for title, operations in sections.items()]
    return "\n".join(parts)


def _operation(method: str, address: str, operation: Schema, schemas: Mapping[str, Schema]) -> str:
    parts = [f"### {operation['summary']}\n", f"`{method} {address}` · {_who(operation['x-right'])}"]
    if operation.get("x-command"):
        parts[-1] += " · key"
    parts[-1] += "\n"
    rows = [*_parameters(operation, schemas), *_body(operation, schemas)]
    if rows:
        parts.append(table(("field", "in", "what"), rows))
    parts.append(f"Answer: {_answer(operation, schemas)}\n")
    return "\n".join(parts)


def _who(right: str | None) -> str:
    if right is None or COMMANDS[right] >= frozenset(Role):
        return "everybody" if right is None else f"{code(right)}: everybody"
    return f"{code(right)}: {', '.join(role.label for role in Role if role in COMMANDS[right])}"


def _parameters(operation: Schema, schemas: Mapping[str, Schema]) -> Iterator[tuple[str, str, str]]:
    for parameter in operation.get("parameters", []):
        if parameter["name"] != _KEY:
            star = "*" if parameter.get("required") and parameter["in"] != "path" else ""
            yield code(parameter["name"]) + star, parameter["in"], _kind(parameter["schema"], schemas)


def _body(operation: Schema, schemas: Mapping[str, Schema]) -> Iterator[tuple[str, str, str]]:
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = _resolved(content["schema"], schemas)
        place = "body" if media_type == "application/json" else media_type
        required = schema.get("required", [])
        for name, field in schema.get("properties", {}).items():
            yield code(name) + ("*" if name in required else ""), place, _kind(field, schemas)


def _answer(operation: Schema, schemas: Mapping[str, Schema]) -> str:
    found = []
    for status, answer in operation["responses"].items():
        if int(status) >= 400:
            continue
        for media_type, content in answer.get("content", {}).items():
            schema = _resolved(content.get("schema", {}), schemas)
            fields = ", ".join(code(name) for name in schema.get("properties", {}))
            found.append(f"{status} {fields}" if fields else f"{status} {code(media_type)}")
    return "; ".join(found) + "."


def _resolved(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """The schema itself behind references."""
    while "$ref" in schema:
        schema = schemas[str(schema["$ref"]).rsplit("/", 1)[-1]]
    return schema


def _kind(schema: Schema, schemas: Mapping[str, Schema]) -> str:
    """Type and bounds in words, objects as their fields."""
    about = str(schema.get("description", "")).rstrip(".")
    kind = _type(_resolved(schema, schemas), schemas)
    return f"{kind}: {about}" if about else kind


def _type(schema: Schema, schemas: Mapping[str, Schema]) -> str:
    if "enum" in schema:
        return _choice([str(value) for value in schema["enum"]])
    if "const" in schema:
        return code(schema["const"])
    for way in ("anyOf", "oneOf"):
        if way in schema:
            kinds = [_type(_resolved(one, schemas), schemas) for one in schema[way]]
            return " or ".join(dict.fromkeys(kind for kind in kinds if kind != "null")) or "null"
    kind = str(schema.get("type", "any value"))
    if kind == "array":
        item = _type(_resolved(schema.get("items", {}), schemas), schemas)
        return f"list of {item}{_bounds(schema, 'minItems', 'maxItems')}"
    if kind == "object" and "properties" in schema:
        required = schema.get("required", [])
        fields = (code(name) + ("*" if name in required else "") for name in schema["properties"])
        return f"object ({', '.join(fields)})"
    return str(schema.get("format", kind)) + _limits(kind, schema)


def _choice(values: list[str]) -> str:
    shown = ", ".join(code(value) for value in values[:_LONGEST_CHOICE])
    return f"one of {shown}" + (
        f" and {len(values) - _LONGEST_CHOICE} more" if values[_LONGEST_CHOICE:] else ""
    )


def _limits(kind: str, schema: Schema) -> str:
    if kind == "string":
        return _bounds(schema, "minLength", "maxLength", "characters")
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    return _span(low, high, "", above="exclusiveMinimum" in schema)


def _bounds(schema: Schema, low: str, high: str, unit: str = "") -> str:
    return _span(schema.get(low) or None, schema.get(high), unit)


def _span(low: object, high: object, unit: str, *, above: bool = False) -> str:
    """« (1–40 characters)», « (> 0, ≤ 9)», empty without limits."""
    if low is None and high is None:
        return ""
    tail = f" {unit}" if unit else ""
    if low is None:
        return f" (≤ {high}{tail})"
    sign = ">" if above else "≥"
    if high is None:
        return f" ({sign} {low}{tail})"
    return f" (> {low}, ≤ {high}{tail})" if above else f" ({low}–{high}{tail})"
