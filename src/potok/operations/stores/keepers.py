"""Whose stock it is: a keeper counts, corrects, returns and scraps what lies in the own warehouse."""

from __future__ import annotations

from collections.abc import Iterable

from potok.operations.people.acting import Actor
from potok.operations.people.rights import COMMANDS, NoRightError
from potok.operations.people.roles import Role
from potok.operations.warehouse.places import FINISHED_GOODS, HANDED_OVER

#: Product is kept by the finished goods warehouse, on its way there too; all else by the raw and tare one.
_PRODUCT = frozenset({FINISHED_GOODS, HANDED_OVER})


def require_keeper(actor: Actor, name: str, places: Iterable[str]) -> None:
    """Refuse a command on stock that another warehouse keeps (order-workflow 2).

    Args:
        name: Of the command, whose right the actor has.
        places: Where the stock lies or goes to.

    Raises:
        NoRightError: With the role whose warehouse it is.
    """
    others = (COMMANDS[name] & actor.roles) - {Role.RAW_WAREHOUSE, Role.FG_WAREHOUSE}
    for place in places:
        keeper = Role.FG_WAREHOUSE if place in _PRODUCT else Role.RAW_WAREHOUSE
        if keeper not in actor.roles and not others:
            raise NoRightError(command=name, roles=keeper.label)
