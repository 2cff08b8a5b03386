"""Post one card in a process of its own: `python -m builders.post_one NUMBER`."""

from __future__ import annotations

import sys

import django

django.setup()


def main() -> None:
    """Post the card and say so."""
    from potok.operations.people.acting import SYSTEM
    from potok.operations.shopfloor.services.posting import post_card

    post_card(SYSTEM, number=sys.argv[1])
    print("posted")  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main()
