"""Volume options in the words of the card and of the proposal."""

from __future__ import annotations

from dataclasses import dataclass

from potok.operations.orders.reads.volumes import VolumeOptions
from potok.supply.volumes import VolumeCandidate, VolumeKind
from potok.web import formats

_TITLES = {
    VolumeKind.REQUESTED: "Как заявлено",
    VolumeKind.BATCHES_DOWN: "До целых загрузок, меньше",
    VolumeKind.BATCHES_UP: "До целых загрузок, больше",
    VolumeKind.FROM_STOCK: "Из наличия",
    VolumeKind.FROM_CAPACITY: "По мощности до срока",
}
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate as it is shown.

    Attributes:
        load: «3,28 загрузки».
        note: Why it is good or not.
        best: The first one that may be proposed and changes the order.
    """

    qty_pcs: int
    title: str
    load: str
    note: str
    tone: str
    allowed: bool
    current: bool
    best: bool


def options(found: VolumeOptions, *, requested: int) -> list[Option]:
    """Candidates in the sequence of their kinds, the present volume first.

    Args:
        requested: Pieces that the client asked for at first.
    """
    kinds = list(VolumeKind)
    current = next(one for one in found.candidates if one.kind is VolumeKind.REQUESTED)
    best = next((one for one in found.candidates if one.allowed), None)
    return [
        Option(
            qty_pcs=one.qty_pcs,
            title="Как сейчас" if one is current and one.qty_pcs != requested else _TITLES[one.kind],
            load=_load(one),
            note=_note(one, found),
            tone="" if not one.allowed else "wait" if one.lacking else "done",
            allowed=one.allowed,
            current=one is current,
            best=one is best and one is not current,
        )
        for one in sorted(found.candidates, key=lambda one: kinds.index(one.kind))
    ]


def limits(found: VolumeOptions) -> str:
    """«в пределах 5 824 … 9 100, кратно 14»."""
    multiple = f", кратно {formats.pieces(found.multiple)}" if found.multiple > 1 else ""
    if found.lowest == found.highest:
        return f"объём менять нельзя: {formats.pieces(found.lowest)}{multiple}"
    return f"в пределах {formats.pieces(found.lowest)} … {formats.pieces(found.highest)}{multiple}"


def _load(one: VolumeCandidate) -> str:
    if one.batches is None or one.batches_exact is None or one.last_fill is None:
        return ""
    if not one.partly_filled:
        word = formats.plural(one.batches, "загрузка", "загрузки", "загрузок")
        filled = formats.percent(float(one.batches_exact) / one.batches * 100, 0)
        return f"{formats.number(one.batches)} {word}, {filled}"
    return f"{formats.number(float(one.batches_exact), 2)} загрузки"


def _note(one: VolumeCandidate, found: VolumeOptions) -> str:
    if not found.lowest <= one.qty_pcs <= found.highest:
        return "вне пределов клиента"
    if one.lacking:
        return f"не хватает {_codes(tuple(one.lacking))}"
    if one.kind is VolumeKind.FROM_STOCK and one.limited_by:
        return f"больше не даёт {_codes(one.limited_by)}"
    if one.kind is VolumeKind.FROM_CAPACITY and one.limited_by:
        return f"больше не успеет {_codes(one.limited_by)}"
    return "сырьё есть"


def _codes(codes: tuple[str, ...]) -> str:
    rest = len(codes) - _NAMED
    return ", ".join(codes[:_NAMED]) + (f" и ещё {rest}" if rest > 0 else "")
