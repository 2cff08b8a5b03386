"""One of the variants that the engine found becomes a version."""

from __future__ import annotations

from potok.errors import InvalidDataError, Problem
from potok.lines.kinds import KINDS
from potok.lines.variants import problem_of, variants_from_data
from potok.operations.lines.errors import UnknownLineRunError, UnknownLineVersionError
from potok.operations.lines.models import LineRun, LineVersion
from potok.operations.lines.services.lines import locked_line
from potok.operations.lines.services.versions import save_version
from potok.operations.people.acting import Actor, command


def take_variant(actor: Actor, *, code: str, number: int, run_id: int, place: int) -> LineVersion:
    """A new draft of a version with what a variant changes.

    Args:
        code: Of the line.
        number: The version that is looked at: the new one is made from it.
        run_id: The run that found the variants.
        place: Of the variant, from 1.

    Raises:
        UnknownLineError: There is no such line.
        UnknownLineVersionError: It has no such version.
        UnknownLineRunError: It has no such run, or that found no variants.
        InvalidDataError: The run has no such variant, or solved another problem than the version has now.
    """
    with command(actor, "edit_lines", why=f"вариант {place} расчёта № {run_id}"):
        line = locked_line(code)
        version = LineVersion.objects.filter(line=line, number=number).first()
        if version is None:
            raise UnknownLineVersionError(line=code, number=number)
        run = LineRun.objects.filter(pk=run_id, version__line=line, variants__isnull=False).first()
        if run is None or run.variants is None:
            raise UnknownLineRunError(run=run_id)
        items = variants_from_data(run.variants).items
        if not 1 <= place <= len(items):
            raise _refused("Вариант", str(place), f"номер варианта от 1 до {len(items)}")
        if problem_of(version.given, KINDS[line.kind].varied) != run.problem:
            expected = "версия с теми исходными данными, для которых найден вариант; найдите варианты заново"
            raise _refused("Версия", str(number), expected)
        return save_version(
            actor,
            code=code,
            given={**version.given, **items[place - 1].changes},
            title=f"Вариант {place} расчёта № {run_id}",
            base=number,
            why=f"вариант {place} расчёта № {run_id}",
        )


def _refused(field: str, value: str, expected: str) -> InvalidDataError:
    return InvalidDataError([Problem("Варианты линии", None, field, value, expected, "bad_choice")])
