"""Simulating a version as a job; floor plans and papers of a line in versions."""

import pytest
from django.db import InternalError, ProgrammingError, transaction

from builders.lines import ENGINEER, PLANNER, a_line, filling
from potok.errors import InvalidDataError
from potok.lines.floor.placing import arranged
from potok.lines.floor.reading import read
from potok.lines.floor.seeds import seed_plan
from potok.lines.floor.writing import written
from potok.lines.kinds import KINDS
from potok.lines.sheets import flow_type, passport
from potok.notes.errors import InvalidInputError
from potok.operations.lines.errors import (
    SimulationGoingError,
    UnknownLineVersionError,
    UnknownSheetError,
    UnknownSimulationError,
)
from potok.operations.lines.models import LineSheet, LineSimulation
from potok.operations.lines.reads.sheets import shown_sheet
from potok.operations.lines.reads.simulations import latest_simulation, simulation_by_id
from potok.operations.lines.services.sheets import save_sheet
from potok.operations.lines.services.simulations import (
    perform_simulation,
    request_simulation,
    stop_simulation,
)
from potok.operations.lines.services.versions import save_version
from potok.operations.people.rights import NoRightError

FEW = {"replications": 2, "warm_up_shifts": 0}


def queued(**conditions: object) -> LineSimulation:
    return request_simulation(
        ENGINEER, code="Л-1", number=1, conditions={**FEW, **conditions}, defer=lambda run_id: run_id
    )


def test_a_version_is_simulated_in_the_background(demo_database: None) -> None:
    a_line()
    save_version(ENGINEER, code="Л-1", given=filling())
    with pytest.raises(InvalidInputError):
        queued(law="normal", variation_pct=90)
    with pytest.raises(InvalidDataError):
        queued(absent_stations=[99])
    with pytest.raises(UnknownLineVersionError):
        request_simulation(ENGINEER, code="Л-1", number=7, conditions={}, defer=int)
    with pytest.raises(NoRightError):
        request_simulation(PLANNER, code="Л-1", number=1, conditions={}, defer=int)
    run = queued()
    with pytest.raises(SimulationGoingError, match=f"№ {run.pk}"):
        queued()
    perform_simulation(run.pk)
    shown = latest_simulation("Л-1", 1)
    assert shown is not None
    assert (shown.state, shown.done, shown.replications) == ("done", 2, 2)
    assert shown.note is not None
    output = shown.note.result["output_pcs"]
    assert isinstance(output, dict)
    assert output["mean"] == pytest.approx(shown.note.result["calculated_output_pcs"], rel=0.05)
    perform_simulation(run.pk)  # a job that is repeated does nothing
    assert simulation_by_id(run.pk).finished_at == shown.finished_at


def test_a_stopped_simulation_says_so(demo_database: None) -> None:
    a_line()
    save_version(ENGINEER, code="Л-1", given=filling())
    run = queued(replications=500)
    stop_simulation(ENGINEER, run_id=run.pk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("potok.operations.lines.services.simulations._ASK_EVERY_S", 0.0)
        perform_simulation(run.pk)
    shown = simulation_by_id(run.pk)
    assert (shown.state, shown.note) == ("stopped", None)
    with pytest.raises(UnknownSimulationError):
        stop_simulation(ENGINEER, run_id=run.pk + 1)
    with pytest.raises(UnknownSimulationError):
        simulation_by_id(run.pk + 1)


def test_papers_are_kept_in_versions_and_never_rewritten(demo_database: None) -> None:
    a_line()
    given = filling()
    design = KINDS["continuous"].design(given)
    seeded = seed_plan("Фасовка", given, design)
    plan = written(seeded, arranged(read(seeded)))
    assert shown_sheet("Л-1", "plan") is None
    first = save_sheet(ENGINEER, code="Л-1", kind="plan", data=seeded, title="пустой")
    second = save_sheet(ENGINEER, code="Л-1", kind="plan", data=plan)
    assert (first.number, second.number) == (1, 2)
    newest = shown_sheet("Л-1", "plan")
    assert newest is not None
    assert [head.number for head in newest.versions] == [2, 1]
    assert read(newest.data) == read(plan)
    assert shown_sheet("Л-1", "plan", 1).head.title == "пустой"  # type: ignore[union-attr]
    with pytest.raises(UnknownSheetError, match="Планировка"):
        shown_sheet("Л-1", "plan", 3)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        LineSheet.objects.filter(pk=first.pk).update(title="иначе")

    save_sheet(ENGINEER, code="Л-1", kind="passport", data=passport.example())
    save_sheet(ENGINEER, code="Л-1", kind="flow", data=flow_type.propose("Краска", given, design))
    with pytest.raises(InvalidInputError):
        save_sheet(ENGINEER, code="Л-1", kind="passport", data={"product": "Жакет"})
    with pytest.raises(InvalidDataError, match="ошибок: 2"):
        save_sheet(ENGINEER, code="Л-1", kind="чужой", data={}, title="я" * 300)
    with pytest.raises(NoRightError):
        save_sheet(PLANNER, code="Л-1", kind="passport", data=passport.example())
    assert LineSheet.objects.count() == 4
