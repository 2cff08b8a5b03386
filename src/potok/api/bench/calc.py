"""Methods of the bench: list, schema, calculation."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Body, Field, Header, Schema

from potok.api.bench.answers import FILES, NoteFormat, answer, wanted
from potok.api.fields import Day, Given, Line
from potok.api.section import Section
from potok.methods import method, method_ids, topics
from potok.methods.case import case_input
from potok.operations.calculations.fillers import Choice, fill, filler_named, fillers_of
from potok.operations.people.acting import Actor

section = Section("Инженерный стол: расчёты")


class MethodOut(Schema):
    """A method of the catalogue."""

    id: str
    topic: str
    topic_title: str
    title: str
    purpose: str
    source: str


class MethodList(Schema):
    """All methods by topic."""

    methods: list[MethodOut]


class RemarkOut(Schema):
    """A warning."""

    code: str
    text: str


class NoteOut(Schema):
    """An explained calculation."""

    method: str
    title: str
    source: dict[str, Any]
    result: dict[str, Any]
    warnings: list[RemarkOut]
    conclusions: list[str]
    steps: list[dict[str, Any]]
    formulas: dict[str, Any]
    given: dict[str, Any]
    inputs: list[dict[str, Any]]
    origins: dict[str, str]
    figures: list[dict[str, Any]]
    reference: dict[str, Any] | None


class FillerOut(Schema):
    """A way to fill the input from the plant; `needs` names what must be chosen."""

    key: str
    title: str
    needs: list[Literal["product", "workshop", "period"]]


class FillerList(Schema):
    """Ways to fill a method; the last saved calculation is the last of them."""

    fillers: list[FillerOut]


class FillerRequest(Given):
    """What a filler needs; the rest may be left out."""

    product: Line = Field("", description="Код изделия.")
    workshop: Line = Field("", description="Код цеха; пусто — все цеха.")
    start: Day | None = None
    end: Day | None = None


class TakenOut(Schema):
    """Data of the plant for a method; what the books do not know is left out."""

    given: dict[str, Any]
    subject: str
    subject_name: str
    remarks: list[str]


@section.read("", right="calculate", answer=MethodList, summary="Перечень расчётов")
def list_methods(_: Actor) -> dict[str, Any]:
    """All methods with titles, purposes and sources."""
    titles = {topic.name: topic.title for topic in topics()}
    found = [method(name) for name in method_ids()]
    return {
        "methods": [
            {
                "id": chosen.id,
                "topic": chosen.id.partition(".")[0],
                "topic_title": titles[chosen.id.partition(".")[0]],
                "title": chosen.title,
                "purpose": chosen.purpose,
                "source": chosen.source.text(),
            }
            for chosen in found
        ]
    }


@section.read(
    "/{method_id}/schema", right="calculate", answer=dict[str, Any], summary="JSON Schema исходных данных"
)
def show_schema(_: Actor, method_id: str) -> dict[str, Any]:
    """The schema of the input, with units, limits and Russian titles."""
    return method(method_id).schema()


@section.read(
    "/{method_id}/fillers", right="calculate", answer=FillerList, summary="Откуда взять данные завода"
)
def list_fillers(_: Actor, method_id: str) -> dict[str, Any]:
    """Ways to fill the input of a method from the plant."""
    return {"fillers": fillers_of(method(method_id).id)}


@section.preview(
    "/{method_id}/fillers/{key}", right="calculate", answer=TakenOut, summary="Взять данные завода"
)
def take(_: Actor, method_id: str, key: str, payload: FillerRequest) -> dict[str, Any]:
    """The input as the plant has it, ready to be computed or completed by hand."""
    filler = filler_named(method(method_id).id, key.replace("\x00", ""))
    choice = Choice(payload.product, payload.workshop, payload.start, payload.end)
    found = fill(filler, choice)
    return {
        "given": found.given,
        "subject": found.subject,
        "subject_name": found.subject_name,
        "remarks": found.remarks,
    }


@section.preview("/{method_id}", right="calculate", answer=NoteOut, summary="Посчитать", media_types=FILES)
def calculate(
    _: Actor,
    method_id: str,
    payload: Annotated[dict[str, Any], Body()],
    format: NoteFormat | None = None,  # noqa: A002 - name of the parameter in the address
    accept: Annotated[str, Header()] = "",
) -> dict[str, Any] | HttpResponse:
    """Compute and explain; the body is the input alone or a whole worked example."""
    chosen = method(method_id)
    given = case_input(payload, method_id=method_id)
    return answer(chosen.run(given.given, reference=given.reference), wanted(format, accept))
