"""Addresses of all pages, a section each."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from potok.web.shell.home import home
from potok.web.shell.page_rights import EVERYBODY

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("", include("potok.web.shell.urls")),
    path("bench/", include("potok.web.bench.urls")),
    path("board/", include("potok.web.board.urls")),
    path("gallery/", include("potok.web.gallery.urls")),
    path("import/", include("potok.web.imports.urls")),
    path("lines/", include("potok.web.lines.urls")),
    path("notices/", include("potok.web.notices.urls")),
    path("learning/", include("potok.web.learning.urls")),
    path("orders/", include("potok.web.journal.urls")),
    path("projects/", include("potok.web.projects.urls")),
    path("pull-table/", include("potok.web.pull_table.urls")),
    path("shift/", include("potok.web.shift.urls")),
    path("tech-cards/", include("potok.web.tech_cards.urls")),
    path("purchasing/", include("potok.web.purchasing.urls")),
    path("quality/", include("potok.web.quality.urls")),
    path("stock/", include("potok.web.stock.urls")),
    path("sales/", include("potok.web.sales.urls")),
    path("settings/", include("potok.web.settings.urls")),
]

RIGHTS = {"home": EVERYBODY}
