from __future__ import annotations

import datetime as dt

import pytest

from potok.operations.orders.states import AGREEMENTS, COVERS, PRIORITIES, PROGRESS, STATUSES
from potok.plant.model import MachineStatus, QcStatus, ReceiptStatus
from potok.web.components import marks
from potok.web.components.states import KINDS

CODES = {
    "order": [code for code, _ in STATUSES],
    "progress": [code for code, _ in PROGRESS],
    "agreement": [code for code, _ in AGREEMENTS],
    "cover": [code for code, _ in COVERS],
    "lot": list(QcStatus),
    "receipt": list(ReceiptStatus),
    "machine": list(MachineStatus),
}


@pytest.mark.parametrize("kind", CODES)
def test_every_state_of_the_books_has_a_look(kind: str) -> None:
    assert set(CODES[kind]) <= set(KINDS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_is_an_icon_and_a_word_never_colour_alone(kind: str) -> None:
    for code, state in KINDS[kind].items():
        html = marks.state_pill(kind, code)
        assert f"#{state.icon}" in html
        assert state.word in html


def test_the_full_word_of_the_shortage_stands_in_cards_and_filters() -> None:
    assert "В ожидании (дефицит)" in marks.status_pill("waiting_shortage", full=True)
    assert "(дефицит)" not in marks.status_pill("waiting_shortage")


def test_cover_in_a_list_names_the_date_and_the_items() -> None:
    date = dt.date(2026, 4, 6)
    assert "06.04 · R25, R41" in marks.cover_mark("expected", date, ["R25", "R41"])
    assert "Нет прихода · R13" in marks.cover_mark("missing", items=["R13"])
    assert "Обеспечено" in marks.cover_mark("in_stock", items=["R13"])
    assert "R13" not in marks.cover_mark("in_stock", items=["R13"])


def test_cover_in_a_card_is_written_out() -> None:
    assert "Ожидается 06.04.2026" in marks.cover_mark("expected", dt.date(2026, 4, 6), full=True)
    assert "В наличии" in marks.cover_mark("in_stock", full=True)


def test_the_dry_run_of_a_new_order_says_that_nothing_is_reserved() -> None:
    assert 'title="предварительно, резерва нет"' in marks.cover_mark("in_stock", preview=True)


@pytest.mark.parametrize(
    ("days", "css", "text"),
    [(-13, "slack--late", "−13"), (0, "slack--tight", "0"), (2, "slack--tight", "2"), (3, "slack", "3")],
)
def test_slack_is_red_below_zero_amber_to_two_and_plain_from_three(days: int, css: str, text: str) -> None:
    assert marks.slack_mark(days) == f'<span class="{css}">{text}</span>'


def test_unknown_slack_is_a_dash() -> None:
    assert "—" in marks.slack_mark(None)


@pytest.mark.parametrize(("priority", "word"), PRIORITIES)
def test_priority_has_a_figure_and_a_word_and_an_arrow_when_urgent(priority: int, word: str) -> None:
    html = marks.priority_mark(priority)
    assert f">{priority}<" in html
    assert f">{word}<" in html
    assert ("arrow-up" in html) == (priority == 1)


def test_the_time_of_a_moment_is_greyed() -> None:
    html = marks.moment_mark(dt.datetime(2026, 3, 17, 17, 12))
    assert html == '17.03 <span class="time">17:12</span>'


def test_an_amount_has_its_unit_in_grey() -> None:
    assert marks.amount(266, "kg", 1) == '266,0\u00a0<span class="unit">кг</span>'
    assert "—" in marks.amount(None, "kg")


def test_texts_from_outside_are_escaped() -> None:
    html = marks.state_mark("signal", "too_late", text="<b>", note="<i>", title='"')
    assert "<b>" not in html
    assert "<i>" not in html
    assert "&quot;" in html


def test_an_icon_is_hidden_from_readers_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in marks.icon("truck")
    assert 'role="img" aria-label="приход"' in marks.icon("truck", label="приход")
    with pytest.raises(ValueError, match="not 18"):
        marks.icon("truck", 18)
