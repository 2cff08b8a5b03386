"""People at the tablets of a workshop: tiles, PINs, lock-out after wrong ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.models import Workshop
from potok.operations.people.acting import Actor, command
from potok.operations.people.errors import NotAtThisFloorError, PinLockedError, WrongPinError
from potok.operations.people.models import User
from potok.operations.people.rights import NoRightError, roles_for
from potok.operations.people.roles import Role

#: Wrong PINs in a row after which a person is locked out, and for how long.
MOST_FAILURES = 5
LOCK_OUT = dt.timedelta(minutes=5)
_SHORTEST, _LONGEST = 4, 8
_ANY_WORKSHOP = frozenset({Role.ADMIN, Role.PERSONNEL})


@dataclass(frozen=True, slots=True)
class FloorPerson:
    """A tile of the tablet."""

    username: str
    name: str
    position: str
    has_pin: bool


def floor_people(workshop_id: int) -> tuple[FloorPerson, ...]:
    """Active people of a workshop's tablets by surname (one query)."""
    found = User.objects.filter(floor_id=workshop_id, is_active=True).order_by(
        "last_name", "first_name", "id"
    )
    return tuple(FloorPerson(user.username, user.short_name, user.position, bool(user.pin)) for user in found)


def save_floor_person(
    actor: Actor,
    *,
    workshop: str,
    username: str,
    pin: str,
    first_name: str = "",
    last_name: str = "",
    position: str = "",
) -> FloorPerson:
    """Give a person a tile at a workshop and a PIN; a person without a user gets one that cannot sign in.

    Args:
        username: Of a known user; empty = a new person with the names.
        pin: Four to eight digits; it lifts a lock-out.

    Raises:
        InvalidDataError: PIN or names are no good, or the workshop or user is unknown.
        NoRightError: The workshop is not the actor's own.
    """
    faults = []
    place = Workshop.objects.filter(code=workshop).first()
    if place is None:
        faults.append(Problem("Человек цеха", None, "workshop", workshop, "код цеха", "unknown_reference"))
    if not (pin.isascii() and pin.isdigit() and _SHORTEST <= len(pin) <= _LONGEST):
        faults.append(Problem("Человек цеха", None, "pin", None, f"от {_SHORTEST} до {_LONGEST} цифр"))
    elif len(set(pin)) == 1:
        faults.append(Problem("Человек цеха", None, "pin", None, "разные цифры"))
    if not username and not last_name.strip():
        faults.append(Problem("Человек цеха", None, "last_name", None, "фамилия"))
    user = User.objects.filter(username=username).first() if username else None
    if username and user is None:
        faults.append(
            Problem("Человек цеха", None, "username", username, "имя пользователя", "unknown_reference")
        )
    if faults or place is None:
        raise InvalidDataError(faults)
    with command(actor, "set_pin"):
        if actor.user_id is not None and not actor.roles & _ANY_WORKSHOP and place.pk not in actor.workshops:
            raise NoRightError(command="set_pin", roles=roles_for("set_pin"))
        if user is None:
            user = User(
                username=_free_name(workshop), first_name=first_name.strip(), last_name=last_name.strip()
            )
            user.set_unusable_password()
        user.floor, user.position = place, position.strip() or user.position
        user.pin, user.pin_failures, user.pin_locked_until = make_password(pin), 0, None
        user.save()
    return FloorPerson(user.username, user.short_name, user.position, has_pin=True)


def person_by_pin(*, workshop_id: int, username: str, pin: str) -> FloorPerson:
    """The person of a tile, when the PIN is theirs; wrong PINs are counted.

    Raises:
        NotAtThisFloorError: Nobody of that name works at the workshop's tablets.
        PinLockedError: Too many wrong PINs; the right one is refused too until the time is over.
        WrongPinError: The PIN is another one.
    """
    refusal: WrongPinError | PinLockedError | None = None
    with transaction.atomic():
        people = User.objects.select_for_update(of=("self",)).filter(floor_id=workshop_id, is_active=True)
        user = people.filter(username=username).first()
        if user is None:
            code = Workshop.objects.filter(pk=workshop_id).values_list("code", flat=True).first()
            raise NotAtThisFloorError(username=username, workshop=code)
        now = timezone.now()
        if user.pin_locked_until is not None and user.pin_locked_until > now:
            refusal = _locked(user, user.pin_locked_until)
        elif user.pin and check_password(pin, user.pin):
            user.pin_failures, user.pin_locked_until = 0, None
        else:
            user.pin_failures += 1
            left = MOST_FAILURES - user.pin_failures
            refusal = WrongPinError(left=left)
            if left <= 0:
                user.pin_failures, user.pin_locked_until = 0, now + LOCK_OUT
                refusal = _locked(user, now + LOCK_OUT)
        user.save(update_fields=["pin_failures", "pin_locked_until"])
    # Raised outside the transaction: the count of wrong PINs must stay.
    if refusal is not None:
        raise refusal
    return FloorPerson(user.username, user.short_name, user.position, has_pin=True)


def _locked(user: User, until: dt.datetime) -> PinLockedError:
    return PinLockedError(name=user.short_name, until=f"{timezone.localtime(until):%H:%M}")


def _free_name(workshop: str) -> str:
    """«floor-1-07»: the next free user name of people who never sign in with a password."""
    prefix = f"floor-{workshop}-"
    taken = set(User.objects.filter(username__startswith=prefix).values_list("username", flat=True))
    place = 1
    while f"{prefix}{place:02d}" in taken:
        place += 1
    return f"{prefix}{place:02d}"
