from __future__ import annotations

import pytest

from lvye.modules.repairs.models import Job
from lvye.modules.repairs.tests import make

pytestmark = pytest.mark.django_db


def test_each_maker_makes_a_valid_record() -> None:
    for name in (
        "trade", "category", "workitem", "worker", "contractor", "job", "jobline", "material", "urging", "rating",
        "visit", "referral", "contractorlink", "walk", "plannedwork",
    ):  # fmt: skip
        made = getattr(make, name)()
        assert made.pk
        assert str(made)
        made.full_clean()


def test_a_report_gets_the_next_number_of_its_day() -> None:
    assert [make.job().number for _ in range(3)] == ["260310-01", "260310-02", "260310-03"]
    assert Job.objects.filter(is_open="True").count() == 3
