"""The page of a sewing flow: gathered by hand with live figures, kept as a version."""

from __future__ import annotations

import re
from html import unescape

from builders.jacket import jacket_given, small_given
from builders.lines import ENGINEER, a_line
from builders.pages import Person, sign_in, text_of
from potok.operations.lines.models import LineRun, LineVersion
from potok.operations.lines.services.runs import perform_run
from potok.operations.lines.services.versions import save_version


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return unescape(found[1])


def stepped(person: Person, html: str, **step: str) -> str:
    """The chart after a step."""
    fields = {name: hidden(html, name) for name in ("groups", "steps")}
    answer = person.post("/lines/Ж-1/2/sewing/move/", **fields, **step)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_an_operation_is_carried_taken_back_and_the_gathering_kept(demo_database: None) -> None:
    a_line("Ж-1", kind="sewing")
    save_version(ENGINEER, code="Ж-1", given=jacket_given(), title="Источник")
    save_version(ENGINEER, code="Ж-1", given=jacket_given(), title="Проект", base=1)
    engineer = sign_in("engineer")
    page = engineer.html("/lines/Ж-1/2/")
    assert page.count("data-operation=") == 107
    assert page.count("data-group=") == 35
    assert "соблюдены во всех 35 группах" in text_of(page)
    for tab in ("figures", "tables", "note-4", "given"):
        assert engineer.get(f"/lines/Ж-1/2/?tab={tab}").status_code == 200
    assert engineer.get("/lines/Ж-1/2/file.xlsx").status_code == 200

    carried = stepped(engineer, page, operation="49", target="17")
    assert "оп. 49 группа 14 версии 1 → 18" in text_of(carried)
    assert "Δ с версией 1" in text_of(carried)
    broken = stepped(engineer, carried, operation="48", target="3")
    assert "Нарушены правила" in text_of(broken)
    assert "операции разных участков" in text_of(broken)
    undone = stepped(engineer, broken, step="undo")
    assert hidden(undone, "groups") == hidden(carried, "groups")
    home = stepped(engineer, undone, operation="49", target="home")
    assert hidden(home, "groups") == hidden(page, "groups")
    alone = stepped(engineer, undone, operation="49", target="99")
    assert alone.count("data-group=") == 36
    assert hidden(stepped(engineer, alone, step="reset"), "groups") == hidden(page, "groups")

    shifted = stepped(engineer, page, group="4", target="8")
    assert "группа 5 версии 1 → место 9" in text_of(shifted)
    assert "Возвраты" in text_of(shifted)
    assert hidden(stepped(engineer, shifted, group="4", target="home"), "groups") == hidden(page, "groups")
    early = stepped(engineer, page, group="34", target="0")  # what the jacket ends with cannot come first
    assert "Нарушены правила" in text_of(early)
    fields = {name: hidden(early, name) for name in ("groups", "steps")}
    assert engineer.post("/lines/Ж-1/2/sewing/move/", **fields, group="99", target="0").status_code == 422

    answer = engineer.post("/lines/Ж-1/2/sewing/move/", groups="1,2*1", operation="1", target="0")
    assert answer.status_code == 422
    kept = {"groups": hidden(carried, "groups"), "steps": ""}
    lost = {**kept, "operation": "5000", "target": "0"}
    assert engineer.post("/lines/Ж-1/2/sewing/move/", **lost).status_code == 422
    saved = engineer.post("/lines/Ж-1/2/sewing/save/", **kept)
    assert saved.headers["HX-Redirect"].endswith("/2/")
    version = LineVersion.objects.get(line__code="Ж-1", number=2)
    assert 49 in version.given["groups"][17]["members"]
    again = engineer.post("/lines/Ж-1/2/sewing/save/", **kept, as_new="1")
    assert again.headers["HX-Redirect"].endswith("/3/")
    assert sign_in("planner").post("/lines/Ж-1/2/sewing/move/", **kept).status_code == 403


def test_a_sequence_without_groups_says_what_to_do(demo_database: None) -> None:
    a_line("Ж-2", kind="sewing")
    given = {key: value for key, value in jacket_given().items() if key != "groups"}
    save_version(ENGINEER, code="Ж-2", given=given)
    engineer = sign_in("engineer")
    assert "нажмите «Улучшить»" in text_of(engineer.html("/lines/Ж-2/1/"))
    assert "«После операций»" in engineer.html("/lines/Ж-2/1/sewing/sequence/")
    head = "Номер\tОперация\tСпециальность\tРазряд\tВремя\tПосле операций\n"
    refused = engineer.post("/lines/Ж-2/1/sewing/sequence/", text=f"{head}1\tСтачать\tМ\t3\tдолго\t")
    assert refused.status_code == 422
    assert "Норма времени" in refused.content.decode()
    rows = "1\tСтачать\tМ\t3\t90\t\n2\tПриутюжить\tУ\t3\t88\t1\n"
    made = engineer.post("/lines/Ж-2/1/sewing/sequence/", text=head + rows)
    assert made.headers["HX-Redirect"].endswith("/2/")
    assert len(LineVersion.objects.get(line__code="Ж-2", number=2).given["operations"]) == 2


def test_variants_are_found_compared_with_the_first_gathering_and_one_is_taken(demo_database: None) -> None:
    a_line("Ж-3", kind="sewing")
    save_version(ENGINEER, code="Ж-3", given=small_given(), title="Источник")
    save_version(ENGINEER, code="Ж-3", given=small_given(), base=1)
    engineer, address = sign_in("engineer"), "/lines/Ж-3/2/sewing/variants/"
    assert "Найти варианты" in text_of(engineer.html("/lines/Ж-3/2/?tab=variants"))
    assert engineer.post(address, time_limit_s="0").status_code == 422
    assert engineer.post(address, time_limit_s="60").headers["HX-Redirect"].endswith("?tab=variants")
    assert "0 вариантов" in text_of(engineer.html("/lines/Ж-3/2/"))
    run = LineRun.objects.get()
    assert engineer.post(f"{address}{run.pk}/1/").status_code == 404
    perform_run(run.pk)
    over = engineer.get(f"/lines/runs/{run.pk}/")
    assert over.headers["HX-Redirect"].endswith("/lines/%D0%96-3/2/?tab=variants")
    run.refresh_from_db()
    found = run.variants["items"]
    assert run.state == "done"
    assert found
    page = engineer.html("/lines/Ж-3/2/?tab=variants&by=returns")
    assert page.count('id="variant-') == len(found)
    assert page.count("sew-dot--fixed") == 2
    shown = text_of(page)
    assert "исходная, версия 1" in shown
    assert "эта версия, 2" in shown
    assert engineer.get("/lines/Ж-3/2/?tab=variants&better=1").status_code == 200
    assert f'id="variant-{len(found)}"' in engineer.html("/lines/Ж-3/1/?tab=variants")  # the same problem
    assert engineer.post(f"{address}{run.pk}/99/").status_code == 422
    taken = engineer.post(f"{address}{run.pk}/1/")
    assert taken.headers["HX-Redirect"].endswith("/3/")
    version = LineVersion.objects.get(line__code="Ж-3", number=3)
    assert version.given["groups"] == found[0]["changes"]["groups"]
    assert (version.base.number, version.title) == (2, f"Вариант 1 расчёта № {run.pk}")
    faster = {**small_given(), "output_per_shift_pcs": 470}
    save_version(ENGINEER, code="Ж-3", given=faster, number=2)
    assert "Найти варианты" in text_of(engineer.html("/lines/Ж-3/2/?tab=variants"))
    assert engineer.post(f"{address}{run.pk}/1/").status_code == 422
    assert sign_in("planner").post(address, time_limit_s="9").status_code == 403
