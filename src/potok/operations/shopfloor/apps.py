"""App configuration of the shop floor."""

from django.apps import AppConfig


class ShopfloorConfig(AppConfig):
    """Execution of orders: launch, work reports, technological cards, posting periods."""

    name = "potok.operations.shopfloor"
    label = "shopfloor"
    verbose_name = "Цеха"
    default_auto_field = "django.db.models.BigAutoField"
