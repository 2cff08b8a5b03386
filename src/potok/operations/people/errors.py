"""Errors of people and their requests."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownUserError(PotokError):
    """No active user has that name."""

    code = "unknown_user"
    template = "Нет действующего пользователя «{username}». Проверьте имя."
    http_status = 404


class UserExistsError(PotokError):
    """The name is taken."""

    code = "user_exists"
    template = "Пользователь «{username}» уже есть. Откройте его в списке или возьмите другое имя."
    http_status = 409


class LastAdministratorError(PotokError):
    """Nobody would be left who may manage users."""

    code = "last_administrator"
    template = (
        "«{username}» — последний действующий администратор. Сначала дайте эту роль другому пользователю."
    )
    http_status = 409


class OwnAccountError(PotokError):
    """An administrator would shut themselves out."""

    code = "own_account"
    template = "Свою учётную запись отключить или сбросить нельзя: пароль меняют в меню пользователя."
    http_status = 409


class WeakPasswordError(PotokError):
    """The password does not meet the rules; data: `reasons`."""

    code = "weak_password"
    template = "Пароль не подходит: {reasons}"
    http_status = 422


class WrongPasswordError(PotokError):
    """The present password was given wrongly."""

    code = "wrong_password"
    template = "Текущий пароль введён неверно."
    http_status = 422


class AdministratorExistsError(PotokError):
    """The first administrator is made only once."""

    code = "administrator_exists"
    template = (
        "Администратор уже есть: {usernames}. Забытый пароль сбрасывает «potok admin ИМЯ --reset» "
        "на сервере или другой администратор на странице «Пользователи»."
    )
    http_status = 409


class PasswordMustBeChangedError(PotokError):
    """A one-time password opens nothing but its own change."""

    code = "password_must_be_changed"
    template = "Пароль одноразовый: задайте свой, и работа продолжится."
    http_status = 403


class SignedOutError(PotokError):
    """The session is over; what was typed is still on the page."""

    code = "signed_out"
    template = "Сеанс закончился. Войдите снова: введённое на странице сохранится."
    http_status = 401


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
