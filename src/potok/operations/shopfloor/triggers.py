"""Rules of the shop floor that the database holds by itself (order-workflow 8 and 13)."""

from __future__ import annotations

import pgtrigger

from potok.operations.shopfloor.states import CARD_MOVES

#: Adds every report to the figures of its run: the sum cannot differ from the reports.
_ADD_TO_RUN = """
    UPDATE shopfloor_operationrun AS run
    SET good_pcs = run.good_pcs + NEW.good_pcs,
        rework_pcs = run.rework_pcs + NEW.rework_pcs,
        scrap_pcs = run.scrap_pcs + NEW.scrap_pcs
    WHERE run.id = NEW.run_id;
    RETURN NULL;
"""

#: A report is never changed or deleted; only the card that took it over is noted.
_REPORT_FIXED = """
    RAISE EXCEPTION 'a work report is taken back by another one, not changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'work_report_append_only';
"""

#: Invariant 4: what an order has done is what its posted cards say, less what quality control wrote down.
_DONE_IS_POSTED = """
    SELECT done_pcs, done_opening_pcs, order_no INTO seen
    FROM orders_productionorder WHERE id = NEW.order_id;
    SELECT seen.done_opening_pcs
        + coalesce((SELECT sum(good_pcs) FROM shopfloor_techcard
                    WHERE order_id = NEW.order_id AND state = 'posted'), 0)
        - coalesce((SELECT sum(qty) FROM quality_lotdecisionrecord
                    WHERE order_no = seen.order_no AND decision = 'written_down'), 0)
        INTO made;
    IF seen.done_pcs <> made THEN
        RAISE EXCEPTION 'order % has done % pcs, its cards say %', seen.order_no, seen.done_pcs, made
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_done_is_posted';
    END IF;
    RETURN NULL;
"""
_FIGURES = [("seen", "record"), ("made", "numeric")]

#: The figures of a card are fixed with its posting; what happens to it later is told in other columns.
_CARD_FIGURES = [
    "number",
    "order",
    "seq",
    "workshop",
    "date",
    "shift_no",
    "good_pcs",
    "rework_pcs",
    "scrap_pcs",
    "samples_pcs",
    "from_rework_pcs",
    "posted_by",
    "posted_at",
    "posting_no",
    "product_lot",
    "effects",
]
_CARD_FIXED = """
    IF OLD.state IN ('posted', 'reversed', 'void') THEN
        RAISE EXCEPTION 'card % is %: its figures are fixed', OLD.number, OLD.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_fixed_when_closed';
    END IF;
    RETURN NEW;
"""

#: Lines belong to their card: a card that is closed keeps them as they are.
_LINES_FIXED = """
    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card
    WHERE card.id IN (SELECT card_id FROM {rows}) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';
    END IF;
    RETURN NULL;
"""

OPERATION_RUN = [
    pgtrigger.FSM(
        name="run_state_moves",
        field="state",
        transitions=[
            ("running", "stopped"),
            ("stopped", "running"),
            ("running", "finished"),
            ("stopped", "finished"),
        ],
        condition=pgtrigger.AnyChange("state"),
    ),
]

WORK_REPORT = [
    pgtrigger.Trigger(
        name="report_adds_to_run",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func=_ADD_TO_RUN,
    ),
    pgtrigger.Trigger(
        name="report_append_only",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(exclude=["card"]),
        func=_REPORT_FIXED,
    ),
    pgtrigger.Protect(name="report_never_deleted", operation=pgtrigger.Delete),
]

TECH_CARD = [
    pgtrigger.FSM(
        name="card_state_moves",
        field="state",
        transitions=CARD_MOVES,
        condition=pgtrigger.AnyChange("state"),
    ),
    pgtrigger.Protect(name="card_never_deleted", operation=pgtrigger.Delete),
    pgtrigger.Trigger(
        name="card_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="NEW.version = OLD.version + 1; RETURN NEW;",
    ),
    pgtrigger.Trigger(
        name="card_fixed_when_closed",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*_CARD_FIGURES),
        func=_CARD_FIXED,
    ),
    pgtrigger.Trigger(
        name="card_done_is_posted",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("state"),
        condition=pgtrigger.Q(old__state="posted") | pgtrigger.Q(new__state="posted"),
        timing=pgtrigger.Deferred,
        declare=_FIGURES,
        func=_DONE_IS_POSTED,
    ),
]


def lines_of_card(name: str) -> list[pgtrigger.Trigger]:
    """Triggers that fix the lines of a closed card, for one table of lines.

    Args:
        name: Short name of the table for the names of the triggers.
    """
    closed = [("closed", "record")]
    return [
        pgtrigger.Trigger(
            name=f"{name}_added",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="new_rows"),
            declare=closed,
            func=_LINES_FIXED.format(rows="new_rows"),
        ),
        pgtrigger.Trigger(
            name=f"{name}_changed",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            referencing=pgtrigger.Referencing(new="new_rows"),
            declare=closed,
            func=_LINES_FIXED.format(rows="new_rows"),
        ),
        pgtrigger.Trigger(
            name=f"{name}_removed",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Delete,
            referencing=pgtrigger.Referencing(old="old_rows"),
            declare=closed,
            func=_LINES_FIXED.format(rows="old_rows"),
        ),
    ]
