"""Errors of master data."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownRecordError(PotokError):
    """There is no such record; data: `title`, `key`."""

    code = "unknown_record"
    template = "{title}: записи «{key}» нет. Обновите список."
    http_status = 404


class RecordExistsError(PotokError):
    """A new record has the key of another one; data: `title`, `key`."""

    code = "record_exists"
    template = "{title}: запись «{key}» уже есть. Откройте её в списке или задайте другой код."
    http_status = 409


class RecordChangedError(PotokError):
    """Somebody changed the record while it was being edited; data: `title`, `key`."""

    code = "record_changed"
    template = (
        "{title}: запись «{key}» изменил другой пользователь, пока вы её правили. Ничего не записано: "
        "обновите страницу и внесите изменения заново."
    )
    http_status = 409


class RecordInUseError(PotokError):
    """Other records name it, so it cannot go; data: `title`, `key`, `users`."""

    code = "record_in_use"
    template = "{title}: «{key}» удалить нельзя, запись используется: {users}."
    http_status = 409


class UploadChangedError(PotokError):
    """Another file than the one that was checked is to be written."""

    code = "upload_changed"
    template = "Файл изменился после проверки. Выберите его ещё раз."
    http_status = 409
