"""Variants from seeds: one, or one for each student of a group."""

from __future__ import annotations

from functools import cache

from potok.learning.errors import BadSeedError, UnknownThemeError
from potok.learning.own import economy, flow, labour, upkeep
from potok.learning.own.by_example import themes_by_example
from potok.learning.own.draw import Draw
from potok.learning.own.model import OwnVariant, Theme
from potok.methods import method_ids

LARGEST_SEED = 999_999_999
#: A sheet for more students than a stream has is a mistake of the form.
MOST_VARIANTS = 60


@cache
def themes() -> dict[str, Theme]:
    """All themes by the id of their method, in the order of the catalogue."""
    written = (theme for module in (flow, upkeep, labour, economy) for theme in module.THEMES)
    found = {theme.method: theme for theme in (*written, *themes_by_example())}
    return {name: found[name] for name in method_ids() if name in found}


def theme(method: str) -> Theme:
    """The theme of a method.

    Raises:
        UnknownThemeError: No variants are made for it.
    """
    found = themes().get(method)
    if found is None:
        raise UnknownThemeError(method=method, known=", ".join(themes()))
    return found


def make(method: str, seed: int) -> OwnVariant:
    """The variant of a seed.

    Raises:
        UnknownThemeError: No variants are made for the method.
        BadSeedError: The seed is out of range.
    """
    chosen = theme(method)
    if not 1 <= seed <= LARGEST_SEED:
        raise BadSeedError(field="Номер варианта", value=seed, least=1, most=LARGEST_SEED)
    given = chosen.make(Draw(f"{method}/{seed}"))
    return OwnVariant(method, seed, chosen.condition, given, chosen.asked(given))


def make_group(method: str, seed: int, count: int) -> tuple[OwnVariant, ...]:
    """Variants with following seeds, one for each student.

    Raises:
        UnknownThemeError: No variants are made for the method.
        BadSeedError: The count or a seed is out of range.
    """
    if not 1 <= count <= MOST_VARIANTS:
        raise BadSeedError(field="Вариантов", value=count, least=1, most=MOST_VARIANTS)
    return tuple(make(method, seed + place) for place in range(count))
