"""The page of a technological card (visual language, screen 06)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from potok.operations.people.acting import Actor, require
from potok.operations.shopfloor.errors import UnknownCardError
from potok.operations.shopfloor.reads import lists
from potok.operations.shopfloor.reads.card_choices import lot_choices
from potok.operations.shopfloor.reads.card_detail import CardDetail, card_detail
from potok.operations.shopfloor.services.posting import preview_posting
from potok.web.components.parts import Hint
from potok.web.shell.person import actor
from potok.web.tech_cards import card_values as values
from potok.web.tech_cards.links import order_url

_HINTS = {
    "edit": (
        Hint(("Tab",), "следующая ячейка факта"),
        Hint(("F4",), "к строке без причины"),
        Hint(("F2",), "сохранить и пересчитать"),
        Hint(("Ctrl", "↵"), "передать плановику"),
    ),
    "post": (
        Hint(("Tab",), "следующая причина"),
        Hint(("F4",), "к строке без причины"),
        Hint(("Ctrl", "↵"), "провести и открыть следующую"),
    ),
    "": (Hint(("Esc",), "к списку карт"),),
}


def found_card(number: str) -> CardDetail:
    """The card.

    Raises:
        UnknownCardError: There is none of that number.
    """
    card = card_detail(number)
    if card is None:
        raise UnknownCardError(card=number)
    return card


def owns(person: Actor, workshop_id: int) -> bool:
    """Whether the person heads the workshop."""
    return person.user_id is None or workshop_id in person.workshops


@require_GET
def card(request: HttpRequest, number: str) -> HttpResponse:
    """The card with its checks and effects."""
    return render(request, "potok/tech_cards/card.html", card_context(request, number))


def card_context(request: HttpRequest, number: str) -> dict[str, Any]:
    """Everything that the page shows."""
    person = actor(request)
    require(person, "read_shop")
    shown = found_card(number)
    own = owns(person, shown.workshop_id)
    edit = shown.state == "draft" and person.may("fill_card") and own
    explain = shown.state == "handed_in" and person.may("explain_card")
    may_post = shown.state == "handed_in" and person.may("post_tech_card")
    preview = preview_posting(person, number=number) if shown.state in {"draft", "handed_in"} else None
    failed = {check.code for check in preview.checks if check.state == "failed"} if preview else set()
    rows = values.material_rows(shown, lot_choices([line.item for line in shown.materials]) if edit else None)
    return {
        "title": shown.number,
        "nav": "tech_cards",
        "keep_title": True,
        "card": shown,
        "order_href": order_url(shown.order_no),
        "facts": values.facts(shown, person.name if may_post else ""),
        "rows": rows,
        "to_explain": sum(row.unexplained for row in rows),
        "first_to_explain": next((row.line.item for row in rows if row.unexplained), ""),
        "explained": sum(row.line.beyond and bool(row.line.reason) for row in rows),
        "defects": shown.defects,
        "balance": shown.balance,
        "terms": values.balance_terms(shown.balance) if shown.balance else [],
        "reasons": _reasons(),
        "edit": edit,
        "explain": explain,
        "explainable": edit or explain,
        "may_post": may_post,
        "may_return": shown.state == "handed_in" and person.may("return_card"),
        "may_reverse": shown.state == "posted" and person.may("reverse_tech_card"),
        "may_close_short": shown.state == "posted"
        and shown.order_status == "in_production"
        and person.may("close_short"),
        "over": may_post and "output_within_tolerance" in failed,
        "short": bool(may_post and preview and not preview.completes),
        "checks": values.check_items(preview.checks) if preview else [],
        "ready": preview.ready if preview else False,
        "effects": values.effect_items(preview.effects if preview else shown.effects),
        "hints": _HINTS["edit" if edit else "post" if may_post else ""],
        "hints_end": "Если хоть один шаг не пройдёт, не запишется ничего" if may_post else "",
    }


def _reasons() -> dict[str, list[lists.ReasonRow]]:
    """Reasons to choose from, by kind (one query)."""
    found: dict[str, list[lists.ReasonRow]] = {}
    for reason in lists.reasons():
        found.setdefault(reason.kind, []).append(reason)
    return found
