"""Any order of deeds: never negative, value follows the moves, what is closed stays closed, averages to the cent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import verify
from lvye.kernel.people.tests import make as people
from lvye.kit import memo
from lvye.modules.stores import queries, services
from lvye.modules.stores.models import Holding, LotHolding, Move
from lvye.modules.stores.tests import make

D = Decimal
QTY = st.decimals(min_value="0.5", max_value=12, places=1)
PRICE = st.decimals(min_value=0, max_value=30, places=2)
DAYS = st.integers(min_value=0, max_value=69)  # from the first of January to TODAY
PICK = st.integers(min_value=0, max_value=50)


class Shelf(RuleBasedStateMachine):
    """Two stores, one item counted by lots and one that is not; the machine's own book beside the program's."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        memo.forget()

    def teardown(self) -> None:
        assert verify().sound
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.actor = system_user()
        self.second = people.person(username="second").user
        self.person = people.person()
        self.stores = [make.store(), make.store()]
        self.items = [make.item(), make.item(by_lot=True)]
        self.book = {(s.pk, i.pk): [D(0), D(0)] for s in self.stores for i in self.items}
        self.papers: list[Any] = []
        self.closed_moves: dict[int, tuple[Decimal, Decimal]] = {}

    def attempt(self, deed: Any) -> Any:
        """Do it, or be refused without a trace."""
        before = Move.objects.count()
        try:
            with transaction.atomic():
                return deed()
        except ValidationError:
            assert Move.objects.count() == before
            return None

    def day(self, n: int) -> date:
        return date(2026, 1, 1) + timedelta(days=n)

    def note(self, kind: str, paper: Any) -> None:
        """Enter a document's moves in the machine's own book."""
        for move in Move.objects.filter(kind=kind, paper_id=paper.pk).order_by("pk"):
            own = self.book[move.store_id, move.item_id]
            own[0] += move.qty
            own[1] += move.value
            assert own[0] >= 0
            assert own[1] >= 0

    @rule(s=PICK, i=PICK, qty=QTY, price=PRICE, n=DAYS, lot=st.sampled_from(["A", "B"]))
    def receive(self, s: int, i: int, qty: Decimal, price: Decimal, n: int, lot: str) -> None:
        store, item = self.stores[s % 2], self.items[i % 2]
        line = services.In(item, qty, price, lot if item.by_lot else "")
        paper = self.attempt(lambda: make.receipt(store=store, lines=[line], happened_on=self.day(n)))
        if paper:
            worth = (qty * price).quantize(D("0.01"), ROUND_HALF_UP)
            assert paper.lines.get().value == worth
            self.note("receipt", paper)
            self.papers.append(paper)

    @rule(s=PICK, i=PICK, qty=QTY, n=DAYS)
    def issue(self, s: int, i: int, qty: Decimal, n: int) -> None:
        store, item = self.stores[s % 2], self.items[i % 2]
        had, worth = self.book[store.pk, item.pk]
        paper = self.attempt(
            lambda: make.issue(store=store, lines=[(item, qty)], to_person=self.person, happened_on=self.day(n))
        )
        if paper is None:
            return
        assert qty <= had
        fair = worth if qty == had else (worth * qty / had).quantize(D("0.01"), ROUND_HALF_UP)
        assert paper.lines.get().value == fair
        self.note("issue", paper)
        self.papers.append(paper)

    @rule(s=PICK, i=PICK, qty=QTY)
    def transfer(self, s: int, i: int, qty: Decimal) -> None:
        here, there = self.stores[s % 2], self.stores[1 - s % 2]
        paper = self.attempt(lambda: make.transfer(store=here, to_store=there, lines=[(self.items[i % 2], qty)]))
        if paper:
            self.note("transfer", paper)
            self.papers.append(paper)

    @rule(p=PICK, qty=QTY)
    def give_back(self, p: int, qty: Decimal) -> None:
        issues = [one for one in self.papers if one._meta.model_name == "issue"]
        if not issues:
            return
        of = issues[p % len(issues)]
        of.refresh_from_db()
        line = of.lines.get()
        left = services.out_of(line)
        back = self.attempt(lambda: services.give_back(issue=of, lines=[(line, qty)], now=make.NOW, actor=self.actor))
        if back:
            assert qty <= left
            self.note("giveback", back)
            self.papers.append(back)

    @rule(p=PICK)
    def reverse(self, p: int) -> None:
        if not self.papers:
            return
        paper = self.papers[p % len(self.papers)]
        paper.refresh_from_db()
        back = self.attempt(lambda: services.reverse(paper, why="记错", now=make.NOW, actor=self.actor))
        if back:
            self.note(str(back._meta.model_name), back)

    @rule(s=PICK, i=PICK, found=QTY)
    def count(self, s: int, i: int, found: Decimal) -> None:
        store, item = self.stores[s % 2], self.items[i % 2]

        def deed() -> Any:
            count = make.stocktake(store=store)
            for line in count.lines.all():
                at = found if line.item == item else line.book_qty
                services.stocktake_found(count, item=line.item, lot=line.lot, counted=at, actor=self.actor)
            services.stocktake_propose(count, now=make.NOW, actor=self.actor)
            return services.stocktake_post(count, now=make.NOW, actor=self.second)

        posted = self.attempt(deed)
        if posted:
            self.note("stocktake", posted)

    @rule()
    def close_a_month(self) -> None:
        month = services.open_month() or date(2026, 1, 1)
        if month >= date(2026, 3, 1):
            return
        if self.attempt(lambda: services.month_close(month, now=make.NOW, actor=self.actor)):
            inside = Move.objects.filter(moved_on__lt=services.open_month())
            self.closed_moves = {move.pk: (move.qty, move.value) for move in inside}

    @invariant()
    def the_shelf_is_what_the_moves_say(self) -> None:
        if not hasattr(self, "book"):
            return
        assert services.prove() == []
        for row in Holding.objects.all():
            assert [row.qty, row.value] == self.book[row.store_id, row.item_id]
            assert row.qty >= 0
            assert row.value >= 0
            assert row.qty > 0 or row.value == 0
        for item in self.items:
            rows = Holding.objects.filter(item=item)
            qty, worth = sum(row.qty for row in rows), sum(row.value for row in rows)
            fair = (D(worth) / qty).quantize(D("0.01"), ROUND_HALF_UP) if qty else None
            assert queries.average_price(item) == fair
        assert not LotHolding.objects.filter(qty__lt=0).exists()

    @invariant()
    def what_is_closed_stays_as_it_was(self) -> None:
        first = services.open_month() if hasattr(self, "book") else None
        if first:
            inside = {move.pk: (move.qty, move.value) for move in Move.objects.filter(moved_on__lt=first)}
            assert inside == self.closed_moves


@pytest.mark.django_db
def test_any_order_of_deeds_keeps_the_book_true() -> None:
    run_state_machine_as_test(
        Shelf,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            report_multiple_bugs=False,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
