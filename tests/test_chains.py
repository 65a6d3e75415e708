"""The page of the chain, on every register that stands in one."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import escape

from lvye.kernel.accounts.api import system_user
from lvye.kernel.figures.api import address, figures
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import current, term_period
from lvye.modules.repairs.tests import make as repairs
from lvye.modules.worklog.tests import make as worklog

pytestmark = pytest.mark.django_db


def test_whose_eyes_a_record_is_not_for_does_not_see_its_chain(client: Any, clerk: Any, allow: Any) -> None:
    job = repairs.job()
    client.force_login(clerk)
    assert client.get(reverse("repairs.job:chain", args=[job.pk])).status_code == 403
    allow("worklog.view_line")
    assert client.get(reverse("repairs.job:chain", args=[job.pk])).status_code == 403


def test_a_repair_tells_the_sentence_it_came_from_and_the_figures_that_count_it(may_all: Any) -> None:
    line = records.amend(worklog.line(), job=repairs.job(), actor=system_user())
    page = may_all.get(reverse("repairs.job:chain", args=[line.job_id])).content.decode().partition('class="chain"')[2]
    first, second, third = (page.index(f"/{key}/{pk}/") for key, pk in _stations(line))
    assert first < second < third
    term = current(line.job.reported_at.date())
    assert escape(address("repairs.reported", term_period(term) if term else None)) in page
    assert str(figures["repairs.reported"].label) in page


def _stations(line: Any) -> tuple[tuple[str, int], ...]:
    return ("worklog/entry", line.entry_id), ("worklog/line", line.pk), ("repairs/job", line.job_id)
