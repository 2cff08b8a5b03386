"""Pages of the sheltered line: staffing, service schedule, backlogs, rotation, rooms; exchange by hand."""

from __future__ import annotations

from django.urls import path

from potok.web.components.parts import Hint
from potok.web.lines.kinds import KindPage, Tab
from potok.web.lines.kinds.sheltered import exchange, tabs

_HOME = "potok/lines/kinds/sheltered"

PAGE = KindPage(
    tabs=(
        Tab("staffing", "Расстановка", f"{_HOME}/staffing.html", tabs.staffing),
        Tab("service", "График обслуживания", f"{_HOME}/service.html", tabs.service),
        Tab("rotation", "Ротация", f"{_HOME}/rotation.html", tabs.rotation),
        Tab("people", "Люди", f"{_HOME}/people.html", tabs.people, people=True),
    ),
    aside=f"{_HOME}/aside.html",
    draw_aside=tabs.aside,
    hints=(Hint(("Alt", "4"), "люди"),),
    urls=(
        path("<str:code>/<int:number>/sheltered/check/", exchange.check, name="sheltered_check"),
        path("<str:code>/<int:number>/sheltered/exchange/", exchange.apply, name="sheltered_exchange"),
    ),
    rights={"sheltered_check": "edit_lines", "sheltered_exchange": "edit_lines"},
)
