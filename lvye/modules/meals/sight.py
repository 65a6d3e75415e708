"""Who sees which pupils' meals: the office of money all, a head teacher his own class, nobody else any."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import SchoolClass

ALL = "meals.all_fee"
REPORT = "meals.tell_serving"
ANSWER = "meals.answer_complaint"
COUNT = "meals.add_serving"
BOOK = "meals.view_line"
CLOSE = "meals.close_month"
PUBLISH = "meals.publish_month"
ASK = "meals.add_survey"
COLLECT = "meals.add_fee"
SETTLE = "meals.settle_fee"
REFUND = "meals.add_refund"


def classes_of(user: User) -> QuerySet[SchoolClass]:
    """The classes whose numbers a user sees: all, for who counts them all; else those he is the head of."""
    if user.has_perm(COUNT):
        return SchoolClass.objects.filter(is_open=True).order_by("sort", "pk")
    return classes_named(user)


def classes_named(user: User) -> QuerySet[SchoolClass]:
    """The classes whose pupils a user sees by name: all for the office of money, to a head teacher his own."""
    rows = SchoolClass.objects.filter(is_open=True).order_by("sort", "pk")
    return rows if user.has_perm(ALL) else rows.filter(head__user=user.pk)


def fees(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Meal money of pupils: for those who deal with all of it."""
    return rows if user.has_perm(ALL) else rows.none()


def refunds(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The same for what was given back."""
    return rows if user.has_perm(ALL) else rows.none()


def leaves(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Who does not eat: all for the office of money, to a head teacher his own class."""
    return rows if user.has_perm(ALL) else rows.filter(school_class__head__user=user.pk)


def servings(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Numbers without names; a teacher sees those of his class."""
    if user.has_perm(ALL) or user.has_perm(COUNT):
        return rows
    return rows.filter(school_class__head__user=user.pk)
