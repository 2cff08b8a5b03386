"""An accepted version writes its norms to the route of the product: seen first, then written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from potok.errors import InvalidDataError, Problem
from potok.lines.design import RouteNorm
from potok.lines.storage import design_from_data
from potok.operations.calculations.piece_time import figure_of
from potok.operations.catalog import clock
from potok.operations.catalog.master import Master, master_data, stamp
from potok.operations.lines.models import Line, LineVersion
from potok.operations.lines.services.lines import locked_line
from potok.operations.lines.services.versions import locked_draft
from potok.operations.master_data.plant_resources import ROUTES
from potok.operations.master_data.services.changing import card_records, digest_of, save_card
from potok.operations.people.acting import Actor, command, require
from potok.plant.model import Basis, RoutingLine
from potok.plant.tables import Placed

_MINUTES = 60
_MACHINE = "Станок"
#: What a route keeps of a rate.
_KEPT_RATE = Decimal("0.000001")
#: Figures of a line of the route that a norm may change.
_COLUMNS = (
    "alt_rank",
    "batch_time_min",
    "rate_kg_per_h",
    "rate_pcs_per_h",
    "crew_people",
    "grade",
)


@dataclass(frozen=True, slots=True)
class NormChange:
    """A figure of the route that becomes another one.

    Attributes:
        machine: Code of the machine.
        title: Russian name of the figure, or of the machine where that itself comes or goes.
        before, after: None = there was none, there is none any more.
    """

    op_no: int
    op_name: str
    machine: str
    title: str
    unit: str
    before: str | None
    after: str | None

    @property
    def is_machine(self) -> bool:
        """Whether the machine itself comes or goes; its code stands in place of a figure."""
        return self.title == _MACHINE


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What accepting a version changes.

    Attributes:
        product: Code of the product whose route is written, empty = no route is touched.
        replaces: Number of the version accepted before, None = none.
        changes: Figures of the route, in its order.
        seen: Digest of the route as it is: what is written must be what was seen.
        revision: Of the version.
        why_no_route: Why no route is written, "" when one is.
    """

    line: str
    number: int
    product: str
    replaces: int | None
    changes: tuple[NormChange, ...]
    seen: str
    revision: int
    why_no_route: str


def preview_acceptance(actor: Actor, *, code: str, number: int) -> Acceptance:
    """What accepting would change; nothing is written.

    Raises:
        NoRightError: The actor may not accept lines or change routes.
        UnknownLineError: There is no such line.
        UnknownLineVersionError: It has no such version.
        LineVersionFixedError: The version is no draft.
        InvalidDataError: Norms that do not fit the route; all faults.
    """
    require(actor, ROUTES.command)
    with command(actor, "accept_line"):  # locks what it looks at, writes nothing
        line = locked_line(code)
        return _acceptance(line, locked_draft(line, number))[0]


def accept_version(
    actor: Actor, *, code: str, number: int, revision: int | None = None, seen: str = ""
) -> Acceptance:
    """Accept a version: it replaces the one before and writes its norms to the route.

    Args:
        revision: Of the version when it was seen, None = not compared.
        seen: `Acceptance.seen` of the preview; empty = not compared.

    Raises:
        RecordChangedError: Somebody changed the route since it was seen.
        LineChangedError: Somebody saved the version since it was seen.
        PotokError: As in `preview_acceptance`.
    """
    require(actor, ROUTES.command)
    with command(actor, "accept_line", why=f"утверждение версии {number} линии {code}"):
        line = locked_line(code)
        version = locked_draft(line, number, revision=revision)
        acceptance, lines = _acceptance(line, version)
        if acceptance.changes or (seen and seen != acceptance.seen):
            save_card(
                actor,
                ROUTES,
                [Placed(row, one) for row, one in enumerate(lines, start=1)],
                card=(acceptance.product,),
                seen=seen or acceptance.seen,
                why=f"Нормы линии {code}, версия {number}",
            )
        LineVersion.objects.filter(line=line, state="accepted").update(state="superseded")
        version.state = "accepted"
        version.accepted_by_name = actor.name
        version.accepted_at = clock.now()
        version.revision += 1
        version.save(update_fields=["state", "accepted_by_name", "accepted_at", "revision"])
        return acceptance


def _acceptance(line: Line, version: LineVersion) -> tuple[Acceptance, list[RoutingLine]]:
    """What changes, and the whole route as it becomes."""
    norms = design_from_data(version.design).route
    replaces = LineVersion.objects.filter(line=line, state="accepted").values_list("number", flat=True)
    known = (line.code, version.number)
    if line.item is None or not norms:
        why = "Линия не связана с изделием" if line.item is None else "Версия не задаёт норм маршрута"
        return Acceptance(*known, "", replaces.first(), (), "", version.revision, why), []
    product = line.item.code
    records = [one for one in card_records(ROUTES, (product,)) if isinstance(one, RoutingLine)]
    master = master_data(stamp())
    faults = list(_faults(norms, records, master))
    if faults:
        raise InvalidDataError(faults)
    lines = _route(product, norms, records, master)
    changes = tuple(_changes(records, lines))
    seen = digest_of(ROUTES, records)
    return Acceptance(*known, product, replaces.first(), changes, seen, version.revision, ""), lines


def _faults(norms: Sequence[RouteNorm], records: Sequence[RoutingLine], master: Master) -> Iterator[Problem]:
    """Norms that no route could take."""
    known = {record.op_no for record in records}
    met: set[int] = set()
    for norm in norms:
        if norm.op_no in met:
            yield _fault("Операция", str(norm.op_no), "не больше одной нормы для операции маршрута")
        met.add(norm.op_no)
        if norm.rate_per_h <= 0:
            yield _fault(f"Операция {norm.op_no}, темп", f"{norm.rate_per_h:f}", "темп больше нуля")
        if norm.op_no not in known and not norm.machine_ids:
            listed = ", ".join(map(str, sorted(known))) or "маршрут пуст"
            yield _fault("Операция", str(norm.op_no), f"операция маршрута ({listed}) либо станки для новой")
        for machine in norm.machine_ids:
            if machine not in master.machines:
                yield _fault(f"Операция {norm.op_no}, станок", machine, "код станка из справочника «Станки»")


def _route(
    product: str, norms: Sequence[RouteNorm], records: Sequence[RoutingLine], master: Master
) -> list[RoutingLine]:
    """The route with the norms in it, in the order of its operations."""
    by_operation = {norm.op_no: norm for norm in norms}
    lines = [record for record in records if record.op_no not in by_operation]
    net_kg = master.items[product].net_kg or Decimal(1)
    for norm in norms:
        own = {one.machine_id: one for one in records if one.op_no == norm.op_no}
        ranks = {machine: rank for rank, machine in enumerate(norm.machine_ids, start=1)}
        for machine, rank in (ranks or {one.machine_id: one.alt_rank for one in own.values()}).items():
            known = own.get(machine)
            if known is None:
                workshop = master.machines[machine].workshop_id
                lines.append(
                    _new_line(
                        RoutingLine(product, norm.op_no, norm.name, workshop, machine, rank, Basis.RATE), norm
                    )
                )
            else:
                lines.append(_changed_line(known, norm, rank, net_kg))
    return sorted(lines, key=lambda one: (one.op_no, one.alt_rank))


def _new_line(line: RoutingLine, norm: RouteNorm) -> RoutingLine:
    """A machine that the operation did not have: it works at a rate."""
    rate = norm.rate_per_h.quantize(_KEPT_RATE)
    return replace(line, rate_pcs_per_h=rate, crew_people=norm.crew or None, grade=norm.grade)


def _changed_line(line: RoutingLine, norm: RouteNorm, rank: int, net_kg: Decimal) -> RoutingLine:
    """A machine that stays: its kind of figure stays too, the figure follows the norm.

    A line that knows no grade leaves that of the route.
    """
    column, figure = figure_of(line, net_kg, _MINUTES / norm.rate_per_h, whole_batch=False)
    figures: dict[str, Any] = {column: figure}
    grade = line.grade if norm.grade is None else norm.grade
    return replace(line, **figures, alt_rank=rank, crew_people=norm.crew or None, grade=grade)


def _changes(before: Sequence[RoutingLine], after: Sequence[RoutingLine]) -> Iterator[NormChange]:
    """Differences in the order of the route: figures, machines that come and go."""
    old = {(one.op_no, one.machine_id): one for one in before}
    new = {(one.op_no, one.machine_id): one for one in after}
    for key in sorted(old.keys() | new.keys()):
        was, becomes = old.get(key), new.get(key)
        shown = becomes or was
        assert shown is not None  # noqa: S101 - a key of either
        head = (shown.op_no, shown.op_name, shown.machine_id)
        if was is None or becomes is None:
            yield NormChange(
                *head, _MACHINE, "", was.machine_id if was else None, becomes.machine_id if becomes else None
            )
        for column in _COLUMNS:
            left = getattr(was, column) if was else None
            right = getattr(becomes, column) if becomes else None
            if left != right and becomes is not None:
                words = ROUTES.words[column]
                yield NormChange(*head, words.title, words.unit, _text(left), _text(right))


def _text(value: Decimal | int | None) -> str | None:
    """A figure as plain decimal digits."""
    if value is None:
        return None
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _fault(field: str, value: str, expected: str) -> Problem:
    return Problem("Нормы линии", None, field, value, expected, "bad_choice")
