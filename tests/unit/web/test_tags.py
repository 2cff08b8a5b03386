from __future__ import annotations

import datetime as dt

from django.template import Context, Template
from django.test import RequestFactory

from potok.errors import Problem
from potok.web.components.parts import Event, PathStep
from potok.web.components.table import Column, Row, Table


def drawn(source: str, **context: object) -> str:
    return Template("{% load potok %}" + source).render(Context(context))


def test_an_empty_table_shows_what_is_empty_and_one_step_onward() -> None:
    source = (
        '{% empty_state "Новых заказов нет" "Все разобраны." href="/all/" action="Все" as nothing %}'
        "{% data_table table empty=nothing %}"
    )
    table = Table("orders", "Заказы", [Column("number", "№")], [])
    html = drawn(source, table=table)
    assert "Новых заказов нет" in html
    assert '<a class="btn" href="/all/">Все</a>' in html
    assert "<table" not in html


def test_rows_of_the_next_page_bring_the_door_to_the_page_after() -> None:
    columns = [Column("number", "№")]
    more = Table(
        "orders", "Заказы", columns, [Row("7", {"number": "7"})], more_url="/rows/?a=1&b=2", start=50
    )
    html = drawn("{% table_rows table %}", table=more)
    assert html.startswith('<tbody data-page="50"><tr')
    assert 'hx-get="/rows/?a=1&amp;b=2"' in html
    assert "data-more" not in drawn("{% table_rows t %}", t=Table("orders", "Заказы", columns, []))


def test_an_address_keeps_its_filters_when_one_parameter_changes() -> None:
    request = RequestFactory().get("/orders/?status=new&status=done&sort=due&after=x")
    assert drawn('{% url_with sort="-due" %}', request=request) == "?status=new&amp;status=done&amp;sort=-due"
    assert drawn('{% url_with status="" %}', request=request) == "?sort=due"


def test_filters_write_aware_moments_in_plant_time() -> None:
    moment = dt.datetime(2026, 3, 2, 21, 30, tzinfo=dt.UTC)
    assert drawn("{{ at|ru_moment }}", at=moment) == "03.03.2026\u00a000:30"
    assert drawn("{{ at|ru_date }}", at=moment) == "03.03.2026"
    assert drawn("{{ at|moment_mark }}", at=None) == '<span class="ink-2">—</span>'


def test_numbers_are_written_by_filters() -> None:
    assert drawn(
        '{{ n|number:1 }} {{ n|pieces }} {{ c|counted:"заказ,заказа,заказов" }}', n=1234.56, c=2
    ) == ("1\u202f234,6 1\u202f235 2\u00a0заказа")


def test_a_status_path_says_where_the_order_stands() -> None:
    steps = [PathStep("Новый", "past", "circle-dot"), PathStep("В ожидании", "now", "hourglass", tone="wait")]
    html = drawn("{% status_path steps %}", steps=steps)
    assert html.count('aria-current="step"') == 1
    assert "path__step--now mark--wait" in html


def test_history_tells_old_new_who_when_and_why() -> None:
    at = dt.datetime(2026, 3, 2, 9, 30)
    event = Event("Срок изменён", at, "М. Котова", old="31.03.2026", new="03.04.2026", why="срочность")
    html = drawn("{% history events %}", events=[event])
    assert "<s>31.03.2026</s> → 03.04.2026" in html
    assert "Причина: срочность" in html
    assert "02.03.2026\u00a009:30 · М. Котова" in html


def test_the_report_of_a_file_names_place_value_and_what_is_expected() -> None:
    problems = [
        Problem("orders.csv", 1018, "qty_pcs", "12O0", "целое число"),
        Problem("a.csv", None, "b", None, "c"),
    ]
    html = drawn("{% file_report problems found=12 %}", problems=problems)
    assert "1\u202f018" in html
    assert "«12O0»" in html
    assert "пусто" in html
    assert "Показано 2 из 12" in html


def test_content_of_containers_stays_markup_and_their_titles_are_escaped() -> None:
    html = drawn('{% card title note="n" %}<b>x</b>{{ evil }}{% endcard %}', title="<i>", evil="<u>")
    assert "<b>x</b>&lt;u&gt;" in html
    assert "&lt;i&gt;" in html


def test_a_job_asks_on_only_while_it_runs_and_can_be_stopped() -> None:
    html = drawn('{% job_progress "Строю план" done=3 total=10 poll_url="/p/" stop_url="/s/" %}')
    assert 'hx-get="/p/"' in html
    assert 'value="3" max="10"' in html
    assert 'hx-post="/s/"' in html
    assert "hx-get" not in drawn('{% job_progress "Готово" %}')
