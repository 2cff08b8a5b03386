"""The control plan, the log of inspections, defects, and decisions that need more than a word."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Query, Schema
from pydantic import AfterValidator

from potok.api.fields import (
    Code,
    Day,
    Given,
    GivenMoment,
    GivenQuantity,
    Line,
    Moment,
    OneOf,
    PageMark,
    PageSize,
    Pieces,
    Quantity,
    Reason,
    Remark,
    Search,
    Versioned,
    sort_of,
)
from potok.api.section import Section
from potok.operations.orders.reads.list_page import ListPage
from potok.operations.orders.services.following import FollowingOrder
from potok.operations.people.acting import Actor
from potok.operations.quality.kinds import CAUSE_KINDS, CONTROL_KINDS
from potok.operations.quality.reads import defects, log
from potok.operations.quality.reads.defects import GROUPS, Pareto
from potok.operations.quality.reads.log import InspectionFilter, InspectionRow
from potok.operations.quality.services import control_plan, decisions, inspections, write_down
from potok.operations.quality.services.control_plan import PointGiven
from potok.operations.quality.services.decisions import Downgraded
from potok.operations.quality.services.inspections import DefectGiven, InspectionGiven
from potok.operations.quality.services.write_down import WriteDown

section = Section("ОТК")

Kind = Annotated[str, OneOf(key for key, _ in CONTROL_KINDS)]
CauseKind = Annotated[str, OneOf(key for key, _ in CAUSE_KINDS)]
Group = Annotated[str, OneOf(GROUPS)]
Number = Annotated[int, Field(ge=0, le=1_000_000)]


def _some(text: str) -> str:
    if not text:
        raise ValueError("непустое значение")
    return text


Words = Annotated[Line, AfterValidator(_some)]


class InspectionOut(Schema):
    """An inspection as a row."""

    number: str
    at: Moment
    kind: str
    item: str
    characteristic: str | None
    op_no: int | None
    lot: str | None
    order_no: str
    workshop: str
    inspected_pcs: int
    defective_pcs: int
    acceptance_number: int | None
    passed: bool
    remark: str


class InspectionPage(Schema):
    """Inspections in the asked sequence."""

    rows: list[InspectionOut]
    next: str = Field(
        validation_alias="next_mark", description="Метка следующей страницы для after; пусто — последняя."
    )


class InspectionFilterQuery(Given):
    """Which inspections."""

    kind: Annotated[list[Kind], Field(max_length=10)] = []
    result: Annotated[list[Literal["passed", "failed"]], Field(max_length=2)] = []
    workshop: Annotated[list[Code], Field(max_length=100)] = []
    first: Day | None = None
    last: Day | None = None
    text: Search = ""

    def inspection_filter(self, sort: str = "-at") -> InspectionFilter:
        """The same as the log takes it."""
        return InspectionFilter(
            kinds=tuple(self.kind),
            results=tuple(self.result),
            workshops=tuple(self.workshop),
            first=self.first,
            last=self.last,
            text=self.text,
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
        )


class InspectionQuery(InspectionFilterQuery):
    """A page of inspections."""

    sort: Annotated[str, sort_of(log.SORTS)] = "-at"
    after: PageMark = ""
    limit: PageSize = 50


class ParetoQuery(InspectionFilterQuery):
    """Defects by group."""

    by: Group = "cause"


class ParetoRowOut(Schema):
    """A group with its share."""

    code: str
    name: str
    qty: int
    inspections: int
    repairable: int
    loss_rub: Quantity
    share: Quantity
    cumulative: Quantity
    vital: bool


class ParetoOut(Schema):
    """Groups by falling number of defective units."""

    rows: list[ParetoRowOut]
    inspected: int
    defective: int
    loss_rub: Quantity


class DefectRequest(Given):
    """Defective units by one cause."""

    cause: Annotated[Words, Field(max_length=20)]
    qty_pcs: Annotated[int, Field(ge=1, le=1_000_000_000)]
    repairable: bool | None = None
    loss_rub: Annotated[GivenQuantity | None, Field(description="Потери, руб.")] = None


class InspectionRequest(Given):
    """An inspection; with a line of the control plan item, kind and sample are its own."""

    inspected_pcs: Pieces
    defects: Annotated[list[DefectRequest], Field(max_length=100)] = []
    point: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None
    kind: Annotated[Kind | Literal[""], Field(description="Нужен, если нет строки плана.")] = ""
    item: Annotated[Line, Field(max_length=60)] = ""
    lot: Annotated[Line, Field(max_length=60)] = ""
    order_no: Annotated[Line, Field(max_length=40)] = ""
    op_no: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    workshop: Annotated[Line, Field(max_length=40)] = ""
    acceptance_number: Number | None = None
    remark: Remark = ""
    at: GivenMoment | None = None


class RecordedOut(Schema):
    """An inspection that was written."""

    number: str
    passed: bool
    defective_pcs: int
    acceptance_number: int | None


class PointOut(Schema):
    """A line of the control plan."""

    id: int
    item: str
    op_no: int | None
    position: int
    kind: str
    characteristic: str
    requirement: str
    method: str
    sample_pcs: int | None
    lot_pcs: int | None
    acceptance_number: int | None
    version: int


class ControlPlanOut(Schema):
    """The control plan in force."""

    points: list[PointOut]


class ControlPlanQuery(Given):
    """Which lines."""

    item: Search = ""
    text: Search = ""


class PointRequest(Versioned):
    """A line of the control plan."""

    item: Code
    kind: Kind
    characteristic: Words
    op_no: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    requirement: Line = ""
    method: Line = ""
    sample_pcs: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    lot_pcs: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    acceptance_number: Number | None = None
    position: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class SavedPointOut(Schema):
    """A line that was written."""

    id: int
    version: int
    is_active: bool


class CauseRequest(Given):
    """A cause of defects."""

    code: Annotated[Words, Field(max_length=20)]
    name: Annotated[Words, Field(max_length=120)]
    kind: CauseKind = "internal"
    repairable: bool = True
    active: bool = True


class CauseOut(Schema):
    """A cause of defects."""

    code: str
    name: str
    kind: str
    repairable: bool


class ReworkRequest(Given):
    """What is to be mended."""

    reason: Reason
    due_date: Day | None = None
    inspection: Annotated[Line, Field(max_length=40)] = ""


class FollowingOut(Schema):
    """A new order linked to the one it follows from."""

    order_no: str
    parent: str
    qty_pcs: int
    due_date: dt.date


class DowngradeRequest(Given):
    """The item that a lot, or a part of it, becomes."""

    item: Code
    reason: Reason
    qty: GivenQuantity | None = None
    inspection: Annotated[Line, Field(max_length=40)] = ""


class DowngradedOut(Schema):
    """A quantity moved to another item."""

    paper: str
    lot: str


class WriteDownRequest(Given):
    """How much is taken from the output of the order of a rejected lot."""

    qty_pcs: Pieces
    reason: Reason
    replace: Annotated[bool, Field(description="Новый заказ вместо открытия выполненного.")] = False
    due_date: Day | None = None


class WriteDownOut(Schema):
    """An order after its output was written down."""

    order_no: str
    done_before: int
    done_after: int
    reopened: bool
    replacement: str


@section.read("/inspections", right="read_stock", answer=InspectionPage, summary="Журнал контроля")
def list_inspections(_: Actor, wanted: Query[InspectionQuery]) -> ListPage[InspectionRow]:
    """A page of the log."""
    found = wanted.inspection_filter(wanted.sort)
    return log.inspections_page(found, after=wanted.after, limit=wanted.limit)


@section.command("/inspections", name="inspect", answer=RecordedOut, summary="Записать проверку")
def record_inspection(actor: Actor, payload: InspectionRequest) -> object:
    """Write an inspection into the log."""
    given = payload.model_dump()
    given["defects"] = [DefectGiven(**defect) for defect in given["defects"]]
    return inspections.record_inspection(actor, inspection=InspectionGiven(**given))


@section.read("/defects", right="read_stock", answer=ParetoOut, summary="Дефекты по причинам")
def show_pareto(_: Actor, wanted: Query[ParetoQuery]) -> Pareto:
    """Defects of the found inspections by group."""
    return defects.pareto(wanted.inspection_filter(), group=wanted.by)


@section.read("/plan", right="read_stock", answer=ControlPlanOut, summary="План контроля")
def show_plan(_: Actor, wanted: Query[ControlPlanQuery]) -> dict[str, Any]:
    """Lines of the control plan in force."""
    return {"points": log.control_points(item=wanted.item, text=wanted.text)}


@section.command("/plan", name="plan_control", answer=SavedPointOut, summary="Строка плана контроля")
def add_point(actor: Actor, payload: PointRequest) -> object:
    """A new line of the control plan."""
    given = PointGiven(**payload.model_dump(exclude={"version"}))
    return control_plan.save_point(actor, point=given)


@section.command(
    "/plan/{point_id}", name="plan_control", answer=SavedPointOut, summary="Изменить строку плана"
)
def change_point(actor: Actor, point_id: int, payload: PointRequest) -> object:
    """Change a line of the control plan."""
    given = PointGiven(**payload.model_dump(exclude={"version"}))
    return control_plan.save_point(actor, point=given, key=point_id, expected_version=payload.version)


@section.command(
    "/plan/{point_id}/retire", name="plan_control", answer=SavedPointOut, summary="Снять строку плана"
)
def retire_point(actor: Actor, point_id: int, payload: Versioned) -> object:
    """A line is checked no more."""
    return control_plan.retire_point(actor, key=point_id, expected_version=payload.version)


@section.command("/causes", name="plan_control", answer=CauseOut, summary="Причина брака")
def save_cause(actor: Actor, payload: CauseRequest) -> object:
    """Write a cause of the classifier."""
    return control_plan.save_cause(actor, **payload.model_dump())


@section.command(
    "/lots/{path:lot}/rework", name="decide_lot", answer=FollowingOut, summary="Отправить на исправление"
)
def send_to_rework(actor: Actor, lot: Code, payload: ReworkRequest) -> FollowingOrder:
    """Block a product lot and make an order to mend it."""
    return decisions.send_to_rework(actor, lot=lot, **payload.model_dump())


@section.command(
    "/lots/{path:lot}/downgrade",
    name="decide_lot",
    answer=DowngradedOut,
    summary="Перевести в другую позицию",
)
def downgrade(actor: Actor, lot: Code, payload: DowngradeRequest) -> Downgraded:
    """Move a product lot to another item."""
    return decisions.downgrade(actor, lot=lot, **payload.model_dump())


@section.command(
    "/lots/{path:lot}/write-down",
    name="write_down_output",
    answer=WriteDownOut,
    summary="Уменьшить выпуск заказа",
)
def write_down_output(actor: Actor, lot: Code, payload: WriteDownRequest) -> WriteDown:
    """Take rejected product from the output of its order."""
    return write_down.write_down_output(actor, lot=lot, **payload.model_dump())
