"""Commands of the warehouses, each a form in the side panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from potok.errors import PotokError
from potok.operations.orders.reads.receipts import receipt_row
from potok.operations.stores import handover, issuing, receiving, reversing, shipping
from potok.operations.stores.reads.choices import customer_names, supplier_names
from potok.operations.stores.reads.lots import lot_rows
from potok.operations.stores.reads.papers import paper_card
from potok.operations.stores.receiving import NewLot, OpeningLot
from potok.operations.stores.shelf import Part
from potok.web import formats
from potok.web.listing.panels import Done, Panel, command_panel
from potok.web.shell.person import actor
from potok.web.stock.forms import (
    AcceptForm,
    IssueForm,
    NoteForm,
    OpeningForm,
    PartnerForm,
    ReasonForm,
    ReasonPartsForm,
    ReceiveForm,
    ShipForm,
)
from potok.web.stock.words import PAPER_KINDS

_FORM = ["GET", "POST"]


@require_http_methods(_FORM)
def receive(request: HttpRequest, code: str) -> HttpResponse:
    """Take in lots of a delivery."""
    row = receipt_row(code)

    def act(values: dict[str, Any]) -> Done:
        came = receiving.receive(
            actor(request),
            receipt=code,
            lots=[_new_lot(each) for each in values["lots"]],
            last=values["last"],
            note=values["note"],
        )
        rest = f", остаток {formats.number(came.rest)} ждём дальше" if came.rest else ""
        return Done(f"{code}: принято {formats.number(came.arrived)}, документ {came.paper}{rest}")

    return command_panel(
        request,
        right="receive_stock",
        panel=Panel("Принять на склад", "Принять", f"{row.code} · {row.item_id} {row.item_name}", "package"),
        form=ReceiveForm,
        act=act,
        initial={"lots": [{"qty": row.qty}]},
    )


@require_http_methods(_FORM)
def opening(request: HttpRequest) -> HttpResponse:
    """Enter opening balances."""

    def act(values: dict[str, Any]) -> Done:
        lots = [
            OpeningLot(
                qty=each["qty"],
                code=each["code"],
                expiry_date=each["expiry"],
                item=each["item"],
                location=values["location"],
                qc_status=values["qc_status"],
            )
            for each in values["lots"]
        ]
        paper = receiving.enter_opening(actor(request), lots=lots, note=values["note"])
        return Done(f"Остатки введены, документ {paper.number}")

    return command_panel(
        request,
        right="enter_opening",
        panel=Panel("Ввести остатки", "Ввести", icon="file-up"),
        form=OpeningForm,
        act=act,
    )


@require_http_methods(_FORM)
def issue(request: HttpRequest) -> HttpResponse:
    """Issue reserved material of an order to its shop."""

    def act(values: dict[str, Any]) -> Done:
        paper = issuing.issue(
            actor(request),
            order_no=values["order_no"],
            workshop=values["workshop"],
            parts=parts_of(values["parts"]),
            note=values["note"],
        )
        return Done(f"Отпущено в {paper.place_to}, документ {paper.number}")

    order_no = request.GET.get("order", "")
    return command_panel(
        request,
        right="issue_stock",
        panel=Panel("Отпустить в цех", "Отпустить", "М-11: сырьё и тара в резерве заказа", "send"),
        form=IssueForm,
        act=act,
        initial={"order_no": order_no, "parts": _rows(issuing.proposed_issue(order_no)) if order_no else []},
    )


@require_http_methods(_FORM)
def shop_return(request: HttpRequest) -> HttpResponse:
    """Take unused material back from a shop."""

    def act(values: dict[str, Any]) -> Done:
        paper = issuing.return_from_shop(
            actor(request), parts=parts_of(values["parts"]), reason=values["reason"]
        )
        return Done(f"Возвращено на склад, документ {paper.number}")

    return command_panel(
        request,
        right="return_stock",
        panel=Panel("Возврат из цеха", "Вернуть на склад", icon="undo-2"),
        form=ReasonPartsForm,
        act=act,
        initial={"parts": _asked_lot(request)},
    )


@require_http_methods(_FORM)
def ship(request: HttpRequest) -> HttpResponse:
    """Ship product."""

    def act(values: dict[str, Any]) -> Done:
        paper = shipping.ship(
            actor(request),
            customer=values["partner"],
            parts=parts_of(values["parts"]),
            order_no=values["order_no"],
            note=values["reason"],
        )
        return Done(f"Отгружено: {formats.customer(values['partner'])}, документ {paper.number}")

    return command_panel(
        request,
        right="ship_product",
        panel=Panel("Отгрузить", "Отгрузить", "Принятое складом и разрешённое ОТК", "truck"),
        form=lambda *given, **named: _labelled(ShipForm(customer_names(), *given, **named), "Клиент"),
        act=act,
        initial={"parts": _asked_lot(request) or _proposed(request)},
    )


@require_http_methods(_FORM)
def trade_return(request: HttpRequest) -> HttpResponse:
    """Product comes back from a customer."""

    def act(values: dict[str, Any]) -> Done:
        paper = shipping.return_from_trade(
            actor(request),
            customer=values["partner"],
            parts=parts_of(values["parts"]),
            reason=values["reason"],
        )
        return Done(f"Возврат принят в карантин, документ {paper.number}")

    return command_panel(
        request,
        right="return_stock",
        panel=Panel("Возврат от покупателя", "Принять возврат", icon="undo-2"),
        form=lambda *given, **named: _labelled(PartnerForm(customer_names(), *given, **named), "Клиент"),
        act=act,
        initial={"parts": _asked_lot(request)},
    )


@require_http_methods(_FORM)
def supplier_return(request: HttpRequest) -> HttpResponse:
    """Bad raw material goes back."""

    def act(values: dict[str, Any]) -> Done:
        paper = shipping.return_to_supplier(
            actor(request),
            supplier=values["partner"],
            parts=parts_of(values["parts"]),
            reason=values["reason"],
        )
        return Done(f"Возвращено поставщику, документ {paper.number}")

    return command_panel(
        request,
        right="return_stock",
        panel=Panel("Вернуть поставщику", "Вернуть", icon="undo-2"),
        form=lambda *given, **named: _labelled(PartnerForm(supplier_names(), *given, **named), "Поставщик"),
        act=act,
        initial={"parts": _asked_lot(request)},
    )


@require_http_methods(_FORM)
def scrap(request: HttpRequest) -> HttpResponse:
    """Write off bad stock."""

    def act(values: dict[str, Any]) -> Done:
        paper = shipping.scrap(actor(request), parts=parts_of(values["parts"]), reason=values["reason"])
        return Done(f"Списано, документ {paper.number}")

    return command_panel(
        request,
        right="scrap_stock",
        panel=Panel(
            "Списать брак", "Списать", "Забракованное, заблокированное, просроченное", "trash-2", danger=True
        ),
        form=ReasonPartsForm,
        act=act,
        initial={"parts": _asked_lot(request)},
    )


@require_http_methods(_FORM)
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Accept a hand-over."""
    card = paper_card(number)

    def act(values: dict[str, Any]) -> Done:
        counted = {each["lot"]: each["qty"] for each in values["counted"]}
        found = handover.accept_product(
            actor(request), number=number, counted=counted, reason=values["reason"]
        )
        ready = "можно отгружать" if found.shippable else "отгрузка после решения ОТК"
        return Done(f"{number}: принято, {ready}", warns=bool(found.differences))

    return command_panel(
        request,
        right="accept_product",
        panel=Panel("Принять продукцию", "Принять", f"{number} · заказ {card.head.order_no or '—'}"),
        form=AcceptForm,
        act=act,
        initial={"counted": [{"lot": line.lot, "qty": line.qty} for line in card.lines]},
    )


@require_http_methods(_FORM)
def decline(request: HttpRequest, number: str) -> HttpResponse:
    """Decline a hand-over."""

    def act(values: dict[str, Any]) -> Done:
        handover.decline_product(actor(request), number=number, reason=values["reason"])
        return Done(f"{number}: отклонено, продукция осталась в цехе", warns=True)

    return command_panel(
        request,
        right="accept_product",
        panel=Panel("Отклонить передачу", "Отклонить", number, "x", danger=True),
        form=ReasonForm,
        act=act,
    )


@require_http_methods(_FORM)
def offer_again(request: HttpRequest, number: str) -> HttpResponse:
    """Offer declined product again."""

    def act(values: dict[str, Any]) -> Done:
        handover.offer_again(actor(request), number=number, note=values["note"])
        return Done(f"{number}: снова передано складу")

    return command_panel(
        request,
        right="offer_product",
        panel=Panel("Передать снова", "Передать", number, "send"),
        form=NoteForm,
        act=act,
    )


@require_http_methods(_FORM)
def reverse_paper(request: HttpRequest, number: str) -> HttpResponse:
    """Take a posted paper back: what it moved is shown before."""
    card = paper_card(number)

    def act(values: dict[str, Any]) -> Done:
        mirror = reversing.reverse_paper(actor(request), number=number, reason=values["reason"])
        return Done(f"{number}: сторнирован документом {mirror.number}")

    return command_panel(
        request,
        right=reversing.right_to_reverse(number),
        panel=Panel(
            "Сторнировать документ",
            "Сторнировать",
            f"{number} · {PAPER_KINDS[card.head.kind]}",
            "rotate-ccw",
            danger=True,
            template="potok/stock/reverse.html",
        ),
        form=ReasonForm,
        act=act,
        context={"card": card},
    )


def parts_of(rows: Sequence[Mapping[str, Any]]) -> list[Part]:
    """Rows of a form as parts."""
    return [Part(row["lot"], row["qty"]) for row in rows]


def _new_lot(row: Mapping[str, Any]) -> NewLot:
    return NewLot(qty=row["qty"], code=row["code"], expiry_date=row["expiry"], expires_at=row.get("moment"))


def _rows(parts: Sequence[Part]) -> list[dict[str, object]]:
    return [{"lot": part.lot, "qty": part.qty} for part in parts]


def _asked_lot(request: HttpRequest) -> list[dict[str, object]]:
    """The lot of the address line with all of it that is free."""
    code = request.GET.get("lot", "")
    row = lot_rows([code]).get(code) if code else None
    return [{"lot": row.code, "qty": row.free}] if row is not None else []


def _proposed(request: HttpRequest) -> list[dict[str, object]]:
    """Lots for an item and quantity of the address line; nothing when they do not suffice."""
    item, qty = request.GET.get("item", ""), request.GET.get("qty", "")
    if not item or not qty.isdigit():
        return []
    try:
        return _rows(shipping.proposed_shipment(item, Decimal(qty)))
    except PotokError:
        return []


def _labelled(form: forms.Form, partner: str) -> forms.Form:
    form.fields["partner"].label = partner
    return form
