"""Addresses of project notes."""

from django.urls import path

from potok.web.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("<str:number>/", views.compose, name="compose"),
    path("<str:number>/file.<str:kind>", views.document, name="document"),
]

RIGHTS = {
    "list": "read_calculations",
    "new": "save_project",
    "compose": "read_calculations",
    "document": "read_calculations",
}
