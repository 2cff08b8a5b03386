"""Accounts as a table: out as a workbook, in from a workbook or CSV, all rows or none."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from potok.documents.table_workbook import Sheet, SheetColumn, table_workbook
from potok.errors import InvalidDataError, Problem
from potok.exchange.cells import Text
from potok.exchange.columns import Column, RawTable, TableFormat, read_table
from potok.exchange.csv_tables import raw_csv
from potok.exchange.workbook_tables import raw_sheets
from potok.operations.people.accounts import Account, Grant, change_user, create_user, faults_of
from potok.operations.people.acting import Actor, command
from potok.operations.people.reads import user_rows
from potok.operations.people.roles import Role
from potok.plant.tables import Placed

LARGEST_FILE = 2 * 1024 * 1024
_NAME = Text(longest=150)
#: Names of the columns as a person reads them.
TITLES = {
    "username": "Имя входа",
    "last_name": "Фамилия",
    "first_name": "Имя",
    "position": "Должность",
    "roles": "Роли",
    "workshops": "Начальник цехов",
}
_WIDTHS = (20, 20, 16, 30, 40, 18)
_ROLES = {role.label.casefold(): role for role in Role} | {role.value: role for role in Role}


@dataclass(frozen=True, slots=True)
class UserLine:
    """A row of the table: roles and the codes of led workshops are parted by commas."""

    username: str
    last_name: str
    first_name: str = ""
    position: str = ""
    roles: str = ""
    workshops: str = ""


_LAYOUT = TableFormat(
    "users",
    "пользователи",
    UserLine,
    (
        Column("username", Text(longest=150, code=True), required=True),
        Column("last_name", _NAME, required=True),
        Column("first_name", _NAME),
        Column("position", _NAME),
        Column("roles", Text(longest=500)),
        Column("workshops", Text(longest=500)),
    ),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file led to.

    Attributes:
        created: New accounts as (user name, one-time password): it is shown only now.
        changed: User names of accounts that the file changed.
        unchanged: How many accounts are as the file has them.
    """

    created: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    unchanged: int


def users_workbook() -> bytes:
    """All accounts; the file can be loaded back."""
    rows = [
        [line.username, line.last_name, line.first_name, line.position, line.roles, line.workshops]
        for line in map(_line, (row.account for row in user_rows()))
    ]
    columns = tuple(SheetColumn(title, width) for title, width in zip(TITLES.values(), _WIDTHS, strict=True))
    return table_workbook(Sheet("Пользователи", columns, rows))


def load_users(actor: Actor, *, name: str, content: bytes) -> Loaded:
    """Make and change accounts by a file; who is not in it stays as they are.

    Args:
        name: Of the file; its ending tells CSV from a workbook.

    Raises:
        InvalidDataError: The file or some of its rows are wrong; all faults at once, nothing is written.
        UserExistsError: A new name differs from a known one in capital letters only.
        LastAdministratorError: No administrator would be left.
    """
    with command(actor, "manage_users", why=f"файл {name}"):
        accounts = _accounts(name, content)
        present = {row.username: row.account for row in user_rows()}
        created, changed = [], []
        for account in accounts:
            if account.username not in present:
                created.append((account.username, create_user(actor, account=account)))
            elif _line(present[account.username]) != _line(account):
                change_user(actor, account=account)
                changed.append(account.username)
        return Loaded(tuple(created), tuple(changed), len(accounts) - len(created) - len(changed))


def _line(account: Account) -> UserLine:
    roles = sorted({grant.role.label for grant in account.grants if grant.role is not Role.SHOP_HEAD})
    workshops = sorted(grant.workshop for grant in account.grants if grant.role is Role.SHOP_HEAD)
    return UserLine(
        account.username,
        account.last_name,
        account.first_name,
        account.position,
        ", ".join(roles),
        ", ".join(workshops),
    )


def _accounts(name: str, content: bytes) -> list[Account]:
    problems: list[Problem] = []
    raw = _raw(name, content, problems)
    lines: Sequence[Placed[UserLine]] = ()
    if raw is not None:
        lines = read_table(_in_codes(raw), _LAYOUT, problems).records
    accounts = []
    for placed in lines:
        account, faults = _account(placed, name)
        accounts.append(account)
        problems += faults
    problems += _doubles(lines, name)
    if not problems and not accounts:
        problems.append(Problem(name, None, "файл", None, "хотя бы одна строка под заголовком", "empty"))
    if problems:
        raise InvalidDataError([_in_words(problem) for problem in problems])
    return accounts


def _raw(name: str, content: bytes, problems: list[Problem]) -> RawTable | None:
    if len(content) > LARGEST_FILE:
        expected = f"не больше {LARGEST_FILE // 2**20} МБ"
        problems.append(Problem(name, None, "файл", None, expected, "too_large"))
        return None
    if name.casefold().endswith(".csv"):
        return raw_csv(content, place=name, header=[*TITLES, *TITLES.values()], problems=problems)
    sheets = raw_sheets(io.BytesIO(content), place=name, problems=problems)
    return sheets.get("пользователи") or next(iter(sheets.values()), None)


def _in_codes(raw: RawTable) -> RawTable:
    """The table with names of columns in its head in place of their titles."""
    codes = {title.casefold(): column for column, title in TITLES.items()}
    filled = [(row, cells) for row, cells in raw.rows if any(cells)]
    if not filled:
        return raw
    row, head = filled[0]
    return RawTable(raw.place, ((row, tuple(codes.get(cell.casefold(), cell) for cell in head)), *filled[1:]))


def _account(placed: Placed[UserLine], place: str) -> tuple[Account, list[Problem]]:
    line, faults = placed.record, []
    grants = [Grant(Role.SHOP_HEAD, code) for code in _parts(line.workshops)]
    for word in _parts(line.roles):
        role = _ROLES.get(word.casefold())
        if role is None:
            expected = "роли через запятую: " + ", ".join(one.label for one in Role)
            faults.append(Problem(place, placed.row, "roles", word, expected, "bad_value"))
        elif role is not Role.SHOP_HEAD:
            grants.append(Grant(role))
        elif not _parts(line.workshops):
            expected = "коды цехов через запятую: роль начальника цеха даётся для цеха"
            faults.append(Problem(place, placed.row, "workshops", None, expected, "required"))
    account = Account(
        line.username, line.last_name, line.first_name, line.position, tuple(dict.fromkeys(grants))
    )
    return account, [*faults, *faults_of(account, place=place, row=placed.row)]


def _doubles(lines: Iterable[Placed[UserLine]], place: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for placed in lines:
        username = placed.record.username.casefold()
        if username in seen:
            expected = "имя входа, которое стоит в файле один раз"
            yield Problem(place, placed.row, "username", placed.record.username, expected, "duplicate_key")
        seen.add(username)


def _in_words(problem: Problem) -> Problem:
    fields = ", ".join(TITLES.get(name, name) for name in problem.field.split(", "))
    return Problem(problem.where, problem.row, fields, problem.value, problem.expected, problem.code)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
