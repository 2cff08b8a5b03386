"""Receipts that arrived: their rows follow the decisions of quality control on their lots."""

from __future__ import annotations

from collections.abc import Collection

from potok.operations.purchasing.models import Receipt
from potok.operations.warehouse.models import StockDocument, StockDocumentLine


def close_inspected(lot_ids: Collection[int], *, rejected: bool) -> None:
    """Take receipts out of inspection whose lots all were decided: what was accepted is stock now.

    A receipt that was rejected as a whole brought nothing; one rejected in part counts as accepted. Runs
    inside the caller's transaction, before the cover of orders is found anew.

    Args:
        lot_ids: Lots that were decided just now.
        rejected: Whether they were rejected.
    """
    papers = StockDocument.objects.filter(kind="receipt", state="posted", lines__lot_id__in=list(lot_ids))
    sources = set(papers.values_list("source", flat=True)) - {""}
    if not sources:
        return
    listed = Receipt.objects.select_for_update(no_key=True).filter(code__in=sources, status="in_qc")
    for receipt in listed.order_by("pk"):
        lines = StockDocumentLine.objects.filter(
            document__source=receipt.code, document__kind="receipt", document__state="posted"
        )
        verdicts = set(lines.values_list("lot__qc_status", flat=True))
        if "quarantine" in verdicts:
            continue
        receipt.status = "cancelled" if rejected and verdicts == {"rejected"} else "accepted"
        receipt.version += 1
        receipt.save(update_fields=["status", "version"])
