"""The demo as a school would see it: of full size, beside no other school."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client

from lvye.config import demo
from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.terms.api import get
from lvye.modules.repairs.api import Job, JobLine
from lvye.modules.summaries.api import term_summary_file
from tests import paper
from tests.test_demo_school import COUNTS, listed, made, stated

pytestmark = pytest.mark.django_db


@pytest.mark.scale
def test_the_whole_demo_is_as_large_as_a_school(django_db_setup: Any, django_db_blocker: Any, client: Client) -> None:
    for period in made(django_db_blocker, small=False):
        days = {"reported_on__gte": period.begins_on, "reported_on__lte": period.ends_on}
        assert 3250 <= Job.objects.filter(**days).count() <= 3350
        assert Person.objects.exclude(kind="student").count() >= 60
        assert Person.objects.filter(kind="student").count() == 900
        assert Place.objects.filter(kind="building").count() == 14
        assert Place.objects.filter(kind="room").count() > 300
        docx = term_summary_file(get("last", demo.TODAY), kind="docx")
        client.force_login(User.objects.get(username="director"))
        for action, thing, qty, unit, approx in COUNTS:
            figure = paper.figure_after(docx, f"{action}{thing}")
            assert figure.figure == stated(qty, unit, approx=approx)
            opened = JobLine.objects.filter(pk__in=listed(client, figure.address))
            assert opened.aggregate(n=Sum("qty"))["n"] == Decimal(qty)
