"""What is wrong with a request, in Russian: the kinds of faults that the schemas find."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TEXTS = {
    "missing": "обязательное поле",
    "extra_forbidden": "такого поля нет",
    "int_type": "целое число",
    "int_parsing": "целое число",
    "int_parsing_size": "целое число",
    "int_from_float": "целое число",
    "float_type": "число",
    "float_parsing": "число",
    "decimal_type": "число",
    "decimal_parsing": "число",
    "decimal_max_digits": "число не длиннее {max_digits} цифр",
    "decimal_max_places": "не больше {decimal_places} знаков после запятой",
    "decimal_whole_digits": "не больше {whole_digits} цифр до запятой",
    "finite_number": "конечное число",
    "bool_type": "true или false",
    "bool_parsing": "true или false",
    "greater_than": "больше {gt}",
    "greater_than_equal": "не меньше {ge}",
    "less_than": "меньше {lt}",
    "less_than_equal": "не больше {le}",
    "string_type": "текст",
    "string_unicode": "текст в UTF-8",
    "string_too_short": "не короче {min_length} знаков",
    "string_too_long": "не длиннее {max_length} знаков",
    "string_pattern_mismatch": "текст без недопустимых знаков",
    "literal_error": "одно из: {expected}",
    "enum": "одно из: {expected}",
    "list_type": "список",
    "dict_type": "объект",
    "model_type": "объект",
    "model_attributes_type": "объект",
    "too_short": "не меньше {min_length} значений",
    "too_long": "не больше {max_length} значений",
    "value_error": "{error}",
}
_DATE = "дата ГГГГ-ММ-ДД"
_MOMENT = "дата и время ISO 8601"
_OTHER = "допустимое значение"


def expected(fault: Mapping[str, Any]) -> str:
    """What a field should have held.

    Args:
        fault: An error of pydantic: `type` and `ctx`.
    """
    kind = str(fault["type"])
    if kind.startswith("date_"):
        return _DATE
    if kind.startswith(("datetime_", "timezone_")):
        return _MOMENT
    facts = dict(fault.get("ctx") or {})
    if "expected" in facts:
        facts["expected"] = str(facts["expected"]).replace(" or ", ", ").replace("'", "")
    return _TEXTS.get(kind, _OTHER).format(**facts)


def field_name(fault: Mapping[str, Any]) -> str:
    """Path of the field in the request, without the names that only the code knows."""
    source, *path = (str(step) for step in fault["loc"])
    if source == "body":
        path = path[1:]
    return ".".join(path) or source
