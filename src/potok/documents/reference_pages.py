"""Pages of the documentation that are made from the declarations: all formulas, all misprints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from potok.methods import Method, method, method_ids, topics
from potok.notes.formula import Formula
from potok.notes.note import Note, ProcedureStep
from potok.notes.render.layout import formula_layout, symbol_layout
from potok.notes.render.numbers import number_text
from potok.notes.render.text import text
from potok.notes.results import named_results
from potok.notes.units import unit_name

_MADE = "Страница собрана командой `make docs`; правится в объявлениях методов, не здесь."


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked case with its note."""

    method: str
    name: str
    title: str
    note: Note


def formulas_page(worked: Sequence[Worked]) -> str:
    """All formulas by topic and method, then the numbers that procedures decide.

    Args:
        worked: Worked cases: they show which results no formula gives.
    """
    lines = ["# Формулы", "", _MADE, ""]
    for topic in topics():
        mine = [method(name) for name in method_ids() if name.partition(".")[0] == topic.name]
        if mine:
            lines += [f"## {topic.title}", ""]
            for chosen in mine:
                lines += _method(chosen)
    lines += _procedures(worked)
    return "\n".join(lines).rstrip() + "\n"


def _method(chosen: Method) -> Iterator[str]:
    yield from (
        f"### {chosen.title} (`{chosen.id}`)",
        "",
        f"{chosen.purpose} Источник: {chosen.source.text()}.",
        "",
    )
    for formula in chosen.formulas:
        yield from _formula(formula)
    if not chosen.formulas:
        yield from ("Формул нет: метод решает процедура.", "")


def _formula(formula: Formula) -> Iterator[str]:
    yield f"**{formula.title}** ({formula.english}), {formula.source.text()}"
    yield ""
    yield f"    {text(formula_layout(formula))}"
    yield ""
    for symbol in (formula.result, *formula.symbols):
        unit = unit_name(symbol.unit)
        yield f"- {text(symbol_layout(symbol))} — {symbol.meaning}{f', {unit}' if unit else ''}"
    for limit in formula.limits:
        yield f"- не применяется, если {limit.reason}"
    yield ""


def _procedures(worked: Iterable[Worked]) -> Iterator[str]:
    """What share of the numbers of all worked cases formulas give, and which they do not."""
    total, decided = 0, 0
    listed: dict[str, dict[str, None]] = {}
    for case in worked:
        procedures = {step.key: step.title for step in case.note.steps if isinstance(step, ProcedureStep)}
        for found in named_results(case.note):
            total += 1
            key = case.note.origins.get(found.path, "").partition(":")[0]
            if key in procedures:
                decided += 1
                listed.setdefault(case.method, {})[procedures[key]] = None
    share = number_text(round(100 * (total - decided) / total, 1)) if total else "—"
    yield from ("## Числа, которые решает процедура", "")
    yield f"Чисел во всех примерах: {total}, из них по формулам {share} %. Остальные дают процедуры:"
    yield ""
    for name, titles in listed.items():
        yield f"- `{name}`: {'; '.join(titles)}"
    yield ""


def errata_page(worked: Iterable[Worked]) -> str:
    """All misprints of the sources: what is printed, what is right, why."""
    lines = ["# Опечатки источников", "", _MADE, ""]
    lines += ["Напечатанное значение показывает записка примера; расчёт всегда даёт верное.", ""]
    last = ""
    for case in worked:
        reference = case.note.reference
        if reference is None or not reference.errata:
            continue
        if case.method != last:
            last = case.method
            lines += [f"## {case.note.title} (`{case.method}`)", ""]
        lines += [f"### {case.title}", "", f"{reference.source}, пример `{case.name}`.", ""]
        lines += [f"- {line}" for line in reference.errata]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
