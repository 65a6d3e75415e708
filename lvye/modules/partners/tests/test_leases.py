from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.modules.partners import api, services
from lvye.modules.partners.models import Lease, LeaseStatus, RentReceipt, RentStatus
from lvye.modules.partners.spans import later, part, periods
from lvye.modules.partners.tests import make

TODAY = make.TODAY
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def receive(rent: Any, actor: Any, amount: str, number: str = "SJ-1", **said: Any) -> RentReceipt:
    said = {"received_on": TODAY, "today": TODAY} | said
    return services.rent_receive(rent, amount=Decimal(amount), number=number, actor=actor, **said)


@given(begins=DAYS, days=st.integers(0, 1500), every=st.sampled_from(["month", "quarter", "half", "year"]))
def test_periods_follow_each_other_without_gap_from_the_first_to_the_last_day(
    begins: date, days: int, every: str
) -> None:
    ends = begins + timedelta(days=days)
    found = list(periods(begins, ends, every))
    assert found[0][0] == begins
    assert found[-1][1] == ends
    assert all(one[1] + timedelta(days=1) == two[0] for one, two in pairwise(found))
    assert all(share == 1 for _first, _last, share in found[:-1])
    assert 0 < found[-1][2] <= 1


def test_a_month_later_than_the_last_of_january_is_the_last_of_february() -> None:
    assert later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert part(Decimal("100.00"), Decimal(1) / Decimal(3)) == Decimal("33.33")


@pytest.mark.django_db
def test_signing_lists_the_rent_of_each_period_with_its_day() -> None:
    lease = make.live_lease()
    rows = lease.rents.order_by("begins_on").values_list("begins_on", "due_on", "amount")
    assert list(rows) == [
        (date(2026, 3, 1), date(2026, 3, 10), Decimal("6000.00")),
        (date(2026, 9, 1), date(2026, 9, 10), Decimal("6000.00")),
    ]


@pytest.mark.django_db
def test_a_last_period_cut_short_costs_its_share() -> None:
    lease = make.live_lease(begins_on=date(2026, 3, 1), ends_on=date(2027, 5, 31), every=Lease.Every.YEAR)
    assert lease.rents.order_by("-begins_on")[0].amount == Decimal("1508.20")  # 92 of 366 days


@pytest.mark.django_db
def test_nothing_is_let_to_a_barred_partner(actor: Any) -> None:
    lease = make.agreed(make.lease())
    make.ban(partner=lease.partner)
    with pytest.raises(api.Barred), transaction.atomic():
        services.lease_sign(lease, signed_on=TODAY, today=TODAY, actor=actor)


@pytest.mark.django_db
def test_what_was_signed_is_not_changed(actor: Any) -> None:
    with pytest.raises(ValidationError, match="另签一份"), transaction.atomic():
        services.lease_change(make.live_lease(), rent=Decimal("1.00"), actor=actor)


@pytest.mark.django_db
def test_a_rent_is_settled_when_receipts_make_it_up(actor: Any) -> None:
    rent = make.rent()
    receive(rent, actor, "4000.00")
    rent.refresh_from_db()
    assert (rent.status, services.open_amount(rent)) == (RentStatus.DUE, Decimal("2000.00"))
    receive(rent, actor, "2000.00", "SJ-2")
    rent.refresh_from_db()
    assert rent.status == RentStatus.PAID


@pytest.mark.django_db
def test_more_than_is_open_is_not_taken(actor: Any) -> None:
    rent = make.rent()
    receive(rent, actor, "5999.99")
    with pytest.raises(ValidationError, match=r"还差0.01元"), transaction.atomic():
        receive(rent, actor, "0.02", "SJ-2")


@pytest.mark.django_db
def test_a_receipt_number_is_used_once(actor: Any) -> None:
    rent = make.rent()
    receive(rent, actor, "1.00")
    with pytest.raises(ValidationError, match=r"这个收据号已经用过|已经有了"), transaction.atomic():
        receive(rent, actor, "1.00")


@pytest.mark.django_db
def test_a_void_receipt_opens_its_rent_again(actor: Any) -> None:
    rent = make.rent()
    receipt = receive(rent, actor, "6000.00")
    services.rentreceipt_void(receipt, why="写错了人", actor=actor)
    rent.refresh_from_db()
    assert (rent.status, services.open_amount(rent)) == (RentStatus.DUE, Decimal("6000.00"))


@pytest.mark.django_db
def test_a_part_let_off_by_decision_is_not_asked_for(actor: Any) -> None:
    rent = services.rent_waive(make.rent(), waived=Decimal("1000.00"), why="校长办公会决定", actor=actor)
    assert services.open_amount(rent) == Decimal("5000.00")
    receive(rent, actor, "5000.00")
    rent.refresh_from_db()
    assert rent.status == RentStatus.PAID


@pytest.mark.django_db
def test_a_rent_let_off_whole_is_waived(actor: Any) -> None:
    rent = services.rent_waive(make.rent(), waived=Decimal("6000.00"), why="停业一学期", actor=actor)
    assert rent.status == RentStatus.WAIVED


@pytest.mark.django_db
def test_what_came_in_is_not_let_off(actor: Any) -> None:
    rent = make.rent()
    receive(rent, actor, "5500.00")
    with pytest.raises(ValidationError, match=r"最多还能减免500.00元"), transaction.atomic():
        services.rent_waive(rent, waived=Decimal("500.01"), why="说情", actor=actor)


@pytest.mark.django_db
def test_an_ended_lease_asks_for_no_period_to_come(actor: Any) -> None:
    lease = make.live_lease()
    ended = services.lease_end(lease, ended_on=TODAY, why="对方停业", today=TODAY, actor=actor)
    assert ended.status == LeaseStatus.ENDED
    statuses = list(lease.rents.order_by("begins_on").values_list("status", flat=True))
    assert statuses == [RentStatus.DUE, RentStatus.WAIVED]


@pytest.mark.django_db
def test_who_takes_rents_is_told_before_the_day_and_every_week_after_it(actor: Any) -> None:
    cashier = people.user_with("partners.add_rentreceipt", "partners.view_rent")
    make.rent()

    def told() -> int:
        return Notice.objects.filter(user=cashier, target="partners.rent").count()

    assert services.rents_remind(today=date(2026, 3, 2)) == 0
    assert services.rents_remind(today=date(2026, 3, 3)) == 1
    assert services.rents_remind(today=date(2026, 3, 4)) == 0
    assert told() == 1
    assert services.rents_remind(today=date(2026, 3, 11)) == 1
    assert services.rents_remind(today=date(2026, 3, 12)) == 0
    assert services.rents_remind(today=date(2026, 3, 18)) == 1
