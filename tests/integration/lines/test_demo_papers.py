"""The demonstration describes the lines that it has designed."""

from builders.lines import ENGINEER, a_line, filling
from potok.lines.kinds import KINDS
from potok.operations.lines.models import LineSheet, LineSimulation
from potok.operations.lines.services.versions import save_version
from potok.operations.people.acting import Actor
from potok.server.demo_play.line_papers import describe_lines


class Engineer:
    """A cast of one who is never refused."""

    def person(self, _: str) -> Actor:
        return ENGINEER

    def tried(self, _: str, act: object) -> object:
        return act()  # type: ignore[operator]


def test_every_line_gets_its_plan_and_its_simulation(demo_database: None) -> None:
    a_line()
    save_version(ENGINEER, code="Л-1", given=filling())
    a_line("Л-2", "sewing")
    save_version(ENGINEER, code="Л-2", given=KINDS["sewing"].examples[0].given)
    a_line("Л-3")  # without versions
    describe_lines(Engineer())  # type: ignore[arg-type]
    kept = set(LineSheet.objects.values_list("line__code", "kind"))
    assert kept == {("Л-1", "plan"), ("Л-1", "flow"), ("Л-2", "plan"), ("Л-2", "flow"), ("Л-2", "passport")}
    assert LineSimulation.objects.filter(state="queued").count() == 2
