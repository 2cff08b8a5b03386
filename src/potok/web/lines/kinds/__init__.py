"""What a kind of line adds to the page of a version: its module here is `<kind>.py` with a `PAGE`.

A kind without a module has the general tabs only: graphs, tables, notes, input.

    PAGE = KindPage(
        tabs=(Tab("scheme", "Схема", "potok/lines/kinds/sewing/scheme.html", scheme),),
        actions="potok/lines/kinds/sewing/actions.html",
        urls=(path("<str:code>/<int:number>/sewing/move/", move, name="sewing_move"),),
        rights={"sewing_move": "edit_lines"},
    )

Commands of a kind save through `operations.lines.services.versions.save_version`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, TypeAlias, cast

from django.urls import URLPattern

from potok.lines.kinds import KINDS
from potok.operations.lines.reads.card import LineCard, ShownVersion
from potok.operations.people.acting import Actor
from potok.web.components.parts import Hint


@dataclass(frozen=True, slots=True)
class Seen:
    """What a tab is drawn of.

    Attributes:
        editable: The version is a draft that the person may change.
        query: Parameters of the address.
    """

    person: Actor
    card: LineCard
    version: ShownVersion
    editable: bool
    query: Mapping[str, str] = field(default_factory=dict)


#: From a version to the context of a template.
Draw: TypeAlias = Callable[[Seen], Mapping[str, Any]]


def _nothing(_: Seen) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the version page.

    Attributes:
        key: Its name in the address (`?tab=scheme`).
        template: Drawn with the context of the page and of `draw`.
        side: Whether the indicators stand beside it.
        people: It shows single workers: left out for those who may not see them.
    """

    key: str
    title: str
    template: str
    draw: Draw = _nothing
    side: bool = True
    people: bool = False


@dataclass(frozen=True, slots=True)
class KindPage:
    """What a kind adds.

    Attributes:
        tabs: Before the general ones; the first is shown first.
        actions: Template of more buttons in the head, "" for none.
        menu: Template of more entries of the menu «⋯», "" for none.
        aside: Template of more cards beside the tab, "" for none.
        draw_aside: Context of `aside`, `actions` and `menu`.
        hints: Keys of the first tab, for the line at the foot.
        style, script: Files of `static/potok` that the page loads, "" for none.
        urls, rights: Addresses of the kind's own commands (in the namespace `lines`) with their rights.
    """

    tabs: tuple[Tab, ...] = ()
    actions: str = ""
    menu: str = ""
    aside: str = ""
    draw_aside: Draw = _nothing
    hints: tuple[Hint, ...] = ()
    style: str = ""
    script: str = ""
    urls: tuple[URLPattern, ...] = ()
    rights: Mapping[str, str] = field(default_factory=dict)


_PLAIN = KindPage()


def kind_page(kind_id: str) -> KindPage:
    """What the kind adds to the page."""
    name = f"{__name__}.{kind_id}"
    if find_spec(name) is None:
        return _PLAIN
    return cast(KindPage, importlib.import_module(name).PAGE)


def kind_urls() -> list[URLPattern]:
    """Addresses of all kinds."""
    return [url for kind in KINDS for url in kind_page(kind).urls]


def kind_rights() -> dict[str, str]:
    """Rights of those addresses."""
    return {name: right for kind in KINDS for name, right in kind_page(kind).rights.items()}
