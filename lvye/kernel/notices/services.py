"""Deeds: telling people, marking as read, choosing how to be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.functional import Promise

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.rules import api as rules

from .kinds import GENERAL, kinds
from .models import BODY, TITLE, URL, Delivery, Notice, Personal, Preference

Receiver = User | Person


@dataclass(frozen=True)
class Told:
    """What became of a message: how many have it before them now, and how many have no account to be told by."""

    told: int
    unreachable: int


def notify(
    receivers: Receiver | Iterable[Receiver],
    title: str | Promise,
    body: str | Promise = "",
    url: str = "",
    *,
    urgent: bool = False,
    about: Model | None = None,
    kind: str = GENERAL,
    now: datetime | None = None,
) -> Told:
    """Tell users or persons something, in the present transaction: what is undone is never told.

    title is what mails and lists show: no private details. body stays in the program. url: a path of this site.
    Somebody who has the same title and url unread is not told again. Raises ValueError for a foreign url.
    """
    if url and (not url.startswith("/") or url.startswith("//") or len(url) > URL):
        raise ValueError(f"a notice leads to a path of this site, not to {url!r}")
    users, unreachable = _accounts(receivers)
    with translation.override(settings.LANGUAGE_CODE):  # kept in the school's language, whoever did the deed
        fixed = {
            "kind": kinds[kind].name,
            "title": " ".join(str(title).split())[:TITLE],
            "body": str(body)[:BODY],
            "url": url,
            "urgent": urgent,
            "target": about._meta.label_lower if about else "",
            "target_id": about.pk if about else None,
            "at": now or timezone.now(),  # house: the moment of telling is the notice's own fact
        }
    rows = [Notice(user_id=user, **fixed) for user in users]
    # The constraint knows who has the same unread already: no question before, and no rival between.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)  # house: a message is no record of the school
    return Told(told=len(rows), unreachable=unreachable)


def _accounts(receivers: Receiver | Iterable[Receiver]) -> tuple[list[int], int]:
    """The accounts to tell, each once, and how many receivers have none."""
    listed = [receivers] if isinstance(receivers, (User, Person)) else list(receivers)
    found: dict[int, None] = {}
    unreachable = 0
    for receiver in listed:
        if isinstance(receiver, User):
            account = receiver.pk if receiver.is_active and not receiver.is_system else None
        else:
            account = receiver.user_id
        if account is None:
            unreachable += 1
        else:
            found[account] = None
    return list(found), unreachable


def notice_read(notice: Notice, *, now: datetime) -> None:
    """Mark one message as read; a second time changes nothing."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now)  # house: a message is no record


def notice_read_all(user: User, *, until: int, now: datetime) -> int:
    """Mark all of a user's messages up to this number as read (not those that came since he looked)."""
    rows = Notice.objects.filter(user=user, read_at=None, pk__lte=until)
    return rows.update(read_at=now)  # house: a message is no record


def notice_seen(user: User, record: Model, *, now: datetime) -> int:
    """The user has this record before him: what he was told about it is read."""
    rows = Notice.objects.filter(user=user, read_at=None, target=record._meta.label_lower, target_id=record.pk)
    return rows.update(read_at=now) if rows.exists() else 0  # house: a message is no record


def preferences_set(
    user: User,
    cadences: Mapping[tuple[str, str], str],
    *,
    language: str,
    quiet_from: time | None,
    quiet_to: time | None,
) -> None:
    """Keep how a user wants to be told: (kind, channel) → cadence. What waits for sending follows at once.

    Raises ValidationError for half a quiet period or a cadence that does not exist.
    """
    rows = [Preference(user=user, kind=k, channel=c, cadence=wish) for (k, c), wish in cadences.items()]
    for row in rows:
        row.clean_fields()
    with transaction.atomic():
        personal = Personal.objects.select_for_update().filter(user=user).first() or Personal(user=user)
        personal.language, personal.quiet_from, personal.quiet_to = language, quiet_from, quiet_to
        personal.full_clean()
        personal.save()  # house: a person's own settings, no record of the school
        Preference.objects.bulk_create(  # house: a person's own settings, no record of the school
            rows, update_conflicts=True, unique_fields=["user", "kind", "channel"], update_fields=["cadence"]
        )
        _route_again(user)


def _route_again(user: User) -> None:
    """What has not gone out yet is given to the channels anew, by the new wishes."""
    waiting = Delivery.objects.filter(notice__user=user, state=Delivery.State.WAITING)
    again = list(waiting.values_list("notice_id", flat=True))
    Delivery.objects.filter(notice__in=again, state=Delivery.State.WAITING).delete()  # house: not yet sent
    Notice.objects.filter(pk__in=again).update(routed_at=None)  # house: a message is no record


def trim(*, now: datetime) -> int:
    """Clear away what was read long ago (rule notices.keep_days); returns how many messages went."""
    before = now - timedelta(days=int(rules.value("notices.keep_days")))
    gone, by_kind = Notice.objects.filter(read_at__lt=before).delete()  # house: a message is no record
    return by_kind.get("notices.Notice", 0) if gone else 0
