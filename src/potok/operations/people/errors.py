"""Errors of people and their requests."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownUserError(PotokError):
    """No active user has that name."""

    code = "unknown_user"
    template = "Нет действующего пользователя «{username}»."
    http_status = 404


class IdempotencyKeyReusedError(PotokError):
    """The key was used before with another command or other data."""

    code = "idempotency_key_reused"
    template = "Ключ идемпотентности «{key}» уже использован с другими данными. Возьмите новый ключ."
    http_status = 422


class IdempotencyKeyMissingError(PotokError):
    """A command that changes the books came without a key."""

    code = "idempotency_key_missing"
    template = "Команда меняет учёт: нужен заголовок Idempotency-Key с новым значением."
    http_status = 400


class WrongPinError(PotokError):
    """The PIN is not that of the person."""

    code = "wrong_pin"
    template = "PIN не подходит. Осталось попыток: {left}."
    http_status = 403


class PinLockedError(PotokError):
    """Too many wrong PINs."""

    code = "pin_locked"
    template = (
        "{name}: слишком много неверных PIN. Вход закрыт до {until}; начальник цеха может задать новый PIN."
    )
    http_status = 423


class NotAtThisFloorError(PotokError):
    """The person does not work at the tablets of that workshop."""

    code = "not_at_this_floor"
    template = "«{username}» не значится на планшетах цеха № {workshop}. Начальник цеха добавляет людей."
    http_status = 404
