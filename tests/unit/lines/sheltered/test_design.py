"""The sheltered line as designed: numbers by hand, every feature on a named line, warnings that mend."""

from typing import Any

import pytest

from builders.sheltered_lines import hand_made, operation, row_of_three, worker
from potok.lines.design import LineDesign
from potok.lines.sheltered.crew import NobodyCanStaffError
from potok.lines.sheltered.design import design, without_people
from potok.lines.sheltered.example import GIVEN
from potok.lines.sheltered.intervals import NoPieceInAnIntervalError


def _value(line: LineDesign, key: str) -> float:
    return next(one.value for one in line.indicators if one.key == key)


def _who(line: LineDesign) -> dict[tuple[str, int], str]:
    rows: Any = line.data["assignment"]
    return {(row["operation"], row["copy"]): row["worker"] for row in rows}


def _place(line: LineDesign) -> dict[str, int]:
    people: Any = line.data["people"]
    return {person["code"]: person["place"] for person in people}


def _codes(line: LineDesign) -> set[str]:
    return {warning.code for warning in line.warnings}


def test_a_row_of_three_operations_is_designed_as_by_hand() -> None:
    line = design(row_of_three())
    assert _value(line, "takt_min") == 4
    intervals: Any = line.data["intervals"]
    # Of 1 … 12 intervals 8 lose least backlog among those within 2 % of 105 pieces.
    assert (intervals["count"], intervals["interval_min"], intervals["quantity"]) == (8, 52.5, 13)
    assert _value(line, "plan_pcs") == 104
    assert line.data["task_pcs"] == 140
    first, second = line.data["movement"]  # type: ignore[misc]
    assert (first["initial_pcs"], first["highest_pcs"]) == pytest.approx((0, 13 / 3))
    assert (second["initial_pcs"], second["highest_pcs"]) == pytest.approx((0, 13))
    assert (first["state"], second["state"]) == ("accumulates", "deficit")
    assert len(first["points"]) == 1 + 8 * 4
    assert first["points"][-1] == pytest.approx([420, 0])
    (service,) = line.data["service"]  # type: ignore[misc]
    spans = {
        visit["name"]: (visit["start"], visit["finish"]) for row in service["rows"] for visit in row["visits"]
    }
    assert spans == {"Раскрой": (0, 26), "Сборка": (0, 39), "Упаковка": (39, 52)}
    assert [note.method for note in line.notes if note.method.startswith("sheltered.shift")] == [
        "sheltered.shift_task",
        "sheltered.shift_interval",
    ]


def test_partial_places_may_work_at_the_end_of_the_interval() -> None:
    line = design(row_of_three(partial_at="end", intervals_per_shift=8))
    first: Any = line.data["movement"][0]  # type: ignore[index]
    # Раскрой works from 26.5 on, Сборка from 0.5: stock is needed at the start.
    assert first["initial_pcs"] == pytest.approx(26 / 3)


def test_walks_between_machines_take_pieces_from_the_interval() -> None:
    walked = row_of_three(intervals_per_shift=8)
    walked["operations"][1]["walk_min"] = 0.4
    walked["operations"][2]["walk_min"] = 0.4
    line = design(walked)
    (service,) = line.data["service"]  # type: ignore[misc]
    assert [len(row["walks"]) for row in service["rows"]] == [0, 2]
    walked["operations"][1]["walk_min"] = 0.7
    assert design(walked).data["plan_pcs"] == 8 * 12  # 52.5 − 1.1 minutes hold only twelve pieces of 4


def test_a_duplicate_station_halves_the_load_and_has_another_person() -> None:
    given = row_of_three(workers=[worker("Р1", "Иванова"), worker("Р2", "Петров"), worker("Р3", "Волков")])
    given["operations"][1]["places_pcs"] = 2
    line = design(given)
    who = _who(line)
    assert who["Сборка", 1] != who["Сборка", 2]
    assert _value(line, "takt_min") == 2.5  # 2; 1.5; 1.5 + 1


def test_unlike_people_at_duplicate_stations_count_by_their_pace() -> None:
    given = hand_made(row_of_three(), ("Раскрой", "Р1", 1), ("Сборка", "Р1", 1), ("Упаковка", "Р2", 2))
    given["workers"][1]["time_factor"] = 2
    given["operations"] = [operation("Сборка", 3, places_pcs=2), operation("Упаковка", 1)]
    given["assignment"] = [
        {"operation": "Сборка", "copy": 1, "worker": "Р1", "place": 1},
        {"operation": "Сборка", "copy": 2, "worker": "Р2", "place": 2},
        {"operation": "Упаковка", "worker": "Р2", "place": 2},
    ]
    line = design(given)
    assert _value(line, "takt_min") == 5  # 1.5 and 3 + 2
    assert {(v["name"], v["quantity"]) for row in line.data["service"][0]["rows"] for v in row["visits"]} >= {  # type: ignore[index]
        ("Сборка, место 1", line.data["intervals"]["quantity"] / 2)  # type: ignore[index]
    }


MACHINES = row_of_three(workers=[worker("Р1", "Иванова")])
MACHINES["operations"][0]["machines_pcs"] = 2


def test_one_person_runs_two_machines_of_an_operation_at_once() -> None:
    line = design(MACHINES)
    assert _value(line, "takt_min") == 5  # 2 / 2 + 3 + 1
    rounds = next(note for note in line.notes if note.method == "sheltered.multi_machine")
    assert rounds.result["condition_2"] is True
    assert rounds.result["condition_1"] is False


PEOPLE = [worker("Р1", "Иванова"), worker("Р2", "Петров"), worker("Р3", "Волков")]


def test_a_mentor_sits_at_the_next_place() -> None:
    people = [PEOPLE[0], PEOPLE[1], {**PEOPLE[2], "mentor": "Р1"}]
    place = _place(design({**row_of_three(), "workers": people}))
    assert abs(place["Р3"] - place["Р1"]) == 1


def test_a_pair_shares_one_place() -> None:
    people = [PEOPLE[0], PEOPLE[1], {**PEOPLE[2], "mentor": "Р1", "nearness": "same"}]
    line = design({**row_of_three(), "workers": people})
    place = _place(line)
    assert place["Р3"] == place["Р1"] is not None
    labels = {part["label"] for part in line.data["places"]}  # type: ignore[union-attr]
    assert any(label.endswith("-1") for label in labels)


def test_a_quota_brings_people_to_work_and_the_share_is_checked() -> None:
    pool = {**row_of_three(), "workers": PEOPLE, "goal": "workers", "programme_pcs": 60}
    assert _value(design(pool), "workers_people") == 1
    quota = [{"name": "Сидячая работа", "workers": ["Р2", "Р3"], "at_least_people": 2}]
    line = design({**pool, "quotas": quota, "quota_share": 0.5})
    place = _place(line)
    assert None not in {place["Р2"], place["Р3"]}
    assert "quota_missed" in _codes(line)  # nobody of them has a restriction


def test_nobody_carries_more_than_the_largest_load() -> None:
    people = [{**PEOPLE[0], "max_load_pct": 50}, PEOPLE[1]]
    line = design({**row_of_three(), "workers": people})
    people_told: Any = line.data["people"]
    assert people_told[0]["load_pct"] <= 50


def test_a_pool_gives_as_few_people_as_the_output_needs() -> None:
    pool = {**row_of_three(), "workers": PEOPLE, "goal": "workers", "programme_pcs": 100}
    line = design(pool)
    assert _value(line, "workers_people") == 2
    assert "без операций" in "".join(person["text"] for person in line.data["people"])  # type: ignore[union-attr]


def test_operations_stay_apart_and_go_together() -> None:
    apart = design({**row_of_three(), "apart": [{"one": "Сборка", "other": "Упаковка"}]})
    assert _who(apart)["Сборка", 1] != _who(apart)["Упаковка", 1]
    together = design({**row_of_three(), "together": [{"operations": ["Раскрой", "Сборка"]}]})
    assert _who(together)["Сборка", 1] == _who(together)["Раскрой", 1]


def test_nobody_works_in_two_rooms_unless_it_is_allowed() -> None:
    rooms = [
        {"name": name, "area_m2": area, "equipment_area_m2": 4, "service_area_m2": 1}
        for name, area in (("А", 20), ("Б", 4))
    ]
    given = row_of_three(rooms=rooms)
    for told, room in zip(given["operations"], ("А", "Б", "Б"), strict=True):
        told["room"] = room
    line = design(given)
    assert _who(line)["Раскрой", 1] != _who(line)["Сборка", 1]
    assert "room_is_full" in _codes(line)  # room Б has not even five square metres
    assert [room["most_people"] for room in line.data["rooms"]] == [4, 0]  # type: ignore[union-attr]
    crossed = hand_made(
        {**given, "one_room": False}, ("Раскрой", "Р1", 1), ("Сборка", "Р1", 1), ("Упаковка", "Р2", 2)
    )
    assert "two_rooms" in _codes(design(crossed))


def test_a_forbidden_operation_by_hand_is_a_warning_with_the_exchange_that_mends_it() -> None:
    given = row_of_three(restrictions=[{"name": "Без мелких деталей", "forbidden": ["Сборка"]}])
    given["workers"][1]["restriction"] = "Без мелких деталей"
    wrong = hand_made(given, ("Раскрой", "Р1", 1), ("Сборка", "Р2", 2), ("Упаковка", "Р2", 2))
    line = design(wrong)
    (warning,) = [one for one in line.warnings if one.code == "crew_ability"]
    assert warning.text == "Место 2 не может выполнять операцию «Сборка». Обмен: место 2 ↔ место 1."
    (exchange,) = line.data["exchanges"]  # type: ignore[misc]
    assert (exchange["one"], exchange["other"], exchange["left"]) == ("Р2", "Р1", 0)
    mended = hand_made(given, ("Раскрой", "Р2", 1), ("Сборка", "Р1", 2), ("Упаковка", "Р1", 2))
    assert not design(mended).warnings
    told: Any = design(mended).data["people"]
    assert told[1]["neighbours"] == ["Место 2: Петров не может выполнять «Сборка»."]
    assert told[0]["text"].startswith("Иванова: операции «Сборка» и «Упаковка», потому что ")


def test_the_synchronous_line_gets_the_continuous_method() -> None:
    line = design({**row_of_three(), "operations": [operation("А", 2), operation("Б", 2)]})
    assert line.data["variant"] == "continuous"
    assert "line.continuous" in [note.method for note in line.notes]


def test_the_least_common_multiple_is_the_second_way_to_the_interval() -> None:
    line = design(row_of_three(interval_mode="least_common_multiple", resolution_min=1))
    intervals: Any = line.data["intervals"]
    assert (intervals["interval_min"], intervals["count"]) == (4, 105)
    both = design(row_of_three(resolution_min=1))
    assert [n.result["interval_min"] for n in both.notes if n.method == "sheltered.shift_interval"] == [
        52.5,
        4,
    ]


def test_an_interval_without_a_single_piece_is_refused() -> None:
    given = row_of_three(intervals_per_shift=48, deviation_min=300)
    with pytest.raises(NoPieceInAnIntervalError, match="слишком короток"):
        design(given)


def test_people_who_can_do_nothing_in_the_order_are_told() -> None:
    given = row_of_three()
    for told, allowed in zip(given["workers"], (["Раскрой", "Упаковка"], ["Сборка"]), strict=True):
        told["permitted"] = allowed
    with pytest.raises(NobodyCanStaffError, match="доказано"):
        design(given)


def test_the_route_gets_the_rate_of_the_line_and_its_people() -> None:
    given = row_of_three()
    for told in given["operations"]:
        told |= {"op_no": 30, "machine_ids": ["M204"]}
    (norm,) = design(given).route
    assert (norm.op_no, norm.machine_ids, norm.crew, str(norm.rate_per_h)) == (30, ("M204",), 2, "14.857")


def test_notes_and_warnings_know_places_and_no_names() -> None:
    line = design(GIVEN)
    told = repr(without_people(line))
    for person in GIVEN["workers"]:
        assert person["name"] not in told
        assert person["code"] not in told
