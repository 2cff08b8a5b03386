"""Forms of papers, and what a primary paper says, whatever its form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Form:
    """A unified form.

    Attributes:
        key: Name of its template.
        code: Its customary name, «М-11».
        okud: Code in the classifier of management documents; sheets of the shops have none.
        approved: By which act of Госкомстат.
    """

    key: str
    code: str
    okud: str
    title: str
    approved: str


M11 = Form("m11", "М-11", "0315006", "Требование-накладная", "от 30.10.97 № 71а")
M8 = Form("m8", "М-8", "0315005", "Лимитно-заборная карта", "от 30.10.97 № 71а")
M4 = Form("m4", "М-4", "0315003", "Приходный ордер", "от 30.10.97 № 71а")
MX18 = Form(
    "mx18",
    "МХ-18",
    "0335018",
    "Накладная на передачу готовой продукции в места хранения",
    "от 09.08.99 № 66",
)
FORMS = {form.key: form for form in (M11, M8, M4, MX18)}
#: Sheets of the shops: no unified form, the layout is customary.
SHIFT_TASK = Form("shift_task", "Сменное задание", "", "Сменно-суточное задание", "")
TECH_CARD = Form("tech_card", "Тех. карта", "", "Технологическая карта", "")
#: Everything for which a company may have a template of its own.
TEMPLATED = {form.key: form for form in (SHIFT_TASK, TECH_CARD, *FORMS.values())}


@dataclass(frozen=True, slots=True)
class Company:
    """Requisites of the company.

    Attributes:
        statistics_code: ОКПО.
    """

    name: str
    statistics_code: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paper.

    Attributes:
        code: Nomenclature number.
        unit, okei: Unit and its code in ОКЕИ.
        asked: By the document, the order or the limit, in the unit.
        given: Really moved; None = to be written by hand.
        price_rub: Accounting price of the unit; None = unknown.
        date: Of an issue against a limit.
        rest: What is left of the limit after it.
    """

    code: str
    name: str
    unit: str
    okei: str
    asked: Decimal | None
    given: Decimal | None
    lot: str = ""
    price_rub: Decimal | None = None
    date: dt.date | None = None
    rest: Decimal | None = None

    @property
    def sum_rub(self) -> Decimal | None:
        """Price by quantity, to the kopeck."""
        if self.price_rub is None or self.given is None:
            return None
        return (self.price_rub * self.given).quantize(_CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Paper:
    """Head and lines of a paper.

    Attributes:
        sender, receiver: Structural unit, supplier or customer.
        basis: Order, receipt or tech card that it follows.
        state: In words, when the paper is not posted; printed over it.
        issuer, taker: Who gives and who takes, where the books know it.
        item: Of a limit card: the one material, with its limit in `asked`.
    """

    number: str
    date: dt.date
    company: Company
    sender: str
    receiver: str
    lines: Sequence[Line]
    basis: str = ""
    operation: str = ""
    state: str = ""
    issuer: str = ""
    taker: str = ""
    item: Line | None = None

    @property
    def total_rub(self) -> Decimal | None:
        """Sum of the lines that have one, None when none has."""
        sums = [line.sum_rub for line in self.lines if line.sum_rub is not None]
        return sum(sums, Decimal(0)) if sums else None


def as_texts(paper: Paper, form: Form) -> dict[str, Any]:
    """The paper as a template sees it: every value a text in Russian form, nothing to compute.

    Keys are the attributes of `Paper`, `Line` and `Form`; unknown values are empty.
    """
    lines = [_line(line, place) for place, line in enumerate(paper.lines, start=1)]
    return {
        "form": asdict(form),
        "number": paper.number,
        "date": _text(paper.date),
        "company": asdict(paper.company),
        "sender": paper.sender,
        "receiver": paper.receiver,
        "basis": paper.basis,
        "operation": paper.operation,
        "state": paper.state,
        "issuer": paper.issuer,
        "taker": paper.taker,
        "lines": lines,
        "item": _line(paper.item, 1) if paper.item else None,
        "total_rub": money(paper.total_rub),
    }


def _line(line: Line, place: int) -> dict[str, str]:
    return {
        "place": str(place),
        "code": line.code,
        "name": line.name,
        "unit": line.unit,
        "okei": line.okei,
        "asked": quantity(line.asked),
        "given": quantity(line.given),
        "lot": line.lot,
        "price_rub": money(line.price_rub),
        "sum_rub": money(line.sum_rub),
        "date": _text(line.date),
        "rest": quantity(line.rest),
    }


def quantity(value: Decimal | None) -> str:
    """«1 234,5», empty for None; zeros behind the comma are left out."""
    if value is None:
        return ""
    text = f"{value.normalize():,f}" if value else "0"
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def money(value: Decimal | None) -> str:
    """«1 234,50», empty for None."""
    if value is None:
        return ""
    text = f"{value.quantize(_CENT, rounding=ROUND_HALF_UP):,f}"
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def _text(date: dt.date | None) -> str:
    return f"{date:%d.%m.%Y}" if date else ""
