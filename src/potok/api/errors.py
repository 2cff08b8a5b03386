"""Errors of the API as application/problem+json: code, Russian detail, fields (conventions 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from potok.api import faults
from potok.errors import PotokError

PROBLEM_JSON = "application/problem+json"

log = structlog.get_logger("potok.api")


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
    data: dict[str, Any]
    fields: list[ProblemField]


#: Answers that every operation may give besides its own.
PROBLEMS: dict[int, type[Schema]] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422), ProblemDetails)


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


def no_token() -> HttpResponse:
    """The answer to a request without a valid token."""
    answer = problem(401, "no_token", "Нужен действующий токен: заголовок Authorization: Bearer …")
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def no_such_address() -> HttpResponse:
    """The answer to an address that the API does not have."""
    return problem(404, "not_found", "По этому адресу ничего нет.")


def no_such_method(refused: HttpResponse) -> HttpResponse:
    """The answer to a method that an address does not have; it names those it has."""
    allowed = refused.headers["Allow"]
    answer = problem(405, "method_not_allowed", f"По этому адресу возможно только: {allowed}.")
    answer.headers["Allow"] = allowed
    return answer


def install(api: NinjaAPI) -> None:
    """Let every error of the API leave as problem+json."""
    api.exception_handler(PotokError)(lambda _, error: problem_of(error))
    api.exception_handler(ValidationError)(lambda _, error: _invalid(error))
    api.exception_handler(AuthenticationError)(lambda *_: no_token())
    api.exception_handler(Http404)(lambda *_: no_such_address())
    api.exception_handler(HttpError)(lambda _, error: _refused(error))
    api.exception_handler(SuspiciousOperation)(lambda _, error: _suspicious(error))
    api.exception_handler(Exception)(_failed)


def _invalid(error: ValidationError) -> HttpResponse:
    fields = [
        {
            "where": "запрос",
            "row": None,
            "field": faults.field_name(fault),
            "value": None,
            "expected": faults.expected(fault),
            "code": str(fault["type"]),
        }
        for fault in error.errors
    ]
    detail = f"Запрос не принят, ошибок: {len(fields)}. Исправьте поля и повторите."
    return problem(422, "invalid_request", detail, fields=fields)


def _refused(error: HttpError) -> HttpResponse:
    """What the framework refuses by itself: a body that cannot be parsed."""
    return problem(error.status_code, "unreadable_request", "Тело запроса не разобрать как JSON в UTF-8.")


def _suspicious(error: SuspiciousOperation) -> HttpResponse:
    if isinstance(error, RequestDataTooBig):
        return problem(413, "request_too_big", "Запрос слишком велик. Разделите его на части.")
    return problem(400, "bad_request", "Запрос составлен неверно.")


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: the log has it whole, the caller learns where to point at."""
    log.error("failure", path=request.path, exc_info=error)
    number = getattr(request, "request_id", "")
    detail = f"Внутренняя ошибка. Сообщите администратору номер запроса {number}."
    return problem(500, "internal", detail, data={"request": number})
