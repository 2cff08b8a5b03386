"""App configuration of people."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from potok.operations.people.quick_triggers import drop_needless_indexes, quicken_triggers


class PeopleConfig(AppConfig):
    """Users, roles, API tokens, idempotency keys."""

    name = "potok.operations.people"
    label = "people"
    verbose_name = "Люди и права"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Renew what migrations put back."""
        post_migrate.connect(quicken_triggers, sender=self, dispatch_uid="people.quicken_triggers")
        post_migrate.connect(drop_needless_indexes, sender=self, dispatch_uid="people.needless_indexes")
