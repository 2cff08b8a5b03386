"""Launched operations, technological cards and posting periods as tables."""

from potok.operations.shopfloor.models.cards import (
    CardDefect,
    CardFreed,
    CardLot,
    CardMaterial,
    CardStop,
    CardTime,
    PostingPeriod,
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
    "PostingPeriod",
    "RunStop",
    "TechCard",
    "WorkReason",
    "WorkReport",
]
