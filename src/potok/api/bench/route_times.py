"""Times of a saved calculation taken over by a route."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from ninja import Field, Schema

from potok.api.fields import Code, Given, Line
from potok.api.section import Section
from potok.operations.calculations.reads.card import calculation
from potok.operations.calculations.services import route_times
from potok.operations.people.acting import Actor

section = Section("Инженерный стол: нормы в маршрут")
_LARGEST = 2**31 - 1


class NormTimeOut(Schema):
    """A time of the calculation; its place in the list is its number."""

    name: str
    minutes: Decimal


class NormTimes(Schema):
    """Times that a route may take over."""

    times: list[NormTimeOut]


class TakenGiven(Given):
    """Which time goes to which operation."""

    time: int = Field(ge=0, le=_LARGEST, description="Номер нормы расчёта, с нуля.")
    op_no: int = Field(ge=0, le=_LARGEST)
    machine: Line = Field("", description="Код машины; пусто — все машины операции.")


class RouteTimesRequest(Given):
    """Times for the route of a product."""

    product: Code
    times: list[TakenGiven] = Field(max_length=500)
    per: Literal["piece", "batch"] = Field("piece", description="Норма на изделие или на загрузку целиком.")
    seen: Line = Field("", description="Из предпросмотра: маршрут с тех пор не должен измениться.")


class LineChangeOut(Schema):
    """A figure of a line of the route that becomes another one."""

    op_no: int
    op_name: str
    machine: str
    column: str
    title: str
    unit: str
    before: Decimal | None
    after: Decimal


class RouteChangeOut(Schema):
    """What the calculation makes of the route."""

    number: str
    product: str
    changes: list[LineChangeOut]
    seen: str


@section.read(
    "/{number}/norm-times", right="read_calculations", answer=NormTimes, summary="Нормы времени расчёта"
)
def show_times(_: Actor, number: str) -> dict[str, object]:
    """Times that the calculation gives for operations of a route."""
    return {"times": route_times.times_of(calculation(number.replace("\x00", "")))}


@section.preview(
    "/{number}/norm-times/preview",
    right="edit_routes",
    answer=RouteChangeOut,
    summary="Что изменится в маршруте",
)
def preview(actor: Actor, number: str, payload: RouteTimesRequest) -> route_times.RouteChange:
    """The lines that would change; nothing is written."""
    return route_times.preview_times(
        actor,
        number=number.replace("\x00", ""),
        product=payload.product,
        taken=_taken(payload),
        whole_batch=payload.per == "batch",
    )


@section.command(
    "/{number}/norm-times", name="edit_routes", answer=RouteChangeOut, summary="Применить к маршруту"
)
def apply(actor: Actor, number: str, payload: RouteTimesRequest) -> route_times.RouteChange:
    """Write the times into the route; its history names the calculation."""
    return route_times.apply_times(
        actor,
        number=number.replace("\x00", ""),
        product=payload.product,
        taken=_taken(payload),
        whole_batch=payload.per == "batch",
        seen=payload.seen,
    )


def _taken(payload: RouteTimesRequest) -> list[route_times.TakenTime]:
    return [route_times.TakenTime(one.time, one.op_no, one.machine) for one in payload.times]
