"""Errors of the API as application/problem+json: code, Russian detail, fields (conventions 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
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


#: Problems that the API finds before any room is asked: code → status and sentence.
OWN_PROBLEMS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "no_token": (
            401,
            "Нужен действующий токен: заголовок Authorization: Bearer … Получите его: potok token.",
        ),
        "not_found": (404, "По этому адресу ничего нет. Проверьте адрес по /api/v1/openapi.json."),
        "method_not_allowed": (
            405,
            "По этому адресу возможно только: {allowed}. Повторите запрос этим методом.",
        ),
        "invalid_request": (422, "Запрос не принят, ошибок: {count}. Исправьте поля и повторите."),
        "unreadable_request": (400, "Тело запроса не разобрать. Передайте JSON в UTF-8."),
        "request_too_big": (413, "Запрос слишком велик. Разделите его на части."),
        "bad_request": (400, "Запрос составлен неверно. Проверьте заголовки и адрес."),
        "internal": (500, "Внутренняя ошибка. Сообщите администратору номер запроса {request}."),
    }
)


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


def own_problem(
    code: str, *, fields: Sequence[dict[str, Any]] = (), status: int | None = None, **data: Any
) -> HttpResponse:
    """The answer to a problem of `OWN_PROBLEMS`; `status` where the framework knows a closer one."""
    usual, sentence = OWN_PROBLEMS[code]
    return problem(status or usual, code, sentence.format(**data), data=data, fields=fields)


def no_token() -> HttpResponse:
    """The answer to a request without a valid token."""
    answer = own_problem("no_token")
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def no_such_address() -> HttpResponse:
    """The answer to an address that the API does not have."""
    return own_problem("not_found")


def no_such_method(refused: HttpResponse) -> HttpResponse:
    """The answer to a method that an address does not have; it names those it has."""
    allowed = refused.headers["Allow"]
    answer = own_problem("method_not_allowed", allowed=allowed)
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
    return own_problem("invalid_request", fields=fields, count=len(fields))


def _refused(error: HttpError) -> HttpResponse:
    """What the framework refuses by itself: a body that cannot be parsed."""
    return own_problem("unreadable_request", status=error.status_code)


def _suspicious(error: SuspiciousOperation) -> HttpResponse:
    if isinstance(error, RequestDataTooBig):
        return own_problem("request_too_big")
    return own_problem("bad_request")


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: the log has it whole, the caller learns where to point at."""
    log.error("failure", path=request.path, exc_info=error)
    return own_problem("internal", request=getattr(request, "request_id", ""))
