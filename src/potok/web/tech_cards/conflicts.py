"""Another person changed a card meanwhile: what this person typed beside what stands now."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict

from potok.operations.shopfloor.reads.card_detail import CardDetail
from potok.web import formats
from potok.web.components.parts import ConflictField

_PLAIN = (
    ("good_pcs", "Годные, шт."),
    ("samples_pcs", "Пробы ОТК, шт."),
    ("from_rework_pcs", "Из доработки, шт."),
    ("batches", "Загрузки"),
    ("responsible", "Ответственный"),
    ("loss_note", "Потери"),
    ("note", "Замечание цеха"),
)


def conflict_fields(card: CardDetail, query: QueryDict) -> list[ConflictField]:
    """Fields that differ."""
    return [*_plain(card, query), *_materials(card, query)]


def _plain(card: CardDetail, query: QueryDict) -> Iterator[ConflictField]:
    for name, label in _PLAIN:
        current = getattr(card, name)
        shown = formats.pieces(current) if isinstance(current, int) else current or formats.NOT_APPLICABLE
        mine = query.get(name)
        if mine is not None and _same(mine) != _same(str(current)):
            yield ConflictField(label, mine or formats.NOT_APPLICABLE, shown)


def _materials(card: CardDetail, query: QueryDict) -> Iterator[ConflictField]:
    for line in card.materials:
        for part in line.lots:
            mine = query.get(f"lot:{line.item}:{part.lot}")
            shown = formats.number(part.qty, 0 if line.unit == "pcs" else 3)
            if mine is not None and _same(mine) != _same(shown):
                yield ConflictField(f"{line.item}, партия {part.lot}", mine, shown)


def _same(text: str) -> str:
    return "".join(text.split()).replace("\u202f", "").replace(",", ".")
