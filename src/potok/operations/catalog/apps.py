"""App configuration of catalog."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Master data: items, recipes, routes, machines, calendars, partners, plant settings."""

    name = "potok.operations.catalog"
    label = "catalog"
    verbose_name = "Справочники"
    default_auto_field = "django.db.models.BigAutoField"
