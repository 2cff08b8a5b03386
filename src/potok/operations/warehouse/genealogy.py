"""Which lots were made from which: read from the ledger, through all levels, both ways.

Write-offs and outputs of one paper (a tech card) belong together; a parted lot comes from its origin. What
was taken back by a mirror movement made nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

#: One step to the lots made from `reached`: outputs of the papers that wrote it off, parted lots.
_FORWARD = """
    SELECT made.lot_id
    FROM warehouse_stockmovement AS taken
    JOIN warehouse_stockmovement AS made ON made.document = taken.document AND made.kind = 'output'
    WHERE taken.lot_id = reached.lot_id AND taken.kind = 'write_off'
      AND NOT EXISTS (SELECT 1 FROM warehouse_stockmovement AS back WHERE back.reverses_id = taken.id)
      AND NOT EXISTS (SELECT 1 FROM warehouse_stockmovement AS back WHERE back.reverses_id = made.id)
    UNION ALL
    SELECT parted.id FROM warehouse_stocklot AS parted WHERE parted.origin_id = reached.lot_id
"""
#: One step to the lots that `reached` was made from.
_BACKWARD = """
    SELECT taken.lot_id
    FROM warehouse_stockmovement AS made
    JOIN warehouse_stockmovement AS taken ON taken.document = made.document AND taken.kind = 'write_off'
    WHERE made.lot_id = reached.lot_id AND made.kind = 'output'
      AND NOT EXISTS (SELECT 1 FROM warehouse_stockmovement AS back WHERE back.reverses_id = made.id)
      AND NOT EXISTS (SELECT 1 FROM warehouse_stockmovement AS back WHERE back.reverses_id = taken.id)
    UNION ALL
    SELECT own.origin_id FROM warehouse_stocklot AS own
    WHERE own.id = reached.lot_id AND own.origin_id IS NOT NULL
"""
#: All lots that steps reach; UNION keeps a lot once, so that shared ancestors cost nothing twice.
_REACHED = """
    WITH RECURSIVE reached(lot_id) AS (
        SELECT unnest(%s::bigint[])
        UNION
        SELECT step.lot_id FROM reached CROSS JOIN LATERAL ({step}) AS step
    )
    SELECT lot_id FROM reached
"""
_LINKS = """
    SELECT taken.lot_id, made.lot_id, taken.document, -sum(taken.qty), sum(made.qty)
    FROM warehouse_stockmovement AS taken
    JOIN warehouse_stockmovement AS made ON made.document = taken.document AND made.kind = 'output'
    WHERE taken.lot_id = ANY(%(lots)s) AND made.lot_id = ANY(%(lots)s) AND taken.kind = 'write_off'
      AND NOT EXISTS (SELECT 1 FROM warehouse_stockmovement AS back WHERE back.reverses_id = taken.id)
      AND NOT EXISTS (SELECT 1 FROM warehouse_stockmovement AS back WHERE back.reverses_id = made.id)
    GROUP BY taken.lot_id, made.lot_id, taken.document
    UNION ALL
    SELECT origin_id, id, '', NULL, NULL FROM warehouse_stocklot
    WHERE id = ANY(%(lots)s) AND origin_id = ANY(%(lots)s)
"""


@dataclass(frozen=True, slots=True)
class Link:
    """A lot and a lot made from it.

    Attributes:
        document: The paper that did it, empty for a parted lot.
        taken: How much of the source it wrote off; made: how much it gave. None for a parted lot.
    """

    source: int
    made: int
    document: str
    taken: Decimal | None
    given: Decimal | None


def made_from(lot_ids: Collection[int]) -> set[int]:
    """Lots made from these, through all levels, without themselves."""
    return _reached(_FORWARD, lot_ids) - set(lot_ids)


def sources_of(lot_ids: Collection[int]) -> set[int]:
    """Lots that these were made from, through all levels, without themselves."""
    return _reached(_BACKWARD, lot_ids) - set(lot_ids)


def links_between(lot_ids: Collection[int]) -> list[Link]:
    """Every step between two of the lots."""
    return [Link(*row) for row in _rows(_LINKS, {"lots": list(lot_ids)})]


def _reached(step: str, lot_ids: Collection[int]) -> set[int]:
    return {row[0] for row in _rows(_REACHED.format(step=step), [list(lot_ids)])}


def _rows(statement: str, given: Sequence[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
