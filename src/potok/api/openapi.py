"""The OpenAPI document: what the framework makes of the operations, finished by what it cannot know."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from potok.api.access import TokenAuth
from potok.api.errors import PROBLEM_JSON, ProblemDetails, no_token

#: Answers that every operation may give besides its own. The framework would make a class of each of them
#: for each operation, which takes a third of the start of the site.
_PROBLEMS = {
    400: "Запрос составлен неверно или без Idempotency-Key",
    401: "Нет действующего токена",
    403: "Недостаточно прав",
    404: "Не найдено",
    409: "Противоречит нынешнему состоянию",
    413: "Запрос слишком велик",
    422: "Данные не приняты",
}
_SCHEMAS = "#/components/schemas/"
_DONE = {200: "Выполнено", 201: "Создано"}
_ABOUT = """Те же команды, что на страницах. Токен пользователя: `potok token ПОЛЬЗОВАТЕЛЬ`, заголовок
`Authorization: Bearer ТОКЕН`. Команды, меняющие учёт, требуют `Idempotency-Key`. Ошибки —
`application/problem+json` с постоянным кодом. Количества сырья и деньги — точные десятичные числа текстом.
У каждой операции `x-right` называет право из таблицы «роль × команда»."""


class ReadableJson(JSONRenderer):
    """JSON in which Russian stays Russian."""

    json_dumps_params = {"ensure_ascii": False}


class PotokApi(NinjaAPI):
    """The API with its document."""

    def __init__(self, **options: Any) -> None:
        super().__init__(description=_ABOUT, renderer=ReadableJson(), **options)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name of the operation: its place below `potok.api` and its function, so that it is the only one."""
        place = operation.view_func.__module__.removeprefix("potok.api.").replace(".", "_")
        return f"{place}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **_: Any) -> OpenAPISchema:
        """The document; the addresses never change while the process lives, so it is made once."""
        return self._document

    @cached_property
    def _document(self) -> OpenAPISchema:
        document = _Document(self, self.get_root_path({}))
        for operations in document["paths"].values():
            for operation in operations.values():
                _finish(operation)
        schemas = document["components"]["schemas"]
        problem = ProblemDetails.model_json_schema(ref_template=_SCHEMAS + "{model}")
        schemas |= {**problem.pop("$defs"), ProblemDetails.__name__: problem}
        for schema in schemas.values():
            schema.pop("description", None)
        return document


class _Document(OpenAPISchema):
    """What the framework makes, but for schemas that share a name: of those it would keep the last."""

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        for name, schema in definitions.items():
            if self.schemas.setdefault(name, schema) != schema:
                raise ValueError(f"two different schemas of the API are called {name}")


def _finish(operation: dict[str, Any]) -> None:
    """Every problem under its own media type, Russian texts instead of those for programmers."""
    operation.pop("description", None)
    for status, answer in operation["responses"].items():
        answer["description"] = _DONE[status]
    schema = {"$ref": _SCHEMAS + ProblemDetails.__name__}
    for status, text in _PROBLEMS.items():
        operation["responses"][status] = {"description": text, "content": {PROBLEM_JSON: {"schema": schema}}}


def with_token(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view for callers with a token only."""

    @wraps(view, assigned=())
    def guarded(request: HttpRequest, **given: Any) -> HttpResponse:
        return view(request, **given) if TokenAuth()(request) else no_token()

    return guarded
