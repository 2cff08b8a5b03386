"""Contrast of the tokens (visual language 2): pairs are computed from the token file itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[3] / "frontend" / "src" / "styles" / "tokens.css"
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9A-F]{6}),\s*(#[0-9A-F]{6})\);", re.IGNORECASE)
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS.read_text(encoding="utf-8"))}

TEXT = 4.5
MARK = 3.0
THEMES = {"light": 0, "dark": 1}

TEXT_PAIRS = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-2")
        for ground in ("bg", "surface", "surface-2", "surface-3", "sel")
    ),
    *(("ink-3", ground) for ground in ("bg", "surface", "surface-2", "surface-3", "sel")),
    *(("ink", ground) for ground in ("accent-bg", "bar-ok", "bar-risk", "bar-late", "bar-draft")),
    *(("ink-2", ground) for ground in ("accent-bg",)),
    *(("ink", f"op-{kind}") for kind in "msaur"),
    *(("accent", ground) for ground in ("bg", "surface", "surface-2", "sel", "accent-bg")),
    ("on-accent", "accent"),
    *((tone, f"{tone}-bg") for tone in ("new", "wait", "prod", "done", "cancel", "bad")),
    *(
        (tone, ground)
        for tone in ("new", "wait", "prod", "done", "cancel", "bad")
        for ground in ("surface", "surface-2", "sel", "bg")
    ),
    *((ink, row) for ink in ("ink", "ink-2", "bad", "accent") for row in ("bad-row", "wait-row")),
    ("wait", "wait-row"),
]
MARK_PAIRS = [
    *(
        (edge, ground)
        for edge in ("bar-ok-edge", "bar-risk-edge", "bar-late-edge", "bar-draft-edge")
        for ground in ("surface",)
    ),
    *((mark, "surface") for mark in ("chart1", "chart2", "chart3", "focus")),
    *(("ink-3", row) for row in ("bad-row", "wait-row")),
    ("focus", "bg"),
    ("focus", "sel"),
]
#: Measured in the visual language, light and dark; a changed token must not slip by unnoticed.
DOCUMENTED = {
    ("ink", "surface"): (17.5, 14.5),
    ("ink-2", "bg"): (8.0, 9.9),
    ("ink-3", "surface"): (5.6, 6.3),
    ("ink-3", "surface-3"): (4.9, 5.1),
    ("ink-3", "sel"): (5.0, 5.6),
    ("accent", "surface"): (7.1, 8.4),
    ("accent", "accent-bg"): (6.0, 6.5),
    ("on-accent", "accent"): (7.1, 8.1),
    ("new", "new-bg"): (6.0, 7.7),
    ("wait", "wait-bg"): (5.9, 8.2),
    ("prod", "prod-bg"): (5.8, 7.5),
    ("done", "done-bg"): (5.6, 8.0),
    ("cancel", "cancel-bg"): (5.3, 6.5),
    ("bad", "bad-bg"): (5.6, 7.2),
    ("bad", "surface"): (6.5, 8.7),
    ("bad", "sel"): (5.9, 7.8),
    ("ink", "bar-ok"): (12.7, 8.2),
    ("ink", "bar-risk"): (13.2, 8.2),
    ("ink", "bar-late"): (10.7, 9.7),
}


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    channels = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: str) -> float:
    """Contrast ratio of two tokens in a theme."""
    lights = sorted((luminance(COLOURS[name][THEMES[theme]]) for name in (one, other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable_on_every_ground_it_stands_on(ink: str, ground: str, theme: str) -> None:
    assert contrast(ink, ground, theme) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_a_mark_that_carries_meaning_without_text_stands_out(mark: str, ground: str, theme: str) -> None:
    assert contrast(mark, ground, theme) >= MARK


@pytest.mark.parametrize(("ink", "ground"), DOCUMENTED)
def test_the_tokens_are_those_of_the_visual_language(ink: str, ground: str) -> None:
    measured = tuple(round(contrast(ink, ground, theme), 1) for theme in THEMES)
    assert measured == pytest.approx(DOCUMENTED[ink, ground], abs=0.1)
