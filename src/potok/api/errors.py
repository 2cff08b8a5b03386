"""Errors of the API as application/problem+json: code, Russian detail, fields (conventions 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from potok.errors import PotokError

PROBLEM_JSON = "application/problem+json"


class ProblemField(Schema):
    """One fault of the given data."""

    field: str
    value: str | None = None
    expected: str
    code: str
    where: str | None = None
    row: int | None = None


class ProblemDetails(Schema):
    """An error: a stable code, a Russian sentence, its data and the faulty fields."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    data: dict[str, Any] = {}
    fields: list[ProblemField] = []


#: Answers that every operation may give besides its own.
PROBLEMS: dict[frozenset[int], Any] = {
    frozenset({400, 401, 403, 404, 405, 409, 415, 422, 429}): ProblemDetails,
}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    data: dict[str, Any] | None = None,
    fields: Sequence[dict[str, Any]] = (),
) -> HttpResponse:
    """A problem+json answer."""
    body = {
        "type": f"/errors/{code}",
        "title": code,
        "status": status,
        "code": code,
        "detail": detail,
        "data": data or {},
        "fields": list(fields),
    }
    return JsonResponse(
        body, status=status, content_type=PROBLEM_JSON, json_dumps_params={"ensure_ascii": False}
    )


def problem_of(error: PotokError) -> HttpResponse:
    """The answer to an error of the rooms below."""
    return problem(
        error.http_status,
        error.code,
        error.message,
        data=error.data,
        fields=[fault.as_dict() for fault in error.problems],
    )


def install(api: NinjaAPI) -> None:
    """Let every error of the API leave as problem+json."""

    @api.exception_handler(PotokError)
    def potok_error(_request: HttpRequest, error: PotokError) -> HttpResponse:
        return problem_of(error)

    @api.exception_handler(ValidationError)
    def validation_error(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [
            {
                "where": "запрос",
                "row": None,
                "field": ".".join(str(step) for step in fault["loc"][1:]) or str(fault["loc"][0]),
                "value": None,
                "expected": str(fault["msg"]),
                "code": str(fault["type"]),
            }
            for fault in error.errors
        ]
        detail = f"Запрос не принят, ошибок: {len(fields)}. Исправьте поля и повторите."
        return problem(422, "invalid_request", detail, fields=fields)

    @api.exception_handler(AuthenticationError)
    def no_token(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return problem(401, "no_token", "Нужен действующий токен: заголовок Authorization: Bearer …")

    @api.exception_handler(Http404)
    def not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem(404, "not_found", "По этому адресу ничего нет.")

    @api.exception_handler(HttpError)
    def http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "http_error", str(error))
