"""Which right opens which page: every section declares `RIGHTS` beside its addresses.

A page without a declared right stays shut for everybody: who adds an address says in the same file whose it
is. The table names commands of `operations.people.rights`; views and services may ask for more (the own
workshop of a shop head, a state of the order), never for less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from django.urls import URLPattern, URLResolver

from potok.operations.people.acting import Actor
from potok.operations.people.rights import COMMANDS

#: Pages of every signed-in person.
EVERYBODY = "everybody"
#: Pages before the sign-in.
STRANGERS = "strangers"


def page_right(view_name: str) -> str | None:
    """The declared right of a page by the name of its address; None when nobody declared one."""
    return _table().get(view_name)


def may_open(person: Actor, right: str) -> bool:
    """Whether a signed-in person may open a page with that right."""
    return right in (EVERYBODY, STRANGERS) or person.may(right)


def page_names() -> list[str]:
    """Names of all addresses of the pages."""
    from potok.web.urls import urlpatterns  # noqa: PLC0415 - the table of addresses imports the views

    return [name for _, name in _pages(urlpatterns, ())]


@cache
def _table() -> Mapping[str, str]:
    from potok.web import urls  # noqa: PLC0415 - the table of addresses imports the views

    declared = dict(urls.RIGHTS)
    for resolver, _ in _sections(urls.urlpatterns, ()):
        module = resolver.urlconf_module
        rights: Mapping[str, str] = getattr(module, "RIGHTS", {})
        declared |= {f"{resolver.namespace}:{name}": right for name, right in rights.items()}
    unknown = set(declared.values()) - COMMANDS.keys() - {EVERYBODY, STRANGERS}
    if unknown:
        raise KeyError(f"no such rights: {', '.join(sorted(unknown))}")
    return declared


def _sections(
    patterns: Iterable[URLPattern | URLResolver], above: tuple[str, ...]
) -> Iterator[tuple[URLResolver, tuple[str, ...]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield pattern, above
            yield from _sections(pattern.url_patterns, (*above, pattern.namespace or ""))


def _pages(
    patterns: Iterable[URLPattern | URLResolver], above: tuple[str, ...]
) -> Iterator[tuple[URLPattern, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = (*above, pattern.namespace) if pattern.namespace else above
            yield from _pages(pattern.url_patterns, inside)
        else:
            yield pattern, ":".join([*above, pattern.name or f"address without a name: {pattern.pattern}"])
