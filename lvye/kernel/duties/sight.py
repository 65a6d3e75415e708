"""Who does and who sees which checks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.api import person_of, posts_of
from lvye.kernel.rosters.api import assigned

from .models import Instance

ALL = "duties.all_instance"
DO = "duties.do_instance"
EXCUSE = "duties.excuse_instance"
BACK, AHEAD = timedelta(days=60), timedelta(days=1)  # as far as a check may be entered late


def may_all(user: User) -> bool:
    """Whether he sees and may do everybody's; so does the program itself."""
    return user.has_perm(ALL) or user.pk == system_user().pk


def mine(user: User, on: date) -> Q:
    """The instances that are this user's to do on a day: given to him, or to his post or roster and to nobody else.

    By roster it is his who is on duty on the day the check is due, also when he enters it late.
    """
    person = person_of(user)
    if person is None:
        return Q(pk__in=[])
    shared = Q(duty__person=person) | Q(duty__person=None, duty__roster="", duty__post__code__in=posts_of(user, on))
    served: dict[str, set[date]] = defaultdict(set)
    slots = assigned(person, on - BACK, on + AHEAD).order_by().values_list("slot__roster__kind__code", "slot__on")
    for kind, day in slots:
        served[kind].add(day)
    for kind, days in served.items():
        shared |= Q(duty__person=None, duty__roster=kind, day__in=days)
    return Q(person=person) | Q(person=None) & shared


def may_do(instance: Instance, user: User, on: date) -> bool:
    """Whether this user may make the check: what `mine` asks of all, said of one without asking for it again."""
    return may_all(user) or (user.has_perm(DO) and _is_his(instance, user, on))


def _is_his(instance: Instance, user: User, on: date) -> bool:
    person, duty = person_of(user), instance.duty
    if person is None or instance.person_id is not None:
        return person is not None and instance.person_id == person.pk
    if duty.person_id is not None:
        return duty.person_id == person.pk
    if not duty.roster:
        return duty.post is not None and duty.post.code in posts_of(user, on)
    near = on - BACK <= instance.day <= on + AHEAD
    return near and assigned(person, instance.day).filter(slot__roster__kind__code=duty.roster).exists()


def seen(rows: QuerySet[Instance], user: User) -> QuerySet[Instance]:
    """Narrow instances to one's own, unless one may see all."""
    return rows if user.has_perm(ALL) else rows.filter(mine(user, timezone.localdate()))


def seen_results(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow results, readings and faults to those one made, unless one may see all."""
    person = person_of(user)
    by = "person" if rows.model._meta.model_name == "result" else "result__person"
    return rows if user.has_perm(ALL) else rows.filter(**{by: person}) if person else rows.none()
