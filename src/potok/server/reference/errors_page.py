"""The page of errors: every code with its status, its sentence and the next step that the sentence names."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import potok
from potok.api.errors import OWN_PROBLEMS
from potok.errors import PotokError, catalogue
from potok.server.reference.markdown import MADE, code, table

_ABOUT = """# Errors

{made}
Every error has a stable `code` for programs and a Russian sentence for people: what happened, with which
numbers, and what to do next. Pages show the sentence with its code, commands of the CLI print it and end with
status 1, the API answers with `application/problem+json`:

```json
{{"type": "/errors/CODE", "title": "CODE", "status": 409, "code": "CODE",
 "detail": "…", "data": {{}}, "fields": []}}
```

`data` holds the values of the braces below by name, `fields` the faulty fields of the request or of the files
(`where`, `row`, `field`, `value`, `expected`, `code`), all at once. A refused command has changed nothing.
"""
_HEAD = ("code", "status", "what happened", "what to do", "when")
_OWN_HEAD = ("code", "status", "what happened", "what to do")
#: A full stop before the next sentence; «№ 3», «шт.» and the like are no ends.
_SENTENCE_END = re.compile(r"(?<=[.!?…»}])\s+(?=[А-ЯЁ{])")
#: Room → title of its section, in the sequence of the page.
_ROOMS = {
    "operations.orders": "Orders",
    "operations.planning": "Plan",
    "scheduling": "Plan: engine and moves",
    "supply": "Material",
    "operations.purchasing": "Purchasing",
    "operations.people": "People and rights",
    "notes": "Calculations",
    "plant": "Plant",
    "server": "Server and database",
}


def errors_page() -> str:
    """The page as Markdown."""
    parts = [_ABOUT.format(made=MADE)]
    for title, errors in _by_section(declared_errors()).items():
        parts.append(f"## {title}\n\n{table(_HEAD, (_row(error) for error in errors))}")
    own = table(_OWN_HEAD, (_own_row(*item) for item in sorted(OWN_PROBLEMS.items())))
    parts.append(f"## Requests of the API\n\n{own}")
    return "\n".join(parts)


def declared_errors() -> list[type[PotokError]]:
    """Every error of the program by code, those of rooms that nothing has asked for yet too."""
    for module in pkgutil.walk_packages(potok.__path__, "potok."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [error for _, error in sorted(catalogue().items()) if error.__module__.startswith("potok.")]


def advice_of(sentence: str) -> tuple[str, str]:
    """What happened and what to do: the first sentence and those after it, the latter perhaps empty."""
    first, *rest = _SENTENCE_END.split(sentence, maxsplit=1)
    return first, "".join(rest)


def _by_section(errors: Iterable[type[PotokError]]) -> dict[str, list[type[PotokError]]]:
    found: defaultdict[str, list[type[PotokError]]] = defaultdict(list)
    for error in errors:
        found[_section(error.__module__)].append(error)
    order = [*_ROOMS.values()]
    return dict(
        sorted(found.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))
    )


def _section(module: str) -> str:
    """Title of the section for a module; rooms of their own stand under their department or room."""
    below = module.removeprefix("potok.")
    for room, title in _ROOMS.items():
        if below == room or below.startswith(f"{room}."):
            return title
    department, *rest = below.split(".")
    if department == "operations":
        return rest[0].replace("_", " ").capitalize()
    return {"web": "Pages", "api": "Requests of the API: data", "cli": "Command line"}.get(
        department, "Any given data"
    )


def _row(error: type[PotokError]) -> Sequence[str]:
    happened, advice = advice_of(error.template)
    when = (error.__doc__ or "").strip().splitlines()[0].partition("; data:")[0].rstrip(".")
    return code(error.code), str(error.http_status), happened, advice or "—", f"{when}."


def _own_row(name: str, problem: tuple[int, str]) -> Sequence[str]:
    status, sentence = problem
    happened, advice = advice_of(sentence)
    return code(name), str(status), happened, advice or "—"
