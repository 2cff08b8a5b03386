"""Lists of resources whose cards hold several rows: what stands in the row of a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

from potok.operations.master_data.reads import RecipeFacts, product_names, recipe_facts
from potok.operations.master_data.resource import Record, Resource
from potok.plant.model import RoutingLine
from potok.web import formats
from potok.web.components import marks
from potok.web.components.table import Column, Row, clipped, link
from potok.web.settings.addresses import address

Summary = Callable[[Resource], tuple[list[Column], list[Row]]]

_PRODUCT = (
    Column("product", "Код", 84, sort="product", required=True, sticky=True, card="number"),
    Column("name", "Изделие", None, sort="name", card="title"),
)


def recipes(resource: Resource) -> tuple[list[Column], list[Row]]:
    """Recipes: version in force, components, what waits for its date."""
    columns = [
        *_PRODUCT,
        Column("version", "Версия", 76, "right", sort="version", card="detail", before="версия"),
        Column("valid_from", "Действует с", 104, sort="valid_from", card="due", before="с"),
        Column("lines", "Компонентов", 104, "right", sort="lines", card="detail", after="комп."),
        Column("waiting", "Следующая версия", 170, sort="waiting", card="cover"),
        Column(
            "orders",
            "Заказов на прежних",
            140,
            "right",
            sort="orders",
            hint="Открытых заказов на прежних версиях",
        ),
    ]
    names, facts = product_names(), recipe_facts()
    lines = _by_product(resource)
    missing = [code for code in names if code not in lines]
    rows = [
        _recipe_row(resource, code, names, facts.get(code), len(lines.get(code, ())))
        for code in [*lines, *missing]
    ]
    return columns, rows


def routes(resource: Resource) -> tuple[list[Column], list[Row]]:
    """Routes: operations in their sequence, machines that may carry them out."""
    columns = [
        *_PRODUCT,
        Column("operations", "Операции", 420, sort="operations", card="detail"),
        Column("workshops", "Цеха", 90, sort="workshops"),
        Column("machines", "Станков", 84, "right", sort="machines", card="due", after="станк."),
    ]
    names, lines = product_names(), _by_product(resource)
    missing = [code for code in names if code not in lines]
    return columns, [_route_row(resource, code, names, lines.get(code, [])) for code in [*lines, *missing]]


SUMMARIES: Mapping[str, Summary] = {"recipes": recipes, "routes": routes}


def _by_product(resource: Resource) -> dict[str, list[Record]]:
    records = sorted(resource.books.records(), key=lambda record: record.product_id)
    return {code: list(found) for code, found in groupby(records, key=lambda record: record.product_id)}


def _recipe_row(
    resource: Resource, code: str, names: Mapping[str, str], facts: RecipeFacts | None, lines: int
) -> Row:
    href = address(resource, "card", card=(code,))
    waiting = ""
    if facts and facts.next_from:
        waiting = f"версия {facts.next_version} с {formats.date(facts.next_from)}"
    none = marks.html('<span class="tone-bad">нет рецептуры</span>')
    return Row(
        key=code,
        href=href,
        cells={
            "product": link(href, code, main=True),
            "name": clipped(names.get(code, "")),
            "version": str(facts.version) if facts and facts.version else none,
            "valid_from": formats.date(facts.valid_from) if facts and facts.valid_from else "",
            "lines": str(lines) if lines else "",
            "waiting": waiting,
            "orders": str(facts.older_orders) if facts and facts.older_orders else "",
        },
        sums={
            "product": code,
            "name": names.get(code, ""),
            "version": facts.version if facts else 0,
            "valid_from": str(facts.valid_from or "") if facts else "",
            "lines": lines,
            "waiting": waiting,
            "orders": facts.older_orders if facts else 0,
        },
    )


def _route_row(resource: Resource, code: str, names: Mapping[str, str], lines: list[RoutingLine]) -> Row:
    href = address(resource, "card", card=(code,))
    operations = dict(sorted({line.op_no: line.op_name for line in lines}.items()))
    words = " → ".join(f"{number} {name}" for number, name in operations.items())
    workshops = ", ".join(sorted({line.workshop_id for line in lines}))
    none = marks.html('<span class="tone-bad">нет маршрута</span>')
    return Row(
        key=code,
        href=href,
        cells={
            "product": link(href, code, main=True),
            "name": clipped(names.get(code, "")),
            "operations": clipped(words) if words else none,
            "workshops": workshops,
            "machines": str(len({line.machine_id for line in lines})) if lines else "",
        },
        sums={
            "product": code,
            "name": names.get(code, ""),
            "operations": words,
            "workshops": workshops,
            "machines": len({line.machine_id for line in lines}),
        },
    )
