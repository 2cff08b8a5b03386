"""Addresses of the pages of a resource."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from potok.exchange.cells import CellFaultError
from potok.operations.master_data.errors import UnknownRecordError
from potok.operations.master_data.resource import Key, Resource


def address(resource: Resource, page: str = "", *, card: Key | None = None) -> str:
    """Address of a page of a resource: its list, `new`, `load`, `card` and so on."""
    name = f"settings:{resource.key}_{page}" if page else f"settings:{resource.key}"
    return reverse(name, args=[] if card is None else [resource.card_text(card)])


def card_of(resource: Resource, text: str) -> Key:
    """The key of a card from its text in an address.

    Raises:
        UnknownRecordError: No card can have that text.
    """
    names = resource.card or resource.keys
    parts = text.split("~") if len(names) > 1 else [text]
    kinds = {column.name: column.kind for column in resource.layout.columns}
    if len(parts) != len(names):
        raise UnknownRecordError(title=resource.title, key=text)
    try:
        return tuple(
            kinds[name].read(part) if part else None for name, part in zip(names, parts, strict=True)
        )
    except CellFaultError as error:
        raise UnknownRecordError(title=resource.title, key=text) from error


def card_fields(resource: Resource, card: Key) -> Mapping[str, str]:
    """The columns that name a card, as texts."""
    names = resource.card or resource.keys
    kinds = {column.name: column.kind for column in resource.layout.columns}
    return {
        name: "" if value is None else kinds[name].write(value)
        for name, value in zip(names, card, strict=True)
    }
