"""Public holidays of Belarus and Russia, from the library `holidays`."""

from __future__ import annotations

import datetime as dt

import holidays

#: Countries whose holidays are known, by code.
COUNTRIES = {"BY": "Беларусь", "RU": "Россия"}


def public_holidays(country: str, first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """Free dates between two dates with their Russian names, those on weekends too.

    Raises:
        KeyError: The country is not known.
    """
    if country not in COUNTRIES:
        raise KeyError(country)
    years = range(first.year, last.year + 1)
    found = holidays.country_holidays(country, years=years, language="ru")
    return {date: name for date, name in sorted(found.items()) if first <= date <= last}
