"""Stock on hand of 20,000 items after as many moves as asked, beside bare SQL; an issue of 200 lines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from bench.measure import Line, timed, together
from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.modules.stores import services
from lvye.modules.stores.models import Item, Kind, Move, Store
from lvye.modules.stores.queries import on_hand_many

ITEMS, LINES = 20_000, 200
BATCH = 2000
DAYS = {
    "postgresql": "date '2024-01-01' + (i % 700)",
    "sqlite": "date('2024-01-01', '+' || (i % 700) || ' days')",
}
# Three times in, once out, of each item in turn: never below nothing.
MOVES = """
INSERT INTO stores_move (kind, item_id, store_id, lot_id, qty, value, moved_on, paper_id, line_id)
WITH RECURSIVE n(i) AS (SELECT {begin} UNION ALL SELECT i + 1 FROM n WHERE i < {end})
SELECT CASE WHEN (i / {items}) % 4 = 3 THEN 'issue' ELSE 'receipt' END, {first} + i % {items}, {store}, NULL,
       CASE WHEN (i / {items}) % 4 = 3 THEN -100 ELSE 200 END, CASE WHEN (i / {items}) % 4 = 3 THEN -250 ELSE 500 END,
       {day}, i, i FROM n
"""
BARE = "SELECT item_id, sum(qty) FROM stores_holding WHERE qty > 0 GROUP BY item_id"


def measured(moves: int, user: User) -> Iterator[Line]:
    """The lines of the bench."""
    store, items = _filled(moves, user)
    ours, bare = together(on_hand_many, _bare, runs=9)
    yield Line(f"stores: stock of {ITEMS:,} items after {Move.objects.count():,} moves", ours, ours, 0.2)
    yield Line("stores: the same against bare SQL", ours, ours / bare, 3.0, f"bare {bare * 1000:.1f} ms")
    who = Person.objects.order_by("pk").first()
    lines = [(item, Decimal(1)) for item in items[:LINES]]

    def hand_out() -> object:
        return services.issue(store=store, lines=lines, to_person=who, now=timezone.now(), actor=user)

    hand_out()
    took = min(timed(hand_out) for _ in range(3))
    yield Line(f"stores: an issue of {LINES} lines is posted", took, took, 1.0)


def _bare() -> object:
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        return dict(cursor.fetchall())


def _filled(moves: int, user: User) -> tuple[Store, list[Item]]:
    store = Store.objects.filter(code="bench").first()
    if store is None:
        store = services.store_add(actor=user, code="bench", name="bench")
    kind = Kind.objects.filter(code="bench").first() or records.create(Kind, actor=user, code="bench", name="bench")
    have = Item.objects.filter(kind=kind).count()
    for begin in range(have, ITEMS, BATCH):
        rows = [
            {"code": f"B{n:06d}", "name": f"bench {n}", "unit": "a", "kind": kind}
            for n in range(begin, min(begin + BATCH, ITEMS))
        ]
        records.create_many(Item, rows, actor=user, check=False)
    items = list(Item.objects.filter(kind=kind).select_related("kind").order_by("pk"))
    done = Move.objects.filter(store=store).count()
    for begin in range(done, moves, 100_000):
        _moves(store, items[0].pk, begin, min(begin + 100_000, moves) - 1)
    services.rebuild(actor=user)
    return store, items


def _moves(store: Store, first: int, begin: int, end: int) -> None:
    known = {"begin": begin, "end": end, "items": ITEMS, "first": first, "store": store.pk}
    with connection.cursor() as cursor:
        cursor.execute(MOVES.format(**known, day=DAYS[connection.vendor]))
