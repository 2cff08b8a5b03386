"""The company and the settings of the whole plant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.clock import plant_settings
from potok.operations.catalog.models import COUNTRIES, PlantSettings
from potok.operations.field_history import FieldChange, Shown, events_of, field_changes
from potok.operations.orders.services.checking import check_all_orders
from potok.operations.people.acting import Actor, command
from potok.plant.findings import as_text


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting in words.

    Attributes:
        group: Heading of the form.
        least: Smallest number allowed, None for texts, dates and flags.
    """

    title: str
    group: str
    unit: str = ""
    note: str = ""
    least: int | None = None
    most: int | None = None


_COMPANY, _TOLERANCES, _PLANNING, _AGREEMENT = (
    "Предприятие в документах",
    "Допуски",
    "Планирование и закупки",
    "Порядок работы",
)
SETTINGS: Mapping[str, Setting] = {
    "name": Setting("Краткое название", _COMPANY, note="В шапке страниц и отчётов."),
    "legal_name": Setting("Полное название", _COMPANY),
    "country": Setting("Страна", _COMPANY, note="Праздники календаря и реквизиты документов."),
    "tax_id": Setting("УНП / ИНН", _COMPANY),
    "statistics_code": Setting("ОКПО", _COMPANY),
    "address": Setting("Адрес", _COMPANY),
    "phone": Setting("Телефон", _COMPANY),
    "director": Setting("Руководитель", _COMPANY),
    "chief_accountant": Setting("Главный бухгалтер", _COMPANY),
    "under_tolerance_pct": Setting(
        "Недовыпуск", _TOLERANCES, "%", "На столько меньше можно выпустить, и заказ выполнен.", 0, 100
    ),
    "over_tolerance_pct": Setting(
        "Перевыпуск", _TOLERANCES, "%", "На столько больше принимается без согласования.", 0, 100
    ),
    "deviation_tolerance_pct": Setting(
        "Отклонение расхода", _TOLERANCES, "%", "Сверх него в технологической карте нужна причина.", 0, 100
    ),
    "loss_tolerance_points": Setting(
        "Потери сверх нормы", _TOLERANCES, "п. п.", "Сверх нормы и этого допуска нужна причина.", 0, 100
    ),
    "frozen_zone_h": Setting(
        "Замороженная зона", _PLANNING, "ч", "Сдвиг внутри неё согласуется с цехом заново.", 0, 720
    ),
    "purchase_lot": Setting("Закупочная партия", _PLANNING, "ед.", "Нехватка округляется до неё вверх.", 0),
    "max_load_share": Setting(
        "Предел загрузки", _PLANNING, "", "1 — вся мощность недели; больше — с перегрузкой.", 0, 10
    ),
    "keep_partial_reservation": Setting(
        "Держать частичный резерв", _PLANNING, note="Потерявший часть сырья заказ оставляет себе остальное."
    ),
    "agreement_required": Setting(
        "Согласование с цехами", _AGREEMENT, note="В сменное задание идут только согласованные строки."
    ),
    "four_eyes": Setting(
        "Правило двух рук", _AGREEMENT, note="Кто заполнил технологическую карту, её не проводит."
    ),
    "plant_today": Setting(
        "Дата предприятия", _AGREEMENT, note="Пусто — настоящие часы. Заполняется для учёбы и показа."
    ),
}
#: Settings that the check of orders looks at.
_DECISIVE = frozenset({"purchase_lot", "keep_partial_reservation", "plant_today"})
_PLACE = "Настройки предприятия"
_TAX_LENGTHS = {"BY": (9,), "RU": (10, 12)}


def change_settings(actor: Actor, *, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Write settings; those not given stay. Returns the names of those that changed.

    Raises:
        InvalidDataError: Unknown settings or values outside their bounds; all faults at once.
        NoRightError: The actor is no administrator.
    """
    with command(actor, "change_settings", why="настройки предприятия"):
        settings = PlantSettings.objects.select_for_update().get(pk=plant_settings().pk)
        faults = list(_faults(settings, values))
        if faults:
            raise InvalidDataError(faults)
        changed = tuple(name for name, value in values.items() if getattr(settings, name) != value)
        for name in changed:
            setattr(settings, name, values[name])
        if changed:
            settings.save(update_fields=changed)
        if _DECISIVE & set(changed):
            check_all_orders()
    return changed


def present_settings() -> dict[str, Any]:
    """Values of all settings."""
    settings = plant_settings()
    return {name: getattr(settings, name) for name in SETTINGS}


def settings_history() -> tuple[FieldChange, ...]:
    """Changes of the settings, the newest first."""
    shown = {name: Shown(setting.title) for name, setting in SETTINGS.items()}
    shown["country"] = Shown("Страна", words=dict(COUNTRIES))
    return field_changes(events_of(PlantSettings), shown, name="name")


def _faults(settings: PlantSettings, values: Mapping[str, Any]) -> list[Problem]:
    faults = []

    def fault(name: str, expected: str, code: str) -> None:
        faults.append(Problem(_PLACE, None, name, as_text(values[name]), expected, code))

    for name, value in values.items():
        setting = SETTINGS.get(name)
        if setting is None:
            fault(name, f"одна из настроек: {', '.join(SETTINGS)}", "unknown_reference")
        elif setting.least is not None and not _inside(value, setting):
            upper = "" if setting.most is None else f" до {setting.most}"
            fault(name, f"число от {setting.least}{upper}", "out_of_range")
    if "name" in values and not values["name"]:
        fault("name", "название предприятия", "required")
    if "purchase_lot" in values and values["purchase_lot"] == 0:
        fault("purchase_lot", "число больше 0", "out_of_range")
    country = values.get("country", settings.country)
    if country not in dict(COUNTRIES):
        fault("country", f"одна из стран: {', '.join(code for code, _ in COUNTRIES)}", "bad_choice")
        return faults
    given = values.get("tax_id", "")
    lengths = _TAX_LENGTHS[country]
    if given and not (given.isascii() and given.isdigit() and len(given) in lengths):
        expected = " или ".join(map(str, lengths))
        fault("tax_id", f"{expected} цифр", "bad_tax_id")
    return faults


def _inside(value: Decimal | int | None, setting: Setting) -> bool:
    if value is None:
        return False
    return (setting.least is None or value >= setting.least) and (
        setting.most is None or value <= setting.most
    )
