"""What a sighting is: found, in a wrong place, missing, unknown, twice; and what proves nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.places.api import code_of
from lvye.modules.assets.tests import make as assets
from lvye.modules.counts import queries, services
from lvye.modules.counts.models import How, Line, ProposalKind, Result, Scan, Seen
from lvye.modules.counts.tests import make

pytestmark = pytest.mark.django_db


def again(line: Line) -> Line:
    return Line.objects.get(pk=line.pk)


def test_the_start_freezes_what_the_book_says() -> None:
    where = make.room()
    count, _one, lines = make.begun(cards=2, place=where)
    assert (count.book_count, count.book_value) == (2, Decimal("7200.00"))
    other = make.room()
    assets.services.asset_move(lines[0].asset, place=other, today=make.TODAY, actor=system_user(), reason="换房间")
    assets.asset(place=where)
    assert again(lines[0]).place == where
    assert Line.objects.filter(count=count).count() == 2


def test_of_a_lot_some_of_which_is_lent_the_rest_is_expected_and_alone_can_be_missing() -> None:
    where = make.room()
    lot = assets.asset(name="篮球", qty=30, value=Decimal("3000.00"), place=where)
    assets.loan(asset=lot, qty=5)
    count, _one, [line] = make.begun(cards=0, place=where)
    assert (line.qty, line.value, line.is_expected) == (25, Decimal("2500.00"), True)
    services.count_finish(count, today=make.TODAY, actor=system_user())
    services.proposal_post(count.proposals.get(), cause="其他", today=make.TODAY, actor=system_user())
    lot.refresh_from_db()
    assert (lot.qty, lot.status) == (5, "in_use")  # what is lent is not missing


def test_a_thing_in_its_room_is_found_and_elsewhere_in_a_wrong_place() -> None:
    _count, one, [first, second] = make.begun(cards=2)
    assert make.seen(first, one).result == Seen.FOUND
    elsewhere = make.room()
    assert make.seen(second, one, place=elsewhere).result == Seen.WRONG
    assert (again(second).result, again(second).seen_place) == (Result.WRONG, elsewhere)
    assert second.asset.place == second.place  # a count changes no card


def test_the_second_sighting_is_twice_and_overwrites_nothing() -> None:
    count, one, [line] = make.begun()
    make.seen(line, one, condition="repair")
    other = make.counter(count=count)
    assert make.seen(line, other, place=make.room(), condition="good").result == Seen.TWICE
    kept = again(line)
    assert (kept.result, kept.condition, kept.seen_by) == (Result.FOUND, "repair", one.person)
    assert count.scans.count() == 2


def test_who_ticks_again_in_the_same_room_mends_what_he_said() -> None:
    _count, one, [line] = make.begun()
    make.seen(line, one)
    make.seen(line, one, condition="scrap", words="腿断了")
    assert (again(line).condition, again(line).note) == ("scrap", "腿断了")


def test_a_label_nobody_knows_and_a_thing_without_label_are_unknown() -> None:
    _count, one, [line] = make.begun()
    foreign = make.seen(line, one, code="QWERTY9", how=How.TYPED)
    assert (foreign.result, foreign.line) == (Seen.UNKNOWN, None)
    assert make.seen(line, one, code="QWERTY9").result == Seen.TWICE
    with make.refused("写一下是什么"):
        make.seen(line, one, how=How.BARE, code="")
    assert make.seen(line, one, how=How.BARE, code="", words="旧风扇").result == Seen.UNKNOWN


def test_a_number_from_a_printed_list_proves_nothing() -> None:
    count, one, [line] = make.begun()
    for read in (line.asset.number, f"https://school.example/assets/asset/{line.asset_id}/", f"/count/{count.pk}/"):
        with make.refused("不能证明东西在这里"):
            make.seen(line, one, code=read)
    assert make.seen(line, one, code=f"https://school.example/a/{line.asset.code}/").result == Seen.FOUND
    assert Scan.objects.count() == 1


def test_only_the_rooms_own_label_says_that_one_is_there() -> None:
    _count, one, [first, second] = make.begun(cards=2)
    assert first.place is not None
    assert make.seen(first, one, room_code=code_of(first.place)).is_present
    assert not make.seen(second, one, room_code=code_of(make.room())).is_present


def test_a_thing_of_another_department_is_known_though_this_count_does_not_expect_it() -> None:
    _count, one, [line] = make.begun()
    stranger = assets.asset(place=make.room())
    found = make.seen(line, one, code=stranger.code)
    assert (found.result, found.asset, found.line) == (Seen.WRONG, stranger, None)


def test_whoever_the_count_does_not_name_cannot_count() -> None:
    _count, _one, [line] = make.begun()
    with make.refused("没有安排您"):
        make.seen(line, make.counter())


def test_a_tick_by_mistake_is_taken_back_and_stays_readable() -> None:
    count, one, [line] = make.begun()
    made = make.ticked(line, one)
    services.scan_undo(made, now=make.at(10), actor=make.user_of(one))
    assert again(line).result == Result.WAITING
    assert [scan.result for scan in count.scans.order_by("pk")] == [Seen.FOUND, Seen.UNDONE]
    assert make.seen(line, one).result == Seen.FOUND


def test_pieces_of_one_card_are_counted_and_what_is_short_has_a_value() -> None:
    count, one, [line] = make.begun(qty=40, value=Decimal("4000.00"))
    with make.refused("盘到的件数要大于零"):
        make.seen(line, one, qty=0)
    make.seen(line, one, qty=38)
    told = queries.totals(count)
    assert (told.fewer, told.fewer_value) == (1, Decimal("200.00"))


def test_the_time_on_the_phone_and_on_the_server_are_both_kept() -> None:
    _count, one, [line] = make.begun()
    late = make.seen(line, one, device_at=make.at(8, 15), now=make.at(11))
    assert (late.device_at, late.received_at) == (make.at(8, 15), make.at(11))


def test_the_rate_names_what_it_is_of_and_leaves_out_what_is_lent() -> None:
    count, one, lines = make.begun(cards=3)
    Line.objects.filter(pk=lines[2].pk).update(is_expected=False, book_status="lent")
    make.seen(lines[0], one)
    told = queries.rate(count)
    assert (told.seen, told.of, told.share) == (1, 2, "50%")
    services.count_finish(count, today=make.TODAY, actor=system_user())
    assert [again(line).result for line in lines] == [Result.FOUND, Result.MISSING, Result.AWAY]
    with make.refused("不再收新的扫码"):
        make.seen(lines[1], one)


def kinds(count: Any) -> list[str]:
    return sorted(count.proposals.values_list("kind", flat=True))


def test_the_end_proposes_every_difference_and_changes_nothing() -> None:
    count, one, lines = make.begun(cards=6)
    make.seen(lines[0], one)
    make.seen(lines[1], one, place=make.room())
    make.seen(lines[2], one, condition="repair")
    make.seen(lines[3], one, condition="scrap")
    make.seen(lines[4], one)
    make.seen(lines[4], one, place=make.room(), device_at=make.at(10))
    make.seen(lines[4], one, code="QWERTY9")
    services.count_finish(count, today=make.TODAY, actor=system_user())
    wanted = [ProposalKind.MISSING, "move", "repair", "scrap", "twice", "unknown"]
    assert kinds(count) == sorted(wanted)
    assert {line.asset.status for line in count.lines.select_related("asset")} == {"in_use"}
