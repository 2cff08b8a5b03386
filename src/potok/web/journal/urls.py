"""Addresses of the journal. An order stands under its own number, which may hold a slash («ЗП-0140/1»)."""

from __future__ import annotations

from django.urls import path

from potok.web.journal import filter_forms, saved_views, views, workbook

app_name = "journal"
urlpatterns = [
    path("", views.order_list, name="list"),
    path("-/rows/", views.rows, name="rows"),
    path("-/totals/", views.totals, name="totals"),
    path("-/export.xlsx", workbook.export, name="export"),
    path("-/view/save/", saved_views.save, name="save_view"),
    path("-/view/<int:view_id>/delete/", saved_views.delete, name="delete_view"),
    path("-/filter/<str:key>/", filter_forms.filter_form, name="filter"),
    path("-/filter/<str:key>/values/", filter_forms.filter_values, name="filter_values"),
    path("-/filter/<str:key>/set/", filter_forms.set_filter, name="set_filter"),
]
