"""Resources that are kept as the rows of one table."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, ProtectedError, QuerySet

from potok.exchange.cells import Choice
from potok.exchange.columns import TableFormat
from potok.operations.bulk_writes import update_rows
from potok.operations.field_history import FieldChange, Shown, events_of, field_changes
from potok.operations.master_data.errors import RecordInUseError
from potok.operations.master_data.resource import Difference, Key, Record, Terms, Words


@dataclass(frozen=True, slots=True)
class Related:
    """A column that holds the code of a row of another table.

    Attributes:
        field: Name of the foreign key.
        code: Column of the other table by which its rows are named.
    """

    field: str
    model: type[Model]
    code: str = "code"

    @property
    def lookup(self) -> str:
        """Where the code stands, seen from the table."""
        return f"{self.field}__{self.code}"


@dataclass(frozen=True, slots=True)
class Derived:
    """A column that only shows what another table or column says; it is never written."""

    lookup: str


class TableBooks:
    """Rows of a table as records.

    Args:
        model: The table.
        layout: Columns of the resource and class of its records.
        fields: Field of the table by column: its name, a relation, or where a derived value stands; columns
            not named keep their name.
        keys: Columns that name a row.
        card: Columns that name a card.
        words: For the history.
        order: Usual sequence.
        scope: Which rows belong to the resource; None = all.
    """

    def __init__(
        self,
        model: type[Model],
        layout: TableFormat[Any],
        *,
        keys: tuple[str, ...],
        words: Mapping[str, Words],
        fields: Mapping[str, str | Related | Derived] | None = None,
        card: tuple[str, ...] = (),
        order: tuple[str, ...] = ("id",),
        scope: Mapping[str, Any] | None = None,
    ) -> None:
        self._model = model
        self._record = layout.record
        self._columns = layout.columns
        self._fields = {name: (fields or {}).get(name, name) for name in layout.header}
        self._keys, self._card = keys, card or keys
        self._words = words
        self._order = order
        self._scope = dict(scope or {})
        defaults = {one.name: one.default for one in dataclasses.fields(layout.record)}
        self._empty_is_none = {name for name in layout.header if defaults[name] is None}

    def records(self) -> tuple[Record, ...]:
        """All rows."""
        return tuple(record for _, record in self._stored())

    def write(self, difference: Difference, terms: Terms) -> None:  # noqa: ARG002 - a table has no options
        """Insert, update and delete exactly what differs."""
        related = {name: self._ids(to) for name, to in self._fields.items() if isinstance(to, Related)}
        ids = {self._key(record): pk for pk, record in self._stored()}
        self._delete([ids[self._key(record)] for record in difference.removed], difference.removed)
        update_rows(
            self._model,
            self._names(),
            ({"id": ids[self._key(old)], **self._values(new, related)} for old, new in difference.changed),
        )
        self._rows().bulk_create(
            self._model(**self._scope, **self._attributes(record, related)) for record in difference.new
        )

    def history(self, key: Key) -> tuple[FieldChange, ...]:
        """Changes of all rows of a card."""
        events = events_of(self._model).filter(
            **{self._lookup(name): value for name, value in zip(self._card, key, strict=True)}
        )
        # Counters, for example, are left out of the history.
        noted = {one.attname for one in events.model._meta.concrete_fields}  # noqa: SLF001 - Django's documented API
        shown = {
            self._column(name): Shown(
                self._words[name].title,
                source=self._lookup(name) if isinstance(self._fields[name], Related) else "",
                words=dict(self._words[name].choices) or None,
            )
            for name, to in self._fields.items()
            if not isinstance(to, Derived) and self._column(name) in noted
        }
        rest = [name for name in self._keys if name not in self._card]
        return field_changes(
            events,
            shown,
            name=self._lookup(rest[-1] if rest else self._keys[-1]),
            row_columns=[self._lookup(name) for name in rest],
            row_of=lambda state: " ".join(
                f"{self._words[name].title.lower()} {state[self._lookup(name)]}"
                for name in rest
                if state[self._lookup(name)] is not None
            ),
        )

    def _rows(self) -> QuerySet[Any]:
        return self._model._default_manager.filter(**self._scope)  # noqa: SLF001 - Django's public name

    def _stored(self) -> list[tuple[int, Record]]:
        lookups = [self._lookup(column.name) for column in self._columns]
        found = self._rows().order_by(*self._order).values_list("pk", *lookups)
        return [(pk, self._read(values)) for pk, *values in found]

    def _read(self, values: Sequence[Any]) -> Record:
        given = {}
        for column, value in zip(self._columns, values, strict=True):
            kept = value
            if kept == "" and column.name in self._empty_is_none:
                kept = None
            elif isinstance(column.kind, Choice) and kept is not None:
                kept = column.kind.values(kept)
            given[column.name] = kept
        return self._record(**given)

    def _key(self, record: Record) -> Key:
        return tuple(getattr(record, name) for name in self._keys)

    def _lookup(self, name: str) -> str:
        to = self._fields[name]
        return to if isinstance(to, str) else to.lookup

    def _column(self, name: str) -> str:
        to = self._fields[name]
        return f"{to.field}_id" if isinstance(to, Related) else self._lookup(name)

    def _names(self) -> list[str]:
        return [
            to.field if isinstance(to, Related) else to
            for to in self._fields.values()
            if not isinstance(to, Derived)
        ]

    def _ids(self, to: Related) -> dict[Any, int]:
        return dict(to.model._default_manager.values_list(to.code, "pk"))  # noqa: SLF001 - the same

    def _values(self, record: Record, related: Mapping[str, Mapping[Any, int]]) -> dict[str, Any]:
        """Values by the names of the fields, foreign keys as keys."""
        values: dict[str, Any] = {}
        for name, to in self._fields.items():
            value = getattr(record, name)
            if isinstance(to, Related):
                values[to.field] = None if value is None else related[name][value]
            elif isinstance(to, str):
                field = self._model._meta.get_field(to)  # noqa: SLF001 - Django's documented API
                values[to] = "" if value is None and not getattr(field, "null", False) else value
        return values

    def _attributes(self, record: Record, related: Mapping[str, Mapping[Any, int]]) -> dict[str, Any]:
        relations = {to.field for to in self._fields.values() if isinstance(to, Related)}
        values = self._values(record, related)
        return {f"{name}_id" if name in relations else name: value for name, value in values.items()}

    def _delete(self, ids: Iterable[int], records: Sequence[Record]) -> None:
        try:
            self._rows().filter(pk__in=list(ids)).delete()
        except ProtectedError as error:
            users = sorted({str(one._meta.db_table) for one in error.protected_objects})  # noqa: SLF001 - Django's documented API
            words = ", ".join(dict.fromkeys(_USERS.get(name, name) for name in users))
            named = ", ".join(str(self._key(record)[-1]) for record in records)
            raise RecordInUseError(title="Справочник", key=named, users=words) from error


#: How the tables that hold on to a record are called.
_USERS = {
    "catalog_calendarrow": "календари",
    "catalog_item": "номенклатура",
    "catalog_machine": "станки",
    "catalog_machinestop": "простои станков",
    "catalog_recipe": "рецептуры",
    "catalog_recipeline": "рецептуры",
    "catalog_routingline": "маршруты",
    "catalog_workshop": "цеха",
    "orders_ordercomponent": "потребности заказов",
    "orders_productionorder": "заказы",
    "orders_customershare": "заказы",
    "people_rolegrant": "роли начальников цехов",
    "people_worker": "работники",
    "planning_scheduleline": "планы",
    "purchasing_purchasesignal": "сигналы закупкам",
    "purchasing_receipt": "приходы",
    "sales_salesplanline": "план продаж",
    "purchasing_purchaseorder": "заказы поставщикам",
    "quality_controlpoint": "план контроля",
    "shopfloor_techcard": "технологические карты",
    "purchasing_supplierterms": "условия поставок",
    "warehouse_stockdocument": "складские документы",
    "warehouse_stockdocumentline": "складские документы",
    "warehouse_stocklot": "партии",
}
