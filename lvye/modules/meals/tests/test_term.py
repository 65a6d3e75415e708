"""The benches of the canteen in small: a term through every service, and years of batches traced."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bench import canteen, traces
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.modules.canteen.models import Sample


@pytest.mark.django_db
def test_a_term_of_the_bench_ends_without_a_yuan_missing() -> None:
    places.place()
    ground, days = canteen.played(2, 3, canteen.BEGINS + timedelta(days=3))
    said = canteen.told(ground.term)
    assert (days, said["published"], said["missing"]) == (4, 1, 0)
    assert said["meals"] == 60
    assert abs((said["cooked"] or 0) - Decimal("179.55")) < 1  # 6 diners × 12 meals × 2.4937 yuan
    assert abs(said["gap"] or 0) < 1
    assert Sample.objects.filter(status="emptied").count() == 12  # of the first day


@pytest.mark.django_db
def test_the_five_years_of_the_bench_in_a_week_are_traced_both_ways() -> None:
    people.schoolclass()
    assert traces.small(7) == (21, 3)
