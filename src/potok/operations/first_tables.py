"""The first migrations of the apps: tables made from the finished models, not step by step.

Django renders all related models anew after every operation, which for some ninety linked models and five
hundred operations takes a minute of processor time. A first migration meets no data, so all its operations
may be told to the state first; then each table is made once, with its columns, constraints and indexes.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import AddConstraint, AddIndex
from django.db.migrations.state import ProjectState


class FirstTables(migrations.Migration):
    """A migration that only adds: models, fields, constraints, indexes, triggers, extensions."""

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: ARG002, FBT001, FBT002 - Django's interface
    ) -> ProjectState:
        """Bring the database from before the migration to after it."""
        _forget_rendered(project_state)
        before = project_state.clone()
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        made = {
            operation.name_lower
            for operation in self.operations
            if isinstance(operation, migrations.CreateModel)
        }
        for operation in self.operations:
            if not _belongs_to(operation, made):
                operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state


def _belongs_to(operation: Operation, made: set[str]) -> bool:
    """Whether the operation is part of making one of these tables."""
    part = isinstance(operation, migrations.AddField | AddConstraint | AddIndex)
    return part and operation.model_name.lower() in made  # type: ignore[attr-defined]  # all three have it


def _forget_rendered(state: ProjectState) -> None:
    """Rendered models would be rendered again at every change of the state."""
    state.__dict__.pop("apps", None)
