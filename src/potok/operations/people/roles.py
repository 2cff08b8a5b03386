"""Roles of order-workflow 2 and conventions 6."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is to the plant; a user may hold several."""

    CLIENT_DEPT = "client_dept"
    PLANNER = "planner"
    PURCHASING = "purchasing"
    SHOP_HEAD = "shop_head"
    QC = "qc"
    RAW_WAREHOUSE = "raw_warehouse"
    FG_WAREHOUSE = "fg_warehouse"
    ECONOMIST = "economist"
    ENGINEER = "engineer"
    PERSONNEL = "personnel"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """Russian name of the role."""
        return _LABELS[self]


_LABELS = {
    Role.CLIENT_DEPT: "Клиентский отдел",
    Role.PLANNER: "Плановик",
    Role.PURCHASING: "Прямые закупки",
    Role.SHOP_HEAD: "Начальник цеха",
    Role.QC: "ОТК",
    Role.RAW_WAREHOUSE: "Склад сырья и тары",
    Role.FG_WAREHOUSE: "Склад готовой продукции",
    Role.ECONOMIST: "Экономист",
    Role.ENGINEER: "Инженер",
    Role.PERSONNEL: "Отдел кадров",
    Role.ADMIN: "Администратор",
}
