"""Rules that hold for every template, style and icon: the policy, the sprite, the sizes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from potok.web.components.states import KINDS, MISPRINT
from potok.web.shell.navigation import DEPARTMENTS, FOOT

ROOT = Path(__file__).resolve().parents[3]
WEB = ROOT / "src" / "potok" / "web"
STATIC = WEB / "static" / "potok"
STYLES = ROOT / "frontend" / "src" / "styles"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))

FORBIDDEN = {
    "a style attribute": r"\sstyle\s*=",
    "a handler attribute": r"\son[a-z]+\s*=",
    "an htmx handler": r"\shx-on",
    "an evaluated value": r"hx-(vals|headers)\s*=\s*['\"]js:",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "an inline style sheet": r"<style",
}
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|rgb\(", re.IGNORECASE)
BUNDLE_LIMIT = 60 * 1024


def sprite_names() -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_nothing_that_the_content_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_names_only_icons_of_the_sprite(path: Path) -> None:
    named = set(re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8")))
    assert named <= sprite_names()


def test_every_state_and_every_page_has_its_icon_in_the_sprite() -> None:
    states = {state.icon for kind in KINDS.values() for state in kind.values()} | {MISPRINT.icon}
    pages = {entry.icon for department in DEPARTMENTS for entry in department.entries}
    assert states | pages | {entry.icon for entry in FOOT} <= sprite_names()


def test_the_sprite_is_built_from_the_list_of_icons() -> None:
    listed = json.loads((ROOT / "frontend" / "icons.json").read_text(encoding="utf-8"))
    assert {name for group in listed.values() for name in group} | {"potok"} == sprite_names()


def test_within_a_kind_no_two_states_look_alike() -> None:
    for kind in KINDS.values():
        looks = [(state.icon, state.word) for state in kind.values()]
        assert len(set(looks)) == len(looks)


def test_colours_stand_in_the_token_file_and_on_paper_only() -> None:
    named = {
        path.name
        for path in STYLES.glob("*.css")
        if path.name not in {"tokens.css", "print.css"} and COLOUR.search(path.read_text(encoding="utf-8"))
    }
    assert named == set()


@pytest.mark.parametrize("name", ["app.css", "app.js"])
def test_a_bundle_stays_small(name: str) -> None:
    assert 0 < (STATIC / name).stat().st_size <= BUNDLE_LIMIT


def test_fonts_and_icons_come_with_their_licences() -> None:
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "LICENSE.txt").read_text(encoding="utf-8")
    assert "ISC License" in (STATIC / "icons-LICENSE.txt").read_text(encoding="utf-8")
