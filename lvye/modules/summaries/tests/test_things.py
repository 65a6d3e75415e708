"""Property, stores and money in the summary: told from their records, each number opening them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.figures.api import rows
from lvye.kernel.terms.api import term_period
from lvye.kit.days import at_hour
from lvye.modules.assets.tests import make as assets
from lvye.modules.canteen.tests import make as canteen
from lvye.modules.finance.tests import make as finance
from lvye.modules.partners.tests import make as partners
from lvye.modules.security.tests import make as security
from lvye.modules.stores.tests import make as stores
from lvye.modules.works.tests import make as works

from . import make
from .test_sentences import draft, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def term(db: None) -> Any:
    return make.spring()


def test_what_came_and_what_it_cost_is_told_and_opens_its_cards() -> None:
    cards = [assets.asset(acquired_on=date(2026, 3, day), value=Decimal(3000)) for day in (2, 9)]
    assets.asset(acquired_on=date(2024, 9, 1), value=Decimal(999))
    summary = draft()
    assert "新增资产2件，价值6,000元" in text_of(summary)
    assert any(slot["figure"] == "assets.added" for slot in summary.body["slots"].values())
    assert {card.pk for card in rows("assets.added", term_period(make.spring()))} == {card.pk for card in cards}


def test_income_and_contracts_are_told(db: None) -> None:
    finance.income(amount=Decimal("500.00"))
    partners.signed()
    text = text_of(draft())
    assert "登记收入500元" in text
    assert "签订合同1份" in text


def test_where_there_is_nothing_there_is_no_heading() -> None:
    heads = [block["text"] for block in draft().body["blocks"] if block["kind"] in ("h1", "h2")]
    assert {"物资供应", "采购与合同", "校产管理", "经费使用"} & set(heads) == set()


def test_what_the_store_gave_out_is_told() -> None:
    stores.issue()
    text = text_of(draft())
    assert "按需领用，开出领用单1张，合计5元" in text
    assert "物资入库50元" in text


def test_works_completed_are_told_by_name_with_what_was_found() -> None:
    work = works.passed(name="屋面防水维修")
    text = text_of(draft())
    assert f"完成工程1项（{work.name}），概算100,000元，按期率100%" in text
    assert "日志1条" in text


def test_the_kitchen_and_the_gate_are_told() -> None:
    day = make.spring().begins_on + timedelta(days=8)
    canteen.meal(day=day)
    security.entry(at=at_hour(day, 9), now=at_hour(day, 9))
    text = text_of(draft())
    assert "食堂供餐1餐" in text
    assert "没有发生饮食卫生事故" in text
    assert "门卫值班日志记录1条" in text
