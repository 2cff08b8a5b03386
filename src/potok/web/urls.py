"""Addresses of all pages, a section each."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from potok.web.shell.home import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("", include("potok.web.shell.urls")),
    path("bench/", include("potok.web.bench.urls")),
    path("board/", include("potok.web.board.urls")),
    path("gallery/", include("potok.web.gallery.urls")),
    path("import/", include("potok.web.imports.urls")),
    path("learning/", include("potok.web.learning.urls")),
    path("orders/", include("potok.web.journal.urls")),
    path("projects/", include("potok.web.projects.urls")),
    path("pull-table/", include("potok.web.pull_table.urls")),
]
