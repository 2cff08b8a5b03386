"""A part of the API: every operation names its right and says in the OpenAPI what it may answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from potok.api.access import KEY_PATTERN, TokenAuth, acting, run_command
from potok.operations.people.rights import COMMANDS

#: An operation as it is written: the acting person first, then what the request gives.
Act: TypeAlias = Callable[..., Any]
#: What the operation answers with: a schema or an alias of one.
Answer: TypeAlias = Any

_KEY_HEADER = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": (
        "Новое значение для каждой команды, например UUID. Повтор с тем же ключом и теми же данными "
        "возвращает первый ответ и ничего не меняет."
    ),
    "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$"},
}
#: Makes the address of a page absolute.
Absolute: TypeAlias = Callable[[str], str]
#: Says what an upload holds; see `Section.command`.
Fingerprint: TypeAlias = Callable[..., bytes]


#: Parameter in which an operation gets what makes addresses absolute.
_ABSOLUTE = "absolute"


class Section(Router):
    """Operations of one subject.

    Args:
        title: Russian name of the subject in the OpenAPI.
    """

    def __init__(self, title: str) -> None:
        super().__init__(tags=[title])

    def read(self, path: str, *, right: str | None, answer: Answer, summary: str) -> Callable[[Act], Act]:
        """A GET that looks something up.

        Args:
            path: Address below that of the section.
            right: Name in the table of rights, None = every user.
            answer: Schema of the answer.
            summary: Russian name of the operation.
        """
        return self._register("GET", path, right, {200: answer}, summary, _plain)

    def preview(
        self, path: str, *, right: str, answer: Answer, summary: str, media_types: Sequence[str] = ()
    ) -> Callable[[Act], Act]:
        """A POST that computes and changes nothing: it needs no Idempotency-Key.

        Args:
            path: Address below that of the section.
            right: Name in the table of rights.
            answer: Schema of the answer.
            summary: Russian name of the operation.
            media_types: Kinds of files that the operation may answer with as well.
        """
        binary = {"schema": {"type": "string", "format": "binary"}}
        extra = {"responses": {200: {"content": dict.fromkeys(media_types, binary)}}} if media_types else None
        return self._register("POST", path, right, {200: answer}, summary, _plain, extra)

    def download(self, path: str, *, right: str, media_type: str, summary: str) -> Callable[[Act], Act]:
        """A GET that answers with a file; the operation returns an `HttpResponse`.

        An operation with the parameter `absolute` gets there what makes the address of a page absolute:
        papers carry it as a QR code.
        """
        text = media_type.startswith("text/")
        schema = {"type": "string"} if text else {"type": "string", "format": "binary"}
        extra = {"responses": {200: {"content": {media_type: {"schema": schema}}}}}
        return self._register("GET", path, right, {200: None}, summary, _plain, extra)

    def command(
        self,
        path: str,
        *,
        name: str,
        answer: type[Schema],
        summary: str,
        status: int = 200,
        method: str = "POST",
        fingerprint: Fingerprint | None = None,
    ) -> Callable[[Act], Act]:
        """An operation that changes the books, once for each Idempotency-Key.

        Args:
            path: Address below that of the section.
            name: The command in the table of rights.
            answer: Schema of the answer; the operation returns anything that the schema can read.
            summary: Russian name of the operation.
            status: HTTP status of success.
            method: HTTP method.
            fingerprint: Tells from the operation's arguments what an upload holds, because the body
                of a repeated upload differs; None = the body tells it.
        """

        def door(act: Act) -> Act:
            def run(request: HttpRequest, **given: Any) -> HttpResponse:
                def effect() -> tuple[int, Any]:
                    result = answer.model_validate(act(acting(request), **given))
                    return status, result.model_dump(mode="json")

                content = fingerprint(**given) if fingerprint else None
                return run_command(request, name, effect, content=content)

            return run

        extra: Mapping[str, Any] = {"parameters": [_KEY_HEADER], "x-command": True}
        return self._register(method, path, name, {status: answer}, summary, door, extra)

    def _register(
        self,
        method: str,
        path: str,
        right: str | None,
        answers: Mapping[int, Answer],
        summary: str,
        door: Callable[[Act], Act],
        extra: Mapping[str, Any] | None = None,
    ) -> Callable[[Act], Act]:
        if right is not None and right not in COMMANDS:
            raise KeyError(f"no such right: {right}")

        def decorate(act: Act) -> Act:
            self.add_api_operation(
                path,
                [method],
                _view(act, door(act)),
                operation_id=_operation_id(act, path),
                auth=TokenAuth(right),
                response=dict(answers),
                summary=summary,
                openapi_extra={"x-right": right, **(extra or {})},
            )
            return act

        return decorate


def _operation_id(act: Act, path: str) -> str | None:
    """Operations that one function makes for many subjects are told apart by path; None = by their name."""
    if "<locals>" not in act.__qualname__:
        return None
    words = [*act.__module__.removeprefix("potok.api.").split("."), act.__name__, *path.split("/")]
    return "_".join(word.replace("-", "_") for word in words if word)


def _plain(act: Act) -> Act:
    linked = _ABSOLUTE in inspect.signature(act).parameters

    def run(request: HttpRequest, **given: Any) -> Any:  # noqa: ANN401 - whatever the operation answers
        if linked:
            given[_ABSOLUTE] = request.build_absolute_uri
        return act(acting(request), **given)

    return run


def _view(act: Act, run: Act) -> Act:
    """`run` with the name and parameters of `act`, the request in place of the actor."""
    view = wraps(act)(run)
    own = inspect.signature(act, eval_str=True)
    _, *others = own.parameters.values()
    rest = [one for one in others if one.name != _ABSOLUTE]
    first = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest)
    view.__signature__ = own.replace(parameters=[first, *rest])  # type: ignore[attr-defined]  # read by inspect
    return view
