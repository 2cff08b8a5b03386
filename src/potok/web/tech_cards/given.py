"""What a person typed on the form of a card, as the services take it; all faults at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.clock import aware
from potok.operations.shopfloor.reads.card_detail import CardDetail, CardMaterialLine
from potok.operations.shopfloor.services.card_given import (
    CardFill,
    Defect,
    Explanation,
    LotUse,
    TimeReason,
    Use,
)
from potok.web import formats

_NOTHING = Decimal(0)


class GivenCard:
    """Reads the form of a card.

    Args:
        card: The card as it stands: what is not on the form keeps its value.
        query: The posted fields.
    """

    def __init__(self, card: CardDetail, query: QueryDict) -> None:
        self._card = card
        self._query = query
        self._faults: list[Problem] = []

    def fill(self) -> CardFill:
        """Figures of a draft.

        Raises:
            InvalidDataError: Numbers or times that cannot be read, all of them.
        """
        query = self._query
        given = CardFill(
            good_pcs=self._pieces("good_pcs", "годные"),
            samples_pcs=self._pieces("samples_pcs", "пробы"),
            from_rework_pcs=self._pieces("from_rework_pcs", "из доработки"),
            defects=tuple(self._defects()) if "defect_qty" in query else None,
            uses=tuple(self._uses()),
            times=self._times(),
            repropose=bool(query.get("repropose")),
            date=self._date("date"),
            shift_no=self._pieces("shift_no", "смена"),
            batches=query.get("batches"),
            responsible=query.get("responsible"),
            people=self._people(),
            started_at=self._moment("started_at", "начало"),
            finished_at=self._moment("finished_at", "окончание"),
            loss_reason=query.get("loss_reason"),
            loss_note=query.get("loss_note"),
            note=query.get("note"),
        )
        self._refuse()
        return given

    def explanation(self) -> Explanation:
        """Reasons that a planner adds."""
        query = self._query
        uses = [
            Use(line.item, reason=query.get(f"reason:{line.item}", ""), note=line.note)
            for line in self._card.materials
            if query.get(f"reason:{line.item}", line.reason) != line.reason
        ]
        return Explanation(tuple(uses), self._times(), query.get("loss_reason"), query.get("loss_note"))

    def _uses(self) -> Iterator[Use]:
        """Components whose lots, quantity or reason differ from what stands on the card."""
        for line in self._card.materials:
            reason = self._query.get(f"reason:{line.item}", line.reason)
            if not line.stock_controlled:
                qty = self._number(f"qty:{line.item}", line.item)
                if qty is not None and (qty != line.actual_qty or reason != line.reason):
                    yield Use(line.item, qty=qty, reason=reason, note=line.note)
                continue
            lots = self._lots(line)
            before = {part.lot: part.qty for part in line.lots}
            if {use.lot: use.qty for use in lots} != before or reason != line.reason:
                yield Use(line.item, lots=tuple(lots), reason=reason, note=line.note)

    def _lots(self, line: CardMaterialLine) -> list[LotUse]:
        found = []
        for part in line.lots:
            qty = self._number(f"lot:{line.item}:{part.lot}", f"{line.item}, партия {part.lot}")
            found.append(LotUse(part.lot, part.qty if qty is None else qty))
        more = self._query.get(f"newlot:{line.item}", "").strip()
        if more:
            qty = self._number(f"newqty:{line.item}", f"{line.item}, партия {more}")
            found.append(LotUse(more, qty or _NOTHING))
        return [use for use in found if use.qty]

    def _defects(self) -> Iterator[Defect]:
        query = self._query
        rows = zip(
            query.getlist("defect_kind"),
            query.getlist("defect_reason"),
            query.getlist("defect_qty"),
            query.getlist("defect_op"),
            strict=False,
        )
        for kind, reason, text, op_no in rows:
            pcs = self._whole(text, "defects", "брак и доработка")
            if pcs:
                yield Defect(kind, reason, pcs, int(op_no) if op_no.isascii() and op_no.isdigit() else None)

    def _times(self) -> tuple[TimeReason, ...]:
        return tuple(
            TimeReason(line.op_no, self._query.get(f"time:{line.op_no}", ""), line.note)
            for line in self._card.times
            if self._query.get(f"time:{line.op_no}", line.reason) != line.reason
        )

    def _people(self) -> list[str] | None:
        text = self._query.get("people")
        return None if text is None else [name.strip() for name in text.split(",") if name.strip()]

    def _pieces(self, name: str, word: str) -> int | None:
        return self._whole(self._query.get(name, ""), name, word)

    def _whole(self, text: str, name: str, word: str) -> int | None:
        value = self._read(text, name, word, "целое число не меньше 0")
        if value is None:
            return None
        if value != value.to_integral_value() or value < 0:
            self._fault(name, text, f"{word}: целое число не меньше 0")
            return None
        return int(value)

    def _number(self, name: str, word: str) -> Decimal | None:
        return self._read(self._query.get(name, ""), name, word, "число, например 12,5")

    def _read(self, text: str, name: str, word: str, expected: str) -> Decimal | None:
        plain = "".join(text.split()).replace(",", ".").replace(formats.MINUS, "-")
        if not plain:
            return None
        try:
            value = Decimal(plain)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            self._fault(name, text, f"{word}: {expected}")
            return None
        return value

    def _date(self, name: str) -> dt.date | None:
        text = self._query.get(name, "").strip()
        for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
            try:
                return dt.datetime.strptime(text, pattern).date()
            except ValueError:
                continue
        if text:
            self._fault(name, text, "дата ДД.ММ.ГГГГ")
        return None

    def _moment(self, name: str, word: str) -> dt.datetime | None:
        text = self._query.get(name, "").strip()
        if not text:
            return None
        try:
            return aware(dt.datetime.fromisoformat(text))
        except ValueError:
            self._fault(name, text, f"{word}: дата и время")
            return None

    def _fault(self, name: str, text: str, expected: str) -> None:
        self._faults.append(Problem(self._card.number, None, name, text, expected))

    def _refuse(self) -> None:
        if self._faults:
            raise InvalidDataError(self._faults)
