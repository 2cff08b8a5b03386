"""The pages of the rules of a plan and of the file of a shop with all plant rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from potok.notes.inputs.fields import (
    Field,
    Flag,
    Group,
    Number,
    NumberList,
    NumberMap,
    Rows,
    Text,
    may_be_missing,
    range_text,
)
from potok.scheduling.formats.full_shop_fields import SHOP
from potok.scheduling.rules import clauses, phrases
from potok.scheduling.shop.rules import rules
from potok.scheduling.verify import PLAN_RULES
from potok.server.reference.markdown import MADE, code, table

_RULES = """# Rules of a plan

{made}
People read them on the page «Правила плана» of the board. A rule is a small function of the engine; a clause
of the independent checker guards it, in shops with all plant rules in the same words. A rule without a clause
is a choice among plans that are all right.
"""

_SHOP = """# File of a shop with all plant rules

{made}
`potok shop plan FILE` plans it, `potok shop check FILE PLAN` checks a plan of it, `potok shop schema` prints
the JSON Schema; a worked example is [plan-a-shop.md](../howto/plan-a-shop.md). UTF-8, JSON. Times are whole
units (`unit`) from the beginning of the horizon, amounts whole units of the order; everything is referred to
by name. All faults are told at once, each with its path, value and what is expected.

Missing `windows`: works all the time up to the horizon. `setups` hold working time; a pair that is not there
needs none, a row without `after` is the set-up before the first work; families may be named that no order of
the file has. `link.most` missing: any wait; equal to
`link.least`: no wait. `link.room`: what the whole takes in the tank instead of its amount. `loads.least`
missing: 1, `loads.most`: as `size`. `goal` missing: all measures one after another, in the order below;
with weights: their sum.
"""

_PLAN = """## File of a plan

`rows` with `job`, `operation` (from 1), `machine`, `setup_start` (missing = no set-up), `start`, `end` and,
of an apparatus, `loads`; `left_out` names orders without a place; `measures`, all or some, may be left
out by those who make a plan by hand. `setup_start_at`, `start_at`, `end_at` are moments for people, written
when the shop has a `begin`; they are not read back. `bound`: no plan of all orders has less weighted
tardiness. `decodings`: variants tried.
"""


def plan_pages() -> dict[str, str]:
    """Names and texts of the pages."""
    return {"plan-rules.md": _rules_page(), "shop-files.md": _shop_page()}


def _rules_page() -> str:
    plant = ((code(name), phrase, code(clauses().get(name, ""))) for name, phrase in phrases().items())
    shop = ((code(name), rule.phrase, code(rule.clause)) for name, rule in rules().items())
    return "\n".join(
        [
            _RULES.format(made=MADE),
            "## Orders of a plant (`scheduling/rules.py`)\n",
            table(("function", "phrase", "clause of the checker"), plant),
            "## Clauses of the checker of a plant (`potok check`)\n",
            table(("code", "title"), ((code(rule.code), rule.title) for rule in PLAN_RULES)),
            "## Shops with all plant rules (`scheduling/shop/rules.py`, `potok shop check`)\n",
            table(("function", "phrase", "clause of the checker"), shop),
        ]
    )


def _shop_page() -> str:
    rows = list(_rows(SHOP.fields, ""))
    return "\n".join(
        [
            _SHOP.format(made=MADE),
            table(("field", "what it is", "value", "when missing"), rows),
            _PLAN,
        ]
    )


def _rows(fields: Sequence[Field], above: str) -> Iterator[tuple[str, str, str, str]]:
    for declared in fields:
        path = f"{above}{declared.key}"
        yield code(path), declared.title, _value(declared), _missing(declared)
        if isinstance(declared, Rows | Group):
            yield from _rows(declared.fields, f"{path}[]." if isinstance(declared, Rows) else f"{path}.")


def _value(declared: Field) -> str:
    if isinstance(declared, Number):
        return range_text(declared)
    if isinstance(declared, NumberList):
        return f"список: {range_text(declared.each)}"
    if isinstance(declared, NumberMap):
        return f"«{declared.key_title.lower()}: {range_text(declared.each)}»"
    if isinstance(declared, Text) and declared.choices:
        return ", ".join(f"{code(value)} {title}" for value, title in declared.choices.items())
    if isinstance(declared, Flag):
        return "да или нет"
    return {Rows: "строки", Group: "объект"}.get(type(declared), "текст")


def _missing(declared: Field) -> str:
    default = getattr(declared, "default", None)
    if isinstance(default, bool):
        return "да" if default else "нет"
    if default is not None:
        return code(default)
    return "—" if may_be_missing(declared) else "обязательно"
