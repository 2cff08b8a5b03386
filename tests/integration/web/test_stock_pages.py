"""Pages of the warehouses, quality control and purchasing as people of the demo plant use them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest

from builders.pages import Person, sign_in, text_of
from potok.operations.people.models import RoleGrant, User
from potok.operations.purchasing.models import PurchaseOrder, PurchaseSignal, Receipt
from potok.operations.quality.models import ControlPoint, Inspection, LotDecisionRecord
from potok.operations.warehouse.models import StockDocument, StockLot

pytestmark = pytest.mark.usefixtures("confirmed_database")

LISTS = (
    "/stock/",
    "/stock/lots/",
    "/stock/papers/",
    "/stock/handover/",
    "/quality/",
    "/quality/log/",
    "/purchasing/",
)
PAGES = (*LISTS, "/quality/plan/", "/quality/defects/", "/purchasing/terms/", "/purchasing/advice/")


@pytest.fixture
def person(confirmed_database: None) -> Callable[[str], Person]:
    """A signed-in user with one role of the demo plant."""

    def find(role: str) -> Person:
        user = User.objects.filter(grants__role=role).first()
        if user is None:
            user = User.objects.create(username=role)
            RoleGrant.objects.create(user=user, role=role)
        return sign_in(user.username)

    return find


def once(page: str) -> str:
    """The key of a shown form."""
    found = re.search(r'name="once" value="([0-9a-f]+)"', page)
    assert found, page[:500]
    return found.group(1)


def send(person: Person, path: str, **data: object) -> int:
    """Open the panel of a command and send its form."""
    answer = person.post(path, once=once(person.html(path)), **data)
    return int(answer.status_code)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_for_everybody_who_may_read(path: str, person: Callable[[str], Person]) -> None:
    for role in ("planner", "qc", "raw_warehouse", "fg_warehouse", "purchasing"):
        assert "<h1" in person(role).html(path)


@pytest.mark.parametrize("path", LISTS)
def test_every_list_exports_and_every_filter_has_its_form(path: str, person: Callable[[str], Person]) -> None:
    reader = person("planner")
    book = openpyxl.load_workbook(io.BytesIO(reader.get(f"{path}export/").content))
    assert book.active is not None
    for key in set(re.findall(rf"{path}filter/(\w+)/", reader.html(path))):
        assert "<form" in reader.html(f"{path}filter/{key}/")


@pytest.mark.parametrize("sort", ["code", "-name", "qty", "-free", "expiry", "-value"])
def test_pages_of_the_stock_follow_each_other_in_every_sort(
    sort: str, person: Callable[[str], Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("potok.web.listing.page.PAGE_ROWS", 40)
    reader = person("raw_warehouse")
    page, shown = reader.html(f"/stock/?sort={sort}"), []
    while True:
        shown += re.findall(r'<tr tabindex[^>]* data-key="([^"]+)"', page)
        more = page.partition('data-more hx-get="')[2].split('"')[0].replace("&amp;", "&")
        if not more:
            break
        page = reader.html(more)
    assert len(shown) == len(set(shown)) == StockLot.objects.values("item").distinct().count()


def test_a_delivery_is_received_and_released(person: Callable[[str], Person]) -> None:
    keeper, inspector = person("raw_warehouse"), person("qc")
    receipt = Receipt.objects.filter(status="confirmed").order_by("code").first()
    assert receipt is not None
    path = f"/stock/receive/{receipt.code}/"
    assert "Принять на склад" in keeper.html(f"/pull-table/receipts/{receipt.code}/")
    qty = f"{receipt.qty.normalize():f}".replace(".", ",")
    assert send(keeper, path, code=["Н-1"], qty=[qty], expiry=[""], moment=[""]) == 204
    lot = StockLot.objects.get(code="Н-1")
    assert (lot.qc_status, lot.qty) == ("quarantine", receipt.qty)
    assert "Н-1" in inspector.html("/quality/")
    assert send(inspector, "/quality/lots/Н-1/decide/", decision="released") == 204
    lot.refresh_from_db()
    assert lot.qc_status == "released"
    assert LotDecisionRecord.objects.get().lot == lot


def test_bad_rows_of_a_form_come_back_with_what_is_wrong(person: Callable[[str], Person]) -> None:
    keeper = person("raw_warehouse")
    receipt = Receipt.objects.filter(status="confirmed").order_by("code").first()
    assert receipt is not None
    path = f"/stock/receive/{receipt.code}/"
    key = once(keeper.html(path))
    answer = keeper.post(path, once=key, code=["Н-1"], qty=["много"], expiry=["31.02"], moment=[""])
    assert answer.status_code == 422
    words = text_of(answer.content.decode())
    assert "Строка 1, «Количество»: «много», ожидается число" in words
    assert "дата ДД.ММ.ГГГГ" in words


def test_a_form_sent_twice_acts_once(person: Callable[[str], Person]) -> None:
    keeper = person("raw_warehouse")
    lot = StockLot.objects.filter(qc_status="released", reserved_qty=0, item__type="raw").first()
    assert lot is not None
    path = f"/stock/lot/{lot.code}/correct/"
    key = once(keeper.html(path))
    for _ in range(2):
        assert keeper.post(path, once=key, qty="1,5", reason="пересчёт").status_code == 204
    assert StockDocument.objects.filter(kind="correction").count() == 1
    lot.refresh_from_db()
    assert lot.qty == Decimal("1.5")
    page = keeper.html(f"/stock/lot/{lot.code}/")
    assert "Исправление" in page
    assert "Путь партии" in keeper.html(f"/stock/lot/{lot.code}/look/")
    assert keeper.get(f"/stock/lot/{lot.code}/export/").status_code == 200


def test_a_count_runs_from_opening_to_posting(person: Callable[[str], Person]) -> None:
    keeper = person("raw_warehouse")
    lot = StockLot.objects.filter(qc_status="released", reserved_qty=0, item__type="packaging").first()
    assert lot is not None
    assert send(keeper, "/stock/count/", place=lot.location, items=lot.item.code) == 200
    paper = StockDocument.objects.get(kind="count")
    page = keeper.html(f"/stock/count/{paper.number}/")
    lots = re.findall(r'name="lot" value="([^"]+)"', page)
    save = {"once": once(page), "lot": lots, "qty": ["7" if code == lot.code else "1" for code in lots]}
    assert keeper.post(f"/stock/count/{paper.number}/save/", **save).status_code == 204
    assert f"посчитано {len(lots)} из {len(lots)}" in text_of(keeper.html(f"/stock/count/{paper.number}/"))
    assert send(keeper, f"/stock/count/{paper.number}/post/", reason="недостача") == 204
    lot.refresh_from_db()
    assert lot.qty == 7


def test_a_reader_may_not_act(person: Callable[[str], Person]) -> None:
    reader = person("economist")
    for path in ("/stock/issue/", "/stock/ship/", "/stock/scrap/", "/quality/inspect/", "/purchasing/new/"):
        assert reader.get(path).status_code == 403, path


def test_product_is_shipped_from_its_panel(person: Callable[[str], Person]) -> None:
    keeper = person("fg_warehouse")
    lot = StockLot.objects.filter(item__type="finished", qc_status="released").first()
    assert lot is not None
    customer = re.findall(r'<option value="([^"]+)"', keeper.html("/stock/ship/"))[0].replace("&quot;", '"')
    before = lot.qty
    assert send(keeper, f"/stock/ship/?lot={lot.code}", partner=customer, lot=[lot.code], qty=["2"]) == 204
    lot.refresh_from_db()
    assert lot.qty == before - 2
    paper = StockDocument.objects.get(kind="shipment")
    assert "Сторнировать" in keeper.html(f"/stock/paper/{paper.number}/")
    assert send(keeper, f"/stock/paper/{paper.number}/reverse/", reason="ошибка") == 204
    lot.refresh_from_db()
    assert lot.qty == before


def test_the_administrator_enters_opening_balances_and_takes_them_back(
    person: Callable[[str], Person],
) -> None:
    administrator = person("admin")
    item = StockLot.objects.filter(item__type="raw").values_list("item__code", flat=True)[0]
    opened = {"item": [item], "code": ["НАЧ-1"], "qty": ["5"], "expiry": [""]}
    place = {"location": "Склад сырья и тары", "qc_status": "released"}
    assert send(administrator, "/stock/opening/", **opened, **place) == 204
    paper = StockDocument.objects.get(kind="opening")
    assert "Сторнировать" in administrator.html(f"/stock/paper/{paper.number}/")
    path = f"/stock/paper/{paper.number}/reverse/"
    assert "НАЧ-1" in administrator.html(path)
    assert person("planner").get(path).status_code == 403
    assert send(administrator, path, reason="не та партия") == 204
    paper.refresh_from_db()
    assert (paper.state, StockLot.objects.get(code="НАЧ-1").qty) == ("reversed", 0)
    keeper = person("raw_warehouse")
    code = StockLot.objects.filter(item__type="raw", qty__gt=9, reserved_qty=0).values_list(
        "code", flat=True
    )[0]
    assert send(keeper, f"/stock/lot/{code}/correct/", qty="9", reason="бой") == 204
    corrected = StockDocument.objects.get(kind="correction")
    assert administrator.get(f"/stock/paper/{corrected.number}/reverse/").status_code == 403


def test_the_control_plan_and_the_log_feed_the_pareto(person: Callable[[str], Person]) -> None:
    inspector = person("qc")
    assert (
        send(inspector, "/quality/causes/", code="В", name="вязкость", kind="internal", repairable="on")
        == 204
    )
    line = {"item": "P101", "op_no": "10", "kind": "sampling", "characteristic": "вязкость", "position": "1"}
    assert (
        send(inspector, "/quality/plan/new/", **line, sample_pcs="3", lot_pcs="10", acceptance_number="0")
        == 204
    )
    point = ControlPoint.objects.get()
    assert "3 из 10, приёмочное число 0" in text_of(inspector.html("/quality/plan/"))
    given = {"point": point.pk, "inspected_pcs": "3", "cause": ["В"], "pcs": ["1"], "loss": ["120,50"]}
    assert send(inspector, "/quality/inspect/", **given) == 204
    row = Inspection.objects.get()
    assert not row.passed
    assert "Не годно" in inspector.html("/quality/log/")
    assert "вязкость" in inspector.html(f"/quality/inspections/{row.number}/")
    page = text_of(inspector.html("/quality/defects/"))
    assert "33,3" in page
    assert inspector.get("/quality/defects/export/?by=item").status_code == 200


def test_a_signal_becomes_a_placed_purchase_order(person: Callable[[str], Person]) -> None:
    buyer = person("purchasing")
    signal = PurchaseSignal.objects.filter(state="open", kind="not_ordered").first()
    assert signal is not None
    supplier = Receipt.objects.values_list("supplier__name", flat=True).first()
    path = f"/purchasing/from-signals/?signal={signal.number}"
    assert send(buyer, path, signals=[signal.number], supplier=supplier) == 200
    order = PurchaseOrder.objects.get()
    assert "Отправить поставщику" in buyer.html(f"/purchasing/orders/{order.number}/")
    assert send(buyer, f"/purchasing/orders/{order.number}/place/") == 204
    assert Receipt.objects.filter(po_no=order.number, item=signal.item).count() == 1
    page = buyer.html("/purchasing/advice/")
    assert "Ускорить" in page or "Отменить" in page


def test_chosen_lots_are_released_together_or_not_at_all(person: Callable[[str], Person]) -> None:
    inspector = person("qc")
    codes = list(StockLot.objects.filter(qc_status="quarantine", qty__gt=0).values_list("code", flat=True))
    assert inspector.post("/quality/release/", key=[*codes, "НЕТ"]).status_code == 404
    assert not LotDecisionRecord.objects.exists()
    assert inspector.post("/quality/release/", key=codes).status_code == 204
    assert not StockLot.objects.filter(qc_status="quarantine", qty__gt=0).exists()
