"""From given data to a validated record; all faults are found at once."""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeGuard

from potok.notes.errors import InputProblem, InvalidInputError, UnitMismatchError, UnknownUnitError
from potok.notes.inputs.fields import (
    Check,
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
    range_text,
)
from potok.notes.inputs.record import Record
from potok.notes.note import InputItem, Remark
from potok.notes.units import convert, unit_name, units_like
from potok.notes.value import Value

#: Keys that name a row, the first one present is used in titles.
_NAME_KEYS = ("name", "title", "label", "id", "code", "parameter", "node", "product")
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Accepted:
    """A validated input.

    Attributes:
        record: Where the method reads its numbers.
        items: All numbers with titles and units, in the order of the schema.
        remarks: Assumptions and unused keys.
    """

    record: Record
    items: tuple[InputItem, ...]
    remarks: tuple[Remark, ...]


def accept(inputs: Inputs, given: object, *, record: bool = True) -> Accepted:
    """Validate the input of a method.

    Args:
        inputs: The declared input.
        given: Parsed JSON.
        record: False leaves the items out: batches.

    Raises:
        InvalidInputError: With every fault: path, value, unit, what is expected.
    """
    reader = _Reader(record)
    accepted = reader.record(inputs, given, "", "")
    if reader.problems:
        raise InvalidInputError(reader.problems)
    return Accepted(accepted, tuple(reader.items), tuple(reader.remarks))


_Container: TypeAlias = Inputs | Rows | Group


@dataclass(slots=True)
class _Reader:
    """One pass over the data, collecting values, problems, items and remarks."""

    recording: bool
    problems: list[InputProblem] = field(default_factory=list)
    items: list[InputItem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def fault(self, path: str, given: object, expected: str, *, code: str = "bad_value", **more: str) -> None:
        self.problems.append(InputProblem("given", None, path, _shown(given), expected, code, **more))

    def record(self, declared: _Container, given: object, path: str, name: str) -> Record:
        if not isinstance(given, Mapping):
            self.fault(path, given, "объект с полями", code="bad_type")
            return Record({}, path)
        before = len(self.problems)
        self._unknown_keys(declared.fields, given, path)
        values = {
            part.key: self._field(part, given.get(part.key), _join(path, part.key), name)
            for part in declared.fields
        }
        for forms in declared.forms:
            self._forms(forms, given, path)
        for modes in declared.modes:
            self._modes(modes, given, path)
        record = Record(values, path)
        if len(self.problems) == before:
            self._checks(declared.checks, record, path)
        return record

    def _unknown_keys(self, fields: Sequence[Field], given: Mapping[str, object], path: str) -> None:
        known = [part.key for part in fields]
        for key in given:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, n=1, cutoff=0.0)
                self.fault(
                    _join(path, str(key)),
                    given[key],
                    f"известное поле, ближайшее по написанию: {near[0]}" if near else "нет такого поля",
                    code="unknown_key",
                )

    def _forms(self, forms: Forms, given: Mapping[str, object], path: str) -> None:
        listed = " либо ".join(" + ".join(group) for group in forms.groups)
        started = [
            group
            for place, group in enumerate(forms.groups)
            if any(given.get(key) is not None for key in forms.own_keys(place))
        ]
        if len(started) > 1:
            both = ", ".join(key for group in started for key in group if given.get(key) is not None)
            self.fault(path, both, f"только одна форма: {listed}", code="exclusive_forms")
        elif not started and forms.required:
            self.fault(path, None, f"одна из форм: {listed}", code="missing_form")
        for group in started[:1]:
            for key in group:
                if given.get(key) is None:
                    self.fault(_join(path, key), None, f"задать вместе: {' + '.join(group)}", code="missing")

    def _modes(self, modes: Modes, given: Mapping[str, object], path: str) -> None:
        chosen = given.get(modes.key)
        if not isinstance(chosen, str) or chosen not in modes.needs:
            return
        for key in modes.needs[chosen]:
            if given.get(key) is None:
                self.fault(_join(path, key), None, f"задать при {modes.key} = {chosen}", code="missing")
        foreign = {key for keys in modes.needs.values() for key in keys} - set(modes.needs[chosen])
        for key in sorted(foreign):
            if given.get(key) is not None:
                where = _join(path, key)
                self.remarks.append(
                    Remark("unused_input", f"{where} не используется при {modes.key} = {chosen}.")
                )

    def _checks(self, checks: Sequence[Check], record: Record, path: str) -> None:
        for check in checks:
            for found in check(record):
                where = _join(path, found.path) if found.path else path
                self.fault(where, found.value, found.expected, code=found.code, advice=found.advice)

    def _field(self, declared: Field, given: object, path: str, name: str) -> object:
        if given is None:
            return self._missing(declared, path, name)
        if isinstance(declared, Number):
            return self._number(declared, given, path, name)
        if isinstance(declared, Group):
            return self.record(declared, given, path, declared.title)
        if isinstance(declared, NumberMap):
            return self._map(declared, given, path, name)
        if isinstance(declared, (Text, Flag)):
            return self._word(declared, given, path)
        return self._list(declared, given, path, name)

    def _word(self, declared: Text | Flag, given: object, path: str) -> object:
        if isinstance(declared, Text):
            return self._text(declared, given, path)
        if not isinstance(given, bool):
            self.fault(path, given, _expectation(declared), code="bad_type")
        return given

    def _missing(self, declared: Field, path: str, name: str) -> object:
        if not may_be_missing(declared):
            self.fault(path, None, _expectation(declared), code="missing", unit=_unit_of(declared))
            return None
        if isinstance(declared, Number) and declared.default is not None:
            value = Value(declared.default, declared.unit, f"in:{path}")
            self._item(declared, value, name, assumed=True)
            return value
        return getattr(declared, "default", None)

    def _number(self, declared: Number, given: object, path: str, name: str) -> Value | None:
        entered: Value | None = None
        number: object = given
        if not _is_finite(given) and isinstance(given, Mapping):
            entered = self._entered(declared, given, path)
            if entered is None:
                return None
            number = convert(entered.number, given=entered.unit, wanted=declared.unit)
        if not _is_finite(number):
            self.fault(path, given, range_text(declared), code="bad_number", unit=_unit_of(declared))
            return None
        if not _within(declared, number):
            self.fault(path, given, range_text(declared), code="out_of_range", unit=_unit_of(declared))
            return None
        value = Value(number, declared.unit, f"in:{path}")
        self._item(declared, value, name, entered=entered)
        return value

    def _item(
        self,
        declared: Number,
        value: Value,
        name: str,
        *,
        entered: Value | None = None,
        assumed: bool = False,
    ) -> None:
        if self.recording:
            path = value.ref.removeprefix("in:")
            self.items.append(InputItem(path, _titled(name, declared.title), value, entered, assumed))

    def _entered(self, declared: Number, given: Mapping[str, object], path: str) -> Value | None:
        number, code = given.get("value"), given.get("unit")
        units = ", ".join(units_like(declared.unit))
        expected = f"число либо {{value, unit}} с единицей из: {units}"
        if set(given) != {"value", "unit"} or not _is_finite(number) or not isinstance(code, str):
            self.fault(path, given, expected, code="bad_quantity")
            return None
        try:
            convert(number, given=code, wanted=declared.unit)
        except (UnknownUnitError, UnitMismatchError) as error:
            self.fault(path, given, expected, code=error.code, advice=error.message)
            return None
        return Value(number, code)

    def _text(self, declared: Text, given: object, path: str) -> object:
        if not isinstance(given, str):
            self.fault(path, given, _expectation(declared), code="bad_type")
        elif declared.choices and given not in declared.choices:
            near = difflib.get_close_matches(given, list(declared.choices), n=1)
            advice = f"Возможно, имелось в виду «{near[0]}»." if near else ""
            self.fault(path, given, _expectation(declared), code="unknown_choice", advice=advice)
        elif not given.strip() and not declared.may_be_empty:
            self.fault(path, given, "непустой текст", code="empty_text")
        return given

    def _list(self, declared: NumberList | TextList | Rows, given: object, path: str, name: str) -> object:
        if not isinstance(given, Sequence) or isinstance(given, str):
            self.fault(path, given, "список", code="bad_type")
            return ()
        at_most = getattr(declared, "at_most_items", None)
        if len(given) < declared.at_least_items:
            expected = f"не меньше {declared.at_least_items} строк"
            self.fault(path, f"строк: {len(given)}", expected, code="too_few_items")
        if at_most is not None and len(given) > at_most:
            self.fault(path, f"строк: {len(given)}", f"не больше {at_most} строк", code="too_many_items")
        if isinstance(declared, Rows):
            return self._rows(declared, given, path)
        places = [(f"{path}[{place}]", item) for place, item in enumerate(given)]
        if isinstance(declared, TextList):
            return tuple(
                self._text(Text(declared.key, declared.title), item, place) for place, item in places
            )
        titled = _titled(name, declared.title)
        return tuple(
            None
            if item is None and declared.gaps
            else self._number(declared.each, item, where, f"{titled} [{place + 1}]")
            for place, (where, item) in enumerate(places)
        )

    def _rows(self, declared: Rows, given: Sequence[object], path: str) -> tuple[Record, ...]:
        seen: dict[str, int] = {}
        records = []
        for place, item in enumerate(given):
            where = f"{path}[{place}]"
            records.append(self.record(declared, item, where, _row_name(item, declared.title, place)))
            mark = item.get(declared.unique) if declared.unique and isinstance(item, Mapping) else None
            if mark is not None and str(mark) in seen:
                expected = f"значение, которого нет в строке {seen[str(mark)] + 1}"
                self.fault(f"{where}.{declared.unique}", mark, expected, code="duplicate")
            elif mark is not None:
                seen[str(mark)] = place
        return tuple(records)

    def _map(self, declared: NumberMap, given: object, path: str, name: str) -> object:
        if not isinstance(given, Mapping):
            self.fault(path, given, "объект «название: число»", code="bad_type")
            return {}
        if len(given) < declared.at_least_items:
            self.fault(path, f"строк: {len(given)}", f"не меньше {declared.at_least_items} строк")
        titled = _titled(name, declared.title)
        return {
            str(key): self._number(declared.each, item, _join(path, str(key)), f"{titled}, {key}")
            for key, item in given.items()
            if not (item is None and declared.gaps)
        }


def _is_finite(number: object) -> TypeGuard[float]:
    return isinstance(number, (int, float)) and not isinstance(number, bool) and math.isfinite(number)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _titled(name: str, title: str) -> str:
    if not title:
        return name
    return f"{name}: {title[:1].lower()}{title[1:]}" if name else title


def _row_name(item: object, title: str, place: int) -> str:
    if isinstance(item, Mapping):
        for key in _NAME_KEYS:
            if isinstance(item.get(key), str):
                return str(item[key])
    return f"{title}, строка {place + 1}"


def _within(declared: Number, number: float) -> bool:
    return (
        (declared.above is None or number > declared.above)
        and (declared.at_least is None or number >= declared.at_least)
        and (declared.below is None or number < declared.below)
        and (declared.at_most is None or number <= declared.at_most)
        and (not declared.whole or float(number).is_integer())
    )


def _unit_of(declared: Field) -> str:
    return unit_name(declared.unit) if isinstance(declared, Number) else ""


def _expectation(declared: Field) -> str:
    if isinstance(declared, Number):
        return range_text(declared)
    if isinstance(declared, Text):
        return f"одно из: {', '.join(declared.choices)}" if declared.choices else "текст"
    if isinstance(declared, Flag):
        return "true или false"
    return "объект" if isinstance(declared, (Group, NumberMap)) else "список"


def _shown(given: object) -> str | None:
    """A given value as short text; None stays None."""
    if given is None:
        return None
    if isinstance(given, bool):
        return "true" if given else "false"
    text = (
        json.dumps(given, ensure_ascii=False, default=str)
        if isinstance(given, (Mapping, list))
        else str(given)
    )
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
