"""App configuration of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, roles, API tokens, idempotency keys."""

    name = "potok.operations.people"
    label = "people"
    verbose_name = "Люди и права"
    default_auto_field = "django.db.models.BigAutoField"
