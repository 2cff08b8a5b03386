"""Types of the API's data: bounded where the books are bounded, described where a name is not enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from django.utils import timezone
from ninja import Schema
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from potok.operations.catalog.clock import aware

_FIRST_DAY = dt.date(2000, 1, 1)
_LAST_DAY = dt.date(2099, 12, 31)
#: No control characters: they are no text, and the database does not keep all of them.
_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
_PRINTABLE_SOME = r"^[^\x00-\x1f\x7f]+$"
_LARGEST = 1_000_000_000


def _day(date: dt.date) -> dt.date:
    if not _FIRST_DAY <= date <= _LAST_DAY:
        raise ValueError(f"дата от {_FIRST_DAY:%d.%m.%Y} до {_LAST_DAY:%d.%m.%Y}")
    return date


def _plant_moment(moment: dt.datetime) -> dt.datetime:
    """A given moment with a zone: the plant's own when it has none."""
    _day(moment.date())
    return moment if moment.tzinfo else aware(moment)


def _with_offset(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment if moment.tzinfo else aware(moment))


#: A date on which a plant may do anything.
Day: TypeAlias = Annotated[dt.date, AfterValidator(_day)]
#: A moment given by a caller; without a zone it is plant local time.
GivenMoment: TypeAlias = Annotated[
    dt.datetime,
    AfterValidator(_plant_moment),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date-time",
            "description": "ISO 8601; без смещения — время предприятия.",
        }
    ),
]
#: A moment of the books or of a shift as plant local time with its offset.
Moment: TypeAlias = Annotated[dt.datetime, AfterValidator(_with_offset)]
#: A plant local moment without offset, as `plan.csv` has it.
LocalMoment: TypeAlias = Annotated[
    dt.datetime | str,
    WithJsonSchema(
        {
            "type": "string",
            "description": "Время предприятия, ISO 8601 без смещения.",
            "examples": ["2026-03-02T08:00:00"],
        }
    ),
]
#: A time of day on the plant's clock; the format «time» of JSON Schema would want an offset.
ClockTime: TypeAlias = Annotated[
    dt.time,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d\d:\d\d(:\d\d)?$",
            "description": "Время предприятия, ЧЧ:ММ:СС.",
            "examples": ["08:00:00"],
        }
    ),
]

#: Exact quantities of stock and money travel as text: «1003.643».
Quantity: TypeAlias = Annotated[
    Decimal,
    PlainSerializer(lambda number: f"{number:f}", return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^-?\d+(\.\d+)?$",
            "description": "Точное десятичное число.",
            "examples": ["1003.643"],
        },
        mode="serialization",
    ),
]
GivenQuantity: TypeAlias = Annotated[
    Decimal, Field(gt=0, le=_LARGEST, max_digits=18, decimal_places=3, examples=["9471.4"])
]

Code: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=_PRINTABLE_SOME)
]
OrderNo: TypeAlias = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=_PRINTABLE_SOME),
    Field(examples=["ЗП-0001"]),
]
Line: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=_PRINTABLE)]
#: A reason that must be given.
Reason: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=250, pattern=_PRINTABLE_SOME)
]
Remark: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=250, pattern=_PRINTABLE)
]
Search: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=100, pattern=_PRINTABLE)
]
Pieces: TypeAlias = Annotated[int, Field(ge=1, le=_LARGEST)]
Version: TypeAlias = Annotated[
    int | None,
    Field(ge=1, le=2**31 - 1, description="Версия, которую вы видели; если она устарела — ответ 409."),
]
#: Mark of a page as the answer before gave it.
PageMark: TypeAlias = Annotated[
    str, StringConstraints(max_length=500, pattern=r"^[A-Za-z0-9_=-]*$"), Field(description="Метка страницы.")
]
PageSize: TypeAlias = Annotated[int, Field(ge=1, le=500)]


def _plain(value: object) -> object:
    """A value of any field as JSON shows it."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


#: Old and new values of any field.
PlainValue: TypeAlias = Annotated[str | int | bool | None, BeforeValidator(_plain)]


#: No field accepts it: stands for a value whose kind Python would let pass for another one.
_WRONG_KIND = object()


class Given(Schema):
    """Data of a request: a key that is not known is an error, not a silence.

    `true` is no number and 1 is no truth, though Python takes them for each other.
    """

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _kinds_are_not_mixed(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        fields = cls.model_fields
        return {
            name: _unmixed(value, fields[name].annotation) if name in fields else value
            for name, value in data.items()
        }


def _unmixed(value: object, annotation: object) -> object:
    """The value, or something that no field accepts where truths and numbers are mixed up."""
    kinds = set(_kinds(annotation))
    if isinstance(value, list):
        items = [inner for kind in kinds for inner in get_args(kind)[:1] if get_origin(kind) is list]
        return [_unmixed(item, items[0]) for item in value] if len(items) == 1 else value
    if isinstance(value, bool):
        return _WRONG_KIND if kinds & {int, float, Decimal} and bool not in kinds else value
    if isinstance(value, int | float):
        return _WRONG_KIND if bool in kinds and not kinds & {int, float, Decimal} else value
    return value


def _kinds(annotation: object) -> Iterator[Any]:
    """Types that a field may have, without what is annotated to them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif origin in {Union, UnionType}:
        for one in get_args(annotation):
            yield from _kinds(one)
    else:
        yield annotation


class Versioned(Given):
    """A command on something that others may have changed meanwhile."""

    version: Version = None


class Nothing(Given):
    """A command that needs no data."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """Annotation of texts from a closed list that a table of the code holds, in its sequence."""

    known: tuple[str, ...]

    def __init__(self, known: Iterable[str]) -> None:
        object.__setattr__(self, "known", tuple(known))

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._listed, handler(source))

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> dict[str, str | list[str]]:
        return {"type": "string", "enum": list(self.known)}

    def _listed(self, text: str) -> str:
        if text not in self.known:
            raise ValueError(f"одно из: {', '.join(self.known)}")
        return text


def sort_of(columns: Iterable[str]) -> OneOf:
    """Annotation of a sort: a column, with a minus before it from the last value to the first."""
    known = list(columns)
    return OneOf([*known, *(f"-{column}" for column in known)])
