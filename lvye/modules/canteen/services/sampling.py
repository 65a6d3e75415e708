"""留样: put in, kept, emptied; and sealed when somebody has fallen ill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.modules.canteen.models import Fridge, Sample, SampleStatus, Serving, Worker

from .common import number_next
from .staff import refuse_idle


@dataclass(frozen=True)
class Kept:
    """So many grams of one dish."""

    serving: Serving
    grams: int


def samples_put(
    given: Sequence[Kept], *, cabinet: Fridge, by: Worker, at: datetime | None = None, now: datetime, actor: User
) -> list[Sample]:
    """Put samples into the cabinet: their clock begins. at: when it was done, where the form came later.

    Raises ValidationError: nothing, too little of one (says of which), one that is there already, a cabinet that is
    none, the worker not on the day's list.
    """
    if not given:
        raise ValidationError(_("还没有选留哪个菜。"), code="nothing")
    if cabinet.kind != Fridge.Kind.SAMPLE or not cabinet.is_active:
        raise ValidationError(_("留样要放进专用的留样柜。"), code="cabinet")
    moment = at or now
    day = timezone.localdate(moment)
    refuse_closed(day)
    least = int(rules.value("canteen.sample_grams", on=day))
    for one in given:
        if one.grams < least:
            words = {"name": one.serving.name, "least": least, "grams": one.grams}
            raise ValidationError(_("%(name)s至少留 %(least)s 克，现在 %(grams)s 克。") % words, code="too_little")
        if one.serving.meal.day != day:
            raise ValidationError(_("%(name)s不是今天的菜。") % {"name": one.serving.name}, code="other_day")
    refuse_idle(by, day)
    until = moment + timedelta(hours=int(rules.value("canteen.sample_hours", on=day)))
    with records.deed():
        return [
            records.create(
                Sample, actor=actor, code=number_next("LY", day), serving=one.serving, grams=one.grams,
                cabinet=cabinet, put_at=moment, put_by=by, day=day, keep_until=until,
            )
            for one in given
        ]  # fmt: skip


def samples_empty(
    samples: Iterable[Sample], *, by: Worker, at: datetime | None = None, now: datetime, actor: User
) -> list[Sample]:
    """Empty samples whose time is full. Raises ValidationError for one that is too young, and says until when."""
    moment = at or now
    refuse_idle(by, timezone.localdate(moment))
    rows = list(samples)
    if not rows:
        raise ValidationError(_("还没有选倒哪几份。"), code="nothing")
    for one in rows:
        if one.status == SampleStatus.SEALED:
            raise ValidationError(_("%(code)s已经封存，不能倒。") % {"code": one.code}, code="sealed")
        if moment < one.keep_until:
            words = {"name": one.serving.name, "when": say.moment(one.keep_until)}
            raise ValidationError(_("%(name)s要留到%(when)s，现在不能倒。") % words, code="too_early")
    with records.deed():
        return [records.take(one, "empty", actor=actor, emptied_at=moment, emptied_by=by) for one in rows]


def sample_release(sample: Sample, *, actor: User) -> Sample:
    """The incident had nothing to do with it: from now on it may be emptied when its time is full."""
    return records.take(sample, "release", actor=actor)


def sample_hand(sample: Sample, *, handed_to: str = "", actor: User) -> Sample:
    """A sealed sample goes to a laboratory. Raises ValidationError where it does not say to which."""
    if not handed_to.strip():
        raise ValidationError({"handed_to": _("写明送给谁检验。")})
    return records.take(sample, "hand", actor=actor, handed_to=handed_to.strip())
