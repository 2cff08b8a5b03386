"""The warehouses, quality control and purchasing through the API, each by its role."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from potok.operations.people.models import RoleGrant, User
from potok.operations.people.roles import Role
from potok.operations.purchasing.models import PurchaseSignal, Receipt
from potok.operations.warehouse.models import StockLot

from .conftest import Caller


@pytest.fixture
def by_role(caller: Callable[[str], Caller]) -> Callable[[Role], Caller]:
    def find(role: Role) -> Caller:
        user = User.objects.filter(grants__role=role.value).first()
        if user is None:
            user = User.objects.create(username=role.value)
            RoleGrant.objects.create(user=user, role=role.value)
        return caller(user.username)

    return find


def test_a_delivery_runs_from_receipt_to_shipment_of_its_way(by_role: Callable[[Role], Caller]) -> None:
    keeper, inspector = by_role(Role.RAW_WAREHOUSE), by_role(Role.QC)
    receipt = Receipt.objects.filter(status="confirmed").order_by("code").first()
    assert receipt is not None
    body = {"lots": [{"qty": "10.5", "code": "Н-1"}], "note": "накладная 7"}
    came = keeper.post(f"/stock/receipts/{receipt.code}/receive", body)
    assert came.status == 200, came.data
    assert (came.data["lots"], came.data["arrived"]) == (["Н-1"], "10.5")
    assert inspector.post("/lots/Н-1/decision", {"decision": "released"}).data["status"] == "released"
    wrong = keeper.post("/stock/lots/Н-1/correct", {"qty": "10.5", "reason": "пересчёт"})
    assert (wrong.status, wrong.code) == (422, "invalid_data")
    assert keeper.post("/stock/lots/Н-1/correct", {"qty": "9", "reason": "пересчёт"}).status == 200
    moves = keeper.get("/stock/lots/Н-1/moves").data["moves"]
    assert [move["kind"] for move in moves] == ["correction", "receipt"]
    trace = keeper.get("/stock/lots/Н-1/trace").data
    assert [row["partner"] for row in trace["suppliers"]] == [receipt.supplier.name]
    papers = keeper.get("/stock/papers", kind="correction").data["rows"]
    assert keeper.post(f"/stock/papers/{papers[0]['number']}/reverse", {"reason": "ошибка"}).status == 200
    assert keeper.get(f"/stock/papers/{papers[0]['number']}").data["head"]["state"] == "reversed"


@pytest.mark.parametrize(
    ("path", "body", "role"),
    [
        ("/stock/issues", {"order_no": "ЗП-0001"}, Role.RAW_WAREHOUSE),
        ("/stock/shipments", {"customer": "нет", "parts": [{"lot": "нет", "qty": "1"}]}, Role.FG_WAREHOUSE),
        ("/stock/papers/НЕТ/accept", {}, Role.FG_WAREHOUSE),
        ("/stock/counts", {"place": "подвал"}, Role.RAW_WAREHOUSE),
        ("/quality/inspections", {"inspected_pcs": 1, "kind": "full", "item": "нет"}, Role.QC),
        ("/quality/plan", {"item": "нет", "kind": "full", "characteristic": "вид"}, Role.ENGINEER),
        ("/quality/lots/НЕТ/write-down", {"qty_pcs": 1, "reason": "брак"}, Role.PLANNER),
        ("/purchasing/orders/НЕТ/place", {}, Role.PURCHASING),
        ("/purchasing/advice/dismiss", {"item": "R13", "kind": "defer"}, Role.PURCHASING),
    ],
)
def test_a_command_is_its_roles_own(
    path: str, body: dict[str, object], role: Role, by_role: Callable[[Role], Caller]
) -> None:
    own, other = by_role(role).post(path, body), by_role(Role.CLIENT_DEPT).post(path, body)
    assert other.status == 403, other.data
    assert own.status in {404, 409, 422}, own.data
    assert own.code not in {"invalid_request", "no_right"}, own.data


def test_lists_go_by_pages_in_every_sort(by_role: Callable[[Role], Caller]) -> None:
    reader = by_role(Role.PLANNER)
    codes: list[str] = []
    after = ""
    while True:
        page = reader.get("/stock/items", sort="-qty", limit=50, after=after).data
        codes += [row["code"] for row in page["rows"]]
        after = page["next"]
        if not after:
            break
    assert len(codes) == len(set(codes)) == StockLot.objects.values("item").distinct().count()
    assert reader.get("/stock/items", sort="-qty", after="AAAA").status == 422


def test_signals_become_purchase_orders(by_role: Callable[[Role], Caller]) -> None:
    buyer = by_role(Role.PURCHASING)
    body = {"item": "R13", "missing_qty": "100", "need_date": "2026-04-01"}
    assert by_role(Role.PLANNER).post("/signals", body).status in {200, 201}
    supplier = Receipt.objects.values_list("supplier__name", flat=True).first()
    terms = {"supplier": supplier, "item": "R13", "lot_qty": "30", "preferred": True}
    assert buyer.post("/purchasing/terms", terms).status == 200
    number = PurchaseSignal.objects.get(item__code="R13").number
    made = buyer.post("/purchasing/orders-from-signals", {"signals": [number]})
    assert made.status == 200, made.data
    order = made.data["numbers"][0]
    assert buyer.get(f"/purchasing/orders/{order}").data["lines"][0]["qty"] == "120.000"
    placed = buyer.post(f"/purchasing/orders/{order}/place", {})
    assert Receipt.objects.get(code=placed.data["numbers"][0]).po_no == order
    assert buyer.get("/purchasing/advice").status == 200


def test_a_paper_is_printed_on_its_form_by_the_companys_template(
    by_role: Callable[[Role], Caller], settings: Settings, tmp_path: Path
) -> None:
    settings.POTOK_TEMPLATES = tmp_path
    keeper, admin = by_role(Role.RAW_WAREHOUSE), by_role(Role.ADMIN)
    receipt = Receipt.objects.filter(status="confirmed").order_by("code").first()
    assert receipt is not None
    keeper.post(f"/stock/receipts/{receipt.code}/receive", {"lots": [{"qty": "10.5"}]})
    number = keeper.get("/stock/papers", kind="receipt").data["rows"][0]["number"]
    assert keeper.get(f"/stock/papers/{number}/print").media_type == "application/pdf"
    assert "spreadsheetml" in keeper.get(f"/stock/papers/{number}/print", format="xlsx").media_type
    own = {"text": "#let data = none\nПриходный ордер завода"}
    changed = admin.send("PUT", "/print-forms/m4/template", data=own, headers=fresh("own"))
    assert (changed.status, changed.data["code"]) == (200, "М-4"), changed.data
    broken = admin.send("PUT", "/print-forms/m4/template", data={"text": "#нет("}, headers=fresh("broken"))
    assert broken.code == "template_broken"
    assert admin.post("/print-forms/m4/restore").data["changed_at"] is None


def test_a_tile_of_the_tablet_gets_a_pin_that_no_answer_tells(by_role: Callable[[Role], Caller]) -> None:
    personnel = by_role(Role.PERSONNEL)
    body = {"last_name": "Громова", "first_name": "Анна", "pin": "4071"}
    made = personnel.post("/shop/people/2", body)
    assert (made.status, made.data["has_pin"], "pin" in made.data) == (200, True, False), made.data
    names = [one["name"] for one in personnel.get("/shop/people/2").data["people"]]
    assert made.data["name"] in names
    assert personnel.post("/shop/people/2", {**body, "pin": "1111"}).code == "invalid_data"
    assert personnel.get("/shop/people/99").code == "unknown_workshop"


def fresh(key: str) -> dict[str, str]:
    return {"Idempotency-Key": f"stores-{key}"}
