"""Pages of the settings: what is typed, loaded and pasted, what is refused and where it is told."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from builders.pages import text_of
from builders.small_books import found_plant
from potok.operations.catalog.models import Customer, Item, PlantSettings
from potok.operations.master_data.registry import RESOURCES, resource_of
from potok.operations.master_data.sheets import workbook_of
from potok.operations.people.models import RoleGrant, User
from potok.operations.people.roles import Role
from potok.operations.sales.models import SalesPlanLine

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def plant() -> None:
    found_plant()


def signed_in(*roles: Role) -> Client:
    user, _ = User.objects.get_or_create(username="-".join(roles), defaults={"last_name": "Панин"})
    for role in roles:
        RoleGrant.objects.get_or_create(user=user, role=role.value)
    client = Client(raise_request_exception=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_start_page_says_what_a_person_may_change() -> None:
    words = text_of(signed_in(Role.ENGINEER).get(reverse("settings:index")).content.decode())
    assert "Клиенты только чтение" in words
    assert "Рецептуры Состав" in words
    assert "Пользователи и роли" not in words
    assert "Пользователи и роли" in signed_in(Role.ADMIN).get(reverse("settings:index")).content.decode()


def test_every_list_and_every_card_opens() -> None:
    admin = signed_in(Role.ADMIN)
    for resource in RESOURCES:
        assert admin.get(reverse(f"settings:{resource.key}")).status_code == 200
        for record in resource.books.records()[:1]:
            card = resource.card_text(resource.card_of(record))
            page = admin.get(reverse(f"settings:{resource.key}_card", args=[card]))
            assert page.status_code == 200, resource.key


def test_a_card_tells_its_faults_at_their_fields_and_keeps_what_was_typed() -> None:
    engineer = signed_in(Role.ENGINEER)
    sent = {"card": "RX", "name": "Икс", "type": "raw", "unit": "kg", "qc_days": "−1", "order_multiple": "1"}
    answer = engineer.post(reverse("settings:items_save"), sent, headers=SCRIPT)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="−1"' in html
    assert "Нужно: целое число." in html
    assert Item.objects.get(code="RX").name == "Сырьё икс"


def test_a_new_card_is_written_with_its_reason() -> None:
    engineer = signed_in(Role.ENGINEER)
    sent = {"item_id": "RZ", "name": "Новое", "type": "raw", "unit": "kg", "why": "новая рецептура"}
    answer = engineer.post(reverse("settings:items_save"), sent, headers=SCRIPT)
    assert answer.headers["HX-Redirect"] == reverse("settings:items_card", args=["RZ"])
    page = engineer.get(reverse("settings:items_card", args=["RZ"])).content.decode()
    assert "Причина: новая рецептура" in page


def test_a_card_that_somebody_changed_meanwhile_is_not_overwritten() -> None:
    engineer = signed_in(Role.ENGINEER)
    sent = {"card": "RX", "seen": "0" * 32, "name": "Икс", "type": "raw", "unit": "kg"}
    answer = engineer.post(reverse("settings:items_save"), sent, headers=SCRIPT)
    assert answer.status_code == 422
    assert "изменил другой пользователь" in answer.content.decode()


def test_a_reader_sees_a_card_without_a_way_to_save_it() -> None:
    page = signed_in(Role.QC).get(reverse("settings:items_card", args=["RX"])).content.decode()
    assert "Сохранить" not in page
    assert "fieldset" in page


def test_a_workbook_is_checked_first_and_then_written() -> None:
    admin = signed_in(Role.ADMIN)
    Customer.objects.update(contact="прежний")
    book = workbook_of(resource_of("customers"))
    Customer.objects.update(contact="другой")
    shown = admin.post(
        reverse("settings:customers_check"), {"file": SimpleUploadedFile("клиенты.xlsx", book)}
    ).content.decode()
    assert "другой" in shown
    assert "прежний" in shown
    digest = shown.split('name="digest" value="')[1].split('"')[0]
    sent = {"file": SimpleUploadedFile("клиенты.xlsx", book), "digest": digest, "source": "file"}
    done = admin.post(reverse("settings:customers_apply"), sent, headers=SCRIPT)
    assert done.headers["HX-Redirect"] == reverse("settings:customers")
    assert set(Customer.objects.values_list("contact", flat=True)) == {"прежний"}
    other = {"file": SimpleUploadedFile("клиенты.xlsx", book + b" "), "digest": digest, "source": "file"}
    assert admin.post(reverse("settings:customers_apply"), other, headers=SCRIPT).status_code == 409


def test_all_faults_of_a_file_come_at_once() -> None:
    admin = signed_in(Role.ADMIN)
    rows = "Название\tУНП / ИНН\tАдрес\tКонтакт\tТелефон\tПочта\tПримечание\tДействует\n"
    rows += "ООО «Новый»\t12\t\t\t\tне-почта\t\tда\n\t\t\t\t\t\t\tвозможно\n"
    words = text_of(admin.post(reverse("settings:customers_check"), {"text": rows}).content.decode())
    assert "Найдено: 2 ошибки" in words or "Найдено: 4 ошибки" in words
    assert "Действует «возможно»" in words
    assert not Customer.objects.filter(name="ООО «Новый»").exists()


def test_the_sales_plan_is_typed_into_its_months() -> None:
    client = signed_in(Role.CLIENT_DEPT)
    sent = {"from": "2026-03", "PA|2026-04": "1 200", "PB|2026-05": "много"}
    refused = client.post(reverse("sales:save"), sent)
    assert refused.status_code == 422
    assert not SalesPlanLine.objects.exists()
    client.post(reverse("sales:save"), {**sent, "PB|2026-05": "300"})
    assert list(SalesPlanLine.objects.order_by("period").values_list("product__code", "qty_pcs")) == [
        ("PA", 1200),
        ("PB", 300),
    ]
    client.post(reverse("sales:save"), {"from": "2026-03", "PA|2026-04": "", "PB|2026-05": "300"})
    assert SalesPlanLine.objects.count() == 1


def test_settings_outside_their_bounds_are_refused_at_their_field() -> None:
    admin = signed_in(Role.ADMIN)
    page = admin.get(reverse("settings:company"))
    given = {name: field.initial for name, field in page.context["form"].fields.items()}
    present = {**page.context["form"].initial, **{k: v for k, v in given.items() if v is not None}}
    sent = {name: value for name, value in present.items() if value not in (None, False)}
    refused = admin.post(
        reverse("settings:save_company"), {**sent, "over_tolerance_pct": "500", "tax_id": "12"}
    )
    words = text_of(refused.content.decode())
    assert refused.status_code == 422
    assert "Нужно число от 0 до 100" in words
    assert "10 или 12 цифр" in words
    admin.post(
        reverse("settings:save_company"), {**sent, "over_tolerance_pct": "7,5", "tax_id": "7701234567"}
    )
    settings = PlantSettings.objects.get()
    assert (str(settings.over_tolerance_pct), settings.tax_id) == ("7.500", "7701234567")


def test_an_administrator_makes_a_user_and_sees_the_one_time_password_once() -> None:
    admin = signed_in(Role.ADMIN)
    sent = {"username": "novikov", "last_name": "Новиков", "workshop": "1", "role": ["qc"]}
    page = admin.post(reverse("settings:new_user"), sent).content.decode()
    assert "Одноразовый пароль" in page
    again = admin.get(reverse("settings:user", args=["novikov"])).content.decode()
    assert "показан один раз" not in again
    grants = RoleGrant.objects.filter(user__username="novikov").order_by("role")
    assert list(grants.values_list("role", "workshop__code")) == [("qc", None), ("shop_head", "1")]


def test_accounts_go_out_as_a_workbook_and_come_in_from_one() -> None:
    admin = signed_in(Role.ADMIN)
    book = admin.get(reverse("settings:users_export")).content
    again = admin.post(reverse("settings:users_load"), {"file": SimpleUploadedFile("люди.xlsx", book)})
    assert "Новых: 0, изменено: 0, без изменений: 1" in text_of(again.content.decode())
    head = "Имя входа;Фамилия;Имя;Должность;Роли;Начальник цехов\n"
    rows = "novikov;Новиков;Олег;мастер;ОТК, Плановик;1\nadmin;Панина;;;Администратор;\n"
    sent = SimpleUploadedFile("люди.csv", (head + rows).encode())
    page = text_of(admin.post(reverse("settings:users_load"), {"file": sent}).content.decode())
    assert "Новых: 1, изменено: 1" in page
    password = page.split("novikov", 1)[1].split()[0]
    novikov = User.objects.get(username="novikov")
    assert (novikov.check_password(password), novikov.must_change_password) == (True, True)
    assert set(novikov.grants.values_list("role", "workshop__code")) == {
        ("qc", None), ("planner", None), ("shop_head", "1"),
    }  # fmt: skip
    assert User.objects.get(username="admin").last_name == "Панина"


def test_all_faults_of_a_file_of_accounts_come_at_once_and_nothing_is_written() -> None:
    admin = signed_in(Role.ADMIN)
    head = "Имя входа;Фамилия;Имя;Должность;Роли;Начальник цехов\n"
    rows = "a b;;;;ОТК;\nivanov;Иванов;;;Волшебник;9\nivanov;Иванов;;;Начальник цеха;\nadmin;Панин;;;ОТК;\n"
    page = admin.post(
        reverse("settings:users_load"), {"file": SimpleUploadedFile("люди.csv", (head + rows).encode())}
    )
    words = text_of(page.content.decode())
    for needed in ("Фамилия", "Волшебник", "цех из справочника", "один раз", "даётся для цеха"):
        assert needed in words
    assert (page.status_code, User.objects.count()) == (422, 1)
    alone = SimpleUploadedFile("люди.csv", (head + "admin;Панин;;;ОТК;\n").encode())
    refused = admin.post(reverse("settings:users_load"), {"file": alone})
    assert refused.status_code == 422
    assert RoleGrant.objects.get(user__username="admin").role == "admin"
