"""What the API shows of lines."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from potok.api.fields import Day, Moment
from potok.lines.kinds import LineKind
from potok.lines.storage import design_to_data
from potok.operations.lines.reads.card import LineCard, ShownVersion


class KindOut(Schema):
    """A kind of lines; `inputs` is the JSON Schema of `given`, null where the kind declares none."""

    id: str
    title: str
    personal: bool
    improves: bool
    inputs: dict[str, Any] | None
    examples: list[dict[str, Any]]


class KindList(Schema):
    """Kinds that are installed."""

    kinds: list[KindOut]


class IndicatorOut(Schema):
    """A compared figure."""

    key: str
    title: str
    unit: str
    value: float
    better: str
    low: float | None
    high: float | None
    base: float | None
    kept: bool


class ListedLineOut(Schema):
    """A row of the list; `number` is the version that speaks for the line, null while there is none."""

    code: str
    title: str
    kind: str
    item: str
    workshop: str
    is_active: bool
    number: int | None
    state: str
    summary: str
    indicators: list[IndicatorOut]
    versions: int


class LineList(Schema):
    """Lines by code; `next` continues the list, null at its end."""

    lines: list[ListedLineOut]
    next: str | None


class VersionHeadOut(Schema):
    """A version without its design."""

    number: int
    title: str
    state: str
    summary: str
    base: int | None
    author: str
    saved_at: Moment
    revision: int
    accepted_by: str
    accepted_at: Moment | None


class LineOut(Schema):
    """A line with its versions, newest first."""

    code: str
    title: str
    kind: str
    item: str
    workshop: str
    is_active: bool
    revision: int
    people_hidden: bool
    versions: list[VersionHeadOut]


class WarningOut(Schema):
    """A broken condition."""

    code: str
    text: str


class DesignOut(Schema):
    """A designed line; notes as `POST /calc/{method}` answers them."""

    kind: str
    summary: str
    indicators: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    data: dict[str, Any]
    route: list[dict[str, Any]]
    warnings: list[WarningOut]
    tables: list[dict[str, Any]]
    figures: list[dict[str, Any]]


class LineVersionOut(VersionHeadOut):
    """A version; `given` is null for those who may not see the workers of the line."""

    line: str
    given: dict[str, Any] | None
    design: DesignOut
    code_version: str
    plant_date: Day


class NormChangeOut(Schema):
    """A figure of the route that becomes another one; null = there is none."""

    op_no: int
    op_name: str
    machine: str
    title: str
    unit: str
    before: str | None
    after: str | None


class LineAcceptanceOut(Schema):
    """What accepting changes; `seen` and `revision` go back with the command."""

    line: str
    number: int
    product: str
    replaces: int | None
    changes: list[NormChangeOut]
    seen: str
    revision: int
    why_no_route: str


class LineRunOut(Schema):
    """A search for a better version, whose number is `result`, or for variants (`aim`)."""

    id: int
    line: str
    number: int
    aim: str
    state: str
    time_limit_s: int
    elapsed_s: int
    share_done: float
    improvements: int
    stop_requested: bool
    result: int | None
    error_code: str
    error: str
    started_at: Moment | None
    finished_at: Moment | None


def kind_out(kind: LineKind) -> dict[str, Any]:
    """A kind with its schema and examples."""
    return {
        "id": kind.id,
        "title": kind.title,
        "personal": kind.personal,
        "improves": kind.improve is not None,
        "inputs": kind.schema(),
        "examples": [
            {"name": example.name, "title": example.title, "given": example.given}
            for example in kind.examples
        ],
    }


def line_out(card: LineCard) -> dict[str, Any]:
    """A line with the heads of its versions."""
    names = [name for name in LineOut.model_fields if name != "kind"]
    return {**{name: getattr(card, name) for name in names}, "kind": card.kind.id}


def version_out(card: LineCard, version: ShownVersion) -> dict[str, Any]:
    """A version as the person may see it."""
    head = {name: getattr(version.head, name) for name in VersionHeadOut.model_fields}
    return {
        **head,
        "line": card.code,
        "given": version.given,
        "design": design_to_data(version.design),
        "code_version": version.code_version,
        "plant_date": version.plant_date,
    }
