from __future__ import annotations

from decimal import Decimal

import pytest
from django import forms

from potok.web.components.fields import NumberField, field


class Order(forms.Form):
    qty = NumberField(label="Кол-во", help_text="кратно 14", min_value=1)
    due = forms.DateField(label="Срок")
    reason = forms.ChoiceField(label="Причина", choices=[("urgent", "срочность")])
    stop = forms.BooleanField(label="Остановить", required=False)


@pytest.mark.parametrize("text", ["7280,5", "7 280,5", "7\u202f280.5", " 7\u00a0280,5 "])
def test_a_number_is_taken_as_people_write_it(text: str) -> None:
    assert NumberField().clean(text) == Decimal("7280.5")


def test_a_typed_minus_may_be_the_typographic_one() -> None:
    assert NumberField().clean("−3") == Decimal(-3)


def test_a_stored_number_stands_in_its_field_as_on_the_page() -> None:
    assert 'value="7\u202f280,5"' in field(Order(initial={"qty": Decimal("7280.5")})["qty"])


def test_what_was_typed_stays_typed_when_it_is_refused() -> None:
    form = Order({"qty": "много", "due": "32.03.2026"})
    html = field(form["qty"]) + field(form["due"])
    assert 'value="много"' in html
    assert 'value="32.03.2026"' in html
    assert html.count('aria-invalid="true"') == 2
    assert 'aria-describedby="id_qty_error"' in html


def test_an_error_takes_the_place_of_the_note() -> None:
    assert "кратно 14" in field(Order()["qty"])
    refused = field(Order({"qty": ""})["qty"])
    assert "кратно 14" not in refused
    assert 'class="field__error" id="id_qty_error"' in refused


def test_each_kind_of_field_has_its_control() -> None:
    form = Order()
    assert 'class="input-unit__unit">шт.' in field(form["qty"], unit="шт.")
    assert "data-date" in field(form["due"])
    assert '<select name="reason" class="select"' in field(form["reason"])
    assert field(form["stop"]).startswith('<div class="field"><label class="check">')


def test_a_russian_date_is_understood_by_the_form() -> None:
    form = Order({"qty": "1", "due": "03.04.2026", "reason": "urgent"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"].isoformat() == "2026-04-03"
