"""Addresses of import and export."""

from django.urls import path

from potok.web.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.upload, name="upload"),
    path("check/", views.check, name="check"),
    path("apply/", views.apply, name="apply"),
    path("plant.zip", views.export_archive, name="export_archive"),
    path("plant.xlsx", views.export_workbook, name="export_workbook"),
]

RIGHTS = {
    "upload": "export_plant",
    "check": "import_plant",
    "apply": "import_plant",
    "export_archive": "export_plant",
    "export_workbook": "export_plant",
}
