"""The hand-made pages of money, as the posts see them."""

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from openpyxl import load_workbook

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.modules.finance import services
from lvye.modules.finance.models import Adjustment, Claim, DayClose, MonthClose, OverRun, Payment, PayStatus, Voucher
from lvye.modules.finance.queries import month_of
from lvye.modules.finance.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]


def words(answer: Any) -> str:
    document = pypdfium2.PdfDocument(answer.content)
    return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def line(db: None) -> Any:
    make.chains()
    return make.budgetline(budget=make.running(timezone.localdate().year), project="日常公用")


@pytest.fixture
def teacher(line: Any) -> User:
    return people.user_in("teacher", name="田老师")


def claimed(line: Any, **values: str) -> dict[str, str]:
    person = {"kind": "ordinary", "budget_line": str(line.pk), "what": "班级用品"}
    row = {"on-0": "2026-03-02", "what-0": "粉笔", "amount-0": "36.50", "number-0": "26310001", "seller-0": "文具店"}
    return {**person, **row, **values}


def test_what_is_left_is_told_while_one_types(client: Any, teacher: User, line: Any) -> None:
    client.force_login(teacher)
    said = client.get(f"/finance/left/?budget_line={line.pk}&amount-0=300&amount-1=1%2C200").content.decode()
    assert "还剩 1,000.00元" in said
    assert "超出 500.00元" in said
    assert "送不出去" in said
    assert "用了这一笔还剩 700.00元" in client.get(f"/finance/left/?budget_line={line.pk}&amount=300").content.decode()
    assert client.get("/finance/left/?budget_line=x").content.strip() == b""


def test_a_teacher_fills_in_a_claim_and_sees_only_his_own(client: Any, teacher: User, line: Any) -> None:
    client.force_login(teacher)
    make.claim(what="别人的")
    from lvye.kernel.people.api import person_of

    person = person_of(teacher)
    assert person is not None
    answer = client.post("/finance/claim/new/", claimed(line, person=str(person.pk)))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    made = Claim.objects.get(what="班级用品")
    assert (made.status, made.amount, made.invoices.get().number) == (PayStatus.ASKED, Decimal("36.50"), "26310001")
    page = client.get("/finance/claim/").content.decode()
    assert "班级用品" in page
    assert "别人的" not in page
    paper = words(client.get(f"/finance/claim/{made.pk}/?as=print"))
    assert "叁拾陆元伍角" in paper
    assert "26310001" in paper


def test_a_used_invoice_and_a_line_without_proof_are_refused_in_the_form(client: Any, teacher: User, line: Any) -> None:
    from lvye.kernel.people.api import person_of

    client.force_login(teacher)
    person = person_of(teacher)
    assert person is not None
    make.payment(invoices=[make.invoice(number="26310001")])
    again = client.post("/finance/claim/new/", claimed(line, person=str(person.pk)))
    assert again.status_code == 400
    assert "不能用两次" in again.content.decode()
    bare = client.post("/finance/claim/new/", claimed(line, **{"person": str(person.pk), "number-0": ""}))
    assert "没有发票的" in bare.content.decode()
    assert not Claim.objects.exists()


def test_a_draft_is_kept_and_written_anew(client: Any, teacher: User, line: Any) -> None:
    from lvye.kernel.people.api import person_of

    client.force_login(teacher)
    person = person_of(teacher)
    assert person is not None
    client.post("/finance/claim/new/", claimed(line, person=str(person.pk), keep="1"))
    made = Claim.objects.get()
    assert made.status == PayStatus.DRAFT
    assert "26310001" in client.get(f"/finance/claim/{made.pk}/edit/").content.decode()
    client.post(f"/finance/claim/{made.pk}/edit/", claimed(line, **{"person": str(person.pk), "amount-0": "40"}))
    made.refresh_from_db()
    assert (made.status, made.amount) == (PayStatus.ASKED, Decimal(40))


def test_a_payment_over_the_budget_needs_a_head_with_a_reason(client: Any, line: Any) -> None:
    client.force_login(people.user_in("director"))
    asked = {"budget_line": str(line.pk), "what": "抢修水管", "payee": "维修队", "amount": "1200"}
    refused = client.post("/finance/payment/new/", asked)
    assert refused.status_code == 400
    assert "超出 200.00元" in refused.content.decode()
    assert client.post("/finance/payment/new/", asked | {"reason": "全校停水"}).status_code == 302
    made = Payment.objects.get()
    assert (made.status, OverRun.objects.get().why) == (PayStatus.ASKED, "全校停水")
    paper = words(client.get(f"/finance/payment/{made.pk}/?as=print"))
    assert "壹仟贰佰元整" in paper


def test_the_cashier_pays_from_her_list(client: Any, line: Any) -> None:
    asker, today = people.user_with(), timezone.localdate()
    make.income(on=today, today=today, amount=Decimal(900))
    made = make.payment(line=line, actor=asker)
    services.payment_send(made, today=today, actor=asker)
    make.signed(made)
    client.force_login(make.cashier())
    assert made.what in client.get("/").content.decode()
    client.post(f"/finance/payment/{made.pk}/do/pay/", {"paid_from": str(make.chart("100201").pk)})
    made.refresh_from_db()
    assert made.status == PayStatus.PAID
    page = client.get(f"/finance/journal/?account={make.chart('100201').pk}").content.decode()
    assert "800.00" in page
    client.post("/finance/journal/close/", {"account": make.chart("100201").pk, "counted": "799"})
    assert not DayClose.objects.exists()
    client.post("/finance/journal/close/", {"account": make.chart("100201").pk, "counted": "800"})
    assert DayClose.objects.get().difference == 0


def test_the_page_of_a_budget_shows_how_it_is_carried_out(client: Any, line: Any) -> None:
    services.commit(line, Decimal(950), about=make.item(), actor=system_user())
    client.force_login(make.bookkeeper())
    page = client.get(f"/finance/budget/{line.budget_id}/").content.decode()
    assert "快用完" in page
    assert "50.00" in page
    paper = words(client.get(f"/finance/budget/{line.budget_id}/?as=print"))
    assert "预算执行情况表" in paper
    assert "950.00" in paper


def test_a_move_between_lines_is_written_on_a_paper(client: Any, line: Any) -> None:
    other = make.budgetline(budget=line.budget)
    client.force_login(make.bookkeeper())
    where = f"/finance/budget/{line.budget_id}/adjust/"
    assert "还剩 1,000.00元" in client.get(where).content.decode()
    rows = {"line-0": str(line.pk), "delta-0": "-100", "line-1": str(other.pk), "delta-1": "90"}
    asked = {"kind": "move", "why": "调剂", **rows}
    assert "一增一减" in client.post(where, asked).content.decode()
    assert client.post(where, asked | {"delta-1": "100"}).status_code == 302
    assert Adjustment.objects.get().status == "asked"


def test_the_bookkeeper_writes_posts_and_sets_right_a_voucher(client: Any, line: Any) -> None:
    client.force_login(make.bookkeeper())
    today = timezone.localdate().isoformat()
    given = {"book": str(make.books().pk), "on": today, "summary": "计提电费", "papers": "1"}
    given |= {"account-0": str(make.chart("5001").pk), "debit-0": "88", "account-1": str(make.chart("2501").pk)}
    assert "借贷不平" in client.post("/finance/voucher/new/", given | {"credit-1": "80"}).content.decode()
    assert client.post("/finance/voucher/new/", given | {"credit-1": "88"}).status_code == 302
    made = Voucher.objects.get()
    client.post(f"/finance/voucher/{made.pk}/do/post/")
    assert "记账凭证" in words(client.get(f"/finance/voucher/{made.pk}/?as=print"))
    client.post(f"/finance/voucher/{made.pk}/reverse/", {"reason": "多记了"})
    assert Voucher.objects.get(reverses=made).status == "posted"
    assert "已被红字凭证冲销" in client.get(f"/finance/voucher/{made.pk}/").content.decode()


def test_a_month_is_settled_reported_and_handed_to_the_centre(client: Any, line: Any) -> None:
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    voucher = make.voucher(on=last)
    client.force_login(make.bookkeeper())
    month = month_of(last)
    assert "没有记账" in client.get(f"/finance/month/?month={month}").content.decode()
    services.voucher_post(voucher, today=last, actor=system_user())
    client.post("/finance/month/close/", {"book": make.books().pk, "month": month})
    assert MonthClose.objects.get().month == month
    assert "已月结" in client.get(f"/finance/month/?month={month}").content.decode()
    assert "科目余额表" in words(client.get(f"/finance/month/?month={month}&as=print"))
    answer = client.get(f"/finance/month/vouchers.xlsx?month={month}")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[2]][1:4] == [voucher.number, voucher.summary, "5001"]
    assert voucher.number in client.get(f"/finance/month/vouchers.csv?month={month}").content.decode("utf-8-sig")
    assert client.get(f"/finance/report/?month={month}").status_code == 200
    assert "财务月报" in words(client.get(f"/finance/report/?month={month}&as=print"))


def test_the_publication_sheet_carries_income_spending_and_the_groups_word(client: Any, line: Any) -> None:
    make.income(amount=Decimal(12500))
    review = make.review(book=make.books())
    services.review_finish(review, result="手续齐全。", today=make.TODAY, actor=system_user())
    client.force_login(people.user_in("principal"))
    paper = words(client.get(f"/finance/review/{review.pk}/sheet.pdf"))
    assert "财务收支公示表" in paper
    assert "12,500.00" in paper
    assert "手续齐全" in paper


def test_cash_goes_to_the_bank_and_a_payout_is_asked_for(client: Any, line: Any) -> None:
    today = timezone.localdate()
    make.income(on=today, today=today, account=make.chart("100101"))
    client.force_login(make.cashier())
    cash, bank = make.chart("100101").pk, make.chart("100201").pk
    moved = {"book": make.books().pk, "source": cash, "to": bank, "amount": "200"}
    assert client.post("/finance/move/", moved).status_code == 302
    payout = make.payout(amount=Decimal(300), due_on=date(2026, 12, 1))
    client.force_login(make.bookkeeper())
    assert client.post(f"/finance/payout/{payout.pk}/ask/", {"budget_line": line.pk}).status_code == 302
    payout.refresh_from_db()
    assert payout.payment.status == PayStatus.ASKED


def test_each_post_finds_on_its_first_page_what_is_his(client: Any, line: Any) -> None:
    make.voucher()
    client.force_login(make.bookkeeper())
    assert "要记的账" in client.get("/").content.decode()
    client.force_login(people.user_in("principal"))
    assert "经费" in client.get("/").content.decode()
    client.force_login(people.user_in("teacher"))
    assert "要付的款" not in client.get("/").content.decode()
