"""The company and the settings of the whole plant."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from ninja import Schema
from pydantic import Field, StringConstraints

from potok.api.fields import Day, Given, OneOf, Quantity
from potok.api.section import Section
from potok.operations.master_data.holiday_dates import COUNTRIES
from potok.operations.master_data.services.company import change_settings, present_settings
from potok.operations.people.acting import Actor

section = Section("Предприятие")

_Percent: TypeAlias = Annotated[Decimal, Field(ge=0, le=100, max_digits=6, decimal_places=3)]
_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
_Short: TypeAlias = Annotated[str, StringConstraints(max_length=60, pattern=_PRINTABLE)]
_Text: TypeAlias = Annotated[str, StringConstraints(max_length=150, pattern=_PRINTABLE)]


class SettingsOut(Schema):
    """Settings of the plant."""

    name: str
    legal_name: str
    country: str
    tax_id: str
    statistics_code: str
    address: str
    phone: str
    director: str
    chief_accountant: str
    under_tolerance_pct: Quantity
    over_tolerance_pct: Quantity
    deviation_tolerance_pct: Quantity
    loss_tolerance_points: Quantity
    frozen_zone_h: int
    purchase_lot: Quantity
    max_load_share: Quantity
    keep_partial_reservation: bool
    agreement_required: bool
    four_eyes: bool
    plant_today: dt.date | None


class SettingsIn(Given):
    """Settings that are to change; those left out stay."""

    name: _Text | None = None
    legal_name: _Text | None = None
    country: Annotated[str, OneOf(COUNTRIES)] | None = None
    tax_id: Annotated[str, StringConstraints(max_length=12, pattern=r"^\d*$")] | None = None
    statistics_code: Annotated[str, StringConstraints(max_length=14, pattern=_PRINTABLE)] | None = None
    address: _Text | None = None
    phone: _Short | None = None
    director: _Text | None = None
    chief_accountant: _Text | None = None
    under_tolerance_pct: _Percent | None = None
    over_tolerance_pct: _Percent | None = None
    deviation_tolerance_pct: _Percent | None = None
    loss_tolerance_points: _Percent | None = None
    frozen_zone_h: Annotated[int, Field(ge=0, le=720)] | None = None
    purchase_lot: Annotated[Decimal, Field(gt=0, le=10**9, max_digits=12, decimal_places=3)] | None = None
    max_load_share: Annotated[Decimal, Field(ge=0, le=10, max_digits=6, decimal_places=3)] | None = None
    keep_partial_reservation: bool | None = None
    agreement_required: bool | None = None
    four_eyes: bool | None = None
    plant_today: Day | None = None


@section.read("", right="read_catalog", answer=SettingsOut, summary="Предприятие и настройки")
def show(_: Actor) -> dict[str, Any]:
    """All settings."""
    return present_settings()


@section.command("", name="change_settings", method="PUT", answer=SettingsOut, summary="Изменить настройки")
def change(actor: Actor, given: SettingsIn) -> dict[str, Any]:
    """Write the given settings."""
    named = given.model_dump(exclude_unset=True)
    values = {name: value for name, value in named.items() if value is not None or name == "plant_today"}
    change_settings(actor, values=values)
    return present_settings()
