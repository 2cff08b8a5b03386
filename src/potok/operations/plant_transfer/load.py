"""Import of a plant: validated data into the books, all or nothing, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from potok.operations.catalog.models import PlantSettings
from potok.operations.orders.services.checking import check_all_orders
from potok.operations.people.acting import Actor, command
from potok.operations.plant_transfer.load_master import load_master
from potok.operations.plant_transfer.load_orders import load_orders
from potok.operations.plant_transfer.load_stock import load_lots, load_receipts
from potok.plant.model import Plant


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many rows of each table were written as new."""

    items: int
    machines: int
    lots: int
    receipts: int
    orders: int


def import_plant(
    plant: Plant, *, actor: Actor, name: str | None = None, fix_today: bool = False
) -> ImportResult:
    """Write a validated plant into the books.

    Master data are renewed by their codes; a changed recipe becomes a new version. A lot whose
    quantity differs gets a correction movement. An order that is already at work is not touched,
    but must agree with the file. In the end all open orders are checked against the new facts: new ones
    get their components and a preview, waiting ones their dates, purchasing its signals.

    Args:
        plant: Data that `exchange` has read and validated.
        actor: Who imports.
        name: Name of the enterprise, left as it is when None.
        fix_today: Whether the books take over the plant's date as their own clock.

    Raises:
        NoRightError: The actor may not import.
        InvalidDataError: The file contradicts the books; nothing is written.
    """
    with command(actor, "import_plant", why="импорт файлов предприятия"):
        settings, _ = PlantSettings.objects.get_or_create(id=1)
        if name is not None:
            settings.name = name
        if fix_today:
            settings.plant_today = plant.today
        settings.save()
        items, machines = load_master(plant)
        lots = load_lots(plant, actor=actor)
        receipts = load_receipts(plant)
        orders = load_orders(plant, actor=actor)
        check_all_orders()
    return ImportResult(items=items, machines=machines, lots=lots, receipts=receipts, orders=orders)
