"""Packs by standards and head counts, handed out through the store."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.tests import make as terms
from lvye.modules.openings import queries, services
from lvye.modules.openings.models import Per
from lvye.modules.openings.tests import make
from lvye.modules.stores.api import on_hand
from lvye.modules.stores.tests import make as stores

pytestmark = pytest.mark.django_db
D = Decimal


def test_a_class_gets_by_its_pupils_and_a_teacher_his_own() -> None:
    store, books = stores.stocked(qty=100)
    brooms, chalk = stores.item(), stores.item()
    make.school_class(pupils=3, grade="七年级")
    make.school_class(pupils=2, grade="八年级")
    make.standard(item=books, per=Per.PUPIL, qty=D(4))
    make.standard(item=books, per=Per.PUPIL, qty=D(5), grade="八年级")
    make.standard(item=brooms, per=Per.CLASS, qty=D(2))
    make.standard(item=chalk, per=Per.TEACHER, qty=D(1))
    handout = make.handout(store=store, term=terms.term())
    told = {pack.name: {line.item: line.qty for line in pack.lines.all()} for pack in queries.packs_of(handout)}
    assert sorted(told.values(), key=str) == sorted(
        [{books: D(12), brooms: D(2)}, {books: D(10), brooms: D(2)}, {chalk: D(1)}, {chalk: D(1)}], key=str
    )
    assert (handout.pupils, handout.classes, handout.teachers) == (5, 2, 2)


def test_what_is_short_is_said_before_anything_is_handed_out() -> None:
    store, item = stores.stocked(qty=5)
    make.school_class(pupils=3)
    make.standard(item=item, per=Per.PUPIL, qty=D(2))
    handout = make.handout(store=store)
    [need] = queries.needs_of(handout)
    assert (need.asked, need.there, need.short) == (D(6), D(5), D(1))
    pack = handout.packs.get(school_class__isnull=False)
    with stores.refused():
        services.pack_hand(pack, now=make.NOW, actor=system_user())
    pack.refresh_from_db()
    assert (pack.status, on_hand(item, store)) == ("listed", D(5))


def test_a_pack_handed_out_is_a_document_of_the_store_for_its_class_to_be_signed_by_its_head() -> None:
    handout = make.handout()
    pack = queries.packs_of(handout)[0]
    done = services.pack_hand(pack, now=make.NOW, actor=system_user())
    paper = done.issue
    assert paper is not None
    assert (paper.to_class, paper.taken_by) == (pack.school_class, pack.person)
    [line] = paper.lines.all()
    assert on_hand(line.item, handout.store) == D(18)
    assert not paper.signed


def test_less_than_listed_may_be_given_but_not_more_and_not_nothing() -> None:
    pack = queries.packs_of(make.handout())[0]
    [line] = pack.lines.all()
    with stores.refused("最多发 2"):
        services.pack_hand(pack, amounts={line.item: D(3)}, now=make.NOW, actor=system_user())
    with stores.refused("一样也没有发"):
        services.pack_hand(pack, amounts={line.item: D(0)}, now=make.NOW, actor=system_user())
    done = services.pack_hand(pack, amounts={line.item: D(1)}, now=make.NOW, actor=system_user())
    assert done.issue is not None
    assert done.issue.lines.get().qty == D(1)


def test_a_distribution_ends_when_every_pack_is_out_or_left_out_with_a_reason() -> None:
    handout = make.handout()
    pack = queries.packs_of(handout)[0]
    with stores.refused("还有 1 份"):
        services.handout_finish(handout, actor=system_user())
    with stores.refused("写明原因"):
        services.pack_drop(pack, why=" ", actor=system_user())
    services.pack_drop(pack, why="班级撤并", actor=system_user())
    assert services.handout_finish(handout, actor=system_user()).status == "done"


def test_what_has_been_handed_out_cannot_be_unplanned() -> None:
    handout = make.handout()
    services.pack_hand(queries.packs_of(handout)[0], now=make.NOW, actor=system_user())
    with stores.refused("已经有班级"):
        services.handout_drop(handout, why="写错了", actor=system_user())


def test_a_plan_needs_standards_and_a_standard_a_grade_there_is() -> None:
    store, term = stores.store(), terms.term()
    with stores.refused("先写发放标准"):
        make.handout(store=store, term=term)
    people.schoolclass(grade="七年级")
    with stores.refused("没有“十年级”"):
        make.standard(grade="十年级")


def test_a_printed_list_that_was_signed_is_kept_with_its_photo_once(actor: Any) -> None:
    made = make.handout()
    packs = [services.pack_hand(one, now=make.NOW, actor=actor) for one in made.packs.order_by("pk")]
    assert services.handout_signed(made, packs=packs, now=make.NOW, actor=actor) == len(packs)
    assert {one.issue.signed for one in made.packs.select_related("issue")} == {"paper"}
    with pytest.raises(ValidationError, match="没有等着签字的"):
        services.handout_signed(made, packs=made.packs.select_related("issue"), now=make.NOW, actor=actor)
