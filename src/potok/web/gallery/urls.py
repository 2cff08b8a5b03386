"""Addresses of the gallery."""

from django.urls import path

from potok.web.gallery import views
from potok.web.shell.page_rights import EVERYBODY

app_name = "gallery"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("list/", views.sample_list, name="list"),
    path("list/rows/", views.sample_rows, name="rows"),
    path("list/<int:index>/", views.sample_order, name="order"),
    path("list/<int:index>/look/", views.sample_look, name="look"),
    path("matrix/", views.sample_matrix, name="matrix"),
    path("block/", views.sample_block, name="block"),
    path("cell/", views.sample_cell, name="cell"),
    path("filter/", views.sample_filter, name="filter"),
    path("dialog/", views.sample_dialog, name="dialog"),
    path("command/", views.sample_command, name="command"),
    path("job/", views.sample_job, name="job"),
]

# The views let administrators in, and everybody while debugging.
RIGHTS = {
    "gallery": EVERYBODY,
    "list": EVERYBODY,
    "rows": EVERYBODY,
    "order": EVERYBODY,
    "look": EVERYBODY,
    "matrix": EVERYBODY,
    "block": EVERYBODY,
    "cell": EVERYBODY,
    "filter": EVERYBODY,
    "dialog": EVERYBODY,
    "command": EVERYBODY,
    "job": EVERYBODY,
}
