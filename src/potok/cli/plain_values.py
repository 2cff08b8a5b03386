"""Values of the command line read without pydantic, whose import is half of the start of a command.

Typer builds a pydantic adapter for every parameter, given or not. Texts, paths and choices need none:
they are read here, and Typer's own way is taken for everything else (dates, limits, paths that must
exist, values it has to refuse).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer._coercion import RuntimeParam, TypeDescriptor, build_runtime_param
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.models import ParameterInfo

if TYPE_CHECKING:
    from typer._click import Command, Context, Parameter
    from typer.core import _TyperParameter


@dataclass(frozen=True)
class PlainValue(RuntimeParam):
    """How one parameter is read.

    Attributes:
        descriptor: What Typer knows of the parameter.
    """

    descriptor: TypeDescriptor

    def _coerce_value(self, value: Any, param: _TyperParameter, ctx: Context) -> Any:  # noqa: ANN401 - Typer's signature
        """The value as the command takes it."""
        kind, info = self.annotation, self.parameter_info
        if isinstance(value, str) and info.parser is None:
            if kind is str:
                return value
            if kind is Path and not _looked_at(info):
                return Path(value)
            if isinstance(kind, type) and issubclass(kind, StrEnum) and value in list(kind):
                return kind(value)
        return build_runtime_param(self.descriptor)._coerce_value(value, param, ctx)  # noqa: SLF001 - the way it would go


def _looked_at(info: ParameterInfo) -> bool:
    """Whether the command asks for more than the name of a file; opening tells the rest in Russian."""
    return bool(info.exists or info.resolve_path or info.writable or not (info.file_okay and info.dir_okay))


def read_plainly(command: Command, ctx: Context) -> None:
    """Give the parameters of a command, and of the commands of a group, the light way of reading."""
    make_plain(command.get_params(ctx))
    if isinstance(command, TyperGroup):
        for part in command.commands.values():
            read_plainly(part, ctx)


def make_plain(parameters: Iterable[Parameter]) -> None:
    """Give these parameters the light way of reading."""
    for parameter in parameters:
        if isinstance(parameter, TyperArgument | TyperOption):
            known = parameter.type_descriptor
            parameter._runtime_param = PlainValue(known.parameter_info, known.annotation, known)  # noqa: SLF001 - Typer leaves no other door
