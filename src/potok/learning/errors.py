"""What learning refuses."""

from __future__ import annotations

from potok.errors import PotokError


class UnknownVariantError(PotokError):
    """There is no control variant with this number."""

    code = "unknown_variant"
    template = "Варианта {number} нет: номера от 1 до {last}."
    http_status = 404


class BadRecordBookError(PotokError):
    """A record-book number without digits."""

    code = "bad_record_book"
    template = "Номер зачётной книжки «{number}»: нужно целое число, например 1207."
    http_status = 422


class UnknownThemeError(PotokError):
    """No variants are made for this method."""

    code = "unknown_theme"
    template = "Для расчёта «{method}» варианты не составляются. Есть: {known}."
    http_status = 404


class UnknownQuizError(PotokError):
    """There is no such variant of the test."""

    code = "unknown_quiz"
    template = "Варианта теста {number} нет: номера от 1 до {last}."
    http_status = 404


class BadSeedError(PotokError):
    """A seed that makes no variant."""

    code = "bad_seed"
    template = "{field}: {value}; нужно целое число от {least} до {most}."
    http_status = 422
