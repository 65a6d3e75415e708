from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from lvye.kernel.people.tests import make as people
from lvye.modules.partners import api, services
from lvye.modules.partners.models import LicenceStatus
from lvye.modules.partners.tests import make

TODAY = make.TODAY
pytestmark = pytest.mark.django_db


def bars(partner: Any, **said: Any) -> tuple[str, ...]:
    return api.standing(partner, on=said.pop("on", TODAY), **said).bars


def test_a_partner_with_all_its_licences_may_be_ordered_from() -> None:
    business = make.licencekind(is_for_all=True)
    partner = make.partner()
    make.licence(partner=partner, kind=business)
    api.refuse_if_barred(partner, on=TODAY)
    assert api.standing(partner, on=TODAY).is_clear


def test_a_licence_every_partner_must_hold_is_missed() -> None:
    business = make.licencekind(is_for_all=True)
    with pytest.raises(api.Barred, match=f"没有登记{business.name}"), transaction.atomic():
        api.refuse_if_barred(make.partner(), on=TODAY)


def test_a_lapsed_licence_blocks_ordering_from_the_day_after_its_last() -> None:
    licence = make.licence(ends_on=date(2026, 3, 10))
    api.refuse_if_barred(licence.partner, on=date(2026, 3, 10))
    with pytest.raises(api.Barred, match="已于2026年3月10日到期"), transaction.atomic():
        api.refuse_if_barred(licence.partner, on=date(2026, 3, 11))


def test_a_licence_without_an_end_never_lapses() -> None:
    licence = make.licence(ends_on=None)
    api.refuse_if_barred(licence.partner, on=date(2099, 1, 1))


def test_a_renewed_licence_opens_the_way_again(actor: Any) -> None:
    old = make.licence(ends_on=date(2026, 3, 1))
    assert bars(old.partner)
    make.licence(partner=old.partner, kind=old.kind, ends_on=date(2029, 3, 1))
    old.refresh_from_db()
    assert old.status == LicenceStatus.REPLACED
    assert not bars(old.partner)


def test_a_new_licence_may_not_be_shorter_than_the_one_it_replaces() -> None:
    old = make.licence(ends_on=date(2027, 3, 1))
    with pytest.raises(Exception, match="新证的有效期比现有的这张短"), transaction.atomic():
        make.licence(partner=old.partner, kind=old.kind, ends_on=date(2026, 3, 1))


def test_a_withdrawn_licence_counts_as_missing(actor: Any) -> None:
    licence = make.licence(kind=make.licencekind(is_for_all=True))
    services.licence_withdraw(licence, why="被吊销", actor=actor)
    assert bars(licence.partner) == (f"没有登记{licence.kind.name}",)


def test_what_a_class_needs_is_asked_of_orders_of_that_class_only() -> None:
    food = make.licencekind()
    meals, paper = make.supplycategory(needs=[food]), make.supplycategory()
    partner = make.partner(categories=[meals, paper])
    assert bars(partner, category=meals) == (f"没有登记{food.name}",)
    assert not bars(partner, category=paper)
    make.licence(partner=partner, kind=food, ends_on=date(2026, 1, 1))
    assert bars(partner, category=meals)
    assert not bars(partner, category=paper)


def test_a_ban_holds_from_its_first_to_its_last_day() -> None:
    ban = make.ban(begins_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
    assert not bars(ban.partner, on=date(2026, 2, 28))
    assert "禁止交易名单" in bars(ban.partner, on=date(2026, 3, 1))[0]
    assert ban.words in bars(ban.partner, on=date(2026, 3, 31))[0]
    assert not bars(ban.partner, on=date(2026, 4, 1))


def test_a_ban_that_was_lifted_holds_no_longer_from_that_day(actor: Any) -> None:
    ban = services.ban_lift(make.ban(), why="已经整改", today=TODAY, actor=actor)
    assert not bars(ban.partner)


def test_a_ban_is_lifted_with_a_reason_only(actor: Any) -> None:
    with pytest.raises(Exception, match="请写明为什么解除"), transaction.atomic():
        services.ban_lift(make.ban(), why=" ", today=TODAY, actor=actor)


def test_a_partner_that_left_is_not_ordered_from_until_it_is_readmitted(actor: Any) -> None:
    partner = services.partner_leave(make.partner(), why="多次延误", today=TODAY, actor=actor)
    assert bars(partner) == ("已于2026年3月10日退出（多次延误）",)
    assert not bars(services.partner_readmit(partner, actor=actor))


def test_a_licence_without_its_copy_is_a_concern_and_no_bar() -> None:
    licence = make.licence()
    found = api.standing(licence.partner, on=TODAY)
    assert found.is_clear
    assert found.concerns == (f"缺复印件：{licence.kind.name}",)


def test_a_licence_that_ends_soon_is_a_concern() -> None:
    licence = make.licence(ends_on=date(2026, 4, 1))
    assert f"{licence.kind.name}2026年4月1日到期" in api.standing(licence.partner, on=TODAY).concerns


def test_standings_of_many_take_as_many_queries_as_of_one(django_assert_num_queries: Any) -> None:
    first, second = make.licence().partner, make.licence().partner
    api.standings([first], on=TODAY)
    with django_assert_num_queries(6):
        api.standings([first], on=TODAY)
    with django_assert_num_queries(6):
        assert len(api.standings([first, second], on=TODAY)) == 2


def test_a_partner_may_supply_what_is_among_its_classes() -> None:
    own, other = make.supplycategory(), make.supplycategory()
    partner = make.partner(categories=[own])
    assert api.may_supply(partner, own)
    assert not api.may_supply(partner, other)
    assert list(api.partners_for(own)) == [partner]


@pytest.mark.parametrize("code", ["91350100M000100Y44", "91350100m000100y43 x", "12345"])
def test_a_credit_code_with_a_wrong_check_digit_is_refused(code: str) -> None:
    with pytest.raises(Exception, match="统一社会信用代码"), transaction.atomic():
        make.partner(credit_code=code)


def test_a_credit_code_is_kept_in_capitals_and_belongs_to_one() -> None:
    assert make.partner(credit_code="91350100m000100y43").credit_code == "91350100M000100Y43"
    with pytest.raises(Exception, match="登记在另一个单位名下"), transaction.atomic():
        make.partner(credit_code="91350100M000100Y43")


def test_the_usual_licences_and_classes_are_there_once(actor: Any) -> None:
    assert services.catalogue_prepare(actor=actor) > 20
    assert services.catalogue_prepare(actor=actor) == 0
    meals = api.SupplyCategory.objects.get(code="meals")
    assert [kind.code for kind in meals.needs.all()] == ["food"]


def test_nobody_without_the_right_sees_partners() -> None:
    assert not people.user_without_person().has_perm("partners.view_partner")
