"""Addresses of shift tasks."""

from __future__ import annotations

from django.urls import path

from potok.web.shift import entries, machines, operators, page, printing, worker

app_name = "shift"
urlpatterns = [
    path("", page.shift, name="list"),
    path("entry/", entries.entry, name="entry"),
    path("reports/<int:report>/withdraw/", entries.withdraw, name="withdraw"),
    path("operator/", operators.change, name="operator"),
    path("people/", operators.people, name="people"),
    path("breakdown/", page.breakdown, name="breakdown"),
    path("machines/", machines.machines, name="machines"),
    path("machines/<str:code>/", machines.machine, name="machine"),
    path("machines/<str:code>/stop/", machines.stop, name="stop_machine"),
    path("machines/<str:code>/start/", machines.start, name="start_machine"),
    path("print/", printing.printed, name="print"),
    path("workbook/", printing.workbook, name="workbook"),
    path("worker.js", worker.worker, name="worker"),
]

RIGHTS = {
    "list": "read_shop",
    "print": "read_shop",
    "workbook": "read_shop",
    "worker": "read_shop",
    "entry": "report_work",
    "withdraw": "report_work",
    "operator": "report_work",
    "people": "set_pin",
    "breakdown": "report_stop",
    "machines": "read_shop",
    "machine": "read_shop",
    "stop_machine": "set_machine_status",
    "start_machine": "set_machine_status",
}
