"""Cost of defects and what is compensated (004 §2.4)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import waterfall
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.4, потери от брака")

_GROSS = Symbol("gross", "С_вал", "валовая продукция по себестоимости", "rub")

DEFECTS = Formula(
    id="quality.defects_abs",
    source=_SOURCE,
    title="Абсолютный размер брака",
    english="Cost of defects",
    result=Symbol("defects", "Б", "абсолютный размер брака", "rub"),
    expression=Symbol("scrap", "С_ок", "себестоимость окончательного брака", "rub")
    + Symbol("rework", "Р_испр", "расходы на исправление", "rub"),
)

COMPENSATION = Formula(
    id="quality.compensation",
    source=_SOURCE,
    title="Возмещение потерь",
    english="Compensation of losses",
    result=Symbol("compensation", "В", "возмещение", "rub"),
    expression=Symbol("use_value", "Ц_исп", "стоимость брака по цене использования", "rub")
    + Symbol("withheld", "У", "удержано с виновников", "rub")
    + Symbol("claims", "П", "взыскано с поставщиков", "rub"),
)

LOSS = Formula(
    id="quality.loss_abs",
    source=_SOURCE,
    title="Потери от брака",
    english="Net loss from defects",
    result=Symbol("loss", "П_б", "потери от брака", "rub"),
    expression=DEFECTS.result - COMPENSATION.result,
)

DEFECTS_PERCENT = Formula(
    id="quality.defects_rel",
    source=_SOURCE,
    title="Относительный размер брака",
    english="Defects, per cent of output",
    result=Symbol("defects_pct", "Б_отн", "брак к валовой продукции", "pct"),
    expression=DEFECTS.result * HUNDRED_PERCENT / _GROSS,
)

LOSS_PERCENT = Formula(
    id="quality.loss_rel",
    source=_SOURCE,
    title="Относительные потери от брака",
    english="Loss, per cent of output",
    result=Symbol("loss_pct", "П_б.отн", "потери к валовой продукции", "pct"),
    expression=LOSS.result * HUNDRED_PERCENT / _GROSS,
)

INPUTS = Inputs(
    fields=(
        Number("scrap_cost_rub", "Себестоимость окончательного брака", "rub", at_least=0),
        Number("rework_cost_rub", "Расходы на исправление", "rub", at_least=0),
        Number("scrap_use_value_rub", "Стоимость брака по цене использования", "rub", at_least=0),
        Number("withheld_from_guilty_rub", "Удержано с виновников", "rub", at_least=0),
        Number("supplier_claims_rub", "Взыскано с поставщиков", "rub", at_least=0, default=0),
        Number("gross_output_cost_rub", "Валовая продукция по себестоимости", "rub", above=0, optional=True),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Size of defects, compensation, losses, absolute and relative (catalogue chapter 40)."""
    work.section("Потери от брака")
    defects = work.apply(
        DEFECTS, scrap=given.number("scrap_cost_rub"), rework=given.number("rework_cost_rub")
    )
    compensation = work.apply(
        COMPENSATION,
        use_value=given.number("scrap_use_value_rub"),
        withheld=given.number("withheld_from_guilty_rub"),
        claims=given.number("supplier_claims_rub"),
    )
    loss = work.apply(LOSS, defects=defects, compensation=compensation)
    if loss.number < 0:
        work.warn(
            "compensated_beyond_loss",
            f"Возмещение больше самого брака на {number_text(-loss.number)} руб.: потери отрицательны.",
        )
    result: dict[str, Outcome] = {
        "defects_abs_rub": defects,
        "compensation_rub": compensation,
        "loss_abs_rub": loss,
    }
    gross = given.maybe("gross_output_cost_rub")
    if gross is not None:
        result["defects_rel_pct"] = work.apply(DEFECTS_PERCENT, defects=defects, gross=gross)
        result["loss_rel_pct"] = work.apply(LOSS_PERCENT, loss=loss, gross=gross)
    if work.recording:
        _explain(given, defects, loss, work)
    return result


def _explain(given: Record, defects: Value, loss: Value, work: Calculation) -> None:
    """From the defects to the loss as a waterfall."""
    parts = (
        ("цена использования", "scrap_use_value_rub"),
        ("удержания", "withheld_from_guilty_rub"),
        ("поставщики", "supplier_claims_rub"),
    )
    changes = [(title, -given.number(key).number) for title, key in parts]
    start, end = ("Брак", defects.number), ("Потери", loss.number)
    work.draw(waterfall("От брака к потерям", "Сумма, руб.", start, changes, end))
    work.conclude(f"Потери от брака {number_text(loss.number)} руб.")


METHOD = Method(
    id="quality.defects",
    title="Потери от брака",
    purpose="Во что обошёлся брак после возмещения и какую долю продукции составили потери.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(DEFECTS, COMPENSATION, LOSS, DEFECTS_PERCENT, LOSS_PERCENT),
    compute=compute,
)
