"""App configuration of saved calculations."""

from django.apps import AppConfig


class CalculationsConfig(AppConfig):
    """Engineering calculations as documents."""

    name = "potok.operations.calculations"
    label = "calculations"
    verbose_name = "Инженерный стол"
    default_auto_field = "django.db.models.BigAutoField"
