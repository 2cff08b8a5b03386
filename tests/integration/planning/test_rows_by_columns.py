"""Rows stored by columns are those that Django stores one by one, and what a column refuses is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, transaction
from django.forms.models import model_to_dict

from potok.operations.by_columns import insert_all
from potok.operations.planning.models import PlanVersion, ScheduleLine, SchedulePart


def copied(line: ScheduleLine, **changes: object) -> ScheduleLine:
    """A new row like a stored one."""
    fields = {field.attname: getattr(line, field.attname) for field in ScheduleLine._meta.concrete_fields}
    return ScheduleLine(**{**fields, "id": None, **changes})


def test_what_is_stored_is_what_was_given(draft: PlanVersion) -> None:
    lines = list(draft.lines.all())
    lines[0].cause = {"reason": "machine", "other_order": 'ЗП-"7", {a\\b}', "item_id": None}
    again = [copied(line) for line in lines]
    draft.lines.all().delete()
    insert_all(again)
    assert len({line.pk for line in again}) == len(again)
    for line, given in zip(again, lines, strict=True):
        stored = ScheduleLine.objects.get(pk=line.pk)
        assert model_to_dict(stored, exclude=["id"]) == model_to_dict(given, exclude=["id"])


def test_what_a_column_refuses_is_refused_and_nothing_is_stored(draft: PlanVersion) -> None:
    line = draft.lines.first()
    assert line is not None
    parts = SchedulePart.objects.count()
    good = SchedulePart(
        line=line,
        batch_no=900,
        part_no=1,
        start_at=line.start_at,
        finish_at=line.finish_at,
        qty_pcs=Decimal(1),
    )
    backwards = SchedulePart(
        line=line,
        batch_no=901,
        part_no=1,
        start_at=line.finish_at,
        finish_at=line.start_at,
        qty_pcs=Decimal(1),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all([good, backwards])
    with pytest.raises(DataError), transaction.atomic():
        insert_all([copied(line, op_no=990, answer_reason="о" * 251)])
    assert SchedulePart.objects.count() == parts
