"""One walk along a route: which stops were seen, what proves it, what was wrong there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import resolve
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.inspections.models import Hazard, Kind, Patrol, PatrolStatus, Route, Source, Stop, Visit
from lvye.modules.inspections.rounds import duty_fulfil

from .finding import hazard_report
from .tracing import Photos, received

AHEAD = timedelta(minutes=10)  # a phone's clock may be so much ahead; more is a wrong clock
OTHER = "other"


@dataclass(frozen=True)
class Seen:
    """One stop as the walker saw it. code: what he scanned there; photos and words where something is wrong."""

    stop: Stop
    at: datetime
    code: str = ""
    is_fault: bool = False
    note: str = ""
    warns: bool = False
    photos: Photos = ()


def patrol_record(
    route: Route, seen: Sequence[Seen], *, person: Person, words: str = "", now: datetime, actor: User
) -> Patrol:
    """Keep a walk: its stops, and a hazard for each at which something is wrong.

    Raises ValidationError for a route without stops or out of use, nothing seen, a stop twice or of another route, the
    code of another place, a clock that is ahead, a fault without words or photo, or stops left out without a reason.
    """
    stops = list(route.stops.filter(is_active=True).select_related("place", "kind").order_by("order"))
    _refuse(route, stops, seen, now)
    kept = {one.stop.pk: received(one.photos) for one in seen}
    begun, ended = min(one.at for one in seen), max(one.at for one in seen)
    whole = len(seen) == len(stops)
    if not whole and not words.strip():
        raise ValidationError({"words": _("还有 %(n)s 站没有到，请写明为什么。") % {"n": len(stops) - len(seen)}})
    with records.deed():
        patrol = records.create(
            Patrol, actor=actor, route=route, person=person, walked_on=timezone.localdate(begun), begun_at=begun,
            ended_at=ended, sent_at=now, status=PatrolStatus.DONE if whole else PatrolStatus.BROKEN,
            stop_count=len(stops), seen_count=len(seen), scanned_count=sum(1 for one in seen if one.code),
            fault_count=sum(1 for one in seen if one.is_fault), words=words.strip(),
            is_late=now - ended > timedelta(hours=int(rules.value("inspections.late_hours"))), is_hasty=hasty(seen),
        )  # fmt: skip
        rows = [
            {"patrol": patrol, "stop": one.stop, "seen_at": one.at, "sent_at": now, "is_fault": one.is_fault,
             "how": Visit.How.SCAN if one.code else Visit.How.TAP, "note": one.note.strip()[:200]}
            for one in seen
        ]  # fmt: skip
        records.create_many(Visit, rows, actor=actor)
        found = [_fault(patrol, one, kept[one.stop.pk], now=now, actor=actor) for one in seen if one.is_fault]
        if whole:
            duty_fulfil(patrol, found, actor=actor)
    return patrol


def hasty(seen: Sequence[Seen]) -> bool:
    """Whether stop followed stop faster than anybody walks."""
    least = timedelta(seconds=int(rules.value("inspections.hasty_seconds")))
    times = sorted(one.at for one in seen)
    return any(later - earlier < least for earlier, later in pairwise(times))


def _fault(patrol: Patrol, one: Seen, photos: Photos, *, now: datetime, actor: User) -> Hazard:
    kind = one.stop.kind or Kind.objects.get(code=OTHER)
    return hazard_report(
        place=one.stop.place, kind=kind, what=one.note, source=Source.PATROL, finder=patrol.person,
        needs_warning=one.warns or None, photos=photos, patrol=patrol, found_at=one.at, now=now, actor=actor,
    )  # fmt: skip


def _refuse(route: Route, stops: Sequence[Stop], seen: Sequence[Seen], now: datetime) -> None:
    if not route.is_active or not stops:
        raise ValidationError(_("这条路线没有在用，或者还没有设点。"), code="no_route")
    if not seen:
        raise ValidationError(_("一站都没有到，没有什么可记的。"), code="nothing")
    known = {stop.pk for stop in stops}
    if len({one.stop.pk for one in seen}) != len(seen) or not {one.stop.pk for one in seen} <= known:
        raise ValidationError(_("有一站记了两次，或者不在这条路线上。"), code="wrong_stop")
    if any(one.at > now + AHEAD for one in seen):
        raise ValidationError(_("手机的时间比现在还晚，请先把手机时间调准。"), code="clock")
    for one in seen:
        _refuse_one(one)


def _refuse_one(one: Seen) -> None:
    """Raises ValidationError for a code of another place, and for a fault that does not say what is wrong."""
    where = one.stop.place.full_name
    if one.code:
        found = resolve(one.code)
        if found is None:
            raise ValidationError(_("“%(code)s”不是本校的地点码。") % {"code": one.code[:20]}, code="other_school")
        if not found.is_live or found.place_id != one.stop.place_id:
            words = {"where": where, "there": found.place.full_name}
            raise ValidationError(_("%(where)s这一站扫的是“%(there)s”的码。") % words, code="other_place")
    if one.is_fault and not one.note.strip():
        raise ValidationError(_("%(where)s有问题，请写一句是什么。") % {"where": where}, code="no_words")
    if one.is_fault and not one.photos:
        raise ValidationError(_("%(where)s有问题，请拍一张照片。") % {"where": where}, code="no_photo")
