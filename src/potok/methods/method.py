"""What a method is: a declared input, declared formulas, and a function from data to results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from potok.notes.calculation import Calculation
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs
from potok.notes.inputs.json_schema import json_schema
from potok.notes.inputs.record import Record
from potok.notes.inputs.validation import accept
from potok.notes.note import Leaves, Note, Outcome, Reference

#: From a validated input to the result; every number comes from the calculation or the input.
Compute = Callable[[Record, Calculation], Mapping[str, Outcome]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """An engineering method.

    Attributes:
        id: Topic and name, the place of its module ("cycle.duration").
        title: Russian title.
        purpose: One Russian sentence: what question it answers.
        source: Where it comes from.
        inputs: Declared input.
        formulas: All formulas it uses.
        compute: The calculation itself.
    """

    id: str
    title: str
    purpose: str
    source: Source
    inputs: Inputs
    formulas: tuple[Formula, ...]
    compute: Compute

    def run(
        self, given: Mapping[str, object], *, record: bool = True, reference: Reference | None = None
    ) -> Note:
        """Compute and explain.

        Args:
            given: Parsed input data.
            record: False leaves steps, figures and conclusions out of the note: batches.
            reference: Printed values of the worked example that the input belongs to.

        Raises:
            InvalidInputError: The input has faults; all of them are listed.
            FormulaRefusedError: Values outside the limits of a formula.
            CalculationRefusedError: The data make no sense together.
        """
        accepted = accept(self.inputs, given, record=record)
        calculation = Calculation(record=record)
        leaves = Leaves()
        result = leaves.plain(self.compute(accepted.record, calculation))
        return Note(
            method=self.id,
            title=self.title,
            source=self.source,
            given=given,
            inputs=accepted.items,
            steps=calculation.steps(),
            result=cast("dict[str, Any]", result),
            origins=leaves.origins,
            warnings=accepted.remarks + calculation.warnings(),
            conclusions=calculation.conclusions(),
            figures=calculation.figures(),
            reference=reference,
        )

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the input."""
        return json_schema(self.inputs, title=self.title, identifier=self.id)
