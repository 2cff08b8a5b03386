"""All addresses of the site: pages, API, health."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from potok.server.health import healthz, readyz
from potok.server.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("api/v1/", include("potok.api.urls")),
    path("", include("potok.web.urls")),
]

handler403 = "potok.web.shell.views.no_right"
handler404 = "potok.web.shell.views.page_not_found"
handler500 = "potok.web.shell.views.failure"
