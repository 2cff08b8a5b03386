"""Data of a calculation inside an address: compressed JSON, readable by anybody who has the link."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from typing import Any

from potok.errors import PotokError

#: Longer addresses are cut by programs on their way.
LONGEST = 6000
#: What a packed address may hold once it is unpacked: a guard against bombs.
_MOST_BYTES = 2_000_000


class BadLinkError(PotokError):
    """The data of the address cannot be read."""

    code = "bad_calculation_link"
    template = "Ссылка на расчёт повреждена: данные не прочитать. Попросите прислать её ещё раз."
    http_status = 400


def packed(given: Mapping[str, Any]) -> str:
    """The data as a word of an address; empty where it would be too long to travel."""
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    word = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    return word if len(word) <= LONGEST else ""


def unpacked(word: str) -> dict[str, Any]:
    """The data of such a word.

    Raises:
        BadLinkError: It is none.
    """
    try:
        content = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
        stream = zlib.decompressobj()
        text = stream.decompress(content, _MOST_BYTES)
        if stream.unconsumed_tail or not stream.eof:
            raise BadLinkError
        found = json.loads(text)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise BadLinkError from error
    if not isinstance(found, dict):
        raise BadLinkError
    return found
