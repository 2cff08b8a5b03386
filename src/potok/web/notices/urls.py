"""Addresses of notices."""

from django.urls import path

from potok.web.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="list"),
    path("panel/", views.panel, name="panel"),
    path("dismiss/", views.dismiss, name="dismiss"),
    path("restore/", views.restore, name="restore"),
]

RIGHTS = {
    "list": "read_notices",
    "panel": "read_notices",
    "dismiss": "dismiss_notices",
    "restore": "dismiss_notices",
}
