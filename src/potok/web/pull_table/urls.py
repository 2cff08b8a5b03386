"""Addresses of the pull table, the receipts and the signals."""

from django.urls import path

from potok.web.pull_table import (
    ask,
    commands,
    counts,  # noqa: F401 - registers counts of the navigation and sources of the search
    exports,
    freshness,
    phased,
    receipts,
    signals,
    what_if,
)

app_name = "pull_table"
urlpatterns = [
    path("", phased.phased, name="phased"),
    path("export/", exports.phased_export, name="export"),
    path("filter/<str:key>/", phased.filter_form, name="filter"),
    path("item/<str:code>/", phased.block, name="block"),
    path("item/<str:code>/signals/", phased.item_signals, name="item_signals"),
    path("item/<str:code>/<str:kind>/", phased.number, name="number"),
    path("order/<path:order_no>/item/<str:code>/", phased.need, name="need"),
    path("freshness/", freshness.freshness, name="freshness"),
    path("unstartable/", phased.unstartable, name="unstartable"),
    path("what-if/", what_if.what_if, name="what_if"),
    path("what-if/result/", what_if.what_if_result, name="what_if_result"),
    path("redate/", commands.redate, name="redate"),
    path("ask/", ask.ask, name="ask"),
    path("receipts/", receipts.receipts, name="receipts"),
    path("receipts/rows/", receipts.receipt_rows, name="receipt_rows"),
    path("receipts/export/", receipts.receipts_export, name="receipts_export"),
    path("receipts/filter/<str:key>/", receipts.receipt_filter, name="receipt_filter"),
    path("receipts/<str:code>/", receipts.receipt, name="receipt"),
    path("signals/", signals.signals, name="signals"),
    path("signals/rows/", signals.signal_rows, name="signal_rows"),
    path("signals/export/", signals.signals_export, name="signals_export"),
    path("signals/filter/<str:key>/", signals.signal_filter, name="signal_filter"),
    path("signals/acknowledge/", commands.acknowledge, name="acknowledge"),
    path("signals/<str:number>/", signals.signal, name="signal"),
    path("signals/<str:number>/ordered/", commands.answer_ordered, name="answer_ordered"),
    path("signals/<str:number>/close/", commands.close, name="close_signal"),
]

RIGHTS = {
    "phased": "read_pull_table",
    "export": "read_pull_table",
    "filter": "read_pull_table",
    "block": "read_pull_table",
    "item_signals": "read_pull_table",
    "number": "read_pull_table",
    "need": "read_pull_table",
    "freshness": "read_pull_table",
    "unstartable": "read_pull_table",
    "what_if": "read_pull_table",
    "what_if_result": "read_pull_table",
    "receipts": "read_pull_table",
    "receipt_rows": "read_pull_table",
    "receipts_export": "read_pull_table",
    "receipt_filter": "read_pull_table",
    "receipt": "read_pull_table",
    "signals": "read_pull_table",
    "signal_rows": "read_pull_table",
    "signals_export": "read_pull_table",
    "signal_filter": "read_pull_table",
    "signal": "read_pull_table",
    "redate": "redate_receipt",
    "ask": "raise_signal",
    "acknowledge": "answer_signal",
    "answer_ordered": "answer_signal",
    "close_signal": "answer_signal",
}
