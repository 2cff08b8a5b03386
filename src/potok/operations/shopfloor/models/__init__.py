"""Launched operations and technological cards as tables."""

from potok.operations.shopfloor.models.cards import (
    CardDefect,
    CardFreed,
    CardLot,
    CardMaterial,
    CardStop,
    CardTime,
    TechCard,
)
from potok.operations.shopfloor.models.runs import OperationRun, RunStop, WorkReason, WorkReport

__all__ = [
    "CardDefect",
    "CardFreed",
    "CardLot",
    "CardMaterial",
    "CardStop",
    "CardTime",
    "OperationRun",
    "RunStop",
    "TechCard",
    "WorkReason",
    "WorkReport",
]
