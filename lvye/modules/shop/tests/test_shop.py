"""Checks, strikes, prices; a tenant with three serious findings signs no lease again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.records.api import attempt
from lvye.modules.partners.api import Barred
from lvye.modules.partners.models import Lease
from lvye.modules.partners.tests import make as partners
from lvye.modules.shop import services
from lvye.modules.shop.models import Check, Finding, Price
from lvye.modules.shop.tests import make

TODAY, DAY = make.TODAY, make.DAY
pytestmark = pytest.mark.django_db


def test_what_a_school_shop_may_not_sell_is_found_by_its_name() -> None:
    assert services.catalogue_prepare(actor=system_user()) == 5
    assert services.catalogue_prepare(actor=system_user()) == 0
    found = services.forbidden("口味王槟榔30元装")
    assert found is not None
    assert found.document
    assert services.forbidden("纯牛奶250ml") is None


def test_a_question_answered_no_needs_a_finding() -> None:
    with pytest.raises(ValidationError, match="哪件商品"), attempt():
        make.check(shelf=False)
    assert not Check.objects.exists()
    made = make.check(shelf=False, findings=[("expired", "酸奶过期两天"), ("", " ")])
    assert [(one.what, one.is_serious, one.due_on) for one in made.findings.all()] == [("酸奶过期两天", True, TODAY)]
    with pytest.raises(ValidationError, match="不是小卖部的"), attempt():
        make.check(lease=partners.lease(what=Lease.What.ROOMS))


def test_three_serious_findings_and_the_tenant_signs_no_lease_again() -> None:
    lease = partners.live_lease()
    first = make.finding(lease=lease, kind="expired", what="面包过期")
    services.finding_drop(first, done="是另一家的袋子", today=TODAY, actor=system_user())
    for kind in ("nameless", "banned"):
        make.finding(lease=lease, kind=kind, what=kind)
    make.finding(lease=lease, kind="hygiene")
    assert services.strikes(lease) == 2
    partners.lease(partner=lease.partner)
    make.finding(lease=lease, kind="expired", what="牛奶过期")
    with pytest.raises(Barred, match="3 次严重问题"), attempt():
        partners.lease(partner=lease.partner)


def test_a_dear_price_is_talked_about_until_it_is_cut() -> None:
    assert make.price(ours=Decimal(6)).status == Price.Status.FAIR
    dear = make.price()
    assert (dear.status, dear.gap) == (Price.Status.DEAR, Decimal("1.50"))
    with pytest.raises(ValidationError, match="比现在低"):
        services.price_cut(dear, agreed=Decimal("6.50"), today=TODAY, actor=system_user())
    assert services.price_cut(dear, agreed=Decimal(5), today=TODAY, actor=system_user()).cut_on == TODAY


def test_a_check_on_the_phone_from_the_page_of_the_shops(client: Any, clerk: Any, allow: Any) -> None:
    lease = partners.live_lease()
    allow("shop.view_check", "shop.add_check", "shop.view_finding", "partners.view_lease")
    client.force_login(clerk)
    page = client.get("/shops/").content.decode()
    assert lease.partner.name in page
    assert "这个月还没有查" in page
    address = f"/shops/check/{lease.pk}/"
    assert "没有烟、酒、槟榔" in client.get(address).content.decode()
    well = dict.fromkeys(("licence", "labels", "storage", "hygiene", "price", "banned"), "on")
    assert client.post(address, well).status_code == 400
    answer = client.post(address, well | {"kind-0": "expired", "what-0": "面包过期", "way": "surprise"})
    assert answer.status_code == 302
    assert Finding.objects.get().is_serious
    assert "面包过期" in client.get(answer["Location"]).content.decode()
