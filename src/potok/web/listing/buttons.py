"""Buttons above a list that the person may use."""

from __future__ import annotations

from dataclasses import dataclass

from potok.operations.people.acting import Actor


@dataclass(frozen=True, slots=True)
class Button:
    """A button.

    Attributes:
        right: Command in the table of rights, empty = everybody.
        panel: Address of what opens in the side panel; else `href` is a page.
        hotkey: For `data-key`; cap: how the key is shown.
    """

    title: str
    icon: str
    right: str = ""
    panel: str = ""
    href: str = ""
    primary: bool = False
    hotkey: str = ""
    cap: str = ""


def permitted(person: Actor, *buttons: Button) -> list[Button]:
    """Those that the person may use."""
    return [button for button in buttons if not button.right or person.may(button.right)]
