"""`migrate` as Django has it, four times as fast where the database is new.

Django draws every model again that is related to the one a step adds; in a school nearly all are, so a new database
spent nine tenths of its time on that (docs/decisions/0028-a-new-database-is-made-quickly.md). An empty database has no
rows a step could follow to a model that came later: there the new model alone is drawn. A database that has had
steps already goes Django's own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState


class Command(migrate.Command):
    """Django's command, with the new database in mind."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it; the result is the same."""
        if MigrationRecorder(connections[options["database"]]).applied_migrations():
            super().handle(*args, **options)
            return
        with one_at_a_time():
            super().handle(*args, **options)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """While it lasts, a model a step adds is drawn alone, not with all it is related to."""
    usual = ProjectState.add_model

    def add_model(self: ProjectState, model_state: ModelState) -> None:
        had_apps = self.__dict__.pop("apps", None)
        usual(self, model_state)  # without drawn models it only notes the new one
        if had_apps is not None:
            self.__dict__["apps"] = had_apps
            had_apps.render_multiple([model_state])

    ProjectState.add_model = add_model  # type: ignore[method-assign]
    try:
        yield
    finally:
        ProjectState.add_model = usual  # type: ignore[method-assign]
