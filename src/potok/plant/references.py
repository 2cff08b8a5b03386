"""Codes of a plant: keys are unique, spelt in one alphabet, and references lead somewhere.

Workshops have no table of their own: a workshop is what machines stand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from potok.plant.findings import Findings, as_text
from potok.plant.lookalikes import KnownCodes, misspelt_codes, spelling
from potok.plant.model import ItemType
from potok.plant.tables import KEY_FIELDS, PlantTables

#: Columns whose values are codes of their own: looked through for wrong alphabets.
CODE_COLUMNS = (
    ("items", "item_id"),
    ("items", "family"),
    ("machines", "machine_id"),
    ("machines", "workshop_id"),
    ("stock", "lot_id"),
    ("receipts", "receipt_id"),
    ("orders", "order_no"),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names a row of another table.

    Attributes:
        table: Where the reference stands.
        target: "items", "machines" or "workshops".
        finished: The item must be a product.
    """

    table: str
    field: str
    target: str
    finished: bool = False


REFERENCES = (
    Reference("items", "workshop_id", "workshops"),
    Reference("boms", "product_id", "items", finished=True),
    Reference("boms", "component_id", "items"),
    Reference("routings", "product_id", "items", finished=True),
    Reference("routings", "machine_id", "machines"),
    Reference("calendars", "workshop_id", "workshops"),
    Reference("calendars", "machine_id", "machines"),
    Reference("stock", "item_id", "items"),
    Reference("receipts", "item_id", "items"),
    Reference("orders", "product_id", "items", finished=True),
    Reference("machine_stops", "machine_id", "machines"),
)

_HOME = {"items": "items", "machines": "machines", "workshops": "machines"}
_KEY = {"items": "item_id", "machines": "machine_id", "workshops": "workshop_id"}


def check_keys(tables: PlantTables, findings: Findings) -> None:
    """No two rows of a table have the same key."""
    for table, fields in KEY_FIELDS.items():
        first_rows: dict[tuple[object, ...], int] = {}
        for placed in getattr(tables, table):
            key = tuple(getattr(placed.record, field) for field in fields)
            first = first_rows.setdefault(key, placed.row)
            if first != placed.row:
                value = ", ".join(as_text(part) or "" for part in key)
                expected = f"ключ без повторов; такой уже есть в строке {first}"
                findings.add(table, placed.row, ", ".join(fields), value, expected, "duplicate_key")


def check_alphabets(tables: PlantTables, findings: Findings) -> Mapping[str, frozenset[str]]:
    """No code is typed in the wrong alphabet.

    Returns:
        By "items", "machines", "workshops": the right codes of the reported ones, so that references to
        them are not reported a second time.
    """
    right_codes: dict[str, frozenset[str]] = {}
    for table, field in CODE_COLUMNS:
        cells = [(placed.row, getattr(placed.record, field)) for placed in getattr(tables, table)]
        misspelt = misspelt_codes(code for _, code in cells if code is not None)
        for row, code in cells:
            if code in misspelt:
                expected = spelling(misspelt[code], given=code)
                findings.add(table, row, field, code, expected, "lookalike")
        for target, home in _HOME.items():
            if (home, _KEY[target]) == (table, field):
                right_codes[target] = frozenset(misspelt.values())
    return right_codes


def check_references(
    tables: PlantTables, findings: Findings, *, right_codes: Mapping[str, frozenset[str]]
) -> None:
    """Every reference leads to a row that exists; recipes, routes and orders are for products."""
    known = {target: _known_codes(tables, target, right_codes[target]) for target in _HOME}
    types = {one.record.item_id: one.record.type for one in tables.items}
    for reference in REFERENCES:
        if _HOME[reference.target] in tables.unread_tables:
            continue
        codes = known[reference.target]
        for row, code in _codes(tables, reference):
            if code not in codes:
                _report_unknown(tables, findings, reference, row, code, codes)
            elif reference.finished and types.get(code, ItemType.FINISHED) is not ItemType.FINISHED:
                expected = "изделие: в items.csv у него type = finished"
                findings.add(reference.table, row, reference.field, code, expected, "not_a_product")


def _known_codes(tables: PlantTables, target: str, forgiven: frozenset[str]) -> KnownCodes:
    placed = getattr(tables, _HOME[target])
    codes = {getattr(one.record, _KEY[target]) for one in placed}
    return KnownCodes(codes, forgiven=forgiven | tables.unread_codes.get(target, frozenset()))


def _codes(tables: PlantTables, reference: Reference) -> Iterator[tuple[int, str]]:
    for placed in getattr(tables, reference.table):
        code = getattr(placed.record, reference.field)
        if code is not None:
            yield placed.row, code


def _report_unknown(
    tables: PlantTables, findings: Findings, reference: Reference, row: int, code: str, codes: KnownCodes
) -> None:
    twin = codes.twin(code)
    if twin is not None:
        expected, kind = spelling(twin, given=code), "lookalike"
    else:
        home = tables.place(_HOME[reference.target])
        expected, kind = f"код из столбца {_KEY[reference.target]} таблицы {home}", "unknown_reference"
    findings.add(reference.table, row, reference.field, code, expected, kind)
