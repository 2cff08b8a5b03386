"""The whole form: switches between forms that exclude each other, fields of some choices only, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from potok.notes.inputs.fields import Field, Forms, Group, Inputs, Modes, Rows, Text


def form_notes(inputs: Inputs) -> tuple[str, ...]:
    """Sentences on rows whose forms exclude each other and on what a choice needs."""
    titles = {field.key: field.title for field in inputs.fields}
    choices = {field.key: field.choices for field in inputs.fields if isinstance(field, Text)}
    notes = [
        _forms_note(forms, field)
        for field in inputs.fields
        if isinstance(field, Rows | Group)
        for forms in field.forms
    ]
    for modes in inputs.modes:
        notes += _modes_notes(modes, titles, choices.get(modes.key, {}))
    return tuple(notes)


@dataclass(frozen=True, slots=True)
class Switch:
    """A choice between forms that exclude each other.

    Attributes:
        name: Of its control; it begins with "_", so that it is no data.
        options: Value, Russian name and whether it is chosen.
    """

    name: str
    options: tuple[tuple[str, str, bool], ...]


def form_switches(inputs: Inputs, given: Mapping[str, object]) -> dict[str, Switch]:
    """Switches between the forms of the whole input, by the key of the field before which they stand."""
    found: dict[str, Switch] = {}
    for number, forms in enumerate(inputs.forms):
        own = [forms.own_keys(place) for place in range(len(forms.groups))]
        before = next(field.key for field in inputs.fields if any(field.key in keys for keys in own))
        begun = (place for place, keys in enumerate(own) if any(given.get(key) is not None for key in keys))
        chosen = next(begun, 0 if forms.required else None)
        options = [
            (str(place), name, place == chosen)
            for place, name in enumerate(_form_titles(forms, inputs.fields))
        ]
        if not forms.required:
            options.insert(0, ("none", "Не задано", chosen is None))
        found[before] = Switch(_switch_name(number), tuple(options))
    return found


def _switch_name(number: int) -> str:
    return f"_form-{number}"


@dataclass(frozen=True, slots=True)
class ForChoices:
    """A field that some choices of another one need and others do not use."""

    key: str
    choices: str


def form_choices(inputs: Inputs) -> dict[str, ForChoices]:
    """Fields that some choices or forms alone use, by their key; the browser hides them at the others."""
    found: dict[str, ForChoices] = {}
    for number, forms in enumerate(inputs.forms):
        for place in range(len(forms.groups)):
            found |= {key: ForChoices(_switch_name(number), str(place)) for key in forms.own_keys(place)}
    for modes in inputs.modes:
        for key in dict.fromkeys(key for keys in modes.needs.values() for key in keys):
            choices = [choice for choice, keys in modes.needs.items() if key in keys]
            if len(choices) < len(modes.needs):
                found[key] = ForChoices(modes.key, " ".join(choices))
    return found


def _forms_note(forms: Forms, declared: Rows | Group) -> str:
    groups = [f"«{name}»" for name in _form_titles(forms, declared.fields)]
    start = "задаётся одно из" if forms.required else "задаётся не больше одного из"
    place = "в каждой строке " if isinstance(declared, Rows) else ""
    return f"«{declared.title}»: {place}{start}: {' либо '.join(groups)}."


def _form_titles(forms: Forms, fields: Sequence[Field]) -> tuple[str, ...]:
    titles = {field.key: field.title for field in fields}
    return forms.titles or tuple(" и ".join(titles[key] for key in group) for group in forms.groups)


def _modes_notes(modes: Modes, titles: Mapping[str, str], choices: Mapping[str, str]) -> list[str]:
    return [
        f"При выборе «{choices.get(choice, choice)}» нужны: "
        f"{', '.join(titles.get(key, key).lower() for key in keys)}."
        for choice, keys in modes.needs.items()
        if keys
    ]
