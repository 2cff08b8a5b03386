"""App configuration of lines."""

from django.apps import AppConfig


class LinesConfig(AppConfig):
    """Designed lines."""

    name = "potok.operations.lines"
    label = "lines"
    verbose_name = "Линии"
    default_auto_field = "django.db.models.BigAutoField"
