"""The demonstration: the plant «Колорит-Хим» and a user of every role, put into empty books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from potok.exchange.plant_files import read_plant
from potok.operations.catalog.models import Item, PlantSettings, Workshop
from potok.operations.people.acting import SYSTEM
from potok.operations.people.models import User
from potok.operations.people.roles import Role
from potok.operations.people.services import save_user
from potok.operations.plant_transfer import import_plant
from potok.server.demo_sales import load_sales_plan

PLANT_NAME = "Колорит-Хим"
PLANT_FOLDER = Path(__file__).resolve().parents[3] / "data" / "plant"

#: The same for everybody; such users exist only in books that the demonstration itself has filled.
DEMO_PASSWORD = "potok-demo"  # noqa: S105 - printed on the screen by design


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user of the demonstration.

    Attributes:
        login: User name.
        first_name: First name.
        last_name: Surname.
        role: The one role they hold.
        workshop: Code of the workshop that a shop head leads.
    """

    login: str
    first_name: str
    last_name: str
    role: Role
    workshop: str | None = None

    @property
    def position(self) -> str:
        """The role in words, with the workshop."""
        return self.role.label if self.workshop is None else f"{self.role.label} № {self.workshop}"


_STAFF = (
    DemoUser("client", "Марина", "Котова", Role.CLIENT_DEPT),
    DemoUser("planner", "Андрей", "Лебедев", Role.PLANNER),
    DemoUser("purchasing", "Ольга", "Савельева", Role.PURCHASING),
    DemoUser("qc", "Наталья", "Орлова", Role.QC),
    DemoUser("raw", "Сергей", "Мельник", Role.RAW_WAREHOUSE),
    DemoUser("goods", "Ирина", "Белова", Role.FG_WAREHOUSE),
    DemoUser("economist", "Елена", "Гришина", Role.ECONOMIST),
    DemoUser("engineer", "Павел", "Зорин", Role.ENGINEER),
    DemoUser("personnel", "Татьяна", "Фомина", Role.PERSONNEL),
    DemoUser("admin", "Виктор", "Панин", Role.ADMIN),
)
_SHOP_HEADS = (("Николай", "Громов"), ("Дмитрий", "Жуков"), ("Алексей", "Рыбин"), ("Роман", "Сычёв"))


def load_demo(*, today: dt.date | None = None) -> bool:
    """Fill empty books with the demo plant and its users; books with anything in them stay as they are.

    Args:
        today: The plant's date; None = the first date of its calendars. Given for filled books, it
            moves their clock.

    Returns:
        True when the books were empty and have been filled.

    Raises:
        InvalidDataError: The files of the demo plant have been spoiled.
    """
    with transaction.atomic():
        if Item.objects.exists() or User.objects.exists():
            if today is not None:
                set_plant_date(today)
            return False
        plant = read_plant(PLANT_FOLDER, today=today)
        import_plant(plant, actor=SYSTEM, name=PLANT_NAME, fix_today=True)
        load_sales_plan(plant)
        for user in _demo_users():
            save_user(
                SYSTEM,
                username=user.login,
                first_name=user.first_name,
                last_name=user.last_name,
                roles=[(user.role, user.workshop)],
                password=DEMO_PASSWORD,
                position=user.position,
            )
    return True


def set_plant_date(today: dt.date) -> None:
    """Move the plant's own clock."""
    PlantSettings.objects.update_or_create(id=1, defaults={"plant_today": today})


def present_demo_users() -> list[DemoUser]:
    """The demo users that can sign in here, empty for books that are not a demonstration."""
    if not PlantSettings.objects.filter(id=1, name=PLANT_NAME).exists():
        return []
    active = set(User.objects.filter(is_active=True).values_list("username", flat=True))
    return [user for user in _demo_users() if user.login in active]


def _demo_users() -> Iterator[DemoUser]:
    yield from _STAFF
    workshops = Workshop.objects.order_by("code").values_list("code", flat=True)
    for workshop, (first, last) in zip(workshops, _SHOP_HEADS, strict=False):
        yield DemoUser(f"shop{workshop}", first, last, Role.SHOP_HEAD, workshop)
