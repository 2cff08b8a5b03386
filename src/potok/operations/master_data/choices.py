"""Codes of master data that are no part of the plant model."""

from __future__ import annotations

from enum import StrEnum


class Limitation(StrEnum):
    """What limits a worker."""

    HEARING = "hearing"
    SIGHT = "sight"
    HAND = "hand"
    SUPPORT = "support"
