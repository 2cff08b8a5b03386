"""Addresses of the warehouses."""

from __future__ import annotations

from django.urls import path

from potok.web.stock import (
    cards,
    commands,
    counting,
    counts,  # noqa: F401 - registers counts of the navigation and sources of the search
)
from potok.web.stock.lists import LOTS, STOCK
from potok.web.stock.paper_lists import HANDOVER, PAPERS

app_name = "stock"
urlpatterns = [
    *STOCK.urls(""),
    *LOTS.urls("lots/"),
    *PAPERS.urls("papers/"),
    *HANDOVER.urls("handover/"),
    path("items/<str:code>/", cards.item, name="item"),
    path("lot/<path:code>/look/", cards.lot_look, name="lot_look"),
    path("lot/<path:code>/export/", cards.lot_export, name="lot_export"),
    path("lot/<path:code>/correct/", counting.correct, name="correct"),
    path("lot/<path:code>/", cards.lot, name="lot"),
    path("paper/<str:number>/", cards.paper, name="paper"),
    path("paper/<str:number>/accept/", commands.accept, name="accept"),
    path("paper/<str:number>/decline/", commands.decline, name="decline"),
    path("paper/<str:number>/offer/", commands.offer_again, name="offer_again"),
    path("paper/<str:number>/reverse/", commands.reverse_paper, name="reverse"),
    path("count/", counting.start, name="start_count"),
    path("count/<str:number>/", counting.count, name="count"),
    path("count/<str:number>/save/", counting.save, name="save_count"),
    path("count/<str:number>/post/", counting.post, name="post_count"),
    path("count/<str:number>/drop/", counting.drop, name="drop_count"),
    path("receive/<path:code>/", commands.receive, name="receive"),
    path("opening/", commands.opening, name="opening"),
    path("issue/", commands.issue, name="issue"),
    path("shop-return/", commands.shop_return, name="shop_return"),
    path("ship/", commands.ship, name="ship"),
    path("trade-return/", commands.trade_return, name="trade_return"),
    path("supplier-return/", commands.supplier_return, name="supplier_return"),
    path("scrap/", commands.scrap, name="scrap"),
]

RIGHTS = {
    "list": "read_stock",
    "list_rows": "read_stock",
    "list_export": "read_stock",
    "list_filter": "read_stock",
    "lots": "read_stock",
    "lots_rows": "read_stock",
    "lots_export": "read_stock",
    "lots_filter": "read_stock",
    "papers": "read_stock",
    "papers_rows": "read_stock",
    "papers_export": "read_stock",
    "papers_filter": "read_stock",
    "handover": "read_stock",
    "handover_rows": "read_stock",
    "handover_export": "read_stock",
    "handover_filter": "read_stock",
    "item": "read_stock",
    "lot_look": "read_stock",
    "lot_export": "read_stock",
    "correct": "correct_stock",
    "lot": "read_stock",
    "paper": "read_stock",
    "accept": "accept_product",
    "decline": "accept_product",
    "offer_again": "offer_product",
    "reverse": "read_stock",
    "start_count": "count_stock",
    "count": "read_stock",
    "save_count": "count_stock",
    "post_count": "count_stock",
    "drop_count": "count_stock",
    "receive": "receive_stock",
    "opening": "enter_opening",
    "issue": "issue_stock",
    "shop_return": "return_stock",
    "ship": "ship_product",
    "trade_return": "return_stock",
    "supplier_return": "return_stock",
    "scrap": "scrap_stock",
}
