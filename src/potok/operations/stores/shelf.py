"""Lots that a paper takes from: locked by id, looked at, refused with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.clock import local
from potok.operations.catalog.situation import Situation
from potok.operations.orders.errors import UnknownLotError
from potok.operations.warehouse.errors import LotNotEnoughError, LotNotUsableError
from potok.operations.warehouse.kinds import QC_STATUSES
from potok.operations.warehouse.models import StockLot

_WORDS = dict(QC_STATUSES)
_LONGEST_CODE = 60
_UNITS = {"kg": "кг", "pcs": "шт."}


@dataclass(frozen=True, slots=True)
class Part:
    """A quantity of a lot that a paper names, in the stock unit."""

    lot: str
    qty: Decimal
    note: str = ""


def locked_parts(
    parts: Collection[Part], *, paper: str, also: Callable[[str], Collection[str]] = lambda _: ()
) -> dict[str, StockLot]:
    """Lots of the parts by number, locked by id together with those that belong to them.

    Args:
        also: More lots that the command touches, by the number of a part: all are locked in one sequence,
            so that two commands never wait for each other.

    Raises:
        InvalidDataError: No parts, a lot twice, a quantity that is not positive or too fine: all at once;
            a broken piece.
        UnknownLotError: A lot does not exist.
    """
    faults = list(_faults(parts, paper))
    if faults:
        raise InvalidDataError(faults)
    named = [part.lot for part in parts]
    lots = locked_lots(named, also=[code for lot in named for code in also(lot)])
    whole_pieces([(lots[part.lot], part.qty) for part in parts], paper)
    return lots


def locked_lots(codes: Iterable[str], *, also: Iterable[str] = ()) -> dict[str, StockLot]:
    """Lots by number, locked by id.

    Args:
        also: Lots to lock, too, when they exist.

    Raises:
        UnknownLotError: One of them does not exist.
    """
    wanted = list(codes)
    found = StockLot.objects.select_for_update(no_key=True, of=("self",)).select_related("item")
    lots = {lot.code: lot for lot in found.filter(code__in=[*wanted, *also]).order_by("pk")}
    for code in wanted:
        if code not in lots:
            raise UnknownLotError(lot=code)
    return lots


def refuse_missing(lots: Mapping[str, StockLot], parts: Iterable[Part]) -> None:
    """Refuse parts that their lots do not hold free of reservations.

    Raises:
        LotNotEnoughError: A lot holds less.
    """
    for part in parts:
        lot = lots[part.lot]
        available = lot.qty - lot.reserved_qty
        if part.qty > available:
            raise LotNotEnoughError(
                lot=lot.code,
                wanted=number(part.qty),
                unit=_UNITS[lot.item.unit],
                available=number(available),
                qty=number(lot.qty),
                reserved=number(lot.reserved_qty),
            )


def refuse_unusable(lot: StockLot, situation: Situation, *, place: str, statuses: Collection[str]) -> None:
    """Refuse a lot in another place, of another quality status, or expired.

    Raises:
        LotNotUsableError: With the reason.
    """
    if lot.location != place:
        where = f"лежит в месте «{lot.location}», а нужна в месте «{place}»"
        raise LotNotUsableError(lot=lot.code, why=where, hint="Сначала оформите передачу.")
    if lot.qc_status not in statuses:
        raise LotNotUsableError(
            lot=lot.code,
            why=f"состояние «{_WORDS[lot.qc_status]}»",
            hint="Нужно решение ОТК.",
        )
    if expired(lot, situation):
        end = f"{lot.expiry_date:%d.%m.%Y}"
        raise LotNotUsableError(
            lot=lot.code, why=f"срок годности истёк {end}", hint="Возьмите другую партию."
        )


def expired(lot: StockLot, situation: Situation) -> bool:
    """Whether the lot may no longer be used, by its hour where it has one."""
    if lot.expires_at is not None:
        return lot.expires_at <= situation.now
    return lot.expiry_date is not None and lot.expiry_date <= situation.today


def parted_codes(origin: str, suffix: str) -> list[str]:
    """Numbers of the lots parted from another one by this suffix so far («L0001/Ц1», «L0001/Ц1-2»)."""
    parted = StockLot.objects.filter(origin__code=origin, code__startswith=_parted_code(origin, suffix))
    return list(parted.values_list("code", flat=True))


def parted_lot(origin: StockLot, suffix: str, *, location: str, qc_status: str) -> StockLot:
    """The lot parted from another one, of the same dates: made when it is not there yet, else locked.

    What quality control decided on an earlier part stays with that part: a part of another status gets a
    lot of its own.
    """
    place = 1
    while True:
        code = _parted_code(origin.code, suffix if place == 1 else f"{suffix}-{place}")
        StockLot.objects.get_or_create(
            code=code,
            defaults={
                "item_id": origin.item_id,
                "location": location,
                "received_date": origin.received_date,
                "expiry_date": origin.expiry_date,
                "expires_at": origin.expires_at,
                "qc_status": qc_status,
                "qc_date": origin.qc_date,
                "origin": origin,
            },
        )
        locked = StockLot.objects.select_for_update(no_key=True, of=("self",))
        lot = locked.select_related("item").get(code=code)
        if (lot.origin_id, lot.qc_status) == (origin.pk, qc_status):
            return lot
        place += 1


def _parted_code(origin: str, suffix: str) -> str:
    return f"{origin[: _LONGEST_CODE - len(suffix) - 1]}/{suffix}"


def dates_of_expiry(
    expiry_date: dt.date | None, expires_at: dt.datetime | None
) -> tuple[dt.date | None, dt.datetime | None]:
    """Date and moment as lots keep them: the date after the moment, where a moment is given."""
    if expires_at is None:
        return expiry_date, None
    return local(expires_at).date() + dt.timedelta(days=1), expires_at


def number(qty: Decimal) -> str:
    """A quantity in a message: «1 003,643»."""
    text = f"{qty.normalize():,f}" if qty else "0"
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def _faults(parts: Collection[Part], paper: str) -> Iterable[Problem]:
    if not parts:
        yield Problem(paper, None, "lines", "", "хотя бы одна строка", "required")
    seen: set[str] = set()
    for place, part in enumerate(parts, start=1):
        if part.lot in seen:
            yield Problem(paper, place, "lot", part.lot, "партия, которая стоит один раз", "duplicate_key")
        seen.add(part.lot)
        yield from quantity_faults(part.qty, paper, place)


def whole_pieces(given: Iterable[tuple[StockLot, Decimal]], paper: str) -> None:
    """Refuse quantities of what is counted in pieces that are not whole.

    Raises:
        InvalidDataError: All of them at once.
    """
    faults = [
        Problem(paper, place, "qty", number(qty), f"целое число штук партии {lot.code}", "bad_quantity")
        for place, (lot, qty) in enumerate(given, start=1)
        if lot.item.unit == "pcs" and qty != int(qty)
    ]
    if faults:
        raise InvalidDataError(faults)


def quantity_faults(qty: Decimal, paper: str, place: int | None) -> Iterable[Problem]:
    """A quantity is positive and no finer than a thousandth of the unit."""
    if qty <= 0:
        yield Problem(paper, place, "qty", str(qty), "больше 0", "bad_quantity")
    elif qty != round(qty, 3):
        yield Problem(paper, place, "qty", str(qty), "не больше трёх знаков после запятой", "bad_quantity")
