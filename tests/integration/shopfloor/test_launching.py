"""Launch: which operation, which machine, by whom; what it locks and how it is taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from builders.plan_lines import publish_line
from builders.shop import at, launched_order, look_at_deferred_rules, ready_order, report, run_of
from builders.small_books import day, held, order_of, put_lot, seen
from potok.errors import PotokError
from potok.operations.catalog.models import Machine, MachineStop, PlantSettings, RoutingLine
from potok.operations.orders.errors import OrderLaunchedError, TransitionForbiddenError, VersionConflictError
from potok.operations.orders.services.cancellation import cancel_order
from potok.operations.orders.services.proposals import propose_volume
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.planning.services.agreement import LineKey, answer_lines, send_lines
from potok.operations.shopfloor import errors
from potok.operations.shopfloor.models import OperationRun
from potok.operations.shopfloor.services.launching import NewLaunch, launch_operation, revoke_launch
from potok.operations.shopfloor.services.reporting import finish_run
from potok.operations.warehouse.models import StockLot

pytestmark = pytest.mark.usefixtures("shop")


def second_machine(*, alternative: bool = True, op_no: int = 10) -> Machine:
    """M2, permitted for the products of the small plant as an alternative or for another operation."""
    machine = Machine.objects.get(code="M1")
    other = Machine.objects.create(code="M2", name="Второй", kind=machine.kind, workshop=machine.workshop)
    for line in RoutingLine.objects.filter(machine=machine):
        line.pk = None
        line.machine, line.op_no = other, op_no
        line.alt_rank = 2 if alternative else 1
        line.save()
    return other


def test_the_first_launch_notes_start_and_machine_and_locks_volume_and_reservations(head: Actor) -> None:
    number = ready_order("PA", 10)
    launch = launch_operation(head, launch=NewLaunch(number, at=at(8, 30), people=["Волков И. П."]))
    order = seen(number)
    assert (order.progress, order.launch_actual_at) == ("launched", at(8, 30))
    assert (launch.op_no, launch.machine, launch.first) == (10, "M1", True)
    run = run_of(number)
    assert (run.state, run.plan_pcs, run.gives_output, run.people) == ("running", 10, True, ["Волков И. П."])
    assert order.events.filter(kind="launched", new__machine="M1").count() == 1
    assert held(number) == {"RX": 20, "UB": 10}
    with pytest.raises(OrderLaunchedError):
        propose_volume(SYSTEM, order_no=number, qty_pcs=5, reason="так")
    with pytest.raises(PotokError, match="запущен"):
        cancel_order(SYSTEM, order_no=number, reason="так")


def test_only_orders_in_production_are_launched_and_by_their_own_shop(
    head: Actor, stranger: Actor, planner: Actor
) -> None:
    new = order_of("PA", 10)
    with pytest.raises(TransitionForbiddenError):
        launch_operation(head, launch=NewLaunch(new))
    number = ready_order("PA", 10)
    for actor in (stranger, planner):
        with pytest.raises(NoRightError):
            launch_operation(actor, launch=NewLaunch(number))
    assert not OperationRun.objects.exists()
    with pytest.raises(VersionConflictError):
        launch_operation(head, launch=NewLaunch(number), expected_version=seen(number).version - 1)


def test_a_launch_waits_for_the_agreement_of_its_line_when_that_is_required(head: Actor) -> None:
    PlantSettings.objects.update(agreement_required=True)
    number = ready_order("PA", 10)
    with pytest.raises(errors.OrderNotAgreedError, match="действующем плане её нет"):
        launch_operation(head, launch=NewLaunch(number))
    publish_line(number, start=at(9))
    send_lines(SYSTEM)
    with pytest.raises(errors.OrderNotAgreedError, match="не согласовал"):
        launch_operation(head, launch=NewLaunch(number))
    answer_lines(head, keys=[LineKey(number, 10)], answer="agreed")
    launch_operation(head, launch=NewLaunch(number))
    assert (seen(number).agreement, seen(number).progress) == ("agreed", "launched")


def test_the_machine_is_a_permitted_one_that_works_and_is_free(head: Actor) -> None:
    second_machine()
    first, second, third = (ready_order("PA", 5) for _ in range(3))
    with pytest.raises(errors.MachineNotPermittedError, match="M1, M2"):
        launch_operation(head, launch=NewLaunch(first, machine="M3"))
    launch_operation(head, launch=NewLaunch(first))
    with pytest.raises(errors.MachineBusyError, match=first):
        launch_operation(head, launch=NewLaunch(second))
    assert launch_operation(head, launch=NewLaunch(second, machine="M2")).machine == "M2"
    assert launch_operation(head, launch=NewLaunch(third, beside=True)).machine == "M1"
    finish_run(head, run_id=run_of(second).pk)
    m2 = Machine.objects.get(code="M2")
    stop = DateTimeTZRange(at(7), at(20))
    MachineStop.objects.create(machine=m2, period=stop, reason="замена сит")
    other = ready_order("PA", 5)
    with pytest.raises(errors.MachineStandsError, match="замена сит"):
        launch_operation(head, launch=NewLaunch(other, machine="M2", at=at(12)))
    Machine.objects.filter(code="M2").update(status="broken")
    with pytest.raises(errors.MachineStandsError, match="неисправна"):
        launch_operation(head, launch=NewLaunch(other, machine="M2", at=at(21)))


def test_operations_follow_each_other_and_run_once(head: Actor) -> None:
    second_machine(alternative=False, op_no=20)
    number = ready_order("PA", 5)
    with pytest.raises(errors.OperationUnknownError, match="10, 20"):
        launch_operation(head, launch=NewLaunch(number, op_no=15))
    with pytest.raises(errors.OperationTooEarlyError):
        launch_operation(head, launch=NewLaunch(number, op_no=20))
    launch_operation(head, launch=NewLaunch(number))
    assert not run_of(number).gives_output
    with pytest.raises(errors.OperationOpenError):
        launch_operation(head, launch=NewLaunch(number, op_no=10))
    launch_operation(head, launch=NewLaunch(number))
    assert (run_of(number).op_no, run_of(number).gives_output) == (20, True)
    with pytest.raises(errors.NoOperationLeftError):
        launch_operation(head, launch=NewLaunch(number))


def test_a_launch_on_a_later_day_or_with_expired_lots_is_refused(head: Actor) -> None:
    number = ready_order("PA", 5)
    with pytest.raises(errors.ShopTimeError):
        launch_operation(head, launch=NewLaunch(number, at=at(8, day=3)))
    StockLot.objects.filter(item__code="RX").update(expiry_date=day(0))
    with pytest.raises(errors.LotsExpiredError, match="Л-RX"):
        launch_operation(head, launch=NewLaunch(number))


def test_a_repeated_key_of_a_device_launches_once(head: Actor) -> None:
    number = ready_order("PA", 5)
    first = launch_operation(head, launch=NewLaunch(number, key="tablet-1"))
    again = launch_operation(head, launch=NewLaunch(number, key="tablet-1"))
    assert (again.run_id, again.repeated) == (first.run_id, True)
    assert OperationRun.objects.count() == 1


def test_a_launch_that_made_nothing_is_taken_back_and_the_order_may_be_cancelled(head: Actor) -> None:
    number = launched_order("PA", 5)
    assert revoke_launch(head, order_no=number, reason="ошибочный запуск") == ()
    order = seen(number)
    assert (order.launch_actual_at, order.progress, order.status) == (None, "not_scheduled", "in_production")
    assert held(number) == {"RX": 10, "UB": 5}
    look_at_deferred_rules()
    cancel_order(SYSTEM, order_no=number, reason="отказ клиента")
    assert seen(number).status == "cancelled"


def test_a_revoked_order_whose_lots_are_gone_waits(head: Actor) -> None:
    number = launched_order("PA", 5)
    StockLot.objects.filter(item__code="RX").update(expiry_date=day(0))
    assert revoke_launch(head, order_no=number, reason="лак просрочен") == (number,)
    look_at_deferred_rules()
    assert (seen(number).status, held(number)) == ("waiting_shortage", {})


def test_a_launch_with_output_is_not_taken_back(head: Actor, stranger: Actor) -> None:
    number = launched_order("PA", 5)
    with pytest.raises(NoRightError):
        revoke_launch(stranger, order_no=number, reason="так")
    report(number, 1)
    with pytest.raises(errors.LaunchNotRevocableError, match="выработку"):
        revoke_launch(head, order_no=number, reason="так")
    with pytest.raises(errors.OrderNotLaunchedError):
        revoke_launch(head, order_no=ready_order("PA", 5), reason="так")


def test_an_operation_that_moves_to_an_alternative_goes_on_with_what_is_left(head: Actor) -> None:
    second_machine()
    number = launched_order("PA", 10)
    report(number, 4)
    finish_run(head, run_id=run_of(number).pk)
    put_lot("RX", 1)
    launch = launch_operation(head, launch=NewLaunch(number, op_no=10, machine="M2"))
    assert (launch.first, run_of(number).plan_pcs, run_of(number).machine.code) == (False, 6, "M2")
    assert run_of(number).started_at - seen(number).launch_actual_at < dt.timedelta(hours=24)
