"""The technological plan of a bakery: dough never waits too long, idle ovens are explained truly."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from potok.errors import PotokError
from potok.methods import calculate
from potok.methods.bakery import _plan_shop
from potok.methods.bakery._line import given_of_line
from potok.methods.bakery._plan_day import Day, plan_day
from potok.methods.bakery._plan_idle import gaps_of
from potok.methods.bakery._plan_inputs import INPUTS
from potok.methods.bakery._plan_reasons import why_not_earlier
from potok.methods.bakery._plan_shop import Baked
from potok.methods.bakery._plan_task import Task, bakery_of, task_of
from potok.notes.calculation import Calculation
from potok.notes.inputs.validation import accept
from potok.notes.note import Note, ProcedureStep
from potok.scheduling.bench import Watch
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.problem import FullShop, ShopPlan, WorkRow
from potok.scheduling.verify.full_case import FullCase, true_measures
from potok.scheduling.verify.full_shop import check_full_shop

DATA = Path(__file__).parents[3] / "data"
LINE = json.loads((DATA / "bakery" / "line.json").read_text(encoding="utf-8"))
CASE = DATA / "cases" / "bakery.technological_plan" / "gippo-day.json"


def day(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = copy.deepcopy(json.loads(CASE.read_text(encoding="utf-8"))["given"])
    return given | changes


def only_loaf(**changes: Any) -> dict[str, Any]:
    """Changes of a day that leave the first sort alone, with changes of its own."""
    return {"products": [day()["products"][0] | changes], "corrections": []}


def planned(given: dict[str, Any]) -> Note:
    return calculate("bakery.technological_plan", given)


def minute(text: str) -> int:
    """Minutes from 00:00 of the plan's date."""
    time, _, days = text.partition(" (+")
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes) + (1440 * int(days[:-1]) if days else 0)


def span(text: str) -> tuple[int, int]:
    start, finish = text.split("–")
    return minute(start), minute(finish)


def table(note: Note, name: str) -> list[tuple[Any, ...]]:
    return [
        row
        for step in note.steps
        if isinstance(step, ProcedureStep) and step.id == name
        for row in step.table.rows
    ]


def test_dough_rests_and_is_proofed_long_enough_and_never_waits_too_long() -> None:
    given = day()
    sorts = {product["name"]: product for product in given["products"]}
    bowls: Any = planned(given).result["bowls"]
    assert len(bowls) == 21
    resting, kneaders, lines, ovens = [], [], [], []
    for bowl in bowls:
        sort = sorts[bowl["bowl"].rpartition(" ")[0]]
        kneading, shaping, baking = (span(bowl[stage]) for stage in ("kneading", "shaping", "baking"))
        # The clock is cut to whole minutes: a minute of doubt on either side.
        assert kneading[0] - minute(bowl["dosing"]) == sort["dosing_min"]
        assert -1 <= shaping[0] - kneading[1] - sort["rest_min"] <= sort["rest_hold_min"] + 1
        first = int(bowl["loads"].split(" + ")[0])
        of_bowl = 185 if "Батон" in bowl["bowl"] else 399
        proofed = shaping[0] + max(sort["dividing_min"], sort["forming_min"]) * first / of_bowl
        assert -2 <= baking[0] - proofed - sort["proof_min"] <= sort["proof_hold_min"] + 2
        resting.append((kneading[1], shaping[0]))
        kneaders.append(kneading)
        lines.append(shaping)
        ovens.append(baking)
        assert minute(bowl["cooled"]) - baking[1] in {19, 20, 21}
        assert minute(bowl["packed"]) > minute(bowl["cooled"])
        for start, finish in (kneading, shaping, baking):  # nothing runs into the breaks
            assert finish <= 19 * 60 or 20 * 60 <= start < finish <= 31 * 60
    for stage in (resting, kneaders, lines, ovens):
        stage.sort()
        assert all(before[1] <= behind[0] + 1 for before, behind in pairwise(stage))


def test_a_correction_of_the_laboratory_binds_the_bowls_weighed_from_its_moment_on() -> None:
    given = day()
    note = planned(given)
    bowls: Any = note.result["bowls"]
    for bowl in bowls:
        corrected = "Булка" in bowl["bowl"] and minute(bowl["dosing"]) >= 10 * 60
        assert bowl["recipe"] == (given["corrections"][0]["document"] if corrected else "основная")
    assert len({bowl["recipe"] for bowl in bowls if "Булка" in bowl["bowl"]}) == 2
    sections = {step.section for step in note.steps}
    assert sum("Поправка лаборатории" in section for section in sections) == 2  # both parts of its recipe


def pieces(bowl: dict[str, str]) -> int:
    return sum(map(int, bowl["loads"].split(" + ")))


def corrected(valid_from: str, document: str, **changes: Any) -> dict[str, Any]:
    return {
        "product": SHORT_DAY["products"][0]["name"],
        "valid_from": valid_from,
        "document": document,
    } | changes


#: Three hundred kilograms of the loaf, four bowls.
SHORT_DAY = day(products=[day()["products"][0] | {"plan_kg": 300}], corrections=[])


@pytest.mark.parametrize(("dough_moisture", "of_bowl"), [(40.0, 176), (46.0, 196)])
def test_bowls_weighed_after_a_correction_have_as_many_pieces_as_its_dough_gives(
    dough_moisture: float, of_bowl: int
) -> None:
    correction = corrected("2026-03-02 08:30", "№ 1", dough_moisture_pct=dough_moisture)
    result: Any = planned({**SHORT_DAY, "corrections": [correction]}).result
    bowls, product = result["bowls"], result["products"][0]
    most = {"основная": 185, "№ 1": of_bowl}
    assert all(pieces(bowl) <= most[bowl["recipe"]] for bowl in bowls)
    assert of_bowl in {pieces(bowl) for bowl in bowls if bowl["recipe"] == "№ 1"}
    assert all((minute(bowl["dosing"]) >= 8 * 60 + 30) == (bowl["recipe"] == "№ 1") for bowl in bowls)
    assert len({bowl["recipe"] for bowl in bowls}) == 2
    assert sum(map(pieces, bowls)) == product["needed_pcs"] == 600
    assert (product["bowls_pcs"], product["baked_kg"]) == (len(bowls), 300)


def test_corrections_follow_each_other_by_time_however_their_moments_are_written() -> None:
    later = corrected("2026-03-02 08:00", "№ 2", dough_moisture_pct=44)
    earlier = corrected("2026-03-02T07:00", "№ 1", dough_moisture_pct=42)
    for order in ([earlier, later], [later, earlier]):
        bowls: Any = planned({**SHORT_DAY, "corrections": order}).result["bowls"]
        assert {bowl["recipe"] for bowl in bowls} == {"№ 2"}


def test_a_plan_that_breaks_a_rule_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(shop: FullShop, watch: Watch) -> ShopPlan:
        plan = plan_shop(shop, watch)
        first, *rest = plan.rows
        moved = {key: getattr(first, key) - 60 for key in ("setup_start", "start", "end")}
        return replace(plan, rows=(replace(first, **moved), *rest))

    monkeypatch.setattr(_plan_shop, "plan_shop", spoiled)
    with pytest.raises(PotokError) as error:
        planned(SHORT_DAY)
    assert "независимую проверку" in str(error.value.message)


def test_the_order_of_the_sorts_is_changed_when_the_ovens_lose_less_time() -> None:
    slow, quick = (product | {"plan_kg": 100} for product in day()["products"])
    ovens: Any
    starts, lost = [], []
    for products in ([slow | {"proof_min": 90}, quick], [quick, slow | {"proof_min": 90}]):
        result: Any = planned(day(products=products, corrections=[])).result
        starts.append(result["bowls"][0]["bowl"])
        ovens = result["ovens"]
        lost.append(sum(ovens[0][key] for key in ("before_h", "setup_h", "waiting_h")))
    assert starts == ["Булка 0,2 кг 1"] * 2
    assert lost[0] == pytest.approx(lost[1])


def planned_day(given: dict[str, Any]) -> tuple[Day, list[Task]]:
    record = accept(INPUTS, given).record
    work = Calculation(record=False)
    bakery = bakery_of(record)
    tasks = [task_of(record, product, bakery, work) for product in record.rows("products")]
    return plan_day(bakery, tasks, work), tasks


def moved(baked: Baked, stages: tuple[int, ...], earlier: int) -> list[tuple[int, int, int]]:
    """(begin of the set-up, begin, end) of the stages of a bowl, some of them earlier."""
    spans = [
        (baked.dosing, baked.dosing, baked.kneading),
        (baked.kneading, baked.kneading, baked.kneaded),
        (baked.shaping, baked.shaping, baked.shaped),
        (baked.setup, baked.baking, baked.baked),
        (baked.packing, baked.packing, baked.packed),
    ]
    return [
        tuple(at - earlier for at in span) if stage in stages else span  # type: ignore[misc]
        for stage, span in enumerate(spans)
    ]


def broken_rules(day: Day, tasks: list[Task], bowl: Baked | None, stages: tuple[int, ...]) -> str:
    """What the independent checker says when stages of a bowl are a minute earlier."""
    shop = _plan_shop.shop_of(day.bakery, [task.sort for task in tasks], [each.bowl for each in day.baked])
    rows = tuple(
        WorkRow(
            job,
            stage,
            job % len(shop.jobs[job].operations[stage].modes),  # lines in turn
            *span,
            loads=each.loads if stage == 3 else (),
        )
        for job, each in enumerate(day.baked)
        for stage, span in enumerate(moved(each, stages if each is bowl else (), 60))
    )
    plan = ShopPlan(rows, (), {}, 0, 0)
    found = check_full_shop(shop, replace(plan, measures=true_measures(FullCase(shop, plan))))
    return " ".join(f"{fault.rule} {fault.message}" for fault in found)


#: What is told → what the checker says, and the stages that are moved.
PROOFS = {
    "в расстойке нет места": ("«расстойка»", (0, 1, 2, 3)),
    "на отлежке нет места": ("«дежи на отлежке»", (0, 1, 2, 3)),
    "тестомес занят": ("«тестомес»", (0, 1, 2, 3)),
    "линия разделки занята": ("full_overlap", (0, 1, 2, 3)),
    "отвешивание — только с открытием смены в 20:00": ("full_closed", (0, 1, 2, 3)),
    "посадки на 46,7 мин не помещаются до перерыва": ("full_closed", (3,)),
}


@pytest.mark.parametrize(
    ("changes", "bake_min", "expected"),
    [
        ({}, 23, {"в расстойке нет места"}),
        ({"proofer_pcs": 1000}, 4, {"линия разделки занята"}),
        ({"proofer_pcs": 1000, "dividing_lines_pcs": 2}, 4, {"на отлежке нет места"}),
        (
            {"proofer_pcs": 1000, "dividing_lines_pcs": 9, "resting_bowls_pcs": 9},
            4,
            {"тестомес занят"},
        ),
        (
            {"shift_start_h": 16, "shift_h": 4, "proofer_pcs": 1000},
            23,
            {
                "отвешивание — только с открытием смены в 20:00",
                "посадки на 46,7 мин не помещаются до перерыва",
            },
        ),
    ],
)
def test_the_reason_of_a_gap_is_what_the_checker_finds_when_the_bowl_is_earlier(
    changes: dict[str, Any], bake_min: float, expected: set[str]
) -> None:
    given: dict[str, Any] = given_of_line(LINE, date="2026-03-02", plan_kg=520) | changes
    given["products"][0]["bake_min"] = bake_min
    day, tasks = planned_day(given)
    assert broken_rules(day, tasks, None, ()) == ""
    sorts, told = [task.sort for task in tasks], set()
    for gap in gaps_of(day.bakery, day.baked, 0):
        for reason in why_not_earlier(day, sorts, gap.next_bowl).split(", "):
            rule, stages = PROOFS[reason]
            assert rule in broken_rules(day, tasks, gap.next_bowl, stages)
            told.add(reason)
    assert expected <= told


def test_idle_time_at_the_ends_of_the_day_is_told_for_what_it_is() -> None:
    ends = {}
    for name, task in {"done": 277.5, "too much": 1300}.items():
        given = day(shifts=1, products=[day()["products"][0] | {"plan_kg": task}], corrections=[])
        ends[name] = table(planned(given), "bakery.oven_ends")[0][1:]
    before = "первая дежа «Батон «ГИППО» 0,5 кг 1»: от отвешивания до посадки 87,6 мин; отвешивание — "
    assert ends["done"] == (before + "только с открытием смены в 08:00", "задание для неё выполнено")
    assert ends["too much"][1] == "до конца смены 12,4 мин, посадкам следующей дежи нужно 28 мин"


def test_the_bottleneck_is_what_is_used_most() -> None:
    quick = day(products=[SHORT_DAY["products"][0] | {"load_pcs": 185, "bake_min": 5}], corrections=[])
    for given, stage, told in ((SHORT_DAY, "печь", "— печь ("), (quick, "дежа", ", а не печь (")):
        note = planned(given)
        stages: Any = note.result["stages"]
        assert stages[0]["name"].startswith(stage)
        assert any(told in sentence for sentence in note.conclusions)


def test_what_is_said_to_shorten_the_idle_time_does_so() -> None:
    given = day()
    note = planned(given)
    reliefs = {row[0]: row for row in table(note, "bakery.oven_relief")}
    assert len(reliefs) == 5
    for name, changes in {
        "ещё одна дежа на отлежке": {"resting_bowls_pcs": 2},
        "расстойка больше на посадку (240 шт.)": {"proofer_pcs": 420 + 240},
    }.items():
        again: Any = planned(day(**changes)).result["ovens"]
        said = float(str(reliefs[name][1]).replace(",", "."))
        assert again[0]["waiting_h"] * 60 == pytest.approx(said, abs=0.06)
    gaps = [float(row[-3].replace(",", ".")) for row in table(note, "bakery.oven_gaps")]
    ovens: Any = note.result["ovens"]
    assert sum(gaps) == pytest.approx(ovens[0]["waiting_h"] * 60, abs=0.05 * len(gaps))


def test_bowls_without_a_place_in_the_day_are_told() -> None:
    given = day(shifts=1)
    note = planned(given)
    assert {warning.code for warning in note.warnings} == {"unplaced"}
    assert "дежей без места в сутках" in note.warnings[0].text
    assert len(note.result["bowls"]) < 21  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"proofer_pcs": 100}, "в расстойке"),
        ({"date": "вчера"}, "ГГГГ-ММ-ДД"),
        ({"shift_h": 20}, "не длиннее 24 ч"),
        ({"break_min": 800}, "короче смены"),
        (
            {"ovens": [{"name": "Печь"}], "products": [day()["products"][0] | {"ovens": ["иная"]}]},
            "одна из печей",
        ),
        (
            {"corrections": [{"product": "Пирог", "valid_from": "2026-03-02", "document": "№ 1"}]},
            "одно из изделий",
        ),
        (
            {"corrections": [{**day()["corrections"][0], "ingredient": "Мак", "kg_per_100kg_flour": 1}]},
            "сырьё рецептуры",
        ),
        (only_loaf(plan_kg=1e6), "больше 300 дежей"),
        (only_loaf(proof_hold_min=1), "ждут печи"),
    ],
)
def test_what_cannot_be_is_refused_in_words(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(PotokError) as error:
        planned(day(**changes))
    sentences = [error.value.message, *(problem.sentence() for problem in error.value.problems)]
    assert told in " ".join(sentences)
