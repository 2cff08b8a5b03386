"""What the card of some resources shows beside its fields: versions of a recipe, what a day means."""

from __future__ import annotations

from dataclasses import dataclass

from potok.operations.master_data.recipes import RecipeVersion, versions_of
from potok.operations.master_data.resource import Key, Resource


@dataclass(frozen=True, slots=True)
class Extras:
    """Beside the fields.

    Attributes:
        versions: Versions of a recipe, the newest first.
    """

    versions: tuple[RecipeVersion, ...] = ()


def extras_of(resource: Resource, card: Key) -> Extras | None:
    """What a card shows beside its fields, None for most."""
    if resource.key == "recipes":
        return Extras(versions=tuple(versions_of(str(card[0]))))
    return None
