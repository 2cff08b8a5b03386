"""App configuration of notices."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    """What waits for a person: sources of needs, and needs that a person has put aside."""

    name = "potok.operations.notices"
    label = "notices"
    verbose_name = "Уведомления"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the sources of all departments."""
        autodiscover_modules("notices")
