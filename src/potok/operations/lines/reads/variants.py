"""Variants found for a version, for its tab and for the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from potok.lines.kinds import KINDS
from potok.lines.variants import Variants, problem_of, variants_from_data
from potok.operations.lines.errors import UnknownLineRunError
from potok.operations.lines.models import LineRun
from potok.operations.lines.privacy import require_people
from potok.operations.lines.reads.card import LineCard
from potok.operations.people.acting import Actor


@dataclass(frozen=True, slots=True)
class ShownVariants:
    """The answers of a run.

    Attributes:
        run: Its id.
        number: Version that it started from.
        time_limit_s: How long it searched at most.
        plant_date: Date of the plant when they were asked for.
    """

    run: int
    line: str
    number: int
    time_limit_s: int
    plant_date: dt.date | None
    author: str
    variants: Variants


def latest_variants(card: LineCard, given: Mapping[str, Any]) -> ShownVariants | None:
    """The newest answers to the problem of a version, found for whichever version of the line: one query."""
    problem = problem_of(given, card.kind.varied)
    rows = _finished().filter(version__line__code=card.code, problem=problem)
    found = rows.order_by("-pk").first()
    return _shown(found) if found else None


def variants_of(actor: Actor, run_id: int) -> ShownVariants:
    """The answers of a run: one query.

    Raises:
        UnknownLineRunError: There is no such run, or it has no answers.
        NoRightError: They hold workers that the person may not see.
    """
    found = _finished().filter(pk=run_id).first()
    if found is None:
        raise UnknownLineRunError(run=run_id)
    if KINDS[found.version.line.kind].personal:
        require_people(actor, found.version.line.workshop_id)
    return _shown(found)


def _finished() -> Any:  # noqa: ANN401 - a query set
    return LineRun.objects.select_related("version__line").filter(aim="variants", variants__isnull=False)


def _shown(run: LineRun) -> ShownVariants:
    assert run.variants is not None  # noqa: S101 - only such runs are looked for
    return ShownVariants(
        run=run.pk,
        line=run.version.line.code,
        number=run.version.number,
        time_limit_s=run.time_limit_s,
        plant_date=run.plant_date,
        author=run.requested_by_name,
        variants=variants_from_data(run.variants),
    )
