"""Judging facts: what may be accepted, what is asked twice, when a document stands as history."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import trail
from lvye.kernel.figures.api import one
from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.terms.api import year_period
from lvye.modules.history import services
from lvye.modules.history.marks import paragraphs
from lvye.modules.history.models import Aside, DocumentStatus, FactStatus, HistoryDocument, HistoryFact
from lvye.modules.history.queries import facts_of, progress

from . import make
from .test_reading import a_fact, proposed, totals

pytestmark = pytest.mark.django_db
ACTOR: dict[str, Any] = {}


@pytest.fixture(autouse=True)
def _actor() -> None:
    ACTOR["actor"] = system_user()


def flagged(*flags: str, **values: Any) -> HistoryFact:
    """A fact the reader has doubts about."""
    text = "更换灯管9根"
    return proposed(text, [a_fact(text, flags=frozenset(flags), **values)]).facts.get()


def stated(**only: object) -> Decimal:
    return one("history.stated", year_period(2016), only).value


def test_what_is_accepted_stands_in_the_figures_of_its_year_and_what_is_not_does_not() -> None:
    fact = make.historyfact()
    assert stated(object="灯管", unit="根") == 0
    services.fact_accept(fact, **ACTOR)
    assert stated(object="灯管", unit="根") == 120
    assert one("history.stated", year_period(2015), {"object": "灯管", "unit": "根"}).value == 0


def test_a_dropped_fact_can_be_taken_up_again() -> None:
    fact = make.historyfact(status="dropped")
    services.fact_accept(fact, **ACTOR)
    assert stated(object="灯管", unit="根") == 120


def test_looking_again_takes_it_out_of_the_figures() -> None:
    fact = make.historyfact(status="accepted")
    services.fact_review(fact, **ACTOR)
    assert stated(object="灯管", unit="根") == 0


@pytest.mark.parametrize("flag", ["implausible", "repeated", "planned", "before"])
def test_a_doubtful_fact_is_not_accepted_without_a_second_word(flag: str) -> None:
    fact = flagged(flag)
    with pytest.raises(ValidationError) as refused:
        services.fact_accept(fact, **ACTOR)
    assert refused.value.code == "doubt"
    assert services.fact_accept(fact, sure=True, **ACTOR).status == FactStatus.ACCEPTED
    assert stated(object="灯管", unit="根") == 9


def test_a_repeat_that_is_kept_by_mending_is_not_counted() -> None:
    fact = flagged("repeated")
    assert fact.aside == Aside.REPEAT
    services.fact_mend(fact, qty=Decimal(8), **ACTOR)
    assert stated(object="灯管", unit="根") == 0


def test_a_number_nobody_can_read_must_be_mended_or_dropped() -> None:
    fact = flagged("unreadable", qty=None)
    for sure in (False, True):
        with pytest.raises(ValidationError, match="读不清"):
            services.fact_accept(fact, sure=sure, **ACTOR)
    mended = services.fact_mend(fact, qty=Decimal(7), **ACTOR)
    assert (mended.status, mended.value) == (FactStatus.MENDED, 7)
    assert stated(object="灯管", unit="根") == 7


def test_a_mended_fact_remembers_what_was_read() -> None:
    fact = make.historyfact()
    mended = services.fact_mend(fact, qty=Decimal(102), object="日光灯管", approx=True, **ACTOR)
    assert (mended.qty, mended.object, mended.approx_sense) == (102, "日光灯管", "about")
    assert mended.read_as["qty"] == "120.0000"
    assert mended.read_as["object"] == "灯管"
    assert {"qty", "object", "approx"} <= set(trail(mended)[0].changes)


REFUSED = [
    ({"qty": None}, "填一个数"),
    ({"qty": Decimal(-1)}, "不能小于零"),
    ({"qty": Decimal(10) ** 16}, "太大"),
    ({"unit": " "}, "单位"),
    ({"qty": Decimal(5), "qty_max": Decimal(3)}, "不能比数量小"),
    ({"kind": "money", "unit": "美元"}, "万元"),
]


@pytest.mark.parametrize(("values", "says"), REFUSED)
def test_what_no_document_says_cannot_be_mended_into_one(values: dict[str, Any], says: str) -> None:
    fact = make.historyfact()
    with pytest.raises(ValidationError, match=says):
        services.fact_mend(fact, **values, **ACTOR)
    fact.refresh_from_db()
    assert fact.status == FactStatus.PROPOSED


def test_money_that_is_typed_in_wan_is_counted_in_yuan() -> None:
    fact = services.fact_mend(make.historyfact(), kind="money", qty=Decimal("1.2"), unit="万元", **ACTOR)
    assert (fact.value, fact.measure) == (12000, "元")


def test_a_changed_number_is_no_range_any_more() -> None:
    fact = flagged(qty=Decimal(5), qty_max=Decimal(6))
    assert services.fact_mend(fact, qty=Decimal(5), **ACTOR).qty_max == 6
    assert services.fact_mend(fact, qty=Decimal(7), **ACTOR).qty_max is None


def test_a_total_that_stands_is_counted_and_its_parts_are_not() -> None:
    document = totals(10, 4, 6)
    services.all_accept(document, **ACTOR)
    assert stated(unit="根") == 10
    services.fact_drop(document.facts.get(object="物0"), **ACTOR)
    assert stated(unit="根") == 10
    assert stated(object="物1", unit="根") == 4


def test_a_document_stands_as_history_once_its_last_fact_is_judged() -> None:
    document = make.historydocument()
    facts = facts_of(document)
    for fact in facts[:-1]:
        services.fact_accept(fact, **ACTOR)
    document.refresh_from_db()
    assert document.status == DocumentStatus.OPEN
    services.fact_drop(facts[-1], **ACTOR)
    document.refresh_from_db()
    assert document.status == DocumentStatus.KEPT
    assert progress(facts_of(document)).left == 0
    services.fact_review(HistoryFact.objects.get(pk=facts[0].pk), **ACTOR)
    document.refresh_from_db()
    assert document.status == DocumentStatus.OPEN


def test_a_document_with_facts_left_cannot_be_said_to_be_judged() -> None:
    with pytest.raises(ValidationError, match="没有核对"):
        services.document_keep(make.historydocument(), **ACTOR)


def test_a_withdrawn_document_counts_no_longer_and_comes_back_as_it_was() -> None:
    fact = make.historyfact(status="accepted")
    with pytest.raises(ValidationError, match="为什么"):
        services.document_withdraw(fact.document, why=" ", **ACTOR)
    document = services.document_withdraw(fact.document, why="传错了学校的", **ACTOR)
    assert stated(object="灯管", unit="根") == 0
    with pytest.raises(ValidationError, match="已经撤下"):
        services.fact_accept(document.facts.exclude(pk=fact.pk).first(), **ACTOR)
    services.document_restore(document, **ACTOR)
    assert stated(object="灯管", unit="根") == 120


def test_a_year_with_accepted_facts_can_be_changed_but_not_taken_away() -> None:
    fact = make.historyfact(status="accepted")
    with pytest.raises(ValidationError, match="不能再空着"):
        services.document_change(fact.document, year=None, **ACTOR)
    services.document_change(fact.document, year=2017, **ACTOR)
    assert stated(object="灯管", unit="根") == 0
    assert one("history.stated", year_period(2017), {"object": "灯管", "unit": "根"}).value == 120


def test_a_fact_the_reader_did_not_see_is_added_with_words_of_the_text() -> None:
    document = make.read("这一年灯管坏了不少，前后换了一百二十来根。")
    for fact in facts_of(document):
        services.fact_drop(fact, **ACTOR)
    with pytest.raises(ValidationError, match="没有这句话"):
        services.fact_add(document, sentence="别处的话", qty=Decimal(1), unit="个", **ACTOR)
    added = services.fact_add(
        document, sentence="前后换了一百二十来根", deed="更换", object="灯管", qty=Decimal(120), unit="根", approx=True,
        **ACTOR,
    )  # fmt: skip
    assert added.status == FactStatus.MENDED
    assert document.text[added.start : added.end] == "前后换了一百二十来根"
    assert stated(object="灯管", unit="根") == 120


def test_a_fact_that_is_added_takes_no_mark_away() -> None:
    document = make.historydocument()
    before = marks_of(document)
    services.fact_add(document, sentence=make.SAID, deed="更换", object="灯管", qty=Decimal(1), unit="根", **ACTOR)
    assert marks_of(document) == before
    added = services.fact_add(document, sentence="年的第", object="份", qty=Decimal(1), unit="份", **ACTOR)
    assert set(marks_of(document)) - set(before) == {added.pk}


def marks_of(document: HistoryDocument) -> list[int]:
    lines = paragraphs(document.text, facts_of(document))
    return [piece.fact.pk for line in lines for piece in line if piece.fact]


def test_two_people_at_the_same_fact_the_second_is_told() -> None:
    fact, same = make.historyfact(), None
    same = HistoryFact.objects.get(pk=fact.pk)
    services.fact_accept(fact, **ACTOR)
    with pytest.raises(WrongStatusError):
        services.fact_accept(same, **ACTOR)
