"""Many inputs of one method, without notes: results and refusals row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from potok.errors import PotokError
from potok.methods.method import Method
from potok.notes.note import Plain


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """One row of a batch.

    Attributes:
        row: Its number as the user counts.
        result: Plain result; None when the row was refused.
        warnings: Texts of broken conditions.
        error: Why it was refused, with all faults.
    """

    row: int
    result: Mapping[str, Plain] | None
    warnings: tuple[str, ...] = ()
    error: str = ""


def run_batch(method: Method, rows: Iterable[tuple[int, Mapping[str, object]]]) -> Iterator[BatchAnswer]:
    """Compute row after row; a refused row does not stop the others."""
    for row, given in rows:
        try:
            note = method.run(given, record=False)
        except PotokError as error:
            faults = "; ".join(problem.sentence() for problem in error.problems)
            yield BatchAnswer(row, None, error=f"{error.message} {faults}".strip())
        else:
            yield BatchAnswer(row, note.result, tuple(remark.text for remark in note.warnings))


def flat_result(result: Mapping[str, Plain]) -> dict[str, Plain]:
    """A result as columns: path → number, text or yes/no."""
    found: dict[str, Plain] = {}
    _flat(dict(result), "", found)
    return found


def _flat(item: Plain, path: str, found: dict[str, Plain]) -> None:
    if isinstance(item, list):
        for place, part in enumerate(item):
            _flat(part, f"{path}[{place}]", found)
    elif isinstance(item, dict):
        for key, part in item.items():
            _flat(part, f"{path}.{key}" if path else key, found)
    else:
        found[path] = item
