"""Plan lines of orders that lose their cover or go: the one place where orders touch the plan.

Planning stands above orders and imports them, so its table is reached by its name.
"""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps
from django.db.models import Model, QuerySet


def loosen_lines(order_ids: Collection[int]) -> int:
    """Make published lines preliminary: not pinned, not agreed, not sent to shops (T5)."""
    published = _lines(order_ids).filter(is_published=True)
    return published.update(preliminary=True, pinned=False, agreement="none")


def delete_lines(order_ids: Collection[int]) -> int:
    """Delete lines of the published plan and of drafts (T8); superseded plans stay as they were."""
    deleted, _ = _lines(order_ids).filter(plan__state__in=["published", "draft"]).delete()
    return deleted


def _lines(order_ids: Collection[int]) -> QuerySet[Model]:
    return apps.get_model("planning", "ScheduleLine")._default_manager.filter(order_id__in=list(order_ids))  # noqa: SLF001 - Django's documented API
