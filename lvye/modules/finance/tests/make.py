"""One valid record of each kind."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.approvals import api as approvals
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, term_add
from lvye.modules.finance import services
from lvye.modules.finance.models import (
    Account,
    Adjustment,
    AdjustmentLine,
    Appraisal,
    AppraisalLine,
    Book,
    Budget,
    BudgetLine,
    BudgetStatus,
    CarryLine,
    CarryOver,
    CashCount,
    Claim,
    ClaimLine,
    Commitment,
    DayClose,
    Debt,
    Entry,
    Filing,
    Finding,
    Income,
    Invoice,
    Item,
    MonthClose,
    OverRun,
    PayChange,
    Payment,
    Payout,
    PayRow,
    Repayment,
    Review,
    Volume,
    Voucher,
)

_numbers = count(1)
TODAY = date(2026, 3, 10)
ACCOUNTS = (
    ("100101", "现金", "asset", "financial", "debit", "cash"),
    ("100201", "银行存款", "asset", "financial", "debit", "bank"),
    ("160103", "通用设备", "asset", "financial", "debit", "none"),
    ("2103", "应缴财政款", "liability", "financial", "credit", "none"),
    ("2307", "其他应付款", "liability", "financial", "credit", "none"),
    ("2501", "长期借款", "liability", "financial", "credit", "none"),
    ("3001", "累计盈余", "net", "financial", "credit", "none"),
    ("4605", "租金收入", "income", "financial", "credit", "none"),
    ("5001", "业务活动费用", "expense", "financial", "debit", "none"),
    ("6609", "其他预算收入", "budget_income", "budget", "credit", "none"),
    ("7201", "事业支出", "budget_expense", "budget", "debit", "none"),
    ("7701", "债务还本支出", "budget_expense", "budget", "debit", "none"),
    ("800102", "货币资金", "budget_balance", "budget", "debit", "none"),
    ("8202", "非财政拨款结余", "budget_balance", "budget", "credit", "none"),
)


def chart(code: str) -> Account:
    """An account of the small chart tests play with, made when first asked for."""
    known = Account.objects.filter(code=code).first()
    if known:
        return known
    [(_code, name, kind, system, side, journal)] = [row for row in ACCOUNTS if row[0] == code]
    return records.create(
        Account, actor=system_user(), code=code, name=name, kind=kind, system=system, side=side, journal=journal
    )


def books() -> Book:
    """The school's own books with the accounts deeds ask for."""
    for row in ACCOUNTS:
        chart(row[0])
    known = Book.objects.filter(code="school").first()
    return known or records.create(Book, actor=system_user(), code="school", name="学校", is_parallel=True)


def book(**values: Any) -> Book:
    n = next(_numbers)
    return records.create(Book, actor=system_user(), **({"code": f"book{n}", "name": f"账套{n}"} | values))


def account(**values: Any) -> Account:
    n = next(_numbers)
    given = {"code": f"9{n:05d}", "name": f"科目{n}", "kind": "asset"}
    return records.create(Account, actor=system_user(), **(given | values))


def item(**values: Any) -> Item:
    n = next(_numbers)
    given = {"code": f"309{n:03d}", "name": f"支出{n}", "account": values.get("account") or chart("5001")}
    return records.create(Item, actor=system_user(), **(given | values))


def budget(**values: Any) -> Budget:
    actor = values.pop("actor", None) or system_user()
    status = values.pop("status", None)
    year = values.pop("year", None) or 2000 + next(_numbers) % 100
    made = services.budget_make(year=year, book=values.pop("book", None) or book(), actor=actor, **values)
    return records.amend(made, actor=actor, status=status) if status else made


def running(year: int = 2026) -> Budget:
    """The school's budget of a year, in force; its lines are added while it is a draft."""
    known = Budget.objects.filter(year=year, book=books()).first()
    return known or budget(year=year, book=books(), status=BudgetStatus.RUNNING)


def budgetline(**values: Any) -> BudgetLine:
    n = next(_numbers)
    chosen = values.pop("budget", None) or running()
    what = values.pop("item", None) or item()
    project = values.pop("project", f"项目{n}")
    given = {"amount": Decimal("1000.00"), "label": f"{project} · {what.name}", "project": project}
    return records.create(BudgetLine, actor=system_user(), budget=chosen, item=what, **(given | values))


def adjustment(**values: Any) -> Adjustment:
    first, second = budgetline(), budgetline()
    changes = values.pop("changes", None) or [(first, Decimal(-10)), (second, Decimal(10))]
    given = {"why": f"调剂{next(_numbers)}", "today": TODAY, "actor": system_user()}
    return services.adjustment_make(budget=changes[0][0].budget, changes=changes, **(given | values))


def adjustmentline(**values: Any) -> AdjustmentLine:
    return adjustment(**values).lines.order_by("pk")[0]


def commitment(**values: Any) -> Commitment:
    about = values.pop("about", None) or item()
    given = {"amount": Decimal(10), "actor": system_user()}
    return services.commit(values.pop("line", None) or budgetline(), about=about, **(given | values))


def overrun(**values: Any) -> OverRun:
    given = {
        "line": values.get("line") or budgetline(), "amount": Decimal(20), "over": Decimal(5), "how": "warned",
        "what": f"多花{next(_numbers)}", "by": system_user(), "on": TODAY,
    }  # fmt: skip
    return records.create(OverRun, actor=system_user(), **(given | values))


def payment(**values: Any) -> Payment:
    given = {"payee": "供货商", "amount": Decimal("100.00"), "what": f"买东西{next(_numbers)}", "actor": system_user()}
    return services.payment_make(line=values.pop("line", None) or budgetline(), **(given | values))


def invoice(**values: Any) -> Invoice:
    given = {
        "number": f"2632{next(_numbers):016d}",
        "seller": "文具店",
        "amount": Decimal("100.00"),
        "issued_on": TODAY,
    }
    return services.invoice_record(actor=system_user(), **(given | values))


def outlay(**values: Any) -> services.Outlay:
    given = {"on": TODAY, "what": "粉笔", "amount": Decimal("30.00"), "no_invoice": "小额零星"}
    return services.Outlay(**(given | values))


def claim(**values: Any) -> Claim:
    given = {
        "person": values.get("person") or people.person(), "what": f"零星用品{next(_numbers)}", "today": TODAY,
        "outlays": values.get("outlays") or [outlay()], "actor": system_user(),
    }  # fmt: skip
    return services.claim_make(line=values.pop("line", None) or budgetline(), **(given | values))


def claimline(**values: Any) -> ClaimLine:
    return claim(**values).lines.order_by("pk")[0]


def voucher(**values: Any) -> Voucher:
    sides = [
        services.Side(chart("5001"), debit=Decimal("50.00")), services.Side(chart("2501"), credit=Decimal("50.00"))
    ]  # fmt: skip
    given = {"book": books(), "on": TODAY, "summary": f"计提{next(_numbers)}", "sides": sides, "actor": system_user()}
    return services.voucher_write(**(given | values))


def entry(**values: Any) -> Entry:
    return voucher(**values).entries.order_by("pk")[0]


def dayclose(**values: Any) -> DayClose:
    given = {
        "book": book(), "account": chart("100101"), "on": TODAY, "counted": Decimal(0), "today": TODAY,
        "actor": system_user(),
    }  # fmt: skip
    return services.day_close(**(given | values))


def monthclose(**values: Any) -> MonthClose:
    given = {"book": book(), "month": "2026-02", "now": timezone.now(), "actor": system_user()}
    return services.month_close(**(given | values))


def cashcount(**values: Any) -> CashCount:
    chart("100101")
    given = {
        "book": book(), "on": TODAY, "counted": Decimal(0), "cashier": people.user_with(), "actor": system_user(),
    }  # fmt: skip
    return services.cash_count(**(given | values))


def income(**values: Any) -> Income:
    books()
    given = {
        "book": books(), "kind": "contract", "on": TODAY, "payer": "承包人", "what": f"承包费{next(_numbers)}",
        "amount": Decimal("500.00"), "account": chart("100201"), "today": TODAY, "actor": system_user(),
    }  # fmt: skip
    return services.income_record(**(given | values))


def debt(**values: Any) -> Debt:
    given = {
        "creditor": "信用社", "what": f"借款{next(_numbers)}", "principal": Decimal("50000.00"), "began_on": TODAY,
        "actor": system_user(),
    }  # fmt: skip
    return services.debt_record(**(given | values))


def repayment(**values: Any) -> Repayment:
    given = {"on": TODAY, "principal": Decimal("100.00"), "today": TODAY, "actor": system_user()}
    return services.repayment_record(debt=values.pop("debt", None) or debt(), **(given | values))


def term() -> Term:
    known = Term.objects.first()
    return known or term_add(
        school_year=2025, half=2, begins_on=TODAY - timedelta(days=15), ends_on=TODAY + timedelta(days=110),
        actor=system_user(),
    )  # fmt: skip


def review(**values: Any) -> Review:
    given = {
        "term": term(), "book": book(), "on": TODAY, "members": [people.person(), people.person()],
        "actor": system_user(),
    }  # fmt: skip
    return services.review_begin(**(given | values))


def finding(**values: Any) -> Finding:
    given = {
        "what": f"手续不全{next(_numbers)}", "measure": "补签", "person": values.get("person") or people.person(),
        "due_on": TODAY, "actor": system_user(),
    }  # fmt: skip
    return services.finding_add(review=values.pop("review", None) or review(), **(given | values))


def payout(**values: Any) -> Payout:
    given = {
        "month": "2026-03", "kind": "class_teacher", "heads": 18, "amount": Decimal("7200.00"), "due_on": TODAY,
        "note": f"第{next(_numbers)}批", "actor": system_user(),
    }  # fmt: skip
    return services.payout_add(**(given | values))


def filing(**values: Any) -> Filing:
    given = {"kind": "yearly", "name": f"年报{next(_numbers)}", "to": "教育局", "due_on": TODAY}
    return records.create(Filing, actor=system_user(), **(given | values))


def carryover(**values: Any) -> CarryOver:
    """Of a year that is over, into the next, both with nothing in them but one line: long ago, others book in 2026."""
    source = values.pop("source", None) or budgetline(budget=running(2020)).budget
    given = {"carried": {}, "note": "结转", "today": date(source.year + 1, 1, 5), "actor": system_user()}
    running(source.year + 1)
    return services.carry_make(source, **(given | values))


def carryline(**values: Any) -> CarryLine:
    return carryover(**values).lines.order_by("pk")[0]


def paychange(**values: Any) -> PayChange:
    given = {
        "person": values.get("person") or people.person(), "kind": "housing", "month": "2026-03",
        "amount": Decimal("1200.00"), "why": f"基数调整{next(_numbers)}", "actor": system_user(),
    }  # fmt: skip
    return services.paychange_record(**(given | values))


def payrow(**values: Any) -> PayRow:
    given = {"payout": values.get("payout") or payout(), "person": values.get("person") or people.person()}
    return services.payrow_add(**({"amount": Decimal("1200.00"), "actor": system_user()} | given | values))


def volume(**values: Any) -> Volume:
    """A bank's statements of a year: nothing of them stands in the books."""
    given = {
        "book": values.get("book") or book(), "year": 2025, "kind": "bank", "title": f"对账单{next(_numbers)}",
        "sheets": 12, "place": "财务室 1 柜", "keeper": values.get("keeper") or people.person(),
        "bound_on": date(2026, 1, 20), "actor": system_user(),
    }  # fmt: skip
    return services.volume_bind(**(given | values))


def appraisal(**values: Any) -> Appraisal:
    lines = values.pop("lines", None) or {volume(year=2005): ("destroy", None, "")}
    group = values.pop("members", None) or [people.person() for _ in range(3)]
    given = {"on": TODAY, "words": f"期满{next(_numbers)}", "actor": system_user()}
    return services.appraisal_begin(lines=lines, members=group, **(given | values))


def appraisalline(**values: Any) -> AppraisalLine:
    return appraisal(**values).lines.order_by("pk")[0]


def signed(paper: Any, *, by: User | None = None) -> Any:
    """The paper with the signature of the vice-principal's single pen, and the principal's where it is large."""
    asking = approvals.asking_of(paper)
    while asking is not None and asking.status == approvals.Asking.Status.ASKED:
        posts = [turn.post.code for turn in approvals.holding(asking)[0] if turn.post]
        asking = approvals.agree(asking, actor=by or people.user_in(*posts))
    paper.refresh_from_db()
    return paper


def chains() -> None:
    """The chains a school begins with, and somebody in each post they name."""
    if not approvals.ApprovalChain.objects.exists():
        for post in ("vice_principal", "principal"):
            people.user_in(post)
        approvals.chains_prepare(actor=system_user())


def cashier() -> User:
    """A cashier who may sign in."""
    return people.user_in("cashier")


def bookkeeper() -> User:
    """A bookkeeper who may sign in."""
    return people.user_in("finance")
