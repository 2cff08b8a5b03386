"""App configuration of warehouse."""

from django.apps import AppConfig


class WarehouseConfig(AppConfig):
    """Stock lots, the ledger of movements, quality status of lots."""

    name = "potok.operations.warehouse"
    label = "warehouse"
    verbose_name = "Склады"
    default_auto_field = "django.db.models.BigAutoField"
