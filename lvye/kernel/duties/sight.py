"""Who does and who sees which checks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.api import person_of, posts_of

from .declare import on_roster, roster_kinds
from .models import Instance

ALL = "duties.all_instance"
DO = "duties.do_instance"
EXCUSE = "duties.excuse_instance"
BOARD = "duties.view_instance"


def may_all(user: User) -> bool:
    """Whether he sees and may do everybody's; so does the program itself."""
    return user.has_perm(ALL) or user.pk == system_user().pk


def mine(user: User, on: date, now: datetime | None = None) -> Q:
    """The instances that are this user's to do on a day: given to him, or to his post or roster and to nobody else."""
    person = person_of(user)
    if person is None:
        return Q(pk__in=[])
    by_post = Q(duty__person=person) | Q(duty__person=None, duty__roster="", duty__post__code__in=posts_of(user, on))
    if kinds := _rosters_of(person, now or timezone.now()):
        by_post |= Q(duty__person=None, duty__roster__in=kinds)
    return Q(person=person) | Q(person=None) & by_post


def _rosters_of(person: Any, now: datetime) -> list[str]:
    return [kind for kind, _label in roster_kinds() if person in on_roster(kind, now)]


def may_do(instance: Instance, user: User, on: date) -> bool:
    """Whether this user may make the check."""
    if may_all(user):
        return True
    return user.has_perm(DO) and Instance.objects.filter(mine(user, on), pk=instance.pk).exists()


def seen(rows: QuerySet[Instance], user: User) -> QuerySet[Instance]:
    """Narrow instances to one's own, unless one may see all."""
    return rows if user.has_perm(ALL) else rows.filter(mine(user, timezone.localdate()))


def seen_results(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow results, readings and faults to those one made, unless one may see all."""
    person = person_of(user)
    by = "person" if rows.model._meta.model_name == "result" else "result__person"
    return rows if user.has_perm(ALL) else rows.filter(**{by: person}) if person else rows.none()
