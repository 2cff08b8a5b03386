"""Master data change in one way: compared, checked by the rules of the import, written with history."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from builders.small_books import day, found_plant, lacking, order_of, put_lot, seen
from potok.errors import InvalidDataError
from potok.operations.catalog.models import CalendarRow, Item, PlantSettings, Recipe, RoutingLine
from potok.operations.master_data.errors import (
    RecordChangedError,
    RecordExistsError,
    RecordInUseError,
)
from potok.operations.master_data.given import rows_of_file, rows_of_form, rows_of_text
from potok.operations.master_data.registry import RESOURCES, resource_of
from potok.operations.master_data.resource import Key, Terms
from potok.operations.master_data.services.changing import (
    card_records,
    change_records,
    digest_of,
    preview_change,
    remove_card,
    save_card,
)
from potok.operations.master_data.sheets import workbook_of
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.lost_cover import nightly_check
from potok.operations.orders.services.recipes import switch_recipe
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role

pytestmark = pytest.mark.django_db
ENGINEER = Actor(user_id=None, name="П. Зорин", roles=frozenset({Role.ENGINEER}))
PLANNER = Actor(user_id=None, name="А. Лебедев", roles=frozenset({Role.PLANNER}))


@pytest.fixture(autouse=True)
def plant() -> None:
    found_plant()


def edit(key: str, card: Key, **fields: str) -> Key:
    """Save a card of one row with some fields changed, as its form does."""
    resource = resource_of(key)
    texts = resource.texts(card_records(resource, card)[0]) | fields
    given = rows_of_form(resource, [texts])
    return save_card(SYSTEM, resource, given.rows, card=card, problems=given.problems)


def edit_lines(key: str, product: str, lines: list[dict[str, str]], **options: Any) -> None:
    resource = resource_of(key)
    given = rows_of_form(resource, [{**line, "product_id": product} for line in lines])
    save_card(ENGINEER, resource, given.rows, card=(product,), problems=given.problems, terms=Terms(options))


def faults(error: InvalidDataError) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in error.problems]


def test_an_item_is_changed_and_the_history_tells_who_and_what() -> None:
    edit("items", ("RX",), name="Сырьё икс новое", lead_time_days="12")
    item = Item.objects.get(code="RX")
    assert (item.name, item.lead_time_days) == ("Сырьё икс новое", 12)
    told = resource_of("items").books.history(("RX",))
    assert [(one.label, one.old, one.new, one.who) for one in told[:2]] == [
        ("Срок поставки", 10, 12, "Поток"),
        ("Название", "Сырьё икс", "Сырьё икс новое", "Поток"),
    ]


def test_a_form_gives_all_its_faults_at_once_and_writes_nothing() -> None:
    with pytest.raises(InvalidDataError) as refusal:
        edit("items", ("RX",), name="", lead_time_days="скоро", type="metal")
    assert faults(refusal.value) == [
        ("name", "required"),
        ("type", "bad_choice"),
        ("lead_time_days", "bad_number"),
    ]
    assert Item.objects.get(code="RX").lead_time_days == 10


def test_the_rules_of_the_import_hold_for_a_form_too() -> None:
    with pytest.raises(InvalidDataError) as refusal:
        edit("items", ("PA",), net_kg="", order_multiple="0")
    assert {fault.code for fault in refusal.value.problems} == {"required", "out_of_range"}


def test_a_change_that_breaks_other_master_data_is_refused_with_their_names() -> None:
    with pytest.raises(InvalidDataError) as refusal:
        edit("items", ("RX",), unit="pcs")
    assert {(fault.where, fault.code) for fault in refusal.value.problems} == {("Рецептуры", "wrong_unit")}
    assert Item.objects.get(code="RX").unit == "kg"


def test_a_new_record_must_not_take_the_code_of_another_one() -> None:
    resource = resource_of("items")
    given = rows_of_form(resource, [{"item_id": "RX", "name": "Двойник", "type": "raw", "unit": "kg"}])
    with pytest.raises(RecordExistsError):
        save_card(SYSTEM, resource, given.rows, card=None, problems=given.problems)


def test_two_people_do_not_overwrite_each_other() -> None:
    resource = resource_of("items")
    before = digest_of(resource, card_records(resource, ("RX",)))
    edit("items", ("RX",), name="Правка первого")
    given = rows_of_form(resource, [resource.texts(card_records(resource, ("RX",))[0])])
    with pytest.raises(RecordChangedError):
        save_card(SYSTEM, resource, given.rows, card=("RX",), seen=before, problems=given.problems)


def test_what_is_used_is_not_deleted_and_says_where_it_is_used() -> None:
    with pytest.raises(InvalidDataError):
        remove_card(SYSTEM, resource_of("items"), card=("RX",))
    with pytest.raises((RecordInUseError, InvalidDataError)):
        remove_card(SYSTEM, resource_of("workshops"), card=("1",))
    put_lot("H2O", 1)
    with pytest.raises((RecordInUseError, InvalidDataError)):
        remove_card(SYSTEM, resource_of("items"), card=("H2O",))


def test_rights_are_asked_for_before_anything_else() -> None:
    resource = resource_of("recipes")
    with pytest.raises(NoRightError):
        change_records(PLANNER, resource, [])
    with pytest.raises(NoRightError):
        preview_change(PLANNER, resource, [])


def test_every_resource_goes_out_as_a_workbook_and_comes_back_unchanged() -> None:
    change_records(
        SYSTEM,
        resource_of("sales"),
        rows_of_text(resource_of("sales"), "PA\t01.04.2026\t1 200").rows,
    )
    for resource in RESOURCES:
        given = rows_of_file(resource, "книга.xlsx", workbook_of(resource))
        assert given.problems == (), resource.key
        assert not preview_change(SYSTEM, resource, given.rows), resource.key
        assert len(given.rows) == len(resource.books.records()), resource.key


def test_pasted_rows_need_no_head_and_tell_all_faults_with_their_rows() -> None:
    resource = resource_of("sales")
    given = rows_of_text(resource, "PA\t2026-04-01\t10\nPZ\t2026-04-01\t10\nPB\t2026-04-15\t0\nPB\tмай\t5")
    with pytest.raises(InvalidDataError) as refusal:
        preview_change(SYSTEM, resource, given.rows, problems=given.problems)
    assert [(fault.row, fault.field) for fault in refusal.value.problems] == [
        (4, "period"),
        (2, "product_id"),
    ]


def test_a_changed_recipe_is_a_new_version_and_a_confirmed_order_keeps_its_own() -> None:
    put_lot("RX", 1000)
    put_lot("UB", 1000)
    number = order_of("PA", 10)
    confirm_orders(SYSTEM, order_nos=[number])
    kept = seen(number).recipe_id
    edit_lines("recipes", "PA", [{"component_id": "RX", "qty_per_unit": "5"}], note="проба")
    fresh = Recipe.objects.get(product__code="PA", is_active=True)
    assert (fresh.version, fresh.note) == (2, "проба")
    assert seen(number).recipe_id == kept
    new = order_of("PA", 10)
    assert seen(new).recipe_id == fresh.pk
    switch_recipe(SYSTEM, order_no=number, reason="новый состав")
    assert seen(number).recipe_id == fresh.pk
    assert dict(seen(number).components.values_list("item__code", "gross_qty")) == {"RX": Decimal(50)}


def test_a_switched_recipe_may_send_the_order_back_to_waiting() -> None:
    put_lot("RX", 20)
    put_lot("UB", 10)
    number = order_of("PA", 10)
    confirm_orders(SYSTEM, order_nos=[number])
    assert seen(number).status == "in_production"
    edit_lines("recipes", "PA", [{"component_id": "RX", "qty_per_unit": "5"}])
    switch_recipe(SYSTEM, order_no=number, reason="новый состав")
    assert seen(number).status == "waiting_shortage"
    assert lacking(number) == {"RX": Decimal(30)}


def test_a_recipe_of_a_later_date_waits_for_it() -> None:
    edit_lines("recipes", "PA", [{"component_id": "RX", "qty_per_unit": "5"}], valid_from=day(2))
    active = Recipe.objects.get(product__code="PA", is_active=True)
    assert active.version == 1
    PlantSettings.objects.update(plant_today=day(2))
    nightly_check(SYSTEM)
    assert Recipe.objects.get(product__code="PA", is_active=True).version == 2


def test_a_recipe_that_uses_itself_is_refused() -> None:
    with pytest.raises(InvalidDataError) as refusal:
        edit_lines("recipes", "PA", [{"component_id": "PA", "qty_per_unit": "1"}])
    assert "bom_cycle" in {fault.code for fault in refusal.value.problems}


def test_a_route_gets_the_workshop_of_its_machine_and_keeps_unchanged_lines() -> None:
    line = RoutingLine.objects.get(product__code="PA")
    lines = [
        {"op_no": "10", "op_name": "Смешение", "machine_id": "M1", "alt_rank": "1", "basis": "rate",
         "rate_pcs_per_h": "100", "setup_min": "0"},
        {"op_no": "20", "op_name": "Розлив", "machine_id": "M1", "alt_rank": "1", "basis": "rate",
         "rate_pcs_per_h": "50", "setup_min": "15"},
    ]  # fmt: skip
    edit_lines("routes", "PA", lines)
    assert RoutingLine.objects.get(pk=line.pk).op_name == "Смешение"
    assert RoutingLine.objects.filter(product__code="PA").count() == 2
    with pytest.raises(InvalidDataError) as refusal:
        edit_lines("routes", "PA", [{**lines[0], "rate_kg_per_h": "5"}])
    assert "one_of_two" in {fault.code for fault in refusal.value.problems}


def test_a_line_taken_out_of_a_card_is_deleted_and_told() -> None:
    resource = resource_of("calendars")
    card = ("1", day(0))
    given = rows_of_form(
        resource,
        [{"workshop_id": "1", "date": day(0).isoformat(), "shift_no": "2", "start_time": "16:00",
          "end_time": "23:00", "break_min": "0", "work_min": "420", "kind": "work"}],
    )  # fmt: skip
    save_card(PLANNER, resource, given.rows, card=card, problems=given.problems)
    assert list(CalendarRow.objects.filter(date=day(0)).values_list("shift_no", flat=True)) == [2]
    assert {change.label for change in resource.books.history(card)[:2]} == {"Удалено", "Добавлено"}


def test_a_machine_out_of_order_makes_the_plan_doubtful_only_when_there_is_one() -> None:
    edit("machines", ("M1",), status="repair")
    assert resource_of("machines").books.records()[0].status == "repair"


def test_shifts_that_overlap_are_refused() -> None:
    resource = resource_of("calendars")
    row = {"workshop_id": "1", "date": dt.date(2026, 3, 2).isoformat(), "break_min": "0", "kind": "work"}
    given = rows_of_form(
        resource,
        [
            {**row, "shift_no": "1", "start_time": "08:00", "end_time": "16:00", "work_min": "480"},
            {**row, "shift_no": "2", "start_time": "15:00", "end_time": "23:00", "work_min": "480"},
        ],
    )
    with pytest.raises(InvalidDataError) as refusal:
        save_card(PLANNER, resource, given.rows, card=("1", day(0)), problems=given.problems)
    assert "overlap" in {fault.code for fault in refusal.value.problems}
