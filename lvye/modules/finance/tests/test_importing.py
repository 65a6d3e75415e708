"""The budget sheets schools have: brought in whole, or not at all."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from lvye.kernel.exchange.api import Outcome, bring_in, dry_run
from lvye.kernel.figures.api import compute, figures, one, stated
from lvye.kernel.people.tests import make as people
from lvye.kernel.registers.api import registers
from lvye.modules.finance import services
from lvye.modules.finance.models import BudgetLine
from lvye.modules.finance.tests import make

pytestmark = pytest.mark.django_db


def sheet(rows: list[list[Any]], merges: tuple[str, ...] = ()) -> BytesIO:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    for area in merges:
        page.merge_cells(area)
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    return kept


def items() -> None:
    make.item(code="30201", name="办公费")
    make.item(code="30213", name="维修(护)费")
    make.item(code="31003", name="专用设备购置")


def bring(rows: list[list[Any]], merges: tuple[str, ...] = ()) -> Outcome:
    return bring_in(registers["finance.budgetline"], sheet(rows, merges), "预算.xlsx", actor=people.user_in("finance"))


ODD = [
    ["青禾学校2027年部门预算表", None, None, None, None],
    ["单位：万元", None, None, None, None],
    ["项目名称", "部门经济分类", "资金性质", "预算数（万元）", "测算依据"],
    ["日常运转", "30201 办公费", "公用经费", 12.5, "生均定额"],
    [None, "维修（护）费", "公用", "３．２", ""],
    ["实验室", "31003", "专项资金", "8.00", "教育局文件"],
    ["合计", None, None, 23.7, None],
]  # fmt: skip


def test_a_budget_sheet_with_title_merged_projects_total_and_ten_thousands_is_read() -> None:
    items()
    draft = make.budget(year=2027, book=make.books())
    outcome = bring(ODD, ("A1:E1", "A4:A5"))
    assert outcome.problems == []
    assert outcome.made == 3
    rows = {(row.project, row.item.code): row for row in draft.lines.select_related("item")}
    assert rows["日常运转", "30201"].amount == Decimal("125000.00")
    assert rows["日常运转", "30213"].amount == Decimal("32000.00")
    assert rows["实验室", "31003"].fund == "special"
    assert rows["实验室", "31003"].label == "实验室 · 专用设备购置"
    assert services.budget_total(draft) == Decimal("237000.00")


def test_every_row_that_cannot_be_read_is_named_and_nothing_is_written() -> None:
    items()
    make.budget(year=2027, book=make.books())
    rows = [
        ["项目", "支出科目", "资金来源", "金额"],
        ["日常运转", "办公费", "公用经费", 100], ["日常运转", "办公费", "公用经费", 200],
        ["日常运转", "会议费", "公用经费", 300], ["实验室", "31003", "彩票", "约5千"],
    ]  # fmt: skip
    outcome = bring(rows)
    assert [(one.row, one.column) for one in outcome.problems] == [
        (3, ""),
        (4, "支出科目"),
        (5, "金额"),
        (5, "资金来源"),
    ]
    assert not BudgetLine.objects.exists()


def test_a_budget_in_force_takes_no_sheet() -> None:
    items()
    make.running(2026)
    rows = [["项目", "支出科目", "金额", "年度"], ["日常运转", "办公费", 100, "2026年"]]
    outcome = dry_run(registers["finance.budgetline"], sheet(rows), "x.xlsx", actor=people.user_in("finance"))
    assert [str(one) for one in outcome.problems] == ["第 2 行：没有编制中的2026年度预算，先在“年度预算”里建一份。"]


def test_the_execution_rate_is_what_was_spent_of_the_adjusted_budget_and_names_both() -> None:
    make.chains()
    actor = people.user_with()
    first, second = (
        make.budgetline(amount=Decimal(1000), project="甲"),
        make.budgetline(amount=Decimal(500), project="乙"),
    )
    changes = [(first, Decimal(-200)), (second, Decimal(200))]
    move = services.adjustment_make(budget=first.budget, why="调", changes=changes, today=make.TODAY, actor=actor)
    services.adjustment_send(move, actor=actor)
    make.signed(move)
    sides = [
        services.Side(make.chart("5001"), debit=Decimal(600), line=first),
        services.Side(make.chart("2501"), credit=Decimal(600)),
    ]
    services.voucher_post(make.voucher(sides=sides), today=make.TODAY, actor=make.bookkeeper())
    rates = {value.keys["project"]: value.value for value in compute("finance.execution", None, by=("project",))}
    assert rates == {"甲": Decimal("75.0"), "乙": Decimal(0)}
    whole = one("finance.execution", None)
    assert (whole.value, whole.of, whole.rows) == (Decimal("40.0"), Decimal(1500), 2)
    assert stated(figures["finance.execution"], None) == "40%"
