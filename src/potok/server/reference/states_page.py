"""The page of an order's states: what may become of it, who does it and under which condition."""

from __future__ import annotations

from collections.abc import Iterable

from potok.operations.orders.states import (
    AGREEMENTS,
    COVERS,
    DATE_REASONS,
    PRIORITIES,
    PROGRESS,
    STATUSES,
    TRANSITIONS,
    Transition,
)
from potok.server.reference.markdown import MADE, code, table

_ABOUT = """# States of an order

{made}
The table `operations/orders/states.py` is the one place of the rule: services, API, database triggers and
tests read it (order-workflow 4). The verb is the service and, where it is a command, the right in
[api.md](api.md).
"""


def states_page() -> str:
    """The page as Markdown."""
    parts = [
        _ABOUT.format(made=MADE),
        _diagram(),
        "## Changes of status\n",
        table(("", "from", "to", "verb", "who", "condition"), (_row(step) for step in TRANSITIONS)),
        "A change that is not here is refused with `transition_forbidden`.\n",
    ]
    for title, values in (
        ("Statuses", STATUSES),
        ("Progress in the shop", PROGRESS),
        ("Agreement of the shop head", AGREEMENTS),
        ("Cover by material", COVERS),
        ("Priorities", PRIORITIES),
        ("Reasons of changed dates", DATE_REASONS),
    ):
        parts.append(_values(title, values))
    return "\n".join(parts)


def _diagram() -> str:
    words = dict(STATUSES)
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{word}" as {status}' for status, word in words.items()]
    steps = {(step.source, step.target): step for step in TRANSITIONS}
    lines += [
        f"    {step.source or '[*]'} --> {step.target}: {step.id} {step.verb}" for step in steps.values()
    ]
    return "\n".join([*lines, "```\n"])


def _row(step: Transition) -> tuple[str, ...]:
    words = dict(STATUSES)
    source = words[step.source] if step.source else "—"
    return step.id, source, words[step.target], code(step.verb), step.role.label, step.guard


def _values(title: str, values: Iterable[tuple[object, str]]) -> str:
    return f"## {title}\n\n{table(('value', 'word'), ((code(value), word) for value, word in values))}"
