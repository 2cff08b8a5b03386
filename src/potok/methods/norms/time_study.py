"""Time study: exclusion of unstable observations and the standards that follow (004 §2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.methods.method import Method
from potok.methods.norms import _time_study_formulas as formulas
from potok.methods.norms._stable_window import stable_places
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Inputs, Number, NumberList, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_NOISE = 1e-9
_NOTHING = Value(0, "min")
_SHIFT_TIMES = ("preparatory_min", "aux_independent_min", "rest_min")


def _program_needs_a_shift(given: Record) -> Iterable[Fault]:
    if given.has("program_per_shift_pcs") and not given.has("shift_h"):
        yield Fault("shift_h", "задать вместе с программой за смену", code="missing")


INPUTS = Inputs(
    fields=(
        Number("stability_norm", "Нормативный коэффициент устойчивости", at_least=1),
        Rows(
            "elements",
            "Элементы операции",
            (
                Text("name", "Элемент"),
                NumberList("durations_min", "Замеры", Number("duration_min", "Замер", "min", above=0)),
            ),
        ),
        Number("rest_per_op_min", "Отдых на операцию", "min", at_least=0),
        Number("shift_h", "Длительность смены", "h", above=0, at_most=24, optional=True),
        Number("preparatory_min", "Подготовительно-заключительное время", "min", at_least=0, optional=True),
        Number("aux_independent_min", "Вспомогательное независимое время", "min", at_least=0, optional=True),
        Number("rest_min", "Отдых и личные надобности за смену", "min", at_least=0, optional=True),
        Number("program_per_shift_pcs", "Программа за смену", "pcs", above=0, optional=True),
        Number("norm_fulfilment_share", "Выполнение норм", "share", above=0, optional=True),
    ),
    checks=(_program_needs_a_shift,),
)


@dataclass(frozen=True, slots=True)
class _Element:
    """One element: its observations, and which of them stay."""

    name: str
    times: tuple[Value, ...]
    places: tuple[int, ...]

    @property
    def kept(self) -> list[Value]:
        """Observations that stay."""
        return [self.times[place] for place in self.places]

    @property
    def excluded(self) -> list[Value]:
        """Observations that are left out, the shortest first."""
        left = [time for place, time in enumerate(self.times) if place not in set(self.places)]
        return sorted(left, key=lambda time: time.number)


def _studied(given: Record, work: Calculation) -> list[_Element]:
    """The elements with the observations that stay."""
    norm = given.number("stability_norm")
    step = work.procedure(
        "norms.exclusion",
        title="Исключение неустойчивых замеров",
        rule="Убирается наименьшее число замеров, при котором наибольший из оставшихся относится к "
        "наименьшему не больше норматива; из равных по числу наборов берётся тот, у которого меньше сумма "
        "квадратов отклонений от своего среднего, затем тот, у которого меньше времена.",
        source=Source("convention", "каталог, гл. 30"),
        columns=("Элемент", "Замеров", "Исключены, мин"),
    )
    found = []
    for row in given.rows("elements"):
        times = row.numbers("durations_min")
        element = _Element(
            row.text("name"), times, stable_places([time.number for time in times], norm.number)
        )
        shown = "; ".join(number_text(time.number) for time in element.excluded)
        step.row(element.name, str(len(times)), shown or None)
        found.append(element)
    return found


def _columns(elements: Sequence[_Element], work: Calculation) -> dict[str, list[Value]]:
    """Results of the elements by key."""
    names = [element.name for element in elements]
    before = work.each(formulas.STABILITY, [{"t": element.times} for element in elements], names)
    kept = [{"t": element.kept} for element in elements]
    after = work.each(formulas.STABILITY_AFTER, kept, names)
    counts = work.each(formulas.KEPT_COUNT, kept, names)
    sums = work.each(formulas.KEPT_SUM, kept, names)
    pairs = zip(sums, counts, strict=True)
    means = work.each(formulas.MEAN, [{"sum": total, "count": number} for total, number in pairs], names)
    return {"before": before, "after": after, "counts": counts, "sums": sums, "means": means}


def _shift_norms(given: Record, norm: Value, work: Calculation) -> dict[str, Outcome]:
    """Output of a shift, and the staff for a programme; only what the input allows."""
    shift = given.maybe("shift_h")
    if shift is None:
        if any(given.has(key) for key in _SHIFT_TIMES):
            work.warn("unused_input", "Смена не задана: общесменное время в расчёт не вошло.")
        return {}
    if not all(given.has(key) for key in _SHIFT_TIMES):
        work.warn("assumed_no_shift_time", "Общесменное время задано не всё: незаданное принято нулевым.")
    if given.number("rest_per_op_min").number and (given.maybe("rest_min") or _NOTHING).number:
        work.warn("rest_twice", "Отдых задан и на операцию, и на смену: он вычтен дважды.")
    result: dict[str, Outcome] = {
        "output_norm_per_shift_pcs": work.apply(
            formulas.OUTPUT_PER_SHIFT,
            shift=shift,
            preparatory=given.maybe("preparatory_min") or _NOTHING,
            auxiliary=given.maybe("aux_independent_min") or _NOTHING,
            rest=given.maybe("rest_min") or _NOTHING,
            norm=norm,
        )
    }
    program = given.maybe("program_per_shift_pcs")
    if program is not None:
        fulfilment = given.maybe("norm_fulfilment_share")
        if fulfilment is None:
            work.warn("assumed_fulfilment", "Выполнение норм не задано: принято 100 %.")
        result["staffing_norm_persons"] = work.apply(
            formulas.STAFFING,
            program=program,
            norm=norm,
            shift=shift,
            fulfilment=fulfilment or Value(1, "share"),
        )
    return result


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Stable observations, time standard, output standards (catalogue chapter 30)."""
    norm = given.number("stability_norm").number
    work.section("Обработка замеров")
    elements = _studied(given, work)
    columns = _columns(elements, work)
    stable = [ratio.number <= norm + _NOISE for ratio in columns["before"]]
    _warn(elements, columns["before"], stable, work)
    work.section("Нормы")
    operation = work.apply(formulas.OPERATION_TIME, mean=columns["means"])
    time_norm = work.apply(
        formulas.TIME_NORM, operation=operation, rest_per_op=given.number("rest_per_op_min")
    )
    per_hour = work.apply(formulas.OUTPUT_PER_HOUR, norm=time_norm)
    shift_norms = _shift_norms(given, time_norm, work)
    if work.recording:
        _draw(elements, work)
        work.conclude(
            f"Норма времени {number_text(time_norm.number)} мин, часовая норма выработки "
            f"{number_text(per_hour.number)} шт."
        )
    return {
        "elements": [
            {
                "stability_before_ratio": columns["before"][place],
                "stable_initially": stable[place],
                "excluded_min": element.excluded,
                "kept_count": columns["counts"][place],
                "kept_sum_min": columns["sums"][place],
                "stability_after_ratio": columns["after"][place],
                "mean_min": columns["means"][place],
            }
            for place, element in enumerate(elements)
        ],
        "operation_time_min": operation,
        "time_norm_min": time_norm,
        "output_norm_per_hour_pcs": per_hour,
        **shift_norms,
    }


def _warn(
    elements: Sequence[_Element], before: Sequence[Value], stable: Sequence[bool], work: Calculation
) -> None:
    for element, ratio, calm in zip(elements, before, stable, strict=True):
        if not calm:
            work.warn(
                "unstable_element",
                f"«{element.name}»: ряд неустойчив (К_уст {number_text(ratio.number)}), исключено замеров: "
                f"{len(element.excluded)} из {len(element.times)}.",
            )
        if 2 * len(element.kept) < len(element.times):
            work.warn(
                "few_observations",
                f"«{element.name}»: исключено больше половины замеров, повторите хронометраж.",
            )


def _draw(elements: Sequence[_Element], work: Calculation) -> None:
    """The series of every element with the excluded observations."""
    for element in elements:
        kept = set(element.places)
        out = [place for place in range(len(element.times)) if place not in kept]
        series = tuple(
            xy_series(
                name, (place + 1 for place in places), (element.times[place].number for place in places)
            )
            for name, places in (("Оставлены", element.places), ("Исключены", out))
            if places
        )
        title = f"Хронометражный ряд: {element.name}"
        work.draw(Figure("scatter", title, "Наблюдение, №", "Длительность, мин", series))


METHOD = Method(
    id="norms.time_study",
    title="Хронометраж и норма времени",
    purpose="Норма времени и выработки по замерам после исключения неустойчивых.",
    source=Source("004", "§2.3", "22, 24, 25, 33"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
