"""What stands at the head of a document made from a note."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """Data of the title block; whatever is empty is left out.

    Attributes:
        plant: Name of the plant.
        number: Number of the saved calculation.
        version: Its version.
        author: Who made it.
        date: When.
        subject: What it is about: product, route, machine or line.
        comment: Remark of the author.
    """

    plant: str = ""
    number: str = ""
    version: int | None = None
    author: str = ""
    date: dt.date | None = None
    subject: str = ""
    comment: str = ""


#: A calculation that is not saved.
NO_HEADING = Heading()
