"""Inspections written into the log, the control plan and the causes of defects kept."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from potok.operations.catalog.clock import local
from potok.operations.people.acting import require
from potok.operations.quality.kinds import CAUSE_KINDS, CONTROL_KINDS
from potok.operations.quality.reads import log
from potok.operations.quality.reads.log import PointRow
from potok.operations.quality.services.control_plan import PointGiven, retire_point, save_cause, save_point
from potok.operations.quality.services.inspections import DefectGiven, InspectionGiven, record_inspection
from potok.operations.stores.reads.choices import item_choices, operation_choices, workshop_choices
from potok.web.bench.permalinks import packed
from potok.web.components import marks
from potok.web.listing.buttons import Button, permitted
from potok.web.listing.panels import Done, Panel, command_panel
from potok.web.listing.rows_field import RowColumn, RowsField
from potok.web.shell.person import actor
from potok.web.stock.words import lot_link

KINDS = dict(CONTROL_KINDS)
#: Shares of defectives in a lot, percent, for which the calculation of a sample is opened.
_DEFECTIVE_PERCENT = (0, 1, 2, 5, 10, 20)
#: The rest of its data, to be changed there: one lot a shift, one inspector for 25 people (003, table 4.1).
_ONE_INSPECTOR = {"workers_people": 25, "workers_per_inspector": 25, "lots_per_shift": 1}


class InspectionForm(forms.Form):
    """What was looked at and what was bad."""

    point = forms.ChoiceField(label="По плану контроля", required=False)
    kind = forms.ChoiceField(
        label="Вид контроля", choices=[("", "— по плану —"), *CONTROL_KINDS], required=False
    )
    item = forms.CharField(
        label="Позиция", max_length=60, required=False, help_text="Если нет ни плана, ни партии"
    )
    lot = forms.CharField(label="Партия", max_length=60, required=False)
    order_no = forms.CharField(label="Заказ", max_length=40, required=False)
    workshop = forms.ChoiceField(label="Цех", required=False)
    inspected_pcs = forms.IntegerField(label="Проверено единиц", min_value=1)
    acceptance_number = forms.IntegerField(
        label="Приёмочное число", min_value=0, required=False, help_text="Для выборки вне плана"
    )
    remark = forms.CharField(label="Примечание", max_length=250, required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        points = [("", "— вне плана —"), *((str(row.id), _point_words(row)) for row in log.control_points())]
        cast("forms.ChoiceField", self.fields["point"]).choices = points
        cast("forms.ChoiceField", self.fields["workshop"]).choices = [("", "—"), *workshop_choices()]
        causes = [(code, name) for code, name, *_ in log.causes()]
        self.fields["defects"] = RowsField(
            label="Дефекты",
            columns=(
                RowColumn("cause", "Причина", needed=True, choices=causes),
                RowColumn("pcs", "Единиц", "number", needed=True),
                RowColumn("loss", "Потери, ₽", "number"),
            ),
            blank=3,
            required=False,
        )
        self.order_fields(
            [
                "point",
                "kind",
                "item",
                "lot",
                "order_no",
                "workshop",
                "inspected_pcs",
                "acceptance_number",
                "defects",
            ]
        )

    def clean(self) -> dict[str, Any]:
        """Without a line of the plan the kind must be told."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("point") and not values.get("kind"):
            self.add_error("kind", "Выберите вид контроля или строку плана")
        return values


class PointForm(forms.Form):
    """A line of the control plan."""

    item = forms.ChoiceField(label="Позиция")
    op_no = forms.IntegerField(
        label="Операция", min_value=1, required=False, help_text="Пусто: входной контроль или готовая партия"
    )
    kind = forms.ChoiceField(label="Вид контроля", choices=CONTROL_KINDS)
    characteristic = forms.CharField(label="Что проверяется", max_length=200)
    requirement = forms.CharField(label="Требование", max_length=200, required=False)
    method = forms.CharField(label="Средство, метод", max_length=200, required=False)
    sample_pcs = forms.IntegerField(label="Выборка, ед.", min_value=1, required=False)
    lot_pcs = forms.IntegerField(label="Из партии, ед.", min_value=1, required=False)
    acceptance_number = forms.IntegerField(label="Приёмочное число", min_value=0, required=False)
    position = forms.IntegerField(label="Порядок", min_value=1, initial=1)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        cast("forms.ChoiceField", self.fields["item"]).choices = item_choices()


class CauseForm(forms.Form):
    """A cause of defects."""

    code = forms.CharField(label="Код", max_length=20)
    name = forms.CharField(label="Причина", max_length=120)
    kind = forms.ChoiceField(label="Брак", choices=CAUSE_KINDS)
    repairable = forms.BooleanField(label="Исправимый", required=False, initial=True)


@require_http_methods(["GET", "POST"])
def inspect(request: HttpRequest) -> HttpResponse:
    """Write an inspection into the log."""

    def act(values: dict[str, Any]) -> Done:
        defects = [
            DefectGiven(each["cause"], int(each["pcs"]), loss_rub=each["loss"]) for each in values["defects"]
        ]
        row = record_inspection(
            actor(request),
            inspection=InspectionGiven(
                inspected_pcs=values["inspected_pcs"],
                defects=defects,
                point=int(values["point"]) if values["point"] else None,
                kind=values["kind"],
                item=values["item"],
                lot=values["lot"],
                order_no=values["order_no"],
                workshop=values["workshop"],
                acceptance_number=values["acceptance_number"],
                remark=values["remark"],
            ),
        )
        words = "годно" if row.passed else "не годно"
        return Done(
            f"{row.number}: {words}, дефектных {row.defective_pcs} из {row.inspected_pcs}",
            warns=not row.passed,
        )

    initial = {"lot": request.GET.get("lot", ""), "point": request.GET.get("point", "")}
    return command_panel(
        request,
        right="inspect",
        panel=Panel("Записать проверку", "Записать", icon="clipboard-check"),
        form=InspectionForm,
        act=act,
        initial=initial,
    )


@require_GET
def inspection(request: HttpRequest, number: str) -> HttpResponse:
    """Quick look at an inspection."""
    require(actor(request), "read_stock")
    found = log.inspection_card(number)
    context = {
        "row": found.row,
        "at": local(found.row.at),
        "kind": KINDS[found.row.kind],
        "result": marks.state_mark("inspection", "passed" if found.row.passed else "failed", strong=True),
        "lot": lot_link(found.row.lot) if found.row.lot else "",
        "defects": found.defects,
        "inspector": found.inspector,
        "decide": reverse("quality:decide", args=[found.row.lot])
        if found.row.lot and actor(request).may("decide_lot")
        else "",
    }
    return render(request, "potok/quality/inspection.html", context)


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """The control plan: what is checked on each item, at which operation."""
    require(actor(request), "read_stock")
    text = request.GET.get("text", "").strip()[:100]
    items: dict[str, dict[str, Any]] = {}
    for row in log.control_points(text=text):
        group = items.setdefault(row.item, {"code": row.item, "name": row.item_name, "lines": []})
        group["lines"].append((row, KINDS[row.kind], sample_words(row), _sampling_href(row)))
    may = actor(request).may("plan_control")
    context = {
        "title": "План контроля",
        "nav": "control_plan",
        "items": list(items.values()),
        "text": text,
        "may": may,
        "may_inspect": actor(request).may("inspect"),
        "causes": log.causes(),
        "cause_kinds": dict(CAUSE_KINDS),
        "buttons": permitted(
            actor(request),
            Button("Причина брака", "plus", "plan_control", panel=reverse("quality:cause")),
            Button(
                "Строка плана",
                "plus",
                "plan_control",
                panel=reverse("quality:point"),
                primary=True,
                hotkey="Insert",
                cap="Ins",
            ),
        ),
    }
    return render(request, "potok/quality/plan.html", context)


def _sampling_href(row: PointRow) -> str:
    """The method of acceptance sampling with the sample of a line: what it accepts and what it lets pass."""
    if not row.sample_pcs or not row.lot_pcs:
        return ""
    defectives = sorted({round(row.lot_pcs * share / 100) for share in _DEFECTIVE_PERCENT})
    given = {
        "lot_pcs": row.lot_pcs,
        "sample_pcs": row.sample_pcs,
        "acceptance_number": row.acceptance_number or 0,
        "defectives": defectives,
        **_ONE_INSPECTOR,
    }
    return f"{reverse('bench:method', args=['quality.sampling'])}?d={packed(given)}"


@require_http_methods(["GET", "POST"])
def point(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """A new line of the control plan, or changes of one."""
    old = _point(key) if key is not None else None

    def act(values: dict[str, Any]) -> Done:
        save_point(
            actor(request),
            point=PointGiven(**values),
            key=key,
            expected_version=old.version if old else None,
        )
        return Done(f"План контроля {values['item']}: записано")

    initial = {name: getattr(old, name) for name in PointForm.base_fields} if old else {}
    operations = ", ".join(word for _, word in operation_choices(old.item)) if old else ""
    return command_panel(
        request,
        right="plan_control",
        panel=Panel("Строка плана контроля", "Записать", operations, "clipboard-check"),
        form=PointForm,
        act=act,
        initial=initial or {"item": request.GET.get("item", "")},
    )


@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, key: int) -> HttpResponse:
    """A line is checked no more."""
    old = _point(key)

    def act(_: dict[str, Any]) -> Done:
        retire_point(actor(request), key=key, expected_version=old.version)
        return Done(f"План контроля {old.item}: строка снята")

    return command_panel(
        request,
        right="plan_control",
        panel=Panel("Снять строку плана", "Снять", f"{old.item} · {old.characteristic}", "x", danger=True),
        form=forms.Form,
        act=act,
    )


@require_http_methods(["GET", "POST"])
def cause(request: HttpRequest) -> HttpResponse:
    """A cause of defects."""

    def act(values: dict[str, Any]) -> Done:
        row = save_cause(actor(request), **values)
        return Done(f"Причина «{row.name}» записана")

    return command_panel(
        request,
        right="plan_control",
        panel=Panel("Причина брака", "Записать", icon="plus"),
        form=CauseForm,
        act=act,
    )


def sample_words(row: PointRow) -> str:
    """«3 из 10, приёмочное число 0»."""
    if row.sample_pcs is None:
        return "каждая единица" if row.kind == "full" else ""
    whole = f" из {row.lot_pcs}" if row.lot_pcs else ""
    return f"{row.sample_pcs}{whole}, приёмочное число {row.acceptance_number}"


def _point(key: int) -> PointRow:
    found = next((row for row in log.control_points() if row.id == key), None)
    if found is None:
        raise Http404
    return found


def _point_words(row: PointRow) -> str:
    operation = f", опер. {row.op_no}" if row.op_no else ""
    return f"{row.item}{operation}: {row.characteristic} ({KINDS[row.kind].lower()})"
