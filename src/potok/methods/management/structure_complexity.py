"""Complexity of the organisation, existing and new (004 §2.10, example 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.methods.management import _structure_formulas as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation, FormulaUse
from potok.notes.figures import Figure, xy_series
from potok.notes.inputs.fields import Fault, Group, Inputs, Number, NumberMap, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_NOBODY = Value(0, "people")
#: Specific loads equal to this many digits keep the order of the list.
_DIGITS = 12


def _people_of_known_categories(given: Record) -> Iterable[Fault]:
    known = [category.text("code") for category in given.rows("categories")]
    for place, unit in enumerate(given.rows("units")):
        for code, people in unit.table("people").items():
            if code not in known:
                expected = f"одна из категорий: {', '.join(known)}"
                shown = number_text(people.number)
                yield Fault(f"units[{place}].people.{code}", expected, shown, code="unknown_reference")


_CATEGORY = (
    Text("code", "Код"),
    Text("name", "Категория"),
    Number("weight", "Вес", at_least=0),
)
_PEOPLE = Number("people", "Численность", "people", at_least=0)

INPUTS = Inputs(
    fields=(
        Rows("categories", "Должностные категории", _CATEGORY, unique="code"),
        Rows(
            "units",
            "Подразделения",
            (
                Text("name", "Подразделение"),
                Number("s_prod", "Сложность производственной структуры", above=0),
                NumberMap(
                    "people",
                    "Численность",
                    _PEOPLE,
                    key_title="Категория",
                    gaps=True,
                ),
            ),
        ),
        Group(
            "new_structure",
            "Новая структура",
            (
                Text("name", "Название"),
                Number("s_prod", "Сложность производственной структуры", above=0, optional=True),
                Rows("categories", "Должностные категории", (*_CATEGORY, _PEOPLE), unique="code"),
            ),
        ),
        Rows(
            "released",
            "Высвобождаемые",
            (
                Text("name", "Должность"),
                _PEOPLE,
                Number("monthly_wage_rub", "Месячная зарплата", "rub/month", at_least=0),
            ),
            at_least_items=0,
            optional=True,
        ),
    ),
    checks=(_people_of_known_categories,),
)


@dataclass(frozen=True, slots=True)
class _Structure:
    """A unit or a whole structure; the specific load is undefined without managers."""

    name: str
    s_org: Value
    s_prod: Value
    s_spec: Value | None
    people: Value

    def results(self) -> dict[str, Outcome]:
        """The numbers by key."""
        return {
            "s_org": self.s_org,
            "s_prod": self.s_prod,
            "s_spec": self.s_spec,
            "people": self.people,
        }


def _specific(use: FormulaUse, name: str, s_org: Value, s_prod: Value, work: Calculation) -> Value | None:
    """The specific load, undefined with a warning where nobody manages."""
    if s_org.number:
        return use.line(name, s_prod=s_prod, s_org=s_org)
    work.warn("no_managers", f"«{name}»: аппарата управления нет, удельная сложность не определена.")
    return None


def _units(given: Record, work: Calculation) -> list[_Structure]:
    """Complexities of the units."""
    categories = given.rows("categories")
    weights = [category.number("weight") for category in categories]
    complexity, people_use = work.use(formulas.COMPLEXITY), work.use(formulas.PEOPLE)
    specific = work.use(formulas.SPECIFIC)
    found = []
    for unit in given.rows("units"):
        name = unit.text("name")
        people = [unit.table("people").get(category.text("code"), _NOBODY) for category in categories]
        s_org = complexity.line(name, weight=weights, people=people)
        everyone = people_use.line(name, people_i=people)
        s_prod = unit.number("s_prod")
        load = _specific(specific, name, s_org, s_prod, work)
        found.append(_Structure(name, s_org, s_prod, load, everyone))
    return found


def _categories(given: Record, work: Calculation) -> list[Outcome]:
    """People and complexity of every category over all units."""
    people_use, complexity = work.use(formulas.PEOPLE), work.use(formulas.CATEGORY_COMPLEXITY)
    rows: list[Outcome] = []
    for category in given.rows("categories"):
        code, name = category.text("code"), category.text("name")
        parts = [unit.table("people").get(code, _NOBODY) for unit in given.rows("units")]
        people = people_use.line(name, people_i=parts)
        weighted = complexity.line(name, weight=category.number("weight"), people=people)
        rows.append({"code": code, "people": people, "complexity": weighted})
    return rows


def _existing(units: Sequence[_Structure], work: Calculation) -> _Structure:
    """The enterprise as it is: sum of the organisation, mean of the production."""
    s_org = work.apply(formulas.TOTAL_COMPLEXITY, s_org_i=[unit.s_org for unit in units])
    s_prod = work.apply(formulas.MEAN_PRODUCTION, s_prod_i=[unit.s_prod for unit in units])
    people = work.apply(formulas.PEOPLE, people_i=[unit.people for unit in units])
    name = "Действующая структура"
    return _Structure(
        name, s_org, s_prod, _specific(work.use(formulas.SPECIFIC), name, s_org, s_prod, work), people
    )


def _new(given: Record, existing: _Structure, work: Calculation) -> _Structure:
    """The new structure by its own categories."""
    new = given.group("new_structure")
    name, rows = new.text("name"), new.rows("categories")
    people = [row.number("people") for row in rows]
    s_org = work.apply(
        formulas.COMPLEXITY, name, weight=[row.number("weight") for row in rows], people=people
    )
    s_prod = new.maybe("s_prod")
    if s_prod is None:
        s_prod = existing.s_prod
        work.warn(
            "assumed_production",
            "Сложность производственной структуры новой структуры не задана: принята прежней.",
        )
    everyone = work.apply(formulas.PEOPLE, name, people_i=people)
    return _Structure(
        name, s_org, s_prod, _specific(work.use(formulas.SPECIFIC), name, s_org, s_prod, work), everyone
    )


def _change(existing: _Structure, new: _Structure, work: Calculation) -> dict[str, Outcome]:
    """The new structure against the existing one."""
    change = None
    if existing.s_spec is not None and new.s_spec is not None:
        change = work.apply(formulas.SPECIFIC_CHANGE, new_spec=new.s_spec, existing_spec=existing.s_spec)
    reduction = work.apply(formulas.REDUCTION, existing_people=existing.people, new_people=new.people)
    percent = None
    if existing.people.number:
        percent = work.apply(formulas.REDUCTION_PERCENT, reduction=reduction, existing_people=existing.people)
    return {
        "s_spec_change_pct": change,
        "people_reduction": reduction,
        "people_reduction_pct": percent,
    }


def _released(given: Record, reduction: float, work: Calculation) -> dict[str, Value]:
    """Released people and their wages."""
    rows = given.rows("released")
    people = [row.number("people") for row in rows]
    released = work.apply(formulas.PEOPLE, "высвобождается", people_i=people)
    saving = work.apply(
        formulas.WAGE_SAVING, people_i=people, wage=[row.number("monthly_wage_rub") for row in rows]
    )
    if abs(released.number - reduction) > 10**-_DIGITS * max(1.0, abs(reduction)):
        work.warn(
            "released_differ",
            f"Высвобождается {number_text(released.number)} чел., а численность меняется на "
            f"{number_text(reduction)} чел.: проверьте, согласованы ли списки.",
        )
    return {"released_people": released, "annual_wage_saving_rub": saving}


def _ranking(units: Sequence[_Structure]) -> list[str]:
    """Units by falling specific load; those without one last."""
    return [
        unit.name
        for unit in sorted(
            units,
            key=lambda unit: float("inf") if unit.s_spec is None else -round(unit.s_spec.number, _DIGITS),
        )
    ]


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Units, the enterprise, the new structure and what it saves (catalogue 90.2)."""
    work.section("Подразделения")
    units = _units(given, work)
    work.section("Категории")
    categories = _categories(given, work)
    work.section("Действующая структура")
    existing = _existing(units, work)
    work.section("Новая структура")
    new = _new(given, existing, work)
    work.section("Сравнение")
    change = _change(existing, new, work)
    released = _released(given, existing.people.number - new.people.number, work)
    ranking = _ranking(units)
    if work.recording:
        _explain(units, ranking[0], released["annual_wage_saving_rub"], work)
    return {
        "units": [{"name": unit.name, **unit.results()} for unit in units],
        "categories": categories,
        "best_unit": ranking[0],
        "ranking": ranking,
        "existing": existing.results(),
        "new": new.results(),
        **change,
        **released,
    }


def _explain(units: Sequence[_Structure], best: str, saving: Value, work: Calculation) -> None:
    """Specific load of the units; the best one and the money."""
    known = [(unit.name, unit.s_spec.number) for unit in units if unit.s_spec is not None]
    if known:
        names, numbers = zip(*known, strict=True)
        series = (xy_series("Удельная сложность", names, numbers),)
        work.draw(Figure("bar", "Удельная сложность управления", "Подразделение", "S_уд", series))
        work.conclude(
            f"Экономичнее всего управляется «{best}»; экономия зарплаты от новой структуры "
            f"{number_text(saving.number)} руб. в год. Предприятие с цехом по S_уд не сравнивают."
        )


METHOD = Method(
    id="management.structure_complexity",
    title="Сложность организационной структуры",
    purpose="Насколько сложно управлять подразделениями и что даёт новая структура.",
    source=formulas.SOURCE,
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
