"""Whatever comes and goes: what is left of the batches is what the store says, and nothing is used out of turn."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvye.modules.canteen import stock
from lvye.modules.canteen.models import Batch
from lvye.modules.canteen.tests import make
from lvye.modules.canteen.tests.make import NOW, TODAY
from lvye.modules.stores.api import Item, on_hand

pytestmark = pytest.mark.django_db(transaction=False)
DEEDS = st.lists(
    st.tuples(st.sampled_from(["come", "use", "throw"]), st.integers(1, 12), st.integers(-1, 3)), min_size=3, max_size=9
)


class UndoneError(Exception):
    """Ends one example."""


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_what_is_left_of_the_batches_is_what_lies_in_the_store(deeds: list[tuple[str, int, int]]) -> None:
    with pytest.raises(UndoneError):
        _example(deeds)


@transaction.atomic
def _example(deeds: list[tuple[str, int, int]]) -> None:
    _play(deeds)
    raise UndoneError


def _play(deeds: list[tuple[str, int, int]]) -> None:
    potato, cook, dish = make.item(), make.on_duty(), make.serving()
    for verb, qty, days in deeds:
        before = {one.pk: stock.trace(one).left for one in Batch.objects.filter(item=potato)}
        try:
            with transaction.atomic():
                if verb == "come":
                    make.batch(item=potato, qty=Decimal(qty), expires_on=TODAY + dt.timedelta(days=days))
                elif verb == "use":
                    make.use(batch=_any(potato), serving=dish, qty=Decimal(qty), by=cook, now=NOW)
                else:
                    make.discard(batch=_any(potato), qty=Decimal(qty), witness=cook)
        except (ValidationError, Batch.DoesNotExist):
            assert {one.pk: stock.trace(one).left for one in Batch.objects.filter(item=potato)} == before
        _holds(potato, before, verb)


def _any(potato: Item) -> Batch:
    return Batch.objects.filter(item=potato).earliest("pk")


def _holds(potato: Item, before: dict[int, Decimal], verb: str) -> None:
    left = {one.pk: (one, stock.trace(one).left) for one in Batch.objects.filter(item=potato)}
    assert all(qty >= 0 for _one, qty in left.values())
    assert sum((qty for _one, qty in left.values()), Decimal(0)) == on_hand(potato)
    if verb == "use":
        drawn = [left[pk][0] for pk, was in before.items() if left[pk][1] < was]
        untouched = [one for pk, (one, qty) in left.items() if qty > 0 and one.expires_on and one.expires_on >= TODAY]
        assert all(one.expires_on is None or one.expires_on >= TODAY for one in drawn)
        for one in drawn:
            assert all(one.expires_on <= other.expires_on for other in untouched)  # type: ignore[operator]
