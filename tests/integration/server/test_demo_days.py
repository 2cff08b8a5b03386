"""The demonstration opens after ten working days: every page has life in it, and the books are whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db.models import F, Q, Sum

from potok.documents.papers.printing import paper_pdf
from potok.documents.papers.workbook import paper_workbook
from potok.operations.calculations.models import Calculation
from potok.operations.catalog.clock import today
from potok.operations.catalog.models import MachineStop
from potok.operations.lines.models import LineVersion
from potok.operations.orders.models import OrderEvent, ProductionOrder, VolumeProposal
from potok.operations.orders.reads.history import TITLES
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.snapshot import plan_request, stored_rows
from potok.operations.purchasing.models import PurchaseOrder, PurchaseSignal, Receipt
from potok.operations.quality.models import Defect, Inspection
from potok.operations.shopfloor.models import CardMaterial, OperationRun, RunStop, TechCard
from potok.operations.stores.reads.prints import limit_card, printed_paper
from potok.operations.warehouse.models import StockDocument, StockLot, StockMovement
from potok.plant.model import OPEN_RECEIPT_STATUSES
from potok.scheduling.verify import check_plan
from potok.server.demo_play.cast import Cast
from potok.server.demo_play.days import play_days

pytestmark = pytest.mark.usefixtures("played")


@pytest.fixture(scope="module")
def played(demo_database_of_module: None) -> Iterator[Cast]:
    """Ten days, played once for all tests of the module."""
    return play_days()


def states(rows: object, field: str = "state") -> set[str]:
    """Different values of a field."""
    return set(rows.values_list(field, flat=True))  # type: ignore[attr-defined]


def test_nobody_was_refused_and_the_clock_stands_on_the_eleventh_working_day(played: Cast) -> None:
    assert played.refused == []
    assert f"{today():%Y-%m-%d}" == "2026-03-17"


def test_orders_cards_and_runs_are_in_every_state() -> None:
    assert states(ProductionOrder.objects, "status") == {
        "new", "waiting_shortage", "in_production", "done", "cancelled",
    }  # fmt: skip
    assert {"posted", "reversed", "handed_in"} <= states(TechCard.objects)
    assert {"running", "finished"} <= states(OperationRun.objects)
    assert {"scheduled", "agreed", "launched", "posted"} <= states(ProductionOrder.objects, "progress")
    assert {"sent", "accepted"} <= states(VolumeProposal.objects)
    assert ProductionOrder.objects.exclude(returned_reason="").exists()


def test_every_event_of_an_order_has_a_title() -> None:
    assert states(OrderEvent.objects, "kind") <= set(TITLES)


def test_analyses_have_real_facts() -> None:
    assert RunStop.objects.filter(finished_at__isnull=False).values("reason").distinct().count() >= 3
    assert MachineStop.objects.filter(is_breakdown=True).exists()
    assert CardMaterial.objects.filter(reason__isnull=False).exists()
    assert CardMaterial.objects.filter(card__state="posted").exclude(actual_qty=F("norm_qty")).exists()
    assert TechCard.objects.filter(scrap_pcs__gt=0).exists()
    assert Calculation.objects.count() >= 5
    assert states(LineVersion.objects) == {"accepted", "draft"}
    assert LineVersion.objects.filter(line__kind="sheltered").count() == 2
    source, better = LineVersion.objects.filter(line__code="Ж-1").order_by("number")
    pairs = zip(better.indicators[:6], source.indicators[:6], strict=True)
    assert all(new["value"] < old["value"] for new, old in pairs)


def test_quality_warehouses_and_purchasing_have_their_papers() -> None:
    assert {"rejected", "released", "quarantine"} <= states(StockLot.objects, "qc_status")
    assert StockLot.objects.filter(qc_status="rejected", item__type="finished").exists()
    assert {"receipt", "issue", "handover", "shipment", "trade_return", "count"} <= states(
        StockDocument.objects, "kind"
    )
    assert StockDocument.objects.filter(kind="count", state="draft").exists()
    assert StockDocument.objects.filter(kind="handover", state="dropped").exists()
    assert Inspection.objects.filter(passed=False).exists()
    assert Defect.objects.exists()
    assert {"draft", "placed"} <= states(PurchaseOrder.objects)
    assert {"open", "acknowledged", "ordered"} <= states(PurchaseSignal.objects)
    open_ones = [status.value for status in OPEN_RECEIPT_STATUSES]
    assert Receipt.objects.filter(status__in=open_ones, expected_date__lt=today()).exists()


def test_people_acted_at_the_hours_of_the_play_whatever_the_real_time_is() -> None:
    moments = set(OrderEvent.objects.filter(kind="card_posted").values_list("at", flat=True))
    assert moments
    assert all(f"{moment.astimezone():%M}" == "10" for moment in moments)


def test_every_lot_holds_the_sum_of_its_movements_and_no_more_is_reserved() -> None:
    sums = dict(StockMovement.objects.values_list("lot_id").annotate(Sum("qty")))
    for lot in StockLot.objects.all():
        assert lot.qty == sums.get(lot.pk, 0), lot.code
        assert 0 <= lot.reserved_qty <= lot.qty


def test_the_plan_of_the_morning_keeps_all_rules_and_waits_for_its_shops() -> None:
    plan = PlanVersion.objects.get(state="published")
    request = plan_request()
    report = check_plan(
        request.plant,
        stored_rows(plan),
        material=request.material,
        now=request.not_before,
        fixed=request.fixed_rows,
    )
    assert report.ok, report.violations[:3]
    answers = states(ScheduleLine.objects.filter(is_published=True), "agreement")
    assert {"none", "agreed", "refused"} <= answers


def test_every_kind_of_paper_is_printed_with_what_the_books_say() -> None:
    for kind in ("issue", "receipt", "handover"):
        number = StockDocument.objects.filter(kind=kind, state="posted").values_list("number", flat=True)[0]
        form, paper = printed_paper(number)
        lines = StockDocument.objects.get(number=number).lines.order_by("line_no")
        assert [line.given for line in paper.lines] == list(lines.values_list("qty", flat=True))
        assert paper_pdf(paper, form).startswith(b"%PDF")
        assert paper_workbook(paper, form).startswith(b"PK")


def test_a_limit_card_counts_down_from_the_limit_of_the_recipe() -> None:
    issue = StockDocument.objects.filter(Q(kind="issue") & ~Q(order_no=""), state="posted").first()
    assert issue is not None
    line = issue.lines.select_related("item").order_by("line_no").first()
    assert line is not None
    form, card = limit_card(issue.order_no, line.item.code)
    assert card.item is not None
    assert card.item.asked is not None
    given = sum((each.given or 0 for each in card.lines), start=0)
    assert card.lines[-1].rest == card.item.asked - given
    assert paper_pdf(card, form).startswith(b"%PDF")
