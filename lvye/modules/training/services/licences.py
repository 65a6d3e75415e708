"""Certificates are registered, reminded of before they lapse, and struck off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notify
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.training.models import Licence, LicenceStatus

from .acting import LICENCE, heads


def licence_add(*, today: date, actor: User, **values: Any) -> Licence:
    """Register a certificate. Raises ValidationError for one issued in the future."""
    if values["issued_on"] > today:
        raise ValidationError({"issued_on": _("发证日期不能在将来。")})
    return records.create(Licence, actor=actor, **values)


def licence_void(licence: Licence, *, why: str, actor: User) -> Licence:
    """It counts no more. Raises ValidationError without a reason."""
    if not why.strip():
        raise ValidationError({"why": _("请写为什么注销。")})
    return records.take(licence, "void", actor=actor, why=why.strip())


def licences_warn(*, now: datetime, actor: User) -> int:
    """Tell holders and heads, once, of certificates that lapse within the days of the rule; returns how many.

    Not of one that a later one of the same kind has followed.
    """
    today = timezone.localdate(now)
    until = today + timedelta(days=int(rules.value("training.warn_days", today)))
    rows = Licence.objects.filter(status=LicenceStatus.HOLDS, ends_on__lte=until, told_on=None, person__status="here")
    found = [one for one in rows.select_related("person").order_by("ends_on", "pk") if not followed(one)]
    with records.deed():
        for one in found:
            words = {"what": one.what, "day": say.day(one.ends_on) if one.ends_on else ""}
            notify(
                one.person, _("您的%(what)s%(day)s到期，请办复审、换证") % words, "", reverse("training:mine"),
                about=one, kind=LICENCE, now=now,
            )  # fmt: skip
            records.amend(one, actor=actor, verb="warn", told_on=today)
        if found:
            title = _("%(n)s 份证件快到期或已过期") % {"n": len(found)}
            notify(heads(today), title, "、".join(f"{one.person.name} {one.what}" for one in found)[:200],
                   reverse("training:board"), kind=LICENCE, now=now)  # fmt: skip
    return len(found)


def followed(licence: Licence) -> bool:
    """A later certificate of the same person and kind stands for it."""
    later = Licence.objects.filter(person=licence.person_id, kind=licence.kind, status=LicenceStatus.HOLDS)
    later = later.filter(name=licence.name).exclude(pk=licence.pk)
    return any(one.ends_on is None or (licence.ends_on and one.ends_on > licence.ends_on) for one in later)
