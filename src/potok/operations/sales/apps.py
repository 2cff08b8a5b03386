"""App configuration of sales."""

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """The sales plan: what the client department expects to sell, by month and product."""

    name = "potok.operations.sales"
    label = "sales"
    verbose_name = "План продаж"
    default_auto_field = "django.db.models.BigAutoField"
