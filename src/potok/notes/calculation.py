"""The recorder through which a method computes: each formula used leaves a step in the note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from potok.notes.errors import CalculationRefusedError
from potok.notes.figures import Figure
from potok.notes.formula import Formula, Source
from potok.notes.note import Cell, FormulaStep, Line, ProcedureStep, Remark, Step, Table
from potok.notes.value import Bindable, Value


@dataclass(slots=True)
class FormulaUse:
    """A formula in use; every call of `line` adds one substitution to the same step."""

    formula: Formula
    key: str
    section: str
    recording: bool
    lines: list[Line] = field(default_factory=list)
    count: int = 0

    def line(self, label: str = "", /, **values: Bindable) -> Value:
        """Apply the formula once; symbols are bound by their keys.

        Args:
            label: What the line is about (name of the operation, product, period).
            values: A `Value`, a number or, for series symbols, a sequence of them.

        Raises:
            FormulaRefusedError: The values lie outside the limits of the formula.
        """
        return self.bind(label, self.formula.result.unit, values)

    def line_in(self, label: str, unit: str, /, **values: Bindable) -> Value:
        """The same with the unit the user gave for the result ("т", "шт."): generic formulas."""
        return self.bind(label, unit, values)

    def bind(self, label: str, unit: str, values: Mapping[str, Bindable]) -> Value:
        """The same with the values as one mapping."""
        ref = f"{self.key}:{self.count}"
        self.count += 1
        if not self.recording:
            return Value(self.formula.evaluate_plainly(values), unit, ref)
        bound = self.formula.bind(values)
        result = Value(self.formula.evaluate(bound), unit, ref)
        self.lines.append(Line(label, bound, result))
        return result

    def step(self, number: int) -> FormulaStep:
        """The step as data; `number` is its place in the note."""
        return FormulaStep(self.key, number, self.section, self.formula, tuple(self.lines))


@dataclass(slots=True)
class Procedure:
    """A step without a formula: rows of its table and the numbers it decides."""

    id: str
    key: str
    section: str
    title: str
    rule: str
    source: Source
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def value(self, number: float, unit: str = "1") -> Value:
        """A number the procedure decides."""
        found = Value(number, unit, f"{self.key}:{len(self.values)}")
        self.values.append(found)
        return found

    def row(self, *cells: Cell) -> None:
        """Add a row to the table."""
        self.rows.append(cells)

    def step(self, number: int) -> ProcedureStep:
        """The step as data; `number` is its place in the note."""
        return ProcedureStep(
            key=self.key,
            number=number,
            section=self.section,
            id=self.id,
            title=self.title,
            rule=self.rule,
            source=self.source,
            table=Table(self.columns, tuple(self.rows)),
            values=tuple(self.values),
        )


class Calculation:
    """One calculation in progress.

    Args:
        record: False computes the same numbers and warnings without keeping the lines of the note
            (batches, solving, sensitivity).
    """

    def __init__(self, *, record: bool = True) -> None:
        self._record = record
        self._section = ""
        self._uses: list[FormulaUse | Procedure] = []
        self._warnings: list[Remark] = []
        self._conclusions: list[str] = []
        self._figures: list[Figure] = []

    @property
    def recording(self) -> bool:
        """Whether the note is kept: build figures and conclusions only then."""
        return self._record

    def section(self, title: str) -> None:
        """Head the following steps with a Russian title."""
        self._section = title

    def use(self, formula: Formula) -> FormulaUse:
        """Open a step of several lines; lines may be added while other steps go on."""
        opened = FormulaUse(formula, self._next_key(), self._section, self._record)
        self._uses.append(opened)
        return opened

    def _next_key(self) -> str:
        return f"s{len(self._uses) + 1}"

    def apply(self, formula: Formula, label: str = "", /, **values: Bindable) -> Value:
        """Apply a formula once as a step of its own."""
        return self.use(formula).line(label, **values)

    def each(
        self, formula: Formula, rows: Iterable[Mapping[str, Bindable]], labels: Sequence[str] = ()
    ) -> list[Value]:
        """Apply a formula to every row as one step.

        Args:
            formula: The formula.
            rows: Values of its symbols, one mapping a line.
            labels: Names of the lines, empty or one for each.
        """
        bind, unit = self.use(formula).bind, formula.result.unit
        return [bind(labels[place] if labels else "", unit, values) for place, values in enumerate(rows)]

    def procedure(
        self, name: str, *, title: str, rule: str, source: Source, columns: Sequence[str] = ()
    ) -> Procedure:
        """Open a procedure step.

        Args:
            name: Stable id ("norms.exclusion").
            title: Russian title.
            rule: The rule in Russian words.
            source: Where the rule comes from.
            columns: Heads of its table, with units.
        """
        opened = Procedure(name, self._next_key(), self._section, title, rule, source, tuple(columns))
        self._uses.append(opened)
        return opened

    def warn(self, code: str, text: str) -> None:
        """A condition is broken or an assumption was made; the result stands."""
        self._warnings.append(Remark(code, text))

    def conclude(self, text: str) -> None:
        """A Russian sentence for the conclusions."""
        self._conclusions.append(text)

    def draw(self, figure: Figure) -> None:
        """Add a picture."""
        self._figures.append(figure)

    def refuse(self, reason: str, advice: str = "Проверьте исходные данные.") -> CalculationRefusedError:
        """The error to raise when the data make no sense together."""
        return CalculationRefusedError(reason=reason, advice=advice)

    def steps(self) -> tuple[Step, ...]:
        """Steps so far, those without lines left out, numbered from 1."""
        shown = [opened for opened in self._uses if isinstance(opened, Procedure) or opened.lines]
        return tuple(opened.step(place) for place, opened in enumerate(shown, start=1))

    def warnings(self) -> tuple[Remark, ...]:
        """Warnings so far."""
        return tuple(self._warnings)

    def conclusions(self) -> tuple[str, ...]:
        """Conclusions so far."""
        return tuple(self._conclusions)

    def figures(self) -> tuple[Figure, ...]:
        """Pictures so far."""
        return tuple(self._figures)
