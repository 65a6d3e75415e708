"""The database itself keeps the books: a posted voucher stays, and a settled month takes nothing more."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

NAME = "finance_books_are_closed"
SETTLED = "EXISTS (SELECT 1 FROM finance_monthclose c WHERE c.book_id = {row}.book_id AND c.month = {row}.month)"
CHANGED = "(NEW.status <> OLD.status OR NEW.month <> OLD.month OR NEW.book_id <> OLD.book_id OR NEW.total <> OLD.total)"
SQLITE = (
    f"CREATE TRIGGER {NAME}_insert BEFORE INSERT ON finance_voucher WHEN {SETTLED.format(row='NEW')} "
    f"BEGIN SELECT RAISE(ABORT, '{NAME}'); END",
    f"CREATE TRIGGER {NAME}_update BEFORE UPDATE ON finance_voucher WHEN {CHANGED} AND "
    f"(OLD.status = 'posted' OR {SETTLED.format(row='OLD')} OR {SETTLED.format(row='NEW')}) "
    f"BEGIN SELECT RAISE(ABORT, '{NAME}'); END",
    f"CREATE TRIGGER {NAME}_delete BEFORE DELETE ON finance_voucher WHEN OLD.status = 'posted' "
    f"BEGIN SELECT RAISE(ABORT, '{NAME}'); END",
)
POSTGRES = (
    f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF TG_OP = 'INSERT' THEN IF {SETTLED.format(row='NEW')} THEN "
    f"RAISE EXCEPTION '{NAME}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END IF; "
    f"IF TG_OP = 'DELETE' THEN IF OLD.status = 'posted' THEN "
    f"RAISE EXCEPTION '{NAME}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END IF; "
    f"IF {CHANGED} AND (OLD.status = 'posted' OR {SETTLED.format(row='OLD')} OR {SETTLED.format(row='NEW')}) THEN "
    f"RAISE EXCEPTION '{NAME}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
    f"CREATE OR REPLACE TRIGGER {NAME} BEFORE INSERT OR UPDATE OR DELETE ON finance_voucher "
    f"FOR EACH ROW EXECUTE FUNCTION {NAME}()",
)
DROP_SQLITE = tuple(f"DROP TRIGGER IF EXISTS {NAME}_{event}" for event in ("insert", "update", "delete"))
DROP_POSTGRES = (f"DROP TRIGGER IF EXISTS {NAME} ON finance_voucher", f"DROP FUNCTION IF EXISTS {NAME}()")


class BooksClosed(Operation):
    """Migration step: a posted voucher is not changed, nothing is written into a settled month. Reversible."""

    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models do not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Add the triggers."""
        self._run(schema_editor, SQLITE, POSTGRES)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take the triggers away."""
        self._run(schema_editor, DROP_SQLITE, DROP_POSTGRES)

    def describe(self) -> str:
        """For `migrate --plan`."""
        return "A posted voucher stays, a settled month takes nothing more"

    def _run(self, schema_editor: Any, sqlite: tuple[str, ...], postgres: tuple[str, ...]) -> None:
        for sql in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
            schema_editor.execute(sql, params=None)
