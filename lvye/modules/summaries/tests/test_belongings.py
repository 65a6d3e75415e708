from datetime import date
from decimal import Decimal

import pytest

from lvye.modules.assets.tests import make as assets
from lvye.modules.summaries import queries
from lvye.modules.summaries.models import Kind
from lvye.modules.summaries.writer import TOKEN

from . import make

pytestmark = pytest.mark.django_db


def test_the_term_tells_what_property_came_was_lent_and_was_broken() -> None:
    make.spring()
    assets.asset(qty=40, value=Decimal("10400.00"), acquired_on=date(2026, 3, 2))
    assets.loan()
    assets.damage()
    summary = make.summary(kind=Kind.TERM, period="2025-2")
    known = queries.shown_figures(summary)
    said = "".join(TOKEN.sub(lambda t: known[t[1]].text, b.get("text", "")) for b in summary.body["blocks"])
    for words in ("新增资产40件，价值10,400", "办理资产借用1次", "登记公物损坏、遗失1起"):
        assert words in said
    assert "报废" not in said
