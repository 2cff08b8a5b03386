"""Rules of orders and reservations that the database holds by itself (order-workflow 13)."""

from __future__ import annotations

import pgtrigger

from potok.operations.orders.states import TRANSITIONS

_STATUS_MOVES = [(step.source, step.target) for step in TRANSITIONS if step.source is not None]

#: Invariant 9: a changed status has its event, written in the same transaction.
_STATUS_HAS_EVENT = """
    IF NOT EXISTS (
        SELECT 1 FROM orders_orderevent
        WHERE order_id = NEW.id AND to_status = NEW.status AND transaction_id = txid_current()
    ) THEN
        RAISE EXCEPTION 'status of order % became % without an event', NEW.order_no, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_status_has_event';
    END IF;
    RETURN NULL;
"""

#: Invariant 2 for one order: hard reservations exist exactly while it is in production and, until
#: it is launched, cover the requirement of its remaining quantity.
_CHECK_ORDER = """
    SELECT status, launch_actual_at, order_no INTO seen FROM orders_productionorder WHERE id = {order};
    IF seen.status = 'in_production' AND seen.launch_actual_at IS NULL THEN
        SELECT component.item_id INTO bare FROM orders_ordercomponent AS component
        WHERE component.order_id = {order} AND component.gross_qty > coalesce((
            SELECT sum(reservation.qty) FROM orders_reservation AS reservation
            WHERE reservation.order_id = component.order_id AND reservation.item_id = component.item_id
              AND reservation.kind = 'hard'), 0)
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'order % is in production without cover of item %', seen.order_no, bare
                USING ERRCODE = 'check_violation', CONSTRAINT = 'order_in_production_is_covered';
        END IF;
    ELSIF seen.status <> 'in_production' AND EXISTS (
        SELECT 1 FROM orders_reservation WHERE order_id = {order} AND kind = 'hard'
    ) THEN
        RAISE EXCEPTION 'order % in status % holds reservations', seen.order_no, seen.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_reserves_only_in_production';
    END IF;
    RETURN NULL;
"""
_VARIABLES = [("seen", "record"), ("bare", "bigint")]

#: The part of the same rule that a new reservation can break; it is asked for every row, so it is short.
#: The order is looked up by its key alone: with the status in the condition a plan made while no order is
#: in production yet walks through all of them for every row of a mass confirmation.
_HOLDER_IN_PRODUCTION = """
    SELECT status INTO seen FROM orders_productionorder WHERE id = NEW.order_id;
    IF seen.status <> 'in_production' AND EXISTS (SELECT 1 FROM orders_reservation WHERE id = NEW.id) THEN
        RAISE EXCEPTION 'order % holds a reservation without being in production', NEW.order_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_reserves_only_in_production';
    END IF;
    RETURN NULL;
"""

#: Lots change in id order, so that two transactions wait for each other instead of dead-locking.
_MOVE_RESERVED = """
    PERFORM 1 FROM warehouse_stocklot WHERE id IN (SELECT lot_id FROM {rows} WHERE kind = 'hard')
        ORDER BY id FOR NO KEY UPDATE;
    UPDATE warehouse_stocklot AS lot SET reserved_qty = lot.reserved_qty {sign} moved.qty
    FROM (SELECT lot_id, sum(qty) AS qty FROM {rows} WHERE kind = 'hard' GROUP BY lot_id) AS moved
    WHERE lot.id = moved.lot_id;
    RETURN NULL;
"""

#: A hard reservation is on a lot of its own item.
_LOT_HAS_ITEM = """
    IF NEW.lot_id IS NOT NULL
        AND NEW.item_id <> (SELECT item_id FROM warehouse_stocklot WHERE id = NEW.lot_id)
    THEN
        RAISE EXCEPTION 'lot % is not of item %', NEW.lot_id, NEW.item_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reservation_lot_of_its_item';
    END IF;
    RETURN NEW;
"""

#: What other people's orders and receipts change is no new version: a page that shows the order is not
#: refused because somebody confirmed another one. The function compares, not the condition of the trigger:
#: the database would read thirty comparisons anew for each statement.
_ANSWERS_OF_CHECKS = [
    "cover",
    "cover_date",
    "cover_items",
    "cover_checked_at",
    "earliest_start_date",
    "latest_start_at",
    "latest_start_date",
    "slack_days",
]

_NEXT_VERSION = f"""
    same := OLD;
    {" ".join(f"same.{name} := NEW.{name};" for name in _ANSWERS_OF_CHECKS)}
    IF same IS DISTINCT FROM NEW THEN
        NEW.version = OLD.version + 1;
    END IF;
    RETURN NEW;
"""

#: Invariant 4: what is done is what posted cards of the shops say, less what quality control wrote down.
#: Their tables stand above the orders, so they are reached by name.
_DONE_IS_POSTED = """
    SELECT NEW.done_opening_pcs
        + coalesce((SELECT sum(good_pcs) FROM shopfloor_techcard
                    WHERE order_id = NEW.id AND state = 'posted'), 0)
        - coalesce((SELECT sum(qty) FROM quality_lotdecisionrecord
                    WHERE order_no = NEW.order_no AND decision = 'written_down'), 0)
        INTO made;
    IF made <> (SELECT done_pcs FROM orders_productionorder WHERE id = NEW.id) THEN
        RAISE EXCEPTION 'order % has done % pcs, its cards say %', NEW.order_no, NEW.done_pcs, made
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_done_is_posted';
    END IF;
    RETURN NULL;
"""

#: Components stand in the queue of their order, so that a question about an item need not look at all
#: orders that ever needed it.
_MOVE_TO_QUEUE = """
    UPDATE orders_ordercomponent AS component SET queue = stage.queue
    FROM (SELECT CASE NEW.status WHEN 'new' THEN 'new' WHEN 'waiting_shortage' THEN 'waiting' ELSE '' END)
        AS stage(queue)
    WHERE component.order_id = NEW.id AND component.queue <> stage.queue;
    RETURN NULL;
"""
#: A new component stands in the queue of new orders by default.
_JOIN_QUEUE = """
    UPDATE orders_ordercomponent AS component
    SET queue = CASE owner.status WHEN 'waiting_shortage' THEN 'waiting' ELSE '' END
    FROM new_rows JOIN orders_productionorder AS owner ON owner.id = new_rows.order_id
    WHERE component.id = new_rows.id AND owner.status <> 'new';
    RETURN NULL;
"""

PRODUCTION_ORDER = [
    pgtrigger.FSM(
        name="order_status_moves",
        field="status",
        transitions=_STATUS_MOVES,
        condition=pgtrigger.AnyChange("status"),
    ),
    pgtrigger.Trigger(
        name="order_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        declare=[("same", "orders_productionorder%ROWTYPE")],
        func=_NEXT_VERSION,
    ),
    pgtrigger.Protect(name="order_never_deleted", operation=pgtrigger.Delete),
    pgtrigger.Trigger(
        name="order_status_event_insert",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=_STATUS_HAS_EVENT,
    ),
    pgtrigger.Trigger(
        name="order_status_event",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.AnyChange("status"),
        timing=pgtrigger.Deferred,
        func=_STATUS_HAS_EVENT,
    ),
    pgtrigger.Trigger(
        name="order_moves_in_queue",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.AnyChange("status"),
        func=_MOVE_TO_QUEUE,
    ),
    pgtrigger.Trigger(
        name="order_cover_rule",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("status", "qty_pcs", "launch_actual_at"),
        timing=pgtrigger.Deferred,
        declare=_VARIABLES,
        func=_CHECK_ORDER.format(order="NEW.id"),
    ),
    pgtrigger.Trigger(
        name="order_done_is_posted",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("done_pcs", "done_opening_pcs"),
        timing=pgtrigger.Deferred,
        declare=[("made", "numeric")],
        func=_DONE_IS_POSTED,
    ),
]

ORDER_COMPONENT = [
    pgtrigger.Trigger(
        name="component_joins_queue",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),
        func=_JOIN_QUEUE,
    ),
]

RESERVATION = [
    pgtrigger.Trigger(
        name="reservation_lot_item",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("lot_id", "item_id"),
        func=_LOT_HAS_ITEM,
    ),
    pgtrigger.Trigger(
        name="reservation_added",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),
        func=_MOVE_RESERVED.format(rows="new_rows", sign="+"),
    ),
    pgtrigger.Trigger(
        name="reservation_removed",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        referencing=pgtrigger.Referencing(old="old_rows"),
        func=_MOVE_RESERVED.format(rows="old_rows", sign="-"),
    ),
    pgtrigger.Trigger(
        name="reservation_fixed",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            RAISE EXCEPTION 'a reservation is removed and made anew, not changed'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'reservation_not_changed';
        """,
    ),
    pgtrigger.Trigger(
        name="reservation_rule_insert",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Q(new__kind="hard"),
        timing=pgtrigger.Deferred,
        declare=[("seen", "record")],
        func=_HOLDER_IN_PRODUCTION,
    ),
    pgtrigger.Trigger(
        name="reservation_rule_delete",
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        condition=pgtrigger.Q(old__kind="hard"),
        timing=pgtrigger.Deferred,
        declare=_VARIABLES,
        func=_CHECK_ORDER.format(order="OLD.order_id"),
    ),
]
