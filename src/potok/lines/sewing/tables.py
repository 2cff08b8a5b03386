"""Tables of a flow beyond those of the notes (003 tables 2.2, 2.4–2.6 and the comparison)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from potok.balancing.flow.takt import TaktBase, TaktCandidate
from potok.lines.design import LineColumn, LineTable
from potok.lines.sewing.model import SewingLine
from potok.lines.sewing.places import Workplace
from potok.notes.render.numbers import number_text

Row = tuple[str | float | None, ...]

_BASES = {
    TaktBase.OUTPUT: "по выпуску",
    TaktBase.WORKERS: "по числу рабочих",
    TaktBase.MACHINES: "по узкому месту",
}
_WORKERS = LineColumn("Рабочих", "чел.", 2)


def scheme_table(line: SewingLine, places: Sequence[Workplace], scheme: Mapping[str, Any]) -> LineTable:
    """Table 2.2: every operation under its group, then the figures of the group."""
    rates = {grade: value.number for grade, value in line.record.table("rate_rub_per_s").items()}
    shift = line.record.number("shift_duration_s").number
    rows: list[Row] = []
    for place, found in zip(places, scheme["organizational_operations"], strict=True):
        for member in place.group.members:
            operation = line.problem.operations[member]
            time = float(operation.time_s)
            rows.append(
                (
                    place.no,
                    operation.no,
                    line.text(member, "text"),
                    operation.specialty,
                    operation.grade,
                    time,
                    time / float(line.problem.takt_s),
                    None,
                    shift / time,
                    time * rates[str(operation.grade)],
                    line.text(member, "equipment") or operation.machine or None,
                )
            )
        crew = ", ".join(f"{letter}\u00a0×\u00a0{workers}" for letter, workers in place.crew.items())
        rows.append(
            (
                place.no,
                None,
                "Итого по организационной операции",
                crew,
                round(found["mean_grade"], 2),
                round(found["time_s"], 2),
                found["workers_calc"],
                found["workers_people"],
                found["output_norm_pcs"],
                found["piece_rate_rub"],
                ", ".join(place.machines) or None,
            )
        )
    return LineTable(
        "scheme",
        "Технологическая схема потока",
        (
            LineColumn("Орг. оп.", decimals=0),
            LineColumn("№", decimals=0),
            LineColumn("Содержание операции"),
            LineColumn("Спец."),
            LineColumn("Разряд"),
            LineColumn("Время", "с"),
            LineColumn("Рабочих расч.", "чел.", 2),
            LineColumn("Рабочих факт.", "чел.", 0),
            LineColumn("Норма выработки", "шт.", 0),
            LineColumn("Расценка", "руб.", 2),
            LineColumn("Оборудование"),
        ),
        tuple(rows),
        "Норма выработки — на одного рабочего за смену, средний разряд взвешен по времени.",
    )


def groups_table(line: SewingLine, places: Sequence[Workplace], scheme: Mapping[str, Any]) -> LineTable:
    """The groups in short: load against the band, machines, returns that lead into them."""
    low, high = float(line.problem.low), float(line.problem.high)
    at = {member: place.no for place in places for member in place.group.members}
    returns: dict[int, int] = {}
    for early, late in line.problem.technology:
        if at[early] > at[late]:
            returns[at[late]] = returns.get(at[late], 0) + 1
    rows: list[Row] = [
        (
            place.no,
            line.problem.operations[place.group.members[0]].zone or None,
            ", ".join(str(line.problem.operations[member].no) for member in place.group.members),
            ", ".join(f"{letter}\u00a0×\u00a0{workers}" for letter, workers in place.crew.items()),
            round(found["time_s"], 2),
            found["time_s"] / found["workers_people"],
            found["load_share"] * 100,
            found["mean_grade"],
            ", ".join(f"{kind}\u00a0×\u00a0{number}" for kind, number in place.machines.items()) or None,
            returns.get(place.no),
        )
        for place, found in zip(places, scheme["organizational_operations"], strict=True)
    ]
    return LineTable(
        "groups",
        "Организационные операции",
        (
            LineColumn("№", decimals=0),
            LineColumn("Участок"),
            LineColumn("Операции"),
            LineColumn("Рабочие"),
            LineColumn("Время", "с"),
            LineColumn("На рабочего", "с", 1),
            LineColumn("Загрузка", "%", 1),
            LineColumn("Средний разряд", decimals=2),
            LineColumn("Оборудование"),
            LineColumn("Возвратов сюда", decimals=0),
        ),
        tuple(rows),
        f"Пределы загрузки {number_text(low * 100)}…{number_text(high * 100)} % такта на рабочего.",
    )


def labour_tables(scheme: Mapping[str, Any]) -> Iterator[LineTable]:
    """Tables 2.4 and 2.5: labour by grades and specialties, calculated and actual."""
    calculated = scheme["labour_calc"]
    letters = [row["specialty"] for row in calculated["by_specialty"]]
    cells = {
        (row["grade"], row["specialty"]): row["workers_calc"] for row in calculated["by_grade_specialty"]
    }
    rows: list[Row] = [
        (
            f"{number_text(row['grade'])} разряд",
            round(row["time_s"], 2),
            *(cells.get((row["grade"], letter)) for letter in letters),
            row["workers_calc"],
            row["share_pct"],
            row["grade_sum"],
            row["tariff_coefficient_sum"],
        )
        for row in calculated["by_grade"]
    ]
    totals = [row["workers_calc"] for row in calculated["by_specialty"]]
    last = [sum(float(row[place] or 0) for row in rows) for place in range(-4, 0)]
    rows.append(("Итого", round(sum(float(row[1] or 0) for row in rows), 2), *totals, *last))
    yield LineTable(
        "labour_calc",
        "Сводка расчётной рабочей силы",
        (
            LineColumn("Разряд"),
            LineColumn("Время", "с"),
            *(LineColumn(letter, "чел.", 2) for letter in letters),
            LineColumn("Всего", "чел.", 2),
            LineColumn("Удельный вес", "%", 1),
            LineColumn("Сумма разрядов", decimals=2),
            LineColumn("Сумма тарифных коэффициентов", decimals=2),
        ),
        tuple(rows),
    )
    yield _actual(scheme["labour_fact"])


def _actual(labour: Sequence[Mapping[str, Any]]) -> LineTable:
    letters = list(dict.fromkeys(letter for row in labour for letter in row["by_specialty"]))
    keys = ("main_people", "reserve_people", "total_people")
    rows: list[Row] = [
        (
            f"{number_text(row['grade'])} разряд",
            *(row["by_specialty"].get(letter) for letter in letters),
            *(row[key] for key in keys),
        )
        for row in labour
    ]
    sums = [sum(float(row[place] or 0) for row in rows) for place in range(1, len(letters) + 4)]
    rows.append(("Итого", *sums))
    return LineTable(
        "labour_fact",
        "Сводка фактической рабочей силы",
        (
            LineColumn("Разряд"),
            *(LineColumn(letter, "чел.", 0) for letter in letters),
            LineColumn("Основных", "чел.", 0),
            LineColumn("Резервных", "чел.", 0),
            LineColumn("Всего", "чел.", 0),
        ),
        tuple(rows),
    )


def equipment_table(classes: Sequence[Mapping[str, Any]], found: Mapping[str, Any]) -> LineTable:
    """Table 2.6: models of each class, then the class with its reserve."""
    rows: list[Row] = []
    for part, own in zip(classes, found["classes"], strict=True):
        rows += [
            (None, model["model"] or None, model["main_pcs"], None, None)
            for model in part["models"]
            if model["model"]
        ]
        rows.append((part["name"], "всего", own["main_pcs"], own["reserve_pcs"], own["total_pcs"]))
    keys = ("main_total_pcs", "reserve_total_pcs", "total_pcs")
    rows.append(("Итого", None, *(found[key] for key in keys)))
    return LineTable(
        "equipment",
        "Сводка оборудования",
        (
            LineColumn("Класс"),
            LineColumn("Модель"),
            LineColumn("Основное", "шт.", 0),
            LineColumn("Запасное", "шт.", 0),
            LineColumn("Всего", "шт.", 0),
        ),
        tuple(rows),
    )


def takt_table(candidates: Sequence[TaktCandidate]) -> LineTable:
    """Choosing the takt: what each thing given leads to."""
    rows: list[Row] = []
    for each in candidates:
        refusals = [f"не хватает машин: {', '.join(each.short)}"] if each.short else []
        if each.too_long:
            refusals.append(f"не вмещаются операции: {', '.join(map(str, each.too_long))}")
        rows.append(
            (
                _BASES[each.base] + (f": {each.named}" if each.named else ""),
                float(each.takt_exact_s),
                each.takt_s,
                float(each.output_pcs),
                float(each.workers_exact),
                each.workers,
                float(each.coordination),
                "; ".join(refusals) or "подходит",
            )
        )
    return LineTable(
        "takt",
        "Выбор такта",
        (
            LineColumn("Чем задан"),
            LineColumn("Такт точный", "с", 2),
            LineColumn("Такт", "с", 0),
            LineColumn("Выпуск в смену", "шт.", 1),
            LineColumn("Рабочих расч.", "чел.", 2),
            LineColumn("Рабочих", "чел.", 0),
            LineColumn("Коэффициент согласования", decimals=3),
            LineColumn("Вывод"),
        ),
        tuple(rows),
    )


def indicators_table(scheme: Mapping[str, Any], output: float) -> LineTable:
    """Technical and economic indicators of the flow (003 section 2, formulas 2.4–2.10)."""
    told = (
        ("Затраты времени на изделие", "с", scheme["labour_time_s"]),
        ("Выпуск в смену", "шт.", output),
        ("Рабочих потока", "чел.", scheme["workers_people"]),
        ("Выработка одного рабочего", "шт.", scheme["output_per_worker_pcs"]),
        ("Коэффициент согласования", None, scheme["coordination_coefficient"]),
        ("Использование потока по узкому месту", None, scheme["efficiency"]),
        ("Средневзвешенный разряд", None, scheme["mean_grade"]),
        ("Средний тарифный коэффициент", None, scheme["mean_tariff_coefficient"]),
        ("Расценка изделия", "руб.", scheme["piece_rate_rub"]),
        ("Коэффициент механизации", None, scheme["mechanisation_share"]),
        ("Коэффициент использования оборудования", None, scheme["equipment_utilisation_share"]),
        ("Площадь на одного рабочего", "м²", scheme["area_per_worker_m2"]),
    )
    columns = (LineColumn("Показатель"), LineColumn("Единица"), LineColumn("Значение", decimals=3))
    return LineTable("indicators", "Технико-экономические показатели", columns, told)


def factory_table(line: SewingLine, saving: Mapping[str, Any], workers: float) -> LineTable | None:
    """Comparison of the existing flow with the project."""
    factory = line.record.maybe_group("factory")
    if factory is None:
        return None
    output = line.record.number("output_per_shift_pcs").number
    old_output, old_workers = (
        factory.number(key).number for key in ("output_per_shift_pcs", "workers_people")
    )
    pairs = (
        ("Рабочих потока", "чел.", old_workers, workers),
        ("Выпуск в смену", "шт.", old_output, output),
        ("Выработка одного рабочего", "шт.", old_output / old_workers, output / workers),
        ("Затраты времени на изделие", "с", saving["factory_time_s"], saving["project_time_s"]),
    )
    rows: list[Row] = [
        (name, unit, old, new, new - old, new / old * 100) for name, unit, old, new in pairs if old
    ]
    rows.append(("Сокращение затрат времени", "%", None, saving["time_saving_pct"], None, None))
    rows.append(("Рост производительности труда", "%", None, saving["productivity_growth_pct"], None, None))
    return LineTable(
        "factory",
        "Сравнение действующего потока и проекта",
        (
            LineColumn("Показатель"),
            LineColumn("Единица"),
            LineColumn("Действующий", decimals=2),
            LineColumn("Проект", decimals=2),
            LineColumn("Изменение", decimals=2),
            LineColumn("Проект к действующему", "%", 1),
        ),
        tuple(rows),
    )
