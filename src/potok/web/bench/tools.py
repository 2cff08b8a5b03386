"""Views of a calculation beside the note: «что если», solving, sensitivity, comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from potok.errors import PotokError
from potok.methods import Method
from potok.methods.explore.curve import curve, curve_figure, usual_range
from potok.methods.explore.probe import Probe, input_of, result_of
from potok.methods.explore.sensitivity import SHARE, sensitivity
from potok.methods.explore.solving import Interval, solve
from potok.notes.inputs.paths import replaced
from potok.notes.note import Note
from potok.notes.render.numbers import number_text
from potok.notes.render.svg import figure_svg
from potok.notes.results import named_results, number_at, unit_of
from potok.notes.units import unit_name
from potok.web.bench.form_data import FormData, number
from potok.web.bench.form_parts import number_value

#: Views of the right pane: key and title.
VIEWS = (
    ("note", "Записка"),
    ("what-if", "Что, если…"),
    ("solve", "Подобрать"),
    ("sensitivity", "Чувствительность"),
    ("compare", "Сравнение"),
)
_MOST_EFFECTS = 40


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of an input or a result."""

    value: str
    title: str
    chosen: bool


def has_numbers(note: Note) -> bool:
    """Whether there is a number to change and a number to look at."""
    return bool(note.inputs) and bool(named_results(note))


def options(method: Method, note: Note, query: QueryDict) -> dict[str, list[Option]]:
    """Inputs and results to choose from; single results first."""
    results = sorted(named_results(note), key=lambda found: not found.single)
    inputs = [item.path for item in note.inputs]
    chosen_input = query.get("_input", "")
    if chosen_input not in inputs:
        chosen_input = next(iter(inputs), "")
    chosen_result = query.get("_result", "")
    if chosen_result not in {found.path for found in results}:
        chosen_result = _first_moved(method, note, chosen_input, [found.path for found in results])
    return {
        "inputs": [
            Option(item.path, with_unit(item.title, item.value.unit), item.path == chosen_input)
            for item in note.inputs
        ],
        "results": [
            Option(found.path, with_unit(found.title, found.value.unit), found.path == chosen_result)
            for found in results
        ],
    }


def _first_moved(method: Method, note: Note, path: str, results: Sequence[str]) -> str:
    """The first result that the input moves at all; the first one where none does."""
    first = next(iter(results), "")
    if not path or not first:
        return first
    changed = Probe(method, note.given, input_of(note, path), result_of(note, first))
    now = changed.item.value.number
    data = replaced(note.given, path, now + max(1.0, abs(now)) if changed.whole else now * 1.25 or 1.0)
    try:
        moved = method.run(data, record=False).result
        return next(name for name in results if number_at(moved, name) != number_at(note.result, name))
    except (PotokError, KeyError, StopIteration):
        return first


def with_unit(title: str, unit: str) -> str:
    """A title with the Russian name of its unit."""
    name = unit_name(unit)
    return f"{title}, {name}" if name else title


def _probe(method: Method, note: Note, query: QueryDict) -> Probe:
    chosen = options(method, note, query)
    path = next(option.value for option in chosen["inputs"] if option.chosen)
    result = next(option.value for option in chosen["results"] if option.chosen)
    return Probe(method, note.given, input_of(note, path), result_of(note, result))


def _typed(query: QueryDict, name: str) -> float | None:
    text = query.get(name, "")
    found = number(text) if text else None
    return float(found) if isinstance(found, int | float) else None


@dataclass(frozen=True, slots=True)
class Slider:
    """Range of the changed input."""

    low: float
    high: float
    step: float
    value: float


def slider(method: Method, note: Note, query: QueryDict) -> Slider:
    """Where the slider stands: typed ends, else around the present value."""
    probe = _probe(method, note, query)
    usual = usual_range(probe)
    low, high = _typed(query, "_low"), _typed(query, "_high")
    low, high = usual[0] if low is None else low, usual[1] if high is None else high
    if not low < high:
        low, high = usual
    value = _typed(query, "_value")
    now = probe.item.value.number if value is None or not low <= value <= high else value
    step = 1.0 if probe.whole else (high - low) / 200
    return Slider(low, high, step, min(max(now, low), high))


def what_if(method: Method, note: Note, data: FormData, query: QueryDict) -> dict[str, Any]:
    """The curve, the present and the chosen point."""
    probe = _probe(method, note, query)
    place = slider(method, note, query)
    found = curve(probe, low=place.low, high=place.high)
    result = probe.at(place.value)
    now = probe.result.value.number
    return {
        "probe": probe,
        "chart": drawn(figure_svg(curve_figure(probe, found, chosen=place.value))) if found.points else "",
        "input_unit": unit_name(probe.item.value.unit),
        "result_unit": unit_of(probe.result),
        "input_now": number_text(probe.item.value.number),
        "input_then": number_text(place.value),
        "result_now": number_text(now),
        "result_then": "не считается" if result is None else number_text(result),
        "change": "" if result is None or now == 0 else percent_text((result - now) / abs(now) * 100),
        "put_name": data.form_path(probe.item.path),
        "put_value": number_value(float(f"{place.value:.10g}")),
    }


def percent_text(share: float) -> str:
    """A signed share in per cent."""
    sign = "+" if share > 0 else ""
    return f"{sign}{number_text(round(share, 1))} %"


@dataclass(frozen=True, slots=True)
class Found:
    """A solution in words, with the value to take over."""

    text: str
    value: str


def solving(method: Method, note: Note, data: FormData, query: QueryDict) -> dict[str, Any]:
    """Inputs that give the wanted result."""
    probe = _probe(method, note, query)
    target = _typed(query, "_target")
    unit = unit_name(probe.item.value.unit)
    context: dict[str, Any] = {
        "probe": probe,
        "result_now": number_text(probe.result.value.number),
        "input_now": number_text(probe.item.value.number),
        "result_unit": unit_of(probe.result),
        "input_unit": unit,
        "put_name": data.form_path(probe.item.path),
        "asked": query.get("_target", "").strip(),
        "target": target,
    }
    if target is None:
        return context
    solution = solve(probe, target)
    context["found"] = [_interval(found, unit) for found in solution.intervals]
    context["jumps"] = [
        f"при {number_text(jump.left[0])} {unit} — {number_text(jump.left[1])}, "
        f"при {number_text(jump.right[0])} {unit} — {number_text(jump.right[1])}"
        for jump in solution.jumps
    ]
    context["reached"] = tuple(map(number_text, solution.reached)) if solution.reached else None
    context["searched"] = tuple(map(number_text, solution.searched))
    return context


def _interval(found: Interval, unit: str) -> Found:
    low, high = number_text(found.low), number_text(found.high)
    if found.low == found.high:
        return Found(f"{low} {unit}".strip(), number_value(float(f"{found.low:.12g}")))
    if found.open_low and found.open_high:
        text = "при любом значении из просмотренных"
    elif found.open_low:
        text = f"не больше {high} {unit}"
    elif found.open_high:
        text = f"не меньше {low} {unit}"
    else:
        text = f"от {low} до {high} {unit}"
    middle = (found.low + found.high) / 2
    return Found(text.strip(), number_value(float(f"{middle:.12g}")))


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A row of the sensitivity table; `width` is the share of the strongest effect, per cent."""

    path: str
    title: str
    now: str
    lower: str
    higher: str
    swing: str
    width: float


def sensitive(method: Method, note: Note, query: QueryDict) -> dict[str, Any]:
    """Inputs by the strength of their effect on the chosen result."""
    results = options(method, note, query)["results"]
    path = next((option.value for option in results if option.chosen), results[0].value)
    typed = _typed(query, "_share")
    share = SHARE if typed is None or not 0 < typed < 100 else typed / 100
    found = sensitivity(method, note.given, result=path, share=share)
    looked_at = result_of(note, path)
    strongest = max((effect.swing for effect in found.effects), default=0.0) or 1.0
    rows = [
        EffectRow(
            path=effect.item.path,
            title=with_unit(effect.item.title, effect.item.value.unit),
            now=number_text(effect.item.value.number),
            lower="не считается" if effect.lower is None else number_text(effect.lower),
            higher="не считается" if effect.higher is None else number_text(effect.higher),
            swing=f"{number_text(round(effect.swing * 100, 2))} %",
            width=round(effect.swing / strongest * 100, 1),
        )
        for effect in found.effects
    ]
    return {
        "rows": rows[:_MOST_EFFECTS],
        "left_out": max(0, len(rows) - _MOST_EFFECTS),
        "without_effect": found.without_effect,
        "result": looked_at,
        "result_now": number_text(found.result),
        "result_unit": unit_of(looked_at),
        "share": number_text(share * 100),
    }


def drawn(markup: str) -> SafeString:
    """Markup of our own renderer, which escapes every text."""
    return mark_safe(markup)  # noqa: S308
