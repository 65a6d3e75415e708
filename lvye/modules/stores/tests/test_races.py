"""Two people at once, on the engine where they can be."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import verify
from lvye.kernel.people.tests import make as people
from lvye.kit import memo
from lvye.modules.stores import queries, services
from lvye.modules.stores.tests import make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
D = Decimal


def at_once(*deeds: Callable[[], Any]) -> tuple[list[Any], list[str]]:
    """Run each deed on a connection of its own, all let go together: (results, refusals)."""
    gate = threading.Barrier(len(deeds))
    done: list[Any] = []
    refused: list[str] = []

    def run(deed: Callable[[], Any]) -> None:
        memo.forget()
        try:
            gate.wait(timeout=20)
            done.append(deed())
        except ValidationError as problem:
            refused.extend(problem.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return done, refused


def test_of_two_who_issue_the_last_lamp_exactly_one_gets_it() -> None:
    who, actor = people.person(), system_user()
    for _ in range(4):
        store, lamp = make.stocked(1, "80")
        hand_out = partial(services.issue, store=store, lines=[(lamp, D(1))], to_person=who, now=make.NOW, actor=actor)
        done, refused = at_once(hand_out, hand_out)
        assert len(done) == 1
        assert ["只有 0 盒" in text for text in refused] == [True]
        assert queries.on_hand(lamp, store) == 0
    assert services.prove() == []
    assert verify().sound


def test_many_who_draw_from_one_store_never_draw_more_than_is_there() -> None:
    store, one = make.stocked(5, "1.01")
    _store, other = make.stocked(5, "2.02", store=store)
    who, actor = people.person(), system_user()
    deeds = [
        partial(services.issue, store=store, lines=lines, to_person=who, now=make.NOW, actor=actor)
        for lines in ([(one, D(2)), (other, D(2))], [(other, D(2)), (one, D(2))]) * 2
    ]
    done, refused = at_once(*deeds)
    assert (len(done), len(refused)) == (2, 4)  # two lines short each
    assert (queries.on_hand(one), queries.on_hand(other)) == (1, 1)
    assert services.prove() == []


def test_two_transfers_the_other_way_round_do_not_lock_each_other_out() -> None:
    here, item = make.stocked(4)
    there = make.store()
    make.stocked(4, store=there, item=item)
    move = partial(services.transfer, lines=[(item, D(1))], now=make.NOW, actor=system_user())
    done, refused = at_once(*[partial(move, store=here, to_store=there), partial(move, store=there, to_store=here)] * 2)
    assert (len(done), refused) == (4, [])
    assert (queries.on_hand(item, here), queries.on_hand(item, there)) == (4, 4)


def test_a_month_that_is_being_closed_takes_nothing_more() -> None:
    store, item = make.stocked(5, happened_on=date(2026, 1, 10))
    actor, who = system_user(), people.person()
    close = partial(services.month_close, date(2026, 1, 1), now=make.NOW, actor=actor)
    issue = partial(
        services.issue, store=store, lines=[(item, D(1))], to_person=who, happened_on=date(2026, 1, 20),
        now=make.NOW, actor=actor,
    )  # fmt: skip
    done, refused = at_once(close, issue)
    [closed] = [one for one in done if hasattr(one, "month")]
    if refused:
        assert "已经月结" in refused[0]
    assert closed.gone == (D("0.00") if refused else D("2.50"))
    assert closed.value == queries.on_hand(item) * D("2.50")


def test_a_draft_is_posted_once_though_two_press_the_button() -> None:
    draft = make.receipt(post=False)
    post = partial(services.receipt_post, draft, now=make.NOW, actor=system_user())
    done, refused = at_once(post, post)
    assert (len(done), len(refused)) == (1, 1)
    assert queries.on_hand(draft.lines.get().item) == 20
