"""One computation for a page: data from the form, the note or the faults, how long it took."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from potok.errors import PotokError
from potok.methods import Method
from potok.notes.note import Note
from potok.web.bench.examples import reference_of
from potok.web.bench.faults import Fault, faults_of, form_faults
from potok.web.bench.form_data import FormData, read_form


@dataclass(frozen=True, slots=True)
class Computed:
    """What came out.

    Attributes:
        data: The data as read.
        note: The note, None when the data were refused.
        faults: All faults of the data.
        refusal: Sentence of the refusal when it is not about single fields.
        code: Its stable code.
        milliseconds: Time of the computation alone.
    """

    data: FormData
    note: Note | None = None
    faults: tuple[Fault, ...] = ()
    refusal: str = ""
    code: str = ""
    milliseconds: float = 0.0

    @property
    def given(self) -> Mapping[str, Any]:
        """Data of the method."""
        return self.data.given

    @property
    def empty(self) -> bool:
        """Whether nothing was filled in yet."""
        return not self.data.given


def posted(query: QueryDict) -> list[tuple[str, str]]:
    """Names and last values of a form."""
    return [(name, str(query.get(name, ""))) for name in query]


def compute_form(method: Method, query: QueryDict) -> Computed:
    """Compute what was typed into the form of a method."""
    data = read_form(method.inputs, posted(query))
    return compute(method, data, case=query.get("_case", ""))


def compute_given(method: Method, given: Mapping[str, Any], *, case: str = "") -> Computed:
    """Compute data that came in another way than by the form."""
    return compute(method, FormData(dict(given)), case=case)


def compute(method: Method, data: FormData, *, case: str = "") -> Computed:
    """Compute, or gather why not."""
    if not data.given:
        return Computed(data)
    begun = time.perf_counter()
    try:
        known = reference_of(method.id, case, data.given)
        note = method.run(known.given, reference=known.reference)
    except PotokError as error:
        faults = faults_of(error, method.inputs, data)
        return Computed(data, faults=faults, refusal="" if error.problems else error.message, code=error.code)
    milliseconds = (time.perf_counter() - begun) * 1000
    if data.problems:
        return Computed(data, faults=form_faults(data, method.inputs), code="invalid_calculation_input")
    return Computed(data, note=note, milliseconds=milliseconds)


@dataclass(frozen=True, slots=True)
class Base:
    """The first variant of a comparison."""

    name: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The data as JSON for a hidden field."""
        return json.dumps(self.given, ensure_ascii=False)


def base_of(query: QueryDict) -> Base | None:
    """The variant that the form carries, None without one or with a spoiled one."""
    try:
        given = json.loads(query.get("_base", "") or "null")
    except json.JSONDecodeError:
        return None
    return Base(query.get("_base_name", ""), given) if isinstance(given, dict) and given else None
