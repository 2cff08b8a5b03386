"""Addresses of what notices are about: sections register how their subjects are reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import urlencode

from django.urls import reverse

#: Address of a subject by its key.
Address: TypeAlias = Callable[[str], str]
_ADDRESSES: dict[str, Address] = {
    "order": lambda key: reverse("journal:card", args=[key]),
    "signal": lambda key: f"{reverse('pull_table:signals')}?{urlencode({'view': 'all', 'text': key})}",
    "receipt": lambda key: f"{reverse('pull_table:receipts')}?{urlencode({'view': 'all', 'text': key})}",
    "lot": lambda key: f"{reverse('quality:list')}?{urlencode({'text': key})}",
    "agreement": lambda key: f"{reverse('board:agreement')}?{urlencode({'order': key})}",
    "board": lambda key: f"{reverse('board:board')}?{urlencode({'order': key})}",
    "plan": lambda key: f"{reverse('board:board')}?{urlencode({'plan': key})}",
}


def subject(kind: str) -> Callable[[Address], Address]:
    """Register the address of a kind of subjects."""

    def register(address: Address) -> Address:
        _ADDRESSES[kind] = address
        return address

    return register


def href_of(subject: tuple[str, str]) -> str:
    """Address of a subject, empty when its kind is not known."""
    kind, key = subject
    address = _ADDRESSES.get(kind)
    return address(key) if address else ""
