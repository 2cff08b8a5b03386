"""What people write on a technological card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Defect:
    """Pieces that are scrap or to be reworked (`kind`), by code of the reason."""

    kind: str
    reason: str
    qty_pcs: int
    op_no: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LotUse:
    """Part of a lot, by its number, in the stock unit."""

    lot: str
    qty: Decimal


@dataclass(frozen=True, slots=True)
class Use:
    """What was used of a component.

    Attributes:
        lots: Of a component with stock control, all of them; none = nothing of it was used.
        qty: Of one without.
        reason: Code of a reason of kind `deviation`; empty = none.
    """

    item: str
    lots: Sequence[LotUse] = ()
    qty: Decimal | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimeReason:
    """Why an operation took longer or shorter than its norm (kind `time`)."""

    op_no: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CardFill:
    """Figures of a card; None = stays as it is.

    Attributes:
        defects: All of them: scrap and rework are their sums.
        uses: All components that are not named keep what they have.
        repropose: Take materials by norm anew for the changed output, before `uses`.
        loss_reason: Code of a reason of kind `loss`; empty takes it away.
    """

    good_pcs: int | None = None
    samples_pcs: int | None = None
    from_rework_pcs: int | None = None
    defects: Sequence[Defect] | None = None
    uses: Sequence[Use] = ()
    times: Sequence[TimeReason] = ()
    repropose: bool = False
    date: dt.date | None = None
    shift_no: int | None = None
    batches: str | None = None
    responsible: str | None = None
    people: Sequence[str] | None = None
    started_at: dt.datetime | None = None
    finished_at: dt.datetime | None = None
    loss_reason: str | None = None
    loss_note: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Reasons that the planner adds to a card handed in; figures stay those of the shop."""

    uses: Sequence[Use] = ()
    times: Sequence[TimeReason] = ()
    loss_reason: str | None = None
    loss_note: str | None = None
