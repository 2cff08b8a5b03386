"""The engineer places the designed lines in their halls, describes the product, has them simulated."""

from __future__ import annotations

from functools import partial

from potok.lines.floor.placing import arranged
from potok.lines.floor.reading import read
from potok.lines.floor.seeds import seed_plan
from potok.lines.floor.writing import written
from potok.lines.sheets import flow_type, passport
from potok.operations.lines.jobs import defer_simulation
from potok.operations.lines.reads.card import LineCard, line_card, shown_version
from potok.operations.lines.reads.listing import lines
from potok.operations.lines.services.sheets import save_sheet
from potok.operations.lines.services.simulations import request_simulation
from potok.operations.people.acting import Actor
from potok.server.demo_play.cast import Cast

#: Times vary, machines stop for twenty minutes twice a week, one person in twenty-five is away.
_CONDITIONS = {
    "variation_pct": 15,
    "between_failures_h": 20,
    "repair_min": 20,
    "absence_pct": 4,
    "reserve_people": 2,
    "replications": 10,
}


def describe_lines(cast: Cast) -> None:
    """Plan, type of flow and a simulation of every line that speaks through a version."""
    engineer = cast.person("engineer")
    for code in [line.code for line in lines()]:
        card = line_card(engineer, code)
        if card.current is not None:
            _describe(cast, engineer, card, card.current.number)


def _describe(cast: Cast, engineer: Actor, card: LineCard, number: int) -> None:
    version = shown_version(card, number)
    if version.given is None:
        return
    seeded = seed_plan(card.title, version.given, version.design)
    plan = written(seeded, arranged(read(seeded)))
    flow = flow_type.propose(card.item_name or card.title, version.given, version.design)
    save = partial(save_sheet, engineer, code=card.code)
    cast.tried("edit_lines", partial(save, kind="plan", data=plan, title="Размещено автоматически"))
    cast.tried("edit_lines", partial(save, kind="flow", data=flow))
    if card.kind.id == "sewing":
        cast.tried("edit_lines", partial(save, kind="passport", data=passport.example()))
    simulate = partial(
        request_simulation,
        engineer,
        code=card.code,
        number=number,
        conditions=_CONDITIONS,
        defer=defer_simulation,
    )
    cast.tried("edit_lines", simulate)
