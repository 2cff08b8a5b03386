"""Errors of people and their requests."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownUserError(PotokError):
    """No active user has that name."""

    code = "unknown_user"
    template = "Нет действующего пользователя «{username}». Проверьте имя."
    http_status = 404


class IdempotencyKeyReusedError(PotokError):
    """The key was used before with another command or other data."""

    code = "idempotency_key_reused"
    template = "Ключ идемпотентности «{key}» уже использован с другими данными. Возьмите новый ключ."
    http_status = 422


class IdempotencyKeyMissingError(PotokError):
    """A command that changes the books came without a key."""

    code = "idempotency_key_missing"
    template = (
        "Команда меняет учёт: нужен заголовок Idempotency-Key с новым значением. Добавьте его и повторите."
    )
    http_status = 400
