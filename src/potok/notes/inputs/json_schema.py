"""JSON Schema (2020-12) of a declared input, with units, limits and Russian titles.

Units stand in `x-unit` (code), `x-unit-name` (Russian) and `x-units` (units of the same dimension, any
of which may be given as {"value": 2, "unit": "h"}).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from potok.notes.inputs.fields import (
    Field,
    Flag,
    Forms,
    Group,
    Inputs,
    Modes,
    Number,
    NumberList,
    NumberMap,
    Rows,
    Text,
    TextList,
    may_be_missing,
)
from potok.notes.units import unit_name, units_like


def json_schema(inputs: Inputs, *, title: str, identifier: str) -> dict[str, Any]:
    """The schema of a method's input.

    Args:
        inputs: The declared input.
        title: Russian title of the method.
        identifier: Id of the method.
    """
    body = _object(inputs.fields, inputs.forms, inputs.modes)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:potok:calc:{identifier}",
        "title": title,
        **body,
    }


def _object(fields: Sequence[Field], forms: Sequence[Forms], modes: Sequence[Modes]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {part.key: _nullable(part) for part in fields},
        "required": [part.key for part in fields if not may_be_missing(part)],
        "additionalProperties": False,
    }
    conditions = [_one_form(part) for part in forms]
    conditions += [
        {"if": _chosen(part.key, choice), "then": _all_given(keys)}
        for part in modes
        for choice, keys in part.needs.items()
        if keys
    ]
    if conditions:
        schema["allOf"] = conditions
    return schema


def _one_form(forms: Forms) -> dict[str, Any]:
    groups = [_all_given(group) for group in forms.groups]
    if not forms.required:
        groups.append({"not": {"anyOf": [_all_given(group) for group in forms.groups]}})
    return {"oneOf": groups}


def _all_given(keys: Sequence[str]) -> dict[str, Any]:
    """All keys are there and not null, which counts as missing."""
    return {"required": list(keys), "properties": {key: {"not": {"type": "null"}} for key in keys}}


def _chosen(key: str, choice: str) -> dict[str, Any]:
    return {"properties": {key: {"const": choice}}, "required": [key]}


def _nullable(declared: Field) -> dict[str, Any]:
    """The schema of a field; a field that may be missing may be null as well."""
    schema = _field(declared)
    if may_be_missing(declared):
        kinds = schema["type"]
        schema["type"] = [*([kinds] if isinstance(kinds, str) else kinds), "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema


def _field(declared: Field) -> dict[str, Any]:
    if isinstance(declared, Number):
        return _number(declared)
    head: dict[str, Any] = {"title": declared.title}
    if isinstance(declared, Text):
        return head | _text(declared)
    if isinstance(declared, Flag):
        return head | {"type": "boolean"} | _default(declared.default)
    if isinstance(declared, Group):
        return head | _object(declared.fields, declared.forms, declared.modes)
    if isinstance(declared, NumberMap):
        each = _number(declared.each)
        if declared.gaps:
            each["type"] = [*each["type"], "null"]
        least = {"minProperties": declared.at_least_items} if declared.at_least_items else {}
        return (
            head | {"type": "object", "additionalProperties": each, "x-key-title": declared.key_title} | least
        )
    return head | _list(declared)


def _list(declared: Rows | NumberList | TextList) -> dict[str, Any]:
    items: dict[str, Any]
    if isinstance(declared, Rows):
        items = _object(declared.fields, declared.forms, declared.modes)
    elif isinstance(declared, NumberList):
        items = _number(declared.each)
        if declared.gaps:
            items["type"] = [*items["type"], "null"]
    else:
        items = {"type": "string", "minLength": 1}
    schema: dict[str, Any] = {"type": "array", "items": items}
    if declared.at_least_items:
        schema["minItems"] = declared.at_least_items
    if not isinstance(declared, TextList) and declared.at_most_items is not None:
        schema["maxItems"] = declared.at_most_items
    return schema


def _number(declared: Number) -> dict[str, Any]:
    """A plain number, or {"value", "unit"} in a unit of the same dimension."""
    limits = {
        "exclusiveMinimum": declared.above,
        "minimum": declared.at_least,
        "exclusiveMaximum": declared.below,
        "maximum": declared.at_most,
        "multipleOf": 1 if declared.whole else None,
    }
    units = units_like(declared.unit)
    quantity = {
        "properties": {"value": {"type": "number"}, "unit": {"enum": list(units)}},
        "required": ["value", "unit"],
        "additionalProperties": False,
    }
    return {
        "title": declared.title,
        "type": ["number", "object"],
        **{key: limit for key, limit in limits.items() if limit is not None},
        **_default(declared.default),
        **quantity,
        "x-unit": declared.unit,
        "x-unit-name": unit_name(declared.unit),
        "x-units": {code: unit_name(code) for code in units},
    }


def _text(declared: Text) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"} | _default(declared.default)
    if declared.choices:
        schema |= {"enum": list(declared.choices), "x-choices": dict(declared.choices)}
    elif not declared.may_be_empty:
        schema["minLength"] = 1
    return schema


def _default(default: object) -> dict[str, Any]:
    return {} if default is None else {"default": default}
