"""Addresses of the sales plan."""

from django.urls import path

from potok.web.sales import views

app_name = "sales"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("save/", views.save, name="save"),
]

RIGHTS = {"plan": "read_sales_plan", "save": "edit_sales_plan"}
