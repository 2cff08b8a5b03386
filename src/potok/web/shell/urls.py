"""Addresses of the shell."""

from django.contrib.auth import views as auth
from django.urls import path

from potok.web.shell import views

app_name = "shell"
urlpatterns = [
    path("login/", auth.LoginView.as_view(template_name="potok/login.html"), name="login"),
    path("logout/", auth.LogoutView.as_view(next_page="shell:login"), name="logout"),
    path("find/", views.find, name="find"),
    path("counts/", views.counts, name="counts"),
]
