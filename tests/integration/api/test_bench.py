"""Calculations and saved calculations over the API."""

from collections.abc import Callable
from typing import Any

import pytest

from builders.cases import CASES, read_case

from .conftest import Answer, Caller

CASE = read_case(CASES / "cycle.duration" / "ex2-cartridge-batch-100.json")
GIVEN = {
    "batch_size_pcs": 100,
    "transfer_batch_pcs": 1,
    "operations": [{"name": "Фасовка", "time_min": 2, "workplaces": 1}],
}


@pytest.fixture
def engineer(caller: Callable[[str], Caller]) -> Caller:
    return caller("engineer")


def save(engineer: Caller, **changes: Any) -> Answer:
    body = {"method": "cycle.duration", "given": GIVEN, "name": "Фасовка", **changes}
    return engineer.post("/calculations", body)


def test_methods_are_listed_with_their_topics_and_schemas(engineer: Caller) -> None:
    methods = {method["id"]: method for method in engineer.get("/calc").data["methods"]}
    assert methods["cycle.duration"]["topic_title"] == "Производственный цикл"
    schema = engineer.get("/calc/cycle.duration/schema").data
    assert schema["properties"]["batch_size_pcs"]["x-unit"] == "pcs"


def test_a_whole_case_is_computed_and_explained(engineer: Caller) -> None:
    answer = engineer.post("/calc/cycle.duration", CASE, key=None)
    assert answer.status == 200
    assert answer.data["result"]["mixed_min"] == 1419
    assert answer.data["reference"]["errata"]
    assert {"steps", "warnings", "source"} <= set(answer.data)


@pytest.mark.parametrize(("style", "start"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_a_note_is_had_as_a_file_by_parameter_or_accept(engineer: Caller, style: str, start: bytes) -> None:
    by_parameter = engineer.post(f"/calc/cycle.duration?format={style}", GIVEN, key=None)
    assert by_parameter.data.startswith(start)
    by_header = engineer.send(
        "POST", "/calc/cycle.duration", data=GIVEN, headers={"Accept": by_parameter.media_type}
    )
    assert by_header.data.startswith(start)


def test_another_kind_of_file_is_refused(engineer: Caller) -> None:
    answer = engineer.send("POST", "/calc/cycle.duration", data=GIVEN, headers={"Accept": "image/png"})
    assert (answer.status, answer.code) == (422, "not_acceptable")


def test_faults_of_the_input_come_all_at_once_with_path_and_unit(engineer: Caller) -> None:
    answer = engineer.post("/calc/cycle.duration", {"batch_size_pcs": 0, "operations": []}, key=None)
    assert (answer.status, answer.code) == (422, "invalid_calculation_input")
    assert {fault["field"] for fault in answer.data["fields"]} >= {"batch_size_pcs", "operations"}
    assert answer.data["fields"][0]["unit"] == "шт."


def test_an_unknown_method_is_not_found(engineer: Caller) -> None:
    answer = engineer.post("/calc/cycle.durations", {}, key=None)
    assert (answer.status, answer.code) == (404, "unknown_method")
    assert "cycle.duration" in answer.data["detail"]


def test_a_calculation_is_kept_with_number_author_and_result(engineer: Caller) -> None:
    answer = save(engineer, comment="до замены весов")
    assert answer.status == 201, answer.data
    assert answer.data["number"] == "РС-0001"
    assert (answer.data["version"], answer.data["author"]) == (1, "П. Зорин")
    assert answer.data["result"]["sequential_min"] == 200
    assert engineer.get("/calculations/РС-0001").data == answer.data


def test_a_new_version_keeps_the_old_one(engineer: Caller) -> None:
    save(engineer)
    body = {"version": 1, "given": {**GIVEN, "batch_size_pcs": 50}, "name": "Фасовка", "comment": "меньше"}
    changed = engineer.post("/calculations/РС-0001", body)
    assert (changed.data["version"], changed.data["result"]["sequential_min"]) == (2, 100)
    first = engineer.get("/calculations/РС-0001", version=1).data
    assert (first["version"], first["latest"], first["result"]["sequential_min"]) == (1, 2, 200)
    versions = engineer.get("/calculations/РС-0001/versions").data["versions"]
    assert [(version["version"], version["comment"]) for version in versions] == [(2, "меньше"), (1, "")]


def test_a_version_saved_in_between_is_a_conflict(engineer: Caller) -> None:
    save(engineer)
    engineer.post("/calculations/РС-0001", {"version": 1, "given": GIVEN})
    answer = engineer.post("/calculations/РС-0001", {"version": 1, "given": GIVEN})
    assert (answer.status, answer.code) == (409, "calculation_changed")


def test_a_calculation_is_about_a_thing_of_the_plant(engineer: Caller) -> None:
    answer = save(engineer, subject="machine", subject_name="НЕТ")
    assert (answer.status, answer.code) == (422, "invalid_data")
    item = engineer.get("/catalog/items").data["items"][0]["code"]
    assert save(engineer, subject="product", subject_name=item).data["subject_name"] == item
    listed = engineer.get("/calculations", text=item).data["calculations"]
    assert len(listed) == 1
    assert item in listed[0]["subject_text"]


def test_a_refused_calculation_is_not_kept(engineer: Caller) -> None:
    assert save(engineer, given={}).status == 422
    assert engineer.get("/calculations").data == {"calculations": [], "next": None}


def test_the_list_goes_on_by_its_key(engineer: Caller) -> None:
    for _ in range(3):
        save(engineer)
    first = engineer.get("/calculations", limit=2).data
    assert [row["number"] for row in first["calculations"]] == ["РС-0003", "РС-0002"]
    rest = engineer.get("/calculations", limit=2, before=first["next"]).data
    assert [row["number"] for row in rest["calculations"]] == ["РС-0001"]
    assert rest["next"] is None


def test_the_saved_note_is_printed_with_its_number(engineer: Caller) -> None:
    save(engineer)
    assert engineer.get("/calculations/РС-0001/note", format="pdf").data.startswith(b"%PDF-")
    assert engineer.get("/calculations/РС-0001/note").data["result"]["sequential_min"] == 200


def test_only_those_who_keep_calculations_may_save(caller: Callable[[str], Caller]) -> None:
    answer = caller("client").post("/calculations", {"method": "cycle.duration", "given": GIVEN})
    assert (answer.status, answer.code) == (403, "no_right")
    assert caller("client").post("/calc/cycle.duration", GIVEN, key=None).status == 200


def test_texts_that_the_database_cannot_keep_are_refused(engineer: Caller) -> None:
    spoiled = {**GIVEN, "operations": [{"name": "а\x00б", "time_min": 2, "workplaces": 1}]}
    answer = save(engineer, given=spoiled)
    assert answer.status == 422


def test_data_of_the_plant_are_had_as_the_page_has_them(engineer: Caller) -> None:
    fillers = engineer.get("/calc/cycle.duration/fillers").data["fillers"]
    assert [(one["key"], one["needs"]) for one in fillers] == [("route", ["product"])]
    taken = engineer.post("/calc/cycle.duration/fillers/route", {"product": "P101"}, key=None)
    assert taken.status == 200
    computed = engineer.post("/calc/cycle.duration", taken.data["given"], key=None)
    assert computed.data["result"]["sequential_min"] > 0
    save(engineer)
    keys = [one["key"] for one in engineer.get("/calc/cycle.duration/fillers").data["fillers"]]
    assert keys == ["route", "last"]
    last = engineer.post("/calc/cycle.duration/fillers/last", {}, key=None)
    assert last.data["given"] == GIVEN


def test_what_a_filler_needs_is_told(engineer: Caller) -> None:
    answer = engineer.post("/calc/organisation.rhythm/fillers/journal", {}, key=None)
    assert (answer.status, answer.data["fields"][0]["field"]) == (422, "period")
    assert engineer.post("/calc/norms.service/fillers/journal", {}, key=None).code == "unknown_filler"


def test_norms_of_a_calculation_are_seen_and_then_written_into_a_route(
    engineer: Caller, caller: Callable[[str], Caller]
) -> None:
    number = save(engineer).data["number"]
    assert engineer.get(f"/calculations/{number}/norm-times").data["times"][0]["name"] == "Фасовка"
    wanted = {"product": "P101", "times": [{"time": 0, "op_no": 10, "machine": "M102"}]}
    seen = engineer.post(f"/calculations/{number}/norm-times/preview", wanted, key=None)
    (change,) = seen.data["changes"]
    assert (change["column"], change["machine"]) == ("batch_time_min", "M102")
    written = engineer.post(f"/calculations/{number}/norm-times", {**wanted, "seen": seen.data["seen"]})
    assert written.data["changes"] == seen.data["changes"]
    again = engineer.post(f"/calculations/{number}/norm-times/preview", wanted, key=None)
    assert again.data["changes"] == []
    assert caller("planner").post(f"/calculations/{number}/norm-times", wanted).status == 403
