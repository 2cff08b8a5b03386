"""Production recipe for one mixing bowl (001 section 1; catalogue 95.1)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Const, Symbol
from potok.notes.figures import structure
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Modes, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("001", "разд. 1, рецептура на одну дежу")
_BALANCE = Source("standard", "баланс влаги теста")

#: Water to the mass of flour the source names, per cent, both ends included.
_WATER_RANGE = (35.0, 75.0)
#: Parts of water in a suspension of yeast the source names.
_SUSPENSION_RANGE = (2.0, 4.0)
#: Moisture of a dissolved ingredient, per cent, that the concentration by its whole mass hides.
_NOTICEABLE_MOISTURE = 1.0
_NOISE = 1e-9
_NO_WATER = Value(0, "kg")

_FORMS = {"dry": "как есть", "solution": "раствор", "suspension": "суспензия"}

FLOUR = Formula(
    id="bakery.bowl_flour",
    source=_SOURCE,
    title="Мука на дежу",
    english="Flour of a bowl",
    result=Symbol("flour", "M_м", "муки на дежу", "kg"),
    expression=Symbol("volume", "V", "геометрический объём дежи", "l")
    * Symbol("load", "q", "загрузка дежи мукой на 100 л", "kg")
    / Const(100, "l"),
)

PURE = Formula(
    id="bakery.bowl_ingredient",
    source=_SOURCE,
    title="Сырьё на дежу",
    english="Ingredient of a bowl",
    result=Symbol("pure", "m_i", "сырья на дежу", "kg"),
    expression=FLOUR.result * Symbol("norm", "n_i", "норма на 100 кг муки", "kg") / Const(100, "kg"),
)

SOLUTION_WATER = Formula(
    id="bakery.solution_water",
    source=_SOURCE,
    title="Вода, входящая с раствором",
    english="Water of a solution",
    result=Symbol("solution", "w_i", "вода с раствором", "kg"),
    expression=PURE.result * HUNDRED_PERCENT / Symbol("concentration", "c_i", "концентрация раствора", "pct")
    - PURE.result,
)

SUSPENSION_WATER = Formula(
    id="bakery.suspension_water",
    source=_SOURCE,
    title="Вода, входящая с суспензией",
    english="Water of a suspension",
    result=Symbol("suspension", "w_i", "вода с суспензией", "kg"),
    expression=PURE.result * Symbol("parts", "k_i", "частей воды на часть сырья"),
)

DOSED = Formula(
    id="bakery.dosed",
    source=_SOURCE,
    title="Дозируется раствора, суспензии или сырья",
    english="Dosed mass",
    result=Symbol("dosed", "d_i", "дозируемая масса", "kg"),
    expression=PURE.result + Symbol("water", "w_i", "вода с сырьём", "kg"),
)

DRY_MATTER = Formula(
    id="bakery.dry_matter",
    source=_BALANCE,
    title="Сухие вещества теста",
    english="Dry matter of the dough",
    result=Symbol("dry", "G_св", "сухих веществ", "kg"),
    expression=FLOUR.result * (1 - Symbol("flour_moisture", "W_м", "влажность муки", "pct") / HUNDRED_PERCENT)
    + total(
        Symbol("pure", "m_i", "сырья на дежу", "kg", series=True)
        * (1 - Symbol("moisture", "W_i", "влажность сырья", "pct", series=True) / HUNDRED_PERCENT)
    ),
)

DOUGH = Formula(
    id="bakery.dough",
    source=_BALANCE,
    title="Выход теста",
    english="Mass of the dough",
    result=Symbol("dough", "G_т", "масса теста", "kg"),
    expression=DRY_MATTER.result
    / (1 - Symbol("dough_moisture", "W_т", "влажность теста", "pct") / HUNDRED_PERCENT),
)

WATER_TOTAL = Formula(
    id="bakery.water_total",
    source=_BALANCE,
    title="Вода на замес всего",
    english="Water of the dough",
    result=Symbol("water_total", "G_в", "воды всего", "kg"),
    expression=DOUGH.result - FLOUR.result - total(Symbol("pure", "m_i", "сырья на дежу", "kg", series=True)),
)

WATER_IN_SOLUTIONS = Formula(
    id="bakery.water_in_solutions",
    source=_BALANCE,
    title="Вода, пришедшая с растворами и суспензиями",
    english="Water of solutions and suspensions",
    result=Symbol("carried", "G_в.р", "воды с растворами", "kg"),
    expression=total(Symbol("water", "w_i", "вода с сырьём", "kg", series=True)),
)

WATER_ADDED = Formula(
    id="bakery.water_added",
    source=_BALANCE,
    title="Вода, доливаемая отдельно",
    english="Water to add",
    result=Symbol("added", "G_в.д", "воды долить", "kg"),
    expression=WATER_TOTAL.result - WATER_IN_SOLUTIONS.result,
)

WATER_PERCENT = Formula(
    id="bakery.water_of_flour",
    source=_SOURCE,
    title="Вода к массе муки",
    english="Water to flour",
    result=Symbol("water_pct", "ω", "вода к массе муки", "pct"),
    expression=WATER_TOTAL.result * HUNDRED_PERCENT / FLOUR.result,
)

INPUTS = Inputs(
    fields=(
        Number("bowl_volume_l", "Геометрический объём дежи", "l", above=0),
        Number("flour_load_kg_per_100l", "Загрузка муки на 100 л объёма", "kg", above=0),
        Number("flour_moisture_pct", "Влажность муки", "pct", at_least=0, below=100),
        Number("dough_moisture_pct", "Влажность теста", "pct", at_least=0, below=100),
        Rows(
            "ingredients",
            "Сырьё",
            (
                Text("name", "Сырьё"),
                Number("kg_per_100kg_flour", "Норма на 100 кг муки", "kg", at_least=0),
                Number("moisture_pct", "Влажность", "pct", at_least=0, at_most=100),
                Text("form", "Вид дозирования", choices=_FORMS),
                Number(
                    "concentration_pct", "Концентрация раствора", "pct", above=0, at_most=100, optional=True
                ),
                Number("water_parts", "Частей воды на часть сырья", at_least=0, optional=True),
            ),
            at_least_items=0,
            modes=(
                Modes(
                    "form", {"dry": (), "solution": ("concentration_pct",), "suspension": ("water_parts",)}
                ),
            ),
        ),
    ),
)


def _carried_water(rows: Sequence[Record], masses: Sequence[Value], work: Calculation) -> list[Value]:
    """Water that comes with every ingredient."""
    solution, suspension = work.use(SOLUTION_WATER), work.use(SUSPENSION_WATER)
    found = []
    for row, pure in zip(rows, masses, strict=True):
        name, form = row.text("name"), row.text("form")
        if form == "solution":
            found.append(solution.line(name, pure=pure, concentration=row.number("concentration_pct")))
        elif form == "suspension":
            found.append(suspension.line(name, pure=pure, parts=row.number("water_parts")))
        else:
            found.append(_NO_WATER)
    return found


def _warn(rows: Sequence[Record], added: Value, water_pct: Value, *, within: bool, work: Calculation) -> None:
    least, most = _SUSPENSION_RANGE
    for row in rows:
        name, form = row.text("name"), row.text("form")
        if form == "solution" and row.number("moisture_pct").number >= _NOTICEABLE_MOISTURE:
            work.warn(
                "moist_solution",
                f"«{name}»: концентрация раствора отнесена ко всей массе сырья вместе с его влагой.",
            )
        if form == "suspension" and not least <= row.number("water_parts").number <= most:
            work.warn(
                "unusual_suspension",
                f"«{name}»: на часть сырья {number_text(row.number('water_parts').number)} частей воды, "
                f"обычно от {number_text(least)} до {number_text(most)}.",
            )
    if added.number < -_NOISE:
        work.warn(
            "negative_water",
            f"С растворами приходит лишняя вода: {number_text(-added.number)} кг. Увеличьте концентрацию "
            "растворов или влажность теста.",
        )
    if not within:
        work.warn(
            "water_out_of_range",
            f"Воды {number_text(water_pct.number)} % к массе муки, обычно от "
            f"{number_text(_WATER_RANGE[0])} до {number_text(_WATER_RANGE[1])} %.",
        )


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Masses of the bowl, then the balance of moisture (catalogue 95.1)."""
    found = masses_of(given, work)
    if work.recording:
        flour, added, dough = (_mass(found[key]) for key in ("flour_kg", "water_added_kg", "dough_kg"))
        parts = [("Мука", flour), *_doses(found["ingredients"])]
        parts.append(("Вода доливаемая", max(0.0, added)))
        work.draw(structure("Дозировка на дежу", "Масса, кг", parts))
        work.conclude(
            f"На дежу {number_text(flour)} кг муки и {number_text(added)} кг воды отдельно от "
            f"растворов; теста выходит {number_text(dough)} кг."
        )
    return found


def _mass(outcome: Outcome) -> float:
    """The number of a mass."""
    if not isinstance(outcome, Value):
        raise TypeError("a mass is a number")
    return outcome.number


def _doses(ingredients: Outcome) -> list[tuple[str, float]]:
    """Ingredients with their dosed masses."""
    if not isinstance(ingredients, list):
        raise TypeError("ingredients are a list")
    return [(str(row["name"]), _mass(row["dosed_kg"])) for row in ingredients]


def masses_of(given: Record, work: Calculation, *, heading: str = "") -> dict[str, Outcome]:
    """The masses alone; `heading` stands before those of their sections in notes with several recipes."""
    head = f"{heading}. " if heading else ""
    rows = given.rows("ingredients")
    names = [row.text("name") for row in rows]
    work.section(f"{head}Мука и сырьё")
    flour = work.apply(
        FLOUR, volume=given.number("bowl_volume_l"), load=given.number("flour_load_kg_per_100l")
    )
    norms = [{"flour": flour, "norm": row.number("kg_per_100kg_flour")} for row in rows]
    masses = work.each(PURE, norms, names)
    waters = _carried_water(rows, masses, work)
    pairs = zip(masses, waters, strict=True)
    dosed = work.each(DOSED, [{"pure": pure, "water": water} for pure, water in pairs], names)
    work.section(f"{head}Баланс влаги")
    dry = work.apply(
        DRY_MATTER,
        flour=flour,
        flour_moisture=given.number("flour_moisture_pct"),
        pure=masses,
        moisture=[row.number("moisture_pct") for row in rows],
    )
    dough = work.apply(DOUGH, dry=dry, dough_moisture=given.number("dough_moisture_pct"))
    water = work.apply(WATER_TOTAL, dough=dough, flour=flour, pure=masses)
    carried = work.apply(WATER_IN_SOLUTIONS, water=waters)
    added = work.apply(WATER_ADDED, water_total=water, carried=carried)
    percent = work.apply(WATER_PERCENT, water_total=water, flour=flour)
    within = _WATER_RANGE[0] - _NOISE <= percent.number <= _WATER_RANGE[1] + _NOISE
    _warn(rows, added, percent, within=within, work=work)
    return {
        "flour_kg": flour,
        "ingredients": [
            {"name": name, "pure_kg": masses[place], "water_kg": waters[place], "dosed_kg": dosed[place]}
            for place, name in enumerate(names)
        ],
        "dry_matter_kg": dry,
        "dough_kg": dough,
        "water_total_kg": water,
        "water_in_solutions_kg": carried,
        "water_added_kg": added,
        "water_pct_of_flour": percent,
        "water_within_range": within,
    }


METHOD = Method(
    id="bakery.bowl_recipe",
    title="Производственная рецептура на дежу",
    purpose="Сколько муки, сырья, растворов и воды дозировать на одну дежу и сколько выйдет теста.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        FLOUR,
        PURE,
        SOLUTION_WATER,
        SUSPENSION_WATER,
        DOSED,
        DRY_MATTER,
        DOUGH,
        WATER_TOTAL,
        WATER_IN_SOLUTIONS,
        WATER_ADDED,
        WATER_PERCENT,
    ),
    compute=compute,
)
