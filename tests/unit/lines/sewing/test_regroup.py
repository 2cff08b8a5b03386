"""Gathering by hand: groups along the flow and back."""

from builders.jacket import jacket
from potok.balancing.flow.figures import measure
from potok.lines.sewing.regroup import Displaced, displaced, put_back, reordered


def test_a_group_goes_along_the_flow_and_back_where_it_was() -> None:
    problem, source = jacket()
    later = reordered(source, 4, 8)
    assert later.groups[8] == source.groups[4]
    assert displaced(problem, source, later) == [Displaced(4, 8)]
    twice = reordered(later, 20, 2)
    assert {each.before for each in displaced(problem, source, twice)} == {4, 20}
    one = put_back(problem, source, twice, 4)
    assert [each.before for each in displaced(problem, source, one)] == [20]
    assert put_back(problem, source, one, 20) == source
    assert put_back(problem, source, source, 3) == source
    assert reordered(source, 0, 99).groups[-1] == source.groups[0]
    figures = measure(problem, later)
    assert figures.returns != measure(problem, source).returns
    assert figures.smoothness == measure(problem, source).smoothness
