"""Reading and writing plant files: the demo plant, and its files with one fault each."""

import csv
import datetime as dt
import io
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from potok.errors import InvalidDataError, Problem
from potok.exchange.columns import read_table
from potok.exchange.csv_tables import csv_bytes, raw_csv
from potok.exchange.plant_files import read_plant, read_plant_csv, read_plant_workbook, write_plant
from potok.exchange.plant_layout import ROUTINGS
from potok.exchange.plant_workbook import write_plant_workbook
from potok.plant.model import Basis, MachineStop, Plant, RoutingLine

DEMO = Path(__file__).parents[3] / "data" / "plant"
NAMES = ("items", "boms", "routings", "machines", "calendars", "stock", "receipts", "orders")


def demo_files() -> dict[str, bytes]:
    return {f"{name}.csv": (DEMO / f"{name}.csv").read_bytes() for name in NAMES}


def lines_of(content: bytes) -> list[str]:
    return content.decode().split("\n")


def problems_of(files: dict[str, bytes]) -> tuple[Problem, ...]:
    with pytest.raises(InvalidDataError) as caught:
        read_plant_csv(files)
    return caught.value.problems


def with_cell(name: str, row: int, field: str, value: str) -> dict[str, bytes]:
    """The demo files with one cell changed; rows count from the header, which is 1."""
    return with_cells(name, {(row, field): value})


def with_cells(name: str, changes: dict[tuple[int, str], str]) -> dict[str, bytes]:
    files = demo_files()
    lines = lines_of(files[name])
    header = lines[0].split(",")
    for (row, field), value in changes.items():
        cells = lines[row - 1].split(",")
        assert len(cells) == len(header), "the row to change must be without quotes"
        cells[header.index(field)] = value
        lines[row - 1] = ",".join(cells)
    files[name] = "\n".join(lines).encode()
    return files


def with_row(name: str, line: str) -> dict[str, bytes]:
    files = demo_files()
    files[name] += line.encode() + b"\n"
    return files


def row_count(name: str) -> int:
    return len(lines_of((DEMO / name).read_bytes())) - 1


def test_the_demo_plant_is_read_whole() -> None:
    plant = read_plant(DEMO)
    assert plant.today == dt.date(2026, 3, 2)
    assert (len(plant.items), len(plant.machines), len(plant.calendar)) == (95, 13, 299)
    assert (len(plant.lots), len(plant.receipts), len(plant.orders)) == (152, 54, 150)
    assert sum(map(len, plant.boms.values())) == 284
    assert sum(map(len, plant.routings.values())) == 83
    assert plant.holidays == {dt.date(2026, 3, 9)}
    assert not plant.items["R01"].stock_controlled
    assert plant.boms["P101"][0].qty_per_unit == Decimal("4.5")


def test_today_can_be_given() -> None:
    assert read_plant(DEMO, today=dt.date(2026, 3, 20)).today == dt.date(2026, 3, 20)


def test_written_files_read_back_equal_and_write_again_to_the_same_bytes(tmp_path: Path) -> None:
    plant = read_plant(DEMO)
    write_plant(plant, tmp_path / "first")
    again = read_plant(tmp_path / "first")
    write_plant(again, tmp_path / "second")
    assert again == plant
    first = {path.name: path.read_bytes() for path in (tmp_path / "first").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "second").iterdir()}
    assert set(first) == {f"{name}.csv" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_written_cells_of_the_demo_differ_only_in_trailing_zeros(tmp_path: Path, name: str) -> None:
    write_plant(read_plant(DEMO), tmp_path)
    given = csv_rows((DEMO / f"{name}.csv").read_bytes())
    written = csv_rows((tmp_path / f"{name}.csv").read_bytes())
    assert [[cell.removesuffix(".0") for cell in row] for row in given] == written


def test_a_workbook_holds_the_same_plant(tmp_path: Path) -> None:
    plant = read_plant(DEMO)
    write_plant_workbook(plant, tmp_path / "plant.xlsx")
    assert read_plant(tmp_path / "plant.xlsx") == plant
    first = (tmp_path / "plant.xlsx").read_bytes()
    write_plant_workbook(plant, tmp_path / "again.xlsx")
    assert first == (tmp_path / "again.xlsx").read_bytes()


def test_stops_travel_in_a_ninth_file_that_goes_when_there_are_none(tmp_path: Path) -> None:
    plant = read_plant(DEMO)
    stop = MachineStop("M101", dt.datetime(2026, 3, 4, 9, 30), dt.datetime(2026, 3, 4, 12), "поломка")
    stopped = Plant(**{**plain(plant), "stops": (stop,)})
    write_plant(stopped, tmp_path)
    assert read_plant(tmp_path) == stopped
    write_plant(plant, tmp_path)
    assert read_plant(tmp_path) == plant


def plain(plant: Plant) -> dict[str, object]:
    return {name: getattr(plant, name) for name in Plant.__dataclass_fields__}


class TestOtherDialects:
    """What spreadsheets make of the files is understood where it has one meaning."""

    def test_a_byte_order_mark_and_windows_line_ends(self) -> None:
        files = {name: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n") for name, text in demo_files().items()}
        assert read_plant_csv(files) == read_plant(DEMO)

    def test_semicolons_and_decimal_commas(self) -> None:
        files = demo_files()
        files["boms.csv"] = files["boms.csv"].replace(b",", b";").replace(b".", b",")
        assert read_plant_csv(files) == read_plant(DEMO)

    def test_tabs(self) -> None:
        files = demo_files()
        files["orders.csv"] = files["orders.csv"].replace(b",", b"\t")
        assert read_plant_csv(files) == read_plant(DEMO)

    @pytest.mark.parametrize(
        ("row", "field", "value"),
        [
            (2, "qty", '"31 823,2"'),
            (2, "qty", "31\u00a0823.2"),
            (2, "received_date", "23.01.2026"),
            (2, "received_date", "2026-01-23 00:00:00"),
            (2, "qty", " 31823.20 "),
        ],
    )
    def test_numbers_and_dates_as_people_write_them(self, row: int, field: str, value: str) -> None:
        files = demo_files()
        lines = lines_of(files["stock.csv"])
        cells = lines[row - 1].split(",")
        cells[lines[0].split(",").index(field)] = value
        files["stock.csv"] = "\n".join([*lines[: row - 1], ",".join(cells), *lines[row:]]).encode()
        assert read_plant_csv(files) == read_plant(DEMO)

    def test_names_of_files_in_capitals_columns_in_any_order_and_empty_rows(self) -> None:
        files = demo_files()
        rows = [line.split(",") for line in lines_of(files.pop("boms.csv")) if line]
        files["BOMS.CSV"] = "\n".join("\n" + ",".join(reversed(row)) for row in rows).encode()
        assert read_plant_csv(files) == read_plant(DEMO)

    def test_a_workbook_with_numbers_for_codes_texts_for_dates_and_empty_columns(self) -> None:
        target = io.BytesIO()
        with xlsxwriter.Workbook(target) as workbook:
            for name, content in demo_files().items():
                sheet = workbook.add_worksheet(name.removesuffix(".csv").upper())
                for row, line in enumerate(csv_rows(content), start=2):
                    for column, text in enumerate(line):
                        sheet.write(row, column, spreadsheet_value(text))
                    sheet.write_blank(row, len(line) + 3, None, workbook.add_format({"bold": True}))
        target.seek(0)
        assert read_plant_workbook(target) == read_plant(DEMO)


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode())))


def spreadsheet_value(text: str) -> object:
    """What a person's spreadsheet holds for the text: floats for numbers, Russian texts for dates."""
    try:
        return float(text)
    except ValueError:
        parts = text.split("-")
        dates = len(parts) == 3 and all(part.isdigit() for part in parts)
        return ".".join(reversed(parts)) if dates else text


#: file, row, field, new value, code of the fault, part of what is expected
SABOTAGE = [
    ("boms.csv", 2, "component_id", "R99", "unknown_reference", "item_id"),
    ("boms.csv", 2, "component_id", "Р101", "lookalike", "латиницей «P»"),
    ("boms.csv", 2, "product_id", "R02", "not_a_product", "finished"),
    ("boms.csv", 2, "qty_per_unit", "много", "bad_number", "число"),
    ("boms.csv", 2, "qty_per_unit", "1.234.5", "bad_number", "число"),
    ("boms.csv", 2, "qty_per_unit", "1e99", "bad_number", "знаков"),
    ("boms.csv", 2, "qty_per_unit", "nan", "bad_number", "число"),
    ("boms.csv", 2, "qty_per_unit", "", "required", "обязательно"),
    ("boms.csv", 2, "qty_per_unit", "0", "out_of_range", "больше 0"),
    ("boms.csv", 2, "qty_per_unit", "-4.5", "out_of_range", "больше 0"),
    ("boms.csv", 2, "unit", "pcs", "wrong_unit", "kg"),
    ("boms.csv", 2, "unit", "литр", "bad_choice", "pcs, kg"),
    ("boms.csv", 2, "unit", "рcs", "lookalike", "«pcs»"),
    ("boms.csv", 2, "loss_pct", "-1", "out_of_range", "от 0 до 100"),
    ("routings.csv", 2, "product_id", "P999", "unknown_reference", "item_id"),
    ("routings.csv", 2, "machine_id", "", "required", "обязательно"),
    ("routings.csv", 2, "machine_id", "M999", "unknown_reference", "machine_id"),
    ("routings.csv", 2, "machine_id", "М102", "lookalike", "«M102», буквы латиницей «M»"),
    ("routings.csv", 2, "workshop_id", "2", "wrong_workshop", "цех станка M102"),
    ("routings.csv", 2, "basis", "fast", "bad_choice", "batch, rate"),
    ("routings.csv", 2, "batch_size_kg", "", "required", "basis = batch"),
    ("routings.csv", 2, "batch_time_min", "0", "out_of_range", "больше 0"),
    ("routings.csv", 2, "rate_kg_per_h", "100", "wrong_basis", "basis = batch"),
    ("routings.csv", 2, "setup_min", "-5", "out_of_range", "не меньше 0"),
    ("routings.csv", 2, "alt_rank", "1.5", "bad_number", "целое"),
    ("machines.csv", 2, "workshop_id", "", "required", "обязательно"),
    ("machines.csv", 2, "status", "сломан", "bad_choice", "working, repair, broken"),
    ("machines.csv", 2, "batch_capacity_kg", "-1", "out_of_range", "больше 0"),
    ("calendars.csv", 2, "workshop_id", "11", "unknown_reference", "workshop_id"),
    ("calendars.csv", 2, "machine_id", "M999", "unknown_reference", "machine_id"),
    ("calendars.csv", 2, "date", "2026-02-30", "bad_date", "такого дня"),
    ("calendars.csv", 2, "date", "02/03/26", "bad_date", "ДД.ММ.ГГГГ"),
    ("calendars.csv", 2, "date", "0206-03-02", "bad_date", "год"),
    ("calendars.csv", 2, "start_time", "8 утра", "bad_time", "ЧЧ:ММ"),
    ("calendars.csv", 2, "start_time", "25:00", "bad_time", "ЧЧ:ММ"),
    ("calendars.csv", 2, "start_time", "", "required", "kind = work"),
    ("calendars.csv", 3, "work_min", "511", "out_of_range", "510"),
    ("calendars.csv", 2, "work_min", "-1", "out_of_range", "от 0"),
    ("calendars.csv", 2, "work_min", "0", "out_of_range", "kind = work"),
    ("calendars.csv", 2, "kind", "отпуск", "bad_choice", "holiday"),
    ("calendars.csv", 3, "start_time", "15:00", "overlap", "строка 2"),
    ("stock.csv", 2, "item_id", "R98", "unknown_reference", "item_id"),
    ("stock.csv", 3, "lot_id", "L0001", "duplicate_key", "в строке 2"),
    ("stock.csv", 2, "qty", "-0.1", "out_of_range", "не меньше 0"),
    ("stock.csv", 2, "unit", "pcs", "wrong_unit", "R02"),
    ("stock.csv", 2, "qc_status", "ok", "bad_choice", "released"),
    ("stock.csv", 2, "received_date", "", "required", "обязательно"),
    ("receipts.csv", 2, "item_id", "R", "unknown_reference", "item_id"),
    ("receipts.csv", 2, "qty", "0", "out_of_range", "больше 0"),
    ("receipts.csv", 2, "expected_date", "завтра", "bad_date", "дата"),
    ("receipts.csv", 2, "unit", "pcs", "wrong_unit", "R02"),
    ("receipts.csv", 3, "receipt_id", "ПР-001", "duplicate_key", "в строке 2"),
    ("receipts.csv", 2, "receipt_id", "ПP-001", "lookalike", "кириллицей «Р»"),
    ("orders.csv", 2, "order_no", "ЗP-0001", "lookalike", "кириллицей"),
    ("orders.csv", 3, "order_no", "ЗП-0001", "duplicate_key", "в строке 2"),
    ("orders.csv", 2, "product_id", "Р101", "lookalike", "латиницей «P»"),
    ("orders.csv", 2, "product_id", "U01", "not_a_product", "finished"),
    ("orders.csv", 2, "qty_pcs", "570.5", "bad_number", "целое"),
    ("orders.csv", 2, "qty_pcs", "700", "out_of_range", "max_qty_pcs = 630"),
    ("orders.csv", 2, "qty_pcs", "100", "out_of_range", "min_qty_pcs = 456"),
    ("orders.csv", 2, "max_qty_pcs", "400", "out_of_range", "min_qty_pcs = 456"),
    ("orders.csv", 2, "priority", "4", "out_of_range", "от 1 до 3"),
    ("orders.csv", 2, "customer", "", "required", "обязательно"),
    ("orders.csv", 2, "order_no", "ЗП-\u200b0001", "bad_text", "скрытых"),
    ("stock.csv", 2, "lot_id", "L\u00a00001", "bad_text", "скрытых"),
    ("stock.csv", 2, "lot_id", "И\u0306-1", "bad_text", "скрытых"),
    ("orders.csv", 2, "comment", "звонок\x07", "bad_text", "управляющих"),
    ("orders.csv", 2, "comment", "я" * 501, "too_long", "500"),
]


@pytest.mark.parametrize(("name", "row", "field", "value", "code", "expected"), SABOTAGE)
def test_a_fault_is_named_with_file_row_field_value_and_what_is_expected(
    name: str, row: int, field: str, value: str, code: str, expected: str
) -> None:
    (problem,) = problems_of(with_cell(name, row, field, value))
    assert (problem.where, problem.row, problem.field, problem.code) == (name, row, field, code)
    assert (problem.value or "") == value
    assert expected in problem.expected


def test_all_faults_of_all_files_are_named_at_once_in_the_order_of_the_files() -> None:
    files = with_cells("orders.csv", {(2, "product_id"): "P999", (2, "qty_pcs"): "-1", (5, "due_date"): "-"})
    files["machines.csv"] = with_cell("machines.csv", 3, "status", "off")["machines.csv"]
    found = [(problem.where, problem.row, problem.field) for problem in problems_of(files)]
    assert found == [
        ("machines.csv", 3, "status"),
        ("orders.csv", 2, "product_id"),
        ("orders.csv", 2, "qty_pcs"),
        ("orders.csv", 5, "due_date"),
    ]


def test_a_wrong_rate_basis_names_every_field() -> None:
    files = with_cell("routings.csv", 4, "basis", "batch")
    found = {(problem.field, problem.code) for problem in problems_of(files)}
    assert found == {
        ("rate_pcs_per_h", "wrong_basis"),
        ("batch_size_kg", "required"),
        ("batch_time_min", "required"),
    }


@pytest.mark.parametrize(("rate_kg", "rate_pcs", "value"), [("", "", None), ("100", "150", "100, 150")])
def test_exactly_one_rate_is_given(rate_kg: str, rate_pcs: str, value: str | None) -> None:
    files = with_cells("routings.csv", {(4, "rate_kg_per_h"): rate_kg, (4, "rate_pcs_per_h"): rate_pcs})
    (problem,) = problems_of(files)
    assert (problem.row, problem.value, problem.code) == (4, value, "one_of_two")


def test_a_machine_of_another_workshop_is_named_with_its_own() -> None:
    (problem,) = problems_of(with_cell("calendars.csv", 2, "machine_id", "M201"))
    assert (problem.field, problem.value, problem.expected) == ("workshop_id", "1", "2: цех станка M201")


def test_a_working_day_made_a_day_off_must_lose_its_minutes() -> None:
    (problem,) = problems_of(with_cell("calendars.csv", 2, "kind", "day_off"))
    assert (problem.field, problem.value, problem.code) == ("work_min", "460", "out_of_range")


def test_a_repair_names_its_machine() -> None:
    files = with_row("calendars.csv", "1,,2026-03-02,3,08:00,16:30,50,0,repair,")
    (problem,) = problems_of(files)
    assert (problem.row, problem.field) == (row_count("calendars.csv") + 1, "machine_id")


def test_a_workshop_without_a_calendar_is_named_at_its_machines() -> None:
    files = with_row("machines.csv", "M401,4,Печь,batch,100,1,2020,working")
    (problem,) = problems_of(files)
    assert (problem.where, problem.field, problem.value) == ("machines.csv", "workshop_id", "4")


def test_a_product_needs_the_weight_of_a_piece() -> None:
    files = demo_files()
    files["items.csv"] = files["items.csv"].replace(b",15.0,", b",,", 1)
    (problem,) = problems_of(files)
    assert (problem.row, problem.field, problem.code) == (2, "net_kg", "required")


def test_recipes_without_end_are_named_with_their_circle() -> None:
    files = with_row("boms.csv", "P101,90,P102,1,pcs,0")
    files["boms.csv"] += b"P102,90,P103,1,pcs,0\nP103,90,P101,1,pcs,0\nP104,90,P104,1,pcs,0\n"
    found = {
        (problem.row, problem.code, problem.expected.split("круг ")[-1]) for problem in problems_of(files)
    }
    last = row_count("boms.csv")
    assert found == {
        (last + 3, "bom_cycle", "P101 → P102 → P103 → P101"),
        (last + 4, "bom_cycle", "P104 → P104"),
    }


def test_a_code_in_the_wrong_alphabet_is_named_where_it_is_defined_and_not_where_it_is_used() -> None:
    files = demo_files()
    files["items.csv"] = files["items.csv"].replace(b"P101,", "Р101,".encode())
    (problem,) = problems_of(files)
    assert (problem.where, problem.row, problem.value, problem.code) == ("items.csv", 2, "Р101", "lookalike")


def test_a_row_that_cannot_be_read_makes_no_unknown_references() -> None:
    (problem,) = problems_of(with_cell("machines.csv", 2, "kind", "лучший"))
    assert (problem.where, problem.field) == ("machines.csv", "kind")


def test_columns_that_are_missing_unknown_or_doubled_are_named() -> None:
    files = demo_files()
    files["machines.csv"] = files["machines.csv"].replace(b"kind", "вид".encode())
    files["boms.csv"] = files["boms.csv"].replace(b"loss_pct", b"unit")
    files["orders.csv"] = files["orders.csv"].replace(b"comment", b"coment")
    found = {(p.where, p.row, p.field, p.code) for p in problems_of(files)}
    assert found == {
        ("machines.csv", 1, "kind", "missing_column"),
        ("machines.csv", 1, "вид", "unknown_column"),
        ("boms.csv", 1, "loss_pct", "missing_column"),
        ("boms.csv", 1, "unit", "duplicate_column"),
        ("orders.csv", 1, "comment", "missing_column"),
        ("orders.csv", 1, "coment", "unknown_column"),
    }
    assert "возможно, comment" in next(p.expected for p in problems_of(files) if p.field == "coment")


def test_rows_are_looked_at_although_a_column_is_missing() -> None:
    files = with_cell("machines.csv", 2, "kind", "лучший")
    files["machines.csv"] = files["machines.csv"].replace(b"crew_people", "люди".encode())
    found = [(problem.row, problem.field) for problem in problems_of(files)]
    assert found == [(1, "crew_people"), (1, "люди"), (2, "kind")]


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_or_empty_file_is_named_once(name: str) -> None:
    files = demo_files()
    del files[f"{name}.csv"]
    (problem,) = problems_of(files)
    assert (problem.where, problem.code) == (f"{name}.csv", "missing_file")
    found = problems_of({**files, f"{name}.csv": b"\n\n"})
    assert {problem.where for problem in found} == {f"{name}.csv"}
    assert {problem.code for problem in found} == {"missing_column"}


def test_a_calendar_without_rows_needs_a_date_for_today() -> None:
    files = {name: content.split(b"\n")[0] for name, content in demo_files().items()}
    (problem,) = problems_of(files)
    assert (problem.where, problem.field) == ("calendars.csv", "date")
    assert read_plant_csv(files, today=dt.date(2026, 3, 2)) == Plant(today=dt.date(2026, 3, 2))


@pytest.mark.parametrize(
    ("content", "row", "code"),
    [
        ("order_no;created_date\nЗП".encode("cp1251"), 2, "bad_encoding"),
        (b'order_no,created_date\n"1,2\n', 2, "bad_csv"),
    ],
)
def test_a_file_that_is_no_csv_in_utf8_is_named_with_the_row(content: bytes, row: int, code: str) -> None:
    (problem,) = problems_of({**demo_files(), "orders.csv": content})
    assert (problem.where, problem.row, problem.code) == ("orders.csv", row, code)


def test_a_cell_without_a_column_is_named() -> None:
    files = demo_files()
    files["orders.csv"] = files["orders.csv"].replace(b",new,\n", b",new,,extra\n", 1)
    (problem,) = problems_of(files)
    assert (problem.row, problem.value, problem.code) == (2, "extra", "surplus_cell")


def test_a_workbook_without_a_sheet_and_what_is_no_workbook_are_named(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "plant.xlsx") as workbook:
        for name in NAMES[1:]:
            workbook.add_worksheet(name).write_row(0, 0, csv_rows(demo_files()[f"{name}.csv"])[0])
    with pytest.raises(InvalidDataError) as caught:
        read_plant(tmp_path / "plant.xlsx", today=dt.date(2026, 3, 2))
    assert [(p.where, p.code) for p in caught.value.problems] == [("plant.xlsx", "missing_sheet")]
    for content in (b"", b"PK\x03\x04 not a workbook", b"item_id,name\n"):
        with pytest.raises(InvalidDataError) as caught:
            read_plant_workbook(io.BytesIO(content))
        assert [problem.code for problem in caught.value.problems] == ["bad_workbook"]


def test_a_fault_in_a_workbook_is_named_with_sheet_and_row(tmp_path: Path) -> None:
    plant = read_plant(DEMO)
    lots = (plant.lots[0], plant.lots[0])
    write_plant_workbook(Plant(**{**plain(plant), "lots": lots}), tmp_path / "plant.xlsx")
    with pytest.raises(InvalidDataError) as caught:
        read_plant(tmp_path / "plant.xlsx")
    (problem,) = caught.value.problems
    assert (problem.where, problem.row, problem.field) == ("plant.xlsx, лист stock", 3, "lot_id")


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError) as caught:
        read_plant(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere") in caught.value.problems[0].sentence()


def test_no_written_cell_starts_a_formula(tmp_path: Path) -> None:
    files = demo_files()
    names = ["=1+1", "+7 495", "-", "@имя", "'=уже с апострофом"]
    files["machines.csv"] = b"\n".join(files["machines.csv"].split(b"\n")[:1]) + b"\n"
    for name in ("routings.csv", "calendars.csv", "items.csv", "boms.csv", "stock.csv", "receipts.csv"):
        files[name] = files[name].split(b"\n")[0]
    files["orders.csv"] = files["orders.csv"].split(b"\n")[0]
    files["machines.csv"] += "".join(f"M{n},1,{name},batch,,,,\n" for n, name in enumerate(names)).encode()
    files["calendars.csv"] += b"\n1,,2026-03-02,1,08:00,16:30,50,460,work,\n"
    files["machines.csv"] = files["machines.csv"].replace(",'=уже".encode(), ",''=уже".encode())
    plant = read_plant_csv(files)
    assert [machine.name for machine in plant.machines.values()] == names
    write_plant(plant, tmp_path)
    cells = [row[2] for row in csv_rows((tmp_path / "machines.csv").read_bytes())[1:]]
    assert cells == ["'=1+1", "'+7 495", "'-", "'@имя", "''=уже с апострофом"]
    assert read_plant(tmp_path) == plant
    write_plant_workbook(plant, tmp_path / "plant.xlsx")
    assert read_plant(tmp_path / "plant.xlsx") == plant


def test_reading_plants_loads_neither_django_nor_the_workbook_writer() -> None:
    code = (
        "import sys, potok.exchange.plant_files, potok.exchange.plan_files;"
        "print([name for name in ('django', 'xlsxwriter', 'numpy', 'ortools') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_column_that_came_later_may_be_missing_and_is_written_only_where_it_is_filled() -> None:
    line = RoutingLine("P1", 10, "Стачать", "1", "M1", 1, Basis.RATE, rate_pcs_per_h=Decimal(5))
    assert b"grade" not in csv_bytes(ROUTINGS, [line])
    graded = replace(line, grade=Decimal("3.4"))
    content = csv_bytes(ROUTINGS, [line, graded])
    assert content.splitlines()[0].endswith(b",crew_people,grade")
    for written, records in ((csv_bytes(ROUTINGS, [line]), [line]), (content, [line, graded])):
        problems: list[Problem] = []
        raw = raw_csv(written, place="routings.csv", header=ROUTINGS.header, problems=problems)
        assert raw is not None
        read = read_table(raw, ROUTINGS, problems)
        assert ([placed.record for placed in read.records], problems) == (records, [])
