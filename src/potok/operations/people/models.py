"""Users, their roles, API tokens and idempotency keys as tables."""

from __future__ import annotations

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from potok.operations.field_history import tracked
from potok.operations.people.roles import Role


@pghistory.track(
    fields=["username", "first_name", "last_name", "position", "is_active", "must_change_password"]
)
class User(AbstractUser):
    """A person who works with the system; rights come from role grants only.

    A one-time password opens nothing but the page where it is changed: `must_change_password`.

    Attributes:
        floor: Workshop at whose tablet the person signs in by tile and PIN; None = at none.
        pin: Hash of the PIN, empty when none is set.
        pin_failures: Wrong PINs since the last right one.
        pin_locked_until: Until when no PIN of the person is accepted (real time).
    """

    position = models.CharField("должность", max_length=150, blank=True, default="")
    must_change_password = models.BooleanField(default=False)
    floor = models.ForeignKey(
        "catalog.Workshop", on_delete=models.SET_NULL, null=True, blank=True, related_name="floor_people"
    )
    pin = models.CharField(max_length=128, blank=True, default="")
    pin_failures = models.PositiveSmallIntegerField(default=0)
    pin_locked_until = models.DateTimeField(null=True, blank=True)

    @property
    def short_name(self) -> str:
        """Initial and surname («М. Котова»), the user name when there is none."""
        if not self.last_name:
            return self.username
        return f"{self.first_name[:1]}. {self.last_name}" if self.first_name else self.last_name


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class RoleGrant(models.Model):
    """A role given to a user; shop heads have it for one workshop."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role])
    workshop = models.ForeignKey("catalog.Workshop", on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        """A role is given once; only shop heads are bound to a workshop."""

        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "workshop"], name="role_granted_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(role="shop_head", workshop__isnull=False)
                | ~Q(role="shop_head") & Q(workshop__isnull=True),
                name="role_workshop_for_shop_heads",
            ),
        ]


class ApiToken(models.Model):
    """A bearer token of a user; only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=100, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class IdempotencyKey(models.Model):
    """The stored answer of a command: a repeated key returns it instead of acting again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    key = models.CharField(max_length=100)
    command = models.CharField(max_length=100)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    response = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        """One answer a user and key."""

        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]


LIMITATIONS = [("hearing", "слух"), ("sight", "зрение"), ("hand", "рука"), ("support", "опора")]


@tracked
class Worker(models.Model):
    """A worker of a workshop as the personnel department knows them; not every worker signs in."""

    tab_no = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=150)
    workshop = models.ForeignKey(
        "catalog.Workshop", on_delete=models.PROTECT, null=True, blank=True, related_name="workers"
    )
    profession = models.CharField(max_length=120, blank=True, default="")
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    limitation = models.CharField(max_length=10, choices=LIMITATIONS, blank=True, default="")
    limitation_note = models.CharField(max_length=200, blank=True, default="")
    limited_until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        """A grade is one of the tariff book; an end needs a limitation."""

        constraints = [
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__range=(1, 8)), name="worker_grade_in_range"
            ),
            models.CheckConstraint(
                condition=Q(limited_until__isnull=True) | ~Q(limitation=""), name="worker_end_of_limitation"
            ),
        ]
