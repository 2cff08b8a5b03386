"""Lines and their versions: saved, copied, accepted into the route, improved, seen by those who may."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from builders.jacket import small_given
from builders.lines import ENGINEER, PLANNER, a_line, filling, filling_on_route, trial_kind
from potok.errors import InvalidDataError
from potok.lines.kinds import LineKind
from potok.notes.errors import InvalidInputError
from potok.operations.lines.errors import (
    LineArchivedError,
    LineChangedError,
    LineExistsError,
    LineRunGoingError,
    LineVersionFixedError,
    NothingToImproveError,
)
from potok.operations.lines.models import LineRun, LineVersion
from potok.operations.lines.reads.card import given_of, line_card, shown_version
from potok.operations.lines.reads.listing import lines
from potok.operations.lines.reads.runs import run_by_id
from potok.operations.lines.services.acceptance import accept_version, preview_acceptance
from potok.operations.lines.services.lines import LineGiven, archive_line, change_line, create_line
from potok.operations.lines.services.runs import perform_run, request_improvement, request_stop
from potok.operations.lines.services.versions import copy_version, drop_version, rename_version, save_version
from potok.operations.master_data.errors import RecordChangedError
from potok.operations.master_data.plant_resources import ROUTES
from potok.operations.master_data.services.changing import card_records, save_card
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.operations.planning.snapshot import plan_request
from potok.plant.model import RoutingLine
from potok.plant.tables import Placed


def route(product: str = "P101") -> list[RoutingLine]:
    return [one for one in card_records(ROUTES, (product,)) if isinstance(one, RoutingLine)]


@pytest.fixture
def trial() -> Iterator[LineKind]:
    with trial_kind() as kind:
        yield kind


def test_a_line_is_a_document_with_versions(demo_database: None) -> None:
    a_line(item="P101", workshop="1")
    first = save_version(ENGINEER, code="Л-1", given=filling(), title="проект")
    assert (first.number, first.state, first.author_name) == (1, "draft", ENGINEER.name)
    copy = copy_version(ENGINEER, code="Л-1", number=1)
    assert (copy.number, copy.base_id, copy.title) == (2, first.pk, "проект")
    slower = filling(program_pcs=900)
    changed = save_version(ENGINEER, code="Л-1", given=slower, number=2, revision=1)
    assert (changed.number, changed.revision, changed.given["program_pcs"]) == (2, 2, 900)
    with pytest.raises(LineChangedError, match="у вас редакция 1, сейчас 2"):
        save_version(ENGINEER, code="Л-1", given=slower, number=2, revision=1)
    rename_version(ENGINEER, code="Л-1", number=2, title="медленнее")
    card = line_card(PLANNER, "Л-1")
    assert [(one.number, one.title, one.base) for one in card.versions] == [
        (2, "медленнее", 1),
        (1, "проект", None),
    ]
    shown = shown_version(card, 2)
    assert shown.given == slower
    assert [note.method for note in shown.design.notes] == [
        "line.continuous", "line.conveyor", "line.leading_machine",
    ]  # fmt: skip
    (listed,) = lines(text="фасовка")
    assert (listed.code, listed.number, listed.versions, listed.item) == ("Л-1", 2, 2, "P101")
    history = LineVersion.history.rel.related_model.objects.filter(number=2).order_by("pgh_id")
    assert [one.given["program_pcs"] for one in history][:2] == [1120, 900]
    drop_version(ENGINEER, code="Л-1", number=1)
    assert [(one.number, one.base) for one in line_card(PLANNER, "Л-1").versions] == [(2, None)]


def test_faulty_data_are_told_with_their_paths_and_nothing_is_kept(demo_database: None) -> None:
    a_line()
    given = filling(program_pcs=0, shift_h="восемь", leading_operation="Нет такой")
    with pytest.raises(InvalidInputError) as refused:
        save_version(ENGINEER, code="Л-1", given=given)
    assert {"program_pcs", "shift_h"} <= {problem.field for problem in refused.value.problems}
    with pytest.raises(InvalidDataError) as wrong:
        create_line(ENGINEER, code="a/b", kind="нет", given=LineGiven("", "НЕТ", "НЕТ"))
    assert {one.field for one in wrong.value.problems} == {"Код", "Вид линии", "Название", "Изделие", "Цех"}
    with pytest.raises(LineExistsError):
        a_line()
    assert not LineVersion.objects.exists()


def test_an_archived_line_is_read_only(demo_database: None) -> None:
    line = a_line()
    change_line(ENGINEER, code="Л-1", revision=line.revision, given=LineGiven("Розлив", "P101"))
    with pytest.raises(LineChangedError):
        archive_line(ENGINEER, code="Л-1", revision=1)
    archive_line(ENGINEER, code="Л-1", revision=2)
    with pytest.raises(LineArchivedError):
        save_version(ENGINEER, code="Л-1", given=filling())
    assert (lines(), [one.title for one in lines(archived=True)]) == ((), ["Розлив"])


def test_an_accepted_line_writes_its_norms_to_the_route_and_the_plan_uses_them(
    confirmed_database: None,
) -> None:
    a_line(item="P101")
    save_version(ENGINEER, code="Л-1", given=filling_on_route(30))
    before = {(one.op_no, one.machine_id): one for one in route()}
    seen = preview_acceptance(ENGINEER, code="Л-1", number=1)
    assert {(one.op_no, one.machine, one.title, one.before, one.after) for one in seen.changes} == {
        (30, "M104", "Темп", "150", "149.333333"), (30, "M104", "Бригада", "3", "6"),
    }  # fmt: skip
    assert {(one.op_no, one.machine_id): one for one in route()} == before
    accept_version(ENGINEER, code="Л-1", number=1, revision=seen.revision, seen=seen.seen)
    planned = {line.op_no: line for line in plan_request().plant.routings["P101"]}
    assert planned[30].grade is None  # a continuous line knows none
    assert (planned[30].rate_pcs_per_h, planned[30].crew_people) == (Decimal("149.333333"), 6)
    assert planned[30].setup_min == before[30, "M104"].setup_min
    assert planned[10] in before.values()
    changes = ROUTES.books.history(("P101",))
    assert any("Нормы линии Л-1, версия 1" in change.why for change in changes)

    copy_version(ENGINEER, code="Л-1", number=1)
    save_version(ENGINEER, code="Л-1", given=filling_on_route(40, machines=("M204", "M104")), number=2)
    more = accept_version(ENGINEER, code="Л-1", number=2)
    assert more.replaces == 1
    assert [(one.op_no, one.machine_id, one.alt_rank) for one in route() if one.op_no == 40] == [
        (40, "M204", 1), (40, "M104", 2),
    ]  # fmt: skip
    assert [one.state for one in line_card(PLANNER, "Л-1").versions] == ["accepted", "superseded"]
    with pytest.raises(LineVersionFixedError, match="утверждена"):
        save_version(ENGINEER, code="Л-1", given=filling(), number=2)

    a_line("Ж-1", kind="sewing", item="P101")
    save_version(ENGINEER, code="Ж-1", given={**small_given(), "route_op_no": 30})
    graded = preview_acceptance(ENGINEER, code="Ж-1", number=1)
    assert {(one.op_no, one.machine, one.title, one.before, one.after) for one in graded.changes} == {
        (30, "M104", "Темп", "149.333333", "60"), (30, "M104", "Бригада", "6", "4"),
        (30, "M104", "Разряд", None, "3.48"),
    }  # fmt: skip
    accept_version(ENGINEER, code="Ж-1", number=1, seen=graded.seen)
    assert {one.op_no: one.grade for one in route()} == {10: None, 30: Decimal("3.48"), 40: None}
    copy_version(ENGINEER, code="Л-1", number=1)
    assert "Разряд" not in {one.title for one in accept_version(ENGINEER, code="Л-1", number=3).changes}
    planned = {line.op_no: line for line in plan_request().plant.routings["P101"]}
    assert (planned[30].grade, planned[30].crew_people) == (Decimal("3.48"), 6)  # who knows none leaves it


def test_an_accepted_version_is_never_rewritten_even_past_the_services(demo_database: None) -> None:
    a_line()
    save_version(ENGINEER, code="Л-1", given=filling())
    accept_version(ENGINEER, code="Л-1", number=1)
    copy_version(ENGINEER, code="Л-1", number=1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        LineVersion.objects.filter(number=1).update(given={})
    with pytest.raises(ProgrammingError), transaction.atomic():
        LineVersion.objects.filter(number=1).update(state="draft", accepted_at=None)
    accepted_at = LineVersion.objects.get(number=1).accepted_at
    with pytest.raises(IntegrityError), transaction.atomic():
        LineVersion.objects.filter(number=2).update(state="accepted", accepted_at=accepted_at)


def test_norms_that_do_not_fit_are_refused_all_at_once(demo_database: None) -> None:
    a_line(item="P101")
    given = filling_on_route(70)
    given["operations"][0] |= {"route_op_no": 30, "machine_ids": ["НЕТ"]}
    save_version(ENGINEER, code="Л-1", given=given)
    before = route()
    with pytest.raises(InvalidDataError) as refused:
        accept_version(ENGINEER, code="Л-1", number=1)
    assert {one.value for one in refused.value.problems} == {"70", "НЕТ"}
    assert (route(), line_card(PLANNER, "Л-1").versions[0].state) == (before, "draft")


def test_a_route_changed_since_it_was_seen_is_not_overwritten(demo_database: None) -> None:
    a_line(item="P101")
    save_version(ENGINEER, code="Л-1", given=filling_on_route(30))
    seen = preview_acceptance(ENGINEER, code="Л-1", number=1)
    rows = [Placed(place, one) for place, one in enumerate(route()[:-1], start=1)]
    save_card(SYSTEM, ROUTES, rows, card=("P101",))
    with pytest.raises((RecordChangedError, InvalidDataError)):
        accept_version(ENGINEER, code="Л-1", number=1, seen=seen.seen)
    assert line_card(PLANNER, "Л-1").versions[0].state == "draft"


def test_a_better_version_is_found_in_the_background(demo_database: None, trial: LineKind) -> None:
    a_line(kind="trial")
    save_version(ENGINEER, code="Л-1", given={"worth": 9, "floor": 4})
    run = request_improvement(ENGINEER, code="Л-1", number=1, defer=lambda key: key, time_limit_s=1)
    with pytest.raises(LineRunGoingError):
        request_improvement(ENGINEER, code="Л-1", number=1, defer=lambda key: key)
    perform_run(run.pk)
    done = run_by_id(run.pk)
    assert (done.state, done.result, done.going) == ("done", 2, False)
    card = line_card(ENGINEER, "Л-1")
    assert (card.versions[0].title, card.versions[0].base) == ("Улучшение версии 1", 1)
    assert shown_version(card, 2).given == {"worth": 4, "floor": 4}
    nothing = request_improvement(ENGINEER, code="Л-1", number=2, defer=lambda key: key)
    request_stop(ENGINEER, run_id=nothing.pk)
    perform_run(nothing.pk)
    assert (run_by_id(nothing.pk).state, run_by_id(nothing.pk).result) == ("stopped", None)


def test_a_search_that_breaks_is_told_and_leaves_the_version_alone(
    demo_database: None, trial: LineKind
) -> None:
    a_line(kind="trial")
    save_version(ENGINEER, code="Л-1", given={"worth": 9, "floor": 4, "break": 1})
    run = request_improvement(ENGINEER, code="Л-1", number=1, defer=lambda key: key)
    with pytest.raises(ZeroDivisionError):
        perform_run(run.pk)
    assert (run_by_id(run.pk).state, run_by_id(run.pk).error_code) == ("failed", "internal")
    perform_run(run.pk)  # a repeated job does nothing
    assert LineRun.objects.get().attempt == 1
    a_line(code="Л-2")
    save_version(ENGINEER, code="Л-2", given=filling())
    with pytest.raises(NothingToImproveError, match="Непрерывно-поточная"):
        request_improvement(ENGINEER, code="Л-2", number=1, defer=lambda key: key)


def test_only_those_who_need_it_see_the_workers_of_a_line(demo_database: None) -> None:
    with trial_kind(personal=True):
        line = a_line(kind="trial", workshop="1")
        save_version(ENGINEER, code="Л-1", given={"worth": 9, "floor": 4})
        own, other = line.workshop_id or 0, (line.workshop_id or 0) + 1
        heads = [
            Actor(1, "Начальник", frozenset({Role.SHOP_HEAD}), workshops=frozenset({key}))
            for key in (own, other)
        ]
        admin = Actor(2, "Администратор", frozenset({Role.ADMIN}))
        seen = {}
        for place, person in enumerate([ENGINEER, *heads, PLANNER, admin]):
            card = line_card(person, "Л-1")
            seen[place] = (card.people_hidden, shown_version(card, 1).given is not None)
        assert seen == {
            0: (False, True),
            1: (False, True),
            2: (True, False),
            3: (True, False),
            4: (True, False),
        }
        with pytest.raises(NoRightError):
            given_of(heads[1], line_card(heads[1], "Л-1"), 1)
    for command in (
        lambda: a_line(code="Л-9") and save_version(PLANNER, code="Л-9", given=filling()),
        lambda: accept_version(PLANNER, code="Л-9", number=1),
    ):
        with pytest.raises(NoRightError):
            command()
