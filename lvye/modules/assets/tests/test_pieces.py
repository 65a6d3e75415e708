"""A lot is one card of many pieces: some of them move, break, are planned for rooms, are looked after."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records.api import attempt
from lvye.modules.assets import reports, services
from lvye.modules.assets.models import Asset, Loan, Transfer, Upkeep, UpkeepStatus
from lvye.modules.assets.queries import asset_by_code
from lvye.modules.assets.seating import seating
from lvye.modules.assets.tests import make
from lvye.modules.assets.tests.make import TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_pieces_get_a_card_of_their_own_and_nothing_is_lost_by_rounding() -> None:
    lot = make.asset(name="学生椅", qty=3, value=Decimal("100.00"), place=places.room())
    part = services.asset_split(lot, 1, actor=system_user())
    lot.refresh_from_db()
    assert (part.qty, part.value, lot.qty, lot.value) == (1, Decimal("33.33"), 2, Decimal("66.67"))
    assert (part.place, part.life_months, part.acquired_on) == (lot.place, lot.life_months, lot.acquired_on)
    assert part.code != lot.code
    assert services.asset_split(lot, 2, actor=system_user()) == lot
    with pytest.raises(ValidationError, match="一共 2"):
        services.asset_split(lot, 3, actor=system_user())


def test_five_chairs_of_forty_five_are_moved_by_their_paper(client: Any) -> None:
    lot, there = make.asset(name="学生椅", qty=45, value=Decimal("4500.00")), places.place()
    client.force_login(people.user_in("director"))
    client.post("/property/transfer/", {"asset": lot.pk, f"pieces_{lot.pk}": "5", "to_place": there.pk, "why": "加座"})
    paper = Transfer.objects.get()
    assert Asset.objects.count() == 1  # nothing changes before it is booked
    services.transfer_post(paper, today=TODAY, actor=system_user())
    moved = Asset.objects.exclude(pk=lot.pk).get()
    lot.refresh_from_db()
    assert (moved.qty, moved.place, moved.value, lot.qty) == (5, there, Decimal("500.00"), 40)
    assert paper.lines.get().asset == moved


def test_two_broken_desks_of_a_lot_are_written_off_and_the_rest_stay() -> None:
    lot = make.asset(name="学生课桌", qty=50, value=Decimal("8400.00"))
    paper = make.writeoff(assets=[lot], pieces={lot.pk: 2})
    line = paper.lines.get()
    lot.refresh_from_db()
    assert (line.asset.qty, paper.value, line.asset.status) == (2, Decimal("336.00"), "pending_scrap")
    assert (lot.qty, lot.status) == (48, "in_use")


# --- some of a lot lent, and pieces put back onto their card --------------------------------------------------------


def test_five_balls_of_thirty_are_lent_and_the_rest_stays_where_it_is() -> None:
    lot = make.asset(name="篮球", qty=30, unit="个", value=Decimal("3000.00"), place=places.room())
    first, second = make.loan(asset=lot, qty=5), make.loan(asset=lot, qty=20)
    lot.refresh_from_db()
    assert (lot.status, lot.qty, first.pieces, second.pieces) == ("in_use", 30, 5, 20)
    with pytest.raises(ValidationError, match="已借出 25个，还有 5个"), attempt():
        make.loan(asset=lot, qty=6)
    for step in ("lend", "lose", "pend", "repair"):
        with pytest.raises(ValidationError, match="25个借出没还"), attempt():
            services.asset_step(lot, step, actor=system_user())
    with pytest.raises(ValidationError, match="在校的只有 5个"), attempt():
        services.asset_split(lot, 6, actor=system_user())
    with pytest.raises(ValidationError, match="数量不能比它少"), attempt():
        services.asset_amend(lot, today=TODAY, actor=system_user(), qty=24)
    services.loan_back(first, condition="good", today=TODAY, actor=system_user())
    services.loan_lost(second, actor=system_user())
    second.refresh_from_db()
    lot.refresh_from_db()
    assert (lot.qty, lot.value, lot.status) == (10, Decimal("1000.00"), "in_use")
    assert (second.asset.qty, second.asset.value, second.asset.status) == (20, Decimal("2000.00"), "lost")


def test_all_pieces_of_a_lot_together_are_the_card_itself() -> None:
    lot = make.asset(name="篮球", qty=3)
    whole = make.loan(asset=lot, qty=3)
    lot.refresh_from_db()
    assert (whole.qty, lot.status) == (None, "lent")


def test_pieces_that_came_back_are_joined_to_their_lot_and_the_books_are_as_if_they_had_stayed() -> None:
    lot = make.asset(name="学生椅", qty=3, value=Decimal("100.00"), place=places.room())
    before = reports.standing(TODAY).total
    came = reports.changes(lot.acquired_on, TODAY).came
    part = services.asset_split(lot, 1, actor=system_user())
    services.asset_move(part, place=places.place(), today=TODAY, actor=system_user(), reason="借教室")
    with pytest.raises(ValidationError, match="“存放地点”和"), attempt():
        services.asset_join(part, actor=system_user())
    services.asset_move(part, place=lot.place, today=TODAY, actor=system_user(), reason="放回")
    whole = services.asset_join(part, actor=system_user())
    part.refresh_from_db()
    assert (whole.pk, whole.qty, whole.value) == (lot.pk, 3, Decimal("100.00"))
    assert (part.status, part.value, part.is_on_books) == ("joined", Decimal(0), False)
    assert asset_by_code(part.code) == whole  # the label still on the chair leads to the card it belongs to
    after = reports.standing(TODAY).total
    assert (after.cards, after.qty, after.value, after.charged) == (1, 3, before.value, before.charged)
    assert reports.changes(lot.acquired_on, TODAY).came == came
    assert reports.changes(lot.acquired_on, TODAY).holds
    with pytest.raises(ValidationError, match="不是从别的卡片拆出来的"), attempt():
        services.asset_join(lot, actor=system_user())


def test_the_page_of_a_split_card_offers_to_join_it(client: Any) -> None:
    lot = make.asset(name="学生椅", qty=4, value=Decimal("400.00"), place=places.room())
    part = services.asset_split(lot, 1, actor=system_user())
    client.force_login(people.user_in("keeper"))
    address = f"/property/card/{part.pk}/join/"
    assert address in client.get(f"/assets/asset/{part.pk}/").content.decode()
    assert "/join/" not in client.get(f"/assets/asset/{lot.pk}/").content.decode()
    assert client.get(f"/property/card/{lot.pk}/join/").url == f"/assets/asset/{lot.pk}/"
    assert "<b>4</b>" in client.get(address).content.decode()
    services.asset_step(lot, "repair", actor=system_user())
    assert "维修中" in client.post(address).content.decode()
    services.asset_step(Asset.objects.get(pk=lot.pk), "repaired", actor=system_user())
    assert client.post(address).url == f"/assets/asset/{lot.pk}/"


# --- desks for the new term --------------------------------------------------------------------------------------


@pytest.fixture
def rooms() -> tuple[Any, Any]:
    """Room A: 50 desks, 48 chairs, 40 pupils wanted. Room B: 40 desks, 40 chairs, 45 pupils."""
    made = []
    for desks, chairs in ((50, 48), (40, 40)):
        room, group = places.place(), people.schoolclass()
        make.asset(name="学生课桌", qty=desks, value=Decimal(desks * 100), place=room, school_class=group)
        make.asset(name="学生椅", qty=chairs, value=Decimal(chairs * 50), place=room, school_class=group)
        made.append((room, group))
    return made[0], made[1]


def test_heads_stand_against_desks_and_one_press_moves_what_is_over(rooms: Any, client: Any) -> None:
    _first, (room_b, class_b) = rooms
    director = people.user_in("director")
    plan = make.seatplan(actor=director)
    first, second = plan.rooms.order_by("pk")
    client.force_login(director)
    sent = {f"heads_{first.pk}": "40", f"heads_{second.pk}": "45"}
    assert client.post(f"/property/seats/{plan.pk}/heads/", sent).status_code == 302
    page = client.get(f"/assets/seatplan/{plan.pk}/").content.decode()
    assert "多 10" in page
    assert "少 5" in page
    assert client.post(f"/property/seats/{plan.pk}/move/").status_code == 302
    paper = Transfer.objects.get()
    assert (paper.status, paper.to_place, paper.to_class) == ("posted", room_b, class_b)
    moved = {line.asset.name: line.asset.qty for line in paper.lines.select_related("asset")}
    assert moved == {"学生课桌": 5, "学生椅": 5}
    now = seating(plan, today=TODAY)
    assert [dict(one.has) for one in now.rooms] == [{"desk": 45, "chair": 43}, {"desk": 45, "chair": 45}]
    assert not now.moves
    assert client.get(f"/property/seats/{plan.pk}/sheet.pdf")["Content-Type"] == "application/pdf"


def test_what_stands_idle_is_used_next_and_what_is_short_then_is_told(rooms: Any) -> None:
    plan = make.seatplan()
    depot = make.asset(name="学生课桌", qty=4, value=Decimal(400), status="idle", place=places.place())
    first, second = plan.rooms.order_by("pk")
    services.heads_set(plan, {first.pk: 48, second.pk: 50}, actor=system_user())
    now = seating(plan, today=TODAY)
    assert [(one.good.name, one.card.status, one.qty) for one in now.moves] == [
        ("desk", "in_use", 2), ("desk", "idle", 4),
    ]  # fmt: skip
    assert dict(now.short) == {"desk": 4, "chair": 10}
    services.seatplan_move(plan, today=TODAY, actor=people.user_in("director"))
    depot.refresh_from_db()
    assert (depot.status, depot.place) == ("in_use", second.place)
    with pytest.raises(ValidationError, match="没有可以调的"):
        services.seatplan_move(plan, today=TODAY, actor=system_user())


def test_a_bunk_sleeps_two_and_the_beds_of_a_room_are_its_heads_at_first() -> None:
    room = places.room()
    make.asset(name="双层床", qty=4, value=Decimal(4000), place=room)
    plan = make.seatplan(kind="beds")
    assert plan.rooms.get().heads == 8
    services.heads_set(plan, {plan.rooms.get().pk: 10}, actor=system_user())
    assert dict(seating(plan, today=TODAY).short) == {"bed": 2}


# --- looking after things ----------------------------------------------------------------------------------------


def test_an_upkeep_done_is_due_again_and_says_when_it_was_late() -> None:
    plan = make.upkeep(due_on=date(2026, 3, 1), interval_months=6)
    done = services.upkeep_done(
        upkeep=plan, done_on=date(2026, 3, 5), firm="凉风制冷", cost=Decimal(80), today=TODAY, actor=system_user()
    )
    plan.refresh_from_db()
    assert (done.is_late, done.was_due_on) == (True, date(2026, 3, 1))
    assert (plan.last_on, plan.due_on) == (date(2026, 3, 5), date(2026, 9, 5))
    with pytest.raises(ValidationError, match="写明是什么情况"):
        make.upkeepdone(upkeep=plan, fine=False)
    with pytest.raises(ValidationError, match="谁做的"):
        make.upkeepdone(upkeep=plan, firm="")


def test_learning_a_new_machine_is_done_once_and_a_written_off_thing_is_not_looked_after() -> None:
    once = make.upkeep(kind="learn", interval_months=None)
    make.upkeepdone(upkeep=once)
    assert Upkeep.objects.get(pk=once.pk).status == UpkeepStatus.STOPPED
    card = make.asset()
    plan = make.upkeep(asset=card)
    services.upkeeps_stop(card, actor=system_user(), reason="BF2026-0009")
    assert Upkeep.objects.get(pk=plan.pk).status == UpkeepStatus.STOPPED
    with pytest.raises(ValidationError, match="只选一样"):
        make.upkeep(asset=card, asset_class=card.asset_class)


def test_a_borrower_is_told_before_the_day_the_day_after_and_every_week() -> None:
    borrower = people.user_with("assets.view_loan")
    loan = make.loan(borrower=borrower.person, due_on=TODAY + 10 * DAY)
    told = [n for n in range(30) if services.loans_remind(today=TODAY + n * DAY)]
    assert told == [7, 11, 18, 25]
    titles = list(Notice.objects.filter(user=borrower).order_by("pk").values_list("title", flat=True))
    assert (titles[0][-4:], titles[1][-4:]) == ("快到期了", "过期没还")
    services.loan_amend(Loan.objects.get(pk=loan.pk), due_on=TODAY + 60 * DAY, today=TODAY, actor=system_user())
    assert not services.loans_remind(today=TODAY + 40 * DAY)
    assert services.loans_remind(today=TODAY + 58 * DAY) == 1


def test_who_has_no_sign_in_is_answered_for_by_the_keepers() -> None:
    keeper = people.user_in("keeper")
    make.loan(borrower=people.person(), due_on=TODAY)
    assert services.loans_remind(today=TODAY) == 1
    assert Notice.objects.filter(user=keeper, title__contains="快到期").count() == 1


def test_who_looks_after_things_is_told_once_before_and_once_after() -> None:
    doer = people.user_with("assets.view_upkeep")
    make.upkeep(doer=doer.person, due_on=TODAY + 5 * DAY)
    told = [n for n in range(20) if services.upkeeps_remind(today=TODAY + n * DAY)]
    assert told == [0, 6]
    assert Notice.objects.filter(user=doer).count() == 2
