"""App configuration of planning."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Plans as versions: runs of the engine, lines, agreement, publication."""

    name = "potok.operations.planning"
    label = "planning"
    verbose_name = "План"
    default_auto_field = "django.db.models.BigAutoField"
