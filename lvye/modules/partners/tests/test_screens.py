from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone

from lvye.kernel.exchange.api import bring_in
from lvye.kernel.people.tests import make as people
from lvye.kernel.registers.api import registers
from lvye.modules.partners import services
from lvye.modules.partners.models import Partner, RentReceipt
from lvye.modules.partners.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
DAY = timedelta(days=1)


def page(client: Any, user: Any, url: str, status: int = 200) -> str:
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == status, answer.content[:500]
    return str(answer.content.decode())


def paper(client: Any, user: Any, url: str) -> bytes:
    client.force_login(user)
    answer = client.get(url)
    assert answer["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def late_rent() -> Any:
    today = timezone.localdate()
    begins = today - 60 * DAY
    lease = make.lease(begins_on=begins, ends_on=begins + 400 * DAY, today=begins)
    signed = services.lease_sign(make.agreed(lease), signed_on=begins, today=today, actor=people.user_in("principal"))
    return signed.rents.order_by("begins_on").first()


def test_the_page_of_a_partner_says_first_whether_it_may_be_ordered_from(client: Any) -> None:
    licence = make.licence(ends_on=date(2026, 3, 1))
    html = page(client, people.user_in("buyer"), f"/partners/partner/{licence.partner_id}/")
    assert "不能下单" in html
    assert "已于2026年3月1日到期" in html


def test_the_page_of_a_contract_shows_what_is_late(client: Any) -> None:
    instalment = make.instalment(due_on=date(2026, 3, 1))
    html = page(client, people.user_in("director"), f"/partners/contract/{instalment.contract_id}/")
    assert "到期没付 500.00元" in html
    assert "9,500.00元" in html


def test_the_sheets_are_papers(client: Any) -> None:
    director = people.user_in("director")
    contract = make.instalment().contract
    make.guarantee(contract=contract)
    make.obligation(contract=contract)
    assert paper(client, director, f"/partners/contract/{contract.pk}/?as=print").startswith(b"%PDF")
    assert paper(client, director, f"/partners/evaluation/{make.evaluation().pk}/?as=print").startswith(b"%PDF")
    assert paper(client, director, f"/partners/rent/{late_rent().pk}/?as=print").startswith(b"%PDF")


def test_a_late_rent_is_taken_in_from_the_list(client: Any) -> None:
    rent, cashier = late_rent(), people.user_in("cashier")
    html = page(client, cashier, "/partners/rents/")
    assert "过期没有收齐" in html
    assert f"/partners/rentreceipt/new/?rent={rent.pk}&amp;amount=6000.00" in html
    said = {"rent": rent.pk, "amount": "6000.00", "received_on": timezone.localdate(), "how": "bank", "number": "A1"}
    assert client.post("/partners/rentreceipt/new/", said).status_code == 302
    assert RentReceipt.objects.get().amount == Decimal("6000.00")
    assert "过期没有收齐" not in page(client, cashier, "/partners/rents/")


def test_who_only_looks_is_not_offered_to_take_money(client: Any) -> None:
    late_rent()
    assert "收款" not in page(client, people.user_in("principal"), "/partners/rents/")


def test_a_teacher_sees_neither_rents_nor_evaluations(client: Any) -> None:
    teacher = people.user_in("teacher")
    page(client, teacher, "/partners/rents/", 403)
    page(client, teacher, "/partners/judge/", 403)


def test_the_year_shows_who_is_judged_and_who_is_not(client: Any) -> None:
    today = timezone.localdate()
    done = make.evaluation(year=today.year, today=today)
    waiting, tenant = make.partner(), make.partner(kind=Partner.Kind.TENANT)
    html = page(client, people.user_in("buyer"), "/partners/judge/")
    assert "评了 1 家，还有 1 家没评" in html
    assert f"?partner={waiting.pk}&amp;year={today.year}" in html
    assert done.partner.name in html
    assert tenant.name not in html


def test_the_first_page_shows_late_rents_to_the_cashier_and_barred_partners_to_the_buyer(client: Any) -> None:
    rent, ban = late_rent(), make.ban(begins_on=timezone.localdate())
    html = page(client, people.user_in("cashier"), "/")
    assert rent.lease.partner.name in html
    assert ban.partner.name not in html
    html = page(client, people.user_in("buyer"), "/")
    assert ban.partner.name in html


def test_the_horizon_says_what_a_lapsed_licence_blocks(client: Any) -> None:
    licence = make.licence(ends_on=timezone.localdate() - DAY)
    html = page(client, people.user_in("buyer"), "/horizon/")
    assert f"{licence.partner.name} {licence.kind.name}" in html
    assert "过期就不能再向它下单" in html


SHEET = """供应商名单,,,,,
单位名称,供货类别,联系人,联系电话,营业执照,营业执照有效期
益民文具店,办公用品、文具,张三,020-1,91350100M000100Y43,长期
恒昌食品公司,食品和食堂原料,李四,020-2,JY1,2027年5月31日
老店,办公用品,王五,020-3,,
"""


def bring(text: str) -> Any:
    reg, stream = registers["partners.partner"], BytesIO(text.encode("gbk"))
    return bring_in(reg, stream, "名单.csv", actor=people.user_in("director"))


def test_a_list_of_suppliers_is_brought_in_with_their_licences(actor: Any) -> None:
    services.catalogue_prepare(actor=actor)
    make.partner(name="老店", phone="老电话")
    outcome = bring(SHEET)
    assert outcome.problems == []
    assert outcome.made == 2
    assert any("“老店”已经登记" in note for note in outcome.notes)
    first, second = Partner.objects.get(name="益民文具店"), Partner.objects.get(name="恒昌食品公司")
    assert [one.code for one in first.categories.all()] == ["office"]
    assert first.note == "文具"
    assert first.licences.get().ends_on is None
    assert second.licences.get().ends_on == date(2027, 5, 31)
    assert Partner.objects.get(name="老店").phone == "老电话"


def test_a_row_that_cannot_be_read_is_named_and_nothing_is_written(actor: Any) -> None:
    services.catalogue_prepare(actor=actor)
    outcome = bring(SHEET.replace("2027年5月31日", "明年"))
    assert [(one.row, one.column) for one in outcome.problems] == [(4, "营业执照有效期")]
    assert not Partner.objects.exists()
