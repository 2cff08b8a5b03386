"""What may go wrong with a backup."""

from __future__ import annotations

from potok.errors import PotokError


class BackupFailedError(PotokError):
    """A program of PostgreSQL failed; data: `action`, `reason`."""

    code = "backup_failed"
    template = "Не удалось {action}: {reason}"
    http_status = 500


class NotABackupError(PotokError):
    """The file is none of ours; data: `file`, `why`."""

    code = "not_a_backup"
    template = (
        "Файл {file} — не резервная копия Потока: {why}. Укажите файл, созданный командой potok backup."
    )


class BackupDamagedError(PotokError):
    """A checksum differs; data: `file`, `part`."""

    code = "backup_damaged"
    template = (
        "Резервная копия {file} повреждена: контрольная сумма части «{part}» не совпадает. "
        "Ничего не изменено; возьмите другую копию."
    )


class BackupNewerError(PotokError):
    """Made by a newer program; data: `file`, `made_by`, `own`."""

    code = "backup_newer"
    template = (
        "Резервная копия {file} сделана более новой версией ({made_by}), здесь — {own}. "
        "Обновите Поток и повторите."
    )


class BooksNotEmptyError(PotokError):
    """There is something to lose; data: `orders`, `users`."""

    code = "books_not_empty"
    template = (
        "В базе уже есть данные: заказов {orders}, пользователей {users}. Восстановление заменит их целиком. "
        "Если это верно, повторите с ключом --replace; иначе задайте другую папку POTOK_DATA."
    )
    http_status = 409
