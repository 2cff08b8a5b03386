"""Errors of master data that several departments ask for."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownWorkshopError(PotokError):
    """No workshop has that code, or there is none at all."""

    code = "unknown_workshop"
    template = "Цеха «{workshop}» нет в справочнике. Выберите цех из списка."
    http_status = 404
