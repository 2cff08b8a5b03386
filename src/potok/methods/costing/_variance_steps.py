"""Steps of the variance analysis: resources, wages, overheads, levels of cost (catalogue 80)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from potok.methods.costing import _variance_formulas as formulas
from potok.methods.resource_groups import group_title
from potok.notes.calculation import Calculation, FormulaUse
from potok.notes.formula import Formula
from potok.notes.inputs.record import Record
from potok.notes.value import Value

#: Columns of a resource that a group sums, with the names of the sums in the note.
RESOURCE_COLUMNS = {
    "base_rub": "база",
    "norms_actual_prices_base_rub": "факт. нормы, базовые цены",
    "actual_rub": "факт",
    "change_rub": "изменение",
    "norm_effect_rub": "влияние норм",
    "price_effect_rub": "влияние цен",
}
_FACTS = ("base", "actual")


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of the analysis and its numbers by key."""

    name: str
    group: str
    numbers: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the unit cost: planned, actual, and the change."""

    name: str
    base: Value
    actual: Value
    change: Value
    percent: Value | None


@dataclass(frozen=True, slots=True)
class ShareOfCost:
    """Changes and effects as per cent of the planned full cost."""

    full_base: Value
    use: FormulaUse

    def of(self, label: str, effect: Value | None) -> Value | None:
        """The share; undefined where the effect is, or where nothing was planned."""
        if effect is None or not self.full_base.number:
            return None
        return self.use.line(label, effect=effect, full_base=self.full_base)


def resource_rows(rows: Sequence[Record], work: Calculation) -> list[Resource]:
    """Planned, intermediate and actual cost of every resource, with both effects."""
    labels = [row.text("name") for row in rows]
    bound = [
        {
            "sign": Value(-1 if row.flag("returnable_waste") else 1),
            "norm_0": row.number("norm_base"),
            "norm_1": row.number("norm_actual"),
            "price_0": row.number("price_base_rub"),
            "price_1": row.number("price_actual_rub"),
        }
        for row in rows
    ]

    def column(formula: Formula) -> list[Value]:
        return work.each(formula, [{key: row[key] for key in formula.units} for row in bound], labels)

    base, middle = column(formulas.MATERIAL_BASE), column(formulas.MATERIAL_MIDDLE)
    actual = column(formulas.MATERIAL_ACTUAL)
    pairs = zip(base, actual, strict=True)
    change = work.each(formulas.CHANGE, [{"base": old, "actual": new} for old, new in pairs], labels)
    columns = (base, middle, actual, change, column(formulas.NORM_EFFECT), column(formulas.PRICE_EFFECT))
    return [
        Resource(row.text("name"), row.text("group"), dict(zip(RESOURCE_COLUMNS, numbers, strict=True)))
        for row, *numbers in zip(rows, *columns, strict=True)
    ]


def group_sums(resources: Sequence[Resource], work: Calculation) -> dict[str, dict[str, Value]]:
    """Sums of the columns by group, in the order in which the groups appear."""
    use = work.use(formulas.SUM)
    return {
        group: {
            key: use.line(
                f"{group_title(group)}, {title}",
                item=[resource.numbers[key] for resource in resources if resource.group == group],
            )
            for key, title in RESOURCE_COLUMNS.items()
        }
        for group in dict.fromkeys(resource.group for resource in resources)
    }


def articles(named: Sequence[tuple[str, Value, Value]], work: Calculation) -> list[Article]:
    """Change of every article (name, base, actual), absolute and relative."""
    change_use, percent_use = work.use(formulas.CHANGE), work.use(formulas.CHANGE_PERCENT)
    found = []
    for name, base, actual in named:
        change = change_use.line(name, base=base, actual=actual)
        percent = percent_use.line(name, change=change, base=base) if base.number else None
        found.append(Article(name, base, actual, change, percent))
    return found


def article_of(name: str, rows: Sequence[Record], work: Calculation) -> Article:
    """All rows of base and actual sums as one article."""
    use = work.use(formulas.SUM)
    base, actual = (
        use.line(f"{name}, {title}", item=[row.number(key) for row in rows])
        for key, title in (("base_rub", "база"), ("actual_rub", "факт"))
    )
    (whole,) = articles([(name, base, actual)], work)
    return whole


@dataclass(frozen=True, slots=True)
class Wages:
    """Change of the wage per unit and its causes; undefined where the data do not tell."""

    change: Value
    average: tuple[Value | None, Value | None]
    productivity: tuple[Value | None, Value | None]
    rate_effect: Value | None
    productivity_effect: Value | None


def wage_effects(given: Record, wages: Article, work: Calculation) -> Wages:
    """Effects of the average wage and of productivity; a missing average is derived."""
    average: list[Value | None] = []
    productivity: list[Value | None] = []
    derived, per_worker = work.use(formulas.AVERAGE_WAGE), work.use(formulas.PRODUCTIVITY)
    for fact, wage, title in zip(_FACTS, (wages.base, wages.actual), ("база", "факт"), strict=True):
        known, workers = given.maybe(f"avg_wage_{fact}_rub"), given.maybe(f"workers_{fact}_people")
        output = given.number(f"output_{fact}")
        if known is None and workers is not None:
            known = derived.line(title, wage=wage, output=output, workers=workers)
        average.append(known)
        productivity.append(
            None
            if workers is None
            else per_worker.line_in(title, given.text("output_unit"), output=output, workers=workers)
        )
    before, after = average
    rate_effect = productivity_effect = None
    if before is not None and after is not None and before.number:
        rate_effect = work.apply(
            formulas.WAGE_RATE_EFFECT, wage_base=wages.base, average_1=after, average_0=before
        )
        productivity_effect = work.apply(
            formulas.PRODUCTIVITY_EFFECT, wage_change=wages.change, wage_rate_effect=rate_effect
        )
    return Wages(
        wages.change, (before, after), (productivity[0], productivity[1]), rate_effect, productivity_effect
    )


@dataclass(frozen=True, slots=True)
class Overheads:
    """Effects of volume and of the budget, and overheads of the year (base, actual)."""

    volume_effect: Value
    budget_effect: Value
    annual: tuple[Value, Value]


def overhead_effects(given: Record, overheads: Article, work: Calculation) -> Overheads:
    """Effects on the overheads per unit, and the overheads of the year."""
    before, after = given.number("output_base"), given.number("output_actual")
    volume = work.apply(formulas.VOLUME_EFFECT, overhead_base=overheads.base, output_0=before, output_1=after)
    budget = work.apply(formulas.BUDGET_EFFECT, overhead_change=overheads.change, volume_effect=volume)
    annual = work.use(formulas.ANNUAL_OVERHEAD)
    return Overheads(
        volume,
        budget,
        (
            annual.line("база", overhead=overheads.base, output=before),
            annual.line("факт", overhead=overheads.actual, output=after),
        ),
    )


def cost_levels(
    direct: Mapping[str, Sequence[Value]], overheads: Sequence[Record], work: Calculation
) -> dict[str, dict[str, Value]]:
    """Shop, production and full cost, each for base and actual.

    Args:
        direct: Materials and wages per unit by "base" and "actual".
        overheads: Rows of overheads with their level.
        work: The calculation.
    """
    direct_use, level_use = work.use(formulas.SUM), work.use(formulas.COST_LEVEL)
    found: dict[str, dict[str, Value]] = {"shop": {}, "plant": {}, "commercial": {}}
    titles = {"shop": "цеховая", "plant": "производственная", "commercial": "полная"}
    for fact, word in zip(_FACTS, ("база", "факт"), strict=True):
        below = direct_use.line(f"прямые затраты, {word}", item=direct[fact])
        for level, title in titles.items():
            rows = [row for row in overheads if row.text("level") == level]
            below = level_use.line(
                f"{title}, {word}", below=below, item=[row.number(f"{fact}_rub") for row in rows]
            )
            found[level][fact] = below
    return found
