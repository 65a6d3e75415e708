"""Journeys through the hand-made pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people.api import person_of
from lvye.kernel.people.tests import make as people
from lvye.modules.meals import checking, public, services
from lvye.modules.meals.models import Answer, Category, Fee, Leave, Month, Refund, Serving, Waste
from lvye.modules.meals.tests import make

TODAY = make.TODAY


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The clock of the screens stands at ten to eight on a school day."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.NOW)
    return make.NOW


def test_a_head_teacher_taps_who_does_not_eat_and_sees_no_other_class(
    client: Any, clerk: Any, allow: Any, morning: datetime
) -> None:
    head = person_of(allow("meals.tell_serving"))
    own, other = people.schoolclass(head=head), people.schoolclass()
    for group in (own, other):
        for _n in range(2):
            make.fee(pupil=make.pupil(group))
    client.force_login(clerk)
    address = f"/meal-book/today/{own.pk}/"
    assert client.get("/meal-book/today/")["Location"] == address
    assert client.get(f"/meal-book/today/{other.pk}/").status_code == 404
    away = Fee.objects.filter(school_class=own).first()
    assert away is not None
    page = client.get(address).content.decode()
    assert away.pupil.name in page
    assert "期末结算不了" in page
    assert client.post(address, {"away": [away.pupil_id]}).status_code == 302
    assert Serving.objects.get(school_class=own).eaten == 1
    assert Leave.objects.get().refund_from == TODAY
    stranger = Fee.objects.filter(school_class=other).values_list("pupil", flat=True)[0]
    assert client.post(address, {"away": [stranger]}).status_code == 302
    assert Serving.objects.get(school_class=own).eaten == 2


def test_the_till_collects_and_gives_back_and_the_books_settle_class_by_class(
    client: Any, clerk: Any, allow: Any, morning: datetime
) -> None:
    group, standard = people.schoolclass(), make.standard()
    for _n in range(2):
        make.pupil(group)
    allow("meals.all_fee", "meals.add_fee", "meals.settle_fee", "meals.add_refund")
    client.force_login(clerk)
    term = standard.term.code
    address = f"/meal-book/classes/{group.pk}/"
    given = {"do": "collect", "term": term, "standard": standard.pk, "paid": "1000", "day": "2026-03-09"}
    assert client.post(address, given).status_code == 302
    assert Fee.objects.filter(school_class=group).count() == 2
    page = client.get(f"/meal-book/classes/?term={term}").content.decode()
    assert "2 人交了 2,000.00元" in page
    client.post(address, {"do": "settle", "term": term})
    assert "学期到7月10日才结束" in client.get(f"/meal-book/classes/?term={term}").content.decode()
    make.serving(school_class=group, day=TODAY - make.DAY)
    for fee in Fee.objects.filter(school_class=group):
        Fee.objects.filter(pk=fee.pk).update(  # a settled class, without a hundred days of reports
            status="settled", days=1, eaten=1, charge=12, aid=0, until_on=TODAY, settled_on=TODAY
        )
    client.post(address, {"do": "refund", "term": term, "day": "2026-03-10"})
    assert [one.amount for one in Refund.objects.all()] == [Decimal(988), Decimal(988)]
    assert "结清了" in client.get(f"/meal-book/classes/?term={term}").content.decode()


def test_a_month_from_the_first_line_to_the_page_for_everybody(client: Any, clerk: Any, allow: Any) -> None:
    services.catalogue_prepare(actor=system_user())
    allow("meals.view_line", "meals.add_line", "meals.view_month", "meals.close_month", "meals.publish_month")
    client.force_login(clerk)
    assert "膳食账还没有开" in client.get("/meal-book/").content.decode()
    client.post("/meal-book/begin/", {"first": "2025-11-01", "stock": "500"})
    kinds = {one.code: one for one in Category.objects.all()}
    for code, amount in (("fee", "10000"), ("dishes", "9900")):
        services.line_add(
            day=date(2025, 11, 5), category=kinds[code], amount=Decimal(amount), words="某笔", today=date(2025, 12, 1),
            actor=system_user(),
        )  # fmt: skip
    month = Month.objects.get(first=date(2025, 11, 1))
    assert "11 月膳食账" in client.get("/meal-book/").content.decode()
    detail = f"/meals/month/{month.pk}/"
    assert "按实际就餐记伙食费" in client.get(detail).content.decode()
    assert client.get(f"/m/{public.token_of(month)}/").status_code == 404
    services.month_close(month, stock=Decimal(450), today=date(2025, 12, 2), actor=system_user())
    client.post(f"{detail}do/publish/")
    month.refresh_from_db()
    assert month.status == Month.Status.PUBLISHED
    assert public.address_of(month) in client.get(detail).content.decode()
    for address in (f"{detail}?as=print", f"/meal-book/months/{month.pk}/word/"):
        assert len(client.get(address).content) > 5000
    client.logout()
    page = client.get(f"/m/{public.token_of(month)}/").content.decode()
    assert "10,000.00" in page
    assert "0.50%" in page
    assert client.get("/m/202511.forged/").status_code == 404


def test_who_is_asked_answers_by_a_code_without_account_and_once(db: Any, client: Any, morning: datetime) -> None:
    survey = make.survey(side="parent", month=None)
    address = f"/y/{survey.code}/"
    assert "不用账号" in client.get(address).content.decode()
    marks = {"quality": 4, "price": 3, "hygiene": 5, "service": 5}
    assert client.post(address, marks | {"price": 9}).status_code == 400
    assert client.post(address, marks | {"words": "菜有点咸"}).status_code == 302
    assert "谢谢" in client.get(address).content.decode()
    client.post(address, marks)
    assert Answer.objects.count() == 1
    assert {field.name for field in Answer._meta.fields} & {"person", "name", "user"} == set()
    assert client.get("/y/WRONG/").status_code == 404


def test_the_scale_in_jin_is_told_by_the_head(client: Any, clerk: Any, allow: Any, morning: datetime) -> None:
    allow("meals.add_waste", "meals.view_waste")
    client.force_login(clerk)
    given = {"meal": "lunch", "kind": "plate", "kilos": "20", "unit": "jin"}
    assert client.post("/meal-book/weigh/", given).status_code == 400
    make.serving(due=200, eaten=200)
    assert client.post("/meal-book/weigh/", given).status_code == 302
    assert Waste.objects.get().kilos == Decimal(10)
    assert "人均 50 克" in client.get("/meal-book/weigh/").content.decode()


PRINTED = (
    ("项目", "本月金额", "本年累计金额"), ("一、伙食费收入", 1000, 3000), ("二、伙食费支出", 905, "2,700.00"),
    ("1.菜品支出", 600, 2000), ("2.米/油支出", 300, 700), ("三、税金及附加", None, None),
    ("四、管理费用", 80, 200), ("1.办公费", 80, 200), ("五、财务费用", 5, 10), ("1.利息收入", 1, 2),
    ("2.手续费", 6, 12), ("六、营业利润", 10, 90), ("营业外收入", None, None), ("七、利润总额", 10, None),
    ("九、营业利润率", "1.00%", "3.00%"),
)  # fmt: skip


def test_a_published_sheet_is_added_up_again_and_its_differences_shown(client: Any, clerk: Any, allow: Any) -> None:
    found = {(one.label, one.column): one for one in checking.check(checking.read(PRINTED))}
    assert found["伙食费支出", 0].difference == 5
    assert found["伙食费支出", 1].is_right
    assert found["财务费用", 0].is_right
    assert found["营业利润", 0].is_right
    assert found["利润总额", 1].is_right is None
    assert found["营业利润率", 1].is_right
    book = Workbook()
    for row in PRINTED:
        book.active.append(row)  # type: ignore[union-attr]
    kept = BytesIO()
    book.save(kept)  # house: a sheet in memory, no record
    allow("meals.view_line")
    client.force_login(clerk)
    page = client.post("/meal-book/recheck/", {"sheet": SimpleUploadedFile("a.xlsx", kept.getvalue())}).content.decode()
    assert "1 处对不上" in page
    refused = client.post("/meal-book/recheck/", {"sheet": SimpleUploadedFile("a.xlsx", b"no sheet")})
    assert refused.status_code == 400
