"""The OpenAPI document keeps its word: every operation is tried with data of its schema and with worse.

Operations come from the document itself, so a new one is tried without a word here. Codes and numbers
that the plant really has are mixed into the data, else nearly every command would end at «не найдено»;
a new kind of object may be named in `KNOWN`. The data are the same in every run. The usual run tries
six cases of each operation; `POTOK_BOUNDARIES=1` tries the boundaries of every field too.
"""

from __future__ import annotations

import itertools
import os
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema

from builders.lines import a_line, filling_on_route
from potok.api.access import KEY_PATTERN
from potok.api.app import api
from potok.operations.lines.services.versions import save_version
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.people.rights import COMMANDS
from potok.operations.people.roles import Role
from potok.operations.people.services import issue_token
from potok.operations.planning.services.agreement import send_lines
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.runs import perform_run, request_run
from potok.server.demo import present_demo_users

#: What the plant of `tokens` has, by the names of parameters and paths of fields.
KNOWN: Mapping[tuple[str, ...], list[str | int]] = {
    ("path.order_no", "body.order_no", "body.orders[*]", "body.lines[*].order_no", "query.order"): [
        *(f"ЗП-{number:04d}" for number in (1, 2, 4, 9, 98, 120, 140)),
    ],
    ("path.number",): [1, 2, "С-0001", "С-0002"],
    ("query.plan",): [1, 2],
    ("path.item", "query.item", "body.item"): ["R15", "R46", "U16"],
    ("path.code", "query.receipt", "body.receipt"): ["ПР-001", "ПР-013", "Л-1"],
    ("path.lot",): ["L0001", "L0002"],
    ("body.product", "query.product"): ["P101", "P102"],
    ("body.customer", "query.customer"): ["ООО «Хозмаркет»"],
    ("body.qty_pcs", "body.new_qty_pcs"): [24, 570, 600],
    ("body.machine", "query.machine"): ["M101", "M102", "M201"],
    ("query.workshop", "body.workshop"): ["1", "2"],
    ("body.op_no", "body.lines[*].op_no"): [10, 20],
    ("path.run_id", "path.view_id"): [1, 2],
}
#: Whether cases at the boundaries of the fields are tried as well.
BOUNDARIES = "POTOK_BOUNDARIES" in os.environ
#: Boundary cases of an operation that are all tried, and how many of the others are passed over.
FIRST, STEP = 6, 20

load_all_checks()
#: A rule of the business may refuse data that fit the schema; who gets in is tested by itself.
NOT_CHECKED = CHECKS.get_by_names(["positive_data_acceptance", "ignored_auth"])


def _config() -> SchemathesisConfig:
    names = {name: f"known{index}" for index, group in enumerate(KNOWN) for name in group}
    return SchemathesisConfig.from_dict(
        {
            "dictionaries": {
                f"known{index}": {"values": values} for index, values in enumerate(KNOWN.values())
            },
            "parameters": {
                name: {"dictionary": values, "probability": 0.85} for name, values in names.items()
            },
            "generation": {
                "deterministic": True,
                "max-examples": 6,
                "no-shrink": True,
                "with-security-parameters": False,
            },
            "phases": {
                "stateful": {"enabled": False},
                "coverage": {"enabled": BOUNDARIES, "unexpected-methods": ["patch"]},
            },
        }
    )


schema = schemathesis.pytest.from_fixture("document")
_turns = itertools.count()
_boundaries: Counter[str] = Counter()


@pytest.fixture(scope="module")
def document() -> BaseSchema:
    """The document of the API, read when it is needed: it takes seconds."""
    read = schemathesis.openapi.from_dict(api.get_openapi_schema(), config=_config())
    read.app = get_wsgi_application()
    return read


@pytest.fixture(scope="module")
def tokens(demo_database_of_module: None) -> Mapping[Role, str]:
    """A token for each role, in books with waiting orders, a plan in force and a draft."""
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in (*range(1, 13), 98, 140)])
    for _ in range(2):
        run = request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=0)
        perform_run(run.pk)
    publish_plan(SYSTEM, number=1)
    send_lines(SYSTEM)
    a_line(item="P101")
    save_version(SYSTEM, code="Л-1", given=filling_on_route(30))
    return {user.role: issue_token(user.login) for user in present_demo_users()}


@schema.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation_answers_as_its_document_says(case: Case, tokens: Mapping[Role, str]) -> None:
    if _passed_over(case):
        return
    answer = case.call(headers=_headers(case, tokens))
    case.validate_response(answer, excluded_checks=[*NOT_CHECKED, *_not_told_apart(case)])


def _passed_over(case: Case) -> bool:
    """Whether it is one of the many boundary cases of operations with many fields that differ little."""
    if case.meta is None or case.meta.phase.name.value != "coverage":
        return False
    _boundaries[case.operation.label] += 1
    turn = _boundaries[case.operation.label]
    return turn > FIRST and turn % STEP > 0


def _not_told_apart(case: Case) -> list[Any]:
    """In an address a list of one value looks like the value: the wrong kind is no wrong request there."""
    lists = [
        parameter
        for parameter in case.operation.definition.raw.get("parameters", [])
        if parameter["in"] == "query" and parameter["schema"].get("type") == "array"
    ]
    return CHECKS.get_by_names(["negative_data_rejection"]) if lists else []


def _headers(case: Case, tokens: Mapping[Role, str]) -> dict[str, str]:
    """A token of each role that has the right in turn, and a key that no case before has used."""
    right = case.operation.definition.raw["x-right"]
    fitting = sorted(Role if right is None else COMMANDS[right])
    headers = {"Authorization": f"Bearer {tokens[fitting[next(_turns) % len(fitting)]]}"}
    if re.fullmatch(KEY_PATTERN, str((case.headers or {}).get("Idempotency-Key", ""))):
        headers["Idempotency-Key"] = f"case-{next(_turns)}"
    return headers
