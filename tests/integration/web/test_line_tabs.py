"""Tabs of a line beside its design: simulation, floor plan, papers."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from builders.lines import ENGINEER, a_line, filling
from builders.pages import Person, sign_in, text_of
from potok.operations.lines.models import LineSimulation
from potok.operations.lines.services.simulations import perform_simulation
from potok.operations.lines.services.versions import save_version


@pytest.fixture
def people(demo_database: None) -> tuple[Person, Person]:
    a_line(item="P101")
    save_version(ENGINEER, code="Л-1", given=filling())
    return sign_in("engineer"), sign_in("planner")


def test_a_line_is_simulated_on_its_page(people: tuple[Person, Person]) -> None:
    engineer, planner = people
    page = engineer.html("/lines/Л-1/1/?tab=simulation")
    assert "Запустить имитацию" in page
    refused = engineer.post("/lines/Л-1/1/simulation/", law="normal", variation_pct="80")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_calculation_input")
    begun = engineer.post("/lines/Л-1/1/simulation/", replications="2", warm_up_shifts="0", buffer_pcs="40")
    assert begun.headers["HX-Redirect"].endswith("?tab=simulation")
    run = LineSimulation.objects.get()
    assert run.conditions == {"replications": 2, "warm_up_shifts": 0, "buffer_pcs": 40}
    assert "прогонов 0 из 2" in text_of(planner.html("/lines/Л-1/1/?tab=simulation"))
    assert "Стоп" in engineer.html(f"/lines/Л-1/simulations/{run.pk}/")
    perform_simulation(run.pk)
    assert (
        engineer.get(f"/lines/Л-1/simulations/{run.pk}/").headers["HX-Redirect"].endswith("?tab=simulation")
    )
    page = engineer.html("/lines/Л-1/1/?tab=simulation")
    assert "Узкое место" in page
    assert "Повторить имитацию" in page
    assert page.count("<figure") >= 3
    assert bytes(planner.get(f"/lines/Л-1/simulations/{run.pk}/file.pdf").content[:4]) == b"%PDF"
    assert bytes(planner.get(f"/lines/Л-1/simulations/{run.pk}/file.xlsx").content[:2]) == b"PK"
    assert planner.post("/lines/Л-1/1/simulation/").status_code == 403


def test_a_plan_is_begun_checked_and_saved_on_the_page(people: tuple[Person, Person]) -> None:
    engineer, planner = people
    assert "Составить план" in engineer.html("/lines/Л-1/1/?tab=plan")
    assert "Составить план" not in planner.html("/lines/Л-1/1/?tab=plan")
    assert engineer.post("/lines/Л-1/1/plan/begin/").headers["HX-Redirect"].endswith("?tab=plan")
    page = engineer.html("/lines/Л-1/1/?tab=plan")
    assert "нормы соблюдены" in page
    assert 'role="button"' in page
    assert (
        'role="button"'
        not in planner.html("/lines/Л-1/1/?tab=plan").split("floor-plan")[1].split("</svg>")[0]
    )
    found = re.search(r'<textarea id="plan-data"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    plan = json.loads(unescape(found[1]))
    plan["places"][0]["x_mm"] = 100
    answer = engineer.post("/lines/Л-1/1/plan/checked/", plan=json.dumps(plan)).content.decode()
    assert "зона запуска" in answer
    assert "place faulty" in answer
    tidy = engineer.post("/lines/Л-1/1/plan/placed/", plan=json.dumps(plan)).content.decode()
    assert "нормы соблюдены" in tidy
    plan["places"][0]["table"] = "нет"
    wrong = engineer.post("/lines/Л-1/1/plan/save/", plan=json.dumps(plan))
    assert wrong.status_code == 422
    assert engineer.post("/lines/Л-1/1/plan/save/", plan="[1").status_code == 422
    assert (
        engineer.post("/lines/Л-1/1/plan/save/", plan=unescape(found[1]), title="чистый").status_code == 200
    )
    assert "версия 2" in text_of(planner.html("/lines/Л-1/1/?tab=plan"))
    assert bytes(planner.get("/lines/Л-1/plan/2/file.pdf?paper=A3&scale=100").content[:4]) == b"%PDF"
    too_small = planner.get("/lines/Л-1/plan/2/file.pdf?paper=A4&scale=20")
    assert too_small.status_code == 422


def test_papers_are_filled_in_and_printed(people: tuple[Person, Person]) -> None:
    engineer, planner = people
    for kind, told in (("passport", "Детали кроя"), ("flow", "Преемственность смен")):
        assert "Заполнить" in engineer.html(f"/lines/Л-1/1/?tab={kind}")
        form = engineer.html(f"/lines/Л-1/1/papers/{kind}/")
        fields = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form))
        if kind == "passport":
            part = {"material": "основной", "name": "Бирка", "templates_pcs": "1", "pieces_pcs": "2"}
            fields = {"product": "Краска", **{f"parts[0].{key}": value for key, value in part.items()}}
        saved = engineer.post(f"/lines/Л-1/1/papers/{kind}/save/", **fields)
        assert saved.status_code == 200, saved.content.decode()
        assert told in text_of(planner.html(f"/lines/Л-1/1/?tab={kind}"))
        assert bytes(planner.get(f"/lines/Л-1/papers/{kind}/1/file.pdf").content[:4]) == b"%PDF"
        assert bytes(planner.get(f"/lines/Л-1/papers/{kind}/1/file.xlsx").content[:2]) == b"PK"
    assert engineer.get("/lines/Л-1/1/papers/нет/").status_code == 404
