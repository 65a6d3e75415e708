"""Who sees what: menus are for everybody once published; the canteen and the office see what is still made."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kit.memo import once

from .models import WeekStatus

EDIT = "menus.change_menuweek"
PUBLISH = "menus.publish_menuweek"
VIEW = "menus.view_menuweek"
DISHES = "menus.view_dish"
DISH_EDIT = "menus.change_dish"
COUNT = "menus.add_headcount"
OFFICE = "menus.office_headcount"
SHOP = "menus.shop_menuweek"


@once
def _person(user_pk: int) -> int | None:
    return Person.objects.filter(user=user_pk).values_list("pk", flat=True).first()


def weeks(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Those who make menus see all, others what is published."""
    return rows if user.has_perm(EDIT) else rows.filter(status=WeekStatus.PUBLISHED)


def lines(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The dishes of the menus the user may see."""
    return rows if user.has_perm(EDIT) else rows.filter(week__status=WeekStatus.PUBLISHED)


def counts(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office sees all counts, a class teacher those of his classes and what he announced."""
    if user.has_perm(OFFICE):
        return rows
    person = _person(user.pk)
    return rows.filter(Q(school_class__head=person) | Q(said_by=person)) if person else rows.none()
