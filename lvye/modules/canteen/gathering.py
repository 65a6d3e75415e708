"""All that is known of one meal: what an investigator asks for first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lvye.kernel.people.api import SchoolClass

from .menu_side import classes
from .models import Accompany, Disinfection, Meal, MorningCheck, Sample, Serving, Use


@dataclass(frozen=True)
class Gathered:
    """One meal. dishes: each with its batches and its sample; whole: batches that went into the whole meal."""

    meal: Meal
    dishes: list[dict[str, Any]]
    whole: list[Use]
    staff: list[MorningCheck]
    diners: list[tuple[SchoolClass | None, int]]
    disinfections: list[Disinfection]
    company: list[Accompany]

    @property
    def suppliers(self) -> list[str]:
        """Who delivered what went into it."""
        uses = [use for dish in self.dishes for use in dish["uses"]] + self.whole
        return list(dict.fromkeys(use.batch.supplier.name for use in uses))


def gather(meal: Meal) -> Gathered:
    """Read one meal in a handful of queries."""
    uses: dict[int | None, list[Use]] = {}
    rows = Use.objects.filter(meal=meal).select_related(
        "batch__item", "batch__supplier", "batch__delivery", "by__person"
    )
    for use in rows.order_by("batch__item__name", "pk"):
        uses.setdefault(use.serving_id, []).append(use)
    samples = {
        one.serving_id: one
        for one in Sample.objects.filter(serving__meal=meal).select_related("cabinet", "put_by__person")
    }
    served = Serving.objects.filter(meal=meal).select_related("core_by__person").order_by("pk")
    staff = MorningCheck.objects.filter(day=meal.day).select_related("worker__person", "checked_by")
    clean = Disinfection.objects.filter(meal=meal).select_related("by__person")
    company = Accompany.objects.filter(meal=meal).select_related("person")
    return Gathered(
        meal,
        [{"serving": one, "uses": uses.get(one.pk, []), "sample": samples.get(one.pk)} for one in served],
        uses.get(None, []), list(staff.order_by("worker__job", "worker_id")), classes(meal.day, meal.kind),
        list(clean.order_by("pk")), list(company.order_by("pk")),
    )  # fmt: skip
