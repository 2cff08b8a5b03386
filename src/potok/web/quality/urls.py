"""Addresses of quality control."""

from __future__ import annotations

from django.urls import path

from potok.web.quality import (
    counts,  # noqa: F401 - registers counts of the navigation
    deciding,
    defects,
    inspecting,
)
from potok.web.quality.lists import LOG, LOTS

app_name = "quality"
urlpatterns = [
    *LOTS.urls(""),
    *LOG.urls("log/"),
    path("release/", deciding.release_many, name="release_many"),
    path("lots/<path:code>/decide/", deciding.decide, name="decide"),
    path("lots/<path:code>/write-down/", deciding.reduce_output, name="write_down"),
    path("inspect/", inspecting.inspect, name="inspect"),
    path("inspections/<str:number>/", inspecting.inspection, name="inspection"),
    path("plan/", inspecting.plan, name="plan"),
    path("plan/new/", inspecting.point, name="point"),
    path("plan/<int:key>/", inspecting.point, name="point_edit"),
    path("plan/<int:key>/retire/", inspecting.retire, name="point_retire"),
    path("causes/", inspecting.cause, name="cause"),
    path("defects/", defects.defects, name="defects"),
    path("defects/export/", defects.defects_export, name="defects_export"),
    path("defects/filter/<str:key>/", defects.defects_filter, name="defects_filter"),
]

RIGHTS = {
    "list": "read_stock",
    "list_rows": "read_stock",
    "list_export": "read_stock",
    "list_filter": "read_stock",
    "log": "read_stock",
    "log_rows": "read_stock",
    "log_export": "read_stock",
    "log_filter": "read_stock",
    "release_many": "decide_lot",
    "decide": "decide_lot",
    "write_down": "write_down_output",
    "inspect": "inspect",
    "inspection": "read_stock",
    "plan": "read_stock",
    "point": "plan_control",
    "point_edit": "plan_control",
    "point_retire": "plan_control",
    "cause": "plan_control",
    "defects": "read_stock",
    "defects_export": "read_stock",
    "defects_filter": "read_stock",
}
