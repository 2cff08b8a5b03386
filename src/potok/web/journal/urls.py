"""Addresses of the journal.

An order stands under its own number, which may hold a slash («ЗП-0140/1»); everything else stands under
«-/», which no number begins with.
"""

from __future__ import annotations

from django.urls import path

from potok.web.journal import (
    arranging,
    card,
    confirming,
    dating,
    ending,
    filter_forms,
    new_order,
    proposing,
    reallocating,
    saved_views,
    tasks,
    views,
    workbook,
)

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
    path("-/proposals/", tasks.proposals, name="proposals"),
    path("-/new/", new_order.new, name="new"),
    path("-/new/products/", new_order.products, name="products"),
    path("-/new/customers/", new_order.customers, name="customers"),
    path("-/new/notes/", new_order.notes, name="new_notes"),
    path("-/confirm/preview/", confirming.preview, name="preview_confirm"),
    path("-/confirm/", confirming.apply, name="confirm"),
    path("-/recheck/", confirming.recheck, name="recheck"),
    path("-/cancel/ask/", ending.ask_cancel, name="ask_cancel"),
    path("-/cancel/", ending.cancel, name="cancel"),
    path("-/return/ask/", ending.ask_return, name="ask_return"),
    path("-/return/", ending.give_back, name="return"),
    path("-/propose/ask/", proposing.ask, name="ask_propose"),
    path("-/propose/", proposing.propose, name="propose"),
    path("-/propose/many/", proposing.propose_many, name="propose_many"),
    path("-/answer/ask/", proposing.ask_answer, name="ask_answer"),
    path("-/answer/", proposing.answer, name="answer"),
    path("-/withdraw/ask/", proposing.ask_withdraw, name="ask_withdraw"),
    path("-/withdraw/", proposing.withdraw, name="withdraw"),
    path("-/resubmit/ask/", new_order.ask_resubmit, name="ask_resubmit"),
    path("-/resubmit/", new_order.resubmit, name="resubmit"),
    path("-/urgency/ask/", new_order.ask_urgency, name="ask_urgency"),
    path("-/urgency/", new_order.urge, name="urge"),
    path("-/priority/ask/", arranging.ask_priority, name="ask_priority"),
    path("-/priority/", arranging.prioritise, name="priority"),
    path("-/merge/ask/", arranging.ask_merge, name="ask_merge"),
    path("-/merge/", arranging.merge, name="merge"),
    path("-/split/ask/", arranging.ask_split, name="ask_split"),
    path("-/split/", arranging.split, name="split"),
    path("-/dates/ask/", dating.ask, name="ask_dates"),
    path("-/dates/preview/", dating.preview, name="preview_dates"),
    path("-/dates/", dating.apply, name="correct_dates"),
    path("-/reallocate/ask/", reallocating.ask, name="ask_reallocate"),
    path("-/reallocate/", reallocating.apply, name="reallocate"),
    path("<path:order_no>/look/", card.look, name="look"),
    path("<path:order_no>/history/", card.card_history_part, name="history"),
    path("<path:order_no>/need/", card.need, name="need"),
    path("<path:order_no>/", card.card, name="card"),
]
