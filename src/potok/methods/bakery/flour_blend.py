"""Blend of flour lots by parts or to a target indicator (001 section 1; catalogue 95.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from potok.methods.bakery import _blend_formulas as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import structure
from potok.notes.inputs.fields import Fault, Group, Inputs, Number, NumberMap, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

#: Shares this close, and masses this close as a share of their size, are equal.
_NOISE = 1e-9
_LOTS_OF_A_TARGET = 2


def _parts_or_target(given: Record) -> Iterable[Fault]:
    """A target needs two lots and a largest ratio, a blend without it needs the parts of every lot."""
    lots, target = given.rows("lots"), given.maybe_group("target")
    if target is None:
        for place, lot in enumerate(lots):
            if not lot.has("parts"):
                advice = "Части можно не задавать только вместе с целью target."
                yield Fault(f"lots[{place}].parts", "число частей партии", None, advice, "missing")
        return
    if not given.has("max_ratio"):
        yield Fault("max_ratio", "наибольшее отношение партий, целое от 1", None, code="missing")
    if len(lots) != _LOTS_OF_A_TARGET:
        advice = "Для трёх и более партий задайте части и уберите цель."
        yield Fault("lots", "при заданной цели ровно две партии", f"строк: {len(lots)}", advice, "bad_length")
        return
    yield from _target_between(lots, target)


def _target_between(lots: Sequence[Record], target: Record) -> Iterable[Fault]:
    """The target lies between two different values of its indicator."""
    code = target.text("indicator")
    missing = [place for place, lot in enumerate(lots) if code not in lot.table("indicators")]
    for place in missing:
        expected = "число, показатель выбран целью"
        yield Fault(f"lots[{place}].indicators.{code}", expected, None, code="missing")
    if missing:
        return
    least, most = sorted(lot.table("indicators")[code].number for lot in lots)
    wanted = target.number("value").number
    if not least <= wanted <= most:
        expected = f"от {number_text(least)} до {number_text(most)}: цель между показателями партий"
        advice = "Смесь двух партий не выходит за их показатели, подберите другую партию."
        yield Fault("target.value", expected, number_text(wanted), advice, "out_of_range")
    elif least == most:
        advice = "Показатели партий равны, цель даёт любая смесь: задайте части вместо цели."
        yield Fault("target.value", "партии с разными показателями", number_text(wanted), advice)


INPUTS = Inputs(
    fields=(
        Number("total_kg", "Масса смеси", "kg", above=0),
        Group(
            "target",
            "Цель",
            (Text("indicator", "Показатель"), Number("value", "Значение")),
            optional=True,
        ),
        Number(
            "max_ratio",
            "Наибольшее отношение партий 1:n",
            at_least=1,
            whole=True,
            optional=True,
        ),
        Rows(
            "lots",
            "Партии муки",
            (
                Text("name", "Партия"),
                Number("parts", "Частей", at_least=0, optional=True),
                NumberMap(
                    "indicators",
                    "Показатели",
                    Number("value", "Значение"),
                    key_title="Показатель",
                    gaps=True,
                ),
                Number("stock_kg", "Запас", "kg", at_least=0),
            ),
        ),
    ),
    checks=(_parts_or_target,),
)


def _practical(given: Record, target: Record, work: Calculation) -> tuple[list[Value], dict[str, Outcome]]:
    """Parts of the nearest ratio of small numbers, and the exact shares."""
    work.section("Отношение партий")
    code = target.text("indicator")
    first, second = (lot.table("indicators")[code] for lot in given.rows("lots"))
    ends = {"target": target.number("value"), "a": first, "b": second}
    shares = {
        "x_1": work.apply(formulas.EXACT_FIRST, **ends),
        "x_2": work.apply(formulas.EXACT_SECOND, **ends),
    }
    most = given.number("max_ratio")
    below = work.apply(formulas.RATIO_BELOW, most=most, **shares)
    above = work.apply(formulas.RATIO_ABOVE, below=below, most=most)
    misses = work.use(formulas.MISS)
    ratio = work.apply(
        formulas.RATIO,
        below=below,
        above=above,
        miss_below=misses.line("снизу", ratio=below, **shares),
        miss_above=misses.line("сверху", ratio=above, **shares),
        close=_NOISE,
    )
    parts = [
        work.apply(formulas.FIRST_PARTS, ratio=ratio, **shares),
        work.apply(formulas.SECOND_PARTS, ratio=ratio, **shares),
    ]
    return parts, {"exact_shares": list(shares.values()), "practical_parts": parts}


def _indicators(
    lots: Sequence[Record], shares: Sequence[Value], work: Calculation
) -> dict[str, Value | None]:
    """Indicators of the blend; undefined where a lot has no number."""
    tables = [lot.table("indicators") for lot in lots]
    use = work.use(formulas.INDICATOR)
    found: dict[str, Value | None] = {}
    for code in dict.fromkeys(code for table in tables for code in table):
        if all(code in table for table in tables):
            found[code] = use.line(code, share=shares, of_lot=[table[code] for table in tables])
        else:
            found[code] = None
            work.warn(
                "unknown_indicator",
                f"Показатель {code} задан не у всех партий: для смеси он не определён.",
            )
    return found


def _served(
    given: Record, shares: Sequence[Value], masses: Sequence[Value], work: Calculation
) -> list[dict[str, Outcome]]:
    """Results of the lots; a stock below the need is warned of."""
    rows: list[dict[str, Outcome]] = []
    for lot, share, mass in zip(given.rows("lots"), shares, masses, strict=True):
        name, stock = lot.text("name"), lot.number("stock_kg").number
        enough = mass.number <= stock + _NOISE * max(1.0, stock)
        if not enough:
            work.warn(
                "not_enough_stock",
                f"«{name}»: нужно {number_text(mass.number)} кг, в запасе {number_text(stock)} кг.",
            )
        rows.append({"name": name, "share": share, "kg": mass, "stock_enough": enough})
    return rows


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Parts, shares, masses and indicators of the blend (catalogue 95.1)."""
    lots, target = given.rows("lots"), given.maybe_group("target")
    names = [lot.text("name") for lot in lots]
    result: dict[str, Outcome] = {}
    if target is None:
        parts = [lot.number("parts") for lot in lots]
    else:
        parts, result = _practical(given, target, work)
        if any(lot.has("parts") for lot in lots):
            work.warn("unused_input", "Части партий не использованы: отношение найдено по цели.")
    work.section("Смесь")
    shares = work.each(formulas.SHARE, [{"parts": part, "all_parts": parts} for part in parts], names)
    total_mass = given.number("total_kg")
    masses = work.each(formulas.MASS, [{"total_mass": total_mass, "share": share} for share in shares], names)
    indicators = _indicators(lots, shares, work)
    if target is not None:
        reached = indicators[target.text("indicator")]
        if reached is not None:
            result["deviation"] = work.apply(
                formulas.DEVIATION, indicator=reached, target=target.number("value")
            )
    result["lots"] = _served(given, shares, masses, work)
    result["indicators"] = indicators
    if work.recording:
        _explain(names, masses, indicators, work)
    return result


def _explain(
    names: Sequence[str], masses: Sequence[Value], indicators: Mapping[str, Value | None], work: Calculation
) -> None:
    """Masses as parts of the whole, the indicators as a sentence."""
    parts = [(name, mass.number) for name, mass in zip(names, masses, strict=True)]
    work.draw(structure("Состав смеси", "Масса, кг", parts))
    known = [f"{code} {number_text(value.number)}" for code, value in indicators.items() if value is not None]
    if known:
        work.conclude(f"Показатели смеси: {', '.join(known)}.")


METHOD = Method(
    id="bakery.flour_blend",
    title="Смесь партий муки",
    purpose="В каком отношении смешать партии муки и какими будут показатели смеси.",
    source=formulas.SOURCE,
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
