"""From outbox to channels: routing by each user's wishes, sending what is due, trying again what failed.

Nothing here holds a transaction while a mail server is waited for. A crash between sending and its being
marked may bring a message twice, never not at all.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvye.kernel.rules import api as rules

from .channels import ChannelError, Message, channels
from .kinds import kinds
from .models import Cadence, Delivery, Notice, Personal, Preference

BATCH = 500
MAX_TRIES = 5
WAITS = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
CLAIM = timedelta(minutes=10)  # how long a sender may take before another tries
LISTED = 30  # titles in one mail; the rest is a number
log = logging.getLogger("lvye.notices")


def send(*, now: datetime) -> int:
    """Route what is new, then send what is due; returns how many messages went out."""
    while route(now=now) == BATCH:
        pass
    return _send_due(now)


def route(*, now: datetime) -> int:
    """Give new messages to the channels their users wish; returns how many were looked at (at most BATCH)."""
    fresh = list(Notice.objects.filter(routed_at=None).select_related("user").order_by("pk")[:BATCH])
    if not fresh:
        return 0
    wishes = _wishes({notice.user_id for notice in fresh})
    personal = {row.user_id: row for row in Personal.objects.filter(user__in=[n.user_id for n in fresh])}
    rows = []
    for notice in fresh:
        if notice.read_at is not None or not notice.user.is_active:
            continue
        for channel in channels:
            wish = wishes.get((notice.user_id, notice.kind, channel.name)) or _usual(notice)
            due = _due(notice, wish, personal.get(notice.user_id), now)
            if due is not None and channel.reaches(notice.user):
                rows.append(Delivery(notice=notice, channel=channel.name, due_at=due))
    with transaction.atomic():
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)  # house: the state of sending, no record
        Notice.objects.filter(pk__in=[n.pk for n in fresh]).update(routed_at=now)  # house: as above
    return len(fresh)


def _wishes(users: Iterable[int]) -> dict[tuple[int, str, str], str]:
    rows = Preference.objects.filter(user__in=users)
    return {(row.user_id, row.kind, row.channel): row.cadence for row in rows}


def _usual(notice: Notice) -> str:
    kind = kinds.get(notice.kind)  # a kind may be gone with its module
    return kind.usual if kind else Cadence.DAILY


def _due(notice: Notice, wish: str, personal: Personal | None, now: datetime) -> datetime | None:
    """When it goes out; None for never."""
    if wish == Cadence.NEVER:
        return None
    if notice.urgent:
        return now
    if wish == Cadence.NOW:
        return after_quiet(personal, now)
    return next_moment(rules.value("notices.digest_at"), now)


def after_quiet(personal: Personal | None, now: datetime) -> datetime:
    """Now, or the end of the quiet hours the user has set."""
    if personal is None or personal.quiet_from is None or personal.quiet_to is None:
        return now
    begins, ends, clock = personal.quiet_from, personal.quiet_to, timezone.localtime(now).time()
    quiet = begins <= clock < ends if begins <= ends else clock >= begins or clock < ends
    return next_moment(ends, now) if quiet else now


def next_moment(clock: time, now: datetime) -> datetime:
    """The next time the school's clock shows this."""
    local = timezone.localtime(now)
    found = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return found if found > local else found + timedelta(days=1)


def _send_due(now: datetime) -> int:
    rows = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now).select_related("notice__user")
    due = sorted(rows.order_by("due_at", "notice__user_id")[:BATCH], key=_address)
    return sum(_send_group(list(group), now) for _who, group in groupby(due, key=_address))


def _address(delivery: Delivery) -> tuple[int, str]:
    return delivery.notice.user_id, delivery.channel


def _send_group(group: list[Delivery], now: datetime) -> int:
    """All that is due to one user by one channel, as one message."""
    rows = Delivery.objects.filter(pk__in=[d.pk for d in group], state=Delivery.State.WAITING)
    read = [d.pk for d in group if d.notice.read_at is not None]
    rows.filter(pk__in=read).update(state=Delivery.State.DROPPED)  # house: the state of sending, no record
    unread = [d for d in group if d.notice.read_at is None]
    claimed = rows.filter(due_at__lte=now).update(  # house: the state of sending, no record
        due_at=now + CLAIM, tries=F("tries") + 1
    )
    if not unread or claimed != len(unread):  # another sender has them
        return 0
    user, name = unread[0].notice.user, unread[0].channel
    try:
        if name not in channels:
            raise ChannelError(f"no channel {name!r} any more")
        channels[name].send(user, composed([d.notice for d in unread]))
    except ChannelError as problem:
        _put_off(rows, unread, str(problem), now)
        return 0
    rows.update(state=Delivery.State.SENT, sent_at=now, error="")  # house: the state of sending, no record
    return len(unread)


def _put_off(rows: QuerySet[Delivery], group: list[Delivery], why: str, now: datetime) -> None:
    """Try again later, each by how often it was tried; after MAX_TRIES give up, and let the doctor tell."""
    log.warning("notices not sent to user %s: %s", group[0].notice.user_id, why)
    for delivery in group:
        tries = delivery.tries + 1
        row = rows.filter(pk=delivery.pk)
        if tries >= MAX_TRIES:
            row.update(state=Delivery.State.FAILED, error=why[:300])  # house: the state of sending, no record
        else:
            row.update(due_at=now + WAITS[tries - 1], error=why[:300])  # house: the state of sending, no record


def composed(notices: list[Notice]) -> Message:
    """Titles and links, in the user's language; what the message says in full stays in the program."""
    user = notices[0].user
    personal = Personal.objects.filter(user=user).only("language").first()
    with translation.override((personal and personal.language) or settings.LANGUAGE_CODE):
        count = len(notices)
        several = ngettext("绿叶：%(n)s 条新消息", "绿叶：%(n)s 条新消息", count) % {"n": count}
        lines = [line for notice in notices[:LISTED] for line in (_headline(notice), _link(notice), "")]
        if count > LISTED:
            lines += [_("还有 %(n)s 条，请到程序里看。") % {"n": count - LISTED}, ""]
        settings_url = settings.BASE_URL + reverse("notices:preferences")
        lines += ["--", _("不想收这样的邮件，可以在这里改：%(url)s") % {"url": settings_url}]
        return Message(subject=_headline(notices[0]) if count == 1 else several, text="\n".join(lines))


def _headline(notice: Notice) -> str:
    return _("【急】%(title)s") % {"title": notice.title} if notice.urgent else notice.title


def _link(notice: Notice) -> str:
    return str(settings.BASE_URL + reverse("notices:open", args=[notice.pk]))
