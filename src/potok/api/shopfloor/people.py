"""People of a workshop's tablets: tiles and PINs."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Schema
from pydantic import StringConstraints

from potok.api.fields import Code, Given, Line
from potok.api.section import Section
from potok.operations.catalog.errors import UnknownWorkshopError
from potok.operations.people.acting import Actor
from potok.operations.people.floor import FloorPerson, floor_people, save_floor_person
from potok.operations.shopfloor.reads.lists import workshops

section = Section("Цех: люди планшета")


class TileOut(Schema):
    """A person as the tablet shows them."""

    username: str
    name: str
    position: str
    has_pin: bool


class TileList(Schema):
    """People by surname."""

    people: list[TileOut]


class PersonIn(Given):
    """A known user by name, or a new person who only works at the tablet."""

    username: Line = ""
    first_name: Line = ""
    last_name: Line = ""
    position: Line = ""
    pin: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,8}$")]


def _without_pin(workshop: str, given: PersonIn) -> bytes:
    """What a repeated command must equal: a digest of so short a secret would give it away."""
    return f"{workshop}\n{given.username}\n{given.last_name}\n{given.first_name}".encode()


@section.read("/{workshop}", right="read_shop", answer=TileList, summary="Люди планшета цеха")
def tiles(_: Actor, workshop: Code) -> dict[str, Any]:
    """Active people of the workshop's tablets."""
    found = next((row.id for row in workshops() if row.code == workshop), None)
    if found is None:
        raise UnknownWorkshopError(workshop=workshop)
    return {"people": floor_people(found)}


@section.command(
    "/{workshop}", name="set_pin", answer=TileOut, summary="Дать плитку и PIN", fingerprint=_without_pin
)
def save(actor: Actor, workshop: Code, given: PersonIn) -> FloorPerson:
    """A tile and a PIN; a new PIN lifts a lock-out."""
    return save_floor_person(
        actor,
        workshop=workshop,
        username=given.username,
        pin=given.pin,
        first_name=given.first_name,
        last_name=given.last_name,
        position=given.position,
    )
