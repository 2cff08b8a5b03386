"""Headcount of workers by four norms (004 §2.8, formulas 62–67)."""

from __future__ import annotations

from potok.methods.labour._funds import EFFECTIVE_HOURS, LIST_COEFFICIENT
from potok.methods.method import Method
from potok.notes.algebra import ceiling, total
from potok.notes.calculation import Calculation, FormulaUse
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Modes, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_MODES = {
    "service_norm": "по норме обслуживания",
    "staff_norm": "по штатному нормативу",
    "output_norm": "по норме выработки",
    "time_norm": "по норме времени",
}
_ROUNDING = Source("convention", "каталог, 70.2")

_UNITS = Symbol("units", "n_а", "единиц оборудования", "pcs")
_SHIFTS = Symbol("shifts", "n_см", "смен в сутки", "shift")
_OUTPUT = Symbol("output", "Q", "годовой выпуск", "unit")
_ATTENDANCE_EXACT = Symbol("attendance_exact", "Л_яв.т", "явочная численность, точно", "people")
_ATTENDANCE = Symbol("attendance", "Л_яв", "явочная численность", "people")
_LIST_EXACT = Symbol("list_exact", "Л_сп.т", "списочная численность, точно", "people")

BY_SERVICE_NORM = Formula(
    id="labour.attendance_by_service_norm",
    source=Source("004", "§2.8", "62"),
    title="Явочная численность по норме обслуживания",
    english="Attendance headcount by service norm",
    result=_ATTENDANCE_EXACT,
    expression=_UNITS * _SHIFTS / Symbol("norm", "Н_обсл", "норма обслуживания", "pcs/people"),
)

BY_STAFF_NORM = Formula(
    id="labour.attendance_by_staff_norm",
    source=Source("004", "§2.8", "63"),
    title="Явочная численность по штатному нормативу",
    english="Attendance headcount by manning norm",
    result=_ATTENDANCE_EXACT,
    expression=Symbol("staff", "Н_шт", "штатный норматив на одну единицу оборудования", "people/pcs")
    * _SHIFTS
    * _UNITS,
)

ATTENDANCE = Formula(
    id="labour.attendance",
    source=_ROUNDING,
    title="Явочная численность: пост не занимают частично",
    english="Attendance headcount, whole",
    result=_ATTENDANCE,
    expression=ceiling(_ATTENDANCE_EXACT),
)

BY_ATTENDANCE = Formula(
    id="labour.list_by_attendance",
    source=Source("004", "§2.8", "64"),
    title="Списочная численность по явочной",
    english="List headcount by attendance",
    result=_LIST_EXACT,
    expression=_ATTENDANCE * LIST_COEFFICIENT.result,
)

BY_OUTPUT_NORM = Formula(
    id="labour.list_by_output_norm",
    source=Source("004", "§2.8", "66"),
    title="Списочная численность по норме выработки",
    english="List headcount by output norm",
    result=_LIST_EXACT,
    expression=_OUTPUT
    / (
        EFFECTIVE_HOURS
        * Symbol("norm", "Н_выр", "норма выработки в час", "unit/h")
        * Symbol("fulfilment", "K_н", "выполнение норм выработки")
    ),
)

BY_TIME_NORM = Formula(
    id="labour.list_by_time_norm",
    source=Source("004", "§2.8", "67"),
    title="Списочная численность по норме времени",
    english="List headcount by time norm",
    result=_LIST_EXACT,
    expression=_OUTPUT
    * Symbol("norm", "Н_вр", "норма времени на единицу", "h/unit")
    * Symbol("ratio", "K'_н", "отношение фактических затрат времени к норме")
    / EFFECTIVE_HOURS,
)

LIST = Formula(
    id="labour.list",
    source=_ROUNDING,
    title="Списочная численность",
    english="List headcount, whole",
    result=Symbol("list", "Л_сп", "списочная численность", "people"),
    expression=ceiling(_LIST_EXACT),
)

LIST_EXACT_TOTAL = Formula(
    id="labour.list_exact_total",
    source=_ROUNDING,
    title="Списочная численность всех групп, точно",
    english="Total list headcount, exact",
    result=Symbol("list_exact_total", "ΣЛ_сп.т", "списочная численность всех групп, точно", "people"),
    expression=total(
        Symbol("part", "Л_сп.т.i", "списочная численность группы, точно", "people", series=True)
    ),
)

LIST_TOTAL = Formula(
    id="labour.list_total",
    source=_ROUNDING,
    title="Списочная численность всех групп",
    english="Total list headcount",
    result=Symbol("list_total", "ΣЛ_сп", "списочная численность всех групп", "people"),
    expression=total(Symbol("part", "Л_сп.i", "списочная численность группы", "people", series=True)),
)

INPUTS = Inputs(
    fields=(
        Number("nominal_fund_h", "Номинальный фонд времени рабочего", "h", above=0),
        Number("effective_fund_h", "Эффективный фонд времени рабочего", "h", above=0),
        Rows(
            "groups",
            "Группы рабочих",
            (
                Text("name", "Группа"),
                Text("mode", "Способ расчёта", choices=_MODES),
                Number("units_pcs", "Единиц оборудования", "pcs", at_least=0, optional=True),
                Number("shifts", "Смен в сутки", "shift", above=0, optional=True),
                Number("service_norm_pcs", "Норма обслуживания", "pcs/people", above=0, optional=True),
                Number(
                    "staff_norm_people", "Штатный норматив на единицу", "people/pcs", above=0, optional=True
                ),
                Number("annual_output", "Годовой выпуск", "unit", at_least=0, optional=True),
                Number("output_norm_per_h", "Норма выработки в час", "unit/h", above=0, optional=True),
                Number("time_norm_h", "Норма времени на единицу", "h/unit", above=0, optional=True),
                Number(
                    "norm_coef",
                    "Выполнение норм выработки, при норме времени — затраты времени к норме",
                    above=0,
                    optional=True,
                ),
            ),
            modes=(
                Modes(
                    "mode",
                    {
                        "service_norm": ("units_pcs", "shifts", "service_norm_pcs"),
                        "staff_norm": ("units_pcs", "shifts", "staff_norm_people"),
                        "output_norm": ("annual_output", "output_norm_per_h", "norm_coef"),
                        "time_norm": ("annual_output", "time_norm_h", "norm_coef"),
                    },
                ),
            ),
        ),
    ),
)


class _Steps:
    """Formulas in use; the groups take turns in them."""

    def __init__(self, work: Calculation) -> None:
        work.section("Явочная численность")
        self.service: FormulaUse = work.use(BY_SERVICE_NORM)
        self.staff: FormulaUse = work.use(BY_STAFF_NORM)
        self.attendance: FormulaUse = work.use(ATTENDANCE)
        work.section("Списочная численность")
        self.by_attendance: FormulaUse = work.use(BY_ATTENDANCE)
        self.output: FormulaUse = work.use(BY_OUTPUT_NORM)
        self.time: FormulaUse = work.use(BY_TIME_NORM)
        self.list: FormulaUse = work.use(LIST)


def _attendance(group: Record, steps: _Steps) -> Value:
    """Exact attendance headcount by (62) or (63)."""
    name = group.text("name")
    places = {"units": group.number("units_pcs"), "shifts": group.number("shifts")}
    if group.text("mode") == "service_norm":
        return steps.service.line(name, norm=group.number("service_norm_pcs"), **places)
    return steps.staff.line(name, staff=group.number("staff_norm_people"), **places)


def _list(group: Record, fund: Value, steps: _Steps) -> Value:
    """Exact list headcount by (66) or (67)."""
    name, output, factor = group.text("name"), group.number("annual_output"), group.number("norm_coef")
    if group.text("mode") == "output_norm":
        norm = group.number("output_norm_per_h")
        return steps.output.line(name, output=output, effective_h=fund, norm=norm, fulfilment=factor)
    return steps.time.line(
        name, output=output, norm=group.number("time_norm_h"), ratio=factor, effective_h=fund
    )


def _group(group: Record, coefficient: Value, fund: Value, steps: _Steps) -> dict[str, Outcome]:
    """Headcount of one group; (66) and (67) know no attendance."""
    name = group.text("name")
    exact: Value | None = None
    attendance: Value | None = None
    if group.text("mode") in ("service_norm", "staff_norm"):
        exact = _attendance(group, steps)
        attendance = steps.attendance.line(name, attendance_exact=exact)
        listed = steps.by_attendance.line(name, attendance=attendance, list_coefficient=coefficient)
    else:
        listed = _list(group, fund, steps)
    return {
        "name": name,
        "attendance_exact_people": exact,
        "attendance_people": attendance,
        "list_exact_people": listed,
        "list_people": steps.list.line(name, list_exact=listed),
    }


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """List coefficient and the headcount of every group (catalogue 70.2)."""
    fund = given.number("effective_fund_h")
    work.section("Коэффициент списочного состава")
    coefficient = work.apply(LIST_COEFFICIENT, nominal_h=given.number("nominal_fund_h"), effective_h=fund)
    if coefficient.number < 1:
        work.warn(
            "effective_above_nominal",
            "Эффективный фонд больше номинального: списочная численность получается меньше явочной. "
            "Проверьте, не переставлены ли фонды.",
        )
    steps = _Steps(work)
    groups = [_group(group, coefficient, fund, steps) for group in given.rows("groups")]
    work.section("Всего")
    exact = work.apply(LIST_EXACT_TOTAL, part=_column(groups, "list_exact_people"))
    whole = work.apply(LIST_TOTAL, part=_column(groups, "list_people"))
    if work.recording:
        names = [group.text("name") for group in given.rows("groups")]
        lists = [value.number for value in _column(groups, "list_people")]
        work.draw(
            Figure(
                "bar",
                "Списочная численность по группам",
                "Группа",
                "Численность, чел.",
                (xy_series("Списочная", names, lists),),
            )
        )
        work.conclude(
            f"Нужно {number_text(whole.number)} списочных рабочих; коэффициент списочного состава "
            f"{number_text(coefficient.number)}."
        )
    return {
        "list_coefficient": coefficient,
        "groups": groups,
        "list_exact_people_total": exact,
        "list_people_total": whole,
    }


def _column(groups: list[dict[str, Outcome]], key: str) -> list[Value]:
    return [value for group in groups if isinstance(value := group[key], Value)]


METHOD = Method(
    id="labour.headcount",
    title="Численность рабочих",
    purpose="Сколько явочных и списочных рабочих нужно по нормам обслуживания, штата, выработки и времени.",
    source=Source("004", "§2.8", "62–67"),
    inputs=INPUTS,
    formulas=(
        LIST_COEFFICIENT,
        BY_SERVICE_NORM,
        BY_STAFF_NORM,
        ATTENDANCE,
        BY_ATTENDANCE,
        BY_OUTPUT_NORM,
        BY_TIME_NORM,
        LIST,
        LIST_EXACT_TOTAL,
        LIST_TOTAL,
    ),
    compute=compute,
)
