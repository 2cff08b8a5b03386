"""What can go wrong before a database answers."""

from __future__ import annotations

from potok.errors import PotokError


class DatabaseBinariesError(PotokError):
    """No usable PostgreSQL binaries; data: `reason`."""

    code = "database_binaries_missing"
    template = (
        "Не найдены программы PostgreSQL: {reason}. Выполните make setup, либо укажите папку программ "
        "в POTOK_PG_BIN (например /usr/lib/postgresql/15/bin), либо адрес готовой базы в DATABASE_URL."
    )
    http_status = 500


class DatabaseStartError(PotokError):
    """The embedded server could not be prepared, started or stopped; data: `action`, `reason`."""

    code = "database_start_failed"
    template = "Не удалось {action} базу данных: {reason}"
    http_status = 500
