"""Addresses of purchasing."""

from __future__ import annotations

from django.urls import path

from potok.web.purchasing import advising, commands
from potok.web.purchasing.lists import ORDERS

app_name = "purchasing"
urlpatterns = [
    *ORDERS.urls(""),
    path("new/", commands.new, name="new"),
    path("from-signals/", commands.from_signals, name="from_signals"),
    path("orders/<str:number>/", commands.order, name="order"),
    path("orders/<str:number>/place/", commands.place, name="place"),
    path("orders/<str:number>/cancel/", commands.cancel, name="cancel"),
    path("orders/<str:number>/lines/<int:line_no>/", commands.line, name="line"),
    path("receipts/<path:code>/confirm/", commands.confirm, name="confirm"),
    path("terms/", advising.terms, name="terms"),
    path("terms/edit/", advising.edit_terms, name="terms_edit"),
    path("advice/", advising.advice, name="advice"),
    path("advice/dismiss/", advising.dismiss, name="dismiss"),
    path("advice/recall/", advising.recall, name="recall"),
]

RIGHTS = {
    "list": "read_pull_table",
    "list_rows": "read_pull_table",
    "list_export": "read_pull_table",
    "list_filter": "read_pull_table",
    "new": "purchase",
    "from_signals": "purchase",
    "order": "read_pull_table",
    "place": "purchase",
    "cancel": "purchase",
    "line": "purchase",
    "confirm": "purchase",
    "terms": "read_pull_table",
    "terms_edit": "keep_terms",
    "advice": "read_pull_table",
    "dismiss": "dismiss_advice",
    "recall": "dismiss_advice",
}
