"""Addresses of the shell."""

from django.contrib.auth import views as auth
from django.urls import path

from potok.web.shell import sign_in, views
from potok.web.shell.page_rights import EVERYBODY, STRANGERS

app_name = "shell"
urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="login"),
    path("login/again/", sign_in.again, name="again"),
    path("logout/", auth.LogoutView.as_view(next_page="shell:login"), name="logout"),
    path("password/", sign_in.password, name="password"),
    path("session/", sign_in.session, name="session"),
    path("find/", views.find, name="find"),
    path("counts/", views.counts, name="counts"),
]

RIGHTS = {
    "login": STRANGERS,
    "again": STRANGERS,
    "logout": STRANGERS,
    "password": EVERYBODY,
    "session": EVERYBODY,
    "find": EVERYBODY,
    "counts": EVERYBODY,
}
