"""Addresses of technological cards; numbers hold a slash («ТК 1-2026/00018»)."""

from __future__ import annotations

from django.urls import path

from potok.web.tech_cards import card, commands, listing, periods, printing

app_name = "tech_cards"
urlpatterns = [
    path("", listing.cards, name="list"),
    path("rows/", listing.rows, name="rows"),
    path("filter/<slug:key>/", listing.filter_form, name="filter"),
    path("export/", listing.export, name="export"),
    path("new/", commands.new, name="new"),
    path("periods/", periods.periods, name="periods"),
    path("periods/<str:month>/close/", periods.close, name="close_period"),
    path("periods/<str:month>/reopen/", periods.reopen, name="reopen_period"),
    path("reasons/", periods.reasons, name="reasons"),
    path("reasons/new/", periods.new_reason, name="new_reason"),
    path("reasons/<str:kind>/<str:code>/", periods.reason, name="reason"),
    path("card/<path:number>/save/", commands.save, name="save"),
    path("card/<path:number>/hand-in/", commands.hand_in, name="hand_in"),
    path("card/<path:number>/explain/", commands.explain, name="explain"),
    path("card/<path:number>/post/", commands.post, name="post"),
    path("card/<path:number>/post-over/", commands.post_with, {"wish": "over"}, name="post_over"),
    path("card/<path:number>/post-short/", commands.post_with, {"wish": "short"}, name="post_short"),
    path("card/<path:number>/return/", commands.give_back, name="return"),
    path("card/<path:number>/reverse/", commands.reverse_posting, name="reverse"),
    path("card/<path:number>/void/", commands.put_aside, name="void"),
    path("card/<path:number>/close-short/", commands.close_order_short, name="close_short"),
    path("card/<path:number>/print/", printing.printed, name="print"),
    path("card/<path:number>/workbook/", printing.workbook, name="workbook"),
    path("card/<path:number>/", card.card, name="card"),
]

RIGHTS = {
    "list": "read_shop",
    "rows": "read_shop",
    "filter": "read_shop",
    "export": "read_shop",
    "card": "read_shop",
    "print": "read_shop",
    "workbook": "read_shop",
    "new": "fill_card",
    "save": "fill_card",
    "void": "fill_card",
    "hand_in": "hand_in_card",
    "explain": "explain_card",
    "post": "post_tech_card",
    "post_over": "post_tech_card",
    "post_short": "post_tech_card",
    "return": "return_card",
    "reverse": "reverse_tech_card",
    "close_short": "close_short",
    "periods": "read_shop",
    "close_period": "close_period",
    "reopen_period": "reopen_period",
    "reasons": "read_shop",
    "new_reason": "change_reasons",
    "reason": "change_reasons",
}
