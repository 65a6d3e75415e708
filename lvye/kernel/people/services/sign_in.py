"""Sign-ins of persons: opened, closed at once, given another password. Each leaves a trace on the account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User, account_create
from lvye.kernel.audit import api as audit
from lvye.kernel.people.models import Person, PersonStatus
from lvye.kernel.people.rights import rights_changed
from lvye.kernel.people.thresholds import KEPT_DAYS
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import value


def signin_open(
    person: Person, *, username: str, actor: User, password: str | None = None, password_is_given: bool = True
) -> User:
    """Give a person a sign-in; without a password it opens once one is set.

    password_is_given: another chose it, so its owner must change it when he first signs in.

    Raises ValidationError for a name that is taken, a password that is too weak, and persons who left.
    """
    with records.deed():
        held = Person.objects.select_for_update().get(pk=person.pk)
        if held.status == PersonStatus.LEFT:
            raise ValidationError(_("%(who)s已经离校，不能开通登录。") % {"who": held.name})
        if held.user_id is not None:
            raise ValidationError(_("%(who)s已经有登录账号了。") % {"who": held.name})
        _check_password(password, User(username=username, name=held.name))
        user = account_create(username.strip(), held.name, password, password_is_given=password_is_given)
        records.amend(held, actor=actor, verb="signin", user=user)
        person.user = user
    rights_changed()
    return user


def signin_close(person: Person, *, actor: User, reason: str = "") -> None:
    """No sign-in any more; whoever is signed in as this person is out with his next request."""
    _set_active(person, active=False, actor=actor, reason=reason)


def signin_reopen(person: Person, *, actor: User, reason: str = "") -> None:
    """The sign-in works again."""
    _set_active(person, active=True, actor=actor, reason=reason)


def password_set(person: Person, *, password: str, actor: User, reason: str = "") -> None:
    """Another password, for somebody who forgot his: he must change it when he next signs in.

    It ends his open sessions. Never kept in the trail.
    """
    user = person.user
    if user is None:
        raise ValidationError(_("%(who)s还没有登录账号。") % {"who": person.name})
    _check_password(password, user)
    with records.deed():
        user.set_password(password)
        user.password_is_given = user.pk != actor.pk
        _write(user, "password", "password_is_given", actor=actor, reason=reason)


def signins_forget(now: datetime) -> int:
    """Delete sessions that lapsed, and the log of sign-ins past people.signin_kept_days (网络安全法 art. 21).

    Neither is a record of the school. Gives how many rows went.
    """
    before = now - timedelta(days=value(KEPT_DAYS))
    gone, _by_kind = Session.objects.filter(expire_date__lt=now).delete()  # house: no record of the school
    for log in (AccessAttempt, AccessLog):
        rows, _by_kind = log.objects.filter(attempt_time__lt=before).delete()  # house: no record of the school
        gone += rows
    return gone


def name_follow(person: Person, *, actor: User) -> None:
    """The account is called what the person is called."""
    user = person.user
    if user is not None and user.name != person.name:
        old, user.name = user.name, person.name
        _write(user, "name", changes={"name": [old, user.name]}, actor=actor)


def _set_active(person: Person, *, active: bool, actor: User, reason: str) -> None:
    user = person.user
    if user is None or user.is_active == active:
        return
    with records.deed():
        user.is_active = active
        _write(user, "is_active", changes={"is_active": [not active, active]}, actor=actor, reason=reason)
    rights_changed()


def _write(
    user: User, field: str, *more: str, actor: User, changes: dict[str, list[Any]] | None = None, reason: str = ""
) -> None:
    user.save(update_fields=[field, *more])  # house: an account is no record; its trace is written here
    audit.note(user, field, actor=actor, changes=changes or {}, reason=reason)


def _check_password(password: str | None, user: User) -> None:
    if password:
        try:
            validate_password(password, user)
        except ValidationError as problem:
            raise ValidationError({"password": problem.messages}) from None
