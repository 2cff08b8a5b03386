"""What the tabs of a sheltered line are drawn of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from potok.lines.sheltered.tables import whole
from potok.notes.figures import Figure
from potok.notes.render.svg import common_spans, figure_svg
from potok.web.components.marks import pill
from potok.web.components.states import State
from potok.web.lines.figures import TableView, table_view
from potok.web.lines.kinds import Seen
from potok.web.lines.kinds.sheltered.bars import load_bars, machine_legend

_STATES = {
    "accumulates": State("trending-up", "накапливается", "wait"),
    "deficit": State("trending-down", "дефицит", "bad"),
    "synchronous": State("check", "синхронно", "done"),
}
_VARIANTS = {
    "continuous": "Все места синхронны: возможна непрерывная линия.",
    "a": "Большинство мест синхронны: непрерывная линия, остальные места подстраиваются (вариант а).",
    "b": "Синхронна половина мест или меньше: прямоточная линия по сменным интервалам (вариант б).",
}


def _data(seen: Seen) -> Mapping[str, Any]:
    return seen.version.design.data


def _svg(figure: Figure) -> SafeString:
    span = common_spans((figure,)).get(figure.x_title) if figure.kind == "gantt" else None
    return mark_safe(figure_svg(figure, span=span))  # noqa: S308 - our own renderer escapes every text


def _figures(seen: Seen, start: str) -> list[tuple[str, SafeString]]:
    return [
        (figure.title, _svg(figure))
        for figure in seen.version.design.figures
        if figure.title.startswith(start)
    ]


def staffing(seen: Seen) -> dict[str, Any]:
    """Load bars with people, movement of backlogs, how the line is organised."""
    data = _data(seen)
    people: Sequence[Mapping[str, Any]] = data.get("people", ())
    initials = {
        person["label"]: (_letters(person["name"]), bool(person["restriction"]))
        for person in people
        if person["place"] is not None
    }
    picture = load_bars(data["places"], data["takt_min"], initials)
    return {
        "bars": mark_safe(picture),  # noqa: S308 - our own renderer escapes every text
        "machines": machine_legend(data["places"]),
        "intervals": data["intervals"],
        "variant": _VARIANTS[data["variant"]],
        "movement_pictures": _figures(seen, "Движение оборотных заделов"),
        "movement": [_moved(one) for one in data["movement"]],
        "needed_people": data["needed_people"],
        "people_now": len(data["places"]),
    }


def _moved(one: Mapping[str, Any]) -> dict[str, Any]:
    """A backlog with its state as a pill and whole pieces."""
    return {
        **one,
        "pill": pill(_STATES[one["state"]]),
        "initial_whole": whole(one["initial_pcs"]),
        "highest_whole": whole(one["highest_pcs"]),
    }


def _letters(name: str) -> str:
    """Two letters of a name: of its words, or its first two."""
    words = name.split()
    return (words[0][0] + words[1][0] if len(words) > 1 else name[:2]).upper()


def service(seen: Seen) -> dict[str, Any]:
    """The schedule: pictures of all intervals and its table."""
    return {
        "schedule_pictures": _figures(seen, "График обслуживания"),
        "schedule_tables": _tables(seen, "service"),
        "service_intervals": _data(seen)["intervals"],
    }


def rotation(seen: Seen) -> dict[str, Any]:
    """Places of everybody by interval, and the rooms."""
    return {
        "rotation_tables": _tables(seen, "rotation", "rooms"),
        "candidates": _data(seen)["intervals"]["candidates"],
        "chosen": _data(seen)["intervals"]["count"],
    }


def people(seen: Seen) -> dict[str, Any]:
    """Everybody with the reason; who changes places."""
    data = _data(seen)
    return {
        "everybody": sorted(data["people"], key=lambda one: (one["place"] is None, one["place"] or 0)),
    }


def aside(seen: Seen) -> dict[str, Any]:
    """Exchanges that mend, people by kind of restriction, the form of an exchange."""
    data = _data(seen)
    known: Sequence[Mapping[str, Any]] = data.get("people", ())
    kinds: dict[str, int] = {}
    for person in known:
        if person["restriction"] and person["place"] is not None:
            kinds[person["restriction"]] = kinds.get(person["restriction"], 0) + 1
    return {
        "crew_exchanges": data.get("exchanges", ()),
        "crew_kinds": sorted(kinds.items(), key=lambda one: (-one[1], one[0])),
        "crew": sorted(known, key=lambda one: (one["place"] is None, one["place"] or 0)),
        "crew_visible": bool(known),
        "may_exchange": bool(known) and seen.person.may("edit_lines") and seen.card.is_active,
    }


def _tables(seen: Seen, *keys: str) -> list[TableView]:
    return [table_view(table) for table in seen.version.design.tables if table.key in keys]
