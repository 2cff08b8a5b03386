"""One way to change master data, for forms, files and programs: compare, check, write, draw consequences."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.db import connection

from potok.errors import InvalidDataError, Problem
from potok.operations.master_data.errors import (
    RecordChangedError,
    RecordExistsError,
    RecordInUseError,
    UnknownRecordError,
)
from potok.operations.master_data.references import options_of
from potok.operations.master_data.resource import Difference, Key, Record, Resource, Terms
from potok.operations.people.acting import Actor, command, require
from potok.plant.tables import Placed

#: Master data are changed by one person at a time: rules look at all of them.
_LOCK = 0x6D617374
#: Row of records that stand in the books and in no file.
_NOT_GIVEN = 0


def preview_change(
    actor: Actor,
    resource: Resource,
    rows: Sequence[Placed[Record]],
    *,
    removed: Collection[Key] = (),
    problems: Sequence[Problem] = (),
) -> Difference:
    """What rows of a file would change; nothing is written.

    Args:
        rows: Records that could be read; cards of several rows that they name are replaced as a whole.
        removed: Cards that go.
        problems: Faults of those that could not.

    Raises:
        NoRightError: The actor may not change the resource.
        InvalidDataError: Any fault, all of them.
    """
    require(actor, resource.command)
    named = _cards(resource, rows) if resource.grouped else set[Key]()
    difference, faults = _compare(resource, rows, named | set(removed))
    if problems or faults:
        raise InvalidDataError([*problems, *faults])
    return difference


def change_records(
    actor: Actor,
    resource: Resource,
    rows: Sequence[Placed[Record]],
    *,
    removed: Collection[Key] = (),
    problems: Sequence[Problem] = (),
    terms: Terms | None = None,
    why: str = "",
) -> Difference:
    """Write rows: those of a file, or of a program.

    Raises:
        NoRightError: The actor may not change the resource.
        InvalidDataError: Any fault, all of them; nothing is written.
    """
    with command(actor, resource.command, why=why or f"{resource.title}: изменение списком"):
        _lock()
        difference = preview_change(actor, resource, rows, removed=removed, problems=problems)
        return _write(resource, difference, terms or Terms())


def save_card(
    actor: Actor,
    resource: Resource,
    rows: Sequence[Placed[Record]],
    *,
    card: Key | None,
    seen: str = "",
    problems: Sequence[Problem] = (),
    terms: Terms | None = None,
    why: str = "",
) -> Key:
    """Write one card as a form gives it; returns its key.

    Args:
        rows: The record, or the lines of the card.
        card: The card that is edited; None = a new one.
        seen: `digest_of` the card when the form was opened; empty = not compared.
        problems: Faults of lines that could not be read.

    Raises:
        RecordExistsError: A new card has the key of another one.
        RecordChangedError: Somebody changed the card meanwhile.
        UnknownRecordError: The edited card is gone.
        InvalidDataError: Any fault, all of them; nothing is written.
    """
    with command(actor, resource.command, why=why or f"{resource.title}: правка"):
        _lock()
        if problems:
            raise InvalidDataError(problems)
        given = {resource.card_of(one.record) for one in rows}
        if card is None and len(given) != 1:
            expected = f"хотя бы одна строка, и все об одном: {resource.one}"
            raise InvalidDataError([Problem(resource.title, None, "строки", None, expected, "required")])
        key = card if card is not None else next(iter(given))
        present = card_records(resource, key)
        name = resource.card_text(key)
        if card is None and present:
            raise RecordExistsError(title=resource.title, key=name)
        if card is not None and not present and not resource.grouped:
            raise UnknownRecordError(title=resource.title, key=name)
        if seen and digest_of(resource, present) != seen:
            raise RecordChangedError(title=resource.title, key=name)
        if given - {key}:
            fixed = ", ".join(resource.words[one].title for one in resource.card or resource.keys)
            expected = f"{fixed}: «{name}», это не меняется"
            raise InvalidDataError([Problem(resource.title, None, fixed, None, expected, "fixed_key")])
        difference, faults = _compare(resource, rows, {key})
        if faults:
            raise InvalidDataError(faults)
        _write(resource, difference, terms or Terms())
    return key


def remove_card(actor: Actor, resource: Resource, *, card: Key, why: str = "") -> None:
    """Delete a card that nothing else names.

    Raises:
        UnknownRecordError: There is none.
        RecordInUseError: Other records name it.
        InvalidDataError: Without it other master data would be wrong.
    """
    with command(actor, resource.command, why=why or f"{resource.title}: удаление"):
        _lock()
        name = resource.card_text(card)
        if not card_records(resource, card):
            raise UnknownRecordError(title=resource.title, key=name)
        if resource.fixed:
            raise RecordInUseError(title=resource.title, key=name, users="список закрыт")
        difference, faults = _compare(resource, (), {card})
        if faults:
            raise InvalidDataError(faults)
        _write(resource, difference, Terms())


def card_records(resource: Resource, card: Key) -> tuple[Record, ...]:
    """Rows of a card; none when it does not exist."""
    return tuple(record for record in resource.books.records() if resource.card_of(record) == card)


def digest_of(resource: Resource, records: Iterable[Record]) -> str:
    """What tells one state of a card from another."""
    texts = [resource.texts(record) for record in records]
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def _compare(
    resource: Resource, rows: Sequence[Placed[Record]], cards: Collection[Key]
) -> tuple[Difference, list[Problem]]:
    """What rows make of the books, and every fault of the result. Rows of `cards` not given are removed."""
    stored = {resource.key_of(record): record for record in resource.books.records()}
    faults: list[Problem] = []
    given: dict[Key, Placed[Record]] = {}
    for one in rows:
        key = resource.key_of(one.record)
        if key in given:
            expected = f"строка с другим ключом; такая уже есть в строке {given[key].row}"
            named = ", ".join(resource.words[name].title for name in resource.keys)
            faults.append(
                Problem(resource.title, one.row, named, _text(resource, key), expected, "duplicate_key")
            )
        elif resource.fixed and key not in stored:
            expected = "запись из списка: новые здесь не добавляются"
            named = resource.words[resource.keys[0]].title
            faults.append(
                Problem(resource.title, one.row, named, _text(resource, key), expected, "unknown_reference")
            )
        given[key] = Placed(one.row, _as_stored(resource, one.record, stored.get(key)))
    difference = Difference(
        new=tuple(one.record for key, one in given.items() if key not in stored),
        changed=tuple(
            (stored[key], one.record)
            for key, one in given.items()
            if key in stored and stored[key] != one.record
        ),
        removed=tuple(
            record for key, record in stored.items() if key not in given and resource.card_of(record) in cards
        ),
    )
    faults += _references(resource, [*given.values()])
    if not faults:
        removed = {resource.key_of(record) for record in difference.removed}
        kept = [
            Placed(_NOT_GIVEN, record)
            for key, record in stored.items()
            if key not in given and key not in removed
        ]
        faults = [_placed(fault) for fault in resource.check([*kept, *given.values()])]
    return difference, faults


def _as_stored(resource: Resource, record: Record, stored: Record | None) -> Record:
    """The record with derived columns as the books have them."""
    if stored is None or not resource.derived:
        return record
    return replace(record, **{name: getattr(stored, name) for name in resource.derived})


def _references(resource: Resource, rows: Iterable[Placed[Record]]) -> list[Problem]:
    """Codes of other resources must exist; those of the plant's own tables are checked with its rules."""
    faults = []
    listed = list(rows)
    for name, words in resource.words.items():
        if not words.of or name in resource.derived:
            continue
        known = {code for code, _ in options_of(words.of)}
        faults += [
            Problem(
                resource.title,
                one.row,
                name,
                value,
                f"код из справочника «{words.title}»",
                "unknown_reference",
            )
            for one in listed
            if (value := getattr(one.record, name)) is not None and value not in known
        ]
    return faults


def _placed(fault: Problem) -> Problem:
    return replace(fault, row=None) if fault.row == _NOT_GIVEN else fault


def _cards(resource: Resource, rows: Iterable[Placed[Record]]) -> set[Key]:
    return {resource.card_of(one.record) for one in rows}


def _write(resource: Resource, difference: Difference, terms: Terms) -> Difference:
    if difference:
        resource.books.write(difference, terms)
        resource.after(difference)
    return difference


def _text(resource: Resource, key: Key) -> str:
    kinds = {column.name: column.kind for column in resource.layout.columns}
    return ", ".join(
        "" if value is None else kinds[name].write(value)
        for name, value in zip(resource.keys, key, strict=True)
    )


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
