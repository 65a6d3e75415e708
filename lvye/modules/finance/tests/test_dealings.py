"""Reports that fall due, payouts, what stands on the horizon."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.deadlines.api import horizon
from lvye.kernel.people.tests import make as people
from lvye.modules.finance import services
from lvye.modules.finance.tests import make
from lvye.modules.finance.tests.refusing import refused

pytestmark = pytest.mark.django_db


def names(today: Any) -> list[str]:
    return [str(one.deadline.name) for one in horizon(people.user_in("finance"), today, 60)]


def test_a_report_is_sent_once_and_stands_on_the_horizon_until_then() -> None:
    report = make.filing()
    assert "finance.filing" in names(make.TODAY)
    sent = services.filing_send(report, today=make.TODAY, actor=system_user())
    assert (sent.done_on, sent.by) == (make.TODAY, system_user())
    assert "finance.filing" not in names(make.TODAY)
    with refused(error=ValidationError):
        services.filing_send(report, today=make.TODAY, actor=system_user())


def test_income_owed_payouts_and_findings_stand_on_the_horizon() -> None:
    make.income(kind="disposal")
    make.payout()
    make.finding()
    assert {"finance.income", "finance.payout", "finance.finding"} <= set(names(make.TODAY))


def test_a_finding_is_mended_with_a_word_how() -> None:
    finding = make.finding()
    with refused("怎样整改"):
        services.finding_mend(finding, outcome=" ", actor=system_user())
    assert services.finding_mend(finding, outcome="补签了字", actor=system_user()).status == "mended"
