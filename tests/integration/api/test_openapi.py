"""What clients are made from: the OpenAPI document."""

from __future__ import annotations

from collections import Counter

from potok.api.app import api


def test_every_operation_has_a_name_of_its_own() -> None:
    paths = api.get_openapi_schema()["paths"]
    names = Counter(operation["operationId"] for path in paths.values() for operation in path.values())
    assert not [name for name, count in names.items() if count > 1]
    assert "master_data_operations_show_departments" in names
