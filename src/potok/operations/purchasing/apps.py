"""App configuration of purchasing."""

from django.apps import AppConfig


class PurchasingConfig(AppConfig):
    """Expected receipts of the pull table and purchasing signals."""

    name = "potok.operations.purchasing"
    label = "purchasing"
    verbose_name = "Прямые закупки"
    default_auto_field = "django.db.models.BigAutoField"
