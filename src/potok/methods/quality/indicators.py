"""General indicators of quality as shares of output, by period (004 §2.4; catalogue 95.6)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_SOURCE = Source("004", "§2.4, обобщающие показатели")

#: Stem of the keys "<stem>_rub" and "<stem>_pct", and what it is.
_INDICATORS = {
    "new": "Новая продукция",
    "certified": "Сертифицированная продукция",
    "world_standard": "Продукция мирового уровня",
    "exported": "Экспорт",
    "exported_developed": "Экспорт в развитые страны",
    "rejected": "Забракованная продукция",
    "claimed": "Продукция с рекламациями",
    "penalties": "Штрафы за качество",
}

_SHARE = Symbol("share_pct", "d", "удельный вес в выпуске", "pct")

SHARE = Formula(
    id="quality.indicator_share",
    source=_SOURCE,
    title="Удельный вес в выпуске",
    english="Share of output",
    result=_SHARE,
    expression=Symbol("part", "В_j", "стоимость продукции с признаком", "rub")
    * HUNDRED_PERCENT
    / Symbol("output", "В", "выпуск продукции", "rub"),
)

CHANGE = Formula(
    id="quality.indicator_change",
    source=_SOURCE,
    title="Изменение удельного веса от первого периода к последнему",
    english="Change of a share",
    result=Symbol("change", "Δd", "изменение удельного веса", "pp"),
    expression=Symbol("latest", "d_1", "удельный вес в последнем периоде", "pct")
    - Symbol("earliest", "d_0", "удельный вес в первом периоде", "pct"),
)

INPUTS = Inputs(
    fields=(
        Rows(
            "periods",
            "Периоды",
            (
                Text("label", "Период"),
                Number("output_rub", "Выпуск продукции", "rub", above=0),
                *(Number(f"{stem}_rub", title, "rub", at_least=0) for stem, title in _INDICATORS.items()),
            ),
        ),
    ),
)


def _warn(period: Record, work: Calculation) -> None:
    output, label = period.number("output_rub").number, period.text("label")
    for stem, title in _INDICATORS.items():
        if period.number(f"{stem}_rub").number > output:
            work.warn("beyond_output", f"{label}: «{title}» больше всего выпуска.")
    if period.number("exported_developed_rub").number > period.number("exported_rub").number:
        work.warn("beyond_export", f"{label}: экспорт в развитые страны больше всего экспорта.")


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Shares of every period, then the change from the first to the last (catalogue 95.6)."""
    periods = given.rows("periods")
    shares = []
    work.section("Удельные веса")
    use = work.use(SHARE)
    for period in periods:
        _warn(period, work)
        output = period.number("output_rub")
        shares.append(
            {
                stem: use.line(
                    f"{period.text('label')}, {title[:1].lower()}{title[1:]}",
                    part=period.number(f"{stem}_rub"),
                    output=output,
                )
                for stem, title in _INDICATORS.items()
            }
        )
    work.section("Изменения")
    use = work.use(CHANGE)
    changes = {
        stem: use.line(title, latest=shares[-1][stem], earliest=shares[0][stem])
        for stem, title in _INDICATORS.items()
    }
    if work.recording:
        series = tuple(
            xy_series(
                period.text("label"), _INDICATORS.values(), (found[stem].number for stem in _INDICATORS)
            )
            for period, found in zip(periods, shares, strict=True)
        )
        work.draw(Figure("bar", "Показатели качества", "Показатель", "Удельный вес, %", series))
        if len(periods) > 1:
            grown, rejected = changes["certified"].number, changes["rejected"].number
            work.conclude(
                f"За рассмотренные периоды доля сертифицированной продукции изменилась на "
                f"{number_text(grown)} п. п., доля забракованной — на {number_text(rejected)} п. п."
            )
    return {
        "periods": [
            {"label": period.text("label"), **{f"{stem}_pct": found[stem] for stem in _INDICATORS}}
            for period, found in zip(periods, shares, strict=True)
        ],
        "changes_pp": {f"{stem}_pct": changes[stem] for stem in _INDICATORS},
    }


METHOD = Method(
    id="quality.indicators",
    title="Обобщающие показатели качества",
    purpose="Какую долю выпуска составляет новая, сертифицированная, экспортная и забракованная продукция.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(SHARE, CHANGE),
    compute=compute,
)
