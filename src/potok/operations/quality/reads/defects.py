"""Defects by cause: which few causes make most of them (Pareto), and what they cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from potok.operations.quality.models import Defect
from potok.operations.quality.reads.log import InspectionFilter, found_inspections

#: What the causes may be grouped by.
GROUPS: Mapping[str, tuple[str, str]] = {
    "cause": ("cause__code", "cause__name"),
    "workshop": ("inspection__workshop", "inspection__workshop"),
    "item": ("inspection__item__code", "inspection__item__name"),
}


@dataclass(frozen=True, slots=True)
class ParetoRow:
    """A group with its share.

    Attributes:
        share, cumulative: Of all defective units, 0 … 1.
        repairable: Defective units that can be mended.
        loss_rub: Known losses.
        vital: Among the first groups that together make 80 %.
    """

    code: str
    name: str
    qty: int
    inspections: int
    repairable: int
    loss_rub: Decimal
    share: Decimal
    cumulative: Decimal
    vital: bool


@dataclass(frozen=True, slots=True)
class Pareto:
    """Groups by falling number of defective units.

    Attributes:
        inspected: Units looked at under the filter; defective: bad ones among them.
    """

    rows: tuple[ParetoRow, ...]
    inspected: int
    defective: int
    loss_rub: Decimal

    @property
    def defective_share(self) -> Decimal:
        """Defective units among those inspected, 0 without inspections."""
        return Decimal(self.defective) / self.inspected if self.inspected else Decimal(0)


def pareto(wanted: InspectionFilter, *, group: str = "cause") -> Pareto:
    """Defects of the found inspections by group: two queries.

    Args:
        group: Key of `GROUPS`.
    """
    code, name = GROUPS[group]
    found = found_inspections(wanted)
    seen = found.aggregate(inspected=Sum("inspected_pcs"), defective=Sum("defective_pcs"))
    rows = list(
        Defect.objects.filter(inspection__in=found.values("id"))
        .values(group_code=F(code), group_name=F(name))
        .annotate(
            qty=Sum("qty_pcs"),
            inspections=Count("inspection", distinct=True),
            mended=Sum("qty_pcs", filter=Q(repairable=True)),
            loss=Sum("loss_rub"),
        )
        .order_by("-qty", "group_code")
    )
    total = sum(row["qty"] for row in rows)
    made: list[ParetoRow] = []
    sum_so_far = 0
    for row in rows:
        before, sum_so_far = sum_so_far, sum_so_far + row["qty"]
        made.append(
            ParetoRow(
                code=row["group_code"],
                name=row["group_name"],
                qty=row["qty"],
                inspections=row["inspections"],
                repairable=row["mended"] or 0,
                loss_rub=row["loss"] or Decimal(0),
                share=Decimal(row["qty"]) / total,
                cumulative=Decimal(sum_so_far) / total,
                vital=before * 5 < total * 4,
            )
        )
    return Pareto(
        tuple(made),
        seen["inspected"] or 0,
        seen["defective"] or 0,
        sum((row.loss_rub for row in made), Decimal(0)),
    )
