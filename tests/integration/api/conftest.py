"""Callers of the API: each user of the demonstration with a token of their own."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from potok.operations.people.services import issue_token

_keys = itertools.count(1)


def fresh_key() -> str:
    """An Idempotency-Key that no test has used."""
    return f"test-{next(_keys)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, JSON and headers."""

    status: int
    data: Any
    media_type: str
    headers: dict[str, str]

    @property
    def code(self) -> str:
        """Code of a problem."""
        return str(self.data["code"])


@dataclass(slots=True)
class Caller:
    """A program that calls the API with one token."""

    token: str
    http: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **query: Any) -> Answer:
        return self.send("GET", path, query=query)

    def post(self, path: str, data: Any = None, *, key: str | None = "") -> Answer:
        """Give a command; without `key` with a fresh one, with None without any."""
        headers = {} if key is None else {"Idempotency-Key": key or fresh_key()}
        return self.send("POST", path, data=data, headers=headers)

    def send(
        self,
        method: str,
        path: str,
        *,
        data: Any = None,
        text: str = "",
        query: Any = None,
        headers: Any = None,
    ) -> Answer:
        """Send data, or a text as it stands."""
        response = self.http.generic(
            method,
            f"/api/v1{path}",
            text if data is None else json.dumps(data),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **(headers or {})},
            query_params=query or None,
        )
        media_type = response.headers.get("Content-Type", "")
        is_json = "json" in media_type
        return Answer(
            response.status_code,
            json.loads(response.content) if is_json else response.content,
            media_type.split(";")[0],
            dict(response.headers),
        )


@pytest.fixture
def caller(demo_database: None) -> Callable[[str], Caller]:
    """Makes callers with the token of a user of the demonstration."""
    return lambda user: Caller(issue_token(user))


@pytest.fixture
def planner(caller: Callable[[str], Caller]) -> Caller:
    return caller("planner")


@pytest.fixture
def client_dept(caller: Callable[[str], Caller]) -> Caller:
    return caller("client")
