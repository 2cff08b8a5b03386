"""Where made product lies."""

from __future__ import annotations

#: Location of product lots; they count as stock for shipping once accepted and released (8.3).
FINISHED_GOODS = "Склад готовой продукции"
