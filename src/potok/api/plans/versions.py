"""Versions of the plan: list, changes against the plan in force, acceptance, the file plan.csv."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from ninja import Field, Query, Schema

from potok.api.fields import Given, Moment
from potok.api.plans.runs import PlanRunOut
from potok.api.section import Section
from potok.exchange.csv_tables import csv_bytes
from potok.exchange.plan_files import PLAN_TABLE
from potok.operations.people.acting import Actor
from potok.operations.planning import diff
from potok.operations.planning.reads import versions
from potok.operations.planning.reads.review import Review, review
from potok.operations.planning.services import doubts, publication
from potok.operations.planning.snapshot import stored_rows

section = Section("План: версии")


class LateOut(Schema):
    """A late order of a plan."""

    order_no: str
    days: int


class SummaryOut(Schema):
    """Figures of a plan as in summary.json, and two more that older plans do not have.

    `changed` counts operations that left their machine or their shift in the plan that was in force,
    `early_days` the days between release and the last release date on time over all orders.
    """

    orders: int = 0
    planned: int = 0
    late: list[LateOut] = []
    tardiness_days: int = 0
    setup_min: float = 0
    changed: int | None = None
    early_days: int | None = None
    last_finish: str | None = None
    seconds: float = 0


class PlanHead(Schema):
    """A version of the plan."""

    number: int
    state: str
    state_label: str
    title: str
    fingerprint: str
    summary: SummaryOut


class PlanRow(PlanHead):
    """A version in the list."""

    created_at: Moment
    created_by: str
    published_at: Moment | None


class PlanList(Schema):
    """The newest versions, newest first."""

    plans: list[PlanRow]


class PlanFiguresOut(Schema):
    """Late orders, days late, hours of set-up and planned orders of a version."""

    late: float
    tardiness_days: float
    setup_h: float
    planned: float


class OrderChangeOut(Schema):
    """Dates of one order before and after."""

    order_no: str
    product: str
    kind: str = Field(description="saved, broken, added, removed, moved")
    priority: int
    due_date: dt.date
    launch_before: Moment | None
    release_before: Moment | None
    launch_after: Moment | None
    release_after: Moment | None
    slack_before: int | None
    slack_after: int | None
    gain_days: float


class DiffOut(Schema):
    """All changes of a version against the one it is based on."""

    before: PlanFiguresOut
    after: PlanFiguresOut
    changes: list[OrderChangeOut]


class PlanReview(Schema):
    """A version with what a planner looks at before accepting it."""

    head: PlanHead
    figures: PlanFiguresOut
    base: int | None
    causes: dict[str, int]
    frozen_moves: list[tuple[str, int]]
    run: PlanRunOut | None


class PublicationOut(Schema):
    """What putting a plan in force did to the orders."""

    number: int
    moved: list[str]
    released: list[str]


class PlanNumber(Schema):
    """The version that the command was about."""

    number: int


class PlanVersionQuery(Given):
    """How many versions."""

    limit: int = Field(50, ge=1, le=500)


@section.read("", right="read_plan", answer=PlanList, summary="Версии плана")
def list_plans(_: Actor, wanted: Query[PlanVersionQuery]) -> dict[str, Any]:
    """The newest versions."""
    return {"plans": versions.version_rows(wanted.limit)}


@section.read("/{int:number}", right="read_plan", answer=PlanReview, summary="Версия плана")
def show_plan(_: Actor, number: int) -> Review:
    """Figures of a version and what they come from."""
    return review(number)


@section.read("/{int:number}/diff", right="read_plan", answer=DiffOut, summary="Что изменит черновик")
def show_plan_diff(_: Actor, number: int) -> diff.PlanDiff:
    """Changes of a version against the one it is based on."""
    version = versions.plan_by_number(number)
    return diff.plan_diff(version, version.based_on)


@section.download(
    "/{int:number}/plan.csv", right="read_plan", media_type="text/csv", summary="Строки плана файлом"
)
def download_plan(_: Actor, number: int) -> HttpResponse:
    """Rows of a version as plan.csv (conventions 3)."""
    rows = stored_rows(versions.plan_by_number(number))
    answer = HttpResponse(csv_bytes(PLAN_TABLE, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="plan-{number}.csv"'
    return answer


@section.command("/{int:number}/publish", name="publish_plan", answer=PublicationOut, summary="Принять план")
def publish_plan(actor: Actor, number: int) -> publication.Publication:
    """Put a draft in force."""
    return publication.publish_plan(actor, number=number)


@section.command("/{int:number}/reject", name="reject_plan", answer=PlanNumber, summary="Отклонить черновик")
def reject_plan(actor: Actor, number: int) -> PlanNumber:
    """Put a draft aside."""
    publication.reject_plan(actor, number=number)
    return PlanNumber(number=number)


@section.command("/{int:number}/checked", name="check_plan", answer=PlanNumber, summary="План проверен")
def check_plan(actor: Actor, number: int) -> PlanNumber:
    """Take the mark «требует проверки» from the plan in force."""
    doubts.confirm_plan(actor, number=number)
    return PlanNumber(number=number)
