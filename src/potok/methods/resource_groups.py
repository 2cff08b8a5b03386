"""Names of the usual groups of resources, as methods of costs and economics read and show them."""

from __future__ import annotations

_TITLES = {
    "raw": "сырьё",
    "fuel": "топливо",
    "energy": "энергия",
    "packaging": "упаковка",
}


def group_title(group: str) -> str:
    """The group in Russian; a name of the user stays as it is."""
    return _TITLES.get(group, group)
