"""Recipes of a bowl and their dated corrections by the laboratory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from potok.methods.bakery import bowl_recipe
from potok.methods.bakery._plan_inputs import moment
from potok.notes.calculation import Calculation
from potok.notes.inputs.record import Record
from potok.notes.value import Value


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recipe of a bowl in force from a moment.

    Attributes:
        name: As bowls name it.
        valid_from: Seconds from 00:00 of the plan's date; the first recipe is always in force.
        dough: Dough of a full bowl.
    """

    name: str
    valid_from: float
    dough: Value


def recipes_of(given: Record, product: Record, work: Calculation) -> list[Recipe]:
    """The recipe of a product and its corrections by the moment from which they are in force."""
    plain, name = product, product.text("name")
    if not product.has("bowl_volume_l"):
        return [Recipe("масса теста задана", float("-inf"), product.number("dough_per_bowl_kg"))]
    found = [_computed(name, "основная", float("-inf"), plain, work)]
    dated = [(_seconds(given, row), row) for row in given.rows("corrections")]
    for seconds, correction in sorted(dated, key=lambda pair: pair[0]):
        if correction.text("product") == name:
            plain = _corrected(plain, correction)
            found.append(_computed(name, correction.text("document"), seconds, plain, work))
    return found


def in_force(recipes: Sequence[Recipe], at: float) -> int:
    """Number of the recipe for a bowl that is weighed at a moment."""
    return max(number for number, recipe in enumerate(recipes) if recipe.valid_from <= at)


def of_the_day(recipes: Sequence[Recipe], begin: float, end: float) -> list[Recipe]:
    """The recipe in force at the beginning of a day and those that come into force before its end."""
    first = in_force(recipes, begin)
    return [recipe for recipe in recipes[first:] if recipe.valid_from < end]


def _seconds(given: Record, correction: Record) -> float:
    """Moment of a correction, from 00:00 of the plan's date."""
    day, at = moment(given.text("date")), moment(correction.text("valid_from"))
    if day is None or at is None:  # the input has been looked at
        raise AssertionError(correction.path)
    return (at.replace(tzinfo=None) - dt.datetime.combine(day.date(), dt.time())).total_seconds()


def _corrected(recipe: Record, correction: Record) -> Record:
    """A recipe with what the laboratory says."""
    values = dict(recipe.values)
    for key in ("flour_moisture_pct", "dough_moisture_pct"):
        if correction.has(key):
            values[key] = correction.number(key)
    ingredient = correction.maybe_text("ingredient")
    if ingredient is not None:
        norm = correction.number("kg_per_100kg_flour")
        values["ingredients"] = tuple(
            replace(row, values={**row.values, "kg_per_100kg_flour": norm})
            if row.text("name") == ingredient
            else row
            for row in recipe.rows("ingredients")
        )
    return replace(recipe, values=values)


def _computed(product: str, name: str, valid_from: float, recipe: Record, work: Calculation) -> Recipe:
    """A recipe with its explained masses; the sections of the recipe's own note are headed by its name."""
    outcome = bowl_recipe.masses_of(recipe, work, heading=f"{product}, рецептура: {name}")
    dough = outcome["dough_kg"]
    if not isinstance(dough, Value):
        raise TypeError("the mass of the dough is a number")
    return Recipe(name, valid_from, dough)
