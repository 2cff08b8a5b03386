"""App configuration of quality."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Control plan, inspections, defects, decisions on lots."""

    name = "potok.operations.quality"
    label = "quality"
    verbose_name = "ОТК"
    default_auto_field = "django.db.models.BigAutoField"
