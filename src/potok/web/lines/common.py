"""Tabs that every kind of line has beside its own: simulation, floor plan, papers."""

from __future__ import annotations

from django.urls import path

from potok.web.lines import floor, papers, simulating
from potok.web.lines.kinds import Tab

TABS = (
    Tab("simulation", "Имитация", "potok/lines/tabs/simulation.html", simulating.tab, side=False),
    Tab("plan", "Планировка", "potok/lines/tabs/plan.html", floor.tab, side=False),
    Tab("passport", "Паспорт изделия", "potok/lines/tabs/paper.html", papers.passport_tab, side=False),
    Tab("flow", "Тип потока", "potok/lines/tabs/paper.html", papers.flow_tab, side=False),
)

URLS = [
    path("<str:code>/<int:number>/simulation/", simulating.start, name="simulate"),
    path("<str:code>/simulations/<int:run_id>/", simulating.strip, name="simulation"),
    path("<str:code>/simulations/<int:run_id>/stop/", simulating.stop, name="simulation_stop"),
    path("<str:code>/simulations/<int:run_id>/file.pdf", simulating.pdf, name="simulation_pdf"),
    path("<str:code>/simulations/<int:run_id>/file.xlsx", simulating.xlsx, name="simulation_xlsx"),
    path("<str:code>/<int:number>/plan/begin/", floor.begin, name="plan_begin"),
    path("<str:code>/<int:number>/plan/checked/", floor.checked, name="plan_checked"),
    path("<str:code>/<int:number>/plan/placed/", floor.placed, name="plan_placed"),
    path("<str:code>/<int:number>/plan/save/", floor.save, name="plan_save"),
    path("<str:code>/plan/<int:sheet>/file.pdf", floor.pdf, name="plan_pdf"),
    path("<str:code>/<int:number>/papers/<str:kind>/", papers.page, name="paper"),
    path("<str:code>/<int:number>/papers/<str:kind>/save/", papers.save, name="paper_save"),
    path("<str:code>/papers/<str:kind>/<int:sheet>/file.pdf", papers.pdf, name="paper_pdf"),
    path("<str:code>/papers/<str:kind>/<int:sheet>/file.xlsx", papers.xlsx, name="paper_xlsx"),
]

RIGHTS = {
    "simulate": "edit_lines",
    "simulation": "read_lines",
    "simulation_stop": "edit_lines",
    "simulation_pdf": "read_lines",
    "simulation_xlsx": "read_lines",
    "plan_begin": "edit_lines",
    "plan_checked": "edit_lines",
    "plan_placed": "edit_lines",
    "plan_save": "edit_lines",
    "plan_pdf": "read_lines",
    "paper": "edit_lines",
    "paper_save": "edit_lines",
    "paper_pdf": "read_lines",
    "paper_xlsx": "read_lines",
}
