"""The deeds of a health campaign: areas are called upon, each answers, and closing says who did not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.notices import api as notices
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, person_of
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.modules.grounds.models import Call, CallStatus, Drive, DriveStatus, Unit, WorkKind, Zone

from .plots import work_record

LEAD = "grounds.add_drive"


def answers_for(zone: Zone) -> Person | None:
    """Who answers for a zone: who cleans it, else the head teacher of its class."""
    return zone.cleaner or (zone.school_class.head if zone.school_class is not None else None)


def drive_begin(
    *, zones: Sequence[tuple[Zone, Person | None]] = (), now: datetime, actor: User, **values: Any
) -> Drive:
    """Begin a campaign; who answers for an area is told.

    Raises ValidationError naming the areas nobody answers for.
    """
    called = [(zone, person or answers_for(zone)) for zone, person in zones]
    nobody = [zone.name for zone, person in called if person is None]
    if nobody:
        text = _("这些区域没有人可以报：%(zones)s。先给它们写上负责人，或者给班级写上班主任。")
        raise ValidationError(text % {"zones": _("、").join(nobody)}, code="nobody")
    with records.deed():
        drive = records.create(Drive, actor=actor, **values)
        for zone, person in called:
            call_add(drive=drive, zone=zone, person=person, now=now, actor=actor)
    return drive


def call_add(*, drive: Drive, zone: Zone, person: Person | None = None, now: datetime, actor: User) -> Call:
    """One more area. Raises ValidationError once it is over, and where nobody who works here answers."""
    person = person or answers_for(zone)
    if person is None:
        raise ValidationError({"person": _("这个区域没有负责人，请选谁来报。")})
    if person.status != PersonStatus.HERE or person.kind == PersonKind.STUDENT:
        raise ValidationError({"person": _("请选在校的教职工来报。")})
    with records.deed():
        _refuse_over(Drive.objects.select_for_update().get(pk=drive.pk))
        call = records.create(Call, actor=actor, drive=drive, zone=zone, person=person)
        words = {"name": drive.name, "zone": zone.name, "day": say.date(drive.ends_on)}
        _tell(call, _("%(name)s：请打扫%(zone)s，%(day)s前拍一张报上来") % words, now=now)
    return call


def call_hand_over(call: Call, *, person: Person, now: datetime, actor: User) -> Call:
    """Somebody else answers. Raises ValidationError for an area that has, and for who does not work here."""
    _refuse_answered(call)
    if person.status != PersonStatus.HERE or person.kind == PersonKind.STUDENT:
        raise ValidationError({"person": _("请选在校的教职工来报。")})
    with records.deed():
        changed = records.amend(call, actor=actor, person=person)
        _tell(changed, _("%(name)s：请打扫%(zone)s") % {"name": call.drive.name, "zone": call.zone.name}, now=now)
    return changed


def call_answer(
    call: Call, *, people: int | None, qty: Decimal | None, unit: str = Unit.BAGS, words: str = "",
    photos: Sequence[Any] = (), now: datetime, actor: User,
) -> Call:  # fmt: skip
    """The area's answer: it is clean, so many did it, so much was carried away. It becomes work, with its quantity.

    Raises ValidationError: somebody else's area, no numbers, no photo where one is wanted, a closed term.
    """
    person = person_of(actor)
    if person not in (call.person, call.drive.lead) and not actor.has_perm(LEAD):
        raise ValidationError(
            _("%(zone)s由%(who)s报，请他来报。") % {"zone": call.zone, "who": call.person}, code="not_yours"
        )
    _refuse_answered(call)
    _refuse_numbers(people, qty, unit)
    shown = bool(photos) or bool(files.of(call))
    if call.drive.photo_wanted and not shown:
        raise ValidationError(_("请拍一张打扫以后的样子。"), code="no_photo")
    today = timezone.localdate(now)
    refuse_closed(today)
    with records.deed():
        work = work_record(
            kind=WorkKind.CAMPAIGN, place=call.zone.place, qty=qty, unit=unit, person=person or call.person,
            note=f"{call.drive.name} {call.zone.name}"[:200], today=today, actor=actor,
        )  # fmt: skip
        done = records.take(
            call, "answer", actor=actor, people=people, qty=qty, unit=unit, words=words.strip()[:200],
            answered_on=today, answered_by=person, work=work,
        )  # fmt: skip
        if photos:
            files.attach_all(done, photos, actor=actor, now=now)
    return done


def call_excuse(call: Call, *, words: str, now: datetime, actor: User) -> Call:
    """It need not answer, for a reason; counted apart. Raises ValidationError without one."""
    if not words.strip():
        raise ValidationError({"words": _("请写明为什么免做。")})
    return records.take(
        call, "excuse", actor=actor, words=words.strip()[:200], answered_on=timezone.localdate(now),
        answered_by=person_of(actor),
    )  # fmt: skip


def drive_finish(drive: Drive, *, closing: str, now: datetime, actor: User) -> Drive:
    """Over. Who has not answered stays in the denominator as having given no answer; not before the last day then.

    Raises ValidationError without areas, without words, and before its last day while areas are silent.
    """
    today = timezone.localdate(now)
    with records.deed():
        held = Drive.objects.select_for_update().get(pk=drive.pk)
        calls = list(held.calls.select_related("zone").order_by("zone__sort", "pk"))
        if not calls:
            raise ValidationError(_("还没有叫到一个区域，不能结束。"), code="no_calls")
        silent = [one for one in calls if one.status == CallStatus.DUE]
        if silent and today <= held.ends_on:
            text = _("还没有到最迟报的日期，%(n)s 个区域没报：%(zones)s。催一下，或者写明原因免做。")
            names = _("、").join(one.zone.name for one in silent[:10])
            raise ValidationError(text % {"n": len(silent), "zones": names}, code="silent")
        if not closing.strip():
            raise ValidationError({"closing": _("写一句小结：做得怎样，下次要注意什么。")})
        for one in silent:
            records.take(one, "miss", actor=actor)
        return records.take(held, "finish", actor=actor, done_on=today, closing=closing.strip()[:300])


def drives_remind(*, now: datetime, actor: User) -> int:
    """On the last day and after it, who has not answered is reminded; returns how many."""
    today: date = timezone.localdate(now)
    rows = Call.objects.filter(status=CallStatus.DUE, drive__status=DriveStatus.OPEN, drive__ends_on__lte=today)
    found = list(rows.select_related("drive", "zone", "person"))
    for one in found:
        _tell(one, _("%(name)s：%(zone)s还没有报") % {"name": one.drive.name, "zone": one.zone.name}, now=now)
    return len(found)


def _tell(call: Call, title: str, *, now: datetime) -> None:
    notices.notify(call.person, title, url=reverse("grounds:answer", args=[call.pk]), about=call.drive, now=now)


def _refuse_numbers(people: int | None, qty: Decimal | None, unit: str) -> None:
    if not people or people < 1:
        raise ValidationError({"people": _("几个人做的，写个数。")})
    if qty is None or qty <= 0:
        raise ValidationError({"qty": _("清了多少写下来：几袋、几处、多少平方米。")})
    if unit not in Unit.values:
        raise ValidationError({"unit": _("请选一个单位。")})


def _refuse_over(drive: Drive) -> None:
    if drive.status != DriveStatus.OPEN:
        raise ValidationError(_("这次卫生运动已经结束。"), code="over")


def _refuse_answered(call: Call) -> None:
    _refuse_over(call.drive)
    if call.status != CallStatus.DUE:
        raise ValidationError(_("%(zone)s已经报过了。") % {"zone": call.zone}, code="answered")
