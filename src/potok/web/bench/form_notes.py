"""What the person must know of the whole form: forms that exclude each other, fields of some choices only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from potok.notes.inputs.fields import Forms, Inputs, Modes, Text


def form_notes(inputs: Inputs) -> tuple[str, ...]:
    """Sentences on forms that exclude each other and on what a choice needs."""
    titles = {field.key: field.title for field in inputs.fields}
    choices = {field.key: field.choices for field in inputs.fields if isinstance(field, Text)}
    notes = [_forms_note(forms, titles) for forms in inputs.forms]
    for modes in inputs.modes:
        notes += _modes_notes(modes, titles, choices.get(modes.key, {}))
    return tuple(notes)


@dataclass(frozen=True, slots=True)
class ForChoices:
    """A field that some choices of another one need and others do not use."""

    key: str
    choices: str


def form_choices(inputs: Inputs) -> dict[str, ForChoices]:
    """Fields that belong to some choices only, by their key; the browser hides them at the others."""
    found: dict[str, ForChoices] = {}
    for modes in inputs.modes:
        for key in dict.fromkeys(key for keys in modes.needs.values() for key in keys):
            choices = [choice for choice, keys in modes.needs.items() if key in keys]
            if len(choices) < len(modes.needs):
                found[key] = ForChoices(modes.key, " ".join(choices))
    return found


def _forms_note(forms: Forms, titles: Mapping[str, str]) -> str:
    groups = [" и ".join(f"«{titles.get(key, key)}»" for key in group) for group in forms.groups]
    start = "Задаётся одно из" if forms.required else "Задаётся не больше одного из"
    return f"{start}: {' либо '.join(groups)}."


def _modes_notes(modes: Modes, titles: Mapping[str, str], choices: Mapping[str, str]) -> list[str]:
    return [
        f"При выборе «{choices.get(choice, choice)}» нужны: "
        f"{', '.join(titles.get(key, key).lower() for key in keys)}."
        for choice, keys in modes.needs.items()
        if keys
    ]
