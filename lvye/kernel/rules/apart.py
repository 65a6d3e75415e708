"""A constraint of the database: periods that must not overlap, on both engines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Field, Model, Q

FOREVER = "9999-12-31"

SQLITE = (
    "CREATE TRIGGER {name}_{event} BEFORE {event} ON %(table)s WHEN {clash} BEGIN SELECT RAISE(ABORT, '{name}'); END"
)
# The lock makes two transactions that write at once see each other: without it both would find no clash.
POSTGRES = (
    "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "PERFORM pg_advisory_xact_lock(hashtext('{name}')); "
    "IF {clash} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'exclusion_violation', CONSTRAINT = '{name}'; END IF; "
    "RETURN NEW; END $$; "
    "CREATE OR REPLACE TRIGGER {name} BEFORE INSERT OR UPDATE ON %(table)s FOR EACH ROW EXECUTE FUNCTION {name}()"
)
POSTGRES_DROP = "DROP TRIGGER IF EXISTS {name} ON %(table)s; DROP FUNCTION IF EXISTS {name}()"


class PeriodsApart(BaseConstraint):
    """Rows with the same `keys` have periods that do not overlap. Both ends belong to the period.

    begins, ends: names of date fields; an empty `ends` means "until further notice".
    PostgreSQL's own exclusion constraint would need an extension for text keys and does not exist on
    SQLite: triggers do the same on both. Being in `Meta.constraints`, they come back when a later migration
    rebuilds the table on SQLite.
    """

    def __init__(
        self,
        *,
        begins: str,
        ends: str,
        name: str,
        keys: Sequence[str] = (),
        violation_error_message: Any = None,
        violation_error_code: str | None = None,
    ) -> None:
        super().__init__(
            name=name, violation_error_message=violation_error_message, violation_error_code=violation_error_code
        )
        self.begins, self.ends, self.keys = begins, ends, tuple(keys)

    def constraint_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        """Nothing inside CREATE TABLE: the triggers are made once the table stands."""
        if model is None or schema_editor is None:
            return None
        if schema_editor.connection.vendor == "sqlite":
            for event in ("INSERT", "UPDATE"):
                schema_editor.deferred_sql.append(self._statement(SQLITE, model, schema_editor, event))
        else:
            schema_editor.deferred_sql.append(self._statement(POSTGRES, model, schema_editor))
        return None

    def create_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        """Add to a table that stands (PostgreSQL only: SQLite rebuilds the table instead)."""
        if model is None or schema_editor is None:
            return None
        return self._statement(POSTGRES, model, schema_editor)

    def remove_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        """Take it away (PostgreSQL only, as above)."""
        if model is None or schema_editor is None:
            return None
        return self._statement(POSTGRES_DROP, model, schema_editor)

    def validate(
        self,
        model: type[Model],
        instance: Model,
        exclude: Collection[str] | None = None,
        using: str = "default",
    ) -> None:
        """Ask the database before writing; raises ValidationError with this constraint's sentence."""
        if exclude and {self.begins, self.ends, *self.keys} & set(exclude):
            return
        begins, ends = getattr(instance, self.begins), getattr(instance, self.ends)
        if begins is None:
            return
        same = Q(**{key: getattr(instance, key) for key in self.keys})
        clash = Q(**{f"{self.ends}__isnull": True}) | Q(**{f"{self.ends}__gte": begins})
        if ends is not None:
            clash &= Q(**{f"{self.begins}__lte": ends})
        rows = model._default_manager.using(using).filter(same & clash).exclude(pk=instance.pk)
        if rows.exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code or self.name)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """How a migration spells it: by the front door."""
        _path, args, kwargs = super().deconstruct()
        kwargs |= {"begins": self.begins, "ends": self.ends, "keys": self.keys}
        return "lvye.kernel.rules.api.PeriodsApart", tuple(args), kwargs

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PeriodsApart):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    __hash__ = BaseConstraint.__hash__

    def _statement(
        self, template: str, model: type[Model], editor: BaseDatabaseSchemaEditor, event: str = ""
    ) -> Statement:
        table = Table(model._meta.db_table, editor.quote_name)
        text = template.format(name=self.name, event=event, clash=self._clash(model, event))
        return Statement(text, table=table)

    def _clash(self, model: type[Model], event: str) -> str:
        begins, ends = _column(model, self.begins), _column(model, self.ends)
        same = [f"o.{key} = NEW.{key}" for key in (_column(model, name) for name in self.keys)]
        # Before an insert SQLite has not given the row its number yet.
        other = [] if event == "INSERT" else ['o."id" <> NEW."id"']
        apart = [
            f"o.{begins} <= COALESCE(NEW.{ends}, '{FOREVER}')",
            f"COALESCE(o.{ends}, '{FOREVER}') >= NEW.{begins}",
        ]
        where = " AND ".join([*same, *other, *apart])
        return f"EXISTS (SELECT 1 FROM %(table)s o WHERE {where})"  # noqa: S608 - names of a model's own columns


def _column(model: type[Model], name: str) -> str:
    return f'"{cast("Field[Any, Any]", model._meta.get_field(name)).column}"'
