"""The navigation by department: one table; entries appear when their page exists and is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from potok.operations.people.rights import COMMANDS
from potok.operations.people.roles import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation.

    Attributes:
        key: Name by which a page says where it is (`nav` in its context) and by which counts register.
        url_name: Name of the address; entries whose page does not exist are left out.
        roles: Who sees the entry; empty = everybody.
    """

    key: str
    title: str
    icon: str
    url_name: str
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Department:
    """A group of entries; `roles` are those whose own department it is."""

    title: str
    roles: frozenset[Role]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Badge:
    """Count beside an entry; `waiting` when something waits for this user (amber)."""

    text: str
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as drawn."""

    key: str
    title: str
    icon: str
    href: str
    current: bool
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class ShownDepartment:
    """A department as drawn."""

    title: str
    entries: tuple[ShownEntry, ...]


DEPARTMENTS = (
    Department(
        "Производственный отдел",
        frozenset({Role.PLANNER}),
        (
            Entry("journal", "Заказы на производство", "layout-list", "journal:list"),
            Entry("pull_table", "Вытягивающая таблица", "table-2", "pull_table:phased"),
            Entry("board", "План на доске", "chart-gantt", "board:board"),
            Entry("scenarios", "Сценарии", "git-branch", "board:scenarios"),
            Entry("tech_cards", "Технологические карты", "clipboard-check", "tech_cards:list"),
        ),
    ),
    Department(
        "Клиентский отдел",
        frozenset({Role.CLIENT_DEPT}),
        (
            Entry("proposals", "Заявки и объёмы", "inbox", "journal:proposals"),
            Entry("sales", "План продаж", "trending-up", "sales:plan"),
        ),
    ),
    Department(
        "Прямые закупки",
        frozenset({Role.PURCHASING}),
        (
            Entry("signals", "Сигналы", "bell", "pull_table:signals"),
            Entry("receipts", "Приходы", "truck", "pull_table:receipts"),
            Entry("purchases", "Заказы поставщикам", "send", "purchasing:list"),
            Entry("advice", "Рекомендации", "zap", "purchasing:advice"),
            Entry("terms", "Условия поставки", "scale", "purchasing:terms"),
        ),
    ),
    Department(
        "Цеха",
        frozenset({Role.SHOP_HEAD}),
        (
            Entry("agreement", "Согласование сроков", "list-checks", "board:agreement"),
            Entry("shift", "Сменные задания", "clipboard-list", "shift:list"),
            Entry("machines", "Машины и ППР", "factory", "shift:machines"),
        ),
    ),
    Department(
        "ОТК",
        frozenset({Role.QC}),
        (
            Entry("quality", "Решения по партиям", "flask-conical", "quality:list"),
            Entry("inspections", "Журнал контроля", "clipboard-check", "quality:log"),
            Entry("control_plan", "План контроля", "list-checks", "quality:plan"),
            Entry("defects", "Дефекты по причинам", "chart-column", "quality:defects"),
        ),
    ),
    Department(
        "Склады",
        frozenset({Role.RAW_WAREHOUSE, Role.FG_WAREHOUSE}),
        (
            Entry("stock", "Остатки", "warehouse", "stock:list"),
            Entry("lots", "Партии", "boxes", "stock:lots"),
            Entry("handover", "Передача и отгрузка", "package", "stock:handover"),
            Entry("papers", "Складские документы", "file-text", "stock:papers"),
        ),
    ),
    Department(
        "Инженерный стол",
        frozenset({Role.ENGINEER, Role.PERSONNEL}),
        (
            Entry("bench", "Расчёты", "calculator", "bench:list"),
            Entry("projects", "Записки", "file-text", "projects:list"),
            Entry("learning", "Обучение", "book-open", "learning:control"),
            Entry("lines", "Линии", "route", "lines:list", COMMANDS["read_lines"]),
            Entry("standards", "Нормы труда", "ruler", "standards:list"),
        ),
    ),
    Department(
        "Экономика",
        frozenset({Role.ECONOMIST}),
        (
            Entry("analysis", "Анализ", "chart-column", "analysis:summary"),
            Entry("costs", "Себестоимость", "scale", "costs:list"),
            Entry("periods", "Периоды", "calendar-days", "tech_cards:periods"),
        ),
    ),
)
#: At the foot of the navigation.
FOOT = (
    Entry("import", "Импорт", "file-up", "imports:upload", frozenset({Role.ADMIN, Role.PLANNER})),
    Entry("settings", "Настройки", "settings", "settings:index"),
)

CountOf = Callable[[HttpRequest], Badge | None]
_COUNTS: dict[str, CountOf] = {}


def counts(key: str) -> Callable[[CountOf], CountOf]:
    """Register the count of an entry: a cheap function (one query at most) of the request."""

    def register(count: CountOf) -> CountOf:
        _COUNTS[key] = count
        return count

    return register


def badges(request: HttpRequest) -> dict[str, Badge]:
    """Counts of all entries that have one."""
    found = {key: count(request) for key, count in _COUNTS.items()}
    return {key: badge for key, badge in found.items() if badge is not None}


def departments(
    roles: frozenset[Role], *, current: str, shown_badges: dict[str, Badge]
) -> list[ShownDepartment]:
    """Departments with existing pages, those of the user's own roles first."""
    drawn = []
    for department in sorted(DEPARTMENTS, key=lambda department: not department.roles & roles):
        entries = tuple(_shown(department.entries, roles, current, shown_badges))
        if entries:
            drawn.append(ShownDepartment(department.title, entries))
    return drawn


def foot(roles: frozenset[Role], *, current: str, shown_badges: dict[str, Badge]) -> list[ShownEntry]:
    """Entries at the foot."""
    return list(_shown(FOOT, roles, current, shown_badges))


def department_of(key: str) -> str:
    """Title of the department to which an entry belongs, empty for the foot."""
    for department in DEPARTMENTS:
        if any(entry.key == key for entry in department.entries):
            return department.title
    return ""


def entry_of(key: str) -> Entry | None:
    """The entry with the key."""
    return next((entry for entry in _all_entries() if entry.key == key), None)


def key_of(view_name: str) -> str:
    """Key of the entry whose page is the view, else of the first one of the same section."""
    section = view_name.partition(":")[0]
    same_section = ""
    for entry in _all_entries():
        if entry.url_name == view_name:
            return entry.key
        if not same_section and entry.url_name.partition(":")[0] == section:
            same_section = entry.key
    return same_section


def _all_entries() -> Iterator[Entry]:
    for department in DEPARTMENTS:
        yield from department.entries
    yield from FOOT


def _shown(
    entries: Iterable[Entry], roles: frozenset[Role], current: str, shown_badges: dict[str, Badge]
) -> Iterator[ShownEntry]:
    for entry in entries:
        if entry.roles and not entry.roles & roles:
            continue
        try:
            href = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        yield ShownEntry(
            entry.key, entry.title, entry.icon, href, entry.key == current, shown_badges.get(entry.key)
        )
