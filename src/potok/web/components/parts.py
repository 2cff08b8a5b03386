"""Plain values for the parts of a page that templates render: tabs, chips, facts, paths, history, hints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

StepPhase: TypeAlias = Literal["past", "now", "future"]


@dataclass(frozen=True, slots=True)
class Crumb:
    """A breadcrumb; the last one has no address."""

    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ViewTab:
    """A view above a list with its live count.

    Attributes:
        count: Rows of the list under the view's filter, as shown («83», «10 000+»); empty = no count.
        current: This view is open.
        private: Saved for the user only.
    """

    title: str
    href: str
    count: str = ""
    current: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter in force.

    Attributes:
        key: Parameter of the address line.
        label: Grey («Цех»).
        value: Dark («№ 1, № 2»).
        drop_href: The same list without the filter.
        edit_url: Form of the filter, loaded into a menu on click; empty = not editable in place.
    """

    key: str
    label: str
    value: str
    drop_href: str
    edit_url: str = ""


@dataclass(frozen=True, slots=True)
class FilterOffer:
    """An entry of the menu «+ Фильтр»: a form loaded on choice."""

    label: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Label over value in a fact strip.

    Attributes:
        note: Grey behind the value.
        tone: "" | bad | wait | done | prod.
    """

    label: str
    value: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A big number of a screen.

    Attributes:
        was: The value before, shown as «27 → 24».
        href: Where the number comes from.
    """

    label: str
    value: str
    unit: str = ""
    was: str = ""
    note: str = ""
    tone: str = ""
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step of a status path.

    Attributes:
        note: Date and person of a past step, condition of a future one.
        tone: Tone of the present step (`states.State.tone`).
    """

    word: str
    phase: StepPhase
    icon: str
    note: str = ""
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of a history.

    Attributes:
        text: What happened.
        at: Plant local time.
        who: Person or «Поток».
        old: Value before; with `new` shown as «old → new».
        why: Reason given.
    """

    text: str
    at: dt.datetime
    who: str
    icon: str = "pencil"
    old: str = ""
    new: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list of documents, reasons or effects."""

    title: str
    icon: str = "file-text"
    note: str = ""
    href: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """Keys and what they do, for the hint bar and the list of keys.

    Attributes:
        keys: Key caps («Ctrl», «↵») shown side by side.
        text: What they do.
        only_list: Not in the bar (seven at most), only in the list behind «?».
    """

    keys: Sequence[str]
    text: str
    only_list: bool = False


@dataclass(frozen=True, slots=True)
class ConflictField:
    """A field that two people changed: what this user typed and what stands now."""

    label: str
    mine: str
    current: str


#: Keys that every list has (visual language 6).
LIST_HINTS = (
    Hint(("↑", "↓"), "строка"),
    Hint(("Пробел",), "выбрать"),
    Hint(("Enter",), "открыть карточку"),
    Hint(("→",), "быстрый просмотр"),
    Hint(("Shift", "↑", "↓"), "расширить выбор", only_list=True),
    Hint(("Ctrl", "A"), "выбрать все найденные", only_list=True),
    Hint(("PgUp", "PgDn", "Home", "End"), "листать", only_list=True),
    Hint(("/",), "фильтр", only_list=True),
    Hint(("Alt", "1…9"), "сохранённый вид", only_list=True),
)
#: Keys that every screen has.
COMMON_HINTS = (
    Hint(("Ctrl", "K"), "найти или выполнить команду", only_list=True),
    Hint(("Esc",), "назад, закрыть, снять выбор", only_list=True),
    Hint(("?",), "список клавиш", only_list=True),
)
