"""Where stock lies: the two warehouses, the shops and the way between them."""

from __future__ import annotations

from potok.supply.of_plant import RAW_AND_TARE

__all__ = ["FINISHED_GOODS", "HANDED_OVER", "RAW_AND_TARE", "WAREHOUSES", "shop"]

#: Stock that may be shipped once it is released (order-workflow 8.3, 6).
FINISHED_GOODS = "Склад готовой продукции"
#: Product that a shop has made and the finished goods warehouse has not accepted yet.
HANDED_OVER = "Передача из цеха"
#: Places where stock is counted and corrected.
WAREHOUSES = (RAW_AND_TARE, FINISHED_GOODS)


def shop(workshop: str) -> str:
    """Where material issued to a workshop lies.

    Args:
        workshop: Code of the workshop.
    """
    return f"Цех {workshop}"
