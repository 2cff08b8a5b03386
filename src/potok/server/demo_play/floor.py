"""The shops follow the published plan: they launch, stop, report, finish and hand their cards in."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from potok.operations.catalog.clock import at_hour, aware, local
from potok.operations.planning.models import ScheduleLine
from potok.operations.shopfloor.models import OperationRun
from potok.operations.shopfloor.services.launching import NewLaunch, launch_operation
from potok.operations.shopfloor.services.pausing import NewPause, report_breakdown, resume_run, stop_run
from potok.operations.shopfloor.services.reporting import Output, report_output
from potok.operations.stores.issuing import issue
from potok.server.demo_play.cards import make_card
from potok.server.demo_play.cast import Cast, dice

#: Those who work at the machines, by workshop.
_CREWS = {
    "1": ("Егоров А. П.", "Климова С. В.", "Тихонов И. Н."),
    "2": ("Баранова Л. К.", "Фёдоров Д. М.", "Шилов Р. А."),
    "3": ("Новикова Е. С.", "Ушаков П. Г.", "Якубов Т. Р."),
}
_STOPS = ("no_packaging", "changeover", "qc_wait", "no_people", "other")
#: One operation in so many stops once, and loses pieces in so many.
_STOPPED, _SPOILED = 5, 2
#: An operation longer than this is reported twice; one order in so many then gets a card for each part.
_LONG, _PARTLY = dt.timedelta(hours=6), 4
_STOP_MINUTES = (15, 20, 35, 50)

_Deed = Callable[[dt.datetime], None]


@dataclass(slots=True)
class Floor:
    """The shops over all played dates.

    Attributes:
        due: What is going to happen, in time: moment, rank (ends before beginnings), place in line, deed.
        known: Operations that were launched, as (order, operation).
    """

    cast: Cast
    due: list[tuple[dt.datetime, int, int, _Deed]] = field(default_factory=list)
    known: set[tuple[str, int]] = field(default_factory=set)
    _count: int = 0

    def play(self, date: dt.date) -> None:
        """Live through a calendar date, from midnight to midnight."""
        self._take_up(date)
        end = aware(dt.datetime.combine(date + dt.timedelta(days=1), dt.time()))
        while self.due and self.due[0][0] < end:
            at, _, _, deed = heapq.heappop(self.due)
            with at_hour(local(at).time()):
                deed(at)

    def break_down(self, machine: str, workshop: str, date: dt.date, start: str, minutes: int) -> None:
        """A machine is going to stand on that date."""
        at = aware(dt.datetime.combine(date, dt.time.fromisoformat(start)))
        self._plan(at, partial(self._breakdown, machine, workshop, minutes))

    def _plan(self, at: dt.datetime, deed: _Deed, *, begins: bool = False) -> None:
        self._count += 1
        heapq.heappush(self.due, (at, int(begins), self._count, deed))

    def _take_up(self, date: dt.date) -> None:
        begin = aware(dt.datetime.combine(date, dt.time()))
        lines = ScheduleLine.objects.filter(
            is_published=True,
            preliminary=False,
            agreement="agreed",
            order__status="in_production",
            start_at__gte=begin,
            start_at__lt=begin + dt.timedelta(days=1),
        )
        for line in lines.select_related("order", "machine", "workshop").order_by("start_at", "id"):
            if (line.order.order_no, line.op_no) not in self.known:
                self._plan(line.start_at, partial(self._launch, line), begins=True)

    def _launch(self, line: ScheduleLine, at: dt.datetime) -> None:
        order_no, shop = line.order.order_no, line.workshop.code
        earlier = ScheduleLine.objects.filter(is_published=True, order=line.order_id, op_no__lt=line.op_no)
        if any((order_no, op_no) not in self.known for op_no in earlier.values_list("op_no", flat=True)):
            return  # what comes before it was refused or put off: it waits for the next plan
        if not OperationRun.objects.filter(order=line.order_id).exists():
            self.cast.tried("issue", partial(issue, self.cast.person("raw"), order_no=order_no))
        chance = dice("run", order_no, line.op_no)
        crew = _CREWS.get(shop, _CREWS["1"])
        wanted = NewLaunch(
            order_no=order_no,
            op_no=line.op_no,
            machine=line.machine.code,
            at=at,
            people=sorted(chance.sample(crew, k=chance.randint(1, len(crew)))),
            key=f"demo-{order_no}-{line.op_no}",
        )
        head = self.cast.head(shop)
        launched = self.cast.tried("launch_operation", partial(launch_operation, head, launch=wanted))
        if launched is None:
            return
        self.known.add((order_no, line.op_no))
        run = OperationRun.objects.get(pk=launched.run_id)
        length = line.finish_at - at
        if chance.randrange(_STOPPED) == 0:
            minutes = min(chance.choice(_STOP_MINUTES), int(length.total_seconds() // 300))
            self._plan(at + length * 0.3, partial(self._stop, run, shop, chance.choice(_STOPS), minutes))
        if length > _LONG:
            self._plan(at + length * 0.55, partial(self._halfway, run, shop))
        self._plan(line.finish_at, partial(self._finish, run, shop))

    def _stop(self, run: OperationRun, shop: str, reason: str, minutes: int, at: dt.datetime) -> None:
        pause = NewPause(reason=reason, at=at)
        if self.cast.tried("stop_run", partial(stop_run, self.cast.head(shop), run_id=run.pk, pause=pause)):
            self._plan(at + dt.timedelta(minutes=minutes), partial(self._resume, run, shop))

    def _resume(self, run: OperationRun, shop: str, at: dt.datetime) -> None:
        self.cast.tried("resume_run", partial(resume_run, self.cast.head(shop), run_id=run.pk, at=at))

    def _breakdown(self, machine: str, workshop: str, minutes: int, at: dt.datetime) -> None:
        head, until = self.cast.head(workshop), at + dt.timedelta(minutes=minutes)
        stopped = list(
            OperationRun.objects.filter(machine__code=machine, state="running").values_list("pk", flat=True)
        )
        told = self.cast.tried(
            "report_breakdown",
            partial(
                report_breakdown,
                head,
                machine_code=machine,
                finish_at=until,
                reason="заклинил подшипник мешалки",
                at=at,
            ),
        )
        if told is not None:
            for run in OperationRun.objects.filter(pk__in=stopped).order_by("pk"):
                self._plan(until, partial(self._resume, run, workshop))

    def _halfway(self, run: OperationRun, shop: str, at: dt.datetime) -> None:
        """The shift says what it has made; some orders get a card for it."""
        run.refresh_from_db()
        good = run.plan_pcs // 2
        if run.state != "running" or good == 0:
            return
        output = Output(good_pcs=good, at=at, people=run.people)
        head = self.cast.head(shop)
        told = self.cast.tried("report_output", partial(report_output, head, run_id=run.pk, output=output))
        if told and run.gives_output and dice("partly", run.order_id, run.op_no).randrange(_PARTLY) == 0:
            make_card(self.cast, run, shop)

    def _finish(self, run: OperationRun, shop: str, at: dt.datetime) -> None:
        run.refresh_from_db()
        if run.state == "stopped":
            self._resume(run, shop, at)
        left = run.plan_pcs - run.good_pcs
        chance = dice("output", run.order_id, run.op_no)
        scrap = rework = 0
        if run.gives_output and chance.randrange(_SPOILED) == 0:
            scrap = min(left // 3, max(1, round(run.plan_pcs * chance.uniform(0.001, 0.008))))
            rework = min(left // 3, chance.randint(1, 3)) if chance.randrange(4) == 0 else 0
        output = Output(
            good_pcs=left - scrap - rework,
            scrap_pcs=scrap,
            rework_pcs=rework,
            scrap_reason=chance.choice(("damaged", "leak", "underfilled")) if scrap else "",
            rework_reason=chance.choice(("label", "closure")) if rework else "",
            people=run.people,
            at=at,
            finish=True,
        )
        head = self.cast.head(shop)
        told = self.cast.tried("report_output", partial(report_output, head, run_id=run.pk, output=output))
        if told is not None and run.gives_output:
            make_card(self.cast, run, shop)
