"""Whatever is tried on a hazard in whatever order, what the school is promised holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvye.kernel.figures.api import one as figure
from lvye.kernel.files import api as files
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import span_period
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Hazard, Level, Status, Trace
from lvye.modules.inspections.tests import make
from lvye.modules.inspections.tests.conftest import Crew

NOW = make.NOW
DEEDS = ("warn", "assign", "start", "mend", "recheck", "fail", "close", "drop", "refer", "extend", "escalate")
WHO = ("director", "desk", "mender", "checker", "principal")


def _do(deed: str, hazard: Hazard, crew: Crew, actor: Any, now: Any, photo: list[Any]) -> None:
    if deed == "escalate":
        services.hazards_escalate(now=now, actor=actor)
        return
    given: dict[str, dict[str, Any]] = {
        "warn": {"photos": photo}, "assign": {"measure": "修", "responsible": crew.mender_person}, "start": {},
        "mend": {"note": "好了", "photos": photo}, "recheck": {"photos": photo}, "fail": {"note": "不行"},
        "close": {}, "drop": {"why": "none", "words": "看过"}, "refer": {"interim": "围起来"},
        "extend": {"words": "等料", "due_on": now.date() + timedelta(days=30)},
    }  # fmt: skip
    getattr(services, f"hazard_{deed}")(hazard, now=now, actor=actor, **given[deed])


def _holds(hazard: Hazard, *, dangerous: bool) -> None:
    order = list(hazard.traces.order_by("pk").values_list("kind", flat=True))
    if dangerous and Trace.Kind.ASSIGN in order:
        assert order.index(Trace.Kind.WARN) < order.index(Trace.Kind.ASSIGN)
    if hazard.status == Status.CLOSED:
        assert hazard.mended_by is not None
        assert hazard.mended_by not in {hazard.checked_by, hazard.closed_by}
        assert Trace.Kind.MEND in order
    if hazard.due_on is not None:
        assert hazard.first_due_on is not None
        assert hazard.first_due_on <= hazard.due_on
    assert hazard.is_open == (hazard.status not in {Status.CLOSED, Status.DROPPED})


@pytest.mark.django_db
def test_no_order_of_deeds_closes_a_hazard_wrongly_or_hides_it_from_the_rate(crew: Crew) -> None:
    kind, place = make.kind(), make.hazard().place
    photo = [files.receive(make.picture())]

    @settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
    @given(
        dangerous=st.booleans(),
        steps=st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(WHO)), min_size=3, max_size=9),
    )
    def run(dangerous: bool, steps: list[tuple[str, str]]) -> None:
        mark = transaction.savepoint()
        hazard = make.hazard(kind=kind, place=place, needs_warning=dangerous, photos=photo)
        now = NOW
        for deed, who in [*steps, ("warn", "desk"), ("assign", "desk"), ("mend", "mender"), ("recheck", "checker")]:
            now += timedelta(days=1)
            try:
                with records.attempt():
                    _do(deed, hazard, crew, getattr(crew, who), now, photo)
            except ValidationError:
                pass
            hazard = Hazard.objects.get(pk=hazard.pk)
            _holds(hazard, dangerous=dangerous)
        assert hazard.level == Level.GENERAL
        assert hazard.status in {Status.CLOSED, Status.DROPPED}
        period = span_period(make.TODAY, make.TODAY)
        found, dropped = figure("inspections.found", period), figure("inspections.dropped", period)
        assert found.rows + dropped.rows == Hazard.objects.count()
        transaction.savepoint_rollback(mark)

    run()
