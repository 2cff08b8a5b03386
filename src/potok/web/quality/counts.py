"""What the navigation tells of quality control."""

from __future__ import annotations

from django.http import HttpRequest

from potok.operations.people.roles import Role
from potok.operations.stores.reads.lots import undecided_count
from potok.web import formats
from potok.web.shell import navigation
from potok.web.shell.navigation import Badge
from potok.web.shell.person import actor


@navigation.counts("quality")
def undecided(request: HttpRequest) -> Badge | None:
    """Lots that nobody decided on yet; they wait for quality control."""
    count = undecided_count()
    if not count:
        return None
    return Badge(formats.number(count), waiting=Role.QC in actor(request).roles)
