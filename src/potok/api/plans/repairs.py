"""A plan repaired after an event, promises of new orders, and why orders are released when they are."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from potok.api.fields import Code, Day, Given, GivenMoment, Line, LocalMoment, OrderNo, Pieces
from potok.api.plans.versions import OrderChangeOut, PlanHead
from potok.api.section import Section
from potok.operations.catalog.clock import local
from potok.operations.people.acting import Actor
from potok.operations.planning.reads.board import plan_head
from potok.operations.planning.reads.promises import Asked, promise_asked, promise_of
from potok.operations.planning.reads.why import why_of
from potok.operations.planning.services import repairs
from potok.scheduling.promise.engine import Promise
from potok.scheduling.promise.words import promise_sentence
from potok.scheduling.repair.events import AbsentCrew, Breakdown, RefusedLine, UrgentOrder
from potok.scheduling.repair.weights import PRESETS
from potok.scheduling.why.late import LateWhy
from potok.scheduling.why.words import late_sentence, remedy_words, why_sentence

section = Section("План: ремонт, обещание срока, причины")


class BreakdownGiven(Given):
    """A machine stands for some time."""

    kind: Literal["breakdown"]
    machine: Code
    start_at: GivenMoment
    finish_at: GivenMoment


class AbsenceGiven(Given):
    """Nobody works on the machines in one shift."""

    kind: Literal["absence"]
    machines: list[Code] = Field(min_length=1, max_length=200)
    date: Day
    shift_no: int = Field(ge=1, le=9)


class DelayGiven(Given):
    """A receipt comes on another date."""

    kind: Literal["late_material"]
    receipt: Code
    expected_date: Day


class UrgencyGiven(Given):
    """An order becomes urgent."""

    kind: Literal["urgent"]
    order_no: OrderNo
    due_date: Day | None = None


class RefusalGiven(Given):
    """A shop refuses an operation at its place."""

    kind: Literal["refused"]
    order_no: OrderNo
    op_no: int = Field(ge=0, le=2**31 - 1)
    machine: Code
    not_before: GivenMoment


class BooksGiven(Given):
    """The books tell it already: stops, receipts, priorities of today."""

    kind: Literal["books"]


EventGiven = Annotated[
    BreakdownGiven | AbsenceGiven | DelayGiven | UrgencyGiven | RefusalGiven | BooksGiven,
    Field(discriminator="kind"),
]


class RepairRequest(Given):
    """What happened."""

    event: EventGiven
    title: Line = ""
    weights: Literal["fewer_changes", "usual", "less_late"] = Field(
        "usual", description="Что важнее: меньше менять, как обычно, меньше опоздать."
    )


class RepairAcceptance(RepairRequest):
    """What happened and the preview that is accepted."""

    proposal: Line = Field(
        "",
        description="Текст `proposal` предпросмотра: будет записано именно то, что он показал, или отказ.",
    )


class OperationChangeOut(Schema):
    """An operation before and after."""

    order_no: str
    op_no: int
    machine_before: str | None
    start_before: LocalMoment | None
    finish_before: LocalMoment | None
    machine_after: str | None
    start_after: LocalMoment | None
    finish_after: LocalMoment | None


class OperationKeyOut(Schema):
    """An operation of an order."""

    order_no: str
    op_no: int


class RepairOut(Schema):
    """What a repair would do."""

    sentence: str = Field(examples=["7 из 412 операций сдвинуты; 2 заказа позже на 3 ч"])
    ok: bool
    violations: list[str]
    operations: list[OperationChangeOut]
    orders: list[OrderChangeOut]
    held_in_stop: list[OperationKeyOut] = Field(description="Закреплённая работа, попавшая в остановку.")
    conflicts: list[OperationKeyOut] = Field(
        description="Операции, которые не успевают к закреплённой следующей."
    )
    proposal: str = Field(description="С этим текстом записывается именно этот ремонт.")


class PromiseRequest(Given):
    """An order that does not exist yet."""

    product: Code
    qty_pcs: Pieces
    due_date: Day
    priority: int = Field(2, ge=1, le=3)


class AlternativeOut(Schema):
    """An earlier release and its price."""

    release_at: LocalMoment
    victim: str | None
    victim_later_s: int
    victim_late_days: int
    material_from: dt.date | None


class PromiseOut(Schema):
    """The earliest credible release of an order."""

    sentence: str = Field(examples=["10.11; 06.11, если ЗП-0118 сдвинется на 24 ч; решает сырьё R15"])
    launch_at: LocalMoment
    release_at: LocalMoment
    ready_date: dt.date
    late_days: int
    alternatives: list[AlternativeOut]
    in_the_way: int = Field(description="Заказы, которые могли бы уступить место.")
    tried: int = Field(description="Сколько из них проверено, каждый отдельно.")
    unseen_orders: int = Field(description="Подтверждённые заказы вне плана, которые не учтены.")


class LinkOut(Schema):
    """An operation of the chain with what binds its start."""

    order_no: str
    op_no: int
    machine: str
    start_at: LocalMoment
    finish_at: LocalMoment
    why: str


class RemedyOut(Schema):
    """Something that was tried and helps."""

    kind: str = Field(description="overtime, evening, machine, material, replan")
    words: str
    release_at: LocalMoment
    late_days: int


class WhyOut(Schema):
    """Why an order is released when it is."""

    sentence: str
    release_at: LocalMoment = Field(description="Выпуск по плану.")
    late_days: int
    possible_at: LocalMoment = Field(description="Выпуск, который позволяют причины.")
    possible_late_days: int
    is_launched: bool
    chain: list[LinkOut]
    remedies: list[RemedyOut]


@section.preview(
    "/plans/{int:number}/repair/preview",
    right="repair_plan",
    answer=RepairOut,
    summary="Что даст ремонт плана после события",
)
def preview_repair(actor: Actor, number: int, payload: RepairRequest) -> dict[str, Any]:
    """Try a repair."""
    found = repairs.preview_repair(
        actor, number=number, event=_event(payload.event), weights=PRESETS[payload.weights]
    )
    return {
        "sentence": found.sentence,
        "ok": found.ok,
        "violations": found.violations,
        "operations": [
            {
                **{name: getattr(change, name) for name in ("order_no", "op_no", "machine_before")},
                "start_before": _iso(change.start_before),
                "finish_before": _iso(change.finish_before),
                "machine_after": change.machine_after,
                "start_after": _iso(change.start_after),
                "finish_after": _iso(change.finish_after),
            }
            for change in found.operations
        ],
        "orders": found.orders,
        "held_in_stop": _keys(found.held_in_stop),
        "conflicts": _keys(found.conflicts),
        "proposal": found.proposal,
    }


@section.command(
    "/plans/{int:number}/repair",
    name="repair_plan",
    answer=PlanHead,
    status=201,
    summary="Починить план (новый черновик)",
)
def repair_plan(actor: Actor, number: int, payload: RepairAcceptance) -> dict[str, Any] | None:
    """Save a repair as a new draft."""
    draft = repairs.repair_version(
        actor,
        number=number,
        event=_event(payload.event),
        title=payload.title,
        weights=PRESETS[payload.weights],
        proposal=payload.proposal,
    )
    return plan_head(draft)


@section.preview("/promise", right="read_plan", answer=PromiseOut, summary="Когда выпустим новый заказ")
def promise_new(actor: Actor, payload: PromiseRequest) -> dict[str, Any]:
    """The earliest credible release of an order that nobody has given in yet."""
    asked = Asked(payload.product, payload.qty_pcs, payload.due_date, payload.priority)
    return _promise(promise_asked(actor, asked))


@section.read(
    "/promise/{path:order_no}", right="read_plan", answer=PromiseOut, summary="Когда выпустим заказ вне плана"
)
def promise_order(actor: Actor, order_no: str) -> dict[str, Any]:
    """The earliest credible release of an order beside the plan in force."""
    return _promise(promise_of(actor, order_no))


@section.read(
    "/plan-reasons/{path:order_no}",
    right="read_plan",
    answer=WhyOut,
    summary="Почему заказ выпускается тогда",
)
def show_why(actor: Actor, order_no: str) -> dict[str, Any]:
    """The chain of reasons behind a release, with what would help when it is late."""
    return _why(why_of(actor, order_no))


def _event(given: Given) -> repairs.BooksEvent:
    """The event as the services take it; moments become plant local time."""
    match given:
        case BreakdownGiven():
            return Breakdown(given.machine, _plain(given.start_at), _plain(given.finish_at))
        case AbsenceGiven():
            return AbsentCrew(tuple(given.machines), given.date, given.shift_no)
        case DelayGiven():
            return repairs.ReceiptDelay(given.receipt, given.expected_date)
        case UrgencyGiven():
            return UrgentOrder(given.order_no, given.due_date)
        case RefusalGiven():
            return RefusedLine(given.order_no, given.op_no, given.machine, _plain(given.not_before))
        case _:
            return None


def _plain(moment: dt.datetime) -> dt.datetime:
    return local(moment).replace(microsecond=0)


def _iso(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _keys(operations: tuple[tuple[str, int], ...]) -> list[dict[str, Any]]:
    return [{"order_no": order_no, "op_no": op_no} for order_no, op_no in operations]


def _promise(found: Promise) -> dict[str, Any]:
    return {
        "sentence": promise_sentence(found),
        "launch_at": _iso(found.launch_at),
        "release_at": _iso(found.release_at),
        "ready_date": found.ready_date,
        "late_days": found.late_days,
        "alternatives": [
            {
                "release_at": _iso(one.release_at),
                "victim": one.victim,
                "victim_later_s": one.victim_later_s,
                "victim_late_days": one.victim_late_days,
                "material_from": one.material_from,
            }
            for one in found.alternatives
        ],
        "in_the_way": found.in_the_way,
        "tried": found.tried,
        "unseen_orders": found.unseen,
    }


def _why(found: LateWhy) -> dict[str, Any]:
    return {
        "sentence": late_sentence(found),
        "release_at": _iso(found.release_at),
        "late_days": found.late_days,
        "possible_at": _iso(found.possible_at),
        "possible_late_days": found.possible_late_days,
        "is_launched": found.is_launched,
        "chain": [
            {
                "order_no": why.order_no,
                "op_no": why.op_no,
                "machine": why.machine_id,
                "start_at": _iso(why.shown[0]),
                "finish_at": _iso(why.shown[1]),
                "why": why_sentence(why),
            }
            for why in found.chain
        ],
        "remedies": [
            {
                "kind": remedy.kind,
                "words": remedy_words(remedy, found),
                "release_at": _iso(remedy.release_at),
                "late_days": remedy.late_days,
            }
            for remedy in found.remedies
        ],
    }
