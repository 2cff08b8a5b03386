"""All declared resources."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from potok.operations.master_data import other_resources as other
from potok.operations.master_data import plant_resources as plant
from potok.operations.master_data.errors import UnknownRecordError
from potok.operations.master_data.resource import Resource
from potok.operations.master_data.sales_plan import SALES_PLAN

RESOURCES: tuple[Resource, ...] = (
    other.DEPARTMENTS,
    other.NUMBERING,
    other.WORKSHOPS,
    plant.CALENDARS,
    plant.MACHINES,
    plant.ITEMS,
    plant.RECIPES,
    plant.ROUTES,
    other.PRICES,
    other.CUSTOMERS,
    other.SUPPLIERS,
    other.WORKERS,
    SALES_PLAN,
)
BY_KEY: Mapping[str, Resource] = MappingProxyType({resource.key: resource for resource in RESOURCES})


def resource_of(key: str) -> Resource:
    """The resource with the key.

    Raises:
        UnknownRecordError: There is none.
    """
    found = BY_KEY.get(key)
    if found is None:
        raise UnknownRecordError(title="Справочники", key=key)
    return found
