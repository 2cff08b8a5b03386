"""App configuration of orders."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Production orders: the journal, cover by material, reservations, volumes."""

    name = "potok.operations.orders"
    label = "orders"
    verbose_name = "Заказы на производство"
    default_auto_field = "django.db.models.BigAutoField"
