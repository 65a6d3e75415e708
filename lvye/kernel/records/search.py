"""Finding records by words or pinyin initials, on both engines, in the order of their keys."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.db import connection
from django.db.migrations.operations.base import Operation
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import RawSQL

from lvye.kit.text import fts5_query, tsquery

M = TypeVar("M", bound=Model)
COMMON, RARE = "_found_often", "_found_rarely"  # under these names a query set on PostgreSQL carries its words
# Rows looked at, and hits that make a word common: at three in a thousand both ways cost the same in a million rows.
WALK, ENOUGH = 4000, 12

SQLITE = (
    "CREATE VIRTUAL TABLE {table}_fts USING fts5(search_text, content='{table}', content_rowid='id', "
    "detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN "
    "INSERT INTO {table}_fts(rowid, search_text) VALUES (new.id, new.search_text); END",
    "CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN "
    "INSERT INTO {table}_fts({table}_fts, rowid, search_text) VALUES ('delete', old.id, old.search_text); END",
    "CREATE TRIGGER {table}_fts_update AFTER UPDATE OF search_text ON {table} BEGIN "
    "INSERT INTO {table}_fts({table}_fts, rowid, search_text) VALUES ('delete', old.id, old.search_text); "
    "INSERT INTO {table}_fts(rowid, search_text) VALUES (new.id, new.search_text); END",
    "INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')",
)
DROP_SQLITE = (
    "DROP TRIGGER IF EXISTS {table}_fts_insert",
    "DROP TRIGGER IF EXISTS {table}_fts_delete",
    "DROP TRIGGER IF EXISTS {table}_fts_update",
    "DROP TABLE IF EXISTS {table}_fts",
)
# Kept as a column: a walk along the keys reads it ready made, and ANALYZE knows which words are rare.
POSTGRES = (
    "ALTER TABLE {table} ADD COLUMN search_vector tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED",
    "CREATE INDEX {table}_fts ON {table} USING gin (search_vector) WITH (fastupdate=off)",
)
DROP_POSTGRES = ("DROP INDEX IF EXISTS {table}_fts", "ALTER TABLE {table} DROP COLUMN IF EXISTS search_vector")


class SearchIndex(Operation):
    """Migration step: index `search_text` of `table`.

    SQLite gets an FTS5 table over the rows, kept by triggers; PostgreSQL a generated column with a GIN index. A
    later migration that rebuilds the table on SQLite loses the triggers and must repeat this step (`lvye doctor`
    notices).
    """

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How the migration writer would spell this step."""
        return (self.__class__.__name__, [self.table], {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models do not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the index."""
        self._run(schema_editor, DROP_SQLITE + SQLITE, DROP_POSTGRES + POSTGRES)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the index."""
        self._run(schema_editor, DROP_SQLITE, DROP_POSTGRES)

    def describe(self) -> str:
        """For `migrate --plan`."""
        return f"Search index on {self.table}"

    def _run(self, schema_editor: Any, sqlite: tuple[str, ...], postgres: tuple[str, ...]) -> None:
        for sql in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
            schema_editor.execute(sql.format(table=self.table), params=None)


def matching(rows: QuerySet[M], text: str) -> QuerySet[M]:
    """Narrow to the records that hold every word of `text` (a word or pinyin initials); all rows for no words."""
    table = rows.model._meta.db_table
    if connection.vendor == "postgresql":
        if not (query := tsquery(text)):
            return rows
        hit = f'"{table}"."search_vector" @@ to_tsquery(\'simple\', %s)'
        name = RARE
        if _common(table, query):  # IS TRUE keeps the planner from the index: it multiplies the shares of words that
            hit, name = f"({hit}) IS TRUE", COMMON  # always stand together, and gathers ten thousand rows for fifty
        words = RawSQL(hit, [query])  # noqa: S611 - the table is a model's own, the query a parameter
        matched: Any = rows.alias(**{name: words}).filter(**{name: True})
        return cast("QuerySet[M]", matched)
    if not (query := fts5_query(text)):
        return rows
    # As a join the engine walks the hits one by one and can stop; as a subquery it would first gather them all.
    found: QuerySet[M] = rows.extra(  # noqa: S610 - names are a model's own, the query a parameter
        tables=[f"{table}_fts"],
        where=[f'"{table}"."id" = "{table}_fts".rowid', f'"{table}_fts" MATCH %s'],
        params=[query],
    )
    return found


def newest_found(rows: QuerySet[M]) -> QuerySet[M]:
    """Newest first; rows narrowed by `matching` in the order the engine finds them, so that a page of many is quick."""
    index = f"{rows.model._meta.db_table}_fts"
    if index in rows.query.extra_tables:
        return rows.extra(order_by=[f"-{index}.rowid"])
    if RARE in rows.query.annotations:
        return rows.order_by((F("pk") + 0).desc())  # no order of the key's own index: all hits are fetched, then sorted
    return rows.order_by("-pk")


def _common(table: str, query: str) -> bool:
    """Whether the newest rows hold hits enough (PostgreSQL): then a walk back along the keys is short.

    For words too rare for its statistics the planner guesses one row in two hundred, and would walk the whole table
    for the one that holds a number.
    """
    newest = f'SELECT search_vector FROM "{table}" ORDER BY id DESC LIMIT {WALK}'  # noqa: S608 - a model's own table
    hits = f"SELECT 1 FROM ({newest}) newest WHERE search_vector @@ to_tsquery('simple', %s) LIMIT {ENOUGH}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({hits}) found", [query])  # noqa: S608
        return bool(cursor.fetchone()[0] == ENOUGH)
