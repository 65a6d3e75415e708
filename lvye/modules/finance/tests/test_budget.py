"""What a budget line has left, and that nothing goes over it without somebody's name."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.figures import api as figures
from lvye.kernel.people.tests import make as people
from lvye.kernel.rules.api import rule_set
from lvye.kernel.terms.api import month_period
from lvye.modules.finance import reports, services
from lvye.modules.finance.models import Adjustment, BudgetStatus, Commitment, Fund, OverRun
from lvye.modules.finance.services import OverBudget
from lvye.modules.finance.tests import make
from lvye.modules.finance.tests.refusing import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(db: None) -> Any:
    return system_user()


def test_what_is_held_is_not_left_and_comes_back_when_released(actor: Any) -> None:
    line, about = make.budgetline(), make.item()
    services.commit(line, Decimal(300), about=about, actor=actor)
    assert services.left(line) == services.Left(Decimal(1000), Decimal(300), Decimal(0))
    assert services.left(line).left == 700
    assert services.release(about, actor=actor) == 1
    assert services.left(line).left == 1000


def test_a_second_call_changes_what_the_same_record_holds(actor: Any) -> None:
    line, about = make.budgetline(), make.item()
    services.commit(line, Decimal(900), about=about, actor=actor)
    services.commit(line, Decimal(950), about=about, actor=actor)
    assert services.left(line).left == 50
    assert Commitment.objects.count() == 1


def test_more_than_is_left_is_stopped_with_the_numbers(actor: Any) -> None:
    line = make.budgetline()
    services.commit(line, Decimal(900), about=make.item(), actor=actor)
    with refused(r"只剩 100.00元.*超出 50.00元", OverBudget):
        services.commit(line, Decimal(150), about=make.item(), actor=actor)
    assert services.left(line).left == 100
    assert not OverRun.objects.exists()


def test_a_reason_alone_does_not_open_the_stop() -> None:
    clerk = people.user_with("finance.view_budgetline")
    with refused("放行", OverBudget):
        services.commit(make.budgetline(), Decimal(1500), about=make.item(), actor=clerk, exception_reason="急用")


def test_who_may_let_it_through_names_himself_and_the_reason_and_the_auditor_sees_it() -> None:
    head = people.user_with("finance.exceed_budgetline")
    line = make.budgetline()
    services.commit(line, Decimal(1500), about=make.item(), actor=head, exception_reason="水管爆裂抢修")
    [kept] = OverRun.objects.all()
    assert (kept.by, kept.over, kept.why, kept.how) == (head, Decimal(500), "水管爆裂抢修", "named")
    assert services.left(line).left == -500


def test_where_the_rule_only_warns_it_goes_on_and_is_kept(actor: Any) -> None:
    rule_set("finance.over_stops", value=False, effective_from=date(2020, 1, 1), why="试行", actor=actor)
    services.commit(make.budgetline(), Decimal(1001), about=make.item(), actor=actor)
    assert OverRun.objects.get().how == OverRun.How.WARNED


def test_a_budget_that_is_not_in_force_gives_nothing(actor: Any) -> None:
    line = make.budgetline(budget=make.budget(status=BudgetStatus.CLOSED))
    with refused("已决算"):
        services.commit(line, Decimal(1), about=make.item(), actor=actor)


def test_a_line_in_force_changes_its_amount_by_papers_alone(actor: Any) -> None:
    line = make.budgetline()
    with refused("预算调整"):
        services.line_change(line, actor=actor, amount=Decimal(2000))


def test_a_move_between_lines_counts_once_it_is_agreed_to(actor: Any) -> None:
    first, second = make.budgetline(), make.budgetline()
    make.chains()
    paper = make.adjustment(changes=[(first, Decimal(-400)), (second, Decimal(400))])
    services.adjustment_send(paper, actor=actor)
    assert services.left(second).budget == 1000
    make.signed(paper)
    assert (services.left(first).budget, services.left(second).budget) == (600, 1400)


def test_a_move_that_does_not_sum_to_nothing_is_refused() -> None:
    first, second = make.budgetline(), make.budgetline()
    with refused("一增一减"):
        make.adjustment(changes=[(first, Decimal(-400)), (second, Decimal(300))])


def test_money_given_for_one_purpose_is_not_moved_away() -> None:
    special, other = make.budgetline(fund=Fund.SPECIAL), make.budgetline()
    with refused("专款专用"):
        make.adjustment(changes=[(special, Decimal(-1)), (other, Decimal(1))])


def test_more_money_needs_the_paper_it_rests_on() -> None:
    line = make.budgetline()
    with refused("依据文件"):
        make.adjustment(changes=[(line, Decimal(100))], kind=Adjustment.Kind.CHANGE)
    made = make.adjustment(changes=[(line, Decimal(100))], kind=Adjustment.Kind.CHANGE, document="教财〔2026〕3号")
    assert made.number.startswith("TZ-2026-")


def test_what_is_held_already_cannot_be_moved_away(actor: Any) -> None:
    line = make.budgetline()
    services.commit(line, Decimal(900), about=make.item(), actor=actor)
    with refused("没有占用"):
        make.adjustment(changes=[(line, Decimal(-200)), (make.budgetline(), Decimal(200))])


def test_the_final_account_waits_until_nothing_is_under_way(actor: Any) -> None:
    line, about = make.budgetline(), make.item()
    services.commit(line, Decimal(10), about=about, actor=actor)
    with refused("还没过完"):
        services.budget_close(line.budget, final_note="说明", today=date(2026, 12, 31), actor=actor)
    with refused("1 笔预算占用"):
        services.budget_close(line.budget, final_note="说明", today=date(2027, 1, 5), actor=actor)
    services.release(about, actor=actor)
    closed = services.budget_close(line.budget, final_note="收支平衡", today=date(2027, 1, 5), actor=actor)
    assert closed.status == BudgetStatus.CLOSED


def test_a_budget_says_how_much_it_keeps_back_and_when_that_is_little(actor: Any) -> None:
    draft = make.budget(book=make.books(), year=2030)
    for project, amount, rank in (("日常", 9800, "teaching"), ("机动", 200, "reserve")):
        services.line_add(
            budget=draft, project=project, item=make.item(), amount=Decimal(amount), rank=rank, actor=actor
        )
    reserve = services.budget_reserve(draft)
    assert (reserve.amount, reserve.share, reserve.is_short) == (200, Decimal("2.0"), True)


def test_what_is_spent_is_counted_by_project_urgency_and_budget_line_from_the_same_entries(actor: Any) -> None:
    first, second = make.budgetline(project="教学", rank="teaching"), make.budgetline(project="绿化", rank="later")
    for line, amount in ((first, 30), (second, 20), (second, 20)):
        sides = [
            services.Side(make.chart("5001"), debit=Decimal(amount), line=line),
            services.Side(make.chart("2501"), credit=Decimal(amount)),
        ]
        voucher = services.voucher_post(make.voucher(sides=sides), today=make.TODAY, actor=actor)
    services.voucher_reverse(voucher, reason="重复", today=make.TODAY, actor=actor)
    period = month_period(2026, 3)
    assert figures.one("finance.spent", period).value == 50
    by_rank = {value.keys["rank"]: value.value for value in figures.compute("finance.spent", period, by=("rank",))}
    assert by_rank == {"teaching": 30, "later": 20}
    assert services.left(second).spent == 20
    found = reports.execution(first.budget)
    assert found.whole.left.spent == 50
    assert {part.label: part.left.spent for part, _rows in found.projects} == {"教学": 30, "绿化": 20}
